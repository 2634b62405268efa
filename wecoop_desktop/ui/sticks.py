"""Notices a stick with an update while the window is active; looks by network at start if wished.

Drives are looked at in a thread, because one that hangs must not hold up the window. A drive is
looked at once; taken out and plugged in again, once more. What is on it is verified before
anything is said.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import Bringer, Found, Offered
from wecoop_desktop.ui.wording import tr

EVERY = 4000  # milliseconds between two looks
LANE, MENDED_LANE = "sticks", "mended"


class Sticks(QObject):
    """Belongs to a window; `begin` once its library and work are open. `tell` shows a message."""

    def __init__(
        self,
        window: QWidget,
        front: Front,
        opening: OpeningPresenter,
        presenter: Callable[[], UpdatesPresenter],
        tell: Callable[[Banner], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._front = front
        self._opening = opening
        self._presenter = presenter
        self._tell_user = tell
        self._known: frozenset[Found] = frozenset()
        self._begun = self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """The first time everything is open."""
        if self._begun or self._opening.view.desk is None:
            return
        self._begun = True
        updater = self.presenter.updater
        self._front.runner.start(MENDED_LANE, updater.mended, self._tell_mended, self._failed)
        self.presenter.check_at_start()
        self._timer.start()

    def _tell_mended(self, mended: Finding | None) -> None:
        """Damaged content was found at start and something else took its place."""
        if mended is None:
            return
        from wecoop_desktop.ui.screens.updateswords import repaired

        banner = Banner(repaired(mended), "warn", action=tr("Show"), closable=True)

        def show() -> None:
            banner.closed.emit()
            self._front.go(Place("updates"))

        banner.acted.connect(show)
        self._tell_user(banner)

    @property
    def presenter(self) -> UpdatesPresenter:
        return self._presenter()

    def look(self) -> None:
        """Look at the drives, if the user wants it and is at the window."""
        busy = self._looking or self.presenter.view.busy
        if busy or not self._window.isActiveWindow() or not self._front.settings().sticks:
            return
        self._looking = True
        known, updater = self._known, self.presenter.updater

        def look(job: Job) -> tuple[frozenset[Found], tuple[Offered, ...]]:
            found = frozenset(updater.releases(job))
            offers = []
            for one in sorted(found - known, key=lambda each: each.name):
                try:
                    bringer = Bringer("stick", one.name, str(one.path))
                    offers.append(updater.check(bringer, job))
                except AppError:  # not genuine, not readable: nothing to offer
                    continue
            return found, tuple(offer for offer in offers if offer is not None)

        self._front.runner.start(LANE, look, self._seen, self._failed)

    def _seen(self, told: tuple[frozenset[Found], tuple[Offered, ...]]) -> None:
        self._looking = False
        self._known, offers = told
        for offer in offers:
            self._tell(offer)

    def _failed(self, error: AppError) -> None:
        """Sticks are a courtesy: what could not be looked at is looked at again."""
        self._looking = False

    def _tell(self, offer: Offered) -> None:
        name, version = offer.bringer.name, offer.version
        banner = Banner(
            tr("Nothing is installed without your click."),
            strong=tr("Update {version} found on {name}.", version=version, name=name),
            action=tr("Show"),
            closable=True,
        )

        def show() -> None:
            banner.closed.emit()
            self.presenter.take_offer(offer)
            self._front.go(Place("updates"))

        def taken() -> None:
            """Once an update is under way, nobody needs to be told of one."""
            if self.presenter.view.stage in ("fetching", "installing", "installed"):
                self.presenter.changed.disconnect(taken)
                if shiboken6.isValid(banner):
                    banner.closed.emit()

        banner.acted.connect(show)
        self.presenter.changed.connect(taken)
        self._tell_user(banner)
