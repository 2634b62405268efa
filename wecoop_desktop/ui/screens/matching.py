"""The match view: what is matched, the funders by verdict, and one of them with all its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView
from wecoop_desktop.ui.screens.matchingdetail import MatchingDetail
from wecoop_desktop.ui.screens.matchingfacts import MatchingFacts
from wecoop_desktop.ui.screens.matchinglist import MatchingList
from wecoop_desktop.ui.screens.matchingtold import told_banner
from wecoop_desktop.ui.wording import language, tr

WIDE, MEDIUM = 1080, 700  # pixels of the design: three panes, two, one
FACTS, LIST, DETAIL = "facts", "list", "detail"


class Matching(QWidget):
    """Three panes; where they have no room side by side, buttons lead from one to the next."""

    def __init__(self, presenter: MatchingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._at = LIST
        self._told: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notes = QVBoxLayout()
        column.addLayout(self._notes)
        column.addWidget(self._make_ways())
        self._panes = Panes((270, 380, 620))
        self.facts = MatchingFacts(presenter)
        self.list = MatchingList(presenter)
        self.list.list.opened.connect(lambda _: self._go(DETAIL))
        self.detail = MatchingDetail(presenter)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.list)
        self._middle.addWidget(self._make_nothing())
        self._middle.setMinimumWidth(theme.px(240))
        for part in (self.facts, self._middle, self.detail):
            self._panes.addWidget(part)
        for at, stretch in enumerate((0, 0, 1)):
            self._panes.setStretchFactor(at, stretch)
        self._panes.lay()
        column.addWidget(self._panes, 1)
        presenter.changed.connect(self._changed)

    def _make_ways(self) -> QWidget:
        """The buttons of narrow windows."""
        self._ways = QWidget()
        self._ways.setProperty("ground", "surface")
        self._ways.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(12), theme.px(2))
        self._back = Button(tr("All funders of the match"), "quiet", "arrow-left", size="small")
        self._back.clicked.connect(lambda _=False: self._go(LIST))
        row.addWidget(self._back)
        row.addStretch(1)
        self._change = Button(tr("What is matched"), "plain", "sliders-horizontal", size="small")
        self._change.clicked.connect(lambda _=False: self._go(FACTS))
        row.addWidget(self._change)
        return self._ways

    def _make_nothing(self) -> QWidget:
        nothing = Empty(
            "landmark",
            tr("Which funders fit?"),
            tr(
                "Name a country or a sector, or choose a draft. Every funder is then shown with "
                "its reasons; what is not known is shown as unknown."
            ),
        )
        nothing.setProperty("ground", "surface")
        nothing.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        return nothing

    def panes(self) -> Sequence[QWidget]:
        return (self.facts, self.list, self.detail)

    # Showing

    def _changed(self) -> None:
        if self.isVisible():
            self.display(self._presenter.view)

    def display(self, view: MatchingView) -> None:
        self.facts.display(view)
        self._middle.setCurrentIndex(0 if view.known else 1)
        self.list.display(view)
        self.detail.display(view)
        self._lay()
        state = (view.told, view.error, view.draft, language().code)
        if state != self._told:
            self._told = state
            clear(self._notes)
            banner = told_banner(view, self._presenter)
            edges = (12, 8, 12, 8) if banner is not None else (0, 0, 0, 0)
            self._notes.setContentsMargins(*(theme.px(edge) for edge in edges))
            if banner is not None:
                self._notes.addWidget(banner)

    def _go(self, where: str) -> None:
        self._at = where
        self._lay()
        target: QWidget = self.facts
        if where == LIST:
            target = self.list.list
        elif where == DETAIL:
            target = self.detail
        if self._ways.isVisible():
            target.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Which panes have room."""
        width = theme.logical(self.width())
        known = self._presenter.view.known
        at = self._at if known else FACTS
        wide, medium = width >= WIDE, width >= MEDIUM
        widest = theme.px(420) if medium else self.width()
        self.facts.setMaximumWidth(max(widest, self.facts.minimumWidth()))
        self.facts.setVisible(wide or at == FACTS)
        self._middle.setVisible(wide or at == LIST or (medium and at == DETAIL))
        self.detail.setVisible(known and (wide or at == DETAIL or (medium and at == LIST)))
        if medium and not wide and at == FACTS:
            self._middle.setVisible(True)
        self._ways.setVisible(not wide and known)
        self._back.setVisible(at == FACTS or (at == DETAIL and not medium))
        self._change.setVisible(at != FACTS)

    def close_top(self) -> bool:
        """For Esc in narrow windows: back to the list."""
        if self._ways.isVisible() and self._at != LIST:
            self._go(LIST)
            return True
        return False
