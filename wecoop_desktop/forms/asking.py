"""How a rule asks: its parameters worked out in a world, and the places where it is not met."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from wecoop_desktop.forms import values as v

if TYPE_CHECKING:
    from wecoop_desktop.forms.plan import RulePlan
    from wecoop_desktop.forms.scope import Expression, World

ROW = "#"  # the number of a row among all rows of its field, beside its columns
OPERATORS = {"lt": "<", "le": "<=", "eq": "==", "ne": "!=", "ge": ">=", "gt": ">", "in": "in"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is not met, and what its sentence may name beside the rule's own values."""

    row: int | None = None
    column: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    path: str = ""  # where a rule looks at many questions: the one that this place is in


Outcome: TypeAlias = tuple[Place, ...] | None
MET: Outcome = ()
FAILED: Outcome = (Place(),)
# There is nothing that the rule could be about: it is neither met nor unchecked. Told by identity.
SILENT: Outcome = (Place(path="nothing to check"),)


@dataclass(frozen=True, slots=True)
class Asking:
    """One rule being checked in a world."""

    plan: RulePlan
    world: World

    def has(self, name: str) -> bool:
        return name in self.plan.expressions

    def of(self, name: str) -> object:
        """The value of a parameter; None where the rule has none of that name."""
        found = self.plan.expressions.get(name)
        return found.of(self.world) if found is not None else None

    def number(self, name: str) -> Decimal | None:
        return v.number(self.of(name), self.world.exchange)

    def inputs_missing(self, name: str) -> bool:
        """Whether nothing that a parameter reads was answered."""
        found = self.plan.expressions.get(name)
        return found is None or _unanswered(found, self.world)

    def rows(self, name: str) -> tuple[Mapping[str, object], ...]:
        return tuple(v.elements(self.of(name)))

    @property
    def empty(self) -> Outcome:
        """What an empty input means for this rule."""
        if self.plan.literal("empty") == "silent":
            return SILENT
        return FAILED if self.plan.fails_when_empty else None

    def near(self, left: object, right: object, tolerance: object) -> bool | None:
        """Whether two numbers differ by no more than that share of the second."""
        a, b = v.number(left, self.world.exchange), v.number(right, self.world.exchange)
        return None if a is None or b is None else near(a, b, tolerance)

    def compare(self, left: object, op: str, right: object) -> bool | None:
        sign = OPERATORS.get(op, op)
        if sign == "in":
            return v.inside(left, right)
        return v.compare(left, sign, right, self.world.exchange)


def _unanswered(expression: Expression, world: World) -> bool:
    paths = expression.paths
    return bool(paths) and all(v.is_empty(world.value(path)) for path in paths)


def places(rows: list[tuple[Mapping[str, object], str]]) -> Outcome:
    return tuple(Place(index_of(row), column) for row, column in rows)


def index_of(row: Mapping[str, object]) -> int | None:
    number = row.get(ROW)
    return number if isinstance(number, int) else None


def named(cell: object) -> list[object]:
    """Several codes written into one cell: `A1, A2`."""
    if not isinstance(cell, str):
        return [cell]
    return [part for part in re.split(r"[,;]\s*", cell.strip()) if part]


def decimal(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, (int, Decimal)) else Decimal(0)


def near(left: Decimal, right: Decimal, tolerance: object) -> bool:
    share = tolerance if isinstance(tolerance, (Decimal, int)) else 0
    return abs(left - right) <= abs(right) * Decimal(share)
