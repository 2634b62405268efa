"""The matrix of sectors and countries as a table: arrows walk over its cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wecoop_desktop.base.text import Text
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.plaintable import PlainTable
from wecoop_desktop.ui.parts.rows import draw_text
from wecoop_desktop.ui.presenters.funders import FundersView
from wecoop_desktop.ui.presenters.matrix import COLUMNS, Cell
from wecoop_desktop.ui.wording import ntr, said, tr

Index = QModelIndex | QPersistentModelIndex
PALEST, DEEPEST = 0.05, 0.41  # shares of the primary colour in a cell
ROW = 46
NAMES = 190  # width of the names of sectors
NARROWEST = 74  # of a cell


class _Model(QAbstractTableModel):
    """Rows are sectors with their theme; column 0 is the name, the others are `COLUMNS`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[tuple[Cell, ...], ...] = ()
        self.themes: Mapping[str, Text] = {}  # of sectors
        self.labels: Mapping[str, Mapping[str, Text]] = {}
        self.most = 1

    def fill(self, view: FundersView) -> None:
        self.beginResetModel()
        self.rows = view.rows
        self.labels = view.labels or {}
        self.themes = {sector: each.name for each in view.themes for sector in each.sectors}
        self.most = max((cell.funders for row in view.rows for cell in row), default=1) or 1
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.column() == 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def sector(self, row: int) -> str:
        """The name of a row's sector."""
        key = self.rows[row][0].sector
        return said(self.labels.get("sector_short", {}).get(key) or self.labels["sector"][key])

    def begins(self, row: int) -> bool:
        """Whether a theme begins with this row."""
        mine = self.themes.get(self.rows[row][0].sector)
        return row == 0 or mine != self.themes.get(self.rows[row - 1][0].sector)

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == 0:
            name = self.sector(index.row())
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return name if role in shown else None
        cell = self.rows[index.row()][index.column() - 1]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.sector(index.row())}, {self.head(cell.column)}: {in_words(cell)}"
        return in_words(cell) if role == Qt.ItemDataRole.DisplayRole else None

    def head(self, column: str) -> str:
        return said(self.labels["country"][column]) if column != COLUMNS[-1] else tr("Regional")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not self.labels:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return tr("Sector") if section == 0 else self.head(COLUMNS[section - 1])
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("smallStrong")
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 0:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        return None


def in_words(cell: Cell) -> str:
    """A cell as it is read aloud."""
    funders = ntr("{n} funder", "{n} funders", cell.funders)
    projects = ntr("{n} project", "{n} projects", cell.projects)
    if not cell.unknown:
        return f"{funders}, {projects}"
    unknown = ntr("{n} funder unknown", "{n} funders unknown", cell.unknown)
    return f"{funders}, {unknown}, {projects}"


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        grid, model = self.parent(), index.model()
        if not isinstance(model, _Model) or not isinstance(grid, Grid):
            return
        painter.save()
        box = QRectF(option.rect)
        if index.column() == 0:
            self._name(painter, box, model, index.row())
        else:
            cell = model.rows[index.row()][index.column() - 1]
            self._cell(painter, box, cell, model.most)
            if index == grid.currentIndex():
                strong = grid.hasFocus()
                painter.setPen(QPen(theme.colour("focus" if strong else "primary"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4, 4)
        painter.restore()

    def _name(self, painter: QPainter, box: QRectF, model: _Model, row: int) -> None:
        if model.begins(row):
            painter.setPen(theme.colour("line2"))
            painter.drawLine(box.topLeft(), box.topRight())
        inside = box.adjusted(theme.px(12), theme.px(5), -theme.px(6), -theme.px(4))
        theme_name = model.themes.get(model.rows[row][0].sector)
        name = model.sector(row)
        high = inside.height() / 2
        if theme_name is None or said(theme_name) == name or not model.begins(row):
            place = inside.adjusted(0, high / 2, 0, -high / 2)
            draw_text(painter, place, name, theme.font("body"))
            return
        draw_text(painter, inside.adjusted(0, 0, 0, -high), name, theme.font("body"))
        low = inside.adjusted(0, high, 0, 0)
        draw_text(painter, low, said(theme_name), theme.font("micro"), "muted")

    def _cell(self, painter: QPainter, box: QRectF, cell: Cell, most: int) -> None:
        fill = box.adjusted(3, 3, -3, -3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        share = PALEST + (DEEPEST - PALEST) * cell.funders / most
        heat = theme.mixed("primary", "surface", share)
        painter.setBrush(heat if cell.funders else theme.colour("subtle"))
        painter.drawRoundedRect(fill, 4, 4)
        middle = fill.center().y()
        strong, small = theme.font("strong"), theme.font("micro")
        upper = QRectF(fill.left(), fill.top(), fill.width(), middle - fill.top() + theme.px(2))
        lower = QRectF(fill.left(), middle, fill.width(), fill.bottom() - middle)
        head = str(cell.funders) if cell.funders or not cell.unknown else "?"
        if cell.funders and cell.unknown:
            head = f"{cell.funders} + {cell.unknown}?"
        self._centred(painter, upper, head, strong)
        self._centred(painter, lower, str(cell.projects), small)

    def _centred(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
        painter.setPen(theme.colour("text"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Grid(PlainTable):
    """`chosen(sector, column)` when the arrows or a click come to a cell."""

    chosen = Signal(str, str)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Funders by sector and country"), ROW, parent)
        self._model = _Model(self)
        self._shown: tuple[object, ...] = ()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumHeight(theme.px(ROW + 32))
        head = self.horizontalHeader()
        head.setMinimumSectionSize(theme.px(NARROWEST))
        head.setFixedHeight(theme.px(32))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)

    def display(self, view: FundersView) -> None:
        if self._shown != (view.rows, view.labels):
            self._shown = (view.rows, view.labels)
            self._model.fill(view)
            head = self.horizontalHeader()
            head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            self._lay()
        self._mark(view.cell)

    def _lay(self) -> None:
        """Columns share the width; where it is short they keep their own and the table scrolls."""
        metrics = QFontMetrics(theme.font("smallStrong"))
        words = [self._model.head(each) for each in COLUMNS] if self._model.labels else []
        least = max((metrics.horizontalAdvance(each) for each in words), default=0) + theme.px(14)
        room = (self.viewport().width() - theme.px(NAMES)) // len(COLUMNS)
        head = self.horizontalHeader()
        mode = QHeaderView.ResizeMode
        for at in range(1, len(COLUMNS) + 1):
            head.setSectionResizeMode(at, mode.Stretch if room >= least else mode.Fixed)
            if room < least:
                self.setColumnWidth(at, least)
        self.setColumnWidth(0, theme.px(NAMES))

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._lay()
        self.scrollTo(self.currentIndex())

    def _mark(self, wanted: tuple[str, str]) -> None:
        for row, cells in enumerate(self._model.rows):
            for column, cell in enumerate(cells, start=1):
                index = self._model.index(row, column)
                if (cell.sector, cell.column) == wanted and index != self.currentIndex():
                    self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.column():
            cell = self._model.rows[current.row()][current.column() - 1]
            self.chosen.emit(cell.sector, cell.column)

    def open_row(self, row: int) -> None:
        self.opened.emit()
