"""The texts in two languages among the answers: where each stands, whatever kind of question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS


class Written(NamedTuple):
    """One text; `row` counts from 0, `column` is empty where the question itself is the text."""

    row: int | None
    column: str
    words: Words


def written(value: object) -> Iterator[Written]:
    """All texts in an answer: itself, the cells of its rows, `x_en` beside `x_ru` in trees."""
    if isinstance(value, Words):
        yield Written(None, "", value)
    elif isinstance(value, tuple):
        for index, row in enumerate(value):
            if isinstance(row, Mapping):
                yield from _cells(index, row)


def _cells(index: int, row: Mapping[str, object]) -> Iterator[Written]:
    for name, cell in row.items():
        if isinstance(cell, Words):
            yield Written(index, name, cell)
        elif name.endswith("_en") and isinstance(cell, str):
            other = row.get(f"{name[:-3]}_ru")
            if isinstance(other, str):
                yield Written(index, f"{name[:-3]}_ru", Words(cell, other))


def text_paths(form: Form) -> tuple[str, ...]:
    """Questions whose answers hold texts in two languages, in the order of the form."""
    return tuple(f.path for step in form.steps for f in step.fields if _bilingual(f))


def _bilingual(field: Field) -> bool:
    if KINDS[field.kind].stores == "words":
        return not field.plain
    names = {column.id for column in field.columns}
    return any(
        (KINDS[column.kind].stores == "words" and not column.plain)
        or (column.id.endswith("_en") and f"{column.id[:-3]}_ru" in names)
        for column in field.columns
    )


def text_pairs(form: Form) -> tuple[tuple[str, str], ...]:
    """Two questions that are one text, one for each language: `title_en` and `title_ru`."""
    paths = {f.path for s in form.steps for f in s.fields if KINDS[f.kind].stores == "words"}
    return tuple(
        (path, f"{path[:-3]}_ru")
        for step in form.steps
        for path in (f.path for f in step.fields)
        if path.endswith("_en") and path in paths and f"{path[:-3]}_ru" in paths
    )
