"""Texts: a line or several, in the language being written, the other one beside it on demand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.editors.scene import LONGEST_LINE, LONGEST_TEXT, Scene, typed
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Count
from wecoop_desktop.ui.wording import language, ntr, said, tr

BESIDE = 560  # pixels at 100 % from which two boxes stand beside each other


class Side(QWidget):
    """A box for one language: its text above, what is to say of it and its count below."""

    typed_in = Signal()
    agreed = Signal()
    copied = Signal()

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        rich = question.kind == "rich_text"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.box = Box(4 if rich else 1, LONGEST_TEXT if rich else LONGEST_LINE, self)
        self.box.textChanged.connect(self.typed_in)
        self.tag, self.note, self.count = Count(""), Caption(""), Caption("")
        self.agree = Button(tr("Mark as up to date"), "quiet", size="small")
        self.agree.clicked.connect(self.agreed)
        self.copy = Button(" ", "quiet", size="small")
        self.copy.clicked.connect(self.copied)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(6))
        for widget in (self.tag, self.note, self.agree, self.copy):
            self.foot.addWidget(widget)
            widget.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.box)
        column.addLayout(self.foot)
        column.addStretch(1)

    def name(self, code: str) -> None:
        """The language of the box, for screen readers too."""
        label = said(self._question.label)
        self.tag.setText(code.upper())
        self.box.setAccessibleName(f"{label} ({code.upper()})" if code else label)

    def show_text(self, text: str) -> None:
        if self.box.toPlainText() == text:
            return
        at = self.box.textCursor().position()
        self.box.blockSignals(True)
        self.box.setPlainText(text)
        self.box.blockSignals(False)
        cursor = self.box.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.box.setTextCursor(cursor)
        self.box._grow()

    def tell_count(self) -> None:
        """Words against the limit of the form, or characters where those are few."""
        question, text = self._question, self.box.toPlainText()
        n = len(text.split()) if len(text) < LONGEST_TEXT else 0
        over = False
        if question.max_words:
            words = tr(
                "{n} of {limit} words",
                n=language().number(n),
                limit=language().number(question.max_words),
            )
            over = n > question.max_words
        elif question.kind == "rich_text":
            words = ntr("{n} word", "{n} words", n)
        elif question.max_chars and len(text) > question.max_chars // 2:
            left = question.max_chars - len(text)
            words = ntr("{n} character left", "{n} characters left", left)
        else:
            words = ""
        self.count.setText(words)
        self.count.tone("err" if over else "muted")


class TextEditor(QWidget):
    """For `text` and `rich_text`; plain questions keep a str, all others Words."""

    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._words: Words = Words()
        self._writing = ""
        self._refused = 0
        self._opened = False  # the other language was asked for here
        self._both = False  # it is shown at every answer
        self.mine = Side(question, self)
        self.box = self.mine.box
        self._count = self.mine.count
        self._wire(self.mine)
        self.theirs: Side | None = None
        self._show = Button(" ", "quiet", size="small")
        self._show.clicked.connect(self._toggle)
        self._show.hide()
        self.mine.foot.insertWidget(self.mine.foot.count() - 2, self._show)
        self.setFocusProxy(self.box)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._pair.setContentsMargins(0, 0, 0, 0)
        self._pair.setSpacing(theme.px(10))
        self._pair.addWidget(self.mine, 1)

    def _wire(self, side: Side) -> None:
        side.typed_in.connect(lambda: self._typed(side))
        side.agreed.connect(self._settle)
        side.copied.connect(lambda: self._copy(side))
        side.box.refused.connect(self._refuse)
        side.box.left.connect(self.left)

    @property
    def _other(self) -> str:
        return "en" if self._writing == "ru" else "ru"

    def _code(self, side: Side) -> str:
        return self._writing if side is self.mine else self._other

    # showing

    def display(self, value: Value | None, scene: Scene) -> None:
        both = scene.both and not self._question.plain
        sign = (self._words, self._writing, self._both)
        self._writing, self._both = scene.writing, both
        if isinstance(value, Words):
            self._words = value
        else:
            text = value if isinstance(value, str) else ""
            self._words = Words(text, text) if self._question.plain else Words()
        if sign != (self._words, self._writing, self._both) or not self.mine.box.accessibleName():
            self._show_sides()

    def _show_sides(self) -> None:
        wanted = (self._both or self._opened) and not self._question.plain
        if wanted and self.theirs is None:
            self.theirs = Side(self._question, self)
            self._wire(self.theirs)
            self._pair.addWidget(self.theirs, 1)
            self._lay()
        if self.theirs is not None:
            self.theirs.setVisible(wanted)
        for side in self._sides():
            side.show_text(typed(self._words, self._code(side)))
            side.name("" if self._question.plain else self._code(side))
        self._tell()

    def _sides(self) -> tuple[Side, ...]:
        if self.theirs is None or self.theirs.isHidden():
            return (self.mine,)
        return (self.mine, self.theirs)

    def _lay(self) -> None:
        beside = self.width() >= theme.px(BESIDE) and self.theirs is not None
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _tell(self) -> None:
        """The counts, which text is older, and what there is in the other language."""
        sides = self._sides()
        for side in sides:
            side.tell_count()
            code, both = self._code(side), len(sides) > 1
            mine = typed(self._words, code)
            theirs = typed(self._words, "en" if code == "ru" else "ru")
            older = self._words.older == code and bool(mine and theirs)
            side.tag.setVisible(both)
            side.agree.setVisible(both and older)
            side.note.setText(tr("is older than the other") if older else "")
            side.note.setVisible(both and older)
            side.note.tone("warn")
            side.copy.say(tr("Copy from {language}", language="EN" if code == "ru" else "RU"))
            side.copy.setVisible(both and bool(theirs) and not mine)
        self._tell_other(len(sides) > 1)

    def _tell_other(self, shown: bool) -> None:
        """With one box: that there is a text in the other language, and whether it is older."""
        theirs = "" if self._question.plain else typed(self._words, self._other)
        mine = typed(self._words, self._writing)
        self._show.setVisible(not self._both and (bool(theirs) or self._opened))
        self._show.say(tr("Hide") if shown else tr("Show"))
        if shown:
            return
        older = self._words.older if theirs and mine else ""
        if theirs and not mine:
            note = tr("only in this language so far")
        elif older == self._writing:
            note = tr("is newer than the text above")
        elif older:
            note = tr("is older than the text above")
        else:
            note = ""
        side = self.mine
        side.tag.setText(self._other.upper() if theirs else self._writing.upper())
        side.tag.setVisible(bool(theirs))
        side.note.setText(note)
        side.note.setVisible(bool(note))
        side.agree.setVisible(bool(older))

    # changes

    def _typed(self, side: Side) -> None:
        text, code = side.box.toPlainText(), self._code(side)
        self._refused = 0
        if self._question.plain:
            self._words = Words(text, text)
            self.edited.emit(text or None)
        else:
            if text == typed(self._words, code):
                return
            self._say(self._words.written(code, text))
        self._tell()

    def _say(self, words: Words) -> None:
        self._words = words
        self.edited.emit(words if words.en or words.ru else None)

    def _toggle(self) -> None:
        self._opened = self.theirs is None or self.theirs.isHidden()
        self._show_sides()
        if self._opened and self.theirs is not None:
            self.theirs.box.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy(self, side: Side) -> None:
        """The other text as a start of the translation; it stays marked until it is one."""
        self.left.emit()  # what was typed before is a step of its own
        code = self._code(side)
        text = typed(self._words, "en" if code == "ru" else "ru")
        words = self._words.written(code, text)
        self._words = Words(words.en, words.ru, code)
        self.edited_several.emit({self._question.path: self._words})
        self._show_sides()
        side.box.setFocus(Qt.FocusReason.OtherFocusReason)
        side.box.selectAll()
        self.left.emit()

    def _settle(self) -> None:
        self._say(Words(self._words.en, self._words.ru))
        self._tell()
        self.left.emit()

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
