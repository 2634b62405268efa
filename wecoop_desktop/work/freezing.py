"""`store.submissions`: states that were frozen to be handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, func, insert, select

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import annexes, journal, revisions
from wecoop_desktop.work.data import decode, encode
from wecoop_desktop.work.digest import proposal_digest
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.submissions import Submission
from wecoop_desktop.work.tables import Proposals, Submissions

NAME_LIMIT = 200


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
            last = select(func.max(Submissions.number)).where(Submissions.proposal == proposal)
            made = Submission(
                number=(work.scalar(last) or 0) + 1,
                name=fitting,
                digest=self._digest(work, proposal),
                made=now,
                revision=revisions.keep(work, proposal, Reason.FREEZING, now, fitting),
                template=template,
                form_version=revisions.form_version(work, proposal),
            )
            held = encode(dict(self._hashes(work, proposal)))
            row = {
                "number": made.number,
                "name": made.name,
                "template": template,
                "digest": made.digest,
                "made": now,
                "revision": made.revision,
                "form_version": made.form_version,
                "attachments": held,
            }
            work.execute(insert(Submissions).values(proposal=proposal, **row))
            return made

    def of(self, proposal: str) -> tuple[Submission, ...]:
        """All submissions, the newest first."""
        query = select(Submissions).where(Submissions.proposal == proposal)
        with self._work() as work:
            journal.touch(work, proposal, None)
            return tuple(
                Submission(
                    number=row.number,
                    name=row.name,
                    digest=row.digest,
                    made=row.made,
                    revision=row.revision,
                    template=row.template,
                    form_version=row.form_version,
                )
                for row in work.execute(query.order_by(Submissions.number.desc()))
            )

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
            query = select(Submissions.revision).where(
                Submissions.proposal == proposal, Submissions.number == number
            )
            revision = work.scalar(query)
            if revision is None:
                raise AppError("submission-unknown", number=number)
            return revisions.content(work, proposal, revision)

    def attachments(self, proposal: str, number: int) -> Mapping[str, str]:
        """sha256 by name of the attachments at that time. Raises as `changed_since`."""
        with self._work() as work:
            query = select(Submissions.attachments).where(
                Submissions.proposal == proposal, Submissions.number == number
            )
            held = work.scalar(query)
        if held is None:
            raise AppError("submission-unknown", number=number)
        data = decode(held)
        assert isinstance(data, dict)
        return MappingProxyType({name: str(digest) for name, digest in data.items()})

    def _hashes(self, work: Connection, proposal: str) -> Mapping[str, str]:
        found = annexes.present(work, self._home, proposal)
        return {each.name: each.sha256 for each in found}

    def _digest(self, work: Connection, proposal: str) -> str:
        row = work.execute(
            select(Proposals.form, Proposals.form_version).where(Proposals.id == proposal)
        ).one()
        return proposal_digest(
            row.form,
            row.form_version,
            revisions.answers(work, proposal),
            self._hashes(work, proposal),
        )
