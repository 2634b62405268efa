"""A proposal as lines of text for a person at the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.form import Column, Field, Form, Option
from wecoop_desktop.forms.state import State


def answer_lines(form: Form, answers: Answers, state: State, language: Language) -> Iterator[str]:
    """Every step with its answers and computed values; what is not answered is passed over."""
    for step in form.steps:
        lines = [
            line for field in step.fields for line in _field_lines(field, answers, state, language)
        ]
        if lines:
            yield f"# {language.text(step.title)}"
            yield from lines
            yield ""


def _field_lines(field: Field, answers: Answers, state: State, language: Language) -> Iterator[str]:
    value: object = answers.get(field.path)
    if value is None and field.kind == "computed":
        found = state.computed.get(field.path)
        value = found.value if found else None
    label = language.text(field.label)
    if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
        yield f"{label} [{field.path}]:"
        for index, row in enumerate(value):
            named = isinstance(row, Mapping)
            cells = said_cells(field.columns, row, language) if named else str(row)
            yield f"  {index}. {cells}"
    elif value not in (None, "", ()):
        yield f"{label} [{field.path}]: {said_value(value, field.options, language)}"


def said_cells(columns: tuple[Column, ...], row: Mapping[str, object], language: Language) -> str:
    said = (
        (language.text(column.label) or column.id, row[column.id], column.options)
        for column in columns
        if row.get(column.id) not in (None, "", ())
    )
    return "; ".join(
        f"{label}: {said_value(value, options, language)}" for label, value, options in said
    )


def said_value(value: object, options: tuple[Option, ...], language: Language) -> str:
    if isinstance(value, Words):
        return value.of(language.code)
    if isinstance(value, Money):
        return language.money(value.amount, value.currency)
    if isinstance(value, bool):
        return language.tr("yes") if value else language.tr("no")
    if isinstance(value, Decimal):
        return language.figure(value)
    if isinstance(value, date):
        return language.date(value)
    if isinstance(value, tuple):
        return ", ".join(said_value(each, options, language) for each in value)
    label = next((option.label for option in options if option.id == value), None)
    return language.text(label) if label else str(value)
