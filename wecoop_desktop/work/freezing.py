"""`store.submissions`: states that were frozen to be handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.submissions import Submission


class SubmissionStore:
    def __init__(
        self,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._work, self._clock = transaction, clock

    def freeze(self, proposal: str, name: str, template: str = "") -> Submission:
        """Keep the present state as a submission, with a revision of its answers.

        Raises `AppError` proposal-unknown, proposal-review, disk-full.
        """
        raise NotImplementedError

    def of(self, proposal: str) -> tuple[Submission, ...]:
        """All submissions, the newest first."""
        raise NotImplementedError

    def digest(self, proposal: str) -> str:
        """The digest of the present state; equal to a submission's where nothing changed since."""
        raise NotImplementedError

    def changed_since(self, proposal: str, number: int) -> Mapping[str, Data]:
        """The answers of a submission, to be compared with the present ones.

        Raises `AppError` submission-unknown.
        """
        raise NotImplementedError

    def attachments(self, proposal: str, number: int) -> Mapping[str, str]:
        """sha256 by name of the attachments at that time."""
        raise NotImplementedError
