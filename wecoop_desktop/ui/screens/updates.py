"""Updates: what is under way, installed packs, what changed, history; trust, feedback, network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.regions import Regions
from wecoop_desktop.ui.parts.sidepane import SidePane
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import UpdatesView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens import updatesaside as aside
from wecoop_desktop.ui.screens import updateslists as lists
from wecoop_desktop.ui.screens import updateswords as words
from wecoop_desktop.ui.screens.updatechanges import ChangesPage
from wecoop_desktop.ui.screens.updatesoutbox import outbox
from wecoop_desktop.ui.screens.updatestable import installed
from wecoop_desktop.ui.screens.updatestage import StageCard, mended
from wecoop_desktop.ui.wording import tr

SIDE = 326  # the right pane, pixels at 100 %
SMALL = 800  # pixels of the design below which the table of packs has few columns
BELOW = 560  # below which the two cards under it stand one below the other


class UpdatesScreen(QWidget):
    """The page of updates, or in its place the full list of what one changed."""

    def __init__(self, presenter: UpdatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._stage: StageCard | None = None
        self._page = SidePane(SIDE)
        self._changes = ChangesPage(presenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._changes)
        self._regions = Regions()
        for name in ("mended", "stage", "table"):
            self._page.body.addWidget(self._regions.add(name))
        below = Fold(BELOW)
        for name in ("changes", "history"):
            below.add(self._regions.add(name), 1)
        self._page.body.addWidget(below, 1)
        for name in ("trust", "outbox", "network", "others"):
            self._page.side.addWidget(self._regions.add(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_table(self._presenter.view)

    # What the window asks

    def crumbs(self) -> tuple[Crumb, ...]:
        title = tr("Updates")
        if self._presenter.view.part != "changes":
            return (Crumb(title),)
        return (Crumb(title, Place("updates")), Crumb(tr("What changed")))

    def panes(self) -> tuple[QWidget, ...]:
        listing = self._presenter.view.part == "changes"
        return (self._changes,) if listing else self._page.panes()

    def facts(self) -> str:
        view = self._presenter.view
        checked = view.trust.checked
        if checked is None:
            return tr("Not checked by network or stick yet")
        return tr("Last check: {time}", time=words.when(checked, view))

    # Displaying

    def display(self, view: UpdatesView) -> None:
        listing = view.part == "changes"
        self._stack.setCurrentWidget(self._changes if listing else self._page)
        if listing:
            self._changes.display(view)
        presenter = self._presenter
        self._lay(
            "mended", (view.mended,), lambda: mended(presenter, view) if view.mended else None
        )
        self._lay_stage(view)
        self._show_table(view)
        seen = (view.changes, view.packs)
        self._lay("changes", seen, lambda: lists.changes(presenter, view))
        past = (view.history, view.why, view.back, view.busy, view.today)
        self._lay("history", past, lambda: lists.history(presenter, view))
        self._lay("trust", (view.trust, view.today), lambda: aside.trust(view))
        box = presenter.outbox
        self._lay("outbox", (view.outbox,), lambda: outbox(box, view.outbox))
        self._lay("network", (view.network,), lambda: aside.network(presenter, view))
        self._lay("others", (view.busy,), lambda: aside.others(presenter, view))

    def _lay_stage(self, view: UpdatesView) -> None:
        seen = (
            view.stage, view.offer, view.error, view.found, view.copied, view.network, view.back,
            view.forward, view.bringer, view.installed, bool(view.changes and view.changes.rows),
        )  # fmt: skip
        if not self._lay("stage", seen, lambda: self._make_stage(view)) and self._stage:
            self._stage.show_progress(view.progress)

    def _make_stage(self, view: UpdatesView) -> StageCard:
        self._stage = StageCard(self._presenter, view)
        return self._stage

    def _show_table(self, view: UpdatesView) -> None:
        small = self._page.room(self.width()) < SMALL
        seen = (view.packs, view.counts, view.offer, view.stage, view.data_as_of, view.busy, small)
        self._lay("table", seen, lambda: installed(self._presenter, view, small=small))

    def _lay(self, name: str, seen: object, make: Callable[[], QWidget | None]) -> bool:
        return self._regions.lay(name, seen, make)
