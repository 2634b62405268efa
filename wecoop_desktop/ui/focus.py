"""The ring around what has the focus, two pixels wide and outside of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFocusFrame, QWidget

from wecoop_desktop.ui import theme


class FocusRing(QFocusFrame):
    """Follows the focus over buttons of every kind; fields and lists draw their own."""

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, QAbstractButton):
            self.setWidget(new)
        elif self.widget() is not None:
            self.setWidget(None)  # type: ignore[arg-type]  # None: around nothing (Qt's manual)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(7)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


def first_focus(pane: QWidget) -> QWidget | None:
    """The first widget of a pane, in the order of Tab, that takes the focus."""

    def takes(widget: QWidget) -> bool:
        return (
            bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            and widget.isVisible()
            and widget.isEnabled()
        )

    if takes(pane):
        return pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if pane.isAncestorOf(widget) and takes(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None
