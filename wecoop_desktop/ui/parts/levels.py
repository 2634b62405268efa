"""Idea, concept, full proposal: how far a draft has come."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import tr

LEVELS = (("idea", mark("Idea")), ("concept", mark("Concept")), ("full", mark("Full")))


class Levels(QWidget):
    """Dots joined by lines; those reached are filled, the present one is semibold."""

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "text")
        ids = [name for name, _ in LEVELS]
        self._at = ids.index(level) if level in ids else 0
        self._words = [tr(words) for _, words in LEVELS]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._words[self._at])

    def _fonts(self) -> list[tuple[str, QFontMetrics]]:
        roles = ["microStrong" if at == self._at else "micro" for at in range(len(LEVELS))]
        return [(role, QFontMetrics(theme.font(role))) for role in roles]

    def sizeHint(self) -> QSize:
        words = sum(
            metrics.horizontalAdvance(word)
            for word, (_, metrics) in zip(self._words, self._fonts(), strict=True)
        )
        return QSize(words + theme.px(3 * 13 + 2 * 27), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            painter.translate(self.width(), 0)
        sign = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        left, middle = 0, self.height() / 2
        dot = theme.px(4)
        for at, (role, metrics) in enumerate(self._fonts()):
            reached = at <= self._at
            painter.setPen(QPen(theme.colour("primary" if reached else "lineStrong"), 1))
            painter.setBrush(theme.colour("primary" if reached else "surface"))
            painter.drawEllipse(QPointF(sign * (left + dot), middle), dot - 0.5, dot - 0.5)
            left += theme.px(13)
            width = metrics.horizontalAdvance(self._words[at])
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour("text" if at == self._at else "text2"))
            start = left if sign > 0 else -(left + width)
            painter.drawText(
                start, 0, width + 2, self.height(), Qt.AlignmentFlag.AlignVCenter, self._words[at]
            )
            left += width
            if at + 1 < len(LEVELS):
                painter.setPen(
                    QPen(theme.colour("primary" if at < self._at else "line2"), theme.px(1))
                )
                painter.drawLine(
                    QPointF(sign * (left + theme.px(6)), middle),
                    QPointF(sign * (left + theme.px(20)), middle),
                )
                left += theme.px(27)
        painter.end()
