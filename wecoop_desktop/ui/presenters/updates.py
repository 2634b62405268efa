"""Updates: what is installed, what an update would bring, and the way there and back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import affected
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.outbox import OutboxPresenter
from wecoop_desktop.ui.presenters.pace import Pace
from wecoop_desktop.ui.presenters.updatesview import (
    Bringer,
    Changed,
    Changes,
    Found,
    Installed,
    Offered,
    Progress,
    Stage,
    Staging,
    UpdatesView,
)

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.updater import Updater

T = TypeVar("T")

LANE, LOOK_LANE, FIND_LANE, CHANGES_LANE = "updates", "updates.look", "updates.find", "changes"
VERBS = {"check": "check", "import": "choose_carrier"}  # parts of places that are verbs
OFTEN = 0.1  # seconds between two pictures of the same step
# What a carrier can recover from: what came is kept, and fetching goes on where it stopped.
RECOVERABLE = frozenset(
    {"carrier-unreachable", "carrier-slow", "carrier-gone", "carrier-missing", "carrier-refused"}
)


class UpdatesPresenter(Presenter[UpdatesView]):
    """`updater` and `clock` (seconds) may be replaced by a test before anything is asked."""

    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        from wecoop_desktop.ui.presenters.updaterreal import SyncUpdater

        super().__init__(UpdatesView())
        self._front = front
        self.opening = opening
        self.updater: Updater = SyncUpdater(opening.home, front.settings)
        self.clock: Callable[[], float] = time.monotonic
        self.outbox = OutboxPresenter(front, opening)
        self.outbox.setParent(self)
        self.outbox.changed.connect(self._outbox_changed)
        self._pace = Pace(self.clock)
        self._told = 0.0
        self._edition = -1
        self._visited = False
        opening.changed.connect(self._opened)
        self._opened()

    def arrive(self, place: Place) -> None:
        self._visited = True  # before, nothing of it is read
        asked = place.part if place.part in VERBS else ""
        self._set(replace(self.view, part="" if asked else place.part))
        self._read()
        self.look()
        if asked:  # a link of another screen; coming back here does not ask again
            self._front.stay(Place("updates"))
            getattr(self, VERBS[asked])()
        if self.opening.view.store is not None:
            self.outbox.read()

    # What is known

    def _outbox_changed(self) -> None:
        self._set(replace(self.view, outbox=self.outbox.view))

    def _opened(self) -> None:
        self._read()
        view = self.opening.view
        if self._visited and view.desk is not None and view.edition != self._edition:
            self._edition = view.edition
            self.look()
            self.outbox.read()

    def _read(self) -> None:
        library, settings = self.opening.view.library, self._front.settings()
        view = replace(self.view, today=self._front.today(), network=settings.network)
        if library is not None:
            info = library.info()
            view = replace(view, counts=info.counts, data_as_of=info.data_as_of)
            if not view.packs:
                view = replace(view, packs=affected.rows_of(info.packs))
        self._set(view)

    def look(self) -> None:
        """Read again what is installed and what happened so far."""
        self._front.runner.start(LOOK_LANE, self.updater.look, self._looked, self._no_look)

    def _looked(self, found: Installed) -> None:
        self._set(
            replace(
                self.view,
                packs=found.packs or self.view.packs,
                history=found.history,
                trust=found.trust,
                mended=found.mended,
                back=found.back,
                forward=found.forward,
                why=self.view.why if found.history == self.view.history else -1,
            )
        )
        if found.back:
            self._compare()

    def _no_look(self, error: AppError) -> None:
        if not self.view.busy:
            self._set(replace(self.view, stage="refused", error=error))

    def _compare(self) -> None:
        """What the present edition changed, and which of the user's own things it concerns."""
        desk = self.opening.view.desk
        if desk is None:
            return
        try:
            own = affected.own_things(desk)
        except AppError:  # the list of changes is worth having without the drafts
            own = affected.OwnThings()
        updater = self.updater

        def compare(job: Job) -> tuple[Changed, ...]:
            return affected.named(updater.differences(job), own)

        self._front.runner.start(CHANGES_LANE, compare, self._compared, self._not_compared)

    def _compared(self, rows: tuple[Changed, ...]) -> None:
        newest = max(self.view.packs, key=lambda pack: (pack.issued, pack.version), default=None)
        version = newest.version if newest else ""
        self._set(replace(self.view, changes=Changes(version, self.view.back, rows)))

    def _not_compared(self, error: AppError) -> None:
        """The edition before cannot be read any more: then nothing is said about it."""

    # Looking for updates

    def check(self) -> None:
        """Ask the publisher's address, or that of the settings."""
        address = self._front.settings().address
        folder = bool(address) and "://" not in address
        self.check_at(Bringer("folder", address, address) if folder else Bringer())

    def check_at_start(self) -> None:
        """Only where the user has chosen so."""
        if self._front.settings().network == "start" and not self.view.busy:
            self.check()

    def _may(self, bringer: Bringer) -> bool:
        """Whether that carrier may be asked now; where it may not connect, the screen says so."""
        if self.view.busy:
            return False
        if bringer.kind == "web" and self._front.settings().network == "never":
            self._set(replace(self.view, stage="", offer=None, error=None))
            return False
        return True

    def check_at(self, bringer: Bringer) -> None:
        if not self._may(bringer):
            return
        self._begin("checking", bringer=bringer, offer=None)
        updater = self.updater
        self._run(lambda job: updater.check(bringer, job), self._checked)

    def check_folder(self, chosen: Path) -> None:
        """A release in a folder, on a stick, or a file of one."""
        around = (chosen, *chosen.parents)
        stick = next((one for one in self.view.found or () if one.path in around), None)
        if stick is not None:
            self.check_at(Bringer("stick", stick.name, str(chosen)))
        else:
            self.check_at(Bringer("folder", str(chosen), str(chosen)))

    def _checked(self, offer: Offered | None) -> None:
        net = "online" if self.view.bringer.kind == "web" else self.view.net
        stage: Stage = "current" if offer is None else "offered"
        self._set(replace(self.view, stage=stage, offer=offer, net=net, progress=Progress()))
        self.look()

    def take_offer(self, offer: Offered) -> None:
        """An offer that was found on a stick: show it, unless something is under way."""
        if not self.view.busy:
            self._set(
                replace(self.view, stage="offered", offer=offer, bringer=offer.bringer, error=None)
            )

    def choose_carrier(self) -> None:
        """Show where else an update can be taken from."""
        if self.view.busy:
            return
        self._set(replace(self.view, stage="choosing", found=None, error=None))
        self._front.runner.start(FIND_LANE, self.updater.releases, self._found, self._none_found)

    def _found(self, found: tuple[Found, ...]) -> None:
        if self.view.stage == "choosing":
            self._set(replace(self.view, found=found))

    def _none_found(self, error: AppError) -> None:
        self._found(())

    # Fetching and installing

    def take(self) -> None:
        """Fetch what is offered, or go on fetching it; then install it."""
        offer = self.view.offer
        if offer is None or not self._may(offer.bringer):
            return
        self._begin("fetching", progress=Progress("update-fetching", 0, offer.size))
        self._pace = Pace(self.clock)
        updater = self.updater
        self._run(lambda job: updater.fetch(offer, job), partial(self._fetched, offer))

    def pause(self) -> None:
        """Stop fetching; what came is kept."""
        if self.view.stage == "fetching":
            self._front.runner.stop(LANE)
            self._set(replace(self.view, stage="paused", net=self._net_after()))

    def give_up(self) -> None:
        """Stop what can be stopped, or close a message; nothing that is installed changes."""
        if self.view.stage in ("checking", "fetching", "copying"):
            self._front.runner.stop(LANE)
        if self.view.stage not in ("installing", "undoing"):
            self._set(replace(self.view.without_message(), net=self._net_after()))

    def _fetched(self, offer: Offered, staging: Staging) -> None:
        self._begin("installing", net=self._net_after(), progress=Progress("update-verifying"))
        if self.opening.view.store is not None:  # an update never touches the work; still
            self.opening.view.store.back_up("update")
        updater = self.updater
        self._run(lambda job: updater.install(staging, job), lambda _none: self._installed(offer))

    def _installed(self, offer: Offered) -> None:
        self._switched("installed", offer.version)

    def undo(self) -> None:
        """Use the edition before again; the same verb comes back from there."""
        if self.view.busy or not (self.view.back or self.view.forward):
            return
        self._begin("undoing", progress=Progress())
        self._run(self.updater.go_back, partial(self._switched, "undone"))

    def _switched(self, stage: Stage, version: str) -> None:
        self._set(
            replace(
                self.view, stage=stage, installed=version, offer=None, changes=None, packs=(),
                progress=Progress(),
            )
        )  # fmt: skip
        self.opening.reopen()
        self._read()
        self.look()

    def copy_to(self, folder: Path) -> None:
        """Write a copy of the release for others."""
        bringer, updater = self.view.bringer, self.updater
        if not self._may(bringer):
            return
        self._begin("copying", progress=Progress("update-copying"))
        self._run(lambda job: updater.copy(bringer, folder, job), self._copied)

    def _copied(self, folder: Path) -> None:
        self._set(replace(self.view, stage="copied", copied=folder, progress=Progress()))

    def explain(self, number: int) -> None:
        """Say why an attempt came to nothing; again: no more."""
        self._set(replace(self.view, why=-1 if self.view.why == number else number))

    def forget_mended(self) -> None:
        """The message about repaired content was read."""
        try:
            self.updater.forget_mended()
        except AppError as error:
            self._no_look(error)
        self._set(replace(self.view, mended=None))

    def connect_when(self, network: str) -> None:
        """When the program may look for updates by network: never, asked, start."""
        self._front.save_settings(replace(self._front.settings(), network=network))
        self._read()

    def go(self, place: Place) -> None:
        self._front.go(place)

    # Jobs

    def _begin(self, stage: Stage, **also: object) -> None:
        view = replace(self.view, stage=stage, error=None, copied=None)
        self._told = 0.0
        view = replace(view, **also)  # type: ignore[arg-type]  # fields of the view by name
        web = view.bringer.kind == "web" and stage == "fetching"
        self._set(replace(view, net="busy" if web else view.net))

    def _run(self, work: Callable[[Job], T], done: Callable[[T], None]) -> None:
        self._front.runner.start(LANE, work, done, self._failed, self._report)

    def _report(self, done: int, total: int, code: str) -> None:
        now = self.clock()
        before = self.view.progress
        if code == before.code and done < total and now - self._told < OFTEN:
            return
        self._told = now
        rate, left = self._pace.take(done, total) if self.view.stage == "fetching" else (None, None)
        self._set(replace(self.view, progress=Progress(code, done, total, rate, left)))

    def _net_after(self) -> str:
        return "online" if self.view.net == "busy" else self.view.net

    def _failed(self, error: AppError) -> None:
        """Nothing that is installed has changed; what was fetched and verified stays."""
        broken = error.code in RECOVERABLE
        kept = self.view.stage == "fetching" and broken
        net = "offline" if broken and self.view.bringer.kind == "web" else self._net_after()
        self._set(
            replace(
                self.view,
                stage="paused" if kept else "refused",
                offer=self.view.offer if kept else None,
                error=error,
                net=net,
                progress=self.view.progress if kept else Progress(),
            )
        )
        self.look()
