"""The navigation rail: an icon and a word for each room, always both."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.role import speak_as

WIDTH = 88


class RailItem(QAbstractButton):
    def __init__(self, icon: str, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "one-of")
        self._icon = icon
        self._words = words
        self._badge = ""
        self.setProperty("rail", True)
        self.setText(words)
        self.setCheckable(True)
        self.setFont(theme.font("rail"))
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(theme.px(58))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(theme.px(76), words + theme.px(4)), theme.px(58))

    def minimumSizeHint(self) -> QSize:
        """Low windows and large text: the items move together before one is cut."""
        tall = theme.px(20) + self.fontMetrics().height() + theme.px(4)
        return QSize(self.sizeHint().width(), tall)

    def show_badge(self, figure: str, told: str = "") -> None:
        """A small figure at the icon, and what it means in words; empty: none."""
        if figure != self._badge:
            self._badge = figure
            self.setAccessibleName(f"{self._words}, {told}" if told else self._words)
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setBrush(theme.colour("railSelected", 1.0 if on else 0.5))
            radius = theme.px(6)
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        ink = "onRail" if on else "railText"
        size = theme.px(20)
        words_tall = self.fontMetrics().height()
        gap = min(theme.px(6), max(0, self.height() - size - words_tall - theme.px(2)))
        top = (self.height() - size - gap - words_tall) // 2
        painter.drawPixmap((self.width() - size) // 2, top, icons.pixmap(self._icon, ink, 20))
        if self._badge:
            self._paint_badge(painter, top)
        painter.setFont(self.font())
        painter.setPen(theme.colour(ink))
        words = QRect(0, top + size + gap, self.width(), words_tall)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def _paint_badge(self, painter: QPainter, top: int) -> None:
        """At the end of the icon's upper edge, over a ring of the ground."""
        painter.setFont(theme.font("microStrong"))
        width = painter.fontMetrics().horizontalAdvance(self._badge) + theme.px(9)
        side = theme.px(15)
        width = max(side, width)
        left = (self.width() + theme.px(20)) // 2 - theme.px(7)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - left - width
        box = QRectF(left, max(1, top - theme.px(5)), width, side)
        ring = theme.px(2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("railSelected" if self.isChecked() else "rail"))
        around = box.adjusted(-ring, -ring, ring, ring)
        painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
        painter.setBrush(theme.colour("badge"))
        painter.drawRoundedRect(box, side / 2, side / 2)
        painter.setPen(theme.colour("onBadge"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)


class Rail(QFrame):
    """`entries` are (value, icon, words, keys); the last `bottom` of them stand at the foot."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[tuple[str, str, str, str]],
        bottom: int,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(9), theme.px(6), theme.px(6))
        column.setSpacing(theme.px(2))
        self._items: dict[str, RailItem] = {}
        for at, (value, icon, words, keys) in enumerate(entries):
            if at == len(entries) - bottom:
                column.addStretch(1)
            item = RailItem(icon, words, keys)
            item.clicked.connect(lambda _checked=False, value=value: self._pick(value))
            column.addWidget(item)
            self._items[value] = item
        widest = max(item.sizeHint().width() for item in self._items.values())
        self.setFixedWidth(max(theme.px(WIDTH), widest + theme.px(12)))
        self._value = ""

    def _pick(self, value: str) -> None:
        self.show_value(self._value)
        self.chosen.emit(value)

    def show_value(self, value: str) -> None:
        self._value = value
        for key, item in self._items.items():
            item.setChecked(key == value)
        self.update()

    def item(self, value: str) -> RailItem:
        return self._items[value]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        item = self._items.get(self._value)
        if item is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("railAccent"))
        width, tall = theme.px(3), theme.px(30)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - width if mirrored else 0
        top = item.y() + (item.height() - tall) / 2
        painter.drawRoundedRect(QRectF(left, top, width, tall), width / 2, width / 2)
        painter.end()
