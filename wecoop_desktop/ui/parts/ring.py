"""How ready something is, as a ring or a bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as


class Ring(QWidget):
    """`share` 0-100 or None (not known yet); the figure stands inside."""

    def __init__(
        self, share: int | None = None, size: int = 46, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        speak_as(self, "meter")
        self._share = share
        self._size = theme.px(size)
        self.setFixedSize(self._size, self._size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def show_share(self, share: int | None) -> None:
        self._share = share
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName("–" if self._share is None else f"{self._share}%")

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.px(5)
        inset = width / 2 + 0.5
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        pen = QPen(theme.track(), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(box)
        share = self._share or 0
        if share:
            pen.setColor(theme.colour("primary"))
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(share * 3.6 * 16))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("strongFigures" if share < 100 else "microStrong"))
        painter.drawText(
            self.rect(),
            Qt.AlignmentFlag.AlignCenter,
            "–" if self._share is None else f"{share}%",
        )
        painter.end()
