"""What a step of undo may change besides answers: as text, where None is the usual state.

`comment`: deleted ("1") or not, by the id of the comment. `attachment`: taken away ("1") or not, by
its number. `form`: the version of the form; the name is empty. All work inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, select, update

from wecoop_desktop.work import remarks
from wecoop_desktop.work.comments import changed, parts
from wecoop_desktop.work.naming import free
from wecoop_desktop.work.tables import Attachments, Proposals

ANSWER, COMMENT, ATTACHMENT, FORM = "answer", "comment", "attachment", "form"
ON = "1"


class Thing(NamedTuple):
    """What a row of the journal is about."""

    kind: str
    name: str


def state(work: Connection, proposal: str, thing: Thing) -> str | None:
    """How it is now."""
    return _READ[thing.kind](work, proposal, thing.name)


def put(work: Connection, proposal: str, thing: Thing, text: str | None, now: datetime) -> None:
    """Make it so; what is gone for good stays gone."""
    _PUT[thing.kind](work, proposal, thing.name, text, now)


def _comment(work: Connection, proposal: str, name: str) -> str | None:
    return ON if remarks.one(work, proposal, name).deleted else None


def _put_comment(
    work: Connection, proposal: str, name: str, text: str | None, now: datetime
) -> None:
    comment = remarks.found(work, proposal, name)
    if comment is not None:
        new = replace(parts(comment), deleted=text is not None)
        remarks.put(work, proposal, changed(comment, new, now))


def _attachment(work: Connection, proposal: str, name: str) -> str | None:
    query = select(Attachments.detached).where(*_file(proposal, name))
    return None if work.scalar(query) is None else ON


def _put_attachment(
    work: Connection, proposal: str, name: str, text: str | None, now: datetime
) -> None:
    """One that comes back takes a free name, where its own was given to another file."""
    here = update(Attachments).where(*_file(proposal, name))
    if text is not None:
        work.execute(here.values(detached=now))
        return
    own = work.scalar(select(Attachments.name).where(*_file(proposal, name)))
    if own is None:
        return
    taken = select(Attachments.name).where(
        Attachments.proposal == proposal,
        Attachments.detached.is_(None),
        Attachments.number != int(name),
    )
    work.execute(here.values(detached=None, name=free(own, work.scalars(taken))))


def _file(proposal: str, name: str) -> tuple[ColumnElement[bool], ...]:
    return Attachments.proposal == proposal, Attachments.number == int(name)


def _form(work: Connection, proposal: str, name: str) -> str | None:
    return work.scalar(select(Proposals.form_version).where(Proposals.id == proposal))


def _put_form(work: Connection, proposal: str, name: str, text: str | None, now: datetime) -> None:
    here = update(Proposals).where(Proposals.id == proposal)
    work.execute(here.values(form_version=text or ""))


_READ: Mapping[str, Callable[[Connection, str, str], str | None]] = {
    COMMENT: _comment,
    ATTACHMENT: _attachment,
    FORM: _form,
}
_PUT: Mapping[str, Callable[[Connection, str, str, str | None, datetime], None]] = {
    COMMENT: _put_comment,
    ATTACHMENT: _put_attachment,
    FORM: _put_form,
}
