"""Where everything of a figure of the guide stands, without a look.

The window and the PDF draw the same `Drawing`; each brings a `Face`, which knows how wide words are
in its own fonts and what a unit is. Words keep their size: a figure that is too wide for its place
is turned, so that its columns become rows, and in a very narrow place its boxes stand below each
other in the order of the arrows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.diagrams import Area, Arrow, Diagram

Role = Literal["title", "note", "bare", "band"]
Point = tuple[float, float]

PAD = 8.0  # units between the frame of a box and its words
ACROSS, DOWN = 26.0, 24.0  # between boxes where arrows run
CLOSE = 12.0  # between boxes where none do
EDGE = 9.0  # of a band around its boxes
LEAST = 34.0  # height of a box
LINE = 1.32  # of the size of a font
HEAD = 7.0  # length of an arrow's head


class Face(Protocol):
    """The fonts of one writer."""

    @property
    def unit(self) -> float: ...

    def width(self, said: str, role: Role) -> float: ...

    def size(self, role: Role) -> float: ...


@dataclass(frozen=True, slots=True)
class SketchBox:
    """A box of a figure in one language."""

    id: str
    area: Area
    title: str
    note: str
    look: str
    tone: str


@dataclass(frozen=True, slots=True)
class SketchBand:
    area: Area
    title: str


@dataclass(frozen=True, slots=True)
class Sketch:
    """A figure in one language. `told` says in sentences what it shows."""

    id: str
    title: str
    told: str
    boxes: tuple[SketchBox, ...]
    arrows: tuple[Arrow, ...] = ()
    bands: tuple[SketchBand, ...] = ()


class Frame(NamedTuple):
    """The frame of a box, or of a band (look "band")."""

    x: float
    top: float
    width: float
    height: float
    look: str
    tone: str = ""


class Track(NamedTuple):
    """An arrow as a polyline with its heads as triangles."""

    points: tuple[Point, ...]
    heads: tuple[tuple[Point, Point, Point], ...]
    dashed: bool = False


class Words(NamedTuple):
    """A line of text; `x` is its middle."""

    x: float
    baseline: float
    said: str
    role: Role
    look: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    frames: tuple[Frame, ...] = ()
    tracks: tuple[Track, ...] = ()
    words: tuple[Words, ...] = ()
    turned: bool = False


def spoken(diagram: Diagram, said: Callable[[Text], str]) -> Sketch:
    """The figure in the language of `said`."""
    return Sketch(
        diagram.id,
        said(diagram.title),
        said(diagram.told),
        tuple(
            SketchBox(box.id, box.area, said(box.title), said(box.note), box.look, box.tone)
            for box in diagram.boxes
        ),
        diagram.arrows,
        tuple(SketchBand(band.area, said(band.title)) for band in diagram.bands),
    )


def drawn(sketch: Sketch, width: float, face: Face) -> Drawing:
    """The figure in `width`; its height follows from what it holds."""
    if not sketch.boxes:
        return Drawing(width, 0.0)
    room = _Grid(sketch, width, face)
    if room.fits:
        return room.drawing()
    for narrower in (_turned(sketch), _stacked(sketch)):
        other = _Grid(narrower, width, face)
        if other.fits:
            break
    return replace(other.drawing(), turned=True)


def _turned(sketch: Sketch) -> Sketch:
    """Columns as rows and rows as columns."""

    def turn(area: Area) -> Area:
        return Area(area.row, area.column, area.rows, area.columns)

    return replace(
        sketch,
        boxes=tuple(replace(box, area=turn(box.area)) for box in sketch.boxes),
        bands=tuple(replace(band, area=turn(band.area)) for band in sketch.bands),
    )


def _stacked(sketch: Sketch) -> Sketch:
    """One column, in the order of the arrows; boxes of one band stay together where they can.

    Arrows between boxes that are no neighbours then, and bands that are torn, are left out.
    """
    order = _ordered(sketch)
    at = {box.id: number for number, box in enumerate(order)}
    boxes = tuple(replace(box, area=Area(0, at[box.id])) for box in order)
    arrows = tuple(arrow for arrow in sketch.arrows if abs(at[arrow.start] - at[arrow.end]) == 1)
    bands = []
    for band in sketch.bands:
        rows = [at[box.id] for box in sketch.boxes if box.area.meets(band.area)]
        if rows and max(rows) - min(rows) + 1 == len(rows):
            bands.append(replace(band, area=Area(0, min(rows), 1, len(rows))))
    return replace(sketch, boxes=boxes, arrows=arrows, bands=tuple(bands))


def _ordered(sketch: Sketch) -> list[SketchBox]:
    """The boxes so that arrows lead onwards, else as one reads."""

    def band(box: SketchBox) -> int:
        inside = (n for n, each in enumerate(sketch.bands) if each.area.meets(box.area))
        return next(inside, -1)

    waiting = sorted(sketch.boxes, key=lambda box: (box.area.row, box.area.column))
    found: list[SketchBox] = []
    while waiting:
        left = {box.id for box in waiting}
        held = {arrow.end for arrow in sketch.arrows if arrow.start in left and not arrow.both}
        ready = [box for box in waiting if box.id not in held] or waiting
        same = (box for box in ready if found and band(box) == band(found[-1]))
        following = next(same, ready[0])
        waiting.remove(following)
        found.append(following)
    return found


class _Grid:
    """Measures the columns and rows of a figure, and says where its parts stand."""

    def __init__(self, sketch: Sketch, width: float, face: Face) -> None:
        self._sketch, self._face, self._width = sketch, face, max(width, 1.0)
        unit = face.unit
        areas = [box.area for box in sketch.boxes] + [band.area for band in sketch.bands]
        self._columns = max(area.column + area.columns for area in areas)
        self._rows = max(area.row + area.rows for area in areas)
        places = {box.id: box.area for box in sketch.boxes}
        ways = [(places[arrow.start], places[arrow.end]) for arrow in sketch.arrows]
        sideways = any(not _over(a, b) for a, b in ways)
        upright = any(_over(a, b) or not _level(a, b) for a, b in ways)
        banded = bool(sketch.bands)
        self._edge = EDGE * unit if banded else 1.0
        self._across = (ACROSS if sideways or banded else CLOSE) * unit
        self._down = (DOWN if upright else CLOSE) * unit
        inner = self._width - 2 * self._edge - (self._columns - 1) * self._across
        self.column = max(inner / self._columns, 1.0)
        self.fits = all(
            self._longest(box) + 2 * PAD * unit <= self._span(box.area) for box in sketch.boxes
        )
        self._set = {box.id: self._lines(box) for box in sketch.boxes}
        self._heads = {
            number: wrapped(band.title, "band", self._span(band.area), face)
            for number, band in enumerate(sketch.bands)
        }
        self._tops, self._heights, self.height = self._measure()

    def _span(self, area: Area) -> float:
        """The width of some columns."""
        return area.columns * self.column + (area.columns - 1) * self._across

    def _longest(self, box: SketchBox) -> float:
        face, title = self._face, _role(box)
        pieces = [(word, title) for word in box.title.split(" ")]
        pieces += [(word, "note") for word in box.note.split(" ")]
        return max(face.width(word, role) for word, role in pieces)

    def _lines(self, box: SketchBox) -> list[tuple[str, Role]]:
        room = self._span(box.area) - 2 * PAD * self._face.unit
        title = _role(box)
        found = [(line, title) for line in wrapped(box.title, title, room, self._face)]
        note: Role = "note"
        return found + [(line, note) for line in wrapped(box.note, note, room, self._face)]

    def _needed(self, box: SketchBox) -> float:
        unit = self._face.unit
        lines = sum(self._face.size(role) * LINE for _, role in self._set[box.id])
        if box.look == "bare":
            return lines + 4 * unit
        return max(lines + 2 * PAD * unit, LEAST * unit)

    def _measure(self) -> tuple[list[float], list[float], float]:
        """The tops and heights of the rows, and the height of all."""
        heights = [0.0] * self._rows
        for box in sorted(self._sketch.boxes, key=lambda one: one.area.rows):
            area = box.area
            rows = range(area.row, area.row + area.rows)
            has = sum(heights[row] for row in rows) + (area.rows - 1) * self._down
            lacking = self._needed(box) - has
            if lacking > 0:
                for row in rows:
                    heights[row] += lacking / area.rows
        above, below = [0.0] * self._rows, [0.0] * self._rows
        for number, band in enumerate(self._sketch.bands):
            first, last = band.area.row, band.area.row + band.area.rows - 1
            above[first] = max(above[first], self._head(number) + EDGE * self._face.unit)
            below[last] = max(below[last], EDGE * self._face.unit)
        tops, y = [], 0.0
        for row in range(self._rows):
            y += above[row] + (self._down if row else 1.0)
            tops.append(y)
            y += heights[row] + below[row]
        return tops, heights, y + 1.0

    def _head(self, number: int) -> float:
        """The height of a band's title."""
        return len(self._heads[number]) * self._face.size("band") * LINE

    def _frame(self, area: Area) -> tuple[float, float, float, float]:
        last = area.row + area.rows - 1
        x = self._edge + area.column * (self.column + self._across)
        top = self._tops[area.row]
        return x, top, self._span(area), self._tops[last] + self._heights[last] - top

    def drawing(self) -> Drawing:
        sketch = self._sketch
        frames = [*self._bands(), *(self._box(box) for box in sketch.boxes)]
        places = {box.id: self._frame(box.area) for box in sketch.boxes}
        tracks = tuple(
            _track(places[arrow.start], places[arrow.end], arrow, self._down, self._face.unit)
            for arrow in sketch.arrows
        )
        words = (*self._band_words(), *(one for box in sketch.boxes for one in self._words(box)))
        return Drawing(self._width, self.height, tuple(frames), tracks, words)

    def _box(self, box: SketchBox) -> Frame:
        return Frame(*self._frame(box.area), box.look, box.tone)

    def _bands(self) -> Iterator[Frame]:
        edge = EDGE * self._face.unit
        for number, band in enumerate(self._sketch.bands):
            x, top, width, height = self._frame(band.area)
            head = self._head(number) + edge
            yield Frame(x - edge, top - head, width + 2 * edge, height + head + edge, "band")

    def _band_words(self) -> Iterator[Words]:
        size = self._face.size("band")
        for number, band in enumerate(self._sketch.bands):
            x, top, _, _ = self._frame(band.area)
            line = top - self._head(number) - 3 * self._face.unit
            for said in self._heads[number]:
                # At the left, where arrows that come from above do not cross it.
                middle = x + self._face.width(said, "band") / 2
                yield Words(middle, line + size, said, "band")
                line += size * LINE

    def _words(self, box: SketchBox) -> Iterator[Words]:
        x, top, width, height = self._frame(box.area)
        lines = self._set[box.id]
        y = top + (height - sum(self._face.size(role) * LINE for _, role in lines)) / 2
        for said, role in lines:
            size = self._face.size(role)
            yield Words(x + width / 2, y + size * (LINE - 0.24), said, role, box.look)
            y += size * LINE


