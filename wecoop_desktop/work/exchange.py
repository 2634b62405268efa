"""Proposals between the database and `.wecoop` files, inside the caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from sqlite3 import Connection
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import annexes, ask, head, journal, remarks, revisions, vault
from wecoop_desktop.work.data import decode, encode
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import FORM, ProposalFile, descent, sorted_entries
from wecoop_desktop.work.head import Head
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.lineage import Copy, Kinship, Relation, kinship
from wecoop_desktop.work.moments import moment
from wecoop_desktop.work.naming import same
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.toggles import FORM as FORM_VERSION
from wecoop_desktop.work.toggles import Thing

_FILL = """
UPDATE proposals SET lineage = :lineage, review = :review,
identity = coalesce(nullif(:identity, ''), identity) WHERE id = :id
"""
_PUT_LINEAGE = "UPDATE proposals SET lineage = ? WHERE id = ?"
_MAKE_OWN = "UPDATE proposals SET review = 0 WHERE id = ?"
_KIN = """
SELECT id FROM proposals WHERE identity = ? AND deleted IS NULL ORDER BY updated DESC
"""

_PUT_PART = "INSERT INTO parts (proposal, name, data) VALUES (?, ?, ?)"
_PART = "SELECT data FROM parts WHERE proposal = ? AND name = ?"
_OTHER_PARTS = "SELECT name, data FROM parts WHERE proposal = ? AND name <> ?"

_KEEP_FORM = "INSERT INTO forms (form, version, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_KEPT_FORM = "SELECT data FROM forms WHERE form = ? AND version = ?"


def fill(work: Connection, home: Home, proposal: str, file: ProposalFile, now: datetime) -> None:
    """Put what a file holds besides answers into a proposal that was just made for it."""
    lineage = encode(list(file.lineage))
    row = {"lineage": lineage, "review": file.review, "identity": file.identity, "id": proposal}
    work.execute(_FILL, row)
    parts = dict(file.further)
    if file.form_data is not None:
        parts[FORM] = encode(file.form_data).encode()
    work.executemany(_PUT_PART, ((proposal, name, data) for name, data in parts.items()))
    for name, data in file.documents().items():
        annexes.add(work, home, proposal, Document(name, data), now)
    remarks.merge(work, proposal, file.comments)
    revisions.keep(work, proposal, Reason.IMPORTING, now)


def gathered(
    work: Connection,
    home: Home,
    proposal: str,
    form_data: Mapping[str, Data] | None,
    now: datetime,
    *,
    review: bool,
) -> ProposalFile:
    """All of a proposal as a file; its present state is kept as a revision, by which a copy that
    comes back is recognised.

    Raises `AppError` proposal-unknown, attachment-lost, attachment-damaged.
    """
    number = revisions.keep(work, proposal, Reason.EXPORTING, now)
    remarks.thin(work, proposal, now)
    attached = annexes.present(work, home, proposal)
    own = head.of(work, proposal)
    _none, further = sorted_entries(dict(work.execute(_OTHER_PARTS, (proposal, FORM))))
    state = copy(work, proposal)
    return ProposalFile(
        form=own.form,
        form_version=own.form_version,
        answers=revisions.answers(work, proposal),
        created=moment(own.created),
        saved=now,
        revision=number,
        form_data=_fitting(work, proposal, own.form_version, form_data),
        attachments={each.name: annexes.content(home, each.name, each.sha256) for each in attached},
        further=further,
        extra=_object(own.extra),
        identity=state.identity,
        lineage=state.lineage,
        review=review or own.review == 1,
        comments=remarks.every(work, proposal),
    )


def copy(work: Connection, proposal: str) -> Copy:
    """The state of a proposal and its ancestors. Raises `AppError` proposal-unknown."""
    own = head.of(work, proposal)
    state = state_digest(revisions.answers(work, proposal))
    kept = [digest for _number, digest in revisions.digests(work, proposal)]
    return Copy(own.identity, state, descent((*kept, *_brought(own)), state))


def _brought(own: Head) -> list[str]:
    """The states that came with imported files."""
    lineage = decode(own.lineage)
    return [str(each) for each in lineage] if isinstance(lineage, list) else []


def kin(work: Connection, file: ProposalFile) -> tuple[str, ...]:
    """Proposals that are copies of the one in a file, the last changed first."""
    return ask.texts(work, _KIN, file.identity) if file.identity else ()


def make_own(work: Connection, proposal: str) -> None:
    """Let the answers of a review copy be changed. Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    work.execute(_MAKE_OWN, (proposal,))


