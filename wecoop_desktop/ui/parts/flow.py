"""Widgets side by side that go on in the next line where one is full."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from wecoop_desktop.ui import theme

Lines = list[list[tuple[QLayoutItem, QSize]]]  # the items of each line with the sizes they get


class Flow(QLayout):
    """A layout of lines; use `QLayout.addWidget`. Mirrored where the window is.

    `gap` between the widgets and `line`, the least height of a line, in pixels at 100 %. Layouts
    around it ask again and again what it takes: the lines are kept until something changes.
    """

    def __init__(self, gap: int = 6, parent: QWidget | None = None, *, line: int = 0) -> None:
        super().__init__(parent)
        self._least = theme.px(line)
        self._items: list[QLayoutItem] = []
        self._gap = theme.px(gap)
        self._last: QWidget | None = None
        self._kept: dict[int, Lines] = {}
        self.setContentsMargins(QMargins())

    def add_last(self, widget: QWidget) -> None:
        """A widget that stands at the far end of the line it comes to."""
        self._last = widget
        self.addWidget(widget)

    def addWidget(self, widget: QWidget) -> None:
        """With an item of our own: of those that Qt makes, the binding may take a new one for an
        old one that stood at the same address, and is gone."""
        self.insertWidget(len(self._items), widget)

    def insertWidget(self, index: int, widget: QWidget) -> None:
        self.addChildWidget(widget)
        self._items.insert(index, QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._kept.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._kept.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        edges = self.contentsMargins()
        room = width - edges.left() - edges.right()
        return self._lay(QRect(0, 0, room, 0), placing=False) + edges.top() + edges.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect.marginsRemoved(self.contentsMargins()), placing=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size.grownBy(edges)

    def _lay(self, rect: QRect, *, placing: bool) -> int:
        """Put the widgets into the lines of `rect`; the height they take."""
        top = rect.top()
        for line in self._lines(rect.width()):
            tall = max(self._least, *(size.height() for _, size in line))
            if placing:
                self._place(line, rect, top, tall)
            top += tall + self._gap
        return max(0, top - rect.top() - self._gap)

    def _lines(self, room: int) -> Lines:
        kept = self._kept.get(room)
        if kept is None:
            kept = self._kept[room] = self._parted(room)
        return kept

    def _parted(self, room: int) -> Lines:
        lines: Lines = []
        used = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(1, room), 10_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if not lines or used + size.width() > room:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines

    def _place(
        self, line: list[tuple[QLayoutItem, QSize]], rect: QRect, top: int, tall: int
    ) -> None:
        parent = self.parentWidget()
        mirrored = parent is not None and (
            parent.layoutDirection() == Qt.LayoutDirection.RightToLeft
        )
        along = 0
        for item, size in line:
            if self._last is not None and item.widget() is self._last:
                along = max(along, rect.width() - size.width())
            left = rect.right() + 1 - along - size.width() if mirrored else rect.left() + along
            item.setGeometry(QRect(QPoint(left, top + (tall - size.height()) // 2), size))
            along += size.width() + self._gap
