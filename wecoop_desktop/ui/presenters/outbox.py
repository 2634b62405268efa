"""The outbox: what was written to the publisher, what became of it, and how it leaves.

For the Updates screen: `read()` when it is shown, then `view`. Verbs do nothing while the user's
work is not open yet.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs.feedback import ENDING, Kind
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

if TYPE_CHECKING:
    from wecoop_desktop.sync.feedback import Sent
    from wecoop_desktop.work.outbox import Kept
    from wecoop_desktop.work.store import WorkStore

LANE = "feedback"


@dataclass(frozen=True, slots=True)
class Told:
    """What was done a moment ago.

    `code`: sent (`count` arrived, `failed` did not), saved (`count` into `path`), removed, undone,
    redone, stopped. `removed` and `undone` can be taken back with `undo` and `redo`.
    """

    code: str
    count: int = 0
    failed: int = 0
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class OutboxView:
    """`entries`: the last made first, with state, receipt and answer. `waiting` is how many `send`
    and `save` would take. `address` is empty where feedback leaves as a file only; `error` is the
    last thing that went wrong (of sending, too)."""

    entries: tuple[Kept, ...] = ()
    waiting: int = 0
    address: str = ""
    busy: bool = False
    step: tuple[int, int] = (0, 0)
    told: Told | None = None
    error: AppError | None = None


class OutboxPresenter(Presenter[OutboxView]):
    """Made by whoever composes it; `publisher` is another folder of
    `publisher.json` than the program's own."""

    def __init__(
        self, front: Front, opening: OpeningPresenter, publisher: Path | None = None
    ) -> None:
        super().__init__(OutboxView())
        self._front, self._opening = front, opening
        self._publisher = publisher

    @property
    def _store(self) -> WorkStore | None:
        return self._opening.view.store

    def read(self) -> None:
        """Look again: entries, what was published about them, the address."""
        from wecoop_desktop.sync.publisher import read_publisher

        self._read()
        address = self._front.settings().feedback or read_publisher(self._publisher).feedback
        self._set(replace(self.view, address=address))

    def _read(self) -> None:
        from wecoop_desktop.work.outbox import State

        store, library = self._store, self._opening.view.library
        if store is None:
            return
        try:
            if library is not None:
                store.outbox.answered(library.answers())
            entries = store.outbox.entries()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        waiting = sum(kept.state is State.WAITING for kept in entries)
        self._set(replace(self.view, entries=entries, waiting=waiting))

    # one entry

    def write(self, kind: Kind = Kind.QUESTION) -> None:
        """Go to the form with a new entry about nothing in particular."""
        self._front.go(Place("feedback", part=str(kind)))

    def edit(self, id: str) -> None:
        """Go to the form; what has left is shown there and not changed."""
        self._front.go(Place("feedback", id))

    def remove(self, id: str) -> None:
        """Take an entry away; `undo` brings it back."""
        store = self._store
        if store is None:
            return
        try:
            store.outbox.remove(id)
        except AppError as error:
            self._failed(error)
            return
        self._done(Told("removed", 1))

    def undo(self) -> None:
        self._go(back=True)

    def redo(self) -> None:
        self._go(back=False)

    def _go(self, *, back: bool) -> None:
        store = self._store
        if store is None:
            return
        try:
            moved = store.outbox.undo() if back else store.outbox.redo()
        except AppError as error:
            self._failed(error)
            return
        self._done(Told("undone" if back else "redone", 1) if moved else None)

    # leaving

    def send(self, ids: Collection[str] = ()) -> None:
        """Send what waits, or these; the window stays usable. Nothing leaves without this verb."""
        from wecoop_desktop.sync import feedback
        from wecoop_desktop.sync.permission import allow

        store, kept = self._store, self._leaving(ids)
        if store is None or self.view.busy or not kept:
            return
        address = self.view.address
        try:
            feedback.checked_address(address)
            allow(self._front.settings(), address)
            store.outbox.tried([one.entry.id for one in kept])
        except AppError as error:
            self._failed(error)
            return
        entries = tuple(one.entry for one in kept)
        language = self._front.language()
        self._set(replace(self.view, busy=True, step=(0, len(entries)), told=None, error=None))
        home = self._opening.home

        def leave(job: Job) -> Sent:
            sent = feedback.send(entries, address, language, job)
            feedback.note(home, address, sent)
            return sent

        self._front.runner.start(
            LANE,
            leave,
            self._sent,
            self._stopped,
            lambda done, total, _code: self._stepped(done, total),
        )

    def stop(self) -> None:
        """Give up sending; what may have arrived is recognised when it is sent again."""
        if self.view.busy:
            self._front.runner.stop(LANE)
            self._set(replace(self.view, busy=False))
            self._done(Told("stopped"))

    def save(self, path: Path, ids: Collection[str] = ()) -> None:
        """Write what waits, or these, into one file; they count as sent."""
        from wecoop_desktop.sync import feedback

        store, kept = self._store, self._leaving(ids)
        if store is None or self.view.busy or not kept:
            return
        try:
            entries = tuple(one.entry for one in kept)
            feedback.write_file(path, entries, self._front.language())
            store.outbox.sent([entry.id for entry in entries])
        except AppError as error:
            self._failed(error)
            return
        self._done(Told("saved", len(kept), path=path))

    def suggested(self) -> str:
        """A name for the file."""
        return f"wecoop-{self._front.today().isoformat()}{ENDING}"

    def forget(self) -> None:
        """Put messages away."""
        self._set(replace(self.view, told=None, error=None))

    def _leaving(self, ids: Collection[str]) -> tuple[Kept, ...]:
        """Those that wait; or the named ones, also a second time."""
        from wecoop_desktop.packs.feedback import missing
        from wecoop_desktop.work.outbox import State

        if not ids:
            return tuple(kept for kept in self.view.entries if kept.state is State.WAITING)
        named = (kept for kept in self.view.entries if kept.entry.id in ids)
        return tuple(kept for kept in named if not missing(kept.entry))

    def _stepped(self, done: int, total: int) -> None:
        if total:
            self._set(replace(self.view, step=(done, total)))

    def _sent(self, sent: Sent) -> None:
        store = self._store
        self._set(replace(self.view, busy=False))
        if store is None:
            return
        try:
            store.outbox.received(sent.receipts)
        except AppError as error:
            self._failed(error)
            return
        why = sent.failed[0][1] if sent.failed else None
        told = Told("sent", len(sent.receipts), len(sent.failed))
        self._done(told if sent.receipts else None, why)

    def _stopped(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False))
        self._failed(error)

    def _done(self, told: Told | None, error: AppError | None = None) -> None:
        self._set(replace(self.view, told=told, error=error))
        self._read()

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, told=None, error=error))
