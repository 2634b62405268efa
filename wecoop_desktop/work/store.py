"""The store of the user's work: every verb is on disk when it returns."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work import (
    annexes,
    ask,
    backup,
    database,
    exchange,
    journal,
    listing,
    marks,
    past,
    recovery,
    revisions,
    snapshot,
    trash,
)
from wecoop_desktop.work.annexes import AttachmentStore
from wecoop_desktop.work.data import answer_text, encode
from wecoop_desktop.work.database import telling, transaction
from wecoop_desktop.work.discussion import Discussion
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.freezing import SubmissionStore
from wecoop_desktop.work.lineage import Relation
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.opening import opened
from wecoop_desktop.work.outbox import OutboxStore
from wecoop_desktop.work.proposal import Proposal, ProposalRow, Reason, Revision

Clock = Callable[[], datetime]

_WORKED = """
SELECT EXISTS (SELECT 1 FROM proposals) OR EXISTS (SELECT 1 FROM marks)
OR EXISTS (SELECT 1 FROM outbox)
"""


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
        self._backed = self.changes
        self.comments = Discussion(self._work, clock)
        self.attachments = AttachmentStore(home, self._work, clock)
        self.submissions = SubmissionStore(home, self._work, clock)
        self.outbox = OutboxStore(self._work, clock)

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
            connection = opened(home, clock)
            undoing.callback(connection.close)
            store = cls(home, lock, connection, clock)
            store.back_up()
            undoing.pop_all()
        return store

    def back_up(self, why: str = "") -> None:
        """Make a backup, if one is due and there is work to keep: the first of the day, after half
        an hour of work, and wherever a reason `why` is given (one of `backup.REASONS`).

        Called each minute by a window that stays open; a failure is told in `backup_problem`.
        """
        self.backup_problem = None
        now = self._clock()
        wanted = bool(why) or backup.due(self._home, now, worked=self.changes != self._backed)
        if not wanted or self._empty():
            return
        try:
            backup.make(self._connection, self._home, now, why)
        except AppError as error:
            self.backup_problem = error
            return
        # Another day will do: that something could not be let go stands in nobody's way.
        with contextlib.suppress(AppError), self._work() as work:
            trash.thin(work, self._home, now)
            annexes.thin(work, self._home, now)
        self._backed = self.changes

    @property
    def changes(self) -> int:
        """Grows with everything that is written; the same number means that nothing was."""
        return self._connection.total_changes

    def photograph(self, target: Path) -> None:
        """A copy of the present database, for jobs to read. Raises `AppError` as `backup.make`."""
        with telling(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            database.copy(self._connection, target, durable=False)

    def close(self) -> None:
        """Leave the file whole and without a log beside it."""
        with telling(self._path):
            self._connection.close()
        self._lock.release()

    @contextlib.contextmanager
    def _work(self) -> Iterator[Connection]:
        """One transaction: all of the block is on disk after it, or nothing."""
        assert threading.get_ident() == self._thread, "only the thread that opened it uses a store"
        with telling(self._path), transaction(self._connection) as work:
            yield work

    def _empty(self) -> bool:
        with self._work() as work:
            return not ask.number(work, _WORKED)

    # Proposals

    def proposals(self) -> tuple[ProposalRow, ...]:
        """All proposals, those in the bin too (`deleted` is set), the last changed first."""
        with self._work() as work:
            return listing.rows(work)

    def create(
        self,
        form: str,
        version: str,
        answers: Mapping[str, Data],
        form_data: Mapping[str, Data] | None = None,
    ) -> str:
        """A new proposal with these answers and nothing to undo. Gives its id.

        `form_data` is kept where it is given, so that the proposal can go on with its form when
        the content has a newer one.
        """
        texts = revisions.texts(answers)
        with self._work() as work:
            if form_data is not None:
                exchange.keep_form(work, form, version, form_data)
            return listing.create(work, form, version, texts, self._clock())

    def load(self, proposal: str) -> Proposal:
        """Everything of one proposal. Raises `AppError` proposal-unknown."""
        with self._work() as work:
            return listing.whole(work, proposal)

    def standing(self, proposal: str) -> Proposal:
        """Everything of one proposal but its answers. Raises as `load`."""
        with self._work() as work:
            return listing.standing(work, proposal)

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
        with self._work() as work:
            return revisions.go_back(work, proposal, number, self._clock(), None)

    def restore_part(self, proposal: str, number: int, paths: Collection[str]) -> int:
        """Go back to a revision in the answers at `paths` only, as `restore_revision` does."""
        with self._work() as work:
            return revisions.go_back(work, proposal, number, self._clock(), paths)

    # The form

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
        texts = revisions.texts(answers)
        with self._work() as work:
            return exchange.adopt(work, proposal, version, texts, form_data, self._clock())

    def form_data(self, proposal: str, version: str = "") -> Mapping[str, Data] | None:
        """The form of a proposal as plain data, in the version it is filled with or in another
        `version` that it was filled with once.

        None where that is not kept here: the one of the content is meant.
        """
        with self._work() as work:
            return exchange.form_data(work, proposal, version)

    # The bin

    def delete(self, proposal: str) -> None:
        """Put a proposal into the bin, with everything that belongs to it."""
        with self._work() as work:
            trash.put(work, proposal, self._clock())

    def restore(self, proposal: str) -> None:
        """Take a proposal out of the bin."""
        with self._work() as work:
            trash.put(work, proposal, None)

    def empty_bin(self) -> int:
        """Remove the proposals of the bin for good; gives how many there were."""
        with self._work() as work:
            return trash.empty(work, self._home)

    # Backups

    def differences(self, path: Path) -> tuple[recovery.Difference, ...]:
        """What a backup has beside the present work, those of the backup first.

        Raises `AppError` as `work.snapshot.opened`.
        """
        rows = {row.id: row for row in self.proposals()}
        with snapshot.opened(self._home, path) as held:
            then = held.rows()
            found = [self._differing(held, row, rows.get(row.id)) for row in then]
        known = {row.id for row in then}
        later = (row for row in rows.values() if row.id not in known and row.deleted is None)
        return (
            *found,
            *(recovery.Difference(row.id, row.title, "later", now=row.updated) for row in later),
        )

    def _differing(
        self, held: snapshot.Snapshot, then: ProposalRow, now: ProposalRow | None
    ) -> recovery.Difference:
        present = None if now is None else self.load(then.id)
        paths = recovery.difference(held.load(then.id), present)
        standing: recovery.Standing = "differs" if paths else "same"
        if now is None:
            standing = "gone"
        elif now.deleted is not None and then.deleted is None:
            standing = "binned"
        updated = None if now is None else now.updated
        return recovery.Difference(then.id, then.title, standing, paths, then.updated, updated)

    def bring_back(self, path: Path, proposal: str) -> str:
        """Bring one proposal back from a backup; what it is now is kept, and undo leads there.

        One that was gone comes with its revisions and submissions. Gives the id. Raises `AppError`
        as `work.snapshot.opened`, and attachment-lost, attachment-damaged.
        """
        with snapshot.opened(self._home, path) as held:
            held.load(proposal)
            earlier = past.gathered(held.work, proposal)  # first: the next line keeps one more
            file = held.file(proposal)
        with self._work() as work:
            recovery.bring_back(work, self._home, earlier, file, self._clock())
        return proposal

    # Files

    def import_file(self, path: Path, forms: Collection[str] = ()) -> str:
        """Take in a `.wecoop` file as a new proposal; raises as `work.file.read_proposal`.

        Where the ids of known `forms` are given, others raise `AppError` proposal-form-unknown.
        """
        file = read_proposal(path)
        if forms and file.form not in forms:
            raise AppError("proposal-form-unknown", path=path, form=file.form)
        texts = revisions.texts(file.answers)
        with self._work() as work:
            extra, now = encode(file.extra), self._clock()
            made = listing.create(work, file.form, file.form_version, texts, now, extra)
            exchange.fill(work, self._home, made, file, now)
            return made

    def export_file(
        self,
        proposal: str,
        path: Path,
        form_data: Mapping[str, Data] | None = None,
        *,
        review: bool = False,
    ) -> None:
        """Write a proposal as a `.wecoop` file with its form; raises as `write_proposal`.

        `work.shape.form_data` makes the data of a form; where none is given, or of another version
        than the answers, the one that is kept goes along. With `review` it is a review copy:
        whoever opens it can comment, not change. The state is kept as a revision. Raises
        attachment-lost, attachment-damaged too.
        """
        now = self._clock()
        with self._work() as work:
            file = exchange.gathered(work, self._home, proposal, form_data, now, review=review)
        write_proposal(path, file)

    # Copies of one proposal

    def kin(self, file: ProposalFile) -> tuple[str, ...]:
        """Proposals of this computer that are copies of the one in a file, last changed first."""
        with self._work() as work:
            return exchange.kin(work, file)

    def relation(self, proposal: str, file: ProposalFile) -> Relation:
        """What a file is to a proposal."""
        with self._work() as work:
            return exchange.relation(work, self._home, proposal, file)

    def take_in(
        self, proposal: str, file: ProposalFile, answers: Mapping[str, Data] | None = None
    ) -> int:
        """Take in a copy that came back: its comments, and with `answers` (as merged) these and
        the attachments; None: the answers stay.

        The states before, of the file and after are kept as revisions; the answers are one step of
        undo. Of a review copy only comments are taken. Gives how many comments are new or changed.
        Raises `AppError` proposal-unrelated, proposal-review where answers come for a review copy,
        comments-too-many.
        """
        if answers is not None:
            self.back_up("merge")
        with self._work() as work:
            return exchange.take(work, self._home, proposal, file, answers, self._clock())

    def make_own(self, proposal: str) -> None:
        """Make a review copy a proposal of one's own, whose answers can be changed."""
        with self._work() as work:
            exchange.make_own(work, proposal)

    # Marks

    def mark(self, kind: str, key: str, value: str | None) -> None:
        """Keep a bookmark, a chapter read, a point ticked; None removes it."""
        with self._work() as work:
            marks.put(work, kind, key, value, self._clock())

    def marks(self, kind: str) -> Mapping[str, str]:
        """Values by key, in the order in which they were set."""
        with self._work() as work:
            return marks.of(work, kind)

    def marked(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:
        """The values of some keys, where they are marked; for marks that may be long."""
        with self._work() as work:
            return marks.of(work, kind, keys)
