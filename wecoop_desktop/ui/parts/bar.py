"""Progress as a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as


class Bar(QWidget):
    """`share` 0-100, painted in a tone from the start side; `name` is for screen readers."""

    def __init__(
        self,
        share: int = 0,
        name: str = "",
        tone: str = "primary",
        height: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speak_as(self, "meter")
        self._share = share
        self._tone = tone
        self.setFixedHeight(theme.px(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_share(self, share: int) -> None:
        if share != self._share:
            self._share = share
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(theme.track())
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        width = self.width() * min(100, max(0, self._share)) / 100
        if width:
            painter.setBrush(theme.colour(self._tone))
            left = self.width() - width if self.layoutDirection().value == 1 else 0.0
            painter.drawRoundedRect(QRectF(left, 0, width, self.height()), radius, radius)
        painter.end()
