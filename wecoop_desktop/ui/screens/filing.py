"""The panel that writes a table or a paper of advice: format, language, and what came of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import SectionLabel
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.savingpanel import SavingPanel
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.filing import FilingPresenter, FilingView
from wecoop_desktop.ui.wording import tr

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


class FilingPanel(SavingPanel):
    """Shows itself while something is to be written."""

    def __init__(self, presenter: FilingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, cross=tr("Close the export"), parent=parent)
        self._presenter = presenter
        self._formats: tuple[str, ...] = ()
        self.form: Segments | None = None
        self.choices.addWidget(SectionLabel(tr("Format")))
        self._place = QVBoxLayout()
        self.choices.addLayout(self._place)
        self.choice(tr("Language"), self.language)
        self.setMinimumWidth(theme.px(240))
        self.setMaximumWidth(theme.px(330))
        presenter.changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        self.display(self._presenter.view)

    def display(self, view: FilingView) -> None:
        if view.filed is not None:
            self.title.setText(tr(TITLES[view.filed.what]))
            self._show_formats(view, view.filed.formats)
            self.show_file(view)
        self.setVisible(view.filed is not None)

    def _show_formats(self, view: FilingView, formats: tuple[str, ...]) -> None:
        if formats != self._formats or self.form is None:
            self._formats = formats
            clear(self._place)
            self.form = Segments([(f, f.upper()) for f in formats], view.form, tr("Format"))
            self.form.chosen.connect(self._presenter.choose)
            self._place.addWidget(self.form)
        self.form.show_value(view.form)

    def first(self) -> QWidget:
        return self if self.form is None else self.form.button(self._presenter.view.form)

    def kind(self) -> tuple[str, str]:
        return tr("Save the file"), tr(FILES[self._presenter.view.form])
