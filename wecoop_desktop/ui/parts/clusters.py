"""Projects gathered into circles: what lies too close to be told apart at a scale becomes one.

Values and sums, without Qt, so that a result of any size can be gathered off the window's thread.
Circles depend on the places and the scale alone, never on what is seen, so they stay while the map
is moved; those of a coarser scale are made of whole circles of the finer one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wecoop_desktop.library.query import Placed, Spot
from wecoop_desktop.ui.parts.projection import Box, flat
from wecoop_desktop.ui.wording import order, said

FINEST = 640.0  # pixels for a flat unit at the finest level, at a text size of 100 %
STEP = 2 ** (1 / 3)  # from one level to the next
LEVELS = 20
CELL = 200.0  # pixels of the cells in which circles are looked up
GAP = 2.0  # pixels between two circles
ROUGH = "region"  # the precision of a place that is only the middle of its region

# Pixels: the radius that holds a number of so many digits.
_HOLDS = (8.5, 8.5, 10.0, 13.0, 18.0, 21.0, 24.0)
_ALL = 28.0  # the radius of a circle with every project of a large result
_FEW = 60  # results with fewer projects are drawn as if they had so many


class Cluster(NamedTuple):
    """A circle at one level: its middle in flat units, the number of projects, its places.

    `rough`: all that is known of its places is the region. `places` are indexes of
    `Atlas.places`.
    """

    x: float
    y: float
    projects: int
    rough: bool
    places: tuple[int, ...]


class Place(NamedTuple):
    """One point and everything that stands on it, as indexes of `Placed.spots`."""

    x: float
    y: float
    spots: tuple[int, ...]


Cells = Mapping[tuple[int, int], Sequence[Cluster]]


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of a result with their circles at every level, the finest first."""

    placed: Placed
    places: tuple[Place, ...] = ()
    levels: tuple[tuple[Cluster, ...], ...] = ((),) * LEVELS
    projects: int = 0  # with a place
    cells: tuple[Cells, ...] = ()  # the circles of each level by where they are

    def at(self, scale: float) -> tuple[Cluster, ...]:
        """The circles for so many pixels a flat unit; they do not overlap there."""
        return self.levels[level(scale)]

    def within(self, box: Box, scale: float) -> Iterator[Cluster]:
        """The circles for that scale that may reach into a part of the map."""
        number = level(scale)
        if not self.places:
            return
        side = _side(number)
        reach = max(_ALL, _HOLDS[-1]) / scale
        for column in range(_cell(box.left - reach, side), _cell(box.right + reach, side) + 1):
            for row in range(_cell(box.top - reach, side), _cell(box.bottom + reach, side) + 1):
                yield from self.cells[number].get((column, row), ())

    def spots(self, cluster: Cluster) -> tuple[Spot, ...]:
        """What a circle holds, in the order of the result."""
        found = sorted(spot for place in cluster.places for spot in self.places[place].spots)
        return tuple(self.placed.spots[spot] for spot in found)

    def ids(self, cluster: Cluster) -> tuple[str, ...]:
        """The projects of a circle, each once, in the order of the result."""
        return tuple(dict.fromkeys(spot.project for spot in self.spots(cluster)))

    def radius(self, projects: int) -> float:
        """Pixels at 100 %. The area grows with the number; a number always has room inside."""
        share = projects / max(self.projects, _FEW)
        least = _HOLDS[0]
        grown = math.sqrt(least**2 + (_ALL**2 - least**2) * share)
        return max(grown, _HOLDS[min(len(str(projects)), len(_HOLDS) - 1)])


def level(scale: float) -> int:
    """The number of the level for a scale: the coarsest at which circles are apart."""
    if scale >= FINEST:
        return 0
    return min(LEVELS - 1, math.ceil(math.log(FINEST / max(scale, 1e-6), STEP) - 1e-9))


def gather(placed: Placed) -> Atlas:
    """The circles of a result at every level. Spots without sound coordinates are left out."""
    places = _places(placed.spots)
    projects = len({placed.spots[spot].project for place in places for spot in place.spots})
    bare = Atlas(placed, places, projects=projects)
    working = [_Working(number, place, placed.spots) for number, place in enumerate(places)]
    levels = []
    for number in range(LEVELS):
        working = _merged(working, FINEST / STEP**number, bare)
        levels.append(tuple(one.cluster() for one in working))
    cells = tuple(_cells(clusters, _side(number)) for number, clusters in enumerate(levels))
    return Atlas(placed, places, tuple(levels), projects, cells)


def _side(number: int) -> float:
    """Of a cell of a level, in flat units."""
    return CELL * STEP**number / FINEST


def _cell(value: float, side: float) -> int:
    return math.floor(value / side)


def _cells(clusters: Iterable[Cluster], side: float) -> Cells:
    found: dict[tuple[int, int], list[Cluster]] = defaultdict(list)
    for one in clusters:
        found[_cell(one.x, side), _cell(one.y, side)].append(one)
    return dict(found)


