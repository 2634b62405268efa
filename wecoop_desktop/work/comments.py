"""Comments as values: what readers of a proposal remark, each at its place; and how two copies of
the same comment become one.

A comment is edited by several people in several copies of a proposal. What may change (text, kind,
who it is for, where it stands, resolved, deleted) is kept in parts, each with the time of its last
change: of two copies the later part wins, whichever way round and however often they are merged.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from wecoop_desktop.forms.form import NOTHING, Data

COUNT_LIMIT = 5_000  # comments of a proposal, replies and deleted ones with them
TEXT_LIMIT = 20_000  # characters of one comment
NAME_LIMIT = 200  # characters of a name, a role, a path
KEPT = timedelta(days=90)  # how long the text of a deleted comment is kept

PARTS: Final = ("text", "kind", "assigned", "spot", "resolved", "deleted")


class Kind(enum.Enum):
    COMMENT = "comment"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a comment stands: `path` is `step.field`, or empty for the whole proposal.

    In a table `row` is where the row stood, from 0, and `key` what the row is called there (its
    code or first cell), by which it is found again after rows were moved.
    """

    path: str = ""
    row: int | None = None
    key: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who remarks, as typed in the settings; both may be empty."""

    name: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """`thread` is the id of the comment that this one answers, empty for the first of a thread.

    `resolved` says who settled the thread (the first comment of it carries this), None while it is
    open. `stamps` are the times at which each of `PARTS` was last changed; `extra` is what another
    program kept here.
    """

    id: str
    text: str
    created: datetime
    spot: Spot = Spot()
    kind: Kind = Kind.COMMENT
    author: Author = Author()
    assigned: str = ""
    thread: str = ""
    resolved: Author | None = None
    deleted: bool = False
    stamps: Mapping[str, datetime] = made(default_factory=lambda: MappingProxyType({}))
    extra: Mapping[str, Data] = made(default_factory=lambda: NOTHING)

    def stamp(self, part: str) -> datetime:
        """When a part was last changed."""
        return self.stamps.get(part, self.created)

    @property
    def changed(self) -> datetime:
        """When the text was last changed."""
        return self.stamp("text")

    @property
    def resolved_at(self) -> datetime | None:
        return None if self.resolved is None else self.stamp("resolved")


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered to it, the oldest first."""

    first: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def open(self) -> bool:
        return self.first.resolved is None


@dataclass(frozen=True, slots=True)
class Counts:
    """Threads of a proposal: those open, how many of them are to do, and those resolved.

    `paths` counts the open ones by `step.field`; "" is the whole proposal.
    """

    open: int = 0
    todos: int = 0
    resolved: int = 0
    paths: Mapping[str, int] = made(default_factory=lambda: MappingProxyType({}))
