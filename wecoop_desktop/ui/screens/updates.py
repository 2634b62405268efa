"""Updates: what is under way, installed packs, what changed, history; trust, feedback, network."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.focus import first_focus
from wecoop_desktop.ui.parts.labels import Upright
from wecoop_desktop.ui.parts.panel import Panel, clear
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
SIDES = ("trust", "outbox", "network", "others")
NARROW = 900  # below this width of the screen there is one column


class Region(NamedTuple):
    """A place of the screen that is laid anew only when what it shows has changed."""

    holder: QWidget
    layout: QVBoxLayout
    seen: list[object]


class UpdatesScreen(QWidget):
    def __init__(self, presenter: UpdatesPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._stage: StageCard | None = None
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._main = Panel("canvas", (18, 14, 18, 14), 12)
        self._side = Panel("surface", (16, 14, 16, 14), 8)
        self._changes = ChangesPage(presenter)
        self._border = Upright()
        for widget in (self._main, self._changes, self._border, self._side):
            self._outer.addWidget(widget)
        self._outer.setStretch(0, 1)
        self._outer.setStretch(1, 1)
        self._regions: dict[str, Region] = {}
        for name in ("mended", "stage", "table"):
            self._main.body.addWidget(self._region(name))
        self._below = QHBoxLayout()
        self._below.setSpacing(theme.px(12))
        for name in ("changes", "history"):
            self._below.addWidget(self._region(name), 1)
        self._main.body.addLayout(self._below, 1)
        for name in SIDES:
            self._side.body.addWidget(self._region(name))
        self._side.body.addStretch(1)
        self._narrow = False

    def _region(self, name: str) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._regions[name] = Region(holder, layout, [])
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text or a narrow window: the right pane goes below, changes above history."""
        narrow = theme.logical(self.width()) < NARROW
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._below.setDirection(down if narrow else across)
        self._border.setVisible(not narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            home = self._main.body if narrow else self._side.body
            for at, name in enumerate(SIDES):
                holder = self._regions[name].holder
                home.insertWidget(home.count() if narrow else at, holder)
            self._side.setVisible(not narrow)
        self._side.setFixedWidth(theme.px(SIDE))
        super().resizeEvent(event)

    # What the window asks

    def crumbs(self) -> tuple[Crumb, ...]:
        title = tr("Updates")
        if self._presenter.view.part != "changes":
            return (Crumb(title),)
        return (Crumb(title, Place("updates")), Crumb(tr("What changed")))

    def panes(self) -> tuple[QWidget, ...]:
        shown = self._changes if self._presenter.view.part == "changes" else self._main
        return (shown,) if self._narrow else (shown, self._side)

    def facts(self) -> str:
        view = self._presenter.view
        checked = view.trust.checked
        if checked is None:
            return tr("Not checked by network or stick yet")
        return tr("Last check: {time}", time=words.when(checked, view))

    # Displaying

    def display(self, view: UpdatesView) -> None:
        listing = view.part == "changes"
        self._main.setVisible(not listing)
        self._changes.setVisible(listing)
        if listing:
            self._changes.display(view)
        presenter = self._presenter
        self._lay(
            "mended", (view.mended,), lambda: mended(presenter, view) if view.mended else None
        )
        self._lay_stage(view)
        self._lay(
            "table",
            (view.packs, view.counts, view.offer, view.stage, view.data_as_of),
            lambda: installed(presenter, view),
        )
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

    def _lay(self, name: str, seen: object, make: Callable[[], QWidget | None]) -> bool:
        """Lay a region anew where it shows something else; the focus stays in it."""
        region = self._regions[name]
        if region.seen == [seen]:
            return False
        focused = QApplication.focusWidget()
        inside = focused is not None and region.holder.isAncestorOf(focused)
        clear(region.layout)
        made = make()
        if made is not None:
            region.layout.addWidget(made)
        region.holder.setVisible(made is not None)
        region.seen[:] = [seen]
        if inside and made is not None:
            made.show()  # now: what is not shown yet takes no focus
            target = first_focus(made)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
