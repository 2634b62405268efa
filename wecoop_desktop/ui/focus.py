"""The ring around what has the focus, two pixels wide and outside of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QScrollArea, QWidget

from wecoop_desktop.ui import theme

RING = 3  # pixels between the widget and the outer edge of the ring
GROUND = "qt_scrollarea_viewport"  # what Qt calls that part of a list, table or text


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


def takes_focus(widget: QWidget) -> bool:
    """Can Tab come to it now?"""
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled()


def first_focus(pane: QWidget) -> QWidget | None:
    """The first widget of a pane, in the order of Tab, that takes the focus."""
    if takes_focus(pane):
        return pane
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if pane.isAncestorOf(widget) and takes_focus(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout as they stand in it, with those of layouts within."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from laid(inner)


def order_tabs(before: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab go from `before` through all that takes the focus in the parts, one after another."""
    stops: list[QWidget] = []
    proxies: list[tuple[QWidget, QWidget]] = []
    for widget in (inner for part in parts for inner in (part, *part.findChildren(QWidget))):
        # The ground of a list hands on to the list itself. Asked or told that from Python, each
        # would hold the other, and neither would ever go.
        if widget.objectName() == GROUND:
            continue
        proxy = widget.focusProxy()
        # The list of a choice is a window of its own.
        if proxy is None:
            if (
                widget.focusPolicy() != Qt.FocusPolicy.NoFocus
                and widget.window() is before.window()
            ):
                stops.append(widget)
        elif not proxy.isAncestorOf(widget):
            proxies.append((widget, proxy))
    kept = {_deepest(proxy) for widget, proxy in proxies if widget.isAncestorOf(proxy)}
    # With these, Qt would move everything inside of a widget together with it.
    for widget, _ in proxies:
        widget.setFocusProxy(None)  # type: ignore[arg-type] # Qt takes a null here
    for widget in stops:
        # What is handed the focus stays behind the one that hands it on, which Qt cannot move.
        if widget not in kept:
            QWidget.setTabOrder(before, widget)
        before = widget
    for widget, proxy in proxies:
        widget.setFocusProxy(proxy)


def _deepest(widget: QWidget) -> QWidget:
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    return widget
