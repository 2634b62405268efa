"""The locator map: borders from the shipped Natural Earth shapes, places as points."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from functools import cache

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.documents.chart import Locator
from wecoop_desktop.documents.outline import plain
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.lines import natural_width
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
NAMED = 6  # names; one that finds no free place is left out

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
    """The places with what lies around them, about two thirds as high as wide."""
    height = min(width * 0.68, 230.0)
    west, north, scale, squeeze = _view(chart, width, height)

    def at(longitude: float, latitude: float) -> Point:
        return (longitude - west) * squeeze * scale, (north - latitude) * scale

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.frame(x, top, width, height, colour=BORDER, thick=0.6, fill=SEA)
        pen.clipped(x, top, width, height)
        for name, colour, thick, fill in (
            ("countries.geojson", BORDER, 0.8, LAND),
            ("regions.geojson", INNER, 0.4, ""),
            ("countries.geojson", BORDER, 0.8, ""),
        ):
            for points in _visible(name, west, north, width / scale / squeeze, height / scale):
                line = [(x + dx, top + dy) for dx, dy in _thinned(points, at)]
                pen.path(line, colour=colour, thick=thick, fill=fill, closed=True)
        _places(pen, x, top, chart, at, width)
        pen.free()
        pen.frame(x, top, width, height, colour=BORDER, thick=0.6)

    return Piece(height, paint)


def _thinned(points: Ring, at: Projection) -> Iterator[Point]:
    """Points that lie visibly apart."""
    last = (math.inf, math.inf)
    for longitude, latitude in points:
        point = at(longitude, latitude)
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= APART:
            last = point
            yield point


def _places(pen: Pen, x: float, top: float, chart: Locator, at: Projection, width: float) -> None:
    points = [at(float(place.longitude), float(place.latitude)) for place in chart.places]
    taken = [(dx - 5, dy - 5, dx + 5, dy + 5) for dx, dy in points]
    for dx, dy in points:
        pen.disc(x + dx, top + dy, 3.6, fill=POINT, colour="#FFFFFF")
    for place, (dx, dy) in list(zip(chart.places, points, strict=True))[:NAMED]:
        wide = natural_width(plain(place.name), NAME)
        for left, baseline in (
            (dx - wide / 2, dy - 7),
            (dx - wide / 2, dy + 14),
            (dx + 7, dy + 3),
            (dx - 7 - wide, dy + 3),
        ):
            box = (left, baseline - 7, left + wide, baseline + 2)
            if left > 2 and box[2] < width - 2 and not any(_meet(box, one) for one in taken):
                taken.append(box)
                pen.text(x + left, top + baseline, place.name, NAME)
                break


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
