"""A drawing as a table of words that can be read and copied: the twin of what is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from wecoop_desktop.ui import theme

ROWS_SHOWN = 16


class Listed(QTableWidget):
    """Rows that are only read; Ctrl C copies the chosen ones for a spreadsheet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFont(theme.font("smallFigures"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(26))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFont(theme.font("smallStrong"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )

    def show_rows(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.clear()
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels(list(heads))
        for at, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.setItem(at, column, item)
        for column in range(len(heads)):
            self.resizeColumnToContents(column)
            self.setColumnWidth(column, min(self.columnWidth(column), theme.px(300)))
        shown = min(len(rows), ROWS_SHOWN)
        self.setFixedHeight(theme.px(26) * shown + self.horizontalHeader().height() + theme.px(18))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen rows with the heads, tabs between the cells."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        heads = [self.horizontalHeaderItem(at) for at in range(self.columnCount())]
        lines = [[head.text() if head is not None else "" for head in heads]]
        for row in rows:
            cells = [self.item(row, column) for column in range(self.columnCount())]
            lines.append(
                [" ".join(cell.text().split()) if cell is not None else "" for cell in cells]
            )
        return "\n".join("\t".join(line) for line in lines)
