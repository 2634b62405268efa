"""Check boxes and radio buttons of the design, and the painters that lists use for the same."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as

SIDE = 16


def paint_check(painter: QPainter, box: QRectF, *, on: bool, enabled: bool = True) -> None:
    """A check box in `box`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    border = ("primary" if on else "lineStrong") if enabled else "line2"
    painter.setPen(QPen(theme.colour(border), 1))
    fill = ("primary" if enabled else "line2") if on else ("surface" if enabled else "subtle")
    painter.setBrush(theme.colour(fill))
    radius = theme.px(3)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    if on:
        pen = QPen(theme.colour("onPrimary" if enabled else "muted"), box.width() / 8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        at = box.topLeft()
        side = box.width()
        points = ((0.25, 0.53), (0.43, 0.71), (0.76, 0.32))
        painter.drawPolyline(QPolygonF([at + QPointF(x * side, y * side) for x, y in points]))


def paint_radio(painter: QPainter, box: QRectF, *, on: bool, enabled: bool = True) -> None:
    """A radio button in `box`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = "primary" if on else "lineStrong"
    painter.setPen(QPen(theme.colour(ink if enabled else "line2"), 1))
    painter.setBrush(theme.colour("primary" if on and enabled else "surface"))
    painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("onPrimary" if enabled else "muted"))
        painter.drawEllipse(box.center(), box.width() * 0.19, box.width() * 0.19)


class Check(QCheckBox):
    """A tick with words that wrap are laid beside it by the caller; here one line of words."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(theme.font("body"))
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check(painter, _box(self), on=self.isChecked(), enabled=self.isEnabled())
        _words(self, painter, self.text())
        painter.end()


class Radio(QRadioButton):
    """One of several; its group is its parent."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        speak_as(self, "one-of")
        self.setFont(theme.font("body"))
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, _box(self), on=self.isChecked(), enabled=self.isEnabled())
        _words(self, painter, self.text())
        painter.end()


def _size(widget: QWidget, text: str) -> QSize:
    metrics = widget.fontMetrics()
    side = theme.px(SIDE)
    words = metrics.horizontalAdvance(text) + theme.px(8) if text else 0
    return QSize(side + words + theme.px(2), max(theme.px(24), metrics.height()))


def _box(widget: QWidget) -> QRectF:
    side = theme.px(SIDE)
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = widget.width() - side - 1 if mirrored else 1
    return QRectF(left, (widget.height() - side) / 2, side, side)


def _words(widget: QWidget, painter: QPainter, text: str) -> None:
    gap = theme.px(SIDE) + theme.px(8)
    painter.setPen(theme.colour("text" if widget.isEnabled() else "muted"))
    painter.setFont(widget.font())
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    place = widget.rect().adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
