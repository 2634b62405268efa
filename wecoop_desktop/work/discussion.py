"""`store.comments`: what is remarked in a proposal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from wecoop_desktop.work.comments import Author, Comment, Counts, Kind, Spot, Thread

WHOLE = Spot()
NOBODY = Author()


class Discussion:
    """Comments may be made in a review copy too. Verbs raise `AppError` proposal-unknown,
    comment-unknown, comment-empty, comment-too-long, comments-too-many, disk-full."""

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
        raise NotImplementedError

    def reply(self, proposal: str, comment: str, text: str, *, by: Author = NOBODY) -> Comment:
        """Answer in the thread of a comment."""
        raise NotImplementedError

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
        raise NotImplementedError

    def resolve(self, proposal: str, comment: str, *, by: Author = NOBODY) -> Comment:
        """Settle the thread of a comment; gives its first comment."""
        raise NotImplementedError

    def reopen(self, proposal: str, comment: str) -> Comment:
        """Open the thread of a comment again; gives its first comment."""
        raise NotImplementedError

    def delete(self, proposal: str, comment: str) -> None:
        """Take a comment away (with the answers to it, where it began a thread).

        One step of the proposal's undo; the text is kept for 90 days.
        """
        raise NotImplementedError

    def restore(self, proposal: str, comment: str) -> Comment:
        """Bring a deleted comment back. Raises comment-gone where its text was let go."""
        raise NotImplementedError

    def of(self, proposal: str) -> tuple[Thread, ...]:
        """All threads that are not deleted, the oldest first."""
        raise NotImplementedError

    def deleted(self, proposal: str) -> tuple[Comment, ...]:
        """Deleted comments that can be brought back, the last deleted first."""
        raise NotImplementedError

    def counts(self, proposal: str) -> Counts:
        """How many threads there are, and where."""
        raise NotImplementedError
