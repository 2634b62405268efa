"""Carries over what only widgets know when a screen is built anew: focus, cursor, scroll, text.

Widgets of the old and the new screen are paired by class and order, which are the same because both
were built from the same view.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

Name = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Written:
    """Text under the cursor; `text` is None where the user has not changed what was shown."""

    cursor: int
    anchor: int
    text: str | None


@runtime_checkable
class Keeps(Protocol):
    """A widget that knows more of itself: what part of a map is seen."""

    def keep(self) -> tuple[float, ...]: ...

    def recall(self, kept: tuple[float, ...]) -> None: ...


@runtime_checkable
class Growing(Protocol):
    """A widget that makes what is inside of it little by little."""

    def complete(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Carried:
    focus: Name | None
    scrolls: dict[Name, tuple[int, int]]
    cells: dict[Name, tuple[int, int]]
    written: dict[Name, Written]
    own: dict[Name, tuple[float, ...]] = made(default_factory=dict)


def _named(root: QWidget) -> dict[Name, QWidget]:
    # Of thousands of widgets few are asked whether they are one: a protocol answers slowly.
    for widget in root.findChildren(QWidget):
        if hasattr(widget, "complete") and isinstance(widget, Growing):
            widget.complete()
    counts: dict[str, int] = {}
    found: dict[Name, QWidget] = {}
    for widget in root.findChildren(QWidget):
        if widget.objectName() == "qt_scrollarea_viewport":
            continue
        kind = type(widget).__name__
        counts[kind] = counts.get(kind, 0) + 1
        found[kind, counts[kind]] = widget
    return found


def keep(root: QWidget) -> Carried:
    """What the widgets below `root` know that no view knows."""
    focused = root.window().focusWidget()  # also while another program is in front
    carried = Carried(None, {}, {}, {})
    focus: Name | None = None
    for name, widget in _named(root).items():
        if widget is focused:
            focus = name
        if isinstance(widget, QAbstractScrollArea):
            across, down = widget.horizontalScrollBar(), widget.verticalScrollBar()
            carried.scrolls[name] = (across.value(), down.value())
        if isinstance(widget, QAbstractItemView):
            current = widget.currentIndex()
            carried.cells[name] = (current.row(), current.column())
        if hasattr(widget, "keep") and isinstance(widget, Keeps):
            carried.own[name] = widget.keep()
        written = _written(widget)
        if written is not None:
            carried.written[name] = written
    return Carried(focus, carried.scrolls, carried.cells, carried.written, carried.own)


def recall(root: QWidget, carried: Carried) -> None:
    """Give it to the widgets of the screen that was built in place of the old one."""
    named = _named(root)
    for name, (row, column) in carried.cells.items():
        widget = named.get(name)
        if isinstance(widget, QAbstractItemView) and row >= 0 and widget.model() is not None:
            index = widget.model().index(row, column, widget.rootIndex())
            if index.isValid() and not widget.currentIndex().isValid():
                widget.setCurrentIndex(index)
    for name, written in carried.written.items():
        if name in named:
            _write(named[name], written)
    for name, kept in carried.own.items():
        widget = named.get(name)
        if isinstance(widget, Keeps):
            widget.recall(kept)
    if carried.focus in named:
        named[carried.focus].setFocus()
    for name, (across, down) in carried.scrolls.items():
        widget = named.get(name)
        if isinstance(widget, QAbstractScrollArea):
            widget.horizontalScrollBar().setValue(across)
            widget.verticalScrollBar().setValue(down)


def _written(widget: QWidget) -> Written | None:
    if isinstance(widget, QLineEdit):
        text = widget.text() if widget.isModified() else None
        anchor = widget.selectionStart() if widget.hasSelectedText() else widget.cursorPosition()
        return Written(widget.cursorPosition(), anchor, text)
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        cursor = widget.textCursor()
        text = widget.toPlainText() if widget.document().isModified() else None
        return Written(cursor.position(), cursor.anchor(), text)
    return None


def _write(widget: QWidget, written: Written) -> None:
    if isinstance(widget, QLineEdit):
        if written.text is not None and widget.text() != written.text:
            widget.setText(written.text)
            widget.setModified(True)
        widget.setCursorPosition(written.cursor)
        if written.anchor != written.cursor:
            widget.setSelection(written.anchor, written.cursor - written.anchor)
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        if written.text is not None and widget.toPlainText() != written.text:
            widget.setPlainText(written.text)
            widget.document().setModified(True)
        cursor = widget.textCursor()
        end = widget.document().characterCount() - 1
        cursor.setPosition(min(written.anchor, end))
        cursor.setPosition(min(written.cursor, end), cursor.MoveMode.KeepAnchor)
        widget.setTextCursor(cursor)
