"""Widgets side by side that go on in the next line where one is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from wecoop_desktop.ui import theme


class Flow(QLayout):
    """A layout of lines; use `QLayout.addWidget`. Mirrored where the window is."""

    def __init__(self, gap: int = 6, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = theme.px(gap)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), placing=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, placing=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, rect: QRect, *, placing: bool) -> int:
        """Put the widgets into the lines of `rect`; the height they take."""
        parent = self.parentWidget()
        mirrored = parent is not None and (
            parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        x, y, tall = 0, rect.top(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            if x and x + width > rect.width():
                x, y, tall = 0, y + tall + self._gap, 0
            if placing:
                left = rect.right() - x - width + 1 if mirrored else rect.left() + x
                item.setGeometry(QRect(QPoint(left, y), QSize(width, size.height())))
            x += width + self._gap
            tall = max(tall, size.height())
        return y + tall - rect.top()
