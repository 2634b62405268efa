"""Answers as rows, and kept states of all answers of one proposal.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, func, insert, select, update

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import journal
from wecoop_desktop.work.data import answer_text, decode, encode
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.tables import Answers, Proposals, Revisions
from wecoop_desktop.work.toggles import FORM, Thing


def texts(answers: Mapping[str, Data]) -> dict[str, str]:
    """The JSON of each answer; None is no answer."""
    return {path: answer_text(path, data) for path, data in answers.items() if data is not None}


def put_answers(work: Connection, proposal: str, new: Mapping[str, str]) -> None:
    """Answers of a proposal that has none yet."""
    rows = [{"proposal": proposal, "path": path, "data": text} for path, text in new.items()]
    if rows:
        work.execute(insert(Answers), rows)


def answers(work: Connection, proposal: str) -> Mapping[str, Data]:
    """All answers of a proposal, in the order of their paths."""
    query = select(Answers.path, Answers.data).where(Answers.proposal == proposal)
    rows = work.execute(query.order_by(Answers.path))
    return MappingProxyType({path: decode(data) for path, data in rows})


def keep(
    work: Connection, proposal: str, reason: Reason, now: datetime, name: str = "", origin: int = 0
) -> int:
    """Keep the present state; where it equals the last one, that one stays and may be named."""
    journal.touch(work, proposal, None)
    state = answers(work, proposal)
    version = form_version(work, proposal)
    own = Revisions.proposal == proposal
    newest = select(Revisions.number, Revisions.name, Revisions.form_version).where(own)
    last = work.execute(newest.order_by(Revisions.number.desc()).limit(1)).first()
    if last is not None and not origin and last.form_version in (version, ""):
        number: int = last.number
        if digest(work, proposal, number) == state_digest(state):
            if reason not in _NAMING:
                return number
            if not last.name:
                here = update(Revisions).where(own, Revisions.number == number)
                work.execute(here.values(name=name, reason=reason.value))
                return number
    return append(work, proposal, state, reason, now, name=name, origin=origin, version=version)


_NAMING = (Reason.NAMED, Reason.FREEZING)


def append(
    work: Connection,
    proposal: str,
    state: Mapping[str, Data],
    reason: Reason,
    now: datetime,
    *,
    name: str = "",
    origin: int = 0,
    version: str = "",
) -> int:
    """Keep a state as the newest revision, whatever the present answers are; gives its number."""
    number = last_number(work, proposal) + 1
    work.execute(
        insert(Revisions).values(
            proposal=proposal,
            number=number,
            reason=reason.value,
            name=name,
            made=now,
            answers=zlib.compress(encode(state).encode(), 6),
            origin=origin,
            form_version=version,
            digest=state_digest(state),
        )
    )
    return number


def form_version(work: Connection, proposal: str) -> str:
    """The version of the form a proposal is filled with."""
    return work.scalar(select(Proposals.form_version).where(Proposals.id == proposal)) or ""


def digest(work: Connection, proposal: str, number: int) -> str:
    """The digest of a revision; of those that older programs kept it is made now."""
    here = (Revisions.proposal == proposal, Revisions.number == number)
    known = work.scalar(select(Revisions.digest).where(*here))
    if known == "":
        known = state_digest(content(work, proposal, number))
        work.execute(update(Revisions).where(*here).values(digest=known))
    return known or ""


def digests(work: Connection, proposal: str) -> tuple[tuple[int, str], ...]:
    """Number and digest of each revision, the newest first."""
    query = select(Revisions.number, Revisions.digest).where(Revisions.proposal == proposal)
    rows = work.execute(query.order_by(Revisions.number.desc())).all()
    return tuple((number, known or digest(work, proposal, number)) for number, known in rows)


def kept(work: Connection, proposal: str) -> tuple[Revision, ...]:
    """All revisions, the newest first. Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    query = select(
        Revisions.number,
        Revisions.reason,
        Revisions.name,
        Revisions.made,
        Revisions.origin,
        Revisions.form_version,
    )
    own = query.where(Revisions.proposal == proposal).order_by(Revisions.number.desc())
    return tuple(
        Revision(row.number, Reason(row.reason), row.name, row.made, row.origin, row.form_version)
        for row in work.execute(own)
    )


def content(work: Connection, proposal: str, number: int) -> Mapping[str, Data]:
    """The answers of a revision. Raises `AppError` revision-unknown."""
    here = (Revisions.proposal == proposal, Revisions.number == number)
    packed = work.scalar(select(Revisions.answers).where(*here))
    if packed is None:
        raise AppError("revision-unknown", number=number)
    data = decode(zlib.decompress(packed).decode())
    assert isinstance(data, dict)
    return MappingProxyType(data)


def last_number(work: Connection, proposal: str) -> int:
    """The number of the newest revision, 0 where there is none."""
    query = select(func.max(Revisions.number)).where(Revisions.proposal == proposal)
    return work.scalar(query) or 0


def go_back(
    work: Connection, proposal: str, number: int, now: datetime, paths: Collection[str] | None
) -> int:
    """Restore a revision (of `paths` only, where they are given) as one step of undo.

    The present state is kept before; gives the number of the new revision.
    """
    wanted = content(work, proposal, number)
    here = (Revisions.proposal == proposal, Revisions.number == number)
    version = work.scalar(select(Revisions.form_version).where(*here))
    keep(work, proposal, Reason.RESTORING, now)
    whole: dict[str, str | None] = dict.fromkeys(answers(work, proposal))
    whole.update(texts(wanted))
    asked = whole if paths is None else {path: whole.get(path) for path in paths}
    toggled: dict[Thing, str | None] = {}
    if paths is None and version:  # the answers fit the form of that time
        toggled[Thing(FORM, "")] = version
    journal.change(work, proposal, asked, now, joining=False, toggled=toggled)
    return keep(work, proposal, Reason.RESTORING, now, origin=number)
