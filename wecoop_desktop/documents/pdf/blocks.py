"""Every block but tables as pieces: headings, paragraphs, lists, figures, callouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Run,
    Table,
    plain,
)
from wecoop_desktop.documents.pdf.charts import drawing
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import Line, broken
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import (
    BODY,
    CAPTION,
    CELL,
    EDGE,
    FAINT,
    LABEL,
    MINOR,
    NAVY,
    NOTE,
    PETROL,
    SUBTITLE,
    TINT,
    TITLES,
    WARN,
    WARN_TINT,
    Type,
)
from wecoop_desktop.documents.pdf.tables import table_pieces

INDENT = 14.0
BOX = 7.5  # of an item to be ticked
MOST_LINES = 6  # of a heading; a longer one is a paragraph
WHOLE = 0.7  # a figure up to this share of a page is not torn
PADDING = 10.0


def pieces(block: Block, width: float, room: float, language: str) -> list[Piece]:
    """The pieces of a block in `width`; none is higher than `room`."""
    match block:
        case Heading():
            return _heading(block, width, language)
        case Paragraph():
            kind = NOTE if block.kind == "note" else BODY
            return _paragraph(block.runs, kind, width, language)
        case Listing():
            return list(_listing(block, width, language))
        case Table():
            return _captioned_table(block, width, room, language)
        case Figure():
            return _figure(block, width, room, language)
        case Callout():
            return _callout(block, width, room, language)


def title_piece(
    number: str, title: str, level: int, width: float, language: str, anchor: str
) -> Piece:
    """The title of a section, its number in another colour."""
    kind = TITLES[level]
    rich = (Run(f"{number}\u2002", tone="accent"), Run(title)) if number else (Run(title),)
    lines = broken(rich, kind, width, language)
    before = 20 if level < 3 else 16
    return _text_piece(lines, kind, before=before, below=6, glued=True, anchor=anchor)


def _heading(block: Heading, width: float, language: str) -> list[Piece]:
    kind = SUBTITLE if block.level == 2 else MINOR
    lines = broken(plain(block.text), kind, width, language)
    if len(lines) > MOST_LINES:
        return _paragraph(plain(block.text, bold=True), BODY, width, language)
    before = 11.5 if block.level == 2 else 9.0
    return [_text_piece(lines, kind, before=before, glued=True)]


def _text_piece(
    lines: list[Line],
    kind: Type,
    *,
    before: float = 0.0,
    below: float = 0.0,
    glued: bool = False,
    anchor: str = "",
    indent: float = 0.0,
) -> Piece:
    def paint(pen: Pen, x: float, top: float) -> None:
        _write(pen, x + indent, top, lines, kind)

    height = len(lines) * kind.leading + below
    return Piece(height, paint, before, glued, anchor=anchor)


def _write(pen: Pen, x: float, top: float, lines: list[Line], kind: Type) -> None:
    baseline = top + kind.leading * 0.5 + kind.size * 0.33
    for line in lines:
        pen.line_of_text(x, baseline, line, kind.size)
        baseline += kind.leading


def _paragraph(
    runs: Rich, kind: Type, width: float, language: str, *, before: float = 4.5, indent: float = 0.0
) -> list[Piece]:
    """A piece per line; the first two and the last two lines are never alone on a page."""
    lines = broken(runs, kind, width - indent, language)
    found = []
    for index, line in enumerate(lines):
        glued = len(lines) > 1 and index in (0, len(lines) - 2)
        above = before if index == 0 else 0.0
        found.append(_text_piece([line], kind, before=above, glued=glued, indent=indent))
    return found


def _listing(block: Listing, width: float, language: str) -> Iterator[Piece]:
    counts: list[int] = []
    for depth, runs in block.items:
        depth = min(depth, 3)
        counts = [*counts[: depth + 1], *[0] * (depth + 1 - len(counts))]
        counts[depth] += 1
        mark = f"{counts[depth]}." if block.ordered else "–" if depth else "•"
        indent = (INDENT + 3 if block.boxes else INDENT) * (depth + 1)
        for index, piece in enumerate(
            _paragraph(runs, BODY, width, language, before=2.5, indent=indent)
        ):
            if index == 0:
                yield _boxed(piece, indent) if block.boxes else _marked(piece, mark, indent)
            else:
                yield piece


def _marked(piece: Piece, mark: str, indent: float) -> Piece:
    inner = piece.paint

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.text(x + indent - INDENT + 2, top + BODY.leading * 0.5 + BODY.size * 0.33, mark, BODY)
        inner(pen, x, top)

    return replace(piece, paint=paint)


def _boxed(piece: Piece, indent: float) -> Piece:
    inner = piece.paint

    def paint(pen: Pen, x: float, top: float) -> None:
        middle = top + BODY.leading * 0.5
        pen.frame(x + indent - INDENT - 1, middle - BOX / 2, BOX, BOX, colour=PETROL)
        inner(pen, x, top)

    return replace(piece, paint=paint)


def _caption(label: str, caption: str, width: float, language: str) -> list[Piece]:
    if not (label or caption):
        return []
    strong = (Run(f"{label} ", bold=True, tone="accent"),) if label else ()
    lines = broken((*strong, *plain(caption)), CAPTION, width, language)
    return [_text_piece(lines, CAPTION, before=12, below=3, glued=True)]


def _notes(note: str, width: float, language: str) -> list[Piece]:
    return _paragraph(plain(note), NOTE, width, language, before=4) if note else []


def _captioned_table(block: Table, width: float, room: float, language: str) -> list[Piece]:
    above = _caption(block.label, block.caption, width, language)
    # The caption stands with the head and the first row, so it takes from their room.
    taken = sum(piece.height + piece.before for piece in above)
    body = table_pieces(block, width, room - taken, language)
    if body and not above:
        body[0] = replace(body[0], before=6)
    below = _notes(block.note, width, language)
    return _with_note([*above, *body], below)


def _with_note(body: list[Piece], below: list[Piece]) -> list[Piece]:
    if body and below:
        body[-1] = replace(body[-1], glued=True)
    return [*body, *below]


def _figure(block: Figure, width: float, room: float, language: str) -> list[Piece]:
    above = _caption(block.label, block.caption, width, language)
    below = _notes(block.note, width, language)
    taken = sum(piece.height + piece.before for piece in [*above, *below])
    parts = drawing(block.chart, width, room - taken, language)
    whole = sum(part.height for part in parts) <= room * WHOLE
    drawn = [
        replace(
            part,
            before=0.0 if above or index else 8.0,
            glued=part.glued or (whole and index < len(parts) - 1),
        )
        for index, part in enumerate(parts)
    ]
    return _with_note([*above, *drawn], below)


def _callout(block: Callout, width: float, room: float, language: str) -> list[Piece]:
    """A box with a coloured edge; higher than a page it becomes plain blocks."""
    aside = min(150.0, width * 0.32) if block.figure else 0.0
    inner = width - 2 * PADDING - (aside + PADDING if aside else 0.0)
    parts = list(_inside(block, inner, language))
    figure, figure_height = _aside(block, aside, language)
    height = max(sum(height for height, _ in parts), figure_height) + 2 * PADDING
    if height > room:
        return _plain_callout(block, width, room, language)
    warns = block.tone == "warn"

    def paint(pen: Pen, x: float, top: float) -> None:
        fill = WARN_TINT if warns else TINT
        pen.frame(x, top, width, height, colour=WARN if warns else EDGE, fill=fill)
        pen.box(x, top, 3.5, height, WARN if warns else PETROL)
        y = top + PADDING
        for tall, part in parts:
            part(pen, x + PADDING + 3, y)
            y += tall
        if figure:
            figure(pen, x + width - PADDING - aside, top + PADDING)

    return [Piece(height + (6 if warns else 0), paint, before=5)]


Part = tuple[float, Callable[[Pen, float, float], None]]


def _inside(block: Callout, width: float, language: str) -> Iterator[Part]:
    if block.title:
        title = broken(plain(block.title), replace(SUBTITLE, colour=NAVY), width, language)
        yield (len(title) * SUBTITLE.leading + 4, _writer(title, SUBTITLE, 0.0))
    if block.runs:
        lines = broken(block.runs, CELL, width, language)
        yield (len(lines) * CELL.leading + 3, _writer(lines, CELL, 0.0))
    for label, value in block.facts:
        yield _fact(label, value, width, language)


def _writer(lines: list[Line], kind: Type, indent: float) -> Callable[[Pen, float, float], None]:
    return lambda pen, x, top: _write(pen, x + indent, top, lines, kind)


def _fact(label: str, value: Rich, width: float, language: str) -> Part:
    indent = width * 0.26
    names = broken(plain(label), LABEL, indent - 6, language)
    lines = broken(value, CELL, width - indent, language)
    height = max(len(names) * LABEL.leading, len(lines) * CELL.leading) + 5

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rule(x, top, x + width, top, colour=FAINT)
        _write(pen, x, top + 2.5, names, LABEL)
        _write(pen, x + indent, top + 2.5, lines, CELL)

    return height, paint


def _aside(
    block: Callout, width: float, language: str
) -> tuple[Callable[[Pen, float, float], None] | None, float]:
    figure = block.figure
    if figure is None:
        return None, 0.0
    part = drawing(figure.chart, width, 400, language)[0]
    said = (Run(f"{figure.label} ", bold=True), *plain(f"{figure.caption} {figure.note}".strip()))
    lines = broken(said, NOTE, width, language)

    def paint(pen: Pen, x: float, top: float) -> None:
        part.paint(pen, x, top)
        _write(pen, x, top + part.height + 4, lines, NOTE)

    return paint, part.height + 4 + len(lines) * NOTE.leading


def _plain_callout(block: Callout, width: float, room: float, language: str) -> list[Piece]:
    found = _heading(Heading(block.title), width, language) if block.title else []
    if block.runs:
        found += _paragraph(block.runs, BODY, width, language)
    for label, value in block.facts:
        found += _paragraph((Run(f"{label}: ", bold=True), *value), BODY, width, language)
    return found + (_figure(block.figure, width, room, language) if block.figure else [])
