"""Every block but tables as pieces: headings, paragraphs, lists, figures, callouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from wecoop_desktop.documents.notes import noted
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
    Tone,
    plain,
)
from wecoop_desktop.documents.pdf import fonts
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
    HOUSE,
    LABEL,
    NAVY,
    NOTE,
    PETROL,
    SUBTITLE,
    TINT,
    WARN,
    WARN_TINT,
    Dress,
    Type,
)
from wecoop_desktop.documents.pdf.tables import table_pieces
from wecoop_desktop.documents.pdf.tags import Node
from wecoop_desktop.documents.spoken import spoken

INDENT = 14.0
BOX = 7.5  # of an item to be ticked
MOST_LINES = 6  # of a heading; a longer one is a paragraph
WHOLE = 0.7  # a figure up to this share of a page is not torn
PADDING = 10.0
BAR = 6.0  # around a title on a bar


def pieces(
    block: Block, width: float, room: float, language: str, dress: Dress = HOUSE
) -> list[Piece]:
    """The pieces of a block in `width`; none is higher than `room`."""
    match block:
        case Heading():
            return _heading(block, width, language, dress)
        case Paragraph():
            kind = NOTE if block.kind == "note" else dress.body
            return _paragraph(block.runs, kind, width, language)
        case Listing():
            return list(_listing(block, width, language, dress.body))
        case Table():
            return _captioned_table(block, width, room, language)
        case Figure():
            return _figure(block, width, room, language)
        case Callout():
            return _callout(block, width, room, language, dress)


def title_piece(
    number: str,
    title: str,
    level: int,
    width: float,
    language: str,
    anchor: str,
    dress: Dress = HOUSE,
) -> Piece:
    """The title of a section, its number in another colour where the house dresses it."""
    kind = dress.title(level)
    tone: Tone = "accent" if dress.house else ""
    rich = (Run(f"{number}\u2002", tone=tone), Run(title)) if number else (Run(title),)
    inset = BAR if dress.headings == "bar" else 0.0
    lines = broken(rich, kind, width - 2 * inset, language)
    before = 20 if level < 3 else 16
    node = Node("H1", depth=1)
    made = _text_piece(
        lines, kind, node, before=before, below=6, glued=True, anchor=anchor, indent=inset
    )
    return _barred(made, width) if inset else made


def _barred(title: Piece, width: float) -> Piece:
    inner, height = title.paint, title.height + BAR

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.box(x, top, width, height - 4, FAINT)
        inner(pen, x, top + BAR / 2)

    return replace(title, height=height + 2, paint=paint)


def _heading(block: Heading, width: float, language: str, dress: Dress) -> list[Piece]:
    kind = dress.heading(block.level)
    lines = broken(plain(block.text), kind, width, language)
    if len(lines) > MOST_LINES:
        return _paragraph(plain(block.text, bold=True), dress.body, width, language)
    before = 11.5 if block.level == 2 else 9.0
    node = Node("H1", depth=block.level)
    return [_text_piece(lines, kind, node, before=before, glued=True)]


def _text_piece(
    lines: list[Line],
    kind: Type,
    node: Node,
    *,
    before: float = 0.0,
    below: float = 0.0,
    glued: bool = False,
    anchor: str = "",
    indent: float = 0.0,
) -> Piece:
    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.inside(node):
            _write(pen, x + indent, top, lines, kind)

    height = len(lines) * kind.leading + below
    return Piece(height, paint, before, glued, anchor=anchor, node=node)


def _write(pen: Pen, x: float, top: float, lines: list[Line], kind: Type) -> None:
    baseline = top + kind.leading * 0.5 + kind.size * 0.33
    for line in lines:
        pen.line_of_text(x, baseline, line, kind.size)
        baseline += kind.leading


def _paragraph(
    runs: Rich,
    kind: Type,
    width: float,
    language: str,
    *,
    before: float = 4.5,
    indent: float = 0.0,
    node: Node | None = None,
) -> list[Piece]:
    """A piece per line; the first two and the last two lines are never alone on a page."""
    lines = broken(runs, kind, width - indent, language)
    node = node or Node("P")
    found = []
    for index, line in enumerate(lines):
        glued = len(lines) > 1 and index in (0, len(lines) - 2)
        above = before if index == 0 else 0.0
        found.append(_text_piece([line], kind, node, before=above, glued=glued, indent=indent))
    return found


def _listing(block: Listing, width: float, language: str, kind: Type) -> Iterator[Piece]:
    counts: list[int] = []
    lists = [Node("L", ordered=block.ordered)]
    for depth, runs in block.items:
        depth = min(depth, 3)
        counts = [*counts[: depth + 1], *[0] * (depth + 1 - len(counts))]
        counts[depth] += 1
        mark = f"{counts[depth]}." if block.ordered else "–" if depth else "•"
        indent = (INDENT + 3 if block.boxes else INDENT) * (depth + 1)
        label, body = _item(lists, depth, ordered=block.ordered)
        for index, piece in enumerate(
            _paragraph(runs, kind, width, language, before=2.5, indent=indent, node=body)
        ):
            piece = replace(piece, node=lists[0])
            if index == 0:
                yield _boxed(piece, indent) if block.boxes else _marked(piece, mark, label, indent)
            else:
                yield piece


def _item(lists: list[Node], depth: int, *, ordered: bool) -> tuple[Node, Node]:
    """Label and body of a new item; a deeper one stands in the body of the item before it."""
    depth = min(depth, len(lists))
    del lists[depth + 1 :]
    if depth == len(lists):
        above = [child for child in lists[-1].children if isinstance(child, Node)]
        body = above[-1].children[-1] if above else lists[-1].add("LI").add("LBody")
        assert isinstance(body, Node)
        lists.append(body.add("L", ordered=ordered))
    item = lists[depth].add("LI")
    return item.add("Lbl"), item.add("LBody")


def _marked(piece: Piece, mark: str, label: Node, indent: float) -> Piece:
    inner = piece.paint

    def paint(pen: Pen, x: float, top: float) -> None:
        baseline = top + BODY.leading * 0.5 + BODY.size * 0.33
        with pen.inside(label):
            pen.text(x + indent - INDENT + 2, baseline, mark, BODY)
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
    return [_text_piece(lines, CAPTION, Node("P"), before=12, below=3, glued=True)]


def _notes(note: str, width: float, language: str) -> list[Piece]:
    return _paragraph(plain(note), NOTE, width, language, before=4) if note else []


def _captioned_table(block: Table, width: float, room: float, language: str) -> list[Piece]:
    block = noted(block)
    above = _caption(block.label, block.caption, width, language)
    # The caption stands with the head and the first row, so it takes from their room.
    taken = sum(piece.height + piece.before for piece in above)
    body = table_pieces(block, width, room - taken, language)
    if body and not above:
        body[0] = replace(body[0], before=6)
    if body and body[0].node is not None:
        above = [_captioning(piece, body[0].node) for piece in above]
    below = _notes(block.note, width, language)
    return _with_note([*above, *body], below)


def _captioning(piece: Piece, table: Node) -> Piece:
    """The caption as the first part of its table."""
    assert piece.node is not None
    piece.node.role = "Caption"
    table.children.insert(0, piece.node)
    return replace(piece, node=table)


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
    node = Node("Figure", alt=_alternative(block))
    drawn = [
        replace(
            _pictured(part, node, width),
            before=0.0 if above or index else 8.0,
            glued=part.glued or (whole and index < len(parts) - 1),
        )
        for index, part in enumerate(parts)
    ]
    return _with_note([*above, *drawn], below)


def _alternative(block: Figure) -> str:
    """What the figure says, for those who cannot see it."""
    said = (block.label, block.caption, spoken(block.chart))
    return fonts.cleaned(" ".join(one for one in said if one) or block.note or "–")


def _pictured(part: Piece, node: Node, width: float) -> Piece:
    inner = part.paint

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.figure(node, x, top, width, part.height):
            inner(pen, x, top)

    return replace(part, paint=paint, node=node)


def _callout(block: Callout, width: float, room: float, language: str, dress: Dress) -> list[Piece]:
    """A box with a coloured edge; higher than a page it becomes plain blocks."""
    aside = min(150.0, width * 0.32) if block.figure else 0.0
    inner = width - 2 * PADDING - (aside + PADDING if aside else 0.0)
    node = Node("Div")
    parts = list(_inside(block, inner, language, node))
    figure, figure_height = _aside(block, aside, language, node)
    height = max(sum(height for height, _ in parts), figure_height) + 2 * PADDING
    if height > room:
        return _plain_callout(block, width, room, language, dress)
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

    return [Piece(height + (6 if warns else 0), paint, before=5, node=node)]


Part = tuple[float, Callable[[Pen, float, float], None]]


def _inside(block: Callout, width: float, language: str, node: Node) -> Iterator[Part]:
    if block.title:
        title = broken(plain(block.title), replace(SUBTITLE, colour=NAVY), width, language)
        yield (len(title) * SUBTITLE.leading + 4, _writer(title, SUBTITLE, node.add("P")))
    if block.runs:
        lines = broken(block.runs, CELL, width, language)
        yield (len(lines) * CELL.leading + 3, _writer(lines, CELL, node.add("P")))
    for label, value in block.facts:
        yield _fact(label, value, width, language, node.add("P"))


def _writer(lines: list[Line], kind: Type, node: Node) -> Callable[[Pen, float, float], None]:
    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.inside(node):
            _write(pen, x, top, lines, kind)

    return paint


def _fact(label: str, value: Rich, width: float, language: str, node: Node) -> Part:
    indent = width * 0.26
    names = broken(plain(label), LABEL, indent - 6, language)
    lines = broken(value, CELL, width - indent, language)
    height = max(len(names) * LABEL.leading, len(lines) * CELL.leading) + 5

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rule(x, top, x + width, top, colour=FAINT)
        with pen.inside(node):
            _write(pen, x, top + 2.5, names, LABEL)
            _write(pen, x + indent, top + 2.5, lines, CELL)

    return height, paint


def _aside(
    block: Callout, width: float, language: str, node: Node
) -> tuple[Callable[[Pen, float, float], None] | None, float]:
    figure = block.figure
    if figure is None:
        return None, 0.0
    part = drawing(figure.chart, width, 400, language)[0]
    picture, words = node.add("Figure", alt=_alternative(figure)), node.add("P")
    said = (Run(f"{figure.label} ", bold=True), *plain(f"{figure.caption} {figure.note}".strip()))
    lines = broken(said, NOTE, width, language)

    def paint(pen: Pen, x: float, top: float) -> None:
        with pen.figure(picture, x, top, width, part.height):
            part.paint(pen, x, top)
        with pen.inside(words):
            _write(pen, x, top + part.height + 4, lines, NOTE)

    return paint, part.height + 4 + len(lines) * NOTE.leading


def _plain_callout(
    block: Callout, width: float, room: float, language: str, dress: Dress
) -> list[Piece]:
    found = _heading(Heading(block.title), width, language, dress) if block.title else []
    if block.runs:
        found += _paragraph(block.runs, dress.body, width, language)
    for label, value in block.facts:
        found += _paragraph((Run(f"{label}: ", bold=True), *value), dress.body, width, language)
    return found + (_figure(block.figure, width, room, language) if block.figure else [])
