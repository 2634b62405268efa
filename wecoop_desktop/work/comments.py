"""Comments as values: what readers of a proposal remark, each at its place; and how two copies of
the same comment become one.

A comment is edited by several people in several copies of a proposal. What may change (text, kind,
who it is for, where it stands, resolved, deleted) is kept in parts, each with the time of its last
change: of two copies the later part wins, whichever way round and however often they are merged.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Final

from wecoop_desktop.forms.form import NOTHING, Data
from wecoop_desktop.work.digest import canonical

COUNT_LIMIT = 5_000  # comments of a proposal, replies and deleted ones with them
TEXT_LIMIT = 20_000  # characters of one comment
NAME_LIMIT = 200  # characters of a name, a role, a path
KEPT = timedelta(days=90)  # how long the text of a deleted comment is kept

PARTS: Final = ("text", "kind", "assigned", "spot", "resolved", "deleted")


class Kind(enum.Enum):
    COMMENT = "comment"
    TASK = "todo"  # something to do


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


@dataclass(frozen=True, slots=True)
class Parts:
    """What may change of a comment, all of it."""

    text: str
    kind: Kind
    assigned: str
    spot: Spot
    resolved: Author | None
    deleted: bool


def parts(comment: Comment) -> Parts:
    """The parts of a comment as they are."""
    return Parts(
        comment.text,
        comment.kind,
        comment.assigned,
        comment.spot,
        comment.resolved,
        comment.deleted,
    )


def changed(comment: Comment, new: Parts, now: datetime) -> Comment:
    """The comment with those parts; what differs was changed now.

    Later than any time seen on it, also where the clock of another computer was ahead: who
    changes what he saw wins over it.
    """
    old = parts(comment)
    stamps = dict(comment.stamps)
    for part in PARTS:
        if getattr(old, part) != getattr(new, part):
            stamps[part] = max(now, comment.stamp(part) + timedelta(microseconds=1))
    return _with(comment, new, stamps)


def merged(mine: Comment, theirs: Comment) -> Comment:
    """One comment of two copies: of each part the one that was changed last.

    The same whichever is mine, in any order and number of merges; of two changes at the same
    moment the greater text wins, so that every copy ends alike.
    """
    first = min(mine, theirs, key=_origin)
    last = {part: max(mine, theirs, key=partial(_rank, part)) for part in PARTS}
    new = Parts(
        last["text"].text,
        last["kind"].kind,
        last["assigned"].assigned,
        last["spot"].spot,
        last["resolved"].resolved,
        last["deleted"].deleted,
    )
    stamps = {part: comment.stamp(part) for part, comment in last.items()}
    both = {**mine.extra, **theirs.extra}
    extra = {
        name: max(
            (each.extra[name] for each in (mine, theirs) if name in each.extra), key=canonical
        )
        for name in sorted(both)
    }
    return replace(_with(first, new, stamps), extra=extra)


def _origin(comment: Comment) -> tuple[datetime, str, str, str]:
    """What never changes of a comment: two copies differ here by mischief only."""
    return comment.created, comment.thread, comment.author.name, comment.author.role


def _rank(part: str, comment: Comment) -> tuple[datetime, str]:
    """By when a part was changed, then by what it says, as text that can be compared."""
    return comment.stamp(part), repr(getattr(comment, part))


def _with(comment: Comment, new: Parts, stamps: Mapping[str, datetime]) -> Comment:
    """Times that equal the making of the comment are not said again."""
    told = {part: stamp for part, stamp in stamps.items() if stamp != comment.created}
    return replace(
        comment,
        text=new.text,
        kind=new.kind,
        assigned=new.assigned,
        spot=new.spot,
        resolved=new.resolved,
        deleted=new.deleted,
        stamps=MappingProxyType(told),
    )


def threads(comments: Iterable[Comment]) -> tuple[Thread, ...]:
    """The threads that are shown, the oldest first.

    A comment that answers one which is not there, or an answer itself, begins a thread of its own:
    nothing is hidden by a broken file. A thread whose first comment was deleted is gone, unless
    somebody answered later than that.
    """
    by_id = {comment.id: comment for comment in comments}
    ordered = sorted(by_id.values(), key=lambda comment: (comment.created, comment.id))
    replies: dict[str, list[Comment]] = {}
    for comment in ordered:
        replies.setdefault(root(by_id, comment), [])
        if root(by_id, comment) != comment.id and not comment.deleted:
            replies[root(by_id, comment)].append(comment)
    found = (Thread(by_id[first], tuple(answers)) for first, answers in replies.items())
    return tuple(
        sorted(
            (thread for thread in found if _is_shown(thread)),
            key=lambda thread: (thread.first.created, thread.first.id),
        )
    )


def root(by_id: Mapping[str, Comment], comment: Comment) -> str:
    """The id of the first comment of its thread, which may be itself."""
    first = by_id.get(comment.thread)
    return first.id if first is not None and not first.thread else comment.id


def _is_shown(thread: Thread) -> bool:
    gone = thread.first.stamp("deleted")
    return not thread.first.deleted or any(reply.created > gone for reply in thread.replies)


def counts(shown: Iterable[Thread]) -> Counts:
    """How many threads there are, and where."""
    everything = tuple(shown)
    waiting = [thread.first for thread in everything if thread.open]
    paths: dict[str, int] = {}
    for first in waiting:
        paths[first.spot.path] = paths.get(first.spot.path, 0) + 1
    return Counts(
        open=len(waiting),
        todos=sum(first.kind is Kind.TASK for first in waiting),
        resolved=len(everything) - len(waiting),
        paths=MappingProxyType(paths),
    )
