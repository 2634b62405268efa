"""All kinds of questions: what each keeps, which columns its rows have, when it is filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from wecoop_desktop.forms.answers import Cell, Money, Value, Words
from wecoop_desktop.forms.form import Field

Stores = Literal[
    "words", "choice", "choices", "date", "money", "number", "yes_no", "rows", "nothing"
]


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A column that a kind brings along; `options` names a key of the field or a list."""

    id: str
    kind: str
    options: str = ""
    required: bool = False
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """`stores` is what an answer is in memory (see `forms.answers`); rows need columns."""

    id: str
    stores: Stores
    columns: tuple[BuiltIn, ...] = ()

    @property
    def has_rows(self) -> bool:
        return self.stores == "rows"


def _rows(kind_id: str, *columns: BuiltIn) -> Kind:
    return Kind(kind_id, "rows", columns)


_KINDS = (
    Kind("text", "words"),
    Kind("rich_text", "words"),
    Kind("choice", "choice"),
    Kind("multi_choice", "choices"),
    Kind("date", "date"),
    Kind("money", "money"),
    Kind("number", "number"),
    Kind("percent", "number"),
    Kind("yes_no", "yes_no"),
    _rows("table"),
    _rows(
        "tree",
        BuiltIn("id", "text", required=True),
        BuiltIn("parent", "text"),
        BuiltIn("text_en", "text"),
        BuiltIn("text_ru", "text"),
        BuiltIn("kind", "choice", options="node_kinds"),
        BuiltIn("result", "text"),  # code of the logframe row that a statement became
    ),
    _rows("logframe"),
    _rows("budget"),
    _rows("financing_plan"),
    _rows("risk_matrix"),
    _rows("stakeholder_matrix"),
    _rows("timeline"),
    _rows("location"),
    _rows("indicator_list"),
    _rows(
        "sdg_list",
        BuiltIn("goal", "choice", options="list", required=True),
        BuiltIn("target", "text"),
    ),
    _rows(
        "rio_markers",
        BuiltIn("marker", "choice", options="list", required=True),
        BuiltIn("score", "choice", options="scores", required=True),
        BuiltIn("reason", "text", plain=False),
    ),
    _rows(
        "checklist",
        BuiltIn("question", "choice", options="list_ref", required=True),
        BuiltIn("answer", "choice", options="answers"),
        BuiltIn("comment", "text", plain=False),
    ),
    _rows(
        "attachments_list",
        BuiltIn("file", "text"),
        BuiltIn("name", "text", plain=False),
        BuiltIn("status", "choice", options="status_levels"),
        BuiltIn("date", "date"),
    ),
    _rows("cashflow"),
    Kind("computed", "nothing"),
)
KINDS: Mapping[str, Kind] = {kind.id: kind for kind in _KINDS}

# Kinds a column may have: what fits into one cell.
CELL_KINDS = frozenset(
    {"text", "rich_text", "choice", "multi_choice", "date", "money", "number", "percent", "yes_no"}
) | {"computed"}


_NEVER_EMPTY = frozenset({bool, date})


def empty(value: Value | Cell) -> bool:
    """Not answered: nothing, blank text, no row, or only rows without an answer in them.

    False and 0 are answers; NaN and Infinity are none.
    """
    if value is None:
        return True
    if type(value) in _NEVER_EMPTY:
        return False
    if type(value) is Decimal:
        return not value.is_finite()
    if isinstance(value, Money):
        return not value.amount.is_finite()
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, Words):
        return not value
    if isinstance(value, tuple):
        return all(_hollow(entry) for entry in value)
    return False


def _hollow(entry: object) -> bool:
    if type(entry) is dict or isinstance(entry, Mapping):
        for cell in entry.values():  # noqa: SIM110 - half the time of all()
            if not empty(cell):
                return False
        return True
    return isinstance(entry, str) and not entry.strip()


def filled(kind: str, value: Value | None) -> bool:
    """Whether an answer counts as given. A checklist counts once one question is answered."""
    if value is None or empty(value):
        return False
    if kind == "checklist" and isinstance(value, tuple):
        return any(isinstance(row, Mapping) and not empty(row.get("answer")) for row in value)
    if kind == "money":
        return isinstance(value, Money)
    return True


def unanswered(item: Field, value: Value | None) -> int:
    """Questions of a checklist without an answer; 0 for everything else."""
    if item.kind != "checklist":
        return 0
    asked = {option.id for column in item.columns if column.id == "question"
             for option in column.options}  # fmt: skip
    rows = value if isinstance(value, tuple) else ()
    given = {
        row.get("question")
        for row in rows
        if isinstance(row, Mapping) and not empty(row.get("answer"))
    }
    return len(asked - given)
