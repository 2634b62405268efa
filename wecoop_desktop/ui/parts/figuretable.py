"""A table of figures that are words already: behind charts, copied as text with tabs."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.plaintable import PlainTable

Index = QModelIndex | QPersistentModelIndex
HEAD = 28  # pixels at 100 %
MOST_ROWS = 12  # seen at once; further ones scroll
WIDEST = 260  # pixels at 100 % of a column
FEW = 3  # columns, of which the first takes the room that is left


class Figures(NamedTuple):
    """What a chart draws, in words: heads of columns, then rows that begin with their name."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.figures = Figures((), ())

    def show(self, figures: Figures) -> None:
        self.beginResetModel()
        self.figures = figures
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.figures.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.figures.heads)

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.figures.rows[index.row()][index.column()]
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
            return self.figures.heads[section]
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignTrailing if section else Qt.AlignmentFlag.AlignLeading
            return int(Qt.AlignmentFlag.AlignVCenter | side)
        return None


class FigureTable(PlainTable):
    """Figures in rows; all of them are copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, 28, parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.horizontalHeader().setFixedHeight(theme.px(HEAD))
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(8)}px; }}")

    def show_figures(self, figures: Figures) -> None:
        """These in place of those before; the current cell stays."""
        at = self.currentIndex()
        row, column = max(0, at.row()), max(0, at.column())
        self._model.show(figures)
        self._fit(figures)
        if figures.rows:
            row, column = min(row, len(figures.rows) - 1), min(column, len(figures.heads) - 1)
            self.setCurrentIndex(self._model.index(row, column))

    def _fit(self, figures: Figures) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = QFontMetrics(theme.font("smallFigures"))
        for column, name in enumerate(figures.heads):
            said = [name, *(row[column] for row in figures.rows)]
            wide = max(metrics.horizontalAdvance(words) for words in said) + theme.px(24)
            self.setColumnWidth(column, min(wide, theme.px(WIDEST)))
        few = len(figures.heads) <= FEW
        if few:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        # Wide tables scroll sideways, in a bar below the rows.
        bar = 2 if few else theme.px(14)
        shown = min(len(figures.rows), MOST_ROWS)
        self.setFixedHeight(theme.px(HEAD) + self.row_height * shown + bar)

    def copied(self) -> str:
        figures = self._model.figures
        return "\n".join("\t".join(row) for row in (figures.heads, *figures.rows))
