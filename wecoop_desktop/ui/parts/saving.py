"""What panels that write a file show of it: its progress, a name that is taken, where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from wecoop_desktop.base.wording import MESSAGES
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Wrapped
from wecoop_desktop.ui.wording import tr


class Clash(Protocol):
    """The presenter of a file whose name is taken: its three ways on."""

    def keep_both(self) -> None: ...
    def replace(self) -> None: ...
    def give_up(self) -> None: ...


class Making(Card):
    """A file that is being written: what is done, how far it is, and Cancel."""

    def __init__(self, stop: Callable[[], None]) -> None:
        super().__init__(padding=12)
        row = QHBoxLayout()
        self._step = Caption("")
        self._step.setWordWrap(True)
        row.addWidget(self._step, 1)
        self.stop = Button(tr("Cancel"), size="small")
        self.stop.clicked.connect(lambda _checked=False: stop())
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self._bar = Bar(0, tr("Writing the file"))
        self.body.addWidget(self._bar)
        self.hide()

    def display(self, step: tuple[int, int, str], *, busy: bool) -> None:
        self.setVisible(busy)
        done, total, code = step
        self._bar.show_share(100 * done // total if total else 0)
        self._step.setText(tr(MESSAGES[code]) if code in MESSAGES else tr("Writing the file"))


def question(taken: Path, presenter: Clash, lay: Callable[[], QBoxLayout] = QVBoxLayout) -> Card:
    """Replace or keep both: a panel, not a dialog. Wide panels lay the answers in a row."""
    card = Card(padding=12)
    words = tr("{name} exists already in this folder.", name=breakable(taken.name))
    card.body.addWidget(Wrapped(words, "body", "text"))
    both = Button(tr("Keep both"), "primary")
    both.clicked.connect(lambda _checked=False: presenter.keep_both())
    over = Button(tr("Replace"), "danger")
    over.clicked.connect(lambda _checked=False: presenter.replace())
    stop = Button(tr("Do not save"))
    stop.clicked.connect(lambda _checked=False: presenter.give_up())
    answers = lay()
    for button in (both, over, stop):
        answers.addWidget(button)
    if lay is QHBoxLayout:
        answers.addStretch(1)
    card.body.addLayout(answers)
    return card


def saved(words: str, target: Path, show: Callable[[Path], object]) -> tuple[Banner, Wrapped]:
    """That a file is written, with the way to its folder, and its name in full."""
    banner = Banner(words, "ok", strong=tr("Saved."), action=tr("Show in folder"))
    banner.acted.connect(lambda: show(target.parent))
    where = Wrapped(breakable(str(target)), "small", "text2")
    where.setAccessibleName(str(target))
    return banner, where


def breakable(path: str) -> str:
    """A path that may go on in the next line after its signs: panels are narrow."""
    return re.sub(r"([_./\\-])", "\\1\u200b", path)
