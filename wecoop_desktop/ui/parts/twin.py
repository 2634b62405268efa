"""The table behind a chart: the same values in rows, copied as text with tabs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from wecoop_desktop.documents.statistics import Cell, Exhibit
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.plaintable import PlainTable
from wecoop_desktop.ui.wording import language

Index = QModelIndex | QPersistentModelIndex
HEAD = 28  # pixels at 100 %
MOST_ROWS = 12  # seen at once; further ones scroll


class _Model(QAbstractTableModel):
    def __init__(self, exhibit: Exhibit, parent: QWidget) -> None:
        super().__init__(parent)
        self._exhibit = exhibit

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._exhibit.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._exhibit.heads)

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return written(self._exhibit.rows[index.row()][index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("smallFigures")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._exhibit.heads[section]
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section else Qt.AlignmentFlag.AlignLeading
            return int(Qt.AlignmentFlag.AlignVCenter | side)
        return None


def written(cell: Cell) -> str:
    """A cell as it is read; what is not counted is a dash."""
    if cell is None:
        return "–"
    return language().number(cell) if isinstance(cell, int) else cell


class Twin(PlainTable):
    """`chosen` with the key of a row on Enter or a double click."""

    chosen = Signal(str)

    def __init__(self, exhibit: Exhibit, parent: QWidget | None = None) -> None:
        super().__init__(exhibit.title, 28, parent)
        self._exhibit = exhibit
        self.setModel(_Model(exhibit, self))
        self._fit_columns()
        shown = min(len(exhibit.rows), MOST_ROWS)
        # Wide tables scroll sideways, in a bar below the rows.
        bar = theme.px(14) if len(exhibit.heads) > 3 else 2
        self.setFixedHeight(theme.px(HEAD) + self.row_height * shown + bar)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(8)}px; }}")
        if exhibit.rows:
            # The newest year is looked for first; of other groups the largest.
            at = len(exhibit.rows) - 1 if exhibit.id == "year" else 0
            self.setCurrentIndex(self.model().index(at, 0))
            self.scrollTo(self.currentIndex())
        self.doubleClicked.connect(lambda index: self.open_row(index.row()))

    def _fit_columns(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(HEAD))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = QFontMetrics(theme.font("smallFigures"))
        for column, name in enumerate(self._exhibit.heads):
            said = [name, *(written(row[column]) for row in self._exhibit.rows)]
            wide = max(metrics.horizontalAdvance(words) for words in said) + theme.px(24)
            self.setColumnWidth(column, min(wide, theme.px(260)))
        if len(self._exhibit.heads) <= 3:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

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
