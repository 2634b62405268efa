"""Problem and objective trees: bands of boxes, effects above, causes below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wecoop_desktop.documents.chart import Node, Tree
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import Line, broken
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.pdf.style import EDGE, GREY, NAVY, PETROL, TINT, WHITE, Type

GAP = 8.0
ACROSS = 4  # boxes beside each other; more would be too narrow to read
BETWEEN = 20.0
WORDS = Type("Sans", 8.5, 11, NAVY, hyphenate=True)
BAND = Type("Sans", 8.5, 11, GREY, bold=True)


@dataclass(frozen=True, slots=True)
class _Box:
    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]


def tree(chart: Tree, width: float, room: float, language: str) -> list[Piece]:
    """One piece for each band's line of boxes; the boxes of one band in the order of parents."""
    lines = [
        (word if first else "", nodes)
        for band, word in chart.bands
        for first, nodes in _split([node for node in chart.nodes if node.kind == band])
    ]
    rows = [_boxes(nodes, width, language, room) for _, nodes in lines]
    found = []
    for index, ((word, _), boxes) in enumerate(zip(lines, rows, strict=True)):
        last = index == len(lines) - 1
        found.append(_row(word, boxes, width, core=_is_core(chart, boxes), last=last))
    return found


def _split(nodes: Sequence[Node]) -> list[tuple[bool, Sequence[Node]]]:
    """At most ACROSS boxes in a line, shared out evenly."""
    if not nodes:
        return []
    count = -(-len(nodes) // ACROSS)
    size = -(-len(nodes) // count)
    return [(start == 0, nodes[start : start + size]) for start in range(0, len(nodes), size)]


def _boxes(nodes: Sequence[Node], width: float, language: str, room: float) -> list[_Box]:
    wide = (width - GAP * (len(nodes) - 1)) / len(nodes)
    most = int((room - 60) / WORDS.leading)
    set_lines = [
        tuple(broken(plain(node.text), _words(node), wide - 12, language)[:most]) for node in nodes
    ]
    height = max(len(lines) for lines in set_lines) * WORDS.leading + 10
    return [
        _Box(node, index * (wide + GAP), 0.0, wide, height, lines)
        for index, (node, lines) in enumerate(zip(nodes, set_lines, strict=True))
    ]


def _words(node: Node) -> Type:
    if node.kind == "core":
        return Type("Sans", 9.5, 11, WHITE, bold=True, hyphenate=True)
    return WORDS


def _is_core(chart: Tree, boxes: Sequence[_Box]) -> bool:
    return bool(boxes) and boxes[0].node.kind == "core"


def _row(word: str, boxes: Sequence[_Box], width: float, *, core: bool, last: bool) -> Piece:
    above = 13.0 if word else 0.0
    tall = max(box.height for box in boxes)
    height = above + tall + (2 if last else BETWEEN - 8)

    def paint(pen: Pen, x: float, top: float) -> None:
        if word:
            pen.text(x, top + 9, word, BAND)
        for box in boxes:
            pen.frame(
                x + box.x, top + above, box.width, box.height,
                colour=PETROL if core else EDGE, thick=0.8, fill=PETROL if core else TINT,
            )  # fmt: skip
            baseline = top + above + 13
            for line in box.lines:
                pen.line_of_text(x + box.x + 6, baseline, line, _words(box.node).size)
                baseline += WORDS.leading
        if not last:
            middle = x + width / 2
            y = top + above + tall + 2
            pen.path(((middle, y), (middle - 3.5, y + 5), (middle + 3.5, y + 5)), fill=GREY)

    return Piece(height, paint)
