"""The ring around what has the focus, two pixels wide and outside of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QWidget,
)

from wecoop_desktop.ui import theme

RING = 3  # pixels between the widget and the outer edge of the ring
GROUND = "qt_scrollarea_viewport"  # what Qt calls that part of a list, table or text
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
BACKWARDS = (QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.BottomToTop)


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
    """The first widget of a pane, in the order of reading, that takes the focus."""
    return next(stops(pane), None)


def next_focus(root: QWidget, *, forward: bool) -> QWidget | None:
    """Where Tab goes within a window from what has the focus now; round its end to its begin.

    The order is asked for whenever Tab is pressed instead of being kept: what comes, goes, folds
    and moves needs no care.
    """
    focused = root.focusWidget() or root
    onwards = _after(root, focused) if forward else _before(root, focused)
    return next((widget for widget in onwards if _is_stop(widget)), None)


def stops(root: QWidget) -> Iterator[QWidget]:
    """What Tab comes to in it, in the order of reading."""
    return (widget for widget in _reading(root) if _is_stop(widget))


def _after(root: QWidget, widget: QWidget) -> Iterator[QWidget]:
    for inner in _in_line(widget):
        yield from _reading(inner)
    for above, at in _branches(root, widget):
        for other in _in_line(above)[at + 1 :] if at is not None else ():
            yield from _reading(other)
    yield from _reading(root)


def _before(root: QWidget, widget: QWidget) -> Iterator[QWidget]:
    for above, at in _branches(root, widget):
        if at is not None:  # else it is read as a whole, and has the focus
            for other in reversed(_in_line(above)[:at]):
                yield from _reading(other, back=True)
            yield above
    yield from _reading(root, back=True)


def _branches(root: QWidget, widget: QWidget) -> Iterator[tuple[QWidget, int | None]]:
    """All that holds a widget, from within, and the how manieth in it holds it."""
    while widget is not root and (above := widget.parentWidget()) is not None:
        line = _in_line(above)
        yield above, line.index(widget) if widget in line else None
        widget = above


def _reading(widget: QWidget, *, back: bool = False) -> Iterator[QWidget]:
    """The widget and all that is to be seen in it, as the eye goes: top to bottom, along the line;
    or the way back."""
    if not widget.isVisible():
        return
    line = _in_line(widget)
    if not back:
        yield widget
    for inner in reversed(line) if back else line:
        yield from _reading(inner, back=back)
    if back:
        yield widget


def _is_stop(widget: QWidget) -> bool:
    # The ground of a list hands on to the list itself. Asked that from Python, each would hold the
    # other, and neither would ever go.
    return widget.objectName() != GROUND and takes_focus(widget) and widget.focusProxy() is None


def _in_line(widget: QWidget) -> list[QWidget]:
    """What stands directly in a widget: as it is laid out; what is not stands where it lies."""
    if isinstance(widget, QComboBox | QAbstractSpinBox):
        return []  # Qt's own parts
    layout = widget.layout()
    line = list(_laid(layout)) if layout is not None else []
    kept = set(line)
    loose = [
        inner
        for inner in widget.findChildren(QWidget, options=DIRECT)
        if inner not in kept and not inner.isHidden() and not inner.isWindow()
    ]
    for inner in sorted(loose, key=_start):
        start = _start(inner)
        at = next((at for at, other in enumerate(line) if _start(other) >= start), len(line))
        line.insert(at, inner)
    return line


def _start(widget: QWidget) -> tuple[int, int]:
    """Where a widget begins for the eye: how far down, and how far along the line."""
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return widget.y(), -widget.geometry().right() if mirrored else widget.x()


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout as they are read in it, with those of layouts within."""
    order = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        order.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    elif isinstance(layout, QBoxLayout) and layout.direction() in BACKWARDS:
        order.reverse()
    for at in order:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