def _places(spots: Sequence[Spot]) -> tuple[Place, ...]:
    """Spots on the same 100 metres are one place."""
    found: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number, spot in enumerate(spots):
        if -180 <= spot.longitude <= 180 and -80 <= spot.latitude <= 85:
            found[round(spot.longitude, 3), round(spot.latitude, 3)].append(number)
    return tuple(Place(*flat(*at), tuple(numbers)) for at, numbers in found.items())


class _Working:
    """A circle while it grows: sets of projects are joined, the smaller into the larger."""

    __slots__ = ("exact", "places", "projects", "radius", "weight", "x", "y")

    def __init__(self, number: int, place: Place, spots: Sequence[Spot]) -> None:
        here = [spots[spot] for spot in place.spots]
        self.x, self.y = place.x, place.y
        self.weight = len(here)
        self.exact = sum(spot.precision != ROUGH for spot in here)
        self.places = [number]
        self.projects = {spot.project for spot in here}
        self.radius = 0.0

    def take(self, other: _Working) -> None:
        total = self.weight + other.weight
        self.x = (self.x * self.weight + other.x * other.weight) / total
        self.y = (self.y * self.weight + other.y * other.weight) / total
        self.weight = total
        self.exact += other.exact
        large, small = sorted((self.places, other.places), key=len, reverse=True)
        large += small
        self.places = large
        many, few = sorted((self.projects, other.projects), key=len, reverse=True)
        many |= few
        self.projects = many

    def cluster(self) -> Cluster:
        return Cluster(self.x, self.y, len(self.projects), not self.exact, tuple(self.places))


def _merged(working: list[_Working], scale: float, atlas: Atlas) -> list[_Working]:
    """Joined until none overlaps another, the largest first; a joined one is looked at anew."""
    for one in working:
        one.radius = (atlas.radius(len(one.projects)) + GAP / 2) / scale
    grid = _Grid(3 * _HOLDS[0] / scale)
    left = sorted(working, key=lambda one: (len(one.projects), one.x, one.y))
    while left:
        one = left.pop()
        other = grid.touched(one)
        if other is None:
            grid.add(one)
            continue
        grid.remove(other)
        other.take(one)
        other.radius = (atlas.radius(len(other.projects)) + GAP / 2) / scale
        left.append(other)
    return grid.all()


class _Grid:
    """Circles by the cell their middle is in, for finding what one of them touches."""

    def __init__(self, side: float) -> None:
        self._side = side
        self._cells: dict[tuple[int, int], list[_Working]] = {}
        self._widest = 0.0

    def _cell(self, one: _Working) -> tuple[int, int]:
        return math.floor(one.x / self._side), math.floor(one.y / self._side)

    def add(self, one: _Working) -> None:
        self._cells.setdefault(self._cell(one), []).append(one)
        self._widest = max(self._widest, one.radius)

    def remove(self, one: _Working) -> None:
        self._cells[self._cell(one)].remove(one)

    def touched(self, one: _Working) -> _Working | None:
        """The nearest of the circles that this one touches."""
        reach = math.ceil((one.radius + self._widest) / self._side)
        column, row = self._cell(one)
        best, least = None, math.inf
        for across in range(column - reach, column + reach + 1):
            for down in range(row - reach, row + reach + 1):
                for other in self._cells.get((across, down), ()):
                    apart = math.hypot(one.x - other.x, one.y - other.y)
                    if apart < least and apart < one.radius + other.radius:
                        best, least = other, apart
        return best

    def all(self) -> list[_Working]:
        return [one for cell in self._cells.values() for one in cell]


def samples(counts: Iterable[int]) -> tuple[int, ...]:
    """Up to three numbers that stand for the circles on the map: least, middle, most."""
    found = sorted(set(counts))
    if len(found) <= 3:
        return tuple(found)
    middle = math.sqrt(found[0] * found[-1])
    near = min(found[1:-1], key=lambda count: abs(count - middle))
    return found[0], near, found[-1]


class Row(NamedTuple):
    """A line of the places in words: a name, its region, what is there."""

    spot: Spot
    projects: tuple[str, ...]


def rows(placed: Placed) -> tuple[Row, ...]:
    """Every place by name and region with its projects, the most first."""
    found: dict[tuple[object, ...], dict[str, None]] = defaultdict(dict)
    first: dict[tuple[object, ...], Spot] = {}
    for spot in placed.spots:
        key = (spot.name, spot.region, spot.precision == ROUGH)
        first.setdefault(key, spot)
        found[key][spot.project] = None
    listed = [Row(first[key], tuple(projects)) for key, projects in found.items()]
    by_name = sorted(listed, key=lambda row: order(said(row.spot.name)))
    return tuple(sorted(by_name, key=lambda row: -len(row.projects)))


def commonest(spots: Iterable[Spot]) -> Spot | None:
    """The spot whose name is said most often."""
    listed = tuple(spots)
    if not listed:
        return None
    name, _ = Counter(spot.name for spot in listed).most_common(1)[0]
    return next(spot for spot in listed if spot.name == name)
