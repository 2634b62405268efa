"""What `evaluate` finds out about a form and its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Data, Level

ProblemLevel = Literal["error", "warning", "hint", "not_checked"]


class Said(tuple[str, ...]):
    """What stands in a text, for a placeholder: shown as it is written, never as a label."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, missing or not checked at `path` (`step.field`, row counted from 0).

    `code` is a rule id of the form ("R-bud-01") or a code of `base.wording` ("required",
    "below-min-words" ...). `message` is the rule's own sentence; empty where wording has it.
    `values` are the placeholders, already as plain values; they are formatted when shown.
    """

    path: str
    code: str
    level: ProblemLevel
    row: int | None = None
    column: str = ""
    values: Mapping[str, Data] | None = None
    message: Text = Text()


@dataclass(frozen=True, slots=True)
class Progress:
    """Required fields filled, of all required at this level; problems by their level."""

    filled: int
    required: int
    errors: int = 0
    warnings: int = 0
    hints: int = 0


@dataclass(frozen=True, slots=True)
class Meters:
    """Three honest figures, 0-100: required answers given; rules met of those that could be
    checked; quality (warnings and hints met)."""

    complete: Decimal
    consistent: Decimal
    strong: Decimal


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed value; where it is empty, `reason` says why (no_rate, no_sign_change, empty ...).

    `parts` holds the further names of a result that is not a single value (letter, roots ...).
    """

    value: Data
    reason: str = ""
    parts: Mapping[str, Data] | None = None


Paths: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class State:
    """Everything the wizard, the checks and the documents need to know, at one maturity level."""

    level: Level
    visible: Paths
    required: Paths
    computed: Mapping[str, Computed]  # by path; computed columns as "step.field[].column" (tuple)
    problems: tuple[Problem, ...]
    progress: Mapping[str, Progress]  # by step id
    meters: Meters
