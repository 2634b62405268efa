"""Answers as rows, and kept states of all answers of one proposal.

All functions work inside the caller's transaction.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from sqlite3 import Connection
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import ask, journal
from wecoop_desktop.work.data import answer_text, decode, encode
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.moments import moment, stored
from wecoop_desktop.work.proposal import Reason, Revision
from wecoop_desktop.work.toggles import FORM, Thing

_PUT_ANSWER = "INSERT INTO answers (proposal, path, data) VALUES (?, ?, ?)"
_ANSWERS = "SELECT path, data FROM answers WHERE proposal = ? ORDER BY path"
_FORM_VERSION = "SELECT form_version FROM proposals WHERE id = ?"

_PUT = """
INSERT INTO revisions
(proposal, number, reason, name, made, answers, origin, form_version, digest)
VALUES (:proposal, :number, :reason, :name, :made, :answers, :origin, :form_version, :digest)
"""
_ALL = """
SELECT number, reason, name, made, origin, form_version FROM revisions
WHERE proposal = ? ORDER BY number DESC
"""
_LAST = """
SELECT number, name, form_version FROM revisions
WHERE proposal = ? ORDER BY number DESC LIMIT 1
"""
_LAST_NUMBER = "SELECT max(number) FROM revisions WHERE proposal = ?"
_NAME = "UPDATE revisions SET name = ?, reason = ? WHERE proposal = ? AND number = ?"
_CONTENT = "SELECT answers FROM revisions WHERE proposal = ? AND number = ?"
_VERSION = "SELECT form_version FROM revisions WHERE proposal = ? AND number = ?"
_DIGEST = "SELECT digest FROM revisions WHERE proposal = ? AND number = ?"
_DIGESTS = "SELECT number, digest FROM revisions WHERE proposal = ? ORDER BY number DESC"
_KEEP_DIGEST = "UPDATE revisions SET digest = ? WHERE proposal = ? AND number = ?"


def texts(answers: Mapping[str, Data]) -> dict[str, str]:
    """The JSON of each answer; None is no answer."""
    return {path: answer_text(path, data) for path, data in answers.items() if data is not None}


def put_answers(work: Connection, proposal: str, new: Mapping[str, str]) -> None:
    """Answers of a proposal that has none yet."""
    work.executemany(_PUT_ANSWER, ((proposal, path, text) for path, text in new.items()))


def answers(work: Connection, proposal: str) -> Mapping[str, Data]:
    """All answers of a proposal, in the order of their paths."""
    rows = work.execute(_ANSWERS, (proposal,))
    return MappingProxyType({path: decode(data) for path, data in rows})


def keep(
    work: Connection, proposal: str, reason: Reason, now: datetime, name: str = "", origin: int = 0
) -> int:
    """Keep the present state; where it equals the last one, that one stays and may be named."""
    journal.touch(work, proposal, None)
    state = answers(work, proposal)
    version = form_version(work, proposal)
    last: tuple[int, str, str] | None = work.execute(_LAST, (proposal,)).fetchone()
    if last is not None and not origin and last[2] in (version, ""):
        number, called, _version = last
        if digest(work, proposal, number) == state_digest(state):
            if reason not in _NAMING:
                return number
            if not called:
                work.execute(_NAME, (name, reason.value, proposal, number))
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
    put(work, proposal, [(Revision(number, reason, name, now, origin, version), state)])
    return number


def put(
    work: Connection, proposal: str, states: Iterable[tuple[Revision, Mapping[str, Data]]]
) -> None:
    """Keep states under the numbers they have."""
    rows = (
        {
            "proposal": proposal,
            "number": each.number,
            "reason": each.reason.value,
            "name": each.name,
            "made": stored(each.made),
            "answers": zlib.compress(encode(state).encode(), 6),
            "origin": each.origin,
            "form_version": each.form_version,
            "digest": state_digest(state),
        }
        for each, state in states
    )
    work.executemany(_PUT, rows)


def form_version(work: Connection, proposal: str) -> str:
    """The version of the form a proposal is filled with."""
    return ask.text(work, _FORM_VERSION, proposal) or ""


def digest(work: Connection, proposal: str, number: int) -> str:
    """The digest of a revision; of those that older programs kept it is made now."""
    known = ask.text(work, _DIGEST, proposal, number)
    if known == "":
        known = state_digest(content(work, proposal, number))
        work.execute(_KEEP_DIGEST, (known, proposal, number))
    return known or ""


def digests(work: Connection, proposal: str) -> tuple[tuple[int, str], ...]:
    """Number and digest of each revision, the newest first."""
    rows = work.execute(_DIGESTS, (proposal,)).fetchall()
    return tuple((number, known or digest(work, proposal, number)) for number, known in rows)


def kept(work: Connection, proposal: str) -> tuple[Revision, ...]:
    """All revisions, the newest first. Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    return tuple(
        Revision(number, Reason(reason), name, moment(made), origin, version)
        for number, reason, name, made, origin, version in work.execute(_ALL, (proposal,))
    )


def content(work: Connection, proposal: str, number: int) -> Mapping[str, Data]:
    """The answers of a revision. Raises `AppError` revision-unknown."""
    packed = ask.data(work, _CONTENT, proposal, number)
    if packed is None:
        raise AppError("revision-unknown", number=number)
    data = decode(zlib.decompress(packed).decode())
    assert isinstance(data, dict)
    return MappingProxyType(data)


def last_number(work: Connection, proposal: str) -> int:
    """The number of the newest revision, 0 where there is none."""
    return ask.number(work, _LAST_NUMBER, proposal)


def go_back(
    work: Connection, proposal: str, number: int, now: datetime, paths: Collection[str] | None
) -> int:
    """Restore a revision (of `paths` only, where they are given) as one step of undo.

    The present state is kept before; gives the number of the new revision.
    """
    wanted = content(work, proposal, number)
    version = ask.text(work, _VERSION, proposal, number)
    keep(work, proposal, Reason.RESTORING, now)
    whole: dict[str, str | None] = dict.fromkeys(answers(work, proposal))
    whole.update(texts(wanted))
    asked = whole if paths is None else {path: whole.get(path) for path in paths}
    toggled: dict[Thing, str | None] = {}
    if paths is None and version:  # the answers fit the form of that time
        toggled[Thing(FORM, "")] = version
    journal.change(work, proposal, asked, now, joining=False, toggled=toggled)
    return keep(work, proposal, Reason.RESTORING, now, origin=number)
