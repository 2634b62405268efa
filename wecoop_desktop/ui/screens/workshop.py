"""Workshop: the session of today with its board, exercises, earlier sessions, dates."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.focus import first_focus
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.regions import Regions
from wecoop_desktop.ui.parts.segments import Segments, beside
from wecoop_desktop.ui.parts.sidepane import SidePane
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopnext import next_step
from wecoop_desktop.ui.presenters.workshopview import TABS, Tab, WorkshopView
from wecoop_desktop.ui.screens import workshopaside as aside
from wecoop_desktop.ui.screens import workshopcards as cards
from wecoop_desktop.ui.screens import workshopdraft as drafts
from wecoop_desktop.ui.screens import workshoppanels as panels
from wecoop_desktop.ui.screens import workshopstart as starting
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.screens.workshopboard import NARROW as SMALL
from wecoop_desktop.ui.screens.workshopboard import TINY, Board
from wecoop_desktop.ui.screens.workshopdates import DatesPage
from wecoop_desktop.ui.screens.workshopforms import evaluation_panel
from wecoop_desktop.ui.screens.workshopgroup import group_panel
from wecoop_desktop.ui.screens.workshoppacks import PacksPage
from wecoop_desktop.ui.screens.workshoppast import past
from wecoop_desktop.ui.screens.workshoppeers import peers_panel
from wecoop_desktop.ui.screens.workshopprepare import DoingCard, prepare_panel
from wecoop_desktop.ui.screens.workshopstages import stages
from wecoop_desktop.ui.wording import language, ntr, tr

SIDE = 318  # the right pane, pixels at 100 %
BELOW = 560  # pixels of the design below which the cards under the board stand one below the other
FILES = {
    "report": (mark("Spreadsheets (*.xlsx)"), "xlsx"),
    "certificates": (mark("PDF documents (*.pdf)"), "pdf"),
    "evaluation": (mark("PDF documents (*.pdf)"), "pdf"),
    "summary": (mark("PDF documents (*.pdf)"), "pdf"),
    "one-file": (mark("Workshop sessions (*.workshop)"), "workshop"),
    "calendar": (mark("Calendar files (*.ics)"), "ics"),
    "dates": (mark("PDF documents (*.pdf)"), "pdf"),
}


class WorkshopScreen(QWidget):
    """`ask` gives a file or folder by what it is for; tests put their own answer there."""

    def __init__(self, presenter: WorkshopPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.ask: Callable[[str], Path | None] = self._ask
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._stack)
        self._regions = Regions()
        self._opened = ("", 0)  # the panel that is open
        self._pages: dict[Tab, QWidget] = {}
        self._time: aside.TimeCard | None = None
        self._tabs: Segments | None = None
        self._counts: tuple[int, int] | None = None
        self._today_page()
        self.packs = PacksPage(presenter)
        self._past = Panel("canvas", (18, 14, 18, 14), 12)
        self._past.body.addWidget(self._regions.add("past"))
        self._past.body.addStretch(1)
        self.dates = DatesPage(presenter, lambda what: self.ask(what))
        for tab, page in (
            ("today", self._today),
            ("packs", self.packs),
            ("past", self._past),
            ("dates", self.dates),
        ):
            self._pages[cast(Tab, tab)] = page
            self._stack.addWidget(page)

    def _today_page(self) -> None:
        page = self._today = SidePane(SIDE)
        page.side.setSpacing(theme.px(6))
        for name in ("stages", "told"):
            page.body.addWidget(self._regions.add(name))
        self._doing = DoingCard(self._presenter)
        page.body.addWidget(self._doing)
        for name in ("panel", "board", "inclass"):
            page.body.addWidget(self._regions.add(name))
        below = Fold(BELOW)
        for name in ("differing", "after"):
            below.add(self._regions.add(name), 1)
        page.body.addWidget(below)
        page.body.addWidget(self._regions.add("seats"))
        page.body.addStretch(1)
        for name in ("session", "time", "presenting", "pack", "handouts"):
            page.side.addWidget(self._regions.add(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The board has other columns where there is less room."""
        super().resizeEvent(event)
        self.display(self._presenter.view)

    # What the window asks

    def bar(self) -> QWidget:
        self._tabs = Segments([(tab, tr(words.TABS[tab])) for tab in TABS], "today",
                              tr("Part of the workshop"))  # fmt: skip
        self._tabs.chosen.connect(lambda tab: self._presenter.turn(cast(Tab, tab)))
        return beside(self._tabs)

    def panes(self) -> tuple[QWidget, ...]:
        tab = self._presenter.view.tab
        if tab == "today":
            return self._today.panes()
        if tab == "packs":
            return (self.packs.list, self.packs.whole)
        return (self._pages[tab],)

    def facts(self) -> str:
        view = self._presenter.view
        session = view.session
        if view.tab == "dates":
            n = len(view.dates.events)
            return ntr("{n} of {total} date", "{n} of {total} dates", n, total=view.dates.total)
        if session is None:
            n = len(view.exercises)
            return ntr("{n} exercise, nothing leaves this computer",
                       "{n} exercises, nothing leaves this computer", n)  # fmt: skip
        parts = [tr("Nothing leaves this network")]
        if session.fresh:
            parts.append(ntr("{n} new file", "{n} new files", session.fresh))
        return " · ".join(parts)

    def close_top(self) -> bool:
        if self._presenter.view.told.verb or self._presenter.view.error:
            self._presenter.forget()
            return True
        return self._presenter.close_panel()

    # Displaying

    def display(self, view: WorkshopView) -> None:
        lay = self._regions.lay
        if self._tabs is not None:
            self._tabs.show_value(view.tab)
        self._stack.setCurrentWidget(self._pages[view.tab])
        lay("told", (view.told, view.error, self._findings(view)), lambda: self._tell(view))
        self._doing.display(view)
        if view.tab == "packs":
            self.packs.display(view)
        elif view.tab == "past":
            seen = (view.past, view.exercises, view.session)
            lay("past", seen, lambda: past(self._presenter, view))
        elif view.tab == "dates":
            self.dates.display(view)
        else:
            self._show_today(view)

    def _show_today(self, view: WorkshopView) -> None:
        presenter, session, lay = self._presenter, view.session, self._regions.lay
        self._today.show_side(session is not None)
        steps = (view.stage, session, view.exercise, next_step(view), view.busy, view.inside)
        lay("stages", steps, lambda: None if view.inside else stages(presenter, view))
        panel = (
            view.panel, view.wish, view.joining, view.group, view.row(view.group), view.clearing,
            view.beside, view.opened, view.refused, view.busy, view.exercises,
            session and (session.people, session.marks, session.pairs, session.forms),
            view.reading, view.entered,
        )  # fmt: skip
        lay("panel", panel, lambda: self._panel(view), (view.panel, view.group))
        if (view.panel, view.group) != self._opened:
            self._opened = (view.panel, view.group)
            if view.panel:
                QTimer.singleShot(0, self, self._come_to_panel)
        room = self._today.room(self.width())
        size = (room < SMALL, room < TINY)
        board = (session, view.by, view.group, view.exercise, size, view.panel, view.ready)
        lay("board", board, lambda: self._board(view, small=size[0], tiny=size[1]))
        shown = session is not None
        differing = (session.differing if session else None, cards.handed_in(view) > 1, shown)
        lay("differing", differing,
                  lambda: cards.differing(presenter, view) if shown else None)  # fmt: skip
        told = session and (session.pairs, session.marks)
        lay("inclass", (told, view.busy),
                  lambda: cards.in_class(presenter, view) if shown else None)  # fmt: skip
        lay("seats", (view.seats, view.busy),
                  lambda: starting.seats(presenter, view) if view.seats else None)  # fmt: skip
        after = partial(cards.after, presenter, view, lambda what: self.ask(what))
        lay("after", (shown, view.busy), lambda: after() if shown else None)
        lay("session", session, lambda: aside.session(view) if shown else None)
        lay("time", shown, lambda: self._make_time() if shown else None)
        if self._time is not None and shown:
            self._time.display(view.clock)
        lay("presenting", (shown, view.group),
                  lambda: aside.presenting(presenter, view) if shown else None)  # fmt: skip
        lay("pack", (view.exercise, shown), lambda: aside.pack(view) if shown else None)
        outs = (session.hand_outs if session else None, session and session.folder, view.busy)
        handing = partial(aside.hand_outs, presenter, view, lambda what: self.ask(what))
        lay("handouts", outs, lambda: handing() if shown else None)

    def _come_to_panel(self) -> None:
        """What was opened from further down is to be seen, and has the focus."""
        region = self._regions["panel"]
        target = first_focus(region)
        if target is not None and region.isVisible():
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._today.main.ensureWidgetVisible(target)

    def _make_time(self) -> QWidget:
        self._time = aside.TimeCard(self._presenter)
        self._time.display(self._presenter.view.clock)
        return self._time

    def _findings(self, view: WorkshopView) -> object:
        return view.session.notes if view.session else ()

    def _tell(self, view: WorkshopView) -> QWidget | None:
        banners: list[Banner] = []
        if view.error is not None:
            banners.append(Banner(say(language(), view.error), "err", closable=True))
        came = words.came(view.told)
        if came:
            path = view.told.path
            action = tr("Show the folder") if path is not None else ""
            banner = Banner(came, "ok", action=action, closable=True)
            if path is not None:
                folder = path if path.is_dir() else path.parent
                banner.acted.connect(lambda: show_folder(folder))
            banners.append(banner)
        for banner in banners:
            banner.closed.connect(self._presenter.forget)
        if view.session is not None:
            banners += [Banner(say(language(), each), "warn") for each in view.session.notes]
        if not banners:
            return None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for banner in banners:
            column.addWidget(banner)
            banner.announce()
        return holder

    def _panel(self, view: WorkshopView) -> QWidget | None:
        presenter = self._presenter
        match view.panel:
            case "prepare":
                return prepare_panel(presenter, view, lambda what: self.ask(what))
            case "group":
                return group_panel(presenter, view)
            case "draft":
                return drafts.draft_panel(presenter, view)
            case "beside":
                return drafts.beside_panel(presenter, view)
            case "marks":
                return drafts.marks_panel(presenter, view)
            case "peers":
                return peers_panel(presenter, view, lambda what: self.ask(what))
            case "certificates":
                return panels.certificates_panel(presenter, view, lambda what: self.ask(what))
            case "evaluation":
                return evaluation_panel(presenter, view, lambda what: self.ask(what))
            case "reset":
                return panels.reset_panel(presenter, view)
            case "join":
                return panels.join_panel(presenter, view)
            case "anew":
                return starting.anew_panel(presenter, view)
            case "answer":
                return panels.answer_panel(presenter, view)
        return None

    def _board(self, view: WorkshopView, *, small: bool, tiny: bool) -> QWidget | None:
        if view.session is not None:
            return Board(self._presenter, view, narrow=small, tiny=tiny)
        if view.panel == "prepare":
            return None
        return starting.start(self._presenter, view, self._open, self._join)

    def _open(self) -> None:
        folder = self.ask("folder")
        if folder is not None:
            self._presenter.open(folder)

    def _join(self) -> None:
        folder = self.ask("folder")
        if folder is not None:
            self._presenter.preparing.join_at(folder)

    # The only dialogs

    def _ask(self, what: str) -> Path | None:
        if what == "folder":
            chosen = QFileDialog.getExistingDirectory(self, tr("Folder or stick"))
        else:
            kind, ending = FILES[what]
            name = f"wecoop-{what}.{ending}"
            chosen, _ = QFileDialog.getSaveFileName(self, tr("Save the file"), name, tr(kind))
        return Path(chosen) if chosen else None
