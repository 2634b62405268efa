"""How expressions are worked out: the world they read, the rows around them, and their bounds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias, TypeVar

from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.shapes import Shape

R = TypeVar("R")
STEPS = 200_000  # rows that one expression may visit
BUDGET = 3_000_000  # that all expressions of one evaluation may visit together


class World(Protocol):
    """What expressions read from: answers, cards, the date. `forms.evaluate` has the real one."""

    language: str
    today: date
    check_level: str
    exchange: v.Exchange
    reason: str
    steps: int
    budget: int

    def value(self, path: str) -> object: ...
    def cards(self, name: str) -> tuple[Mapping[str, object], ...]: ...
    def lead(self) -> Mapping[str, object] | None: ...
    def questions(self) -> tuple[Mapping[str, object], ...]: ...
    def completeness(self, level: str) -> Decimal: ...
    def issues(self, level: str) -> tuple[Mapping[str, object], ...]: ...
    def options(self, name: str) -> object: ...
    def texts(self) -> Sequence[tuple[str, object]]: ...
    def pairs(self) -> Sequence[tuple[str, Words]]: ...
    def currencies(self) -> Mapping[str, tuple[str, ...]]: ...
    def remembered(
        self, about: str, path: str, value: object, find_out: Callable[[object], R]
    ) -> R: ...
    def remembered_by_row(
        self, about: str, path: str, value: object, find_out: Callable[[object], R]
    ) -> Sequence[tuple[int, R]]: ...


class TooLongError(Exception):
    """An expression visited more rows than it may; it works out as empty."""


@dataclass(slots=True)
class Scope:
    """What surrounds a closure: the world, the rows around it from outside in, names set."""

    world: World
    rows: list[Mapping[str, object]] = field(default_factory=list)
    names: dict[str, object] = field(default_factory=dict)

    def spend(self, steps: int) -> None:
        self.world.steps -= steps
        if self.world.steps < 0:
            raise TooLongError


Get: TypeAlias = Callable[[Scope], object]


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to be worked out. `paths` are the fields it names, in order."""

    text: str
    get: Get
    shape: Shape
    paths: tuple[str, ...] = ()
    errors: tuple[tuple[str, Mapping[str, object]], ...] = ()

    def of(
        self,
        world: World,
        rows: tuple[Mapping[str, object], ...] = (),
        names: Mapping[str, object] | None = None,
    ) -> object:
        """The value; None where it is empty, out of bounds (`world.reason`) or too long."""
        given = min(STEPS, world.budget)
        left, world.steps = world.steps, given
        try:
            return self.get(Scope(world, list(rows), dict(names or {})))
        except TooLongError:
            world.reason = "too_long"
        except ArithmeticError:
            world.reason = "out_of_range"
        finally:
            world.budget -= given - world.steps
            world.steps = left
        return None


def nothing(scope: Scope) -> object:
    return None


def kept(value: object, condition: Get, scope: Scope) -> object:
    """What passes a filter; nothing stays nothing, which is not the same as none passing."""
    if value is None:
        return None
    if isinstance(value, v.Maps):
        return v.Maps(_entries(entry, condition, scope) for entry in value)
    if isinstance(value, Mapping):
        return _entries(value, condition, scope)
    values = v.listed(value)
    scope.spend(len(values) + 1)
    kept: list[object] = []
    rows = scope.rows
    for entry in values:
        if entry is None:
            continue
        if type(entry) is dict or isinstance(entry, Mapping):
            rows.append(entry)
        else:
            rows.append({"value": entry})
        if condition(scope) is True:
            kept.append(entry)
        rows.pop()
    return tuple(kept)


def _entries(value: Mapping[str, object], condition: Get, scope: Scope) -> v.Entries:
    scope.spend(len(value) + 1)
    kept = v.Entries()
    for row in v.elements(value):
        scope.rows.append(row)
        if condition(scope) is True:
            kept[str(row["key"])] = row["value"]
        scope.rows.pop()
    return kept


def truth(value: object) -> bool | None:
    value = v.scalar(value)
    return value if isinstance(value, bool) else None


def either(gets: tuple[Get, ...]) -> Get:
    def either(scope: Scope) -> object:
        unknown = False
        for get in gets:
            value = get(scope)
            if value is True:
                return True
            unknown = unknown or truth(value) is None
        return None if unknown else False

    return either


def both(gets: tuple[Get, ...]) -> Get:
    def both(scope: Scope) -> object:
        unknown = False
        for get in gets:
            value = get(scope)
            if value is False:
                return False
            unknown = unknown or truth(value) is None
        return None if unknown else True

    return both
