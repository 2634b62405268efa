"""Bookmarks, chapters read, points ticked: values by kind and key, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.work.tables import Marks


def put(work: Connection, kind: str, key: str, value: str | None, now: datetime) -> None:
    """Keep a mark; None removes it."""
    if value is None:
        work.execute(delete(Marks).where(Marks.kind == kind, Marks.key == key))
        return
    row = upsert(Marks).values(kind=kind, key=key, value=value, at=now)
    same = {"value": row.excluded.value, "at": row.excluded.at}
    work.execute(row.on_conflict_do_update(index_elements=[Marks.kind, Marks.key], set_=same))


def of(work: Connection, kind: str, keys: Collection[str] | None = None) -> Mapping[str, str]:
    """Values by key, in the order in which they were set; of some keys only, where given."""
    query = select(Marks.key, Marks.value).where(Marks.kind == kind).order_by(Marks.at)
    if keys is not None:
        query = query.where(Marks.key.in_(keys))
    return MappingProxyType(dict(work.execute(query).all()))
