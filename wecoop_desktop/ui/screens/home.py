"""The first screen: search, drafts, what is new, learning path, content, dates."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.regions import Regions
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.presenters.home import HomePresenter, HomeView
from wecoop_desktop.ui.screens import homecards
from wecoop_desktop.ui.wording import tr

SIDE, GAP = 392, 14  # the right column and the space between cards, pixels at 100 %
LINE = 520  # below which the search stands in a line of its own
NARROW = 1000  # below this width of the screen there is one column


class HomeScreen(QWidget):
    def __init__(self, presenter: HomePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._led = False
        panel = Panel("canvas", (20, 16, 20, 14), 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(theme.px(18))
        panel.body.addLayout(self._columns, 1)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(theme.px(GAP))
        self._columns.addLayout(self._left, 1)
        self._side = QWidget()
        self._side.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(self._side)
        self._left.addWidget(self._search_card())
        self._regions = Regions()
        for column, name, share in (
            (self._left, "drafts", 0),
            (self._left, "news", 1),
            (self._right, "path", 0),
            (self._right, "content", 0),
            (self._right, "dates", 1),
        ):
            column.addWidget(self._regions.add(name), share)

    def _search_card(self) -> Card:
        card = Card(padding=17)
        row = Fold(LINE, 10)
        self._search = SearchBox(tr("Search projects, guide, funders and your drafts"), large=True)
        self._search.field.setObjectName("home-search")
        self._search.entered.connect(lambda: self._presenter.find(self._search.text()))
        row.add(self._search, 1)
        begin = Button(tr("New proposal"), "primary", "plus", size="tall")
        begin.clicked.connect(lambda _checked=False: self._presenter.begin())
        row.add(begin)
        card.body.addWidget(row)
        tries = Flow(7)
        tries.addWidget(Caption(tr("Try:")))
        for words in (
            tr("wastewater Kyrgyzstan"),
            tr("solid waste Issyk-Kul"),
            tr("logframe"),
            tr("Aral Sea"),
        ):
            chip = Chip(words, name=tr("Search for {words}", words=words))
            chip.clicked.connect(lambda _checked=False, words=words: self._presenter.find(words))
            tries.addWidget(chip)
        card.body.addLayout(tries)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large text or a narrow window: the right column goes below the left one."""
        narrow = self.width() < theme.px(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)
        self._side.setMinimumWidth(0 if narrow else theme.px(SIDE))
        self._side.setMaximumWidth(16_777_215 if narrow else theme.px(SIDE))
        super().resizeEvent(event)

    def search_field(self) -> QWidget:
        return self._search.field

    def panes(self) -> tuple[QWidget, ...]:
        return (self,)

    def facts(self) -> str:
        view = self._presenter.view
        return tr("All work is saved on this computer") if view.working else ""

    def display(self, view: HomeView) -> None:
        cards = homecards.Cards(self._presenter, view)
        for name, seen, make in cards.all():
            self._regions.lay(name, seen, make, about=name)
        row = cards.next_step
        if view.around and row is not None and not self._led:
            self._led = True  # once: after that the focus is where the user brings it
            QTimer.singleShot(0, row, lambda: row.setFocus(Qt.FocusReason.TabFocusReason))
