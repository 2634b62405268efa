"""Widgets beside each other that stand one below the other where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from wecoop_desktop.ui import theme


class Fold(QWidget):
    """One column below `narrow` pixels of the design (its own width, at the size of the text).

    `add` gives the share of the width as in a layout; `gap` is in pixels at 100 %. `folded` says
    when it changes.
    """

    folded = Signal(bool)

    def __init__(self, narrow: float, gap: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(gap))
        self.is_folded = False
        self.setMinimumWidth(1)  # what is beside each other may ask for more than there is

    def add(self, part: QWidget, share: int = 0) -> None:
        self._row.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        folded = theme.logical(self.width()) < self._narrow
        if folded != self.is_folded:
            self.is_folded = folded
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if folded else across)
            self.folded.emit(folded)
        super().resizeEvent(event)
