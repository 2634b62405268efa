"""The tasks of a group as small pictures in a row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.presenters.workshopview import Mark
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.screens import workshopwords as words
from wecoop_desktop.ui.wording import tr

SIDE, GAP = 22, 4  # of a mark, pixels at 100 %


class Marks(QWidget):
    """The tasks of a group as marks in a row; a tooltip and the name say each of them."""

    def __init__(self, marks: tuple[Mark, ...], titles: tuple[str, ...]) -> None:
        super().__init__()
        self._marks, self._titles = marks, titles
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("; ".join(self._said(at) for at in range(len(marks))))
        speak_as(self, "picture")

    def _said(self, at: int) -> str:
        title = self._titles[at] if at < len(self._titles) else tr("Task {n}", n=at + 1)
        return f"{title}: {tr(words.MARKS[self._marks[at]][2])}"

    def sizeHint(self) -> QSize:
        return QSize(width_of(len(self._marks)), theme.px(SIDE))

    def _box(self, at: int) -> QRectF:
        side, step = theme.px(SIDE), theme.px(SIDE + GAP)
        left = at * step
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - side - left
        return QRectF(left, 0, side, side)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            point: QPoint = event.pos()
            at = next((n for n in range(len(self._marks)) if self._box(n).contains(point)), None)
            if at is not None:
                QToolTip.showText(event.globalPos(), self._said(at), self)
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, mark in enumerate(self._marks):
            paint_mark(painter, self._box(at), mark)
        painter.end()


def width_of(count: int) -> int:
    """Pixels that so many marks take."""
    return max(0, count * theme.px(SIDE + GAP) - theme.px(GAP))


def paint_mark(painter: QPainter, box: QRectF, mark: Mark) -> None:
    icon, tone, _ = words.MARKS[mark]
    if mark == "none":
        painter.setPen(QPen(theme.colour("line2"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(QPen(theme.colour(tone, 0.55), 1))
        painter.setBrush(theme.colour(f"{tone}Bg"))
    radius = theme.px(4)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if icon:
        inner = theme.px(13)
        left = round(box.left() + (box.width() - inner) / 2)
        top = round(box.top() + (box.height() - inner) / 2)
        painter.drawPixmap(left, top, icons.pixmap(icon, tone, 13))


class Sample(QWidget):
    """A mark of the legend."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, QRectF(self.rect()), self._mark)
        painter.end()
