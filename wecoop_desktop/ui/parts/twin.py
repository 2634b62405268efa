"""The table behind a chart: the same values in rows, copied as text with tabs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from wecoop_desktop.documents.statistics import Cell, Exhibit
from wecoop_desktop.ui.parts.figuretable import Figures, FigureTable
from wecoop_desktop.ui.wording import language


def written(cell: Cell) -> str:
    """A cell as it is read; what is not counted is a dash."""
    if cell is None:
        return "–"
    return language().number(cell) if isinstance(cell, int) else cell


class Twin(FigureTable):
    """`chosen` with the key of a row on Enter or a double click."""

    chosen = Signal(str)

    def __init__(self, exhibit: Exhibit, parent: QWidget | None = None) -> None:
        super().__init__(exhibit.title, parent)
        self._exhibit = exhibit
        rows = tuple(tuple(map(written, row)) for row in exhibit.rows)
        self.show_figures(Figures(tuple(exhibit.heads), rows))
        if rows:
            # The newest year is looked for first; of other groups the largest.
            at = len(rows) - 1 if exhibit.id == "year" else 0
            self.setCurrentIndex(self.model().index(at, 0))
            self.scrollTo(self.currentIndex())
        self.doubleClicked.connect(lambda index: self.open_row(index.row()))

    def copied(self) -> str:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return tabbed(self._exhibit, rows)

    def open_row(self, row: int) -> None:
        if 0 <= row < len(self._exhibit.keys):
            self.chosen.emit(self._exhibit.keys[row])


def tabbed(exhibit: Exhibit, rows: list[int] | None = None) -> str:
    """The table as text with tabs, for a spreadsheet; numbers bare, nothing where not counted."""
    chosen = range(len(exhibit.rows)) if rows is None else rows
    lines = [exhibit.heads, *(exhibit.rows[row] for row in chosen)]
    return "\n".join(
        "\t".join(" ".join(str("" if cell is None else cell).split()) for cell in line)
        for line in lines
    )
