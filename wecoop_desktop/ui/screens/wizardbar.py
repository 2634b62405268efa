"""What stands at the top of the wizard: whether all is saved, undo, revisions and the way out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import tr


class WizardBar(QWidget):
    """Where the window is narrow, icons say most of it."""

    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._saved_icon = Picture("check", "ok", 13)
        self._saved = Label("", "small", "ok")
        self._rank = Caption("")
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved)
        row.addWidget(self._rank)
        row.addStretch(1)
        self._undo = Button("", icon="undo-2", name=tr("Undo (Ctrl Z)"))
        self._undo.clicked.connect(presenter.undo)
        self._redo = Button("", icon="redo-2", name=tr("Redo (Ctrl Y)"))
        self._redo.clicked.connect(presenter.redo)
        self._revisions = Button(tr("Revisions"), icon="history", name=tr("Revisions"))
        self._revisions.clicked.connect(self._toggle_revisions)
        self._export = Button(tr("Export"), "primary", "file-down", name=tr("Export"))
        self._export.clicked.connect(presenter.export)
        for button in (self._undo, self._redo, self._revisions, self._export):
            row.addWidget(button)

    def _toggle_revisions(self) -> None:
        if self._presenter.view.revisions is None:
            self._presenter.show_revisions()
        else:
            self._presenter.hide_revisions()

    def display(self, view: WizardView, *, narrow: bool) -> None:
        self._undo.setEnabled(view.undo > 0 or view.waiting > 0)
        self._redo.setEnabled(view.redo > 0)
        self._say_saved(view, narrow=narrow)
        self._rank.setText("· " + tr("revision {n}", n=view.revision) if view.revision else "")
        self._rank.setVisible(not narrow)
        self._revisions.shorten(tr("Revisions"), "history", short=narrow)
        self._export.shorten(tr("Export"), "file-down", short=narrow)

    def _say_saved(self, view: WizardView, *, narrow: bool) -> None:
        if view.failure is not None and view.waiting:
            words, tone, icon = tr("Not saved"), "err", "circle-alert"
        elif view.waiting:
            words, tone, icon = tr("Saving …"), "muted", "clock"
        elif view.saved is not None:
            time = f"{view.saved.astimezone():%H:%M:%S}"
            words, tone, icon = tr("Saved {time}", time=time), "ok", "check"
        else:
            words, tone, icon = "", "muted", "check"
        self._saved.setText("" if narrow and tone != "err" else words)
        self._saved.tone(tone)
        self._saved_icon.setToolTip(words)
        self._saved_icon.setAccessibleName(words)
        self._saved_icon.show_icon(icon, tone)
