"""The table under a grid: the keys of ui.md section 7 as verbs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
)

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GridView(QTableView):
    """The keys of ui.md section 7; Tab leaves the grid after the last cell."""

    wanted = Signal(str)  # add, up, down, fill, clear, copy, paste, remove
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return  # a key that the open cell let through
        verb = verb_of(event)
        if verb:
            self.wanted.emit(verb)
            return
        if event.key() in (*ENTER, Qt.Key.Key_F2):
            if self.currentIndex().isValid():
                self.edit(self.currentIndex())
            else:
                self.wanted.emit("add")
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._at_end(event):
            forward = event.key() == Qt.Key.Key_Tab
            parent = self.parentWidget()
            if parent is not None:
                parent.focusNextPrevChild(forward)  # the view's own would only go round in it
            return
        super().keyPressEvent(event)

    def _at_end(self, event: QKeyEvent) -> bool:
        model, index = self.model(), self.currentIndex()
        if not index.isValid():
            return True
        if event.key() == Qt.Key.Key_Tab:
            return index.row() == model.rowCount() - 1 and index.column() == model.columnCount() - 1
        return index.row() == 0 and index.column() == 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


def verb_of(event: QKeyEvent) -> str:
    key, mods = event.key(), event.modifiers()
    if mods & CTRL:
        if key in ENTER:
            return "add"
        named = {Qt.Key.Key_D: "fill", Qt.Key.Key_C: "copy", Qt.Key.Key_V: "paste"}
        if key == Qt.Key.Key_Minus and not mods & SHIFT:
            return ""
        if key == Qt.Key.Key_Delete:
            return "remove"
        return next((verb for code, verb in named.items() if key == code), "")
    if mods & ALT:
        return {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down"}.get(Qt.Key(key), "")
    return "clear" if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) else ""
