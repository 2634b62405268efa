"""The panel that writes the list that is shown: format, language, currency, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.listing import note
from wecoop_desktop.documents.listing.listing import MOST_SHEETS
from wecoop_desktop.documents.listing.write import FORMATS, Format
from wecoop_desktop.library.query import CURRENCIES, Currency
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import Making, question, saved
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.listing import ListingPresenter, ListingView
from wecoop_desktop.ui.screens.proposals import show_folder
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


class ListingPanel(QWidget):
    """Shown by its owner while `view.opened`; the cross and Esc put it away."""

    def __init__(self, presenter: ListingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._told: tuple[object, ...] = ()
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str], str] = self._ask
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._panel = panel = Panel("surface", (16, 14, 16, 14), 10)
        outer.addWidget(panel)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._to_end)
        panel.body.addLayout(self._head())
        self._choices(panel.body)
        self._making = Making(presenter.stop)
        self.stop = self._making.stop
        panel.body.addWidget(self._making)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        panel.body.addLayout(self._notes)
        self.save = Button("", "primary", "download")
        self.save.clicked.connect(self._save)
        panel.body.addWidget(self.save)
        panel.body.addStretch(1)
        self.setMinimumWidth(theme.px(300))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._title = Title("", "subtitle")
        row.addWidget(self._title, 1)
        cross = Button("", "quiet", "x", size="small", name=tr("Close the export"))
        cross.clicked.connect(lambda _checked=False: self._presenter.close())
        row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _choices(self, body: QVBoxLayout) -> None:
        body.addWidget(SectionLabel(tr("Format")))
        entries = [(form, NAMES[form]) for form in FORMATS]
        self.form = Segments(entries, "xlsx", tr("Format"))
        self.form.chosen.connect(lambda form: self._presenter.choose(cast(Format, form)))
        body.addWidget(self.form)
        self._about = Wrapped("", "small", "muted")
        body.addWidget(self._about)
        self._only_one = [SectionLabel(tr("Language")), SectionLabel(tr("Amounts in"))]
        body.addWidget(self._only_one[0])
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments((("en", "English"), ("ru", "Русский")), "en", tr("Language"))
        self.language.chosen.connect(self._presenter.speak)
        body.addWidget(self.language)
        body.addWidget(self._only_one[1])
        money = [(currency, currency) for currency in CURRENCIES]
        self.currency = Segments(money, CURRENCIES[0], tr("Amounts in"))
        self.currency.chosen.connect(lambda code: self._presenter.price(cast(Currency, code)))
        body.addWidget(self.currency)
        self._money = Wrapped("", "small", "muted")
        body.addWidget(self._money)

    # Showing

    def display(self, view: ListingView) -> None:
        words = ntr("Export {n} project", "Export {n} projects", view.count)
        self._title.setText(words)
        self.form.show_value(view.form)
        self.language.show_value(view.language)
        self.currency.show_value(view.query.currency)
        self._about.setText(self._of_format(view))
        both = view.form == "iati"  # holds both languages, and amounts as given only
        for part in (*self._only_one, self.language, self.currency):
            part.setVisible(not both)
        self.currency.setEnabled(not view.currency_follows)
        self._money.setText(self._of_money(view))
        self.save.say(ntr("Save {n} project …", "Save {n} projects …", view.count))
        self.save.setEnabled(view.count > 0 and not view.busy)
        self.save.setToolTip(view.suggested)
        self._making.display(view.step, busy=view.busy)
        self._show_notes(view)

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

    def _show_notes(self, view: ListingView) -> None:
        told = (view.error, view.clash, view.written, view.target, view.stopped, view.count == 0)
        if told == self._told:
            return
        self._told = told
        clear(self._notes)
        self._reveal.start()
        if not view.count:
            self._tell(Banner(tr("No project fits, so there is nothing to write."), "info"))
        if view.error is not None:
            self._tell(Banner(say(language(), view.error), "err"))
        if view.stopped:
            self._tell(Banner(tr("Stopped; no file was written."), "info"))
        if view.clash is not None:
            self._notes.addWidget(question(view.clash, self._presenter))
        if view.written is not None and view.target is not None:
            self._saved(view, view.target)

    def _saved(self, view: ListingView, target: Path) -> None:
        assert view.written is not None
        words = ntr("{n} project", "{n} projects", view.written.projects)
        banner, where = saved(words, target, show_folder)
        self._tell(banner)
        self._notes.addWidget(where)
        gaps = list(note.gaps(language(), view.written))
        if gaps:
            self._notes.addWidget(Wrapped("\n".join(gaps), "small", "muted"))

    def _to_end(self) -> None:
        """What is said of the file stands at the end, which a large text may push out of sight."""
        bar = self._panel.verticalScrollBar()
        if self._notes.count():
            bar.setValue(bar.maximum())

    def _tell(self, banner: Banner) -> None:
        self._notes.addWidget(banner)
        banner.announce()

    def showEvent(self, event: QShowEvent) -> None:
        """Opening the panel brings the cursor into it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.form.button(self._presenter.view.form).setFocus()

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

    # Saving

    def _save(self) -> None:
        chosen = self.ask(self._presenter.view.suggested)
        if chosen:
            self._presenter.save(Path(chosen))

    def _ask(self, name: str) -> str:
        form = self._presenter.view.form
        without = QFileDialog.Option.DontConfirmOverwrite
        title, kind = tr("Save the list"), tr(FILES[form])
        return QFileDialog.getSaveFileName(self, title, name, kind, options=without)[0]
