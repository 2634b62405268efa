"""Searches kept under a name, columns and folded groups: what the projects screen remembers."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from wecoop_desktop.base.files import parse_json
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.address import Asked, asked_of, place_of
from wecoop_desktop.work import search as kept

SEARCH, PROJECT, LAYOUT = "search", "project", "layout"  # kinds of marks
COLUMNS, FOLDED, UNFOLDED = "projects.columns", "projects.folded", "projects.unfolded"
COLUMNS_MOST = 40
WIDTHS = (24, 2_000)  # pixels of the design that a column may be wide

Columns = tuple[tuple[str, int], ...]  # (column, width), shown in this order


class Marks(Protocol):
    """The part of the work store that keeps marks."""

    def mark(self, kind: str, key: str, value: str | None) -> None: ...
    def marks(self, kind: str) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Saved:
    """A search under its name."""

    name: str
    asked: Asked


def read(store: Marks) -> tuple[Saved, ...]:
    """All saved searches, the last saved first; one that cannot be read is passed over."""
    found: list[Saved] = []
    for name, text in store.marks(SEARCH).items():
        with contextlib.suppress(ValueError):
            found.append(Saved(name, asked_of(_place(kept.decode(text).choices))))
    return tuple(reversed(found))


def write(store: Marks, saved: Saved) -> None:
    store.mark(SEARCH, saved.name, kept.encode(as_file(saved)))


def forget(store: Marks, name: str) -> None:
    store.mark(SEARCH, name, None)


def as_file(saved: Saved) -> kept.Search:
    """The saved search as it travels."""
    return kept.Search(saved.name, place_of(saved.asked).choices)


def of_file(file: kept.Search) -> Saved:
    return Saved(file.name, asked_of(_place(file.choices)))


def free_name(name: str, taken: tuple[Saved, ...]) -> str:
    """The name itself, or with a number where another search has it."""
    names = {saved.name for saved in taken}
    number, found = 2, name
    while found in names:
        found = f"{name[: kept.NAME_MOST - 6]} ({number})"
        number += 1
    return found


def _place(choices: kept.Choices) -> Place:
    return Place("projects", choices=tuple(sorted(choices)))


# What is remembered of the screen


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
