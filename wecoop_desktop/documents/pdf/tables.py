"""Tables as pieces: widths by content, a head that repeats, rows that stay whole where they can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from wecoop_desktop.documents.outline import Column, Rich, Row, Table, letters, plain
from wecoop_desktop.documents.pdf.flow import Paint, Piece
from wecoop_desktop.documents.pdf.lines import Line, broken, measured
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    CELL,
    GROUP,
    HEAD_CELL,
    LABEL,
    MARKS,
    NAVY,
    PETROL,
    RULE,
    SMALL_CELL,
    WHITE,
    Type,
)
from wecoop_desktop.documents.pdf.tags import Node

ACROSS = 6.0  # space at the left and right of a cell
PADDING = 2 * ACROSS + 1
ABOVE = 3.8  # space above and below
MARK = 3.5  # width of the coloured edge
SHORT = 0.22  # a table up to this share of a page is not parted
LOW = 50.0  # a row up to this height does not stand alone at the end of a page
SAMPLE = 150  # rows that decide the widths
FLEXIBLE = 0.86  # of the width that the least widths may take
WIDEST_WORD = 76.0  # longer words are cut: hyphens do less harm than narrow neighbours
CAPS = (WIDEST_WORD, 66.0, 56.0, 48.0)
FIGURE = 130.0  # a figure wider than this is cut too


@dataclass(frozen=True, slots=True)
class _Cell:
    """Broken text with its place across; `spans` to the right are swallowed."""

    x: float
    width: float
    lines: tuple[Line, ...]
    align: str
    empty: bool
    spans: bool
    node: Node

    def height(self, kind: Type) -> float:
        return 0.0 if self.empty else len(self.lines) * kind.leading + 2 * ABOVE


@dataclass(frozen=True, slots=True)
class _Look:
    """What the rows of one table share."""

    widths: tuple[float, ...]
    columns: tuple[Column, ...]
    kind: Type
    language: str
    facts: bool
    node: Node

    @property
    def width(self) -> float:
        return sum(self.widths)


def table_pieces(table: Table, width: float, room: float, language: str) -> list[Piece]:
    """Head and rows of a table in `width`; no piece with its head is higher than `room`.

    A logical framework that would spill a few rows on a second page is set in the small size.
    """
    kind, measures = _size(table, width)
    found = _set(table, _look(table, width, kind, measures, language), room)
    if kind is CELL and any(row.mark for row in table.rows) and _tall(found) > room:
        measures = [] if not measures else _measures(table, SMALL_CELL)
        small = _set(table, _look(table, width, SMALL_CELL, measures, language), room)
        return small if _tall(small) <= room else found
    return found


def widths(table: Table, width: float) -> tuple[float, ...]:
    """The widths of the columns in points, for other writers too."""
    return _widths(table, width, _size(table, width)[1])


def _tall(pieces: Sequence[Piece]) -> float:
    return sum(piece.height + piece.before for piece in pieces)


def _look(table: Table, width: float, kind: Type, measures: Measures, language: str) -> _Look:
    widths = _widths(table, width, measures)
    return _Look(widths, table.columns, kind, language, table.look == "facts", Node("Table"))


def _set(table: Table, look: _Look, room: float) -> list[Piece]:
    head = None if look.facts else _head(look)
    body = list(_body(table, look, room - (head.height if head else 0), head))
    short = _tall([piece for piece, _ in body]) <= room * SHORT
    ends = {
        index
        for index, (piece, _) in enumerate(body[:-1])
        if short or (index in (0, len(body) - 2) and len(body) > 3 and piece.height <= LOW)
    }
    glued = [
        replace(piece, glued=True) if _binds(row, following) or index in ends else piece
        for index, ((piece, row), (_, following)) in enumerate(
            pairwise([*body, (body[-1][0], None)] if body else [])
        )
    ]
    if head:
        return [replace(head, glued=bool(glued)), *glued]
    return glued


def _binds(row: Row | None, following: Row | None) -> bool:
    """A group's own row stays with its first line; the total with the line before it."""
    if row is None or following is None:
        return False
    return row.kind == "group" or following.kind == "total" or following.follows


class Measure(NamedTuple):
    """Widths of a column: of its figures, of its widest word, of its longest line; its bulk."""

    firm: float
    low: float
    high: float
    bulk: float  # fourth root of the sum of the cubed lengths of its cells


Measures = list[Measure]


def _size(table: Table, width: float) -> tuple[Type, Measures]:
    """The usual size, or the small one where the widest words would not stand side by side."""
    if all(column.share for column in table.columns):
        return CELL, []
    measures = _measures(table, CELL)
    if sum(min(one.low, WIDEST_WORD) for one in measures) <= width:
        return CELL, measures
    return SMALL_CELL, _measures(table, SMALL_CELL)


