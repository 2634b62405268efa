"""A tree of problems or objectives: typed as an indented outline, drawn as boxes with lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.drawing import TONES, Drawing, text_of
from wecoop_desktop.ui.editors.scene import Scene, option_label, rows_of
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.wording import said, tr

NODE = Qt.ItemDataRole.UserRole
DEEPEST = 12


def children(rows: Sequence[Row], parent: str) -> list[Row]:
    """The nodes below one; those whose parent is not there count as roots."""
    ids = {str(row.get("id") or "") for row in rows}
    found = []
    for row in rows:
        above = str(row.get("parent") or "")
        if above not in ids or above == str(row.get("id") or ""):
            above = ""
        if above == parent:
            found.append(row)
    return found


def next_id(rows: Sequence[Row]) -> str:
    taken = {str(row.get("id") or "") for row in rows}
    number = len(rows) + 1
    while f"n{number}" in taken:
        number += 1
    return f"n{number}"


class Outline(QTreeWidget):
    """Enter or F2 edits; the verbs are those of ui.md section 7, and Alt ←→ changes the depth."""

    wanted = Signal(str)
    left = Signal()

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

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]  # a QFocusEvent
        self.left.emit()


def _verb(event: QKeyEvent) -> str:
    key, mods = Qt.Key(event.key()), event.modifiers()
    if mods & Qt.KeyboardModifier.ControlModifier:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return "add"
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


class TreeEditor(QWidget):
    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._rows: tuple[Row, ...] = ()
        self._scene: Scene | None = None
        self._filling = False
        self.outline = Outline(self)
        self.outline.setColumnCount(2)
        self.outline.setHeaderLabels([tr("Statement"), tr("Kind")])
        self.outline.setAccessibleName(said(question.label))
        self.outline.setFont(theme.font("small"))
        self.outline.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.outline.setStyleSheet(
            f"QTreeWidget {{ border: 1px solid {theme.token('line')};"
            f" border-radius: {theme.px(6)}px; }}"
            f" QTreeWidget::item {{ min-height: {theme.px(25)}px; }}"
        )
        self.outline.itemChanged.connect(self._renamed)
        self.outline.wanted.connect(self.do)
        self.outline.left.connect(self.left)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._rebuild)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(self._verbs())
        column.addLayout(self._kind_verbs())
        column.addWidget(self.outline)
        foot = tr("Enter edit · Ctrl Enter new below · Alt ←→ depth · Alt ↑↓ move · Del delete")
        column.addWidget(Caption(foot))
        self._drawing = Drawing(self)
        column.addWidget(self._drawing)
        self.setFocusProxy(self.outline)

    def _verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        verbs = (
            ("add", tr("Add below"), "plus", ""),
            ("remove", "", "trash-2", tr("Delete with all below it (Del)")),
            ("up", "", "arrow-up", tr("Move up (Alt ↑)")),
            ("down", "", "arrow-down", tr("Move down (Alt ↓)")),
            ("out", "", "arrow-left", tr("One level up (Alt ←)")),
            ("in", "", "arrow-right", tr("One level down (Alt →)")),
        )
        for verb, words, icon, name in verbs:
            button = Button(words, icon=icon, size="small", name=name)
            button.clicked.connect(lambda _checked=False, what=verb: self.do(what))
            row.addWidget(button)
        row.addStretch(1)
        if self._question.data.get("derived_from"):
            derive = Button(tr("Take over from the problem tree"), "quiet", size="small")
            derive.clicked.connect(self._derive)
            row.addWidget(derive)
        return row

    def _kind_verbs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        row.addWidget(Caption(tr("The statement is:")))
        for option in self._kinds():
            button = Button(said(option.label), "quiet", size="small")
            button.clicked.connect(lambda _checked=False, key=option.id: self._kind(key))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _kinds(self) -> tuple[Option, ...]:
        return next((c.options for c in self._question.columns if c.id == "kind"), ())

    # showing

    def display(self, value: Value | None, scene: Scene) -> None:
        rows = rows_of(value)
        turned = self._scene is None or self._scene.writing != scene.writing
        self._scene = scene
        if rows == self._rows and not turned:
            return
        self._rows = rows
        if self.outline.state() == QAbstractItemView.State.EditingState:
            self._drawing.show_rows(rows, scene.writing, self._kinds())
        else:
            self._rebuild()

    def _rebuild(self) -> None:
        scene = self._scene
        if scene is None:
            return
        self._filling = True
        chosen = self._current()
        self.outline.clear()
        self._hang(self.outline.invisibleRootItem(), "", scene.writing, 0)
        self.outline.expandAll()
        self.outline.setColumnWidth(0, max(theme.px(300), self.outline.width() - theme.px(150)))
        for item in self._items():
            if item.data(0, NODE) == chosen:
                self.outline.setCurrentItem(item)
        self._filling = False
        lines = max(3, min(14, len(self._rows)))
        self.outline.setFixedHeight(lines * theme.px(25) + theme.px(44))
        self._drawing.show_rows(self._rows, scene.writing, self._kinds())

    def _hang(self, above: QTreeWidgetItem, parent: str, writing: str, depth: int) -> None:
        if depth > DEEPEST:
            return
        for row in children(self._rows, parent):
            kind = str(row.get("kind") or "")
            label = option_label(self._kinds(), kind) if kind else ""
            item = QTreeWidgetItem(above, [text_of(row, writing), label])
            item.setData(0, NODE, str(row.get("id") or ""))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setFont(0, theme.font("small"))
            item.setFont(1, theme.font("small"))
            item.setForeground(1, QBrush(theme.colour(TONES.get(kind, "muted"))))
            if not row.get(f"text_{writing}"):
                item.setForeground(0, QBrush(theme.colour("muted")))
            if row.get("id"):
                self._hang(item, str(row["id"]), writing, depth + 1)

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        waiting = [self.outline.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            for at in range(item.childCount()):
                child = item.child(at)
                if child is not None:
                    found.append(child)
                    waiting.append(child)
        return found

    def _current(self) -> str:
        item = self.outline.currentItem()
        return str(item.data(0, NODE)) if item is not None else ""

    # changes

    def _say(self, rows: Sequence[Row], chosen: str = "") -> None:
        self._rows = tuple(rows)
        self._rebuild()
        for item in self._items():
            if chosen and item.data(0, NODE) == chosen:
                self.outline.setCurrentItem(item)
        self.edited.emit(self._rows or None)

    def _renamed(self, item: QTreeWidgetItem, column: int) -> None:
        scene = self._scene
        if self._filling or column != 0 or scene is None:
            return
        node, text = str(item.data(0, NODE)), item.text(0)
        name = f"text_{scene.writing}"
        self._rows = tuple(
            {**row, name: text} if str(row.get("id") or "") == node else row for row in self._rows
        )
        self.edited.emit(self._rows)
        self._later.start(0)

    def _kind(self, kind: str) -> None:
        node = self._current()
        changed = [{**r, "kind": kind} if str(r.get("id")) == node else r for r in self._rows]
        self._say(changed, node)

    def do(self, verb: str) -> None:
        """A verb of the keyboard or of the buttons."""
        node = self._current()
        if verb == "add":
            self._add(node)
        elif verb == "remove" and node:
            self._remove(node)
        elif verb in ("up", "down") and node:
            self._move(node, -1 if verb == "up" else 1)
        elif verb in ("in", "out") and node:
            self._indent(node, verb)

    def _add(self, node: str) -> None:
        new = next_id(self._rows)
        above = next((row for row in self._rows if str(row.get("id")) == node), None)
        kinds = [option.id for option in self._kinds()]
        kind = "core" if above is None else self._below(str(above.get("kind") or ""), kinds)
        row: dict[str, Cell] = {"id": new, "kind": kind if kind in kinds else ""}
        if node:
            row["parent"] = node
        self._say([*self._rows, {k: v for k, v in row.items() if v}], new)
        item = self.outline.currentItem()
        if item is not None:
            self.outline.setFocus()
            self.outline.editItem(item, 0)

    def _below(self, kind: str, kinds: Sequence[str]) -> str:
        at = kinds.index(kind) + 1 if kind in kinds else 0
        return kinds[min(at, len(kinds) - 1)] if kinds else ""

    def _remove(self, node: str) -> None:
        gone, more = {node}, True
        while more:
            below = {
                str(row.get("id")) for row in self._rows if str(row.get("parent") or "") in gone
            }
            more = not below <= gone
            gone |= below
        self._say([row for row in self._rows if str(row.get("id")) not in gone])

    def _move(self, node: str, way: int) -> None:
        rows = list(self._rows)
        at = next(i for i, row in enumerate(rows) if str(row.get("id")) == node)
        parent = rows[at].get("parent")
        same = [i for i, row in enumerate(rows) if row.get("parent") == parent]
        other = same.index(at) + way
        if 0 <= other < len(same):
            rows[at], rows[same[other]] = rows[same[other]], rows[at]
            self._say(rows, node)

    def _indent(self, node: str, verb: str) -> None:
        rows = list(self._rows)
        at = next(i for i, row in enumerate(rows) if str(row.get("id")) == node)
        parent = str(rows[at].get("parent") or "")
        if verb == "in":
            before = [r for r in rows[:at] if str(r.get("parent") or "") == parent]
            wanted = str(before[-1].get("id")) if before else parent
        else:
            above = next((r for r in rows if str(r.get("id")) == parent), None)
            wanted = str(above.get("parent") or "") if above else ""
        changed = {**rows[at], "parent": wanted}
        rows[at] = {k: v for k, v in changed.items() if v != ""}
        self._say(rows, node)

    def _derive(self) -> None:
        """The boxes of the problem tree as a start: an effect becomes an end, a cause a means."""
        scene = self._scene
        if scene is None:
            return
        source = rows_of(scene.answers.get(str(self._question.data.get("derived_from"))))
        kinds = {"effect": "end", "core": "core", "cause": "means", "root_cause": "means"}
        here = {str(row.get("id")) for row in self._rows}
        new: list[Row] = [
            {**row, "kind": kinds.get(str(row.get("kind")), "means")}
            for row in source
            if str(row.get("id")) not in here
        ]
        self._say([*self._rows, *new])

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        self.outline.setFocus(Qt.FocusReason.OtherFocusReason)
        if row is not None and row < len(self._rows):
            for item in self._items():
                if item.data(0, NODE) == str(self._rows[row].get("id")):
                    self.outline.setCurrentItem(item)
