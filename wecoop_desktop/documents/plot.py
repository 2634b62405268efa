"""Where everything of a chart of statistics stands: rectangles, lines and words without a look.

The window, pictures, and the PDF draw the same plot; each brings a `Face`, which knows how wide
words are in its own fonts and what a unit is (a pixel at the chosen text size, a point).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from wecoop_desktop.documents.chart import Bars, Beam, Columns, Pile, Series

Role = Literal["label", "aside", "value", "tick"]
Align = Literal["left", "right", "centre"]
At = Callable[[int], float]  # where an amount stands

ROW, BAR = 24.0, 13.0  # of horizontal bars; rows are wide enough for a finger
LEAST_BAR = 70.0  # units left for the bars; with less, names stand above them
GAP = 10.0
EDGE = 5.0  # beside the words of bars, where the focus is drawn
WIDEST = 46.0  # of a column
PLOT = 180.0  # height of the columns' field
KEY_ROW = 18.0  # a line of the legend
HATCH = 5.0  # between the lines of a texture


class Face(Protocol):
    """The fonts of one writer."""

    @property
    def unit(self) -> float: ...

    def width(self, said: str, role: Role) -> float: ...

    def size(self, role: Role) -> float: ...


class Box(NamedTuple):
    """A filled rectangle; `texture` 0-6 tells it from its neighbours in a print without colour."""

    x: float
    top: float
    width: float
    height: float
    tone: str
    texture: int = 0


class Rule(NamedTuple):
    x: float
    y: float
    to_x: float
    to_y: float
    strong: bool = False


class Words(NamedTuple):
    x: float
    baseline: float
    said: str
    role: Role
    align: Align = "left"


class Spot(NamedTuple):
    """What belongs to one bar: reacts to the pointer and shows the focus."""

    key: str
    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plot:
    width: float
    height: float
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    words: tuple[Words, ...] = ()
    spots: tuple[Spot, ...] = ()

    def mirrored(self) -> Plot:
        """The same for languages that are read from right to left."""
        other: dict[Align, Align] = {"left": "right", "right": "left", "centre": "centre"}
        return replace(
            self,
            boxes=tuple(b._replace(x=self.width - b.x - b.width) for b in self.boxes),
            rules=tuple(
                r._replace(x=self.width - r.x, to_x=self.width - r.to_x) for r in self.rules
            ),
            words=tuple(w._replace(x=self.width - w.x, align=other[w.align]) for w in self.words),
            spots=tuple(s._replace(x=self.width - s.x - s.width) for s in self.spots),
        )


def plotted(chart: Columns | Bars, width: float, face: Face) -> Plot:
    """The chart in `width`; its height follows from what it holds."""
    return columns(chart, width, face) if isinstance(chart, Columns) else bars(chart, width, face)


def shortened(said: str, role: Role, room: float, face: Face) -> str:
    """The words, cut with an ellipsis where the room is too narrow."""
    if face.width(said, role) <= room:
        return said
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        fits = face.width(said[:middle].rstrip() + "…", role) <= room
        low, high = (middle, high) if fits else (low, middle - 1)
    return said[:low].rstrip() + "…"


# Horizontal bars


def bars(chart: Bars, width: float, face: Face) -> Plot:
    """Names at the left, bars, amounts in words at the right end; names above in narrow places."""
    unit = face.unit
    if not chart.beams:
        return Plot(width, 0.0)
    values = max(face.width(beam.said, "value") for beam in chart.beams)
    names = max(face.width(beam.label, _role(beam)) for beam in chart.beams)
    names = min(names, width * 0.42)
    edge = EDGE * unit
    room = width - names - values - 2 * GAP * unit - 2 * edge
    above = room < LEAST_BAR * unit
    if above:
        names, room = 0.0, max(width - values - GAP * unit - 2 * edge, 1.0)
    height = (ROW + (16 if above else 0)) * unit
    start = edge if above else edge + names + GAP * unit
    most = max(max(beam.amount for beam in chart.beams), 1)
    boxes, words, spots = [], [], []
    for row, beam in enumerate(chart.beams):
        top = row * height
        middle = top + height / 2 + (8 * unit if above else 0)
        length = room * beam.amount / most
        if beam.amount > 0:
            boxes.append(_bar(beam, start, middle, max(length, 2 * unit), unit))
        words.append(_name(beam, top, middle, names, width, face, above=above))
        baseline = middle + face.size("value") * 0.36
        words.append(Words(width - edge, baseline, beam.said, "value", "right"))
        spots.append(Spot(beam.key, 0.0, top, width, height))
    return Plot(width, len(chart.beams) * height, tuple(boxes), (), tuple(words), tuple(spots))


def _role(beam: Beam) -> Role:
    return "aside" if beam.aside else "label"


def _bar(beam: Beam, start: float, middle: float, length: float, unit: float) -> Box:
    # Bars that are no values like the others differ in a print without colour too.
    texture = 1 if beam.aside else 0
    return Box(start, middle - BAR * unit / 2, length, BAR * unit, beam.tone, texture)


def _name(
    beam: Beam, top: float, middle: float, names: float, width: float, face: Face, *, above: bool
) -> Words:
    role = _role(beam)
    edge = EDGE * face.unit
    said = shortened(beam.label, role, width - 2 * edge if above else names, face)
    line = top + 9 * face.unit if above else middle
    return Words(edge, line + face.size(role) * 0.36, said, role)


# Columns


def columns(chart: Columns, width: float, face: Face) -> Plot:
    """The axis at the left, columns from the foot up, years below, the legend under them."""
    unit = face.unit
    if not chart.piles:
        return Plot(width, 0.0)
    left = max((face.width(said, "tick") for _, said in chart.ticks), default=0.0) + 8 * unit
    top, foot = 20 * unit, (20 + PLOT) * unit
    most = max(
        [1, *(sum(pile.amounts) for pile in chart.piles), *(amount for amount, _ in chart.ticks)]
    )

    def at(amount: int) -> float:
        return foot - (foot - top) * amount / most

    rules = [
        Rule(left, at(amount), width, at(amount), strong=amount == 0) for amount, _ in chart.ticks
    ]
    words = [
        Words(left - 8 * unit, at(amount) + face.size("tick") * 0.36, said, "tick", "right")
        for amount, said in chart.ticks
    ]
    named = max(face.width(pile.label, "tick") for pile in chart.piles)
    # The last name stands in the middle under its column and must not be cut off.
    count = len(chart.piles)
    right = max(0.0, (named - (width - left) / count) / (2 - 1 / count))
    step = max((width - left - right) / count, 1.0)
    reach = min(step, max(1.6 * WIDEST * unit, named + 12 * unit))
    tall = foot + (22 * unit if named <= step else 3 * unit)
    wide = max(min(step * 0.7, WIDEST * unit), 1.0)
    boxes: list[Box] = []
    spots = []
    for index, pile in enumerate(chart.piles):
        middle = left + step * (index + 0.5)
        boxes += _pile(pile, chart.series, middle - wide / 2, wide, foot, (foot - top) / most, unit)
        spots.append(Spot(pile.key, middle - reach / 2, 0.0, reach, tall))
    words += _years(chart.piles, left, step, foot, face)
    words += _totals(chart.piles, left, step, at, face)
    key_boxes, key_words, lines = _legend(chart.series, width, foot + 30 * unit, face)
    height = foot + (30 + lines * KEY_ROW) * unit
    return Plot(
        width, height, (*boxes, *key_boxes), tuple(rules), (*words, *key_words), tuple(spots)
    )


def _pile(
    pile: Pile,
    series: Sequence[Series],
    x: float,
    wide: float,
    foot: float,
    scale: float,
    unit: float,
) -> Iterator[Box]:
    """The parts from the foot up with a hairline between them; small ones stay visible."""
    bottom = foot
    for texture, (amount, one) in enumerate(zip(pile.amounts, series, strict=True)):
        if amount <= 0:
            continue
        tall = max(amount * scale, unit)
        gap = unit if tall > 3 * unit else 0.0
        yield Box(x, bottom - tall + gap, wide, tall - gap, one.tone, texture)
        bottom -= tall


def _every(piles: Sequence[Pile], step: float, face: Face) -> int:
    """Of how many columns one is named, so that the names stand apart."""
    widest = max(face.width(pile.label, "tick") for pile in piles) + 8 * face.unit
    return max(1, -(-int(widest) // max(int(step), 1)))


def _years(
    piles: Sequence[Pile], left: float, step: float, foot: float, face: Face
) -> Iterator[Words]:
    every = _every(piles, step, face)
    for index, pile in enumerate(piles):
        # Counted from the end: the newest is the one that is looked for.
        if (len(piles) - 1 - index) % every == 0:
            yield Words(
                left + step * (index + 0.5), foot + 16 * face.unit, pile.label, "tick", "centre"
            )


def _totals(piles: Sequence[Pile], left: float, step: float, at: At, face: Face) -> Iterator[Words]:
    """Sums above the columns where all of them find room."""
    if max(face.width(pile.said, "tick") for pile in piles) + 4 * face.unit > step:
        return
    for index, pile in enumerate(piles):
        if sum(pile.amounts):
            top = at(sum(pile.amounts)) - 5 * face.unit
            yield Words(left + step * (index + 0.5), top, pile.said, "tick", "centre")


def _legend(
    series: Sequence[Series], width: float, top: float, face: Face
) -> tuple[list[Box], list[Words], int]:
    """Squares and words in as many lines as they need."""
    unit = face.unit
    boxes, words = [], []
    x, line = 0.0, 0
    for texture, one in enumerate(series):
        said = shortened(one.label, "label", width - 16 * unit, face)
        wide = 16 * unit + face.width(said, "label")
        if x and x + wide > width:
            x, line = 0.0, line + 1
        middle = top + (line + 0.5) * KEY_ROW * unit
        boxes.append(Box(x, middle - 5 * unit, 10 * unit, 10 * unit, one.tone, texture))
        words.append(Words(x + 16 * unit, middle + face.size("label") * 0.36, said, "label"))
        x += wide + 16 * unit
    return boxes, words, line + 1 if series else 0


# Textures


def hatching(box: Box, unit: float) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a box's texture inside of it: from x, y to x, y. Texture 0 has none."""
    apart = HATCH * unit
    match box.texture:
        case 1:
            yield from _diagonals(box, apart, rising=True)
        case 2:
            yield from _levels(box, apart)
        case 3:
            yield from _diagonals(box, apart, rising=False)
        case 4:
            yield from _uprights(box, apart)
        case 5:
            yield from _diagonals(box, apart, rising=True)
            yield from _diagonals(box, apart, rising=False)
        case 6:
            yield from _levels(box, apart)
            yield from _uprights(box, apart)
        case 7:
            yield from _diagonals(box, apart / 2, rising=True)


def _levels(box: Box, apart: float) -> Iterator[tuple[float, float, float, float]]:
    y = box.top + box.height - apart / 2
    while y > box.top:
        yield box.x, y, box.x + box.width, y
        y -= apart


def _uprights(box: Box, apart: float) -> Iterator[tuple[float, float, float, float]]:
    x = box.x + apart / 2
    while x < box.x + box.width:
        yield x, box.top, x, box.top + box.height
        x += apart


def _diagonals(
    box: Box, apart: float, *, rising: bool
) -> Iterator[tuple[float, float, float, float]]:
    """Lines at 45 degrees, cut off at the edges."""
    offset = apart / 2
    while offset < box.width + box.height:
        start = max(0.0, offset - box.height)
        end = min(box.width, offset)
        low, high = box.top + offset - start, box.top + offset - end
        if rising:
            yield box.x + start, low, box.x + end, high
        else:
            yield box.x + box.width - start, low, box.x + box.width - end, high
        offset += apart