def _measures(table: Table, kind: Type) -> Measures:
    """For each column: the least width without cutting words, and the width without breaking.

    Figures are never cut, so their columns count twice: see `_narrowed`.
    """
    measures = []
    strong = replace(kind, bold=True)
    for index, column in enumerate(table.columns):
        head, high = (
            (0.0, 0.0) if table.look == "facts" else measured(plain(column.head), HEAD_CELL)
        )
        # A head may be higher than a row; heads of figures stand above narrow columns.
        low, cubes = 0.0, (high / (2 if column.align == "left" else 4)) ** 3
        for row in table.rows[:SAMPLE]:
            cell = row.cells[index] if index < len(row.cells) else None
            spans = index + 1 < len(row.cells) and row.cells[index + 1] is None
            if not cell or spans:
                continue
            word, line = measured(_shortened(cell), kind if row.kind == "plain" else strong)
            low, high = max(low, word), max(high, line)
            cubes += (line * (1 + letters(cell)[:400].count("\n"))) ** 3
        firm = min(low, FIGURE) if column.align == "right" else 0.0
        bulk = max(cubes, 1.0) ** 0.25
        measures.append(Measure(firm + PADDING, max(low, head) + PADDING, high + PADDING, bulk))
    return measures


def _shortened(cell: Rich) -> Rich:
    """The beginning decides the width; a megabyte in a cell must not be measured whole."""
    if len(cell) == 1 and len(cell[0].text) <= 400:
        return cell
    return tuple(replace(run, text=run.text[:400]) for run in cell[:20])


def _widths(table: Table, width: float, measures: Measures) -> tuple[float, ...]:
    shares = [column.share for column in table.columns]
    if all(shares):
        return tuple(width * share / sum(shares) for share in shares)
    most = sum(one.high for one in measures)
    if most <= width:
        # What is left goes to the columns of text; figures stay close to their heads.
        takes = [
            one.high if column.align == "left" else 0.0
            for one, column in zip(measures, table.columns, strict=True)
        ]
        whole = sum(takes)
        if not whole:
            return tuple(one.high * width / most for one in measures)
        return tuple(
            one.high + (width - most) * take / whole
            for one, take in zip(measures, takes, strict=True)
        )
    lows = _narrowed(measures, width)
    least = sum(lows)
    if least >= width:
        return tuple(low * width / least for low in lows)
    return _low_rows(measures, lows, width)


def _low_rows(measures: Measures, lows: Sequence[float], width: float) -> tuple[float, ...]:
    """Widths that keep the rows low, each between the column's least width and its unbroken one.

    The height of a cell is its bulk by its width; the least sum of cubes of heights (so that the
    tallest cells count most) has widths as the fourth roots of the sums of cubed bulks.
    """
    held: dict[int, float] = {}
    while len(held) < len(measures):
        free = [index for index in range(len(measures)) if index not in held]
        left = width - sum(held.values())
        whole = sum(measures[index].bulk for index in free) or 1.0
        wanted = {index: left * measures[index].bulk / whole for index in free}
        short = {index: lows[index] for index in free if wanted[index] < lows[index]}
        wide = {i: measures[i].high for i in free if wanted[i] > max(measures[i].high, lows[i])}
        # Those whose bounds weigh more are held first; the others are shared out again.
        lacking = sum(low - wanted[index] for index, low in short.items())
        spare = sum(wanted[index] - high for index, high in wide.items())
        if not short and not wide:
            held.update(wanted)
        else:
            held.update(short if lacking >= spare else wide)
    found = [held[index] for index in range(len(measures))]
    whole = sum(found)
    return tuple(one * width / whole for one in found)


def _narrowed(measures: Measures, width: float) -> list[float]:
    """Least widths with shorter words uncut, until some room is left for columns with much text."""
    lows: list[float] = []
    for cap in CAPS:
        lows = [max(one.firm, min(one.low, cap + PADDING)) for one in measures]
        if sum(lows) <= width * FLEXIBLE:
            break
    return lows


def _head(look: _Look) -> Piece:
    line = look.node.add("TR")
    heads = Row(tuple(plain(column.head) for column in look.columns))
    cells = _cells(heads, look, HEAD_CELL, line)
    for cell in cells:
        cell.node.role, cell.node.scope = "TH", "Column"
    height = max(cell.height(HEAD_CELL) for cell in cells)

    def paint(pen: Pen, x: float, top: float) -> None:
        again = line.drawn  # on a further page nobody wants to hear it again
        pen.box(x, top, look.width, height, NAVY)
        for cell in cells:
            with pen.inside(None if again else cell.node):
                _write(pen, x, top, cell, HEAD_CELL)

    return Piece(height, paint, node=look.node)


def _cells(row: Row, look: _Look, kind: Type, line: Node) -> list[_Cell]:
    """The cells of a row, as elements of `line`; those that name the row are heads."""
    found: list[_Cell] = []
    x = 0.0
    index = 0
    while index < len(look.columns):
        start = index
        cell = row.cells[index] if index < len(row.cells) else ()
        width = look.widths[index]
        while index + 1 < len(row.cells) and row.cells[index + 1] is None:
            index += 1
            width += look.widths[index]
        shown = LABEL if look.facts and start == 0 and row.kind == "plain" else kind
        lines = broken(cell or (), shown, width - 2 * ACROSS, look.language)
        align = look.columns[start].align
        node = line.add("TD", columns=index - start + 1)
        if start == 0 and letters(cell) and (look.facts or row.kind != "plain"):
            node.role, node.scope = "TH", "Row"
        empty = not letters(cell)
        found.append(_Cell(x, width, tuple(lines), align, empty, index > start, node))
        x += width
        index += 1
    return found


