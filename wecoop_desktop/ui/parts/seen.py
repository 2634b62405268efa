"""Long results: a model of rows of which only those that are looked at are there, and its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.blocks import SIZE, Blocks
from wecoop_desktop.ui.parts.plaintable import PlainTable
from wecoop_desktop.ui.parts.rows import VALUE, Index

T = TypeVar("T")


class SeenRows(QAbstractTableModel, Generic[T]):
    """The rows of a long result, some of which are not there yet: their VALUE is None.

    `words[column](value)` is what a cell says; there is at least one column.
    """

    def __init__(self, words: Sequence[Callable[[T], str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._blocks: Blocks[T] = Blocks()
        self._of: object = None

    def show_columns(self, words: Sequence[Callable[[T], str]]) -> None:
        """Say other things of the same rows."""
        self.beginResetModel()
        self._words = tuple(words)
        self.endResetModel()

    def show_rows(self, blocks: Blocks[T], of: object) -> bool:
        """The rows of a result; `of` tells one result from another. Whether it is another one.

        More blocks of the same result only fill rows in.
        """
        before = self._blocks
        if of == self._of and blocks.total == before.total:
            self._blocks = blocks
            for number, values in blocks.held.items():
                if before.held.get(number) != values and values:
                    first = number * SIZE
                    last = first + len(values) - 1
                    end = self.columnCount() - 1
                    self.dataChanged.emit(self.index(first, 0), self.index(last, end))
            return False
        self.beginResetModel()
        self._blocks, self._of = blocks, of
        self.endResetModel()
        return True

    def at(self, row: int) -> T | None:
        return self._blocks.at(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self._blocks.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._words)

    # Any: what Qt's signature says; delegates ask for VALUE and know its type.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self._blocks.at(index.row())
        if role == VALUE:
            return value
        if value is not None and role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._words[index.column()](value)
        return None


class SeenView(PlainTable):
    """A view of `SeenRows` of uniform height, for any number of rows.

    Says `seen(first, last)` when other rows are looked at, `opened(value)` on Enter or a click,
    `moved(value)` when the current row changes. A list of a million rows: QListView lays all of
    them out on each change, which takes seconds; a table with fixed rows takes none.
    """

    seen = Signal(int, int)
    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(name, height, parent)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.start())
        self.clicked.connect(lambda index: self.open_row(index.row()))

    def as_list(self) -> None:
        """Only the first column, over the whole width and without a head."""
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def rows_changed(self) -> None:
        """Look again which rows are to be seen."""
        self._timer.start()

    def choose(self, row: int) -> None:
        """Make that row the current and selected one."""
        index = self.model().index(row, 0)
        if index.isValid():
            self.setCurrentIndex(index)

    def value(self) -> object:
        """The value of the current row; None where there is none, or it is not there yet."""
        index = self.currentIndex()
        return index.siblingAtColumn(0).data(VALUE) if index.isValid() else None

    def _look(self) -> None:
        if not self.isVisible() or self.model() is None:
            return
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        rows = self.model().rowCount()
        if first >= 0:
            self.seen.emit(first, last if last >= 0 else rows - 1)

    def open_row(self, row: int) -> None:
        value = self.model().index(row, 0).data(VALUE)
        if value is not None:
            self.opened.emit(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home and self.model().rowCount():
            self.choose(0)
        elif event.key() == Qt.Key.Key_End and self.model().rowCount():
            self.choose(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are shortcuts here; looking through a million rows for one would block."""

    def selectAll(self) -> None:
        """Nothing: marking a million rows takes seconds. All of them leave by the export."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.moved.emit(current.data(VALUE))


def draw_waiting(painter: QPainter, box: QRectF, widths: Sequence[float]) -> None:
    """Grey lines in place of a row that is not there yet; `widths` are shares of the box."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.track())
    height, step = theme.px(9), theme.px(22)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for number, share in enumerate(widths):
        width = box.width() * share
        left = box.right() - width if mirrored else box.left()
        top = box.top() + theme.px(4) + number * step
        painter.drawRoundedRect(QRectF(left, top, width, height), 3, 3)
