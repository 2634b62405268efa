"""The panel that writes the list that is shown: format, language, currency, and what came of it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.listing import note
from wecoop_desktop.documents.listing.listing import MOST_SHEETS, Written
from wecoop_desktop.documents.listing.write import FORMATS, Format
from wecoop_desktop.library.query import CURRENCIES, Currency
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.savingpanel import SavingPanel
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.listing import ListingPresenter, ListingView
from wecoop_desktop.ui.saving import Saving
from wecoop_desktop.ui.wording import language, ntr, tr

NAMES: dict[Format, str] = {"xlsx": "XLSX", "csv": "CSV", "pdf": "PDF", "iati": "IATI"}
ABOUT: dict[Format, str] = {
    "xlsx": mark(
        "Spreadsheet: projects, countries, sectors, financing, places, sources, statistics and a"
        " note on what is counted."
    ),
    "csv": mark("One table, a row for each project: for other programs."),
    "pdf": mark("Report to hand over: figures and charts, the list, a page for each project."),
    "iati": mark("Open data format of aid publishers, IATI 2.03, in both languages."),
}
FILES: dict[Format, str] = {
    "xlsx": mark("Spreadsheets (*.xlsx)"),
    "csv": mark("Tables (*.csv)"),
    "pdf": mark("PDF documents (*.pdf)"),
    "iati": mark("IATI files (*.xml)"),
}


class ListingPanel(SavingPanel):
    """Shown by its owner while `view.opened`."""

    def __init__(self, presenter: ListingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, cross=tr("Close the export"), parent=parent)
        self._presenter = presenter
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._to_end)
        entries = [(form, NAMES[form]) for form in FORMATS]
        self.form = Segments(entries, "xlsx", tr("Format"))
        self.form.chosen.connect(lambda form: presenter.choose(cast(Format, form)))
        self.choice(tr("Format"), self.form)
        self._about = Wrapped("", "small", "muted")
        self.choices.addWidget(self._about)
        money = [(currency, currency) for currency in CURRENCIES]
        self.currency = Segments(money, CURRENCIES[0], tr("Amounts in"))
        self.currency.chosen.connect(lambda code: presenter.price(cast(Currency, code)))
        self._only_one = (
            self.choice(tr("Language"), self.language),
            self.language,
            self.choice(tr("Amounts in"), self.currency),
            self.currency,
        )
        self._money = Wrapped("", "small", "muted")
        self.choices.addWidget(self._money)
        self.setMinimumWidth(theme.px(300))

    # Showing

    def display(self, view: ListingView) -> None:
        self.title.setText(ntr("Export {n} project", "Export {n} projects", view.count))
        self.form.show_value(view.form)
        self.currency.show_value(view.query.currency)
        self._about.setText(self._of_format(view))
        both = view.form == "iati"  # holds both languages, and amounts as given only
        for part in self._only_one:
            part.setVisible(not both)
        self.currency.setEnabled(not view.currency_follows)
        self._money.setText(self._of_money(view))
        self.save.say(ntr("Save {n} project …", "Save {n} projects …", view.count))
        self.show_file(view)

    def _of_format(self, view: ListingView) -> str:
        if view.form == "pdf" and view.count > MOST_SHEETS:
            return ntr(
                "Report to hand over: figures and charts, and the list. Lists of more than {n}"
                " project have no page for each project.",
                "Report to hand over: figures and charts, and the list. Lists of more than {n}"
                " projects have no page for each project.",
                MOST_SHEETS,
            )
        return tr(ABOUT[view.form])

    def _of_money(self, view: ListingView) -> str:
        if view.form == "iati":
            return tr("Amounts are written as given, without conversion.")
        if view.currency_follows:
            return tr("The filter by size is in this currency, and so is the list.")
        return tr("Converted at the rate of the year of approval; the amounts as given stay.")

    def _tell(self, file: Saving[Written], unable: str) -> None:
        super()._tell(file, unable)
        self._reveal.start()

    def _to_end(self) -> None:
        """What is said of the file stands at the end, which a large text may push out of sight."""
        bar = self.verticalScrollBar()
        if self._notes.count():
            bar.setValue(bar.maximum())

    def told(self, written: Written) -> tuple[str, str]:
        words = ntr("{n} project", "{n} projects", written.projects)
        return words, "\n".join(note.gaps(language(), written))

    def unable(self) -> str:
        none = not self._presenter.view.count
        return tr("No project fits, so there is nothing to write.") if none else ""

    def first(self) -> QWidget:
        return self.form.button(self._presenter.view.form)

    def kind(self) -> tuple[str, str]:
        return tr("Save the list"), tr(FILES[self._presenter.view.form])
