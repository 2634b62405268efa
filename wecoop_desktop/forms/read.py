"""The data of a form pack -> `Form`, with everything that is wrong with it.

Comes in: one mapping `{"form": {...}, "steps": [...], "tables": {...}}`, parsed from JSON with
Decimal for fractions. Goes out: the form and findings; a wrong part is left out, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, cast

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import (
    LEVELS,
    Column,
    Data,
    Field,
    Form,
    Level,
    Move,
    Option,
    Rule,
    Step,
    UpgradeMap,
)
from wecoop_desktop.forms.form import Severity as RuleSeverity
from wecoop_desktop.forms.kinds import CELL_KINDS, KINDS

SEVERITIES = ("error", "warning", "hint")
# Names of content outside of the form whose ids a choice may take.
REFERENCES = ("funders", "policies", "templates")

_FIELD_KEYS = {
    "id", "type", "kind", "label", "help", "required_from", "applies_to", "required_if",
    "options", "columns", "multiple", "plain", "unit", "min", "max", "min_words", "max_words",
    "max_chars", "min_rows", "min_count", "max_count", "min_nodes", "default", "default_ref",
    "default_expr", "formula", "formula_ref", "list_ref", "pattern",
}  # fmt: skip
# Keys of single kinds that stay in `Field.data`.
_DATA_KEYS = {
    "list", "node_kinds", "returns", "answers", "scores", "derived_from", "dynamic_columns_from",
    "default_ref",
}  # fmt: skip
_UPGRADE_KEYS = {"from", "to", "paths", "columns", "options", "split", "merged", "dropped"}
_RULE_KEYS = {"id", "kind", "level", "severity", "from", "since", "message", "when", "values"}


def freeze(data: object) -> Data:
    """Plain data with tuples for lists; mappings can be read only."""
    if isinstance(data, Mapping):
        return MappingProxyType({str(key): freeze(value) for key, value in data.items()})
    if isinstance(data, (list, tuple)):
        return tuple(freeze(value) for value in data)
    return data


def read_form(data: Mapping[str, object]) -> tuple[Form, tuple[Finding, ...]]:
    """Read a form. Findings of level "error" mean that a part of it was left out."""
    reader = _Reader()
    head = reader.mapping(data.get("form"), "form")
    reader.tables = {
        name: freeze(table) for name, table in reader.mapping(data.get("tables"), "tables").items()
    }
    steps = [reader.step(step, where) for where, step in reader.listed(data.get("steps"), "steps")]
    groups = [
        reader.option(group, where) for where, group in reader.listed(head.get("groups"), "groups")
    ]
    form = Form(
        id=str(head.get("id") or ""),
        version=str(head.get("version") or ""),
        title=reader.text(head.get("title")),
        steps=_ordered(tuple(steps), head.get("order")),
        groups=tuple(group for group in groups if group is not None),
        tables=MappingProxyType(reader.tables),
        upgrades=tuple(reader.upgrades(head.get("upgrades"), str(head.get("version") or ""))),
    )
    reader.unique((step.id for step in form.steps), "steps")
    return form, tuple(reader.findings)


def _ordered(steps: tuple[Step, ...], order: object) -> tuple[Step, ...]:
    """Steps in the order that the form names; without one, as they came."""
    if not isinstance(order, (list, tuple)):
        return steps
    rank = {str(name): index for index, name in enumerate(order)}
    return tuple(sorted(steps, key=lambda step: rank.get(step.id, len(rank))))


def _level(name: str) -> Level:
    return next(level for level in LEVELS if level == name)


def _required_from(name: str) -> Literal["idea", "concept", "full", "never"]:
    return next((level for level in LEVELS if level == name), "never")


class _Reader:
    """Collects findings while values are made of plain data."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.tables: dict[str, Data] = {}

    def note(self, code: str, path: str, **values: object) -> None:
        level = "note" if code == "form-unknown-key" else "error"
        self.findings.append(
            Finding(code, path=path, level="note" if level == "note" else "error", values=values)
        )

    def mapping(self, data: object, path: str) -> Mapping[str, object]:
        if isinstance(data, Mapping):
            return data
        if data is not None:
            self.note("form-wrong-shape", path, wanted="object")
        return {}

    def listed(self, data: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """Every object of a list with its path; bare ids are objects with only an id."""
        if data is None:
            return
        if not isinstance(data, (list, tuple)):
            self.note("form-wrong-shape", path, wanted="list")
            return
        for index, entry in enumerate(data):
            where = f"{path}[{index}]"
            if isinstance(entry, (str, int)) and not isinstance(entry, bool):
                yield where, {"id": entry}
            elif isinstance(entry, Mapping):
                yield where, entry
            else:
                self.note("form-wrong-shape", where, wanted="object")

    def unique(self, ids: Iterator[str], path: str) -> None:
        seen: set[str] = set()
        for entry_id in ids:
            if entry_id in seen:
                self.note("form-id-twice", path, id=entry_id)
            seen.add(entry_id)

    def text(self, data: object) -> Text:
        if isinstance(data, Mapping):
            return Text.from_map(data)
        return Text(str(data)) if data else Text()

    def labelled(self, data: Mapping[str, object], name: str) -> Text:
        """`name: {en, ru}` or `name_en` and `name_ru`."""
        if data.get(name) is not None:
            return self.text(data[name])
        return Text.from_map(data, name)

    def number(self, data: Mapping[str, object], name: str, path: str) -> int:
        value = data.get(name, 0)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1_000_000:
            return value
        self.note("form-wrong-number", f"{path}.{name}", value=value)
        return 0

    def limit(self, data: Mapping[str, object], name: str, path: str) -> str:
        """A limit as decimal text; empty where there is none."""
        value = data.get(name)
        if value is None or value == "":
            return ""
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            return str(value)
        self.note("form-wrong-number", f"{path}.{name}", value=value)
        return ""

    def option(self, data: Mapping[str, object], path: str) -> Option | None:
        if data.get("id") is None:
            self.note("form-no-id", path)
            return None
        rest = {k: freeze(v) for k, v in data.items() if k not in ("id", "en", "ru", "label")}
        label = Text.from_map(data)
        for name in ("label", "name", "title"):
            label = label or self.labelled(data, name)
        option_id = str(data["id"])
        return Option(option_id, label or Text(option_id.replace("_", " ")), MappingProxyType(rest))

    def options(self, data: object, path: str) -> tuple[Option, ...]:
        made = [self.option(entry, where) for where, entry in self.listed(data, path)]
        options = tuple(option for option in made if option is not None)
        self.unique((option.id for option in options), path)
        return options

    def of_list(self, name: str, path: str) -> tuple[Option, ...]:
        """Options of a list or of a table of the form: `countries`, `ghg_constants.factor_sets`."""
        if name in REFERENCES:
            return ()
        lists = self.tables.get("lists")
        if isinstance(lists, Mapping) and name in lists:
            return self.options(lists[name], f"tables.lists.{name}")
        found: object = self.tables
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if isinstance(found, tuple):
            return self.options(found, f"tables.{name}")
        self.note("form-unknown-list", path, list=name)
        return ()

    def choices(self, data: Mapping[str, object], path: str) -> tuple[tuple[Option, ...], str]:
        """Options of a choice, and the name of the content it refers to instead."""
        if data.get("options") is not None:
            return self.options(data["options"], f"{path}.options"), ""
        name = str(data.get("list") or data.get("list_ref") or "")
        if not name:
            self.note("form-no-options", path)
            return (), ""
        return self.of_list(name, path), name if name in REFERENCES else ""

    def unit_words(self, data: Mapping[str, object]) -> Text:
        """The words of a unit from the list `units` of the form; an unknown one as it is."""
        unit = str(data.get("unit") or "")
        lists = self.tables.get("lists")
        units = lists.get("units") if isinstance(lists, Mapping) else None
        for entry in units if isinstance(units, tuple) else ():
            if isinstance(entry, Mapping) and entry.get("id") == unit:
                return Text.from_map(entry) or self.labelled(entry, "label")
        return Text(unit.replace("_", " "))

    def column(self, data: Mapping[str, object], path: str) -> Column | None:
        kind = str(data.get("type") or data.get("kind") or "")
        if data.get("id") is None or kind not in CELL_KINDS:
            self.note("form-wrong-kind" if data.get("id") else "form-no-id", path, kind=kind)
            return None
        chosen = kind in ("choice", "multi_choice")
        options, reference = self.choices(data, path) if chosen else ((), "")
        return Column(
            id=str(data["id"]),
            kind=kind,
            label=self.labelled(data, "label"),
            help=self.labelled(data, "help"),
            required=data.get("required") is True,
            options=options,
            unit=str(data.get("unit") or ""),
            unit_words=self.unit_words(data),
            minimum=self.limit(data, "min", path),
            maximum=self.limit(data, "max", path),
            formula=str(data.get("formula") or ""),
            plain=data.get("plain") is True,
            list_ref=reference,
            pattern=str(data.get("pattern") or ""),
            default=freeze(data.get("default")),
        )

    def built_in(self, kind: str, data: Mapping[str, object], path: str) -> tuple[Column, ...]:
        """The columns that a kind brings along, with the lists that the field names."""
        columns = []
        for column in KINDS[kind].columns:
            source = data.get(column.options, column.options) if column.options else None
            if column.options == "answers" and "answers" not in data:
                source = "yes_no_unknown"
            options: tuple[Option, ...] = ()
            if isinstance(source, str):
                options = self.of_list(source, path)
            elif source is not None:
                options = self.options(source, f"{path}.{column.options}")
            label = _BUILT_IN_LABELS.get(column.id, Text(column.id))
            columns.append(
                Column(
                    column.id,
                    column.kind,
                    label,
                    required=column.required,
                    options=options,
                    plain=column.plain,
                )
            )
        return tuple(columns)

    def columns(self, kind: str, data: Mapping[str, object], path: str) -> tuple[Column, ...]:
        if not KINDS[kind].has_rows:
            return ()
        if data.get("columns") is None:
            columns = self.built_in(kind, data, path)
            if not columns:
                self.note("form-no-columns", path)
            return columns
        listed = self.listed(data["columns"], f"{path}.columns")
        made = [self.column(entry, where) for where, entry in listed]
        columns = tuple(column for column in made if column is not None)
        self.unique((column.id for column in columns), f"{path}.columns")
        return columns

    def field(self, step_id: str, data: Mapping[str, object], path: str) -> Field | None:
        kind = str(data.get("type") or data.get("kind") or "")
        if data.get("id") is None or kind not in KINDS:
            self.note("form-wrong-kind" if data.get("id") else "form-no-id", path, kind=kind)
            return None
        since = str(data.get("required_from") or "never")
        if since not in (*LEVELS, "never"):
            self.note("form-wrong-level", path, level=since)
            since = "never"
        multiple = data.get("multiple") is True or kind == "multi_choice"
        chosen = kind in ("choice", "multi_choice")
        options, reference = self.choices(data, path) if chosen else ((), "")
        field_id = str(data["id"])
        for key in sorted(set(data) - _FIELD_KEYS - _DATA_KEYS):
            self.note("form-unknown-key", path, key=key)
        rest = {key: freeze(data[key]) for key in data if key not in _FIELD_KEYS}
        applies = freeze(data.get("applies_to") or ())
        return Field(
            step=step_id,
            id=field_id,
            kind=kind,
            label=self.labelled(data, "label"),
            help=self.labelled(data, "help"),
            required_from=_required_from(since),
            applies_to=tuple(str(e) for e in applies) if isinstance(applies, tuple) else (),
            required_if=str(data.get("required_if") or ""),
            options=options,
            columns=self.columns(kind, data, path),
            multiple=multiple,
            # A field that is one language of a pair keeps that language only.
            plain=data.get("plain") is True or field_id.endswith(("_en", "_ru")),
            unit=str(data.get("unit") or ""),
            unit_words=self.unit_words(data),
            minimum=self.limit(data, "min", path),
            maximum=self.limit(data, "max", path),
            min_words=self.number(data, "min_words", path),
            max_words=self.number(data, "max_words", path),
            max_chars=self.number(data, "max_chars", path),
            min_rows=max(self.number(data, "min_rows", path), self.number(data, "min_nodes", path)),
            min_count=self.number(data, "min_count", path),
            max_count=self.number(data, "max_count", path),
            default=freeze(data.get("default")),
            default_formula=str(data.get("default_expr") or data.get("default_ref") or ""),
            formula=str(data.get("formula") or ""),
            formula_ref=str(data.get("formula_ref") or ""),
            list_ref=reference or str(data.get("list_ref") or ""),
            data=MappingProxyType(rest),
        )

    def rule(self, step_id: str, data: Mapping[str, object], path: str) -> Rule | None:
        severity = str(data.get("level") or data.get("severity") or "")
        since = str(data.get("from") or data.get("since") or "")
        if data.get("id") is None:
            self.note("form-no-id", path)
            return None
        if severity not in SEVERITIES or since not in LEVELS:
            self.note("form-wrong-level", path, level=f"{severity} {since}")
            return None
        values = self.mapping(data.get("values"), f"{path}.values")
        return Rule(
            id=str(data["id"]),
            step=step_id,
            kind=str(data.get("kind") or ""),
            severity=cast(RuleSeverity, severity),
            since=_level(since),
            message=self.labelled(data, "message"),
            parameters=MappingProxyType(
                {
                    key: freeze(value)
                    for key, value in data.items()
                    if key not in _RULE_KEYS and not key.startswith("message_")
                }
            ),
            when=str(data.get("when") or ""),
            values=MappingProxyType({name: str(value) for name, value in values.items()}),
        )

    def upgrades(self, data: object, version: str) -> Iterator[UpgradeMap]:
        """The maps from earlier versions; `to` is this version unless it is said."""
        for where, entry in self.listed(data, "form.upgrades"):
            since, until = str(entry.get("from") or ""), str(entry.get("to") or version)
            if not since or since == until:
                self.note("form-wrong-upgrade", where, value=since)
                continue
            for key in sorted(set(entry) - _UPGRADE_KEYS):
                self.note("form-unknown-key", where, key=key)
            moves = tuple(self.moves(entry, where))
            dropped = entry.get("dropped") or ()
            if not isinstance(dropped, (list, tuple)):
                self.note("form-wrong-shape", f"{where}.dropped", wanted="list")
                dropped = ()
            for way in ("sources", "targets"):
                self.unique((p for move in moves for p in getattr(move, way)), where)
            yield UpgradeMap(since, until, moves, tuple(str(path) for path in dropped))

    def moves(self, data: Mapping[str, object], path: str) -> Iterator[Move]:
        paths = self.mapping(data.get("paths"), f"{path}.paths")
        columns = self.mapping(data.get("columns"), f"{path}.columns")
        options: dict[str, dict[str, Mapping[str, str]]] = {}
        for place, renamed in self.mapping(data.get("options"), f"{path}.options").items():
            question, _, column = str(place).partition("[].")
            options.setdefault(question, {})[column] = self.names(renamed, f"{path}.options")
        for source in dict.fromkeys((*paths, *columns, *options)):
            yield Move(
                (str(source),),
                (str(paths.get(source, source)),),
                columns=self.names(columns.get(source), f"{path}.columns"),
                options=MappingProxyType(options.get(str(source), {})),
            )
        for source, parts in self.mapping(data.get("split"), f"{path}.split").items():
            yield Move((str(source),), *self.several(parts, f"{path}.split"))
        for target, parts in self.mapping(data.get("merged"), f"{path}.merged").items():
            sources, languages = self.several(parts, f"{path}.merged")
            yield Move(sources, (str(target),), languages)

    def names(self, data: object, path: str) -> Mapping[str, str]:
        return MappingProxyType({str(a): str(b) for a, b in self.mapping(data, path).items()})

    def several(self, data: object, path: str) -> tuple[tuple[str, ...], bool]:
        """A list of paths, or one path for each language; whether it is the latter."""
        if isinstance(data, Mapping) and set(data) == {"en", "ru"}:
            return (str(data["en"]), str(data["ru"])), True
        if isinstance(data, (list, tuple)) and len(data) > 1:
            return tuple(str(part) for part in data), False
        self.note("form-wrong-shape", path, wanted="list")
        return (), False

    def step(self, data: Mapping[str, object], path: str) -> Step:
        step_id = str(data.get("id") or "")
        if not step_id:
            self.note("form-no-id", path)
        fields = [
            self.field(step_id, entry, where)
            for where, entry in self.listed(data.get("fields"), f"{path}.fields")
        ]
        rules = [
            self.rule(step_id, entry, where)
            for where, entry in self.listed(data.get("rules"), f"{path}.rules")
        ]
        title = self.labelled(data, "title")
        step = Step(
            id=step_id,
            title=title,
            short=self.labelled(data, "short") or title,
            group=str(data.get("group") or ""),
            guide=str(data.get("guide") or ""),
            fields=tuple(field for field in fields if field is not None),
            rules=tuple(rule for rule in rules if rule is not None),
        )
        self.unique((field.id for field in step.fields), f"{path}.fields")
        self.unique((rule.id for rule in step.rules), f"{path}.rules")
        return step


_BUILT_IN_LABELS = {
    "id": Text("No.", "№"),
    "parent": Text("Below", "Вышестоящий блок"),
    "text_en": Text("Text (English)", "Текст (на английском)"),
    "text_ru": Text("Text (Russian)", "Текст (на русском)"),
    "kind": Text("Kind", "Вид"),
    "goal": Text("Goal", "Цель"),
    "target": Text("Target", "Задача"),
    "marker": Text("Marker", "Маркер"),
    "score": Text("Score", "Балл"),
    "reason": Text("Reason", "Обоснование"),
    "question": Text("Question", "Вопрос"),
    "answer": Text("Answer", "Ответ"),
    "comment": Text("Remark", "Примечание"),
    "file": Text("File", "Файл"),
    "name": Text("Name", "Название"),
    "status": Text("Status", "Статус"),
    "date": Text("Date", "Дата"),
}
