"""What of a screen cannot be read or reached: cut words, widgets over each other, lost corners."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from tests.kit.window import shown
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.focus import FocusRing
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Elided

LEAST = 2  # pixels that nobody misses


def troubles(window: QWidget) -> list[str]:
    """A line for each widget that is cut, lies on another one, or cannot be scrolled to."""
    there = [one for one in shown(window) if _counts(one) and one.window() is window]
    found = [*_cut(there), *_lost(window, there), *_over(there)]
    return list(dict.fromkeys(found))


def _counts(widget: QWidget) -> bool:
    """Parts of Qt's own widgets are looked at with the widget."""
    inner = widget.objectName().startswith("qt_") or widget.property("inside")
    return not inner and not isinstance(widget, FocusRing)


def say(widget: QWidget) -> str:
    words = getattr(widget, "words", "") or (
        widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit | Elided) else ""
    )
    where = []
    above = widget.parentWidget()
    while above is not None and len(where) < 2:
        if type(above).__module__.startswith("wecoop"):
            where.append(type(above).__name__)
        above = above.parentWidget()
    inside = " in " + " in ".join(where) if where else ""
    words = words or widget.accessibleName()
    return f"{type(widget).__name__} “{words[:60]}”{inside}"


def _cut(there: list[QWidget]) -> Iterator[str]:
    for widget in there:
        if isinstance(widget, QHeaderView):
            yield from _cut_heads(widget)
            continue
        need = _needs(widget)
        if need and not _told(widget):
            yield f"cut: {say(widget)}: {need}"


def _cut_heads(head: QHeaderView) -> Iterator[str]:
    """Headings of columns; one with a tooltip is told."""
    model, side = head.model(), head.orientation()
    if model is None or side != Qt.Orientation.Horizontal:
        return
    for at in range(head.count()):
        if head.isSectionHidden(at) or model.headerData(at, side, Qt.ItemDataRole.ToolTipRole):
            continue
        words = str(model.headerData(at, side) or "")
        align = model.headerData(at, side, Qt.ItemDataRole.TextAlignmentRole)
        wrap = int(align or 0) & Qt.TextFlag.TextWordWrap
        room = QRect(0, 0, head.sectionSize(at), head.height() if wrap else 999)
        need = head.fontMetrics().boundingRect(room, int(wrap), words)
        if need.width() > room.width() + LEAST or need.height() > room.height() + LEAST:
            where = say(head.parentWidget())  # type: ignore[arg-type]
            yield f"cut: heading “{words}” of {where}: {room.width()} of {need.width()} pixels"


def _told(widget: QWidget) -> bool:
    """Whether a tooltip says what is cut; a choice gets its own when it is painted."""
    return bool(widget.toolTip()) or isinstance(widget, Choice)


def _needs(widget: QWidget) -> str:
    """How much room words want, where they have less; empty where they have enough."""
    have = widget.width()
    if isinstance(widget, QLabel):
        if not widget.text():
            return ""
        if widget.wordWrap():
            tall = widget.heightForWidth(have)
            if tall > widget.height() + LEAST:
                return f"{widget.height()} of {tall} pixels high"
            return ""
        want = widget.sizeHint().width()
    elif isinstance(widget, QComboBox):
        # As it is painted: the arrow and the space at both ends are left.
        want = widget.fontMetrics().horizontalAdvance(widget.currentText()) + theme.px(38)
    elif isinstance(widget, QAbstractButton):
        if not widget.text():
            return ""
        want = widget.sizeHint().width()
        tall = widget.fontMetrics().height()
        if widget.hasHeightForWidth():  # words that go on in further lines
            want, tall = have, widget.heightForWidth(have)
        if tall > widget.height() + 1:
            return f"{widget.height()} of {tall} pixels high"
    elif isinstance(widget, QLineEdit):
        if widget.text() or not widget.placeholderText():
            return ""
        want = widget.fontMetrics().horizontalAdvance(widget.placeholderText()) + 8
    else:
        return ""
    return f"{have} of {want} pixels wide" if want > have + LEAST else ""


def _wordy(widget: QWidget) -> bool:
    """Whether something is read or done in it."""
    if isinstance(widget, QLabel):
        return bool(widget.text())
    if isinstance(widget, QAbstractButton | QLineEdit | QComboBox | Elided):
        return True
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _lost(window: QWidget, there: list[QWidget]) -> Iterator[str]:
    """What stands outside of what holds it, and no scroll bar leads to."""
    for widget in there:
        if not _wordy(widget):
            continue
        lost = outside(window, widget)
        if lost:
            yield f"lost: {say(widget)}: {lost}"


def outside(window: QWidget, widget: QWidget) -> str:
    part = QRect(QPoint(0, 0), widget.size())
    at = widget
    while at is not window:
        above = at.parentWidget()
        if above is None:
            return ""
        area = above.parentWidget()
        part = part.translated(at.pos())
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            if not isinstance(area, QScrollArea):
                return ""  # a table, a text: it scrolls what is in it
            never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            off = area.horizontalScrollBarPolicy() == never
            moved = part.translated(-at.pos())
            if off and (moved.left() < -LEAST or moved.right() > above.width() + LEAST):
                return f"{moved.left()}–{moved.right()} of a pane of {above.width()} without a bar"
            # What is scrolled to is seen whole in turn where the area itself is.
            part = QRect(QPoint(0, 0), above.size()).intersected(part)
            if part.isEmpty():
                part = QRect(0, 0, 1, 1)
        else:
            room, holder = above.rect(), type(above).__name__
            if part.left() < -LEAST or part.right() > room.right() + LEAST:
                return f"{part.left()}–{part.right()} of {room.width()} in {holder}"
            if part.top() < -LEAST or part.bottom() > room.bottom() + LEAST:
                return f"{part.top()}–{part.bottom()} down of {room.height()} in {holder}"
        at = above
    return ""


def _over(there: list[QWidget]) -> Iterator[str]:
    """Neighbours with words that lie on each other."""
    by_parent: dict[QWidget, list[QWidget]] = {}
    for widget in there:
        above = widget.parentWidget()
        if above is not None and above.layout() is not None:
            by_parent.setdefault(above, []).append(widget)
    for above, inner in by_parent.items():
        held = [one for one in inner if above.layout().indexOf(one) >= 0] or []
        for number, one in enumerate(held):
            for other in held[number + 1 :]:
                both = one.geometry().intersected(other.geometry())
                if both.width() > LEAST and both.height() > LEAST:
                    yield f"over: {say(one)} and {say(other)}: {both.width()}×{both.height()}"
