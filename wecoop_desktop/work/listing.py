"""Proposals as lines of a list and as a whole, inside the caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import journal, revisions
from wecoop_desktop.work.data import decode
from wecoop_desktop.work.file import level_of, title_of
from wecoop_desktop.work.proposal import LEVEL, TITLES, Proposal, ProposalRow
from wecoop_desktop.work.tables import Answers, Proposals, Revisions


def create(
    work: Connection,
    form: str,
    version: str,
    texts: Mapping[str, str],
    now: datetime,
    extra: str = "{}",
    called: str = "",
) -> str:
    """A new proposal with the JSON of its answers; gives its id, a new one where it is not
    `called` as it was before, which is its identity too."""
    made = called or uuid.uuid4().hex
    work.execute(
        insert(Proposals).values(
            id=made,
            identity=made,
            form=form,
            form_version=version,
            created=now,
            updated=now,
            extra=extra,
        )
    )
    revisions.put_answers(work, made, texts)
    return made


def rows(work: Connection) -> tuple[ProposalRow, ...]:
    """All proposals, those in the bin too, the last changed first."""
    found = work.execute(select(Proposals).order_by(Proposals.updated.desc())).all()
    answers: dict[str, dict[str, Data]] = {}
    shown = (*TITLES, LEVEL)
    for proposal, path, data in work.execute(
        select(Answers.proposal, Answers.path, Answers.data).where(Answers.path.in_(shown))
    ):
        answers.setdefault(proposal, {})[path] = decode(data)
    last = select(Revisions.proposal, func.max(Revisions.number)).group_by(Revisions.proposal)
    numbers = dict(work.execute(last).all())
    return tuple(
        ProposalRow(
            id=row.id,
            title=title_of(answers.get(row.id, {})),
            form=row.form,
            level=level_of(answers.get(row.id, {})),
            created=row.created,
            updated=row.updated,
            revision=numbers.get(row.id, 0),
            deleted=row.deleted,
            review=row.review,
        )
        for row in found
    )


def whole(work: Connection, proposal: str) -> Proposal:
    """Everything of one proposal. Raises `AppError` proposal-unknown."""
    row = work.execute(select(Proposals).where(Proposals.id == proposal)).first()
    if row is None:
        raise AppError("proposal-unknown", id=proposal)
    undo, redo = journal.counts(work, proposal)
    return Proposal(
        id=proposal,
        form=row.form,
        form_version=row.form_version,
        answers=revisions.answers(work, proposal),
        revision=revisions.last_number(work, proposal),
        created=row.created,
        updated=row.updated,
        undo=undo,
        redo=redo,
        identity=row.identity,
        review=row.review,
    )
