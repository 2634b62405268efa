"""A problem as one sentence: values of the answers put in, each in the format of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import MESSAGES
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.form import Column, Field, Form
from wecoop_desktop.forms.state import Problem, Said

_OUTSIDE = ("below-minimum", "above-maximum")  # their sentence names one thing: here a cell
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


def problem_message(form: Form, problem: Problem, language: Language) -> str:
    """The sentence of a problem. Ids are shown by their labels; what is empty is left out."""
    field = _field(form, problem.path)
    labels = _Labels(form, language)
    values = {name: labels.said(value) for name, value in (problem.values or {}).items()}
    if problem.message:
        said = _filled(language.text(problem.message), values)
        missing = values.get("missing")
        return f"{said} {missing}" if missing else said
    column = _column(field, problem.column)
    values["field"] = language.text(field.label) if field else problem.path
    values["column"] = language.text(column.label) if column else problem.column
    values["row"] = "" if problem.row is None else str(problem.row + 1)
    if column and problem.code in _OUTSIDE:
        values["field"] = f"{values['field']} [{values['row']}] {values['column']}"
    return language.tr(MESSAGES[problem.code], **values)


def _filled(sentence: str, values: Mapping[str, str]) -> str:
    """Placeholders put in; spaces that an empty one leaves behind are taken away."""
    said = _PLACEHOLDER.sub(lambda found: values.get(found.group(1), ""), sentence)
    return re.sub(r" {2,}", " ", said).replace(" .", ".").strip()


def _field(form: Form, path: str) -> Field | None:
    try:
        return form.field(path)
    except KeyError:
        return None


def _column(field: Field | None, name: str) -> Column | None:
    columns = field.columns if field else ()
    return next((column for column in columns if column.id == name), None)


class _Labels:
    """How values are said: labels for ids, formats for numbers and dates."""

    def __init__(self, form: Form, language: Language) -> None:
        self.form = form
        self.language = language

    def said(self, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, Mapping):
            return self.language.text(Text.from_map(value))
        if isinstance(value, Text):
            return self.language.text(value)
        if isinstance(value, Words):
            return value.of(self.language.code)
        if isinstance(value, Said):
            return ", ".join(value[:8]) + (" ..." if len(value) > 8 else "") or "–"
        if isinstance(value, tuple):
            shown = [self.said(entry) for entry in value[:8]]
            return ", ".join(part for part in shown if part) + (" ..." if len(value) > 8 else "")
        if isinstance(value, Money):
            return self.language.money(value.amount, value.currency)
        if isinstance(value, (Decimal, int)) and not isinstance(value, bool):
            return self.language.figure(Decimal(value))
        if isinstance(value, date):
            return self.language.date(value)
        return self._label(str(value))

    def _label(self, name: str) -> str:
        text = _labels_of(self.form).get(name)
        return (self.language.text(text) if text is not None else "") or name


_known: dict[int, tuple[Form, Mapping[str, Text]]] = {}


def _labels_of(form: Form) -> Mapping[str, Text]:
    """What the entries of the form's tables are called, by their ids; of the forms last used."""
    kept = _known.get(id(form))
    if kept is not None and kept[0] is form:
        return kept[1]
    labels: dict[str, Text] = {}
    for entry in _entries(form):
        text = Text.from_map(entry) or Text.from_map(entry, "label")
        label = entry.get("label")
        labels.setdefault(
            str(entry.get("id")), Text.from_map(label) if isinstance(label, Mapping) else text
        )
    while len(_known) >= 4:
        _known.pop(next(iter(_known)))
    _known[id(form)] = (form, labels)
    return labels


def _entries(form: Form) -> Iterator[Mapping[str, object]]:
    """Entries of lists first; screening questions are named by their number, not their text."""
    lists = form.tables.get("lists")
    tables = (
        [entries for name, entries in lists.items() if name != "currencies"]
        if isinstance(lists, Mapping)
        else []
    )
    tables += [form.tables.get(name) for name in _LABELLED]
    for table in tables:
        for entry in table if isinstance(table, tuple) else ():
            if isinstance(entry, Mapping):
                yield entry


_LABELLED = ("annex_items", "readiness_items", "indicator_library", "maturity_levels")
