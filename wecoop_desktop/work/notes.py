"""What belongs to no proposal, as one file beside their copies: notes, bookmarks, saved searches,
points ticked, and the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.data import encode, parse
from wecoop_desktop.work.moments import stored

FORMAT = 1
NAME = "notes.json"
LIMIT = 60_000_000  # bytes

_MARKS = "SELECT kind, key, value, at FROM marks ORDER BY kind, key"
_PUT_MARK = "INSERT INTO marks (kind, key, value, at) VALUES (:kind, :key, :value, :at)"
_OUTBOX = """
SELECT id, data, state, created, changed, removed, tried, "left", number, received, answer
FROM outbox ORDER BY id
"""
_PUT_ENTRY = """
INSERT INTO outbox
(id, data, state, created, changed, removed, tried, "left", number, received, answer)
VALUES (:id, :data, :state, :created, :changed, :removed, :tried, :left, :number, :received,
:answer)
"""


class _Table(NamedTuple):
    """How rows are read, and put; the first `keys` of `columns` are the key."""

    read: str
    put: str
    keys: int
    columns: tuple[str, ...]


_TABLES: Mapping[str, _Table] = {
    "marks": _Table(_MARKS, _PUT_MARK, 2, ("kind", "key", "value", "at")),
    "outbox": _Table(
        _OUTBOX,
        _PUT_ENTRY,
        1,
        (
            *("id", "data", "state", "created", "changed", "removed"),
            *("tried", "left", "number", "received", "answer"),
        ),
    ),
}
_MOMENTS = ("at", "created", "changed", "removed", "left")
_MAY_LACK = ("removed", "left")
_TRUTHS = ("tried",)


def document(work: Connection) -> bytes:
    """All of it as JSON, equal for equal content; empty where there is nothing."""
    found: dict[str, list[Data]] = {}
    for name, table in _TABLES.items():
        rows = (zip(table.columns, row, strict=True) for row in work.execute(table.read))
        found[name] = [
            {at: cell == 1 if at in _TRUTHS else cell for at, cell in row} for row in rows
        ]
    if not any(found.values()):
        return b""
    return encode({"format": FORMAT, **found}).encode()


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
    except (ValueError, OverflowError) as error:  # OverflowError: a day before the first
        raise AppError("proposal-broken", path=path, part=path.name, problem=error) from error
    for name, table in _TABLES.items():
        work.executemany(table.put, rows[name])
    return sum(map(len, rows.values()))


_Cell = str | bool | None


def _rows(data: Data, table: _Table) -> list[dict[str, _Cell]]:
    """Rows as the table takes them; of two with one key the first. Raises ValueError."""
    if not isinstance(data, list):
        raise ValueError("[]")
    found: dict[tuple[_Cell, ...], dict[str, _Cell]] = {}
    for each in data:
        if not isinstance(each, dict):
            raise ValueError("{}")
        row = {name: _cell(name, each.get(name)) for name in table.columns}
        found.setdefault(tuple(row.values())[: table.keys], row)
    return list(found.values())


def _cell(name: str, value: Data) -> _Cell:
    if value is None and name in _MAY_LACK:
        return None
    if name in _TRUTHS and isinstance(value, bool):
        return value
    if name in _TRUTHS or not isinstance(value, str):
        raise ValueError(name)
    value.encode()  # half a letter cannot be kept
    if name not in _MOMENTS:
        return value
    moment = datetime.fromisoformat(value)
    return stored(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