def relation(work: Connection, home: Home, proposal: str, file: ProposalFile) -> Relation:
    """What a file is to a proposal. Raises `AppError` proposal-unknown."""
    kind, common = kinship(copy(work, proposal), file)
    if kind is Kinship.UNRELATED:
        return Relation(kind, review=file.review)
    own = {comment.id: comment for comment in remarks.every(work, proposal)}
    held = {(same(each.name), each.sha256) for each in annexes.present(work, home, proposal)}
    return Relation(
        kind,
        base=_base(work, proposal, common, file),
        review=file.review,
        comments=sum(remarks.is_news(own.get(each.id), each) for each in file.comments),
        attachments=tuple(
            name
            for name, data in file.documents().items()
            if (same(name), vault.digest(data)) not in held
        ),
    )


def _base(
    work: Connection, proposal: str, common: str, file: ProposalFile
) -> Mapping[str, Data] | None:
    if not common:
        return None
    if common == file.state():
        return file.answers
    present = revisions.answers(work, proposal)
    if common == state_digest(present):
        return present
    numbers = (number for number, each in revisions.digests(work, proposal) if each == common)
    found = next(numbers, None)
    return None if found is None else revisions.content(work, proposal, found)


def take(
    work: Connection,
    home: Home,
    proposal: str,
    file: ProposalFile,
    answers: Mapping[str, Data] | None,
    now: datetime,
) -> int:
    """Take in a copy that came back; gives how many comments are new or changed.

    Raises `AppError` proposal-unrelated.
    """
    if kinship(copy(work, proposal), file)[0] is Kinship.UNRELATED:
        raise AppError("proposal-unrelated")
    count = remarks.merge(work, proposal, file.comments)
    remarks.thin(work, proposal, now)
    if file.review:
        return count
    if answers is not None:
        _take_answers(work, proposal, file, answers, now)
        for name, data in file.documents().items():
            annexes.add(work, home, proposal, Document(name, data), now)
    return count


def _take_answers(
    work: Connection,
    proposal: str,
    file: ProposalFile,
    answers: Mapping[str, Data],
    now: datetime,
) -> None:
    """The state before, that of the file, and the merged one become revisions, in this order."""
    journal.touch(work, proposal, now)
    revisions.keep(work, proposal, Reason.MERGING, now)
    version = file.form_version
    revisions.append(work, proposal, file.answers, Reason.RECEIVING, now, version=version)
    replaced: dict[str, str | None] = dict.fromkeys(revisions.answers(work, proposal))
    replaced.update(revisions.texts(answers))
    journal.change(work, proposal, replaced, now, joining=False)
    revisions.keep(work, proposal, Reason.MERGING, now)
    lineage = descent((*file.lineage, *_brought(head.of(work, proposal))))
    work.execute(_PUT_LINEAGE, (encode(list(lineage)), proposal))


def keep_form(work: Connection, form: str, version: str, data: Mapping[str, Data]) -> None:
    """Keep a version of a form; one that is kept already stays as it is."""
    work.execute(_KEEP_FORM, (form, version, zlib.compress(encode(data).encode(), 6)))


def adopt(
    work: Connection,
    proposal: str,
    version: str,
    texts: Mapping[str, str],
    data: Mapping[str, Data] | None,
    now: datetime,
) -> int:
    """Move to another version of the form; gives the number of the revision before."""
    former = form_data(work, proposal)
    own = head.of(work, proposal)
    if former is not None:
        keep_form(work, own.form, own.form_version, former)
    if data is not None:
        keep_form(work, own.form, version, data)
    number = revisions.keep(work, proposal, Reason.UPGRADING, now)
    whole: dict[str, str | None] = dict.fromkeys(revisions.answers(work, proposal))
    whole.update(texts)
    things: dict[Thing, str | None] = {Thing(FORM_VERSION, ""): version}
    journal.change(work, proposal, whole, now, joining=False, toggled=things)
    revisions.keep(work, proposal, Reason.UPGRADING, now)
    return number


def form_data(work: Connection, proposal: str, version: str = "") -> Mapping[str, Data] | None:
    """The form of a proposal in its own version, or in another one that it had or is to have: the
    one that came with its file, or was kept."""
    own = head.of(work, proposal)
    wanted = version or own.form_version
    brought = ask.data(work, _PART, proposal, FORM)
    if brought is not None:
        data = _object(brought.decode())
        if data.get("version", own.form_version) == wanted:
            return MappingProxyType(data)
    kept = ask.data(work, _KEPT_FORM, own.form, wanted)
    return None if kept is None else MappingProxyType(_object(zlib.decompress(kept).decode()))


def _fitting(
    work: Connection, proposal: str, version: str, given: Mapping[str, Data] | None
) -> Mapping[str, Data] | None:
    """The form that goes along: the given one, unless it is of another version than the answers."""
    if given is not None and given.get("version", version) == version:
        return given
    return form_data(work, proposal) or given


def _object(text: str) -> dict[str, Data]:
    data = decode(text)
    if not isinstance(data, dict):
        raise TypeError("not an object")
    return data
