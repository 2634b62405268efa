"""The locator map: borders from the shipped Natural Earth shapes, places as points."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.documents.chart import Locator
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import Line, broken, natural_width
from wecoop_desktop.documents.pdf.pen import Pen, Point
from wecoop_desktop.documents.pdf.style import INK, Type

LAND = "#E4EDE6"
SEA = "#F4F7F8"
BORDER = "#6F8A86"
INNER = "#BFCFCB"
POINT = "#B0261E"
NAME = Type("Sans", 8.5, 11, INK, bold=True)
LEAST_SPAN = 5.0  # degrees of latitude shown at least, so that the place can be recognised
APART = 0.9  # points on paper; finer detail is not seen
NAMED = 6  # names on the map; more places are numbered
KEY = Type("Sans", 8.5, 11, INK, hyphenate=True)
KEY_NUMBER = Type("Sans", 8.5, 11, POINT, bold=True)
IN_DISC = Type("Sans", 8.5, 11, "#FFFFFF", bold=True)
KEY_INDENT = 12.0
KEYED = 12  # places with a number and a line below the map
DISC = 6.0

Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]
Projection = Callable[[float, float], Point]
Shape = tuple[str, Box, tuple[Ring, ...]]  # country, box, rings


@cache
def _shapes(name: str) -> tuple[Shape, ...]:
    """Outer and inner rings of each shape, as (longitude, latitude). Empty without the file."""
    path = resources_folder() / "map" / name
    if not path.exists():
        return ()
    data = json.loads(path.read_bytes())
    found = []
    for feature in data["features"]:
        country = feature["properties"].get("country") or str(feature.get("id", ""))
        rings = tuple(_rings(feature["geometry"]))
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        found.append((country, (min(xs), min(ys), max(xs), max(ys)), rings))
    return tuple(found)


def _rings(geometry: dict[str, object]) -> Iterator[Ring]:
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if isinstance(polygons, list):
        for polygon in polygons:
            for ring in polygon:
                yield tuple((point[0], point[1]) for point in ring)


def locator(chart: Locator, width: float) -> Piece:
    """The places with what lies around them, about two thirds as high as wide.

    Where the names do not all find a free place, the points are numbered and named below.
    """
    height = min(width * 0.68, 230.0)
    west, north, scale, squeeze = _view(chart, width, height)

    def at(longitude: float, latitude: float) -> Point:
        return (longitude - west) * squeeze * scale, (north - latitude) * scale

    points = [at(float(place.longitude), float(place.latitude)) for place in chart.places]
    names = _names(chart, points, width, height)
    key = [] if names is not None else _key(chart, width)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.frame(x, top, width, height, colour=BORDER, thick=0.6, fill=SEA)
        pen.clipped(x, top, width, height)
        for name, colour, thick, fill in (
            ("countries.geojson", BORDER, 0.8, LAND),
            ("regions.geojson", INNER, 0.4, ""),
            ("countries.geojson", BORDER, 0.8, ""),
        ):
            for ring in _visible(name, west, north, width / scale / squeeze, height / scale):
                outline = [(x + dx, top + dy) for dx, dy in _thinned(ring, at)]
                pen.path(outline, colour=colour, thick=thick, fill=fill, closed=True)
        if names is None:
            _numbers(pen, x, top, _spread(points[:KEYED], width, height))
        else:
            for dx, dy in points:
                pen.disc(x + dx, top + dy, 3.6, fill=POINT, colour="#FFFFFF")
            for said, dx, baseline in names:
                pen.text(x + dx, top + baseline, said, NAME)
        pen.free()
        pen.frame(x, top, width, height, colour=BORDER, thick=0.6)
        baseline = top + height + 4 + KEY.leading * 0.5 + KEY.size * 0.33
        for number, line in key:
            if number:
                pen.text(x, baseline, number, KEY_NUMBER)
            pen.line_of_text(x + KEY_INDENT, baseline, line, KEY.size)
            baseline += KEY.leading

    return Piece(height + (4 + len(key) * KEY.leading if key else 0), paint)


def _thinned(points: Ring, at: Projection) -> Iterator[Point]:
    """Points that lie visibly apart."""
    last = (math.inf, math.inf)
    for longitude, latitude in points:
        point = at(longitude, latitude)
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= APART:
            last = point
            yield point


def _names(
    chart: Locator, points: Sequence[Point], width: float, height: float
) -> list[tuple[str, float, float]] | None:
    """Each name with its left end and baseline, or None where one finds no free place."""
    if len(points) > NAMED:
        return None
    taken = [(dx - 5, dy - 5, dx + 5, dy + 5) for dx, dy in points]
    found = []
    for place, (dx, dy) in zip(chart.places, points, strict=True):
        wide = natural_width(plain(place.name), NAME)
        for left, baseline in (
            (dx - wide / 2, dy - 7),
            (dx + 7, dy + 3),
            (dx - 7 - wide, dy + 3),
            (dx - wide / 2, dy + 14),
            (dx + 4, dy - 6),
            (dx - 4 - wide, dy - 6),
            (dx + 4, dy + 13),
            (dx - 4 - wide, dy + 13),
        ):
            box = (left - 1, baseline - 8, left + wide + 1, baseline + 3)
            inside = box[0] > 2 and box[2] < width - 2 and box[1] > 2 and box[3] < height - 2
            if inside and not any(_meet(box, one) for one in taken):
                taken.append(box)
                found.append((place.name, left, baseline))
                break
        else:
            return None
    return found


def _key(chart: Locator, width: float) -> list[tuple[str, Line]]:
    """The lines below a map with numbers; more places than there is room for are left out."""
    found = []
    for number, place in enumerate(chart.places[:KEYED], start=1):
        for index, line in enumerate(broken(plain(place.name), KEY, width - KEY_INDENT)[:2]):
            found.append((str(number) if index == 0 else "", line))
    return found


def _numbers(pen: Pen, x: float, top: float, points: Sequence[Point]) -> None:
    for number, (dx, dy) in enumerate(points, start=1):
        pen.disc(x + dx, top + dy, DISC, fill=POINT, colour="#FFFFFF")
        pen.text(x + dx, top + dy + 3, str(number), IN_DISC, "centre")


def _spread(points: Sequence[Point], width: float, height: float) -> list[Point]:
    """The points pushed apart so far that their numbers can be read, inside the frame."""
    found = [list(point) for point in points]
    apart = 2 * DISC + 1
    for _ in range(30):
        for i, one in enumerate(found):
            for other in found[i + 1 :]:
                dx, dy = other[0] - one[0], other[1] - one[1]
                far = math.hypot(dx, dy)
                if far >= apart:
                    continue
                # Two places at one point go to its sides.
                ux, uy = (dx / far, dy / far) if far else (1.0, 0.0)
                push = (apart - far) / 2
                one[0], one[1] = one[0] - ux * push, one[1] - uy * push
                other[0], other[1] = other[0] + ux * push, other[1] + uy * push
        for one in found:
            one[0] = min(max(one[0], DISC + 2), width - DISC - 2)
            one[1] = min(max(one[1], DISC + 2), height - DISC - 2)
    return [(x, y) for x, y in found]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _view(chart: Locator, width: float, height: float) -> tuple[float, float, float, float]:
    """West, north, points per degree of latitude, share of a degree of longitude in it."""
    latitudes = [float(place.latitude) for place in chart.places]
    longitudes = [float(place.longitude) for place in chart.places]
    middle = (min(latitudes) + max(latitudes)) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.1)
    tall = max((max(latitudes) - min(latitudes)) * 1.5, LEAST_SPAN)
    wide = (max(longitudes) - min(longitudes)) * 1.4 * squeeze
    scale = min(height / tall, width / wide if wide else height / tall)
    north = middle + height / scale / 2
    west = (min(longitudes) + max(longitudes)) / 2 - width / scale / squeeze / 2
    return west, north, scale, squeeze


def _visible(name: str, west: float, north: float, wide: float, tall: float) -> Iterator[Ring]:
    for _, (left, low, right, high), rings in _shapes(name):
        if right < west or left > west + wide or high < north - tall or low > north:
            continue
        yield from rings
