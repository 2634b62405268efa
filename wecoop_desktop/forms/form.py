"""A form as frozen values: steps, fields, columns, rules and the tables they refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.text import Text

Level = Literal["idea", "concept", "full"]
LEVELS: tuple[Level, ...] = ("idea", "concept", "full")
Severity = Literal["error", "warning", "hint"]

# Plain data of a pack: str, bool, int, Decimal, None, tuples and mappings of these. Expressions
# read it by key; nothing else does without a typed value in between.
Data = object

NOTHING: Mapping[str, Data] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice; `data` holds further keys of its list (order, score, bbox ...)."""

    id: str
    label: Text
    data: Mapping[str, Data] = made(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a field that holds rows."""

    id: str
    kind: str
    label: Text
    help: Text = Text()
    required: bool = False
    options: tuple[Option, ...] = ()
    unit: str = ""
    unit_words: Text = Text()
    minimum: str = ""
    maximum: str = ""
    formula: str = ""
    plain: bool = False  # text that is the same in both languages: codes, names, e-mail
    list_ref: str = ""  # whose ids a choice takes, where they are not options: funders, policies
    pattern: str = ""  # what a text must match
    default: Data = None


@dataclass(frozen=True, slots=True)
class Field:
    """A question. `kind` is a key of `forms.kinds.KINDS`; numbers of limits are decimal strings."""

    step: str
    id: str
    kind: str
    label: Text
    help: Text = Text()
    required_from: Literal["idea", "concept", "full", "never"] = "never"
    applies_to: tuple[str, ...] = ()
    required_if: str = ""
    options: tuple[Option, ...] = ()
    columns: tuple[Column, ...] = ()
    multiple: bool = False
    plain: bool = False
    unit: str = ""
    unit_words: Text = Text()
    minimum: str = ""
    maximum: str = ""
    min_words: int = 0
    max_words: int = 0
    max_chars: int = 0
    min_rows: int = 0
    min_count: int = 0
    max_count: int = 0
    default: Data = None
    default_formula: str = ""
    formula: str = ""
    formula_ref: str = ""
    list_ref: str = ""  # whose ids a choice takes, where they are not options: funders, policies
    # Keys of single kinds: node_kinds, returns, list_ref ...
    data: Mapping[str, Data] = made(default_factory=lambda: NOTHING)

    @property
    def path(self) -> str:
        """`step.field`: the name under which the answer is kept."""
        return f"{self.step}.{self.id}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A check. `parameters` are those of its kind in `forms.rules`; `message` may hold {names}."""

    id: str
    step: str
    kind: str
    severity: Severity
    since: Level
    message: Text
    parameters: Mapping[str, Data] = made(default_factory=lambda: NOTHING)
    when: str = ""
    values: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the wizard; `guide` is the id of the guide chapter that teaches it."""

    id: str
    title: Text
    short: Text
    group: str
    guide: str
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Answers that go from the questions `sources` to `targets`; one of the two is a single one.

    With `languages` the several are the two languages of the single one, English first. `columns`
    are renamed columns, `options` renamed options by column ("" for the question itself), both by
    their earlier names.
    """

    sources: tuple[str, ...]
    targets: tuple[str, ...]
    languages: bool = False
    columns: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))
    options: Mapping[str, Mapping[str, str]] = made(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class UpgradeMap:
    """What became of the questions between two versions of a form, where it is not the same path.

    `dropped` are questions that are no longer asked, or whose path now means something else.
    """

    since: str
    until: str
    moves: tuple[Move, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """All steps in their order, and the supporting tables by name (lists, es_questions ...)."""

    id: str
    version: str
    title: Text
    steps: tuple[Step, ...]
    groups: tuple[Option, ...] = ()
    tables: Mapping[str, Data] = made(default_factory=lambda: NOTHING)
    upgrades: tuple[UpgradeMap, ...] = ()  # from earlier versions

    def step(self, step_id: str) -> Step:
        """The step of that id. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def labels(self, name: str) -> Mapping[str, Text]:
        """`{id: words}` of a list of the form: countries, sectors, instruments ..."""
        lists = self.tables.get("lists")
        entries = lists.get(name) if isinstance(lists, Mapping) else None
        found: dict[str, Text] = {}
        for entry in entries if isinstance(entries, tuple | list) else ():
            if isinstance(entry, Mapping):
                words = entry.get("label")
                found[str(entry.get("id"))] = Text.from_map(
                    words if isinstance(words, Mapping) else entry
                )
        return found

    def field(self, path: str) -> Field:
        """The field at `step.field`. Raises KeyError."""
        step_id, _, field_id = path.partition(".")
        for candidate in self.step(step_id).fields:
            if candidate.id == field_id:
                return candidate
        raise KeyError(path)
