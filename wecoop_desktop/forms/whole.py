"""All answers of a file as values, nothing passed over: what fits no question stays the data it is.

`forms.codec.read_answers` gives what can be worked with; here is what can be compared and merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Cell, Row, Value
from wecoop_desktop.forms.codec import MOST_ROWS, plain_value, read_cell, read_value
from wecoop_desktop.forms.difference import questions
from wecoop_desktop.forms.form import Column, Data, Field, Form
from wecoop_desktop.forms.kinds import KINDS


def whole_answers(form: Form, data: Mapping[str, Data]) -> dict[str, Value]:
    """Values by path. Answers, cells and columns that do not fit the form are kept as data."""
    known = questions(form)
    return {
        path: _whole(known[path], held) if path in known else cast(Value, held)
        for path, held in data.items()
        if held is not None
    }


def whole_data(
    answers: Answers, sources: Iterable[tuple[Answers, Mapping[str, Data]]]
) -> dict[str, Data]:
    """Answers as data; those that are the very values of a source as it had written them."""
    found: dict[str, Data] = {}
    kept = tuple(sources)
    for path, value in answers.items():
        same = (data[path] for values, data in kept if values.get(path) is value and path in data)
        found[path] = next(same, None) or plain_value(value)
    return found


def _whole(question: Field, data: Data) -> Value:
    if KINDS[question.kind].has_rows and isinstance(data, Sequence) and not isinstance(data, str):
        if len(data) <= MOST_ROWS and all(isinstance(entry, Mapping) for entry in data):
            columns = {column.id: column for column in question.columns}
            return tuple(_row(columns, entry) for entry in data)
        return cast(Value, data)
    try:
        return read_value(question, data)
    except AppError:
        return cast(Value, data)


def _row(columns: Mapping[str, Column], data: Mapping[str, Data]) -> Row:
    """A computed cell is made anew."""
    return {
        name: _cell(columns.get(name), held)
        for name, held in data.items()
        if name not in columns or columns[name].kind != "computed"
    }


def _cell(column: Column | None, data: Data) -> Cell:
    if column is None:
        return cast(Cell, data)
    try:
        return read_cell(column, data)
    except AppError:
        return cast(Cell, data)
