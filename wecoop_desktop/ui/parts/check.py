"""Check boxes and radio buttons of the design, and the painters that lists use for the same."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as

SIDE = 16
LINE = 24  # pixels at 100 %: what can be hit


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
    """A tick with its words, which go on in further lines where the place is narrow."""

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFont(theme.font("body"))
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        _grow_down(self)

    def sizeHint(self) -> QSize:
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        return _least(self, self.text())

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.text(), width)

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
        _grow_down(self)

    def sizeHint(self) -> QSize:
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        return _least(self, self.text())

    def heightForWidth(self, width: int) -> int:
        return _height(self, self.text(), width)

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
    return QSize(side + words + theme.px(2), max(theme.px(LINE), metrics.height()))


def _least(widget: QWidget, text: str) -> QSize:
    """As wide as the longest word."""
    metrics = widget.fontMetrics()
    longest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
    words = longest + theme.px(8) if text else 0
    return QSize(theme.px(SIDE) + words + theme.px(2), _size(widget, text).height())


def _height(widget: QWidget, text: str, width: int) -> int:
    """Of all lines that the words take at that width."""
    whole = _size(widget, text)
    line = whole.height()
    if width >= whole.width():
        return line
    room = max(1, width - theme.px(SIDE) - theme.px(8))
    taken = widget.fontMetrics().boundingRect(
        QRect(0, 0, room, 10_000), int(Qt.TextFlag.TextWordWrap), text.replace("&&", "&")
    )
    return max(line, taken.height() + line - widget.fontMetrics().height())


def _grow_down(widget: QWidget) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def _box(widget: QWidget) -> QRectF:
    """Beside the first line of the words."""
    side = theme.px(SIDE)
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = widget.width() - side - 1 if mirrored else 1
    line = max(theme.px(LINE), widget.fontMetrics().height())
    more = _height(widget, _text(widget), widget.width()) > line
    high = line if more else widget.height()
    return QRectF(left, (high - side) / 2, side, side)


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _words(widget: QWidget, painter: QPainter, text: str) -> None:
    gap = theme.px(SIDE) + theme.px(8)
    painter.setPen(theme.colour("text" if widget.isEnabled() else "muted"))
    painter.setFont(widget.font())
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    place = widget.rect().adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
    side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
    painter.drawText(place, int(side) | int(Qt.TextFlag.TextWordWrap), text.replace("&&", "&"))
