"""The ring around what has the focus, two pixels wide and outside of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QWidget

from wecoop_desktop.ui import theme

RING = 3  # pixels between the widget and the outer edge of the ring


class FocusRing(QWidget):
    """Follows the focus over buttons of every kind; fields and lists draw their own.

    It lies on the content of the scroll area the button is in, else on the window, so that no
    narrower parent cuts it off.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, old: QWidget | None, new: QWidget | None) -> None:
        """Connected to `QApplication.focusChanged`."""
        for watched in self._watched():
            watched.removeEventFilter(self)
        mine = isinstance(new, QAbstractButton) and new.window() is self._window
        self._target = new if mine else None
        for watched in self._watched():
            watched.installEventFilter(self)
        self._place()

    def release(self) -> None:
        """Lie on the window again: what it lay on is about to go."""
        self.follow(None, None)
        self.setParent(self._window)

    def _watched(self) -> list[QWidget]:
        """The button and what it stands in, up to what the ring lies on."""
        found: list[QWidget] = []
        widget = self._target
        ground = self._ground()
        while widget is not None and widget is not ground:
            found.append(widget)
            widget = widget.parentWidget()
        return found

    def _ground(self) -> QWidget:
        widget = self._target
        while widget is not None and widget is not self._window:
            above = widget.parentWidget()
            area = above.parentWidget() if above is not None else None
            if isinstance(area, QScrollArea) and area.widget() is widget:
                return widget
            widget = above
        return self._window

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        ground = self._ground()
        if self.parentWidget() is not ground:
            self.setParent(ground)
        margin = theme.px(RING)
        corner = target.mapTo(ground, QPoint(0, 0))
        self.setGeometry(QRect(corner, target.size()).adjusted(-margin, -margin, margin, margin))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide):
            self._place()
        elif kind == QEvent.Type.DeferredDelete:
            self.release()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on_rail = self._target is not None and self._target.property("rail")
        painter.setPen(QPen(theme.colour("railAccent" if on_rail else "focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()


def bring_into_view(old: QWidget | None, new: QWidget | None) -> None:
    """Scroll to what has the focus now, where it came from outside of the scroll area.

    Qt scrolls only for steps inside of an area. Without an `old` the screen is being built anew and
    puts its own scroll positions back.
    """
    if old is None or new is None or not new.visibleRegion().isEmpty():
        return
    above = new.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and not above.isAncestorOf(old):
            above.ensureWidgetVisible(new, 0, theme.px(20))
        above = above.parentWidget()


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
