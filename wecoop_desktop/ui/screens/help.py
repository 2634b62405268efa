"""Help: the screen one came from, the keys, the manual, privacy, what it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.fold import limited
from wecoop_desktop.ui.parts.labels import Picture, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Switch, beside
from wecoop_desktop.ui.presenters.help import HelpPresenter, HelpView
from wecoop_desktop.ui.presenters.manual import ABOUT
from wecoop_desktop.ui.screens import helpabout, helpprivacy, helpsheet
from wecoop_desktop.ui.screens.helpmanual import ManualPage
from wecoop_desktop.ui.screens.helptopics import TOPICS, WORDS
from wecoop_desktop.ui.wording import tr

WIDE = 860  # pixels at 100 % that a card of sentences is wide at most


class HelpScreen(QWidget):
    def __init__(self, presenter: HelpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._panel = Panel("canvas", (20, 18, 20, 18), 16)
        self._body = self._panel.body
        self._manual = ManualPage(presenter)
        self._stack.addWidget(self._panel)
        self._stack.addWidget(self._manual)
        self._switch: Switch | None = None

    def bar(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        parts = (
            ("here", tr("This screen")),
            ("keys", tr("Keyboard")),
            ("manual", tr("Manual")),
            ("privacy", tr("Privacy")),
            ("about", tr("About WECOOP")),
        )
        name = tr("Part of the help")
        self._switch = Switch(parts, name=name)
        self._switch.chosen.connect(self._presenter.turn)
        row.addWidget(beside(self._switch))
        return holder

    def search_field(self) -> QWidget:
        return self._manual.search.field

    def panes(self) -> tuple[QWidget, ...]:
        if self._stack.currentWidget() is self._manual:
            return self._manual.panes()
        return (self._panel,)

    def display(self, view: HelpView) -> None:
        if self._switch is not None:
            self._switch.show_value(view.part)
        if view.part == "manual":
            self._manual.display(view)
            self._stack.setCurrentWidget(self._manual)
            return
        self._stack.setCurrentWidget(self._panel)
        clear(self._body)
        for card in self._cards(view):
            if view.part == "keys":
                self._body.addWidget(card)
            else:
                self._body.addLayout(limited(card, WIDE))
        self._body.addStretch(1)

    def _cards(self, view: HelpView) -> tuple[QWidget, ...]:
        if view.part == "keys":
            return (helpsheet.sheet(),)
        if view.part == "privacy":
            return helpprivacy.cards(view.privacy, self._presenter)
        if view.part == "about":
            return helpabout.cards(view, self._presenter.home)
        return self._topic(view.about), _steps()

    def _topic(self, screen: str) -> Card:
        """What one can do on a screen; of one that nobody knows, that of Home."""
        screen = screen if screen in TOPICS and screen in WORDS else "home"
        card = Card(tr(WORDS[screen]), "circle-question-mark")
        for words in TOPICS[screen]:
            _point(card, "chevron-right", tr(words))
        more = Button(tr("Read more in the manual"), "quiet", "book-text", size="small")
        more.clicked.connect(lambda _checked=False: self._presenter.open(ABOUT.get(screen, "")))
        card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        return card


def _steps() -> Card:
    card = Card(tr("The way from an idea to a document"), "list-checks")
    for icon, words in (
        ("layers", tr("Find projects that were financed in your sector and country.")),
        ("book-open", tr("Read the chapter of the guide for the step you are at.")),
        ("landmark", tr("Compare what the funders ask for.")),
        ("file-pen-line", tr("Fill the steps of a proposal; the checks say what is missing.")),
        ("file-down", tr("Export the document in English or Russian.")),
    ):
        _point(card, icon, words)
    return card


def _point(card: Card, icon: str, words: str) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    row.addWidget(Picture(icon, "primary", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Wrapped(words), 1)
    card.body.addLayout(row)
