"""Proposals between the database and `.wecoop` files, inside the caller's transaction."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import annexes, journal, remarks, revisions, vault
from wecoop_desktop.work.data import decode, encode
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import FORM, ProposalFile, descent, sorted_entries
from wecoop_desktop.work.intake import Document
from wecoop_desktop.work.lineage import Copy, Kinship, Relation, kinship
from wecoop_desktop.work.naming import same
from wecoop_desktop.work.proposal import Reason
from wecoop_desktop.work.tables import Forms, Parts, Proposals
from wecoop_desktop.work.toggles import FORM as FORM_VERSION
from wecoop_desktop.work.toggles import Thing


def fill(work: Connection, home: Home, proposal: str, file: ProposalFile, now: datetime) -> None:
    """Put what a file holds besides answers into a proposal that was just made for it."""
    here = update(Proposals).where(Proposals.id == proposal)
    work.execute(here.values(lineage=encode(list(file.lineage)), review=file.review))
    if file.identity:
        work.execute(here.values(identity=file.identity))
    parts = dict(file.further)
    if file.form_data is not None:
        parts[FORM] = encode(file.form_data).encode()
    for name, data in parts.items():
        work.execute(insert(Parts).values(proposal=proposal, name=name, data=data))
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
    row = work.execute(select(Proposals).where(Proposals.id == proposal)).one()
    query = select(Parts.name, Parts.data).where(Parts.proposal == proposal, Parts.name != FORM)
    _none, further = sorted_entries(dict(work.execute(query).all()))
    own = copy(work, proposal)
    return ProposalFile(
        form=row.form,
        form_version=row.form_version,
        answers=revisions.answers(work, proposal),
        created=row.created,
        saved=now,
        revision=number,
        form_data=_fitting(work, proposal, row.form_version, form_data),
        attachments={each.name: annexes.content(home, each.name, each.sha256) for each in attached},
        further=further,
        extra=_object(row.extra),
        identity=own.identity,
        lineage=own.lineage,
        review=review or row.review,
        comments=remarks.every(work, proposal),
    )


def copy(work: Connection, proposal: str) -> Copy:
    """The state of a proposal and its ancestors. Raises `AppError` proposal-unknown."""
    journal.touch(work, proposal, None)
    row = work.execute(
        select(Proposals.identity, Proposals.lineage).where(Proposals.id == proposal)
    ).one()
    state = state_digest(revisions.answers(work, proposal))
    inherited = decode(row.lineage)
    own = [digest for _number, digest in revisions.digests(work, proposal)]
    brought = [str(each) for each in inherited] if isinstance(inherited, list) else []
    return Copy(row.identity, state, descent((*own, *brought), state))


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
    inherited = work.scalar(select(Proposals.lineage).where(Proposals.id == proposal))
    before = decode(inherited or "[]")
    brought = [str(each) for each in before] if isinstance(before, list) else []
    lineage = descent((*file.lineage, *brought))
    here = update(Proposals).where(Proposals.id == proposal)
    work.execute(here.values(lineage=encode(list(lineage))))


def keep_form(work: Connection, form: str, version: str, data: Mapping[str, Data]) -> None:
    """Keep a version of a form; one that is kept already stays as it is."""
    packed = zlib.compress(encode(data).encode(), 6)
    row = upsert(Forms).values(form=form, version=version, data=packed)
    work.execute(row.on_conflict_do_nothing())


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
    row = work.execute(
        select(Proposals.form, Proposals.form_version).where(Proposals.id == proposal)
    ).one()
    if former is not None:
        keep_form(work, row.form, row.form_version, former)
    if data is not None:
        keep_form(work, row.form, version, data)
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
    journal.touch(work, proposal, None)
    row = work.execute(
        select(Proposals.form, Proposals.form_version).where(Proposals.id == proposal)
    ).one()
    wanted = version or row.form_version
    here = (Parts.proposal == proposal, Parts.name == FORM)
    brought = work.scalar(select(Parts.data).where(*here))
    if brought is not None:
        data = _object(brought.decode())
        if data.get("version", row.form_version) == wanted:
            return MappingProxyType(data)
    own = select(Forms.data).where(Forms.form == row.form, Forms.version == wanted)
    kept = work.scalar(own)
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
