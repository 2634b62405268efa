"""The look of every table: rows of one height, a quiet head, keys that copy and open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from wecoop_desktop.ui import theme


class PlainTable(QTableView):
    """Rows of one height, `row` pixels of the design; Tab leaves the table.

    Enter calls `open_row`, the key of copying takes what `copied` says.
    """

    def __init__(self, name: str, row: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.row_height = theme.row(row)
        sides = self.verticalHeader()
        sides.hide()
        sides.setMinimumSectionSize(theme.px(20))
        sides.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        sides.setDefaultSectionSize(self.row_height)
        self.horizontalHeader().setHighlightSections(False)

    def open_row(self, row: int) -> None:
        """What Enter does with a row; nothing where a table has no more to show of it."""

    def copied(self) -> str:
        """What is copied, as text with tabs; empty where nothing can be."""
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_row(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy) and (words := self.copied()):
            QGuiApplication.clipboard().setText(words)
        else:
            super().keyPressEvent(event)
