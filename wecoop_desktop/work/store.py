"""The store of the user's work: every verb is on disk when it returns."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Connection, create_engine, delete, event, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import backup, journal, revisions
from wecoop_desktop.work.annexes import AttachmentStore
from wecoop_desktop.work.data import answer_text, decode, encode
from wecoop_desktop.work.database import told_error
from wecoop_desktop.work.discussion import Discussion
from wecoop_desktop.work.file import (
    FORM,
    ProposalFile,
    level_of,
    read_proposal,
    sorted_entries,
    title_of,
    write_proposal,
)
from wecoop_desktop.work.freezing import SubmissionStore
from wecoop_desktop.work.lineage import Relation
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.opening import opened
from wecoop_desktop.work.proposal import (
    LEVEL,
    TITLES,
    Proposal,
    ProposalRow,
    Reason,
    Revision,
)
from wecoop_desktop.work.tables import Answers, Marks, Parts, Proposals, Revisions

Clock = Callable[[], datetime]


class WorkStore:
    """Open with `WorkStore.open`; used by the thread that opened it and no other."""

    def __init__(self, home: Home, lock: Lock, connection: Connection, clock: Clock) -> None:
        self._home = home
        self._path = home.work
        self._lock = lock
        self._connection = connection
        self._clock = clock
        self._thread = threading.get_ident()
        self.backup_problem: AppError | None = None
        self.comments = Discussion(self._work, clock)
        self.attachments = AttachmentStore(home, self._work, clock)
        self.submissions = SubmissionStore(self._work, clock)

    @classmethod
    def open(cls, home: Home, clock: Clock = backup.present) -> WorkStore:
        """Open the work in `home`: made at the first start, migrated and backed up where due.

        Raises `AppError` work-in-use, work-newer, work-damaged (set_aside, backup), work-missing
        (backup), work-not-writable, disk-full. A backup that could not be made does not stand in
        the way: it is told in `backup_problem`.
        """
        with contextlib.ExitStack() as undoing:
            lock = Lock(home)
            undoing.callback(lock.release)
            raw = opened(home, clock)
            undoing.callback(raw.close)
            engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
            event.listen(engine, "begin", _begin)
            store = cls(home, lock, engine.connect(), clock)
            store.back_up()
            undoing.pop_all()
        return store

    def back_up(self) -> None:
        """Make the backup of the day, if it is not there yet and there is work to keep.

        For a window that stays open for days; a failure is told in `backup_problem`.
        """
        self.backup_problem = None
        if not backup.due(self._home, self._clock()) or self._empty():
            return
        raw = self._connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        try:
            backup.make(raw, self._home, self._clock())
        except AppError as error:
            self.backup_problem = error

    def close(self) -> None:
        """Leave the file whole and without a log beside it."""
        with self._telling():
            engine = self._connection.engine
            self._connection.close()
            engine.dispose()
        self._lock.release()

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            told = told_error(error.orig, self._path)
            if told is None:
                raise
            raise told from error

    @contextlib.contextmanager
    def _work(self) -> Iterator[Connection]:
        """One transaction: all of the block is on disk after it, or nothing."""
        assert threading.get_ident() == self._thread, "only the thread that opened it uses a store"
        with self._telling(), self._connection.begin():
            yield self._connection

    def _empty(self) -> bool:
        with self._work() as work:
            return work.scalar(select(Proposals.id).limit(1)) is None and (
                work.scalar(select(Marks.key).limit(1)) is None
            )

    # Proposals

    def proposals(self) -> tuple[ProposalRow, ...]:
        """All proposals, those in the bin too (`deleted` is set), the last changed first."""
        shown = (*TITLES, LEVEL)
        with self._work() as work:
            rows = work.execute(select(Proposals).order_by(Proposals.updated.desc())).all()
            answers: dict[str, dict[str, Data]] = {}
            for proposal, path, data in work.execute(
                select(Answers.proposal, Answers.path, Answers.data).where(Answers.path.in_(shown))
            ):
                answers.setdefault(proposal, {})[path] = decode(data)
            numbers = dict(
                work.execute(
                    select(Revisions.proposal, func.max(Revisions.number)).group_by(
                        Revisions.proposal
                    )
                ).all()
            )
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
            )
            for row in rows
        )

    def create(self, form: str, version: str, answers: Mapping[str, Data]) -> str:
        """A new proposal with these answers and nothing to undo. Gives its id."""
        texts = revisions.texts(answers)
        with self._work() as work:
            return self._create(work, form, version, texts)

    def _create(
        self, work: Connection, form: str, version: str, texts: Mapping[str, str], extra: str = "{}"
    ) -> str:
        identity, now = uuid.uuid4().hex, self._clock()
        work.execute(
            insert(Proposals).values(
                id=identity,
                form=form,
                form_version=version,
                created=now,
                updated=now,
                extra=extra,
            )
        )
        revisions.put_answers(work, identity, texts)
        return identity

    def load(self, proposal: str) -> Proposal:
        """Everything of one proposal. Raises `AppError` proposal-unknown."""
        with self._work() as work:
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
            )

    def write(self, proposal: str, path: str, data: Data | None) -> None:
        """Set one answer; None removes it. Typing on without a pause is one undo step.

        Raises `AppError` proposal-unknown, answer-too-large, disk-full, work-not-writable; the
        database is then as it was before.
        """
        self.write_all(proposal, {path: data})

    def write_all(
        self, proposal: str, answers: Mapping[str, Data | None], *, joining: bool = True
    ) -> None:
        """Set several answers as one undo step; raises as `write`.

        Without `joining` it is a step of its own, also right after typing in the same answer.
        """
        texts = {
            path: None if data is None else answer_text(path, data)
            for path, data in answers.items()
        }
        with self._work() as work:
            journal.change(work, proposal, texts, self._clock(), joining=joining)

    def undo(self, proposal: str) -> str | None:
        """Take the last step back: the path changed, "" where several, None where no step is."""
        with self._work() as work:
            return journal.go(work, proposal, "undo", self._clock())

    def redo(self, proposal: str) -> str | None:
        """Do again what was taken back; answers as `undo`."""
        with self._work() as work:
            return journal.go(work, proposal, "redo", self._clock())

    # Revisions

    def revise(self, proposal: str, reason: Reason, name: str = "") -> int:
        """Keep the present state as a revision and give its number.

        Where nothing changed since the last one, that one is given, and takes the name if it has
        none of its own.
        """
        with self._work() as work:
            return revisions.keep(work, proposal, reason, self._clock(), name)

    def revisions(self, proposal: str) -> tuple[Revision, ...]:
        """All revisions, the newest first."""
        with self._work() as work:
            return revisions.kept(work, proposal)

    def revision(self, proposal: str, number: int) -> Mapping[str, Data]:
        """The answers of a revision. Raises `AppError` revision-unknown."""
        with self._work() as work:
            return revisions.content(work, proposal, number)

    def restore_revision(self, proposal: str, number: int) -> int:
        """Go back to a revision: the present state is kept as one, and undo takes it back.

        Gives the number of the new revision whose `origin` is the restored one.
        """
        now = self._clock()
        with self._work() as work:
            wanted = revisions.content(work, proposal, number)
            revisions.keep(work, proposal, Reason.RESTORING, now)
            texts: dict[str, str | None] = dict.fromkeys(revisions.answers(work, proposal))
            texts.update(revisions.texts(wanted))
            journal.change(work, proposal, texts, now, joining=False)
            return revisions.keep(work, proposal, Reason.RESTORING, now, origin=number)

    def restore_part(self, proposal: str, number: int, paths: Collection[str]) -> int:
        """Go back to a revision in the answers at `paths` only, as `restore_revision` does."""
        raise NotImplementedError

    def adopt_form(
        self,
        proposal: str,
        version: str,
        answers: Mapping[str, Data],
        form_data: Mapping[str, Data] | None = None,
    ) -> int:
        """Move to another version of the form, with all answers as they are there.

        The answers before are kept as a revision (`Reason.UPGRADING`), whose number is given; one
        step of undo, which brings the former version back too.
        """
        raise NotImplementedError

    def form_data(self, proposal: str) -> Mapping[str, Data] | None:
        """The form of a proposal as plain data, where it is kept here: of the proposal's version,
        also when the content has a newer one."""
        raise NotImplementedError

    # Copies of one proposal

    def kin(self, file: ProposalFile) -> tuple[str, ...]:
        """Proposals of this computer that are copies of the one in a file, last changed first."""
        raise NotImplementedError

    def relation(self, proposal: str, file: ProposalFile) -> Relation:
        """What a file is to a proposal."""
        raise NotImplementedError

    def take_in(
        self, proposal: str, file: ProposalFile, answers: Mapping[str, Data] | None = None
    ) -> int:
        """Take in a copy that came back: its comments, its attachments, and `answers` as merged
        (None: the answers stay). The states before, of the file and after are kept as revisions;
        the answers are one step of undo. Of a review copy only comments are taken.

        Gives how many comments are new or changed.
        """
        raise NotImplementedError

    def make_own(self, proposal: str) -> None:
        """Make a review copy a proposal of one's own, whose answers can be changed."""
        raise NotImplementedError

    # The bin

    def delete(self, proposal: str) -> None:
        """Put a proposal into the bin, with everything that belongs to it."""
        self._bin(proposal, self._clock())

    def restore(self, proposal: str) -> None:
        """Take a proposal out of the bin."""
        self._bin(proposal, None)

    def _bin(self, proposal: str, deleted: datetime | None) -> None:
        with self._work() as work:
            journal.touch(work, proposal, None)
            work.execute(update(Proposals).where(Proposals.id == proposal).values(deleted=deleted))

    def empty_bin(self) -> int:
        """Remove the proposals of the bin for good; gives how many there were."""
        with self._work() as work:
            return work.execute(delete(Proposals).where(Proposals.deleted.is_not(None))).rowcount

    # Files

    def import_file(self, path: Path, forms: Collection[str] = ()) -> str:
        """Take in a `.wecoop` file as a new proposal; raises as `work.file.read_proposal`.

        Where the ids of known `forms` are given, others raise `AppError` proposal-form-unknown.
        """
        file = read_proposal(path)
        if forms and file.form not in forms:
            raise AppError("proposal-form-unknown", path=path, form=file.form)
        texts = revisions.texts(file.answers)
        parts = file.entries()
        if file.form_data is not None:
            parts[FORM] = encode(file.form_data).encode()
        with self._work() as work:
            extra = encode(file.extra)
            identity = self._create(work, file.form, file.form_version, texts, extra)
            for name, data in parts.items():
                work.execute(insert(Parts).values(proposal=identity, name=name, data=data))
            revisions.keep(work, identity, Reason.IMPORTING, self._clock())
            return identity

    def export_file(
        self,
        proposal: str,
        path: Path,
        form_data: Mapping[str, Data] | None = None,
        *,
        review: bool = False,
    ) -> None:
        """Write a proposal as a `.wecoop` file with its form; raises as `write_proposal`.

        With `review` it is a review copy: whoever opens it can comment, not change.

        `work.shape.form_data` makes the data of a form. Where none is given, the one that came
        with an imported file goes along.
        """
        kept = self.load(proposal)
        with self._work() as work:
            extra = work.scalar(select(Proposals.extra).where(Proposals.id == proposal))
            query = select(Parts.name, Parts.data).where(Parts.proposal == proposal)
            parts = dict(work.execute(query).all())
        own_form = parts.pop(FORM, None)
        if form_data is None and own_form is not None:
            form_data = _mapping(decode(own_form.decode()))
        attachments, further = sorted_entries(parts)
        file = ProposalFile(
            form=kept.form,
            form_version=kept.form_version,
            answers=kept.answers,
            created=kept.created,
            saved=self._clock(),
            revision=kept.revision,
            form_data=form_data,
            attachments=attachments,
            further=further,
            extra=_mapping(decode(extra or "{}")),
        )
        write_proposal(path, file)

    # Marks

    def mark(self, kind: str, key: str, value: str | None) -> None:
        """Keep a bookmark, a chapter read, a point ticked; None removes it."""
        with self._work() as work:
            if value is None:
                work.execute(delete(Marks).where(Marks.kind == kind, Marks.key == key))
                return
            row = upsert(Marks).values(kind=kind, key=key, value=value, at=self._clock())
            same = {"value": row.excluded.value, "at": row.excluded.at}
            work.execute(
                row.on_conflict_do_update(index_elements=[Marks.kind, Marks.key], set_=same)
            )

    def marks(self, kind: str) -> Mapping[str, str]:
        """Values by key, in the order in which they were set."""
        with self._work() as work:
            query = select(Marks.key, Marks.value).where(Marks.kind == kind).order_by(Marks.at)
            return MappingProxyType(dict(work.execute(query).all()))

    def marked(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:
        """The values of some keys, where they are marked; for marks that may be long."""
        query = select(Marks.key, Marks.value).where(Marks.kind == kind, Marks.key.in_(keys))
        with self._work() as work:
            return MappingProxyType(dict(work.execute(query).all()))


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _mapping(data: Data) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise TypeError("not an object")
    return data
