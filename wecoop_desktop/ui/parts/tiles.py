"""Widgets of one width in as many columns as have room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from wecoop_desktop.ui import theme


class Tiles(QWidget):
    """`least` is the width of a column, `gap` the space around, in pixels at 100 %.

    Columns share the width; a number of columns that leaves one tile alone is avoided.
    """

    def __init__(self, least: int, gap: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self._tiles: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(gap))
        self.setMinimumWidth(1)

    def add(self, tile: QWidget) -> None:
        self._tiles.append(tile)
        self._grid.addWidget(tile, 0, len(self._tiles) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = self._fitting()
        if columns != self._columns:
            self._lay(columns)
        super().resizeEvent(event)

    def _fitting(self) -> int:
        tiles = max(1, len(self._tiles))
        gap = self._grid.spacing()
        columns = max(1, min(tiles, (self.width() + gap) // (theme.px(self._least) + gap)))
        rows = -(-tiles // columns)
        return -(-tiles // rows)

    def _lay(self, columns: int) -> None:
        for at in range(max(columns, self._columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._columns = columns
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
