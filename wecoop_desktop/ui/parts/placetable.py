"""The places of the map in words: the same as the circles, for those who read instead of look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.circles import where
from wecoop_desktop.ui.parts.clusters import ROUGH, Row
from wecoop_desktop.ui.parts.plaintable import PlainTable
from wecoop_desktop.ui.wording import language, said, tr

Index = QModelIndex | QPersistentModelIndex

PRECISIONS = {
    "place": mark("place"),
    "district": mark("district"),
    "feature": mark("river, lake or area"),
    ROUGH: mark("region only"),
}


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    width: int  # pixels at 100 %
    words: Callable[[Row], str]
    figures: bool = False


def _precision(row: Row) -> str:
    code = row.spot.precision
    return tr(PRECISIONS[code]) if code in PRECISIONS else tr("not known")


COLUMNS = (
    Column(mark("Place"), 280, lambda row: said(row.spot.name)),
    Column(mark("Projects"), 90, lambda row: language().number(len(row.projects)), figures=True),
    Column(mark("Region and country"), 320, lambda row: where(row.spot)),
    Column(mark("How exact"), 160, _precision),
)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def replace(self, rows: tuple[Row, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = COLUMNS[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.words(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("smallFigures")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section].head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(COLUMNS[section])
        return None


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignTrailing if column.figures else Qt.AlignmentFlag.AlignLeading
    return int(Qt.AlignmentFlag.AlignVCenter | side)


class PlaceTable(PlainTable):
    """Says `chosen(row)` for Enter or a click on a place."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Places of the projects found, with their number"), 30, parent)
        self._model = _Model(self)
        self.setModel(self._model)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, theme.px(column.width))
        head.setStretchLastSection(True)
        self.clicked.connect(lambda index: self.open_row(index.row()))

    def display(self, rows: tuple[Row, ...]) -> None:
        if rows != self._model.rows:
            self._model.replace(rows)

    def copied(self) -> str:
        """Heads and the selected rows, or all, as text with tabs for a spreadsheet."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        lines = ["\t".join(tr(column.head) for column in COLUMNS)]
        for number in chosen or range(len(self._model.rows)):
            row = self._model.rows[number]
            lines.append("\t".join(column.words(row) for column in COLUMNS))
        return "\n".join(lines)

    def open_row(self, row: int) -> None:
        if 0 <= row < len(self._model.rows):
            self.chosen.emit(self._model.rows[row])
