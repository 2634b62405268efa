"""What a workbook that travels says of itself on a sheet that nobody sees: where it comes from,
what stands in which column, and the values as they were sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.documents.exchange.grid import Grid
from wecoop_desktop.documents.exchange.sheets import MOST_CELLS
from wecoop_desktop.forms.answers import Answers, Row
from wecoop_desktop.forms.codec import plain_value, read_value
from wecoop_desktop.forms.form import Field, Form

SHEET = "_wecoop"
FORMAT = 1
PIECE = 30_000  # letters in a cell; the format ends at 32,767
KEY = "_key"  # the hidden column of row keys


@dataclass(frozen=True, slots=True)
class Identity:
    """Which proposal and form a workbook was made of; `state` is the digest of its answers."""

    form: str = ""
    version: str = ""
    proposal: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent: sheet names by path, and the rows of every table as they were."""

    identity: Identity
    language: str
    sheets: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]


def pieces(sent: Sent) -> tuple[str, ...]:
    """The whole as text, cut for cells."""
    data = {
        "format": FORMAT,
        "form": sent.identity.form,
        "version": sent.identity.version,
        "proposal": sent.identity.proposal,
        "state": sent.identity.state,
        "language": sent.language,
        "sheets": dict(sent.sheets),
        "rows": {path: plain_value(rows) for path, rows in sent.rows.items()},
    }
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    text = text.replace("_x", "_\\u0078")  # spreadsheets read _x0041_ as the letter A
    return tuple(text[at : at + PIECE] for at in range(0, len(text), PIECE))


def read_sent(form: Form, grids: tuple[Grid, ...]) -> Sent | None:
    """What the workbook says of itself; None where it does not come from this program.

    Raises `AppError` tables-newer where a later program made it, tables-damaged where what it
    says of itself cannot be read.
    """
    grid = next((grid for grid in grids if grid.name == SHEET), None)
    if grid is None:
        return None
    text = "".join(grid.at(row, 0).text for row in range(min(grid.rows, MOST_CELLS)))
    try:
        data = parse_json(text)
    except ValueError as error:
        raise AppError("tables-origin", path=SHEET) from error
    if not isinstance(data, Mapping) or not isinstance(data.get("format"), int):
        raise AppError("tables-origin", path=SHEET)
    if data["format"] > FORMAT:
        raise AppError("tables-newer", path=SHEET)
    return _sent(form, data)


def _sent(form: Form, data: Mapping[str, object]) -> Sent:
    sheets, rows = data.get("sheets"), data.get("rows")
    if not isinstance(sheets, Mapping) or not isinstance(rows, Mapping):
        raise AppError("tables-origin", path=SHEET)
    identity = Identity(
        *(str(data.get(name) or "")[:200] for name in ("form", "version", "proposal", "state"))
    )
    named = {str(path): str(name) for path, name in sheets.items()}
    return Sent(identity, str(data.get("language") or "en"), named, dict(_rows(form, rows)))


def _rows(form: Form, rows: Mapping[str, object]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    known = {field.path: field for step in form.steps for field in step.fields}
    for path, held in rows.items():
        if path in known:
            yield path, _table(known[path], held)


def _table(field: Field, held: object) -> tuple[Row, ...]:
    try:
        value = read_value(field, held)
    except AppError as error:
        raise AppError("tables-origin", path=SHEET) from error
    return (
        tuple(row for row in value if isinstance(row, Mapping)) if isinstance(value, tuple) else ()
    )


def rows_of(answers: Answers, path: str) -> tuple[Row, ...]:
    value = answers.get(path)
    if not isinstance(value, tuple):
        return ()
    return tuple(row for row in value if isinstance(row, Mapping))
