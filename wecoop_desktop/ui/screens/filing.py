"""The panel that writes a table or a paper of advice: format, language, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel, Title
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import Making, question, saved
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.filing import FilingPresenter, FilingView
from wecoop_desktop.ui.screens.proposals import show_folder
from wecoop_desktop.ui.wording import language, tr

TITLES = {
    "matches": mark("Save the match as a table"),
    "priorities": mark("Save the priorities"),
    "review": mark("Save the self-assessment"),
    "plan": mark("Save the plan"),
    "changes": mark("Save the changes"),
    "comparison": mark("Save the comparison"),
}
FILES = {
    "xlsx": mark("Spreadsheets (*.xlsx)"),
    "csv": mark("Tables (*.csv)"),
    "pdf": mark("PDF documents (*.pdf)"),
    "docx": mark("Word documents (*.docx)"),
    "ics": mark("Calendar files (*.ics)"),
}


class FilingPanel(Panel):
    """Seen while something is to be written; the cross and Esc put it away."""

    def __init__(self, presenter: FilingPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 14, 16, 14), 10, parent)
        self._presenter = presenter
        self._told: tuple[object, ...] = ()
        self._formats: tuple[str, ...] = ()
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str], str] = self._ask
        head = QHBoxLayout()
        self._title = Title("", "subtitle")
        head.addWidget(self._title, 1)
        cross = Button("", "quiet", "x", size="small", name=tr("Close the export"))
        cross.clicked.connect(lambda _=False: presenter.close())
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(SectionLabel(tr("Format")))
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.form: Segments | None = None
        self.body.addWidget(SectionLabel(tr("Language")))
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments((("en", "English"), ("ru", "Русский")), "en", tr("Language"))
        self.language.chosen.connect(presenter.speak)
        self.body.addWidget(self.language)
        self._making = Making(presenter.stop)
        self.body.addWidget(self._making)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self.body.addLayout(self._notes)
        self.save = Button(tr("Save the file …"), "primary", "download")
        self.save.clicked.connect(lambda _=False: self._save())
        self.body.addWidget(self.save)
        self.body.addStretch(1)
        self.setMinimumWidth(theme.px(240))
        self.setMaximumWidth(theme.px(330))
        presenter.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        self.display(self._presenter.view)

    def display(self, view: FilingView) -> None:
        opened = view.filed is not None and not self.isVisible()
        self.setVisible(view.filed is not None)
        if view.filed is None:
            return
        self._title.setText(tr(TITLES[view.filed.what]))
        self._show_formats(view)
        self.language.show_value(view.language)
        self.save.setEnabled(not view.busy)
        self.save.setToolTip(view.suggested)
        self._making.display(view.step, busy=view.busy)
        self._show_notes(view)
        if opened and self.form is not None:
            self.form.button(view.form).setFocus()

    def _show_formats(self, view: FilingView) -> None:
        assert view.filed is not None
        if view.filed.formats != self._formats:
            self._formats = view.filed.formats
            clear(self._place)
            self.form = Segments([(f, f.upper()) for f in self._formats], view.form, tr("Format"))
            self.form.chosen.connect(self._presenter.choose)
            self._place.addWidget(self.form)
        if self.form is not None:
            self.form.show_value(view.form)

    def _show_notes(self, view: FilingView) -> None:
        told = (view.error, view.clash, view.written, view.target, view.stopped)
        if told == self._told:
            return
        self._told = told
        clear(self._notes)
        if view.error is not None:
            self._tell(Banner(say(language(), view.error), "err"))
        if view.stopped:
            self._tell(Banner(tr("Stopped; no file was written."), "info"))
        if view.clash is not None:
            self._notes.addWidget(question(view.clash, self._presenter))
        if view.written and view.target is not None:
            banner, where = saved("", view.target, show_folder)
            self._tell(banner)
            self._notes.addWidget(where)

    def _tell(self, banner: Banner) -> None:
        self._notes.addWidget(banner)
        banner.announce()

    def close_top(self) -> bool:
        """Esc: first the question, then the panel; a file that is being written is given up."""
        view = self._presenter.view
        if view.clash is not None:
            self._presenter.give_up()
        elif view.opened:
            self._presenter.close()
        else:
            return False
        return True

    def _save(self) -> None:
        chosen = self.ask(self._presenter.view.suggested)
        if chosen:
            self._presenter.save(Path(chosen))

    def _ask(self, name: str) -> str:
        form = self._presenter.view.form
        without = QFileDialog.Option.DontConfirmOverwrite
        return QFileDialog.getSaveFileName(
            self, tr("Save the file"), name, tr(FILES[form]), options=without
        )[0]
