"""What the projects screen remembers of its looks: columns of the table, folded groups."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol

from wecoop_desktop.base.files import parse_json

LAYOUT = "layout"  # kind of marks
COLUMNS, FOLDED, UNFOLDED = "projects.columns", "projects.folded", "projects.unfolded"
COLUMNS_MOST = 40
WIDTHS = (24, 2_000)  # pixels of the design that a column may be wide

Columns = tuple[tuple[str, int], ...]  # (column, width), shown in this order


class Marks(Protocol):
    """The part of the work store that keeps marks."""

    def mark(self, kind: str, key: str, value: str | None) -> None: ...
    def marks(self, kind: str) -> Mapping[str, str]: ...


def columns(store: Marks) -> Columns:
    """The columns of the table as they were left; empty where they never were changed."""
    try:
        data = parse_json(store.marks(LAYOUT).get(COLUMNS, "[]"))
    except ValueError:
        return ()
    found: list[tuple[str, int]] = []
    for entry in data[:COLUMNS_MOST] if isinstance(data, list) else ():
        if isinstance(entry, list) and len(entry) == 2:
            name, width = entry
            if isinstance(name, str) and isinstance(width, int) and not isinstance(width, bool):
                found.append((name, min(max(width, WIDTHS[0]), WIDTHS[1])))
    return tuple(dict(found).items())


def keep_columns(store: Marks, wanted: Columns) -> None:
    text = json.dumps([list(column) for column in wanted]) if wanted else None
    store.mark(LAYOUT, COLUMNS, text)


def names(store: Marks, key: str) -> frozenset[str]:
    """Names kept under one key: the groups of filters that were folded, or unfolded."""
    return frozenset(filter(None, store.marks(LAYOUT).get(key, "").split(",")))


def keep_names(store: Marks, key: str, wanted: frozenset[str]) -> None:
    store.mark(LAYOUT, key, ",".join(sorted(wanted)) or None)
