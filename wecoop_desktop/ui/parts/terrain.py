"""The ground of the map: land, waters, borders and their names, painted for a frame.

Lines are kept as paths in flat units, one for each octave of the scale, with only as many points as
can be told apart there; what lies outside of the frame is not painted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from wecoop_desktop.base.text import Text
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.parts.borders import Line, Shape, region_names, shapes
from wecoop_desktop.ui.parts.projection import Box, Frame, flat
from wecoop_desktop.ui.wording import said

APART = 1.1  # pixels between two points of a line

# Where the names of the countries stand: longitude, latitude.
COUNTRIES = {
    "KZ": (67.5, 48.3),
    "UZ": (63.4, 42.2),
    "TM": (59.2, 39.6),
    "KG": (75.2, 41.55),
    "TJ": (70.6, 38.55),
}
# Pixels a flat unit from which things are seen at a text size of 100 %.
REGION_LINES, REGION_NAMES, RIVER_NAMES, SMALL_RIVERS = 16.0, 62.0, 70.0, 30.0
CITIES = {1: 30.0, 2: 44.0, 3: 80.0, 4: 130.0}
WATER_NAMES = 24.0  # times the root of the size in degrees gives the pixels of a water's name


@dataclass(frozen=True, slots=True)
class Piece:
    """A feature that is painted as one: its lines in flat units and the box around them."""

    shape: Shape
    lines: tuple[Line, ...]
    box: Box
    closed: bool


@cache
def _pieces(file: str) -> tuple[Piece, ...]:
    closed = file.partition(".")[0] in ("countries", "regions", "waters")
    return tuple(_piece(shape, closed) for shape in shapes(file) if shape.lines)


def _piece(shape: Shape, closed: bool) -> Piece:
    lines = tuple(tuple(flat(*point) for point in line) for line in shape.lines)
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    return Piece(shape, lines, Box(min(xs), min(ys), max(xs), max(ys)), closed)


@cache
def bounds() -> Box:
    """The five countries in flat units; without the shapes, about where they are."""
    boxes = [piece.box for piece in _pieces("countries.geojson")]
    if not boxes:
        boxes = [Box(-16.0, -12.0, 15.0, 11.0)]
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@cache
def _path(file: str, number: int, octave: int) -> QPainterPath:
    """A feature at a scale of 2 to the power of `octave` pixels a flat unit, or less."""
    piece = _pieces(file)[number]
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    least = APART / 2**octave
    for line in piece.lines:
        points = list(_thinned(line, least))
        if piece.closed and len(points) < 4:
            continue
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if piece.closed:
            path.closeSubpath()
    return path


def _thinned(line: Line, least: float) -> Iterator[tuple[float, float]]:
    """Points that lie apart; the first and the last stay."""
    x, y = line[0]
    yield x, y
    for point in line[1:-1]:
        if abs(point[0] - x) + abs(point[1] - y) >= least:
            x, y = point
            yield point
    yield line[-1]


def draw(painter: QPainter, frame: Frame, zoom: float, taken: Sequence[QRectF] = ()) -> None:
    """Paint the ground for a frame. `zoom`: the text size as a factor; `taken`: where no name
    should stand (circles), in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    seen = QRectF(0, 0, frame.width, frame.height)
    painter.fillRect(seen, ground_colour())
    painter.save()
    painter.translate(frame.width / 2, frame.height / 2)
    painter.scale(frame.scale, frame.scale)
    painter.translate(-frame.x, -frame.y)
    scale = frame.scale / zoom
    box = frame.box(4)
    land = theme.colour("surface" if theme.name() in ("light", "contrast") else "hover")
    water = theme.mixed("water", "canvas", 0.26)
    _layer(painter, "neighbours.geojson", frame, box, pen=_pen("line2", 1, 0.7))
    _layer(painter, "countries.geojson", frame, box, brush=QBrush(land))
    _layer(painter, "waters.geojson", frame, box, brush=QBrush(water))
    stream = theme.mixed("water", "canvas", 0.42)
    farthest = 9 if scale >= SMALL_RIVERS else 6
    _layer(painter, "rivers.geojson", frame, box, pen=_plain(stream, 1), farthest=farthest)
    if scale >= REGION_LINES:
        _layer(painter, "regions.geojson", frame, box, pen=_pen("lineStrong", 1, 0.35))
    _layer(painter, "countries.geojson", frame, box, pen=_pen("lineStrong", 1, 0.8))
    painter.restore()
    for name in placed_names(frame, zoom, taken):
        name.paint(painter)
    painter.restore()


