"""A funder's project cycle as stages one can walk along."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.rows import draw_text
from wecoop_desktop.ui.role import speak_as


class Cycle(QWidget):
    """Arrows with (name, duration); the arrows of the keyboard or a click say `picked(number)`."""

    picked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._stages: tuple[tuple[str, str], ...] = ()
        self._at = 0
        self._here: int | None = None
        self._note = ""
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def display(
        self,
        stages: Sequence[tuple[str, str]],
        at: int,
        here: int | None = None,
        note: str = "",
    ) -> None:
        """`at` is the chosen stage; `here` another that is marked by a flag, with what `note` says.

        The flag is no colour alone: screen readers hear the note.
        """
        self._stages = tuple(stages)
        self._at, self._here, self._note = at, here, note
        if self._stages:
            name, duration = self._stages[at]
            told = f"{at + 1} / {len(self._stages)}: {name}, {duration}"
            self.setAccessibleDescription(f"{told}, {note}" if at == here else told)
        self.setToolTip(f"{self._stages[here][0]}: {note}" if here is not None else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(102))

    def _box(self, number: int) -> QRectF:
        wide = (self.width() - 2) / max(1, len(self._stages))
        at = len(self._stages) - 1 - number if self._mirrored() else number
        return QRectF(1 + at * wide, 1, wide, self.height() - 2)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, (name, duration) in enumerate(self._stages):
            box = self._box(number)
            picked = number == self._at
            painter.setPen(QPen(theme.colour("line2"), 1))
            painter.setBrush(theme.colour("primary" if picked else "surface"))
            painter.drawPolygon(self._arrow(box, first=number == 0))
            text = box.adjusted(theme.px(20), theme.px(9), -theme.px(8), -theme.px(6))
            ink = "onPrimary" if picked else "text"
            draw_text(painter, text, name, theme.font("smallStrong"), ink, lines=4)
            low = QRectF(text.left(), box.bottom() - theme.px(21), text.width(), theme.px(16))
            draw_text(painter, low, duration, theme.font("micro"), ink if picked else "muted")
            if number == self._here:
                self._flag(painter, box, ink)
            if picked and self.hasFocus():
                painter.setPen(QPen(theme.colour("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()

    def _flag(self, painter: QPainter, box: QRectF, ink: str) -> None:
        side = theme.px(15)
        left = box.left() + theme.px(8) if self._mirrored() else box.right() - side - theme.px(4)
        top = box.bottom() - side - theme.px(5)
        painter.drawPixmap(round(left), round(top), icons.pixmap("flag", ink, 15))

    def _arrow(self, box: QRectF, *, first: bool) -> QPolygonF:
        tip = theme.px(12)
        left, right, top, low = box.left(), box.right(), box.top(), box.bottom()
        middle = box.center().y()
        notch = left if first else left + tip
        points = [
            QPointF(left, top),
            QPointF(right, top),
            QPointF(right + tip, middle),
            QPointF(right, low),
            QPointF(left, low),
            QPointF(notch, middle),
        ]
        if right + tip > self.width():  # the last one stays inside
            points = [QPointF(min(p.x(), self.width() - 1), p.y()) for p in points]
        if self._mirrored():
            points = [QPointF(left + right - p.x(), p.y()) for p in points]
        return QPolygonF(points)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._stages)):
            if self._box(number).contains(event.position()):
                self.picked.emit(number)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        wanted = self._at + (-step if self._mirrored() else step)
        if step and 0 <= wanted < len(self._stages):
            self.picked.emit(wanted)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
