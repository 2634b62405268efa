"""Where a comment is written: its text, for whom it is, and the verbs; Ctrl Enter sends."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.wording import tr
from wecoop_desktop.work.comments import NAME_LIMIT, TEXT_LIMIT, Kind

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class Writing(QWidget):
    """A text that is sent or put away. `typed` follows the typing, so that nothing is lost."""

    typed = Signal(str)
    sent = Signal(str)
    given_up = Signal()

    def __init__(self, name: str, verb: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        # A little more than may be kept: what is too long is told, not cut.
        self.box = Box(3, 2 * TEXT_LIMIT)
        self.box.setAccessibleName(name)
        self.box.setPlainText(text)
        self.box.textChanged.connect(self._changed)
        column.addWidget(self.box)
        self.further = QVBoxLayout()
        self.further.setSpacing(theme.px(6))
        column.addLayout(self.further)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        self.send = Button(verb, "primary", size="small")
        self.send.clicked.connect(lambda _=False: self._send())
        stop = Button(tr("Cancel"), "quiet", size="small")
        stop.clicked.connect(lambda _=False: self.given_up.emit())
        row.addWidget(self.send)
        row.addWidget(stop)
        row.addStretch(1)
        self._count = Caption("")
        row.addWidget(self._count)
        column.addLayout(row)
        bind(self, "Ctrl+Return", self._send, INSIDE)
        bind(self, "Esc", self.given_up.emit, INSIDE)
        self._changed()

    def _changed(self) -> None:
        text = self.box.toPlainText()
        self.send.setEnabled(bool(text.strip()))
        left = TEXT_LIMIT - len(text)
        self._count.setText(str(left) if left < 1000 else "")
        self._count.tone("err" if left < 0 else "muted")
        self.typed.emit(text)

    def _send(self) -> None:
        text = self.box.toPlainText()
        if text.strip():
            self.sent.emit(text)

    def take_focus(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)


class NewWriting(Writing):
    """A comment that begins a thread: it may be something to do, and for somebody."""

    def __init__(
        self, name: str, text: str, people: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(name, tr("Add a comment"), text, parent)
        self.todo = Check(tr("Something to do"))
        self.further.addWidget(self.todo)
        self.person = line_for(tr("For whom (optional)"), people)
        self.further.addWidget(self.person)

    @property
    def kind(self) -> Kind:
        return Kind.TASK if self.todo.isChecked() else Kind.COMMENT


class Assigning(QWidget):
    """One line: for whom a comment is; empty: for nobody."""

    sent = Signal(str)
    given_up = Signal()

    def __init__(self, now: str, people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.person = line_for(tr("For whom"), people)
        self.person.setText(now)
        self.person.returnPressed.connect(lambda: self.sent.emit(self.person.text()))
        row.addWidget(self.person, 1)
        take = Button(tr("Assign"), "primary", size="small")
        take.clicked.connect(lambda _=False: self.sent.emit(self.person.text()))
        row.addWidget(take)
        bind(self, "Esc", self.given_up.emit, INSIDE)

    def take_focus(self) -> None:
        self.person.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.person.selectAll()


def line_for(words: str, people: Sequence[str]) -> QLineEdit:
    """A line for a name, which proposes those that were named before."""
    line = QLineEdit()
    line.setPlaceholderText(words)
    line.setAccessibleName(words)
    line.setMaxLength(NAME_LIMIT)
    known = QCompleter(list(people), line)
    known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    line.setCompleter(known)
    return line