def _role(box: SketchBox) -> Role:
    return "bare" if box.look == "bare" else "title"


def _over(a: Area, b: Area) -> bool:
    """Do they stand above each other?"""
    return a.column < b.column + b.columns and b.column < a.column + a.columns


def _level(a: Area, b: Area) -> bool:
    """Do they stand beside each other?"""
    return a.row < b.row + b.rows and b.row < a.row + a.rows


def _track(
    a: tuple[float, float, float, float],
    b: tuple[float, float, float, float],
    arrow: Arrow,
    gap: float,
    unit: float,
) -> Track:
    """Straight where the boxes face each other, else out of one's edge and into the other's."""
    left, right = max(a[0], b[0]), min(a[0] + a[2], b[0] + b[2])
    top, bottom = max(a[1], b[1]), min(a[1] + a[3], b[1] + b[3])
    if right > left:  # above each other
        x, down = (left + right) / 2, b[1] > a[1]
        points = [(x, a[1] + a[3] if down else a[1]), (x, b[1] if down else b[1] + b[3])]
    elif bottom > top:  # beside each other
        y, ahead = (top + bottom) / 2, b[0] > a[0]
        points = [(a[0] + a[2] if ahead else a[0], y), (b[0] if ahead else b[0] + b[2], y)]
    else:
        down = b[1] > a[1]
        start = (a[0] + a[2] / 2, a[1] + a[3] if down else a[1])
        end = (b[0] + b[2] / 2, b[1] if down else b[1] + b[3])
        middle = end[1] - gap / 2 if down else end[1] + gap / 2
        points = [start, (start[0], middle), (end[0], middle), end]
    heads = [_head(points[-2], points[-1], unit)]
    if arrow.both:
        heads.append(_head(points[1], points[0], unit))
    return Track(tuple(points), tuple(heads), arrow.dashed)


def _head(before: Point, tip: Point, unit: float) -> tuple[Point, Point, Point]:
    """The triangle at the end of a line that runs along an axis."""
    long, half = HEAD * unit, HEAD * unit * 0.5
    x, y = tip
    if abs(tip[0] - before[0]) >= abs(tip[1] - before[1]):
        back = x - long if tip[0] > before[0] else x + long
        return tip, (back, y - half), (back, y + half)
    back = y - long if tip[1] > before[1] else y + long
    return tip, (x - half, back), (x + half, back)


def wrapped(said: str, role: Role, room: float, face: Face) -> list[str]:
    """The lines of a text; a word that is wider than a line is cut."""
    lines: list[str] = []
    for word in said.split(" ") if said else ():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, role) <= room:
            lines[-1] = longer
            continue
        lines += _cut(word, role, room, face)
    return lines


def _cut(word: str, role: Role, room: float, face: Face) -> Sequence[str]:
    found: list[str] = []
    while word and face.width(word, role) > room:
        at = next((n for n in range(len(word) - 1, 1, -1) if face.width(word[:n], role) <= room), 1)
        found.append(word[:at])
        word = word[at:]
    return [*found, word] if word else found
