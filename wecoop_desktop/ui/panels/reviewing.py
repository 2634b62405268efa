"""What stands above the answers of a review copy, and what sends one for review."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.saving import breakable
from wecoop_desktop.ui.presenters.reviewing import ReviewPresenter, ReviewView
from wecoop_desktop.ui.wording import language, tr

FILES = mark("Proposals (*.wecoop)")
Ask = Callable[[str], str]


def chooser(parent: QWidget) -> Ask:
    """The file chooser, given a name to begin with; empty where none was chosen."""

    def ask(name: str) -> str:
        return QFileDialog.getSaveFileName(parent, tr("Save as a file …"), name, tr(FILES))[0]

    return ask


class ReviewBanner(Card):
    """Says that answers cannot be changed here, and what can be done instead."""

    def __init__(self, presenter: ReviewPresenter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Review copy"), "eye", tone="selected", parent=parent)
        self._presenter = presenter
        self._shown: object = None
        self.ask = chooser(self)  # tests put their own answer here
        words = tr(
            "You can comment on every answer and print the document; the answers themselves are "
            "not changed here. Save the file with your comments and give it back."
        )
        self.body.addWidget(Wrapped(words, "body", "text"))
        verbs = Flow(gap=8)
        self.back = Button(tr("Save the comments to the file"), "primary", "save")
        self.back.clicked.connect(lambda _=False: presenter.save_back())
        self.other = Button(tr("Save as another file …"))
        self.other.clicked.connect(lambda _=False: ask_and_save(self.ask, presenter))
        self.own = Button(tr("Make it my own proposal"))
        self.own.clicked.connect(lambda _=False: presenter.make_own())
        for button in (self.back, self.other, self.own):
            verbs.addWidget(button)
        self.body.addLayout(verbs)
        self._where = Wrapped("", "small", "muted")
        self.body.addWidget(self._where)
        self._messages = QVBoxLayout()
        self.body.addLayout(self._messages)
        presenter.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        view = self._presenter.view
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.back.setVisible(view.origin is not None)
        origin = str(view.origin) if view.origin is not None else ""
        words = tr("It came from {path}.", path=breakable(origin)) if origin else ""
        self._where.setText(words)
        self._where.setVisible(bool(words))
        show_outcome(self._messages, self._presenter, view)


class SendCard(Card):
    """Writes a review copy of one's own proposal."""

    def __init__(self, presenter: ReviewPresenter, parent: QWidget | None = None) -> None:
        super().__init__(padding=11, tone="subtle", parent=parent)
        self._presenter = presenter
        self._shown: object = None
        self.ask = chooser(self)  # tests put their own answer here
        words = tr(
            "A review copy is a file in which a colleague comments and changes no answer. When it "
            "comes back, open it: its comments are taken in."
        )
        self.body.addWidget(Wrapped(words, "small", "text2"))
        self.send = Button(tr("Send for review …"), icon="send", size="small")
        self.send.clicked.connect(lambda _=False: ask_and_save(self.ask, presenter))
        line = Flow(gap=6)
        line.addWidget(self.send)
        self.body.addLayout(line)
        self._messages = QVBoxLayout()
        self.body.addLayout(self._messages)
        presenter.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        view = self._presenter.view
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.setVisible(not view.review)
        show_outcome(self._messages, self._presenter, view)


def ask_and_save(ask: Ask, presenter: ReviewPresenter) -> None:
    """Ask where to, and write the review copy there."""
    known = presenter.view.origin
    name = str(known) if known is not None else tr("for review") + ".wecoop"
    chosen = ask(name)
    if chosen:
        presenter.save(Path(chosen))


def show_outcome(column: QVBoxLayout, presenter: ReviewPresenter, view: ReviewView) -> None:
    """Where the file is, or why there is none."""
    clear(column)
    column.setSpacing(theme.px(6))
    if view.error is not None:
        kept = tr("The comments are kept here.")
        banner = Banner(say(language(), view.error), "err", strong=kept, closable=True)
        banner.closed.connect(presenter.forget_messages)
        column.addWidget(banner)
        banner.announce()
    if view.written is not None:
        folder = view.written.parent
        words = tr("The review copy is in {path}.", path=breakable(str(view.written)))
        banner = Banner(words, "ok", action=tr("Show in folder"), closable=True)
        banner.acted.connect(lambda: show_folder(folder))
        banner.closed.connect(presenter.forget_messages)
        column.addWidget(banner)
        banner.announce()
