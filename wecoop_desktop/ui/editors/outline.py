"""A tree of statements as indented text: the twin of the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.branches import parents
from wecoop_desktop.ui.editors.drawing import TONES, text_of
from wecoop_desktop.ui.editors.scene import option_label
from wecoop_desktop.ui.wording import tr

NODE = Qt.ItemDataRole.UserRole


class Outline(QTreeWidget):
    """Enter or F2 edits; the verbs are those of ui.md section 7, and Alt ←→ changes the depth."""

    wanted = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[int, QTreeWidgetItem] = {}
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Statement"), tr("Kind")])
        self.setAccessibleName(name)
        self.setFont(theme.font("small"))
        self.setWordWrap(True)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.AnyKeyPressed)
        self.setStyleSheet(
            f"QTreeWidget {{ border: 1px solid {theme.token('line')};"
            f" border-radius: {theme.px(6)}px; }}"
            f" QTreeWidget::item {{ min-height: {theme.px(25)}px; }}"
        )

    def show_rows(
        self, rows: Sequence[Row], writing: str, kinds: Sequence[Option], hints: Mapping[str, str]
    ) -> None:
        """`hints` are words of a linked statement, by id, for those without words of their own."""
        self.clear()
        self._items = {}
        above = parents(rows)
        waiting = [(at, self.invisibleRootItem()) for at, a in enumerate(above) if a < 0]
        while waiting:
            at, parent = waiting.pop(0)
            row = rows[at]
            kind = str(row.get("kind") or "")
            label = option_label(tuple(kinds), kind) if kind else ""
            words, hint = text_of(row, writing), hints.get(str(row.get("id") or ""), "")
            item = QTreeWidgetItem(parent, [words, label])
            item.setData(0, NODE, at)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if not words and hint:
                item.setToolTip(0, tr("Problem: {text}", text=hint))
            for column in (0, 1):
                item.setFont(column, theme.font("small"))
            item.setForeground(1, QBrush(theme.colour(TONES.get(kind, "muted"))))
            if not row.get(f"text_{writing}"):
                item.setForeground(0, QBrush(theme.colour("muted")))
            self._items[at] = item
            waiting += [(child, item) for child, a in enumerate(above) if a == at]
        self.expandAll()
        self.setColumnWidth(0, max(theme.px(300), self.width() - theme.px(150)))
        self.setFixedHeight(max(3, min(16, len(rows))) * theme.px(25) + theme.px(44))

    def choose(self, at: int) -> None:
        if at in self._items and self.currentItem() is not self._items[at]:
            self.setCurrentItem(self._items[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            return  # a key that the open cell let through
        verb = _verb(event)
        if verb:
            self.wanted.emit(verb)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            item = self.currentItem()
            if item is not None:
                self.editItem(item, 0)
            else:
                self.wanted.emit("add")
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keys of the outline that the window knows too (Alt ←) are the outline's."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        typing = self.state() == QAbstractItemView.State.EditingState
        if override and not typing and _verb(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]  # a QFocusEvent
        self.left.emit()


def _verb(event: QKeyEvent) -> str:
    key, mods = Qt.Key(event.key()), event.modifiers()
    if mods & Qt.KeyboardModifier.ControlModifier:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return "beside" if mods & Qt.KeyboardModifier.ShiftModifier else "add"
        return "remove" if key == Qt.Key.Key_Delete else ""
    if mods & Qt.KeyboardModifier.AltModifier:
        keys = {
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
            Qt.Key.Key_Right: "in",
            Qt.Key.Key_Left: "out",
        }
        return keys.get(key, "")
    return "remove" if key == Qt.Key.Key_Delete else ""
