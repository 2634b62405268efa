"""Answers of the database that are one value, or one column, inside the caller's transaction.

A statement is a constant of its module with `?` for what is `given`; rows of several columns are
unpacked, or made into a named tuple, where they are read.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from sqlite3 import Connection


def text(work: Connection, statement: str, *given: object) -> str | None:
    """None where there is no such row, or nothing in it."""
    row: tuple[str | None] | None = work.execute(statement, given).fetchone()
    return None if row is None else row[0]


def number(work: Connection, statement: str, *given: object) -> int:
    """0 where there is no such row, or nothing in it."""
    row: tuple[int | None] | None = work.execute(statement, given).fetchone()
    return 0 if row is None else row[0] or 0


def data(work: Connection, statement: str, *given: object) -> bytes | None:
    """None where there is no such row."""
    row: tuple[bytes] | None = work.execute(statement, given).fetchone()
    return None if row is None else row[0]


def texts(work: Connection, statement: str, *given: object) -> tuple[str, ...]:
    """The only column of all rows."""
    return tuple(each for (each,) in work.execute(statement, given))


def listed(values: Collection[str]) -> str:
    """Any number of texts as one value, for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(values))
