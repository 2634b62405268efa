"""The panel that writes a section, a chapter, a part or the whole guide as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.savingpanel import SavingPanel
from wecoop_desktop.ui.presenters.guideprint import Extent, PrintPresenter, PrintView
from wecoop_desktop.ui.wording import ntr, tr

EXTENTS: Mapping[Extent, str] = {
    "section": mark("This section"),
    "chapter": mark("This chapter"),
    "part": mark("This part"),
    "book": mark("The whole guide with its glossary"),
}


class PrintPanel(SavingPanel):
    """Shown by its owner while `view.opened`."""

    def __init__(self, presenter: PrintPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, cross=tr("Close the print panel"), parent=parent)
        self.title.setText(tr("Print or save as PDF"))
        self.extent = Choice((), "", tr("What"))
        self.extent.chosen.connect(lambda extent: presenter.choose(cast(Extent, extent)))
        self.choice(tr("What"), self.extent)
        self.choice(tr("Language"), self.language)
        about = tr("A4 pages with contents, page numbers and bookmarks, ready for any printer.")
        self.choices.addWidget(Wrapped(about, "small", "muted"))
        self.save.say(tr("Save the PDF …"))
        self.setMinimumWidth(theme.px(220))

    def display(self, view: PrintView) -> None:
        entries = [(extent, tr(EXTENTS[extent])) for extent, _ in view.within]
        self.extent.show_entries(entries, view.extent)
        self.extent.setEnabled(not view.file.busy)
        self.language.setEnabled(not view.file.busy)
        self.show_file(view)

    def told(self, written: int) -> tuple[str, str]:
        return ntr("{n} section", "{n} sections", written), ""

    def first(self) -> QWidget:
        return self.extent

    def kind(self) -> tuple[str, str]:
        return tr("Save the PDF"), tr("PDF documents (*.pdf)")
