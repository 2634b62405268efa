"""Widgets beside each other that stand one below the other where there is no room for that."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from wecoop_desktop.ui import theme


class Fold(QWidget):
    """One column below `narrow` pixels of the design (its own width, at the size of the text).

    `add` gives the share of the width as in a layout; `gap` is in pixels at 100 %.
    """

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

    def heightForWidth(self, width: int) -> int:
        """As it will stand at that width, also where it stands otherwise now."""
        folded = theme.logical(width) < self._narrow
        if folded == self.is_folded:
            return self._row.totalHeightForWidth(width)
        parts = [
            part
            for at in range(self._row.count())
            if (item := self._row.itemAt(at)) is not None
            and (part := item.widget()) is not None
            and not part.isHidden()
        ]
        if folded:
            gaps = self._row.spacing() * max(0, len(parts) - 1)
            return sum(_height(part, width) for part in parts) + gaps
        return max((part.sizeHint().height() for part in parts), default=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        folded = theme.logical(self.width()) < self._narrow
        if folded != self.is_folded:
            self.is_folded = folded
            down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
            self._row.setDirection(down if folded else across)
        super().resizeEvent(event)


def _height(part: QWidget, width: int) -> int:
    tall = part.heightForWidth(width) if part.hasHeightForWidth() else -1
    return tall if tall >= 0 else part.sizeHint().height()


def limited(widget: QWidget, most: int) -> QHBoxLayout:
    """`widget` at the left, at most `most` pixels wide (at 100 %).

    A row of its own, because a column asks how high a widget is at the column's full width.
    """
    widget.setMaximumWidth(theme.px(most))
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return row
