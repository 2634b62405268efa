"""A step in a circle: its number, or a tick where it is done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from wecoop_desktop.ui import icons, theme


class Circle(QWidget):
    """`number` 0: a tick in a filled circle."""

    def __init__(self, number: int = 0, size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        side = theme.px(size)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._number:
            painter.setPen(QPen(theme.colour("lineStrong"), 1))
            painter.drawEllipse(box)
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font("microStrong"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ok"))
            painter.drawEllipse(box)
            tick = theme.px(12)
            at = (self.width() - tick) // 2
            painter.drawPixmap(at, at, icons.pixmap("check", "surface", 12))
        painter.end()
