"""The row of a proposal: what it is besides its answers. All inside the caller's transaction."""

from __future__ import annotations

from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError

_COLUMNS = "id, identity, form, form_version, created, updated, deleted, review, extra, lineage"
_EVERY = f"SELECT {_COLUMNS} FROM proposals ORDER BY updated DESC"
_ONE = f"SELECT {_COLUMNS} FROM proposals WHERE id = ?"


class Head(NamedTuple):
    """As the row has it (see `work.tables.Proposals`): moments as text, a truth as 0 or 1."""

    id: str
    identity: str
    form: str
    form_version: str
    created: str
    updated: str
    deleted: str | None
    review: int
    extra: str
    lineage: str


def every(work: Connection) -> tuple[Head, ...]:
    """Those of all proposals, in the bin too, the last changed first."""
    return tuple(map(Head._make, work.execute(_EVERY)))


def found(work: Connection, proposal: str) -> Head | None:
    row = work.execute(_ONE, (proposal,)).fetchone()
    return None if row is None else Head._make(row)


def of(work: Connection, proposal: str) -> Head:
    """Raises `AppError` proposal-unknown."""
    head = found(work, proposal)
    if head is None:
        raise AppError("proposal-unknown", id=proposal)
    return head
