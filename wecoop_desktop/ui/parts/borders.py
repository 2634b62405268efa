"""The shipped shapes of the region: borders, waters, rivers, cities. Values, without Qt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.text import Text

LIMIT = 4_000_000  # bytes of a file of shapes

Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Rings, lines or one point of a feature as (longitude, latitude), WGS84 degrees.

    `rank`: 1 is seen from farthest away. `size`: square degrees of a water.
    """

    code: str
    name: Text
    lines: tuple[Line, ...]
    rank: int = 9
    size: float = 0.0


@cache
def shapes(file: str) -> tuple[Shape, ...]:
    """The features of a file in resources/map. Empty without the file or where it is damaged: a
    map without borders still shows where the places lie to each other."""
    path = resources_folder() / "map" / file
    try:
        data = json.loads(read_bytes(path, LIMIT))
        return tuple(_shape(feature) for feature in data["features"])
    except (AppError, ValueError, KeyError, TypeError):
        return ()


def _shape(feature: Mapping[str, object]) -> Shape:
    properties = feature["properties"]
    geometry = feature["geometry"]
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise ValueError("no properties or geometry")
    return Shape(
        str(feature.get("id") or ""),
        Text.from_map(properties, "name"),
        tuple(_lines(str(geometry["type"]), geometry["coordinates"])),
        int(properties.get("rank") or 9),
        float(properties.get("size") or 0),
    )


def _lines(kind: str, coordinates: list[object]) -> Iterator[Line]:
    """The same shape for every kind of geometry: a tuple of points for each ring or line."""
    nested = {"Point": -1, "LineString": 0, "Polygon": 1, "MultiLineString": 1, "MultiPolygon": 2}
    depth = nested[kind]
    found: list[object] = [[coordinates]] if depth < 0 else [coordinates]
    for _ in range(max(depth, 0)):
        found = [part for parts in found if isinstance(parts, list) for part in parts]
    for line in found:
        if isinstance(line, list):
            yield tuple((float(point[0]), float(point[1])) for point in line)


@cache
def region_names() -> Mapping[str, Text]:
    """What the first-level regions are called, by ISO 3166-2 code, without what is in brackets."""
    return MappingProxyType(
        {
            shape.code: Text(_bare(shape.name.en), _bare(shape.name.ru))
            for shape in shapes("regions.geojson")
        }
    )


def _bare(name: str) -> str:
    return name.partition(" (")[0]
