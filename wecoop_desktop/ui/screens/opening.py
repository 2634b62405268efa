"""Shown in the place of a screen while its content is opened, or when that went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.presenters.opening import OpeningPresenter, OpeningView
from wecoop_desktop.ui.wording import tr

MENDABLE = ("work-damaged", "work-missing", "backup-missing", "backup-failed")


class OpeningScreen(QWidget):
    def __init__(self, presenter: OpeningPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: OpeningView | None = None
        self._column = QVBoxLayout(self)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column.setContentsMargins(*(theme.px(m) for m in (24, 72, 24, 24)))

    def display(self, view: OpeningView) -> None:
        if view == self._shown:
            return
        self._shown = view
        clear(self._column)
        card = trouble(self._presenter, view) or _waiting(view)
        card.setFixedWidth(theme.px(520))
        self._column.addWidget(card)
        self._column.addStretch(1)


def trouble(presenter: OpeningPresenter, view: OpeningView) -> Card | None:
    """A panel that says what is wrong and offers the ways out; None where nothing is wrong."""
    if view.work_error is not None:
        return _work_trouble(presenter, view)
    if view.library_error is not None:
        card = _card("database", tr("The content could not be opened"))
        card.body.addWidget(Wrapped(say(wording.language(), view.library_error)))
        card.body.addWidget(Wrapped(tr("Your own proposals are not touched.")))
        again = Button(tr("Try again"), "primary")
        again.clicked.connect(lambda _checked=False: presenter.begin())
        _buttons(card, again)
        return card
    return None


def _work_trouble(presenter: OpeningPresenter, view: OpeningView) -> Card:
    assert view.work_error is not None
    card = _card("hard-drive", tr("Your proposals could not be opened"))
    card.body.addWidget(Wrapped(say(wording.language(), view.work_error)))
    if view.work_error.code in MENDABLE:
        card.body.addWidget(
            Wrapped(
                tr(
                    "Nothing is deleted: the damaged file is set aside in the same folder, "
                    "whatever you choose."
                )
            )
        )
        restore = Button(tr("Restore the last good copy"), "primary")
        restore.clicked.connect(lambda _checked=False: presenter.restore_work())
        empty = Button(tr("Start with an empty list"))
        empty.clicked.connect(lambda _checked=False: presenter.start_empty())
        _buttons(card, empty, restore)
    else:
        again = Button(tr("Try again"), "primary")
        again.clicked.connect(lambda _checked=False: presenter.open_work())
        _buttons(card, again)
    return card


def _waiting(view: OpeningView) -> Card:
    card = _card("database", tr("Opening the content of this computer"), "primary")
    words = tr("The first time after an update this takes up to a minute.")
    card.body.addWidget(Caption(words))
    if view.progress is not None:
        done, total, _code = view.progress
        share = done * 100 // total if total else 0
        card.body.addWidget(Bar(share, tr("Progress")))
    return card


def _card(icon: str, title: str, tone: str = "err") -> Card:
    card = Card(padding=18)
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    row.addWidget(Picture(icon, tone, 22))
    row.addWidget(Title(title, "subtitle"), 1)
    card.body.addLayout(row)
    return card


def _buttons(card: Card, *buttons: Button) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    card.body.addSpacing(theme.px(4))
    card.body.addLayout(row)
