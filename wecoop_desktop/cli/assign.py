"""`PATH=VALUE` of the command line: answers changed by what a person types.

`step.field=text`, `step.field:ru=text` (the language of a text), `step.field=` (clears),
`step.field=@file` (the text of a file), `table[0].column=text`, `table[key].column=text` (the row
whose first column is `key`), `table[+].column=text` (a new row; the next columns go into the same
one until a column comes again), `table[0]=` (removes a row). Rows count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.codec import MOST_ROWS, parse_value, plain_value
from wecoop_desktop.forms.form import Data, Field, Form
from wecoop_desktop.forms.kinds import KINDS

TEXT_LIMIT = 5_000_000  # bytes of a file with the text of an answer
SHOWN = 100
_LEFT = re.compile(
    r"(?P<path>\w+\.\w+)(\[(?P<row>[^\]\[]+)\](\.(?P<column>\w+))?)?(:(?P<language>\w+))?"
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """What stands left of `=`, and the text right of it. Empty parts were not given."""

    path: str
    row: str
    column: str
    language: str
    text: str


def read_assignment(typed: str, language: str) -> Assignment:
    """Raises `AppError` assignment-wrong, language-unknown, or as `base.files.read_bytes`."""
    left, sign, text = typed.partition("=")
    found = _LEFT.fullmatch(left.strip())
    if not sign or not found:
        raise AppError("assignment-wrong", given=typed[:SHOWN])
    chosen = found["language"] or language
    if chosen not in LANGUAGES:
        raise AppError("language-unknown", language=chosen)
    if text.startswith("@@"):
        text = text[1:]
    elif text.startswith("@"):
        text = _file_text(Path(text[1:]))
    return Assignment(found["path"], found["row"] or "", found["column"] or "", chosen, text)


def _file_text(path: Path) -> str:
    try:
        return read_bytes(path, TEXT_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AppError("file-not-text", path=path) from error


class Changes:
    """Answers (plain data by path) that take assignments one after another."""

    def __init__(self, form: Form, answers: Mapping[str, Data]) -> None:
        self.form = form
        self.answers = dict(answers)
        self._fields = {field.path: field for step in form.steps for field in step.fields}
        self._begun: dict[str, set[str]] = {}  # cells of the row that [+] began, by path

    def take(self, change: Assignment) -> None:
        """Raises `AppError` answer-unknown-path, row-unknown, and as `forms.codec.parse_value`."""
        field = self._field(change.path)
        if KINDS[field.kind].has_rows and (change.row or change.text.strip()):
            self._set_rows(field, change)
            return
        if change.row or change.column:
            raise AppError("assignment-wrong", given=f"{change.path}[{change.row}]")
        self._keep(field.path, _typed(field, change, self.answers.get(field.path)))

    def _keep(self, path: str, data: Data) -> None:
        if data in (None, "", [], ()):
            self.answers.pop(path, None)
        else:
            self.answers[path] = data

    def _field(self, path: str) -> Field:
        field = self._fields.get(path)
        if field is None:
            raise AppError("question-unknown", path=path[:SHOWN], near=_near(path, self._fields))
        if field.kind == "computed":
            raise AppError("question-computed", path=path)
        return field

    def _set_rows(self, field: Field, change: Assignment) -> None:
        if change.text.strip() and not change.column:
            raise AppError("assignment-wrong", given=f"{change.path}={change.text}"[:SHOWN])
        held = self.answers.get(field.path)
        rows = list(held) if isinstance(held, list | tuple) else []
        if change.row and not change.column and not change.text.strip():
            del rows[self._row(field, change, rows)]
        else:
            column = _column(field, change)
            index = self._row(field, change, rows)
            row = dict(rows[index]) if isinstance(rows[index], Mapping) else {}
            data = _typed(column, change, row.get(column.id))
            row[column.id] = data
            if data is None:
                del row[column.id]
            rows[index] = row
        self._keep(field.path, rows)

    def _row(self, field: Field, change: Assignment, rows: list[Data]) -> int:
        """The place of the row that is meant; a new one where one is begun."""
        if change.row == "+":
            begun = self._begun.setdefault(field.path, set())
            cell = f"{change.column}:{change.language}"
            if not begun or cell in begun:
                _check_room(field, rows)
                rows.append({})
                begun.clear()
            begun.add(cell)
            return len(rows) - 1
        if change.row.isdecimal() and len(change.row) < 6 and int(change.row) < len(rows):
            return int(change.row)
        if not change.row.isdecimal() and change.column:
            return _keyed(field, change.row, rows)
        raise AppError(
            "row-unknown", path=field.path, row=change.row[:SHOWN] or "?", count=len(rows)
        )


def _keyed(field: Field, key: str, rows: list[Data]) -> int:
    """The row whose first column is `key`; where there is none it is added."""
    first = field.columns[0]
    for index, row in enumerate(rows):
        if isinstance(row, Mapping) and row.get(first.id) == key:
            return index
    known = [option.id for option in first.options]
    if known and key not in known:
        near = _near(key, known)
        raise AppError("answer-unknown-option", path=field.path, value=key[:40], offered=near)
    _check_room(field, rows)
    rows.append({first.id: key})
    return len(rows) - 1


def _check_room(field: Field, rows: list[Data]) -> None:
    """A table with more rows would be refused as a whole when it is read."""
    if len(rows) >= MOST_ROWS:
        raise AppError("answer-wrong-size", path=field.path, most=MOST_ROWS)


def _column(field: Field, change: Assignment) -> Field:
    """A column as the question that one cell asks."""
    columns = {column.id: column for column in field.columns}
    column = columns.get(change.column)
    path = f"{change.path}[].{change.column}"
    if column is None:
        raise AppError("question-unknown", path=path[:SHOWN], near=", ".join(columns))
    if column.kind == "computed":
        raise AppError("question-computed", path=path)
    return Field(
        step=f"{field.path}[{change.row}]",
        id=column.id,
        kind=column.kind,
        label=column.label,
        options=column.options,
        plain=column.plain,
    )


def _typed(field: Field, change: Assignment, present: Data) -> Data:
    """The data of what was typed; None where it clears the answer."""
    words = KINDS[field.kind].stores == "words" and not field.plain
    if not words:
        if not change.text.strip():
            return None
        return plain_value(parse_value(field, change.text, change.language))
    parse_value(field, change.text, change.language)  # refuses what is too long
    written = _words(present).written(change.language, change.text)
    return plain_value(written) if written else None


def _words(data: Data) -> Words:
    if isinstance(data, Mapping):
        return Words(str(data.get("en") or ""), str(data.get("ru") or ""))
    return Words(data) if isinstance(data, str) else Words()


def _near(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import process

    names = list(known)
    near = process.extract(name[:SHOWN], names, limit=3, score_cutoff=50)
    return ", ".join([each for each, _, _ in near] or names[:3])
