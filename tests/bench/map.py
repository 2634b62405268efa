"""The map under the hand: a step of moving and of zooming with the published projects and with a
hundred thousand places, the first picture, and the gathering of circles."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from tests.bench.figure import Figure, milliseconds, percentile
from tests.kit import mapped
from tests.kit.window import settle
from wecoop_desktop.library.query import Placed
from wecoop_desktop.ui.parts.clusters import Atlas, gather
from wecoop_desktop.ui.parts.projection import flat
from wecoop_desktop.ui.parts.worldmap import WorldMap
from wecoop_desktop.ui.screens.projectmap import ProjectMap

MANY = 100_000
STEPS = 60


def figures(*, long: bool = False) -> Iterator[Figure]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    placed = mapped.placed()
    yield Figure(
        "circles of the published projects", milliseconds(lambda: gather(placed)), "ms", 100
    )
    shown = ProjectMap(mapped.hits_of)
    shown.resize(1052, 544)
    began = time.perf_counter()
    shown.display(mapped.whole())
    shown.show()
    settle()
    yield Figure("map: first picture", (time.perf_counter() - began) * 1000, "ms", 500)
    yield from _steps("map", shown)
    if long:
        many = _many(placed)
        began = time.perf_counter()
        atlas: Atlas = gather(many)
        yield Figure("circles of 100,000 places, off the window's thread",
                     time.perf_counter() - began, "s", 5)  # fmt: skip
        shown.display(atlas)
        settle()
        yield from _steps("map of 100,000 places", shown)
    shown.deleteLater()
    settle()


def _many(placed: Placed) -> Placed:
    """As many projects, each at one of the published places or a little beside it."""
    chance = random.Random(1)
    spots = tuple(
        chance.choice(placed.spots)._replace(project=f"p{number}") for number in range(MANY)
    )
    near = tuple(
        spot._replace(latitude=spot.latitude + chance.gauss(0, 0.2)) if number % 10 == 0 else spot
        for number, spot in enumerate(spots)
    )
    return Placed(near, MANY, 0, 0)


def _steps(name: str, shown: ProjectMap) -> Iterator[Figure]:
    """Single steps of a drag and of the wheel, each until it is painted."""
    world: WorldMap = shown.map

    def timed(step: Callable[[int], None]) -> float:
        times = []
        for number in range(STEPS):
            began = time.perf_counter()
            step(number)
            world.repaint()
            times.append((time.perf_counter() - began) * 1000)
        return percentile(times, 95)

    world.show_at(*flat(70, 41), 80)
    settle()
    moved = timed(lambda number: world._pan(12 if number < STEPS / 2 else -12, 0))
    yield Figure(f"{name}: a step of a drag, p95", moved, "ms", 16)
    middle = QPointF(500, 300)
    zoomed = timed(lambda number: world._zoom(1.12 if number < STEPS / 2 else 1 / 1.12, middle))
    yield Figure(f"{name}: a step of the wheel, p95", zoomed, "ms", 16)
    world.fit()
    settle()
