"""The panel that writes a section, a chapter, a part or the whole guide as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import Making, question, saved
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.guideprint import Extent, PrintPresenter, PrintView
from wecoop_desktop.ui.screens.proposals import show_folder
from wecoop_desktop.ui.wording import language, ntr, tr

EXTENTS: Mapping[Extent, str] = {
    "section": mark("This section"),
    "chapter": mark("This chapter"),
    "part": mark("This part"),
    "book": mark("The whole guide with its glossary"),
}


class PrintPanel(Panel):
    """Shown by its owner while `view.opened`; the cross and Esc put it away."""

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 14, 16, 14), 10, parent)
        self._presenter = presenter
        self._told: tuple[object, ...] = ()
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str], str] = self._ask
        head = QHBoxLayout()
        head.addWidget(Title(tr("Print or save as PDF"), "subtitle"), 1)
        cross = Button("", "quiet", "x", size="small", name=tr("Close the print panel"))
        cross.clicked.connect(lambda _=False: presenter.close())
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(SectionLabel(tr("What")))
        self.extent = Choice((), "", tr("What"))
        self.extent.chosen.connect(lambda extent: presenter.choose(cast(Extent, extent)))
        self.body.addWidget(self.extent)
        self.body.addWidget(SectionLabel(tr("Language")))
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments((("en", "English"), ("ru", "Русский")), "en", tr("Language"))
        self.language.chosen.connect(presenter.speak)
        self.body.addWidget(self.language)
        about = tr("A4 pages with contents, page numbers and bookmarks, ready for any printer.")
        self.body.addWidget(Wrapped(about, "small", "muted"))
        self._making = Making(presenter.stop)
        self.stop = self._making.stop
        self.body.addWidget(self._making)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self.body.addLayout(self._notes)
        self.save = Button(tr("Save the PDF …"), "primary", "download")
        self.save.clicked.connect(lambda _=False: self._save())
        self.body.addWidget(self.save)
        self.body.addStretch(1)
        self.setMinimumWidth(theme.px(220))

    def display(self, view: PrintView) -> None:
        entries = [(extent, tr(EXTENTS[extent])) for extent, _ in view.within]
        self.extent.show_entries(entries, view.extent)
        self.language.show_value(view.language)
        self.extent.setEnabled(not view.busy)
        self.language.setEnabled(not view.busy)
        self.save.setEnabled(not view.busy)
        self.save.setToolTip(view.suggested)
        self._making.display(view.step, busy=view.busy)
        self._show_notes(view)

    def _show_notes(self, view: PrintView) -> None:
        told = (view.error, view.clash, view.written, view.target, view.stopped, view.busy)
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
            words = ntr("{n} section", "{n} sections", view.written)
            banner, where = saved(words, view.target, show_folder)
            self._tell(banner)
            self._notes.addWidget(where)

    def _tell(self, banner: Banner) -> None:
        self._notes.addWidget(banner)
        banner.announce()

    def showEvent(self, event: QShowEvent) -> None:
        """Opening the panel brings the cursor into it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.extent.setFocus()

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
        without = QFileDialog.Option.DontConfirmOverwrite
        title, kind = tr("Save the PDF"), tr("PDF documents (*.pdf)")
        return QFileDialog.getSaveFileName(self, title, name, kind, options=without)[0]