def _body(
    table: Table, look: _Look, room: float, head: Piece | None
) -> Iterator[tuple[Piece, Row]]:
    rows = table.rows
    start = 0
    while start < len(rows):
        end = start + 1
        while end < len(rows) and rows[end].follows:
            end += 1
        yield from _group(rows[start:end], look, room, head, first=start == 0)
        start = end


def _group(
    rows: Sequence[Row], look: _Look, room: float, head: Piece | None, *, first: bool
) -> Iterator[tuple[Piece, Row]]:
    """A row with those that follow it: its tall cells stand beside all of them."""
    kinds = [_kind(row, look) for row in rows]
    cells = [
        _cells(row, look, kind, look.node.add("TR")) for row, kind in zip(rows, kinds, strict=True)
    ]
    heights = [
        max((cell.height(kind) for cell in line), default=0) or kind.leading + 2 * ABOVE
        for line, kind in zip(cells, kinds, strict=True)
    ]
    if len(rows) > 1 and sum(heights) <= room:
        heights = _spread(cells, kinds, heights)
    for index, (row, line, height) in enumerate(zip(rows, cells, heights, strict=True)):
        ruled = not (first and index == 0 and not look.facts)
        last = index == len(rows) - 1
        for piece in _row(row, line, height, look, room, ruled=ruled, closes=last):
            yield replace(piece, head=head, node=look.node), row


def _spread(
    cells: Sequence[Sequence[_Cell]], kinds: Sequence[Type], heights: list[float]
) -> list[float]:
    """Heights where the first row's cells with only empty ones below may reach down."""
    below = [cell for line in cells[1:] for cell in line if not cell.empty]
    short: list[float] = []
    tall: list[float] = []
    for cell in cells[0]:
        met = any(one.x < cell.x + cell.width and cell.x < one.x + one.width for one in below)
        (short if met else tall).append(cell.height(kinds[0]))
    least = max(short, default=kinds[0].leading + 2 * ABOVE)
    spread = [least, *heights[1:]]
    lacking = max(tall, default=0.0) - sum(spread)
    if lacking > 0:
        spread[-1] += lacking
    return spread


def _kind(row: Row, look: _Look) -> Type:
    if row.kind == "total":
        return replace(look.kind, colour=WHITE, bold=True)
    return replace(look.kind, bold=True) if row.kind == "group" else look.kind


def _row(
    row: Row,
    cells: Sequence[_Cell],
    height: float,
    look: _Look,
    room: float,
    *,
    ruled: bool,
    closes: bool,
) -> Iterator[Piece]:
    """One piece, or several where the row is higher than a page."""
    kind = _kind(row, look)
    if height <= room:
        yield Piece(height, _painter(row, cells, kind, look, height, ruled=ruled, closes=closes))
        return
    lines = max(1, int((room - 2 * ABOVE) / kind.leading))
    most = max(len(cell.lines) for cell in cells)
    for start in range(0, most, lines):
        part = [replace(cell, lines=cell.lines[start : start + lines]) for cell in cells]
        tall = max(len(cell.lines) for cell in part) * kind.leading + 2 * ABOVE
        yield Piece(tall, _painter(row, part, kind, look, tall, ruled=ruled, closes=closes))


def _painter(
    row: Row,
    cells: Sequence[_Cell],
    kind: Type,
    look: _Look,
    height: float,
    *,
    ruled: bool,
    closes: bool,
) -> Paint:
    def paint(pen: Pen, x: float, top: float) -> None:
        if row.kind != "plain":
            fill = PETROL if row.kind == "total" else GROUP
            pen.box(x, top, look.width, height, fill)
        for index, cell in enumerate(cells):
            if ruled and not (row.follows and (cell.empty or cell.spans)):
                pen.rule(x + cell.x, top, x + cell.x + cell.width, top, colour=RULE)
            shown = LABEL if look.facts and index == 0 and row.kind == "plain" else kind
            with pen.inside(cell.node):
                _write(pen, x, top, cell, shown)
        if closes:
            pen.rule(x, top + height, x + look.width, top + height, colour=RULE)
        if row.mark:
            pen.box(x, top, MARK, height, MARKS.get(row.mark, PETROL))

    return paint


def _write(pen: Pen, x: float, top: float, cell: _Cell, kind: Type) -> None:
    baseline = top + ABOVE + kind.leading * 0.5 + kind.size * 0.33
    for line in cell.lines:
        start = x + cell.x + ACROSS
        if cell.align == "right":
            start = x + cell.x + cell.width - ACROSS - line.width
        elif cell.align == "centre":
            start = x + cell.x + (cell.width - line.width) / 2
        pen.line_of_text(start, baseline, line, kind.size)
        baseline += kind.leading
