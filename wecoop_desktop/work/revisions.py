"""Answers as rows, and kept states of all answers of one proposal.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, func, insert, select, update

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import journal
from wecoop_desktop.work.data import answer_text, decode, encode
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.tables import Answers, Revisions


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
    packed = zlib.compress(encode(answers(work, proposal)).encode(), 6)
    own = Revisions.proposal == proposal
    newest = select(Revisions).where(own).order_by(Revisions.number.desc()).limit(1)
    last = work.execute(newest).first()
    if last is not None and last.answers == packed and not origin:
        if reason is not Reason.NAMED:
            return int(last.number)
        if not last.name:
            here = update(Revisions).where(own, Revisions.number == last.number)
            work.execute(here.values(name=name, reason=reason.value))
            return int(last.number)
    number: int = (last.number if last else 0) + 1
    work.execute(
        insert(Revisions).values(
            proposal=proposal,
            number=number,
            reason=reason.value,
            name=name,
            made=now,
            answers=packed,
            origin=origin,
        )
    )
    return number


def kept(work: Connection, proposal: str) -> tuple[Revision, ...]:
    """All revisions, the newest first. Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    query = select(
        Revisions.number, Revisions.reason, Revisions.name, Revisions.made, Revisions.origin
    )
    own = query.where(Revisions.proposal == proposal).order_by(Revisions.number.desc())
    return tuple(
        Revision(row.number, Reason(row.reason), row.name, row.made, row.origin)
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