def ground_colour() -> QColor:
    """What lies around the five countries."""
    return theme.mixed("line2", "canvas", 0.18)


def _layer(
    painter: QPainter,
    file: str,
    frame: Frame,
    box: Box,
    *,
    pen: QPen | None = None,
    brush: QBrush | None = None,
    farthest: int = 9,
) -> None:
    painter.setPen(pen or QPen(Qt.PenStyle.NoPen))
    painter.setBrush(brush or QBrush(Qt.BrushStyle.NoBrush))
    octave = max(0, math.ceil(math.log2(max(frame.scale, 1.0))))
    for number, piece in enumerate(_pieces(file)):
        if piece.box.meets(box) and (piece.closed or piece.shape.rank <= farthest):
            painter.drawPath(_path(file, number, octave))


def _pen(token: str, width: float, alpha: float) -> QPen:
    return _plain(theme.colour(token, alpha), width)


def _plain(colour: QColor, width: float) -> QPen:
    """A pen of the same width at every scale."""
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


# Names


@dataclass(frozen=True, slots=True)
class Name:
    """Words with the middle of their line, in pixels; a city also has its point."""

    words: str
    font: QFont
    ink: QColor
    box: QRectF
    point: QPointF | None = None

    def paint(self, painter: QPainter) -> None:
        if self.point is not None:
            painter.setPen(QPen(theme.colour("surface"), 1))
            painter.setBrush(self.ink)
            painter.drawEllipse(self.point, 2.4, 2.4)
        painter.setFont(self.font)
        painter.setPen(self.ink)
        painter.drawText(self.box, int(Qt.AlignmentFlag.AlignCenter), self.words)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A name and the flat point it belongs to; `must`: it is painted even where it overlaps."""

    words: str
    x: float
    y: float
    role: str
    token: str
    alpha: float
    must: bool = False
    city: bool = False
    room: float = math.inf  # pixels that the words may be wide


def placed_names(frame: Frame, zoom: float, taken: Sequence[QRectF]) -> tuple[Name, ...]:
    """The names that find a free place, the more important first."""
    used = list(taken)
    found = []
    for wish in _wishes(frame, zoom):
        name = _placed(wish, frame, zoom, used)
        if name is not None:
            used.append(name.box)
            found.append(name)
    return tuple(found)


def _placed(wish: _Wish, frame: Frame, zoom: float, used: list[QRectF]) -> Name | None:
    across, down = frame.pixel(wish.x, wish.y)
    font = theme.font(wish.role)
    metrics = QFontMetricsF(font)
    # Capitals are made by Qt after it has measured.
    words = wish.words.upper() if wish.role == "section" else wish.words
    wide, tall = metrics.horizontalAdvance(words) + 4 * zoom, metrics.height()
    if wide > wish.room:
        return None
    point = QPointF(across, down)
    boxes = [
        QRectF(across + dx - wide / 2, down + dy - tall / 2, wide, tall)
        for dx, dy in _ways(wish, wide, tall, zoom)
    ]
    free = [box for box in boxes if not any(box.intersects(other) for other in used)]
    if not free and not wish.must:
        return None
    box = free[0] if free else min(boxes, key=lambda each: _covered(each, used))
    ink = theme.colour(wish.token, wish.alpha)
    return Name(wish.words, font, ink, box, point if wish.city else None)


def _covered(box: QRectF, used: Iterable[QRectF]) -> float:
    overlaps = (box.intersected(other) for other in used if box.intersects(other))
    return sum(each.width() * each.height() for each in overlaps)


def _ways(wish: _Wish, wide: float, tall: float, zoom: float) -> Iterator[tuple[float, float]]:
    """How far from its point the middle of a name may stand, the best first."""
    if wish.city:
        side = wide / 2 + 4 * zoom
        yield from ((side, 0), (-side, 0), (0, tall * 0.8), (0, -tall * 0.8))
        return
    yield 0, 0
    yield from ((0, -tall * 1.1), (0, tall * 1.1))
    if wish.must:  # not farther: a country's name stays in or at its country
        for aside in (0.3, 0.6):
            for step in (0, -0.7, 0.7, -1.4, 1.4):
                yield from ((wide * aside, tall * step), (-wide * aside, tall * step))


def _wishes(frame: Frame, zoom: float) -> Iterator[_Wish]:
    """The names of everything in the frame at its scale."""
    scale = frame.scale / zoom
    box = frame.box(60)

    def seen(x: float, y: float) -> bool:
        return box.left <= x <= box.right and box.top <= y <= box.bottom

    for code, at in COUNTRIES.items():
        x, y = flat(*at)
        if seen(x, y):
            yield _Wish(country(code), x, y, "section", "text2", 0.95, must=True)
    for piece in _pieces("cities.geojson"):
        x, y = piece.lines[0][0]
        if scale >= CITIES.get(piece.shape.rank, math.inf) and seen(x, y):
            role = "microStrong" if piece.shape.rank == 1 else "micro"
            yield _Wish(said(piece.shape.name), x, y, role, "text2", 0.95, city=True)
    yield from _waters(frame, scale, box)
    if scale >= REGION_NAMES:
        names = region_names()
        for piece in _pieces("regions.geojson"):
            x, y = _middle(piece)
            wide = (piece.box.right - piece.box.left) * frame.scale
            if seen(x, y) and wide > 40:
                words = said(names[piece.shape.code])
                yield _Wish(words, x, y, "micro", "muted", 1.0, room=wide * 1.3)


def _waters(frame: Frame, scale: float, box: Box) -> Iterator[_Wish]:
    for piece in _pieces("waters.geojson"):
        if piece.shape.name and piece.box.meets(box):
            x, y = _middle(piece)
            room = math.sqrt(piece.shape.size) * scale * 2.2
            if room >= WATER_NAMES:
                words = said(piece.shape.name)
                yield _Wish(words, x, y, "micro", "water", 0.95, room=max(90.0, room * 1.6))
    if scale < RIVER_NAMES:
        return
    told: set[Text] = set()
    for piece in _pieces("rivers.geojson"):
        name = piece.shape.name
        if name and name not in told and piece.box.meets(box):
            line = piece.lines[0]
            inside = [
                (x, y)
                for x, y in line[:: max(1, len(line) // 60)]
                if box.left < x < box.right and box.top < y < box.bottom
            ]
            if len(inside) > 3:
                told.add(name)
                x, y = inside[len(inside) // 2]
                yield _Wish(said(name), x, y, "micro", "water", 0.95)


@cache
def _middle(piece: Piece) -> tuple[float, float]:
    """The middle of the largest ring by its area; of a ring without any, its first point."""
    best, largest = piece.lines[0][0], 0.0
    for line in piece.lines:
        double, x, y = 0.0, 0.0, 0.0
        for (x0, y0), (x1, y1) in pairwise(line):
            cross = x0 * y1 - x1 * y0
            double += cross
            x += (x0 + x1) * cross
            y += (y0 + y1) * cross
        if abs(double) > largest:
            largest = abs(double)
            best = x / (3 * double), y / (3 * double)
    return best
