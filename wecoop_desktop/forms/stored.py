"""A form read back from `form.json` of a proposal file: the form that the answers were given for.

The file comes from outside. Nothing in it can run: expressions are the language of forms, which
visits a bounded number of rows; patterns (which can be made to take forever) are kept only where a
form of this program has the very same; everything has a limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeVar, cast

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text, further
from wecoop_desktop.forms.form import (
    LEVELS,
    Column,
    Data,
    Field,
    Form,
    Move,
    Option,
    Rule,
    Step,
    UpgradeMap,
)
from wecoop_desktop.forms.kinds import CELL_KINDS, KINDS
from wecoop_desktop.forms.rules import KINDS_OF_RULES

MOST = {
    "steps": 60,
    "fields": 800,
    "columns": 60,
    "options": 2_000,
    "rules": 600,
    "formulas": 600,
    "rates of return": 24,  # irr( looks at thousands of points
    "upgrades": 60,
    "moves": 800,
}
LONGEST = 20_000  # signs of one text
DEEPEST = 24  # of tables
LARGEST = 200_000  # values of all tables

T = TypeVar("T")


def stored_form(data: Mapping[str, Data], known: Iterable[Form] = ()) -> Form:
    """The form; the inverse of `work.shape.form_data`.

    `known` are forms of this program: only their patterns are trusted. Raises `AppError`
    form-not-readable with the part that is wrong.
    """
    return _Reader(known).form(data)


def _patterns(form: Form) -> Iterator[str]:
    for step in form.steps:
        yield from (column.pattern for field in step.fields for column in field.columns)
        yield from (str(rule.parameters.get("pattern") or "") for rule in step.rules)


class _Reader:
    def __init__(self, known: Iterable[Form]) -> None:
        self.patterns = {pattern for form in known for pattern in _patterns(form)}
        self.left = dict(MOST)
        self.values = LARGEST

    # ------------------------------------------------------------------ plain values

    def wrong(self, where: str) -> AppError:
        return AppError("form-not-readable", part=where[:80])

    def mapping(self, data: Data, where: str) -> Mapping[str, Data]:
        if data is None:
            return {}
        if not isinstance(data, Mapping) or not all(isinstance(key, str) for key in data):
            raise self.wrong(where)
        return data

    def string(self, data: Data, where: str) -> str:
        if data is None:
            return ""
        if not isinstance(data, str) or len(data) > LONGEST:
            raise self.wrong(where)
        for _ in range(data.count("irr(")):
            self.spend("rates of return", where)
        return data

    def strings(self, data: Data, where: str) -> tuple[str, ...]:
        if not isinstance(data, list | tuple | type(None)) or len(data or ()) > 1000:
            raise self.wrong(where)
        return tuple(self.string(entry, where) for entry in data or ())

    def named(self, data: Data, where: str) -> Mapping[str, str]:
        pairs = self.mapping(data, where).items()
        if len(pairs) > 1000:
            raise self.wrong(where)
        return MappingProxyType({key: self.string(value, where) for key, value in pairs})

    def text(self, data: Data, where: str) -> Text:
        both = self.mapping(data, where)
        en, ru = (self.string(both.get(code), where) for code in ("en", "ru"))
        return Text(en, ru, further(both))

    def flag(self, data: Data, where: str) -> bool:
        if data is None or isinstance(data, bool):
            return data is True
        raise self.wrong(where)

    def count(self, data: Data, where: str) -> int:
        if data is None:
            return 0
        if isinstance(data, int) and not isinstance(data, bool) and 0 <= data <= 1_000_000:
            return data
        raise self.wrong(where)

    def limit(self, data: Data, where: str) -> str:
        """A limit as decimal text that `Decimal` reads without harm."""
        said = self.string(data, where)
        if said and (len(said) > 30 or not said.lstrip("-").replace(".", "", 1).isdecimal()):
            raise self.wrong(where)
        return said

    def formula(self, data: Data, where: str) -> str:
        said = self.string(data, where)
        if said:
            self.spend("formulas", where)
        return said

    def spend(self, what: str, where: str) -> None:
        self.left[what] -= 1
        if self.left[what] < 0:
            raise self.wrong(where)

    def each(
        self, data: Data, what: str, where: str, make: Callable[[Mapping[str, Data], str], T]
    ) -> tuple[T, ...]:
        if not isinstance(data, list | tuple | type(None)):
            raise self.wrong(where)
        made: list[T] = []
        for index, entry in enumerate(data or ()):
            self.spend(what, where)
            made.append(make(self.mapping(entry, where), f"{where}[{index}]"))
        return tuple(made)

    def plain(self, data: Data, where: str, depth: int = DEEPEST) -> Data:
        """Tables: str, bool, int, finite Decimal, None, tuples and mappings of these."""
        self.values -= 1
        if depth == 0 or self.values < 0:
            raise self.wrong(where)
        if data is None or isinstance(data, bool):
            return data
        if isinstance(data, str):
            return self.string(data, where)
        if isinstance(data, int):
            if abs(data) >= 10**24:
                raise self.wrong(where)
            return data
        if isinstance(data, Decimal):
            if not data.is_finite() or abs(data.adjusted()) > 24:
                raise self.wrong(where)
            return data
        if isinstance(data, Mapping):
            items = self.mapping(data, where).items()
            return MappingProxyType({k: self.plain(v, where, depth - 1) for k, v in items})
        if isinstance(data, list | tuple):
            return tuple(self.plain(entry, where, depth - 1) for entry in data)
        raise self.wrong(where)

    def table(self, data: Data, where: str) -> Mapping[str, Data]:
        found = self.plain(data, where) if data is not None else MappingProxyType({})
        if not isinstance(found, Mapping):
            raise self.wrong(where)
        return found

    # ------------------------------------------------------------------ parts of a form

    def form(self, data: Mapping[str, Data]) -> Form:
        form = Form(
            id=self.string(data.get("id"), "id"),
            version=self.string(data.get("version"), "version"),
            title=self.text(data.get("title"), "title"),
            steps=self.each(data.get("steps"), "steps", "steps", self.step),
            groups=self.options(data.get("groups"), "groups"),
            tables=self.table(data.get("tables"), "tables"),
            upgrades=self.each(data.get("upgrades"), "upgrades", "upgrades", self.upgrade),
        )
        paths = [field.path for step in form.steps for field in step.fields]
        if not form.id or not form.steps or len(set(paths)) < len(paths):
            raise self.wrong("steps")
        return form

    def options(self, data: Data, where: str) -> tuple[Option, ...]:
        self.left["options"] = MOST["options"]
        return self.each(data, "options", where, self.option)

    def option(self, data: Mapping[str, Data], where: str) -> Option:
        return Option(
            self.string(data.get("id"), where),
            self.text(data.get("label"), where),
            self.table(data.get("data"), where),
        )

    def step(self, data: Mapping[str, Data], where: str) -> Step:
        step_id = self.string(data.get("id"), where)
        if not step_id or "." in step_id or "@" in step_id:
            raise self.wrong(where)
        rules = self.each(data.get("rules"), "rules", f"{step_id}.rules", self.rule)
        return Step(
            id=step_id,
            title=self.text(data.get("title"), where),
            short=self.text(data.get("short"), where),
            group=self.string(data.get("group"), where),
            guide=self.string(data.get("guide"), where),
            fields=self.each(data.get("fields"), "fields", step_id, self.field),
            rules=tuple(rule for rule in rules if rule is not None),
        )

    def field(self, data: Mapping[str, Data], where: str) -> Field:
        kind, field_id = self.string(data.get("kind"), where), self.string(data.get("id"), where)
        if kind not in KINDS or not field_id or "@" in field_id:
            raise self.wrong(where)
        since = data.get("required_from") or "never"
        if since not in (*LEVELS, "never"):
            raise self.wrong(where)
        self.left["columns"] = MOST["columns"]
        return Field(
            step=self.string(data.get("step"), where),
            id=field_id,
            kind=kind,
            label=self.text(data.get("label"), where),
            help=self.text(data.get("help"), where),
            required_from=cast(Literal["idea", "concept", "full", "never"], since),
            applies_to=self.strings(data.get("applies_to"), where),
            required_if=self.formula(data.get("required_if"), where),
            options=self.options(data.get("options"), where),
            columns=self.each(data.get("columns"), "columns", where, self.column),
            multiple=self.flag(data.get("multiple"), where),
            plain=self.flag(data.get("plain"), where),
            unit=self.string(data.get("unit"), where),
            unit_words=self.text(data.get("unit_words"), where),
            minimum=self.limit(data.get("minimum"), where),
            maximum=self.limit(data.get("maximum"), where),
            min_words=self.count(data.get("min_words"), where),
            max_words=self.count(data.get("max_words"), where),
            max_chars=self.count(data.get("max_chars"), where),
            min_rows=self.count(data.get("min_rows"), where),
            min_count=self.count(data.get("min_count"), where),
            max_count=self.count(data.get("max_count"), where),
            default=self.plain(data.get("default"), where),
            default_formula=self.formula(data.get("default_formula"), where),
            formula=self.formula(data.get("formula"), where),
            formula_ref=self.string(data.get("formula_ref"), where),
            list_ref=self.string(data.get("list_ref"), where),
            data=self.table(data.get("data"), where),
        )

    def column(self, data: Mapping[str, Data], where: str) -> Column:
        kind = self.string(data.get("kind"), where)
        if kind not in CELL_KINDS:
            raise self.wrong(where)
        pattern = self.string(data.get("pattern"), where)
        return Column(
            id=self.string(data.get("id"), where),
            kind=kind,
            label=self.text(data.get("label"), where),
            help=self.text(data.get("help"), where),
            required=self.flag(data.get("required"), where),
            options=self.options(data.get("options"), where),
            unit=self.string(data.get("unit"), where),
            unit_words=self.text(data.get("unit_words"), where),
            minimum=self.limit(data.get("minimum"), where),
            maximum=self.limit(data.get("maximum"), where),
            formula=self.formula(data.get("formula"), where),
            plain=self.flag(data.get("plain"), where),
            list_ref=self.string(data.get("list_ref"), where),
            pattern=pattern if pattern in self.patterns else "",
            default=self.plain(data.get("default"), where),
        )

    def rule(self, data: Mapping[str, Data], where: str) -> Rule | None:
        """None where this program does not know its kind, or must not trust its pattern."""
        severity, since = data.get("severity"), data.get("since")
        if severity not in ("error", "warning", "hint") or since not in LEVELS:
            raise self.wrong(where)
        kind = self.string(data.get("kind"), where)
        parameters = self.table(data.get("parameters"), where)
        pattern = parameters.get("pattern")
        if kind not in KINDS_OF_RULES or (pattern is not None and pattern not in self.patterns):
            return None
        return Rule(
            id=self.string(data.get("id"), where),
            step=self.string(data.get("step"), where),
            kind=kind,
            severity=severity,
            since=since,
            message=self.text(data.get("message"), where),
            parameters=parameters,
            when=self.formula(data.get("when"), where),
            values=self.named(data.get("values"), where),
        )

    def upgrade(self, data: Mapping[str, Data], where: str) -> UpgradeMap:
        return UpgradeMap(
            self.string(data.get("since"), where),
            self.string(data.get("until"), where),
            self.each(data.get("moves"), "moves", where, self.move),
            self.strings(data.get("dropped"), where),
        )

    def move(self, data: Mapping[str, Data], where: str) -> Move:
        move = Move(
            self.strings(data.get("sources"), where),
            self.strings(data.get("targets"), where),
            self.flag(data.get("languages"), where),
            self.named(data.get("columns"), where),
            MappingProxyType(
                {
                    column: self.named(renamed, where)
                    for column, renamed in self.mapping(data.get("options"), where).items()
                }
            ),
        )
        if min(len(move.sources), len(move.targets)) != 1:
            raise self.wrong(where)
        return move
