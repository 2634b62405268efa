"""An editor that is only read: in a review copy answers are looked at, copied, not changed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from wecoop_desktop.ui.editors.told import Told
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import tr

READING = Qt.TextInteractionFlag.TextSelectableByMouse | (
    Qt.TextInteractionFlag.TextSelectableByKeyboard
)
PLAIN = Qt.KeyboardModifier.NoModifier
MOVES = frozenset(
    (
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Escape,
    )
)


class Still(QObject):
    """Eats what would change something in the widgets of an editor; moving about goes through."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick:
            return not _is_text(watched)
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            drags = event.buttons() != Qt.MouseButton.NoButton
            return drags and not (_is_text(watched) or isinstance(watched, QAbstractSlider))
        if kind in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not _passes(event) and not isinstance(watched, QAbstractButton)
        return False


def _passes(event: QKeyEvent) -> bool:
    """Keys that move or copy, and those that the window or the screen listens to."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    ctrl = Qt.KeyboardModifier.ControlModifier
    if held == ctrl and event.key() in (Qt.Key.Key_C, Qt.Key.Key_A):
        return True
    free = held in (PLAIN, Qt.KeyboardModifier.ShiftModifier)
    return free and event.key() in MOVES


def _is_text(watched: QObject) -> bool:
    inside = watched if isinstance(watched, QWidget) else None
    texts = (QLineEdit, QPlainTextEdit, QTextEdit)
    return isinstance(inside, texts) or (
        inside is not None and isinstance(inside.parentWidget(), texts)
    )


def hold_still(editor: QWidget, still: Still) -> None:
    """Make everything in an editor readable only; may be called again after it was shown anew."""
    for shortcut in editor.findChildren(QShortcut):
        shortcut.setEnabled(False)
    for widget in (editor, *editor.findChildren(QWidget)):
        widget.removeEventFilter(still)
        widget.installEventFilter(still)
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            widget.setReadOnly(True)
            widget.setTextInteractionFlags(READING)
        elif isinstance(widget, QLineEdit):
            widget.setReadOnly(True)
        elif isinstance(widget, QAbstractItemView):
            widget.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        elif isinstance(widget, QComboBox | QAbstractSpinBox) or _changes(widget):
            widget.setEnabled(False)


def _changes(widget: QWidget) -> bool:
    """Buttons, but for those that only show: switches of a view, links, what unfolds."""
    if not isinstance(widget, QAbstractButton) or isinstance(widget, Link):
        return False
    holder = widget.parentWidget()
    if isinstance(holder, Segments):
        return holder.accessibleName() not in (tr("View"), tr("Sums by"), tr("Analysis"))
    return not isinstance(holder, Told)
