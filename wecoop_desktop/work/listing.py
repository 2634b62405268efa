"""Proposals as lines of a list and as a whole, inside the caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection

from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import ask, head, journal, revisions
from wecoop_desktop.work.data import decode
from wecoop_desktop.work.file import level_of, title_of
from wecoop_desktop.work.moments import moment, moment_or_none, stored
from wecoop_desktop.work.proposal import LEVEL, TITLES, Proposal, ProposalRow

_ADD = """
INSERT INTO proposals (id, identity, form, form_version, created, updated, extra)
VALUES (:id, :id, :form, :version, :now, :now, :extra)
"""
_SHOWN = """
SELECT proposal, path, data FROM answers WHERE path IN (SELECT value FROM json_each(?))
"""
_LAST_REVISIONS = "SELECT proposal, max(number) FROM revisions GROUP BY proposal"


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
    row = {"id": made, "form": form, "version": version, "now": stored(now), "extra": extra}
    work.execute(_ADD, row)
    revisions.put_answers(work, made, texts)
    return made


def rows(work: Connection) -> tuple[ProposalRow, ...]:
    """All proposals, those in the bin too, the last changed first."""
    answers: dict[str, dict[str, Data]] = {}
    for proposal, path, data in work.execute(_SHOWN, (ask.listed((*TITLES, LEVEL)),)):
        answers.setdefault(proposal, {})[path] = decode(data)
    numbers: dict[str, int] = dict(work.execute(_LAST_REVISIONS))
    return tuple(
        ProposalRow(
            id=each.id,
            title=title_of(answers.get(each.id, {})),
            form=each.form,
            level=level_of(answers.get(each.id, {})),
            created=moment(each.created),
            updated=moment(each.updated),
            revision=numbers.get(each.id, 0),
            deleted=moment_or_none(each.deleted),
            review=each.review == 1,
        )
        for each in head.every(work)
    )


def whole(work: Connection, proposal: str) -> Proposal:
    """Everything of one proposal. Raises `AppError` proposal-unknown."""
    return replace(standing(work, proposal), answers=revisions.answers(work, proposal))


def standing(work: Connection, proposal: str) -> Proposal:
    """The same without its answers, which take the time."""
    own = head.of(work, proposal)
    undo, redo = journal.counts(work, proposal)
    return Proposal(
        id=proposal,
        form=own.form,
        form_version=own.form_version,
        answers={},
        revision=revisions.last_number(work, proposal),
        created=moment(own.created),
        updated=moment(own.updated),
        undo=undo,
        redo=redo,
        identity=own.identity,
        review=own.review == 1,
    )
