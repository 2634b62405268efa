"""Kept states of the proposal: name the present one, go back to an earlier one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.wizard import WizardPresenter, WizardView
from wecoop_desktop.ui.wording import language, tr

REASONS = {
    "starting": mark("Start of a session"),
    "leaving": mark("End of a session"),
    "named": mark("Named"),
    "importing": mark("Taken in from a file"),
    "restoring": mark("Restored"),
    "updating": mark("Before an update"),
    "exporting": mark("Exported"),
}


class RevisionsPanel(Panel):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._presenter = presenter
        self._shown: object = None
        head = QHBoxLayout()
        head.addWidget(Title(tr("Revisions"), "subtitle"), 1)
        close = Button("", "quiet", "x", size="small", name=tr("Close the revisions"))
        close.clicked.connect(presenter.hide_revisions)
        head.addWidget(close)
        self.body.addLayout(head)
        self.body.addWidget(
            Wrapped(tr("Everything is saved by itself. Name a state to find it again."), "small")
        )
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("For example: before the review"))
        self.name.setAccessibleName(tr("Name of the revision"))
        self.name.setMaxLength(120)
        self.name.returnPressed.connect(self._keep)
        self.body.addWidget(self.name)
        keep = Button(tr("Keep this state"), "primary")
        keep.clicked.connect(self._keep)
        self.body.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def _keep(self) -> None:
        self._presenter.name_revision(self.name.text().strip())
        self.name.clear()

    def _restore(self, number: int, _checked: bool = False) -> None:
        self._presenter.restore_revision(number)

    def display(self, view: WizardView) -> None:
        sign = (view.revisions, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        clear(self._rows)
        for revision in view.revisions or ():
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(str(revision.number), "strongFigures"))
            words = revision.name or tr(REASONS[revision.reason.value])
            if revision.origin:
                words = tr("Restored from {n}", n=revision.origin)
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(Wrapped(words, "small", "text"))
            texts.addWidget(Caption(language().moment(revision.made)))
            row.addLayout(texts, 1)
            back = Button(tr("Restore"), "quiet", size="small")
            back.setAccessibleName(tr("Restore revision {n}", n=revision.number))
            back.clicked.connect(partial(self._restore, revision.number))
            row.addWidget(back)
            self._rows.addWidget(line)
            self._rows.addWidget(Rule())
