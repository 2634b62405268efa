"""Bookmarks, chapters read, points ticked: values by kind and key, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from sqlite3 import Connection
from types import MappingProxyType

from wecoop_desktop.work import ask
from wecoop_desktop.work.moments import stored

_PUT = """
INSERT INTO marks (kind, key, value, at) VALUES (?, ?, ?, ?)
ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, at = excluded.at
"""
_REMOVE = "DELETE FROM marks WHERE kind = ? AND key = ?"
_EVERY = "SELECT key, value FROM marks WHERE kind = ? ORDER BY at"
_SOME = """
SELECT key, value FROM marks
WHERE kind = ? AND key IN (SELECT value FROM json_each(?)) ORDER BY at
"""


def put(work: Connection, kind: str, key: str, value: str | None, now: datetime) -> None:
    """Keep a mark; None removes it."""
    if value is None:
        work.execute(_REMOVE, (kind, key))
    else:
        work.execute(_PUT, (kind, key, value, stored(now)))


def of(work: Connection, kind: str, keys: Collection[str] | None = None) -> Mapping[str, str]:
    """Values by key, in the order in which they were set; of some keys only, where given."""
    if keys is None:
        return MappingProxyType(dict(work.execute(_EVERY, (kind,))))
    return MappingProxyType(dict(work.execute(_SOME, (kind, ask.listed(keys)))))
