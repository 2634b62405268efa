"""`store.comments`: what is remarked in a proposal."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work import comments, journal, remarks
from wecoop_desktop.work.comments import (
    NAME_LIMIT,
    TEXT_LIMIT,
    Author,
    Comment,
    Counts,
    Kind,
    Parts,
    Spot,
    Thread,
)
from wecoop_desktop.work.toggles import COMMENT, ON, Thing

WHOLE = Spot()
NOBODY = Author()


class Discussion:
    """Comments may be made in a review copy too.

    Verbs raise `AppError` proposal-unknown, comment-unknown, comment-empty, comment-too-long,
    comments-too-many, disk-full.
    """

    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._work, self._clock = transaction, clock

    def add(
        self,
        proposal: str,
        text: str,
        *,
        spot: Spot = WHOLE,
        by: Author = NOBODY,
        kind: Kind = Kind.COMMENT,
        assigned: str = "",
    ) -> Comment:
        """Begin a thread at a place of the proposal."""
        comment = Comment(
            id=uuid.uuid4().hex,
            text=_checked(text),
            created=self._clock(),
            spot=_fitting_spot(spot),
            kind=kind,
            author=_fitting_author(by),
            assigned=_fitting(assigned),
        )
        with self._work() as work:
            return _keep_new(work, proposal, comment)

    def reply(self, proposal: str, comment: str, text: str, *, by: Author = NOBODY) -> Comment:
        """Answer in the thread of a comment."""
        checked = _checked(text)
        with self._work() as work:
            first = _first(work, proposal, comment)
            # Later than the deletion of the thread, by a clock that may be ahead: it is shown.
            answer = Comment(
                id=uuid.uuid4().hex,
                text=checked,
                created=self._clock(),
                spot=first.spot,
                author=_fitting_author(by),
                thread=first.id,
            )
            return _keep_new(work, proposal, answer)

    def change(
        self,
        proposal: str,
        comment: str,
        *,
        text: str | None = None,
        kind: Kind | None = None,
        assigned: str | None = None,
        spot: Spot | None = None,
    ) -> Comment:
        """Change what is given; the rest stays."""

        def new(parts: Parts) -> Parts:
            return replace(
                parts,
                text=parts.text if text is None else _checked(text),
                kind=kind or parts.kind,
                assigned=parts.assigned if assigned is None else _fitting(assigned),
                spot=parts.spot if spot is None else _fitting_spot(spot),
            )

        with self._work() as work:
            return self._change(work, proposal, remarks.one(work, proposal, comment), new)

    def resolve(self, proposal: str, comment: str, *, by: Author = NOBODY) -> Comment:
        """Settle the thread of a comment; gives its first comment."""
        with self._work() as work:
            first = _first(work, proposal, comment)
            if first.resolved is not None:
                return first
            settled = _fitting_author(by)
            return self._change(
                work, proposal, first, lambda parts: replace(parts, resolved=settled)
            )

    def reopen(self, proposal: str, comment: str) -> Comment:
        """Open the thread of a comment again; gives its first comment."""
        with self._work() as work:
            first = _first(work, proposal, comment)
            return self._change(work, proposal, first, lambda parts: replace(parts, resolved=None))

    def delete(self, proposal: str, comment: str) -> None:
        """Take a comment away (with the answers to it, where it began a thread).

        One step of the proposal's undo; the text is kept for 90 days.
        """
        self._toggle(proposal, comment, ON)

    def restore(self, proposal: str, comment: str) -> Comment:
        """Bring a deleted comment back. Raises comment-gone where its text was let go."""
        return self._toggle(proposal, comment, None)

    def of(self, proposal: str) -> tuple[Thread, ...]:
        """All threads that are not deleted, the oldest first."""
        return comments.threads(self._every(proposal))

    def deleted(self, proposal: str) -> tuple[Comment, ...]:
        """Deleted comments that can be brought back, the last deleted first."""
        gone = (each for each in self._every(proposal) if each.deleted and each.text)
        return tuple(sorted(gone, key=lambda comment: comment.stamp("deleted"), reverse=True))

    def counts(self, proposal: str) -> Counts:
        """How many threads there are, and where."""
        return comments.counts(self.of(proposal))

    def _every(self, proposal: str) -> tuple[Comment, ...]:
        with self._work() as work:
            journal.touch(work, proposal, None)
            return remarks.every(work, proposal)

    def _change(
        self, work: Connection, proposal: str, comment: Comment, new: Callable[[Parts], Parts]
    ) -> Comment:
        after = comments.changed(comment, new(comments.parts(comment)), self._clock())
        if after != comment:
            remarks.put(work, proposal, after)
            remarks.check_room(work, proposal)
        return after

    def _toggle(self, proposal: str, comment: str, text: str | None) -> Comment:
        now = self._clock()
        with self._work() as work:
            journal.touch(work, proposal, None)
            known = remarks.one(work, proposal, comment)
            if text is None and known.deleted and not known.text:
                raise AppError("comment-gone")
            things = {Thing(COMMENT, comment): text}
            journal.change(work, proposal, {}, now, joining=False, toggled=things)
            remarks.thin(work, proposal, now)
            return remarks.one(work, proposal, comment)


def _keep_new(work: Connection, proposal: str, comment: Comment) -> Comment:
    journal.touch(work, proposal, None)
    remarks.put(work, proposal, comment)
    remarks.check_room(work, proposal)
    return comment


def _first(work: Connection, proposal: str, comment: str) -> Comment:
    """The first comment of the thread. Raises proposal-unknown, comment-unknown."""
    journal.touch(work, proposal, None)
    known = remarks.one(work, proposal, comment)
    first = remarks.found(work, proposal, known.thread) if known.thread else None
    return first if first is not None and not first.thread else known


def _checked(text: str) -> str:
    """Raises `AppError` comment-empty, comment-too-long."""
    if not text.strip():
        raise AppError("comment-empty")
    if len(text) > TEXT_LIMIT:
        raise AppError("comment-too-long", limit=TEXT_LIMIT)
    return text


def _fitting(name: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT]


def _fitting_author(author: Author) -> Author:
    return Author(_fitting(author.name), _fitting(author.role))


def _fitting_spot(spot: Spot) -> Spot:
    """What a row is called may be a whole paragraph; its beginning is enough to find it."""
    return replace(spot, key=spot.key[:NAME_LIMIT], column=spot.column[:NAME_LIMIT])
