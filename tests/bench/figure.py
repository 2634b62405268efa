"""What a benchmark says: a value, its floor in the same run, the goal, and whether it is met."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """`goal` holds for `value`, or for `ratio` (value / floor) where `by` says so."""

    name: str
    value: float
    unit: str
    goal: float
    floor: float | None = None
    by: Literal["value", "ratio"] = "value"
    least: bool = False  # the goal is a minimum, not a maximum

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool:
        measured = self.ratio if self.by == "ratio" else self.value
        if measured is None:
            return False
        return measured >= self.goal if self.least else measured <= self.goal

    def data(self) -> dict[str, object]:
        return {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 4),
            "ratio": None if self.ratio is None else round(self.ratio, 3),
            "goal": self.goal,
            "goal_for": self.by,
            "met": self.met,
        }

    def line(self) -> str:
        sign = ">=" if self.least else "<="
        goal = f"{sign} {self.goal:g}" + (" x floor" if self.by == "ratio" else f" {self.unit}")
        floor = "" if self.floor is None else f"{self.floor:.3g} {self.unit}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = "met" if self.met else "NOT MET"
        value = f"{self.value:.3g} {self.unit}"
        return f"{self.name:<52} {value:>14} {floor:>14} {ratio:>8}  {goal:<16} {verdict}"


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def best(work: Callable[[], object], times: int = 5) -> float:
    """The least of several runs in milliseconds: what the code costs without the neighbours."""
    return min(milliseconds(work) for _ in range(times))


def percentile(values: Iterable[float], share: int) -> float:
    """The value below which `share` percent of the measurements lie."""
    return statistics.quantiles(sorted(values), n=100, method="inclusive")[share - 1]
