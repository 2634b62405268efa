"""What belongs to no proposal, as one file beside their copies: notes, bookmarks, saved searches,
points ticked, and the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.data import encode, parse
from wecoop_desktop.work.tables import Marks, Outbox, Table

FORMAT = 1
NAME = "notes.json"
LIMIT = 60_000_000  # bytes
_TABLES: Mapping[str, type[Table]] = {"marks": Marks, "outbox": Outbox}
_MOMENTS = ("at", "created", "changed", "removed", "left")


def document(work: Connection) -> bytes:
    """All of it as JSON, equal for equal content; empty where there is nothing."""
    found: dict[str, list[Data]] = {}
    for name, table in _TABLES.items():
        columns = table.__table__.columns
        rows = work.execute(select(*columns).order_by(*table.__table__.primary_key))
        found[name] = [_plain(dict(row)) for row in rows.mappings()]
    if not any(found.values()):
        return b""
    return encode({"format": FORMAT, **found}).encode()


def _plain(row: Mapping[str, Any]) -> Data:
    return {
        name: value.astimezone(UTC).isoformat(timespec="microseconds")
        if isinstance(value, datetime)
        else value
        for name, value in row.items()
    }


def write(path: Path, data: bytes) -> bool:
    """Whether it was not there like this already. Raises as `base.files.writing`."""
    try:
        if read_bytes(path, LIMIT) == data:
            return False
    except AppError:
        pass
    if not data:
        return False
    write_bytes(path, data)
    return True


def put(work: Connection, path: Path) -> int:
    """Bring it all into an empty database; gives how many things there are.

    Raises `AppError` file-missing, file-not-readable, file-too-large, proposal-newer and
    proposal-broken; nothing is brought then.
    """
    data = read_bytes(path, LIMIT)
    try:
        told = parse(data)
        if not isinstance(told, dict) or type(number := told.get("format")) is not int:
            raise ValueError("format")
        if number > FORMAT:
            raise AppError("proposal-newer", path=path, format=number)
        rows = {name: _rows(told.get(name, []), table) for name, table in _TABLES.items()}
    except ValueError as error:
        raise AppError("proposal-broken", path=path, part=path.name, problem=error) from error
    for name, table in _TABLES.items():
        if rows[name]:
            work.execute(insert(table), rows[name])
    return sum(map(len, rows.values()))


def _rows(data: Data, table: type[Table]) -> list[dict[str, Any]]:
    """Rows as the table takes them; of two with one key the first. Raises ValueError."""
    if not isinstance(data, list):
        raise ValueError("[]")
    keys = [column.name for column in table.__table__.primary_key]
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for each in data:
        if not isinstance(each, dict):
            raise ValueError("{}")
        row = {column.name: _cell(column, each.get(column.name)) for column in _columns(table)}
        found.setdefault(tuple(row[key] for key in keys), row)
    return list(found.values())


def _columns(table: type[Table]) -> list[Any]:
    """SQLAlchemy gives columns without their types."""
    return list(table.__table__.columns)


def _cell(column: Any, value: Data) -> Data | datetime:
    if value is None and column.nullable:
        return None
    if column.name in _MOMENTS and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    kind = bool if column.name == "tried" else str
    if not isinstance(value, kind) or column.name in _MOMENTS:
        raise ValueError(column.name)
    return value
