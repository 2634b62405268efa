"""Texts: a line or several, in the language being written, with the other one beside on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.editors.scene import LONGEST_LINE, LONGEST_TEXT, Scene, typed
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Count, Wrapped
from wecoop_desktop.ui.wording import language, ntr, said, tr


class TextEditor(QWidget):
    """For `text` and `rich_text`; plain questions keep a str, all others Words."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._words: Words = Words()
        self._writing = ""
        self._refused = 0
        rich = question.kind == "rich_text"
        self.box = Box(4 if rich else 1, LONGEST_TEXT if rich else LONGEST_LINE, self)
        self.box.setAccessibleName(said(question.label))
        self.box.textChanged.connect(self._typed)
        self.box.refused.connect(self._refuse)
        self.box.left.connect(self.left)
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.box)
        column.addLayout(self._foot())
        self._beside = Card(tone="subtle", padding=10)
        self._other = Wrapped("", "small")
        self._other.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._beside.body.addWidget(self._other)
        self._beside.hide()
        column.addWidget(self._beside)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        self._tag = Count("")
        self._note = Caption("")
        self._show = Button(" ", "quiet", size="small")
        self._show.clicked.connect(self._toggle)
        self._agree = Button(tr("Both say the same now"), "quiet", size="small")
        self._agree.clicked.connect(self._settle)
        self._count = Caption("")
        for widget in (self._tag, self._note, self._show, self._agree):
            row.addWidget(widget)
            widget.hide()
        row.addStretch(1)
        row.addWidget(self._count)
        return row

    def display(self, value: Value | None, scene: Scene) -> None:
        before, turned = self._words, scene.writing != self._writing
        self._writing = scene.writing
        if isinstance(value, Words):
            self._words = value
        else:
            text = value if isinstance(value, str) else ""
            self._words = Words(text, text) if self._question.plain else Words()
        wanted = typed(self._words, scene.writing)
        if self.box.toPlainText() != wanted:
            self._replace(wanted)
        if before != self._words or turned:
            self._tell()

    def _replace(self, text: str) -> None:
        at = self.box.textCursor().position()
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)
        cursor = self.box.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.box.setTextCursor(cursor)
        self.box._grow()
        self._tell()

    def _typed(self) -> None:
        text = self.box.toPlainText()
        self._refused = 0
        if self._question.plain:
            self._words = Words(text, text)
            self.edited.emit(text or None)
        else:
            if text == typed(self._words, self._writing):
                return
            self._words = self._words.written(self._writing, text)
            there = self._words.en or self._words.ru
            self.edited.emit(self._words if there else None)
        self._tell()

    def _tell(self) -> None:
        """The count of words, and what there is in the other language."""
        question, text = self._question, self.box.toPlainText()
        n = len(text.split()) if len(text) < LONGEST_TEXT else 0
        if question.max_words:
            self._count.setText(
                tr(
                    "{n} of {limit} words",
                    n=language().number(n),
                    limit=language().number(question.max_words),
                )
            )
        elif question.kind == "rich_text":
            self._count.setText(ntr("{n} word", "{n} words", n))
        elif question.max_chars and len(text) > question.max_chars // 2:
            left = question.max_chars - len(text)
            self._count.setText(ntr("{n} character left", "{n} characters left", left))
        else:
            self._count.setText("")
        self._tell_other()

    def _tell_other(self) -> None:
        other = "en" if self._writing == "ru" else "ru"
        theirs = "" if self._question.plain else typed(self._words, other)
        mine = typed(self._words, self._writing)
        self._tag.setText(other.upper())
        self._tag.setVisible(bool(theirs))
        older = self._words.older if theirs and mine else ""
        if theirs and not mine:
            note = tr("only in this language so far")
        elif older == self._writing:
            note = tr("is newer than the text above")
        elif older:
            note = tr("is older than the text above")
        else:
            note = ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._note.tone("warn" if note else "muted")
        self._show.setVisible(bool(theirs))
        shown = not self._beside.isHidden()
        self._show.say(tr("Hide") if shown else tr("Show"))
        self._agree.setVisible(bool(older))
        self._other.setText(theirs)
        if not theirs:
            self._beside.hide()

    def _toggle(self) -> None:
        self._beside.setVisible(self._beside.isHidden())
        self._tell_other()

    def _settle(self) -> None:
        self._words = Words(self._words.en, self._words.ru)
        self.edited.emit(self._words)
        self._tell_other()

    def _refuse(self, characters: int) -> None:
        self._refused = characters
        self.kept.emit({})
        self.left.emit()

    def complaints(self) -> tuple[str, ...]:
        if not self._refused:
            return ()
        limit = LONGEST_TEXT if self._question.kind == "rich_text" else LONGEST_LINE
        return (
            tr(
                "The pasted text has {n} characters and an answer takes {limit}: nothing was "
                "pasted. Shorten it, or attach it as a file.",
                n=language().number(self._refused),
                limit=language().number(limit),
            ),
        )

    def focus_at(self, row: int | None, column: str) -> None:
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.moveCursor(QTextCursor.MoveOperation.End)
