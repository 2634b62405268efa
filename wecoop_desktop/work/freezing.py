"""`store.submissions`: states that were frozen to be handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from sqlite3 import Connection
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import annexes, ask, head, journal, revisions
from wecoop_desktop.work.data import decode, encode
from wecoop_desktop.work.digest import proposal_digest
from wecoop_desktop.work.moments import moment, stored
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.submissions import Submission

NAME_LIMIT = 200

_PUT = """
INSERT INTO submissions
(proposal, number, name, template, digest, made, revision, form_version, attachments)
VALUES
(:proposal, :number, :name, :template, :digest, :made, :revision, :form_version, :attachments)
"""
_LAST_NUMBER = "SELECT max(number) FROM submissions WHERE proposal = ?"
_ALL = """
SELECT number, name, digest, made, revision, template, form_version, attachments
FROM submissions WHERE proposal = ? ORDER BY number
"""
_REVISION = "SELECT revision FROM submissions WHERE proposal = ? AND number = ?"
_ATTACHMENTS = "SELECT attachments FROM submissions WHERE proposal = ? AND number = ?"


class SubmissionStore:
    """Submissions are numbered from 1 and never change; their revisions stay."""

    def __init__(
        self,
        home: Home,
        transaction: Callable[[], AbstractContextManager[Connection]],
        clock: Callable[[], datetime],
    ) -> None:
        self._home, self._work, self._clock = home, transaction, clock

    def freeze(self, proposal: str, name: str, template: str = "") -> Submission:
        """Keep the present state as a submission, with a revision of its answers.

        Raises `AppError` proposal-unknown, proposal-review, attachment-lost, attachment-damaged,
        disk-full: what is handed in has to be there.
        """
        now = self._clock()
        with self._work() as work:
            journal.touch(work, proposal, now)
            for each in annexes.present(work, self._home, proposal):
                annexes.content(self._home, each.name, each.sha256)
            fitting = " ".join(name.split())[:NAME_LIMIT]
            made = Submission(
                number=ask.number(work, _LAST_NUMBER, proposal) + 1,
                name=fitting,
                digest=self._digest(work, proposal),
                made=now,
                revision=revisions.keep(work, proposal, Reason.FREEZING, now, fitting),
                template=template,
                form_version=revisions.form_version(work, proposal),
            )
            put(work, proposal, made, self._hashes(work, proposal))
            return made

    def of(self, proposal: str) -> tuple[Submission, ...]:
        """All submissions, the newest first."""
        with self._work() as work:
            journal.touch(work, proposal, None)
            return tuple(submission for submission, _files in reversed(kept(work, proposal)))

    def digest(self, proposal: str) -> str:
        """The digest of the present state; equal to a submission's where nothing changed since."""
        with self._work() as work:
            journal.touch(work, proposal, None)
            return self._digest(work, proposal)

    def changed_since(self, proposal: str, number: int) -> Mapping[str, Data]:
        """The answers of a submission, to be compared with the present ones.

        Raises `AppError` submission-unknown.
        """
        with self._work() as work:
            row = work.execute(_REVISION, (proposal, number)).fetchone()
            if row is None:
                raise AppError("submission-unknown", number=number)
            return revisions.content(work, proposal, row[0])

    def attachments(self, proposal: str, number: int) -> Mapping[str, str]:
        """sha256 by name of the attachments at that time. Raises as `changed_since`."""
        with self._work() as work:
            held = ask.text(work, _ATTACHMENTS, proposal, number)
        if held is None:
            raise AppError("submission-unknown", number=number)
        return MappingProxyType(_files(held))

    def _hashes(self, work: Connection, proposal: str) -> Mapping[str, str]:
        found = annexes.present(work, self._home, proposal)
        return {each.name: each.sha256 for each in found}

    def _digest(self, work: Connection, proposal: str) -> str:
        own, answers = head.of(work, proposal), revisions.answers(work, proposal)
        return proposal_digest(own.form, own.form_version, answers, self._hashes(work, proposal))


def kept(work: Connection, proposal: str) -> tuple[tuple[Submission, Mapping[str, str]], ...]:
    """All submissions, the oldest first, each with the sha256 of its attachments by name."""
    rows = work.execute(_ALL, (proposal,))
    return tuple(
        (
            Submission(number, name, digest, moment(made), revision, template, version),
            _files(attachments),
        )
        for number, name, digest, made, revision, template, version, attachments in rows
    )


def _files(text: str) -> dict[str, str]:
    data = decode(text)
    assert isinstance(data, dict)
    return {name: str(digest) for name, digest in data.items()}


def put(
    work: Connection, proposal: str, submission: Submission, attachments: Mapping[str, str]
) -> None:
    """Keep a submission under its number; `attachments` are sha256 by name."""
    row = {
        "proposal": proposal,
        "number": submission.number,
        "name": submission.name,
        "template": submission.template,
        "digest": submission.digest,
        "made": stored(submission.made),
        "revision": submission.revision,
        "form_version": submission.form_version,
        "attachments": encode(dict(attachments)),
    }
    work.execute(_PUT, row)
