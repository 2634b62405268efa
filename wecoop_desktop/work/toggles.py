"""What a step of undo may change besides answers: as text, where None is the usual state.

`comment`: deleted ("1") or not, by the id of the comment. `attachment`: taken away ("1") or not, by
its number. `form`: the version of the form; the name is empty. All work inside the caller's
transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from wecoop_desktop.work import ask, remarks
from wecoop_desktop.work.comments import changed, parts
from wecoop_desktop.work.moments import stored
from wecoop_desktop.work.naming import free

ANSWER, COMMENT, ATTACHMENT, FORM = "answer", "comment", "attachment", "form"
ON = "1"

_DETACHED = "SELECT detached FROM attachments WHERE proposal = ? AND number = ?"
_DETACH = "UPDATE attachments SET detached = ? WHERE proposal = ? AND number = ?"
_ATTACH = "UPDATE attachments SET detached = NULL, name = ? WHERE proposal = ? AND number = ?"
_NAME = "SELECT name FROM attachments WHERE proposal = ? AND number = ?"
_TAKEN = """
SELECT name FROM attachments WHERE proposal = ? AND number <> ? AND detached IS NULL
"""
_FORM = "SELECT form_version FROM proposals WHERE id = ?"
_PUT_FORM = "UPDATE proposals SET form_version = ? WHERE id = ?"


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
    return None if ask.text(work, _DETACHED, proposal, int(name)) is None else ON


def _put_attachment(
    work: Connection, proposal: str, name: str, text: str | None, now: datetime
) -> None:
    """One that comes back takes a free name, where its own was given to another file."""
    number = int(name)
    if text is not None:
        work.execute(_DETACH, (stored(now), proposal, number))
        return
    own = ask.text(work, _NAME, proposal, number)
    if own is not None:
        taken = ask.texts(work, _TAKEN, proposal, number)
        work.execute(_ATTACH, (free(own, taken), proposal, number))


def _form(work: Connection, proposal: str, name: str) -> str | None:
    return ask.text(work, _FORM, proposal)


def _put_form(work: Connection, proposal: str, name: str, text: str | None, now: datetime) -> None:
    work.execute(_PUT_FORM, (text or "", proposal))


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
