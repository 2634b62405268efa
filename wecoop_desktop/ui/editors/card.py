"""A question on the page: its words, help, the editor, and what is wrong, in that order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.computed import figure_words, why_empty
from wecoop_desktop.ui.editors.kinds import editor
from wecoop_desktop.ui.editors.scene import Scene, problem_sentence
from wecoop_desktop.ui.editors.still import Still, hold_still
from wecoop_desktop.ui.editors.told import Told, of_field
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Title, Wrapped
from wecoop_desktop.ui.role import announce
from wecoop_desktop.ui.wording import language, ntr, said, tr

MOST_MESSAGES = 4
# Kinds whose picture says more than their own answer: they are drawn after every change.
LIVELY = frozenset(
    {"computed", "tree", "money", "financing_plan", "checklist", "cashflow", "budget"}
)


class Messages(QWidget):
    """Sentences with a bar in the colour of the worst; empty, it takes no place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Picture, Wrapped]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(10), theme.px(2), 0, theme.px(2))
        self._column.setSpacing(theme.px(3))
        self._tone = "err"
        self.hide()

    def show_lines(self, lines: list[tuple[str, str]]) -> None:
        """`lines` are (tone, sentence), the worst first."""
        while len(self._lines) < len(lines):
            row = QHBoxLayout()
            row.setSpacing(theme.px(6))
            picture, words = Picture("circle-alert", "err", 14), Wrapped("", "small", "err")
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self._column.addLayout(row)
            self._lines.append((picture, words))
        for at, (picture, words) in enumerate(self._lines):
            there = at < len(lines)
            picture.setVisible(there)
            words.setVisible(there)
            if there:
                tone, sentence = lines[at]
                picture.show_icon(_ICONS[tone], tone)
                words.tone(tone)
                words.setText(sentence)
        self._tone = lines[0][0] if lines else "err"
        self.setVisible(bool(lines))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, 0, theme.px(3), self.height(), theme.colour(self._tone))


_ICONS = {"err": "circle-alert", "warn": "triangle-alert", "info": "info"}
_TONES = {"error": "err", "warning": "warn", "hint": "info"}


class QuestionCard(Card):
    edited = Signal(str, object)
    edited_several = Signal(object)  # path to value: answers that change as one step
    wanted = Signal(str)  # the path of another question, whose answer is spoken of here
    kept = Signal(str, object)
    left = Signal()
    remarked = Signal(str)  # its comments are wanted
    exchanged = Signal(str)  # its table in Excel or Word is wanted

    def __init__(self, question: Question, number: str = "", parent: QWidget | None = None) -> None:
        super().__init__(padding=15, parent=parent)
        self.question = question
        self._seen: tuple[object, ...] = ()
        self._scene: Scene | None = None
        self._said: tuple[Problem, ...] = ()
        self._marked = (0, False)
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        self._label = Title(said(question.label), "cardTitle")
        head.addWidget(self._label, 1)
        self._state = Caption("")
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bubble = Button("", "quiet", "message-square", size="small", name=tr("Add a comment"))
        self.bubble.clicked.connect(lambda _checked=False: self.remarked.emit(question.path))
        self.bubble.hide()
        head.addWidget(self.bubble, 0, Qt.AlignmentFlag.AlignTop)
        if KINDS[question.kind].has_rows and question.kind != "checklist":
            words = tr("This table in Excel or Word …")
            self.exchange = Button("", "quiet", "table", size="small", name=words)
            self.exchange.clicked.connect(lambda _=False: self.exchanged.emit(question.path))
            head.addWidget(self.exchange, 0, Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(theme.px(6))
        self.body.addLayout(head)
        if question.help:
            self.body.addWidget(Wrapped(said(question.help), "small", "muted"))
        self.editor = editor(question, self)
        self._label.setBuddy(self.editor)
        self.body.addWidget(self.editor)
        self._messages = Messages()
        self._heard: str | None = None  # nothing is said of a question that has just opened
        self.body.addWidget(self._messages)
        path = question.path
        self.editor.edited.connect(  # type: ignore[attr-defined]  # see kinds.Editor
            lambda value: self.edited.emit(path, value)
        )
        self.editor.kept.connect(  # type: ignore[attr-defined]
            lambda texts: self.kept.emit(path, texts)
        )
        if hasattr(self.editor, "wanted"):
            self.editor.wanted.connect(self.wanted)
        if hasattr(self.editor, "edited_several"):
            self.editor.edited_several.connect(self.edited_several)
        self.editor.left.connect(self._left)  # type: ignore[attr-defined]

    @property
    def wide(self) -> bool:
        return bool(getattr(self.editor, "wide", False))

    def show_comments(self, n: int, *, always: bool) -> None:
        """The mark of open comments; with `always` also where there are none yet."""
        if (n, always) == self._marked:
            return
        self._marked = (n, always)
        self.bubble.setText(language().number(n) if n else "")
        self.bubble.setProperty("bare", "" if n else "true")
        self.bubble.show_icon("message-square")
        words = ntr("{n} open comment", "{n} open comments", n) if n else tr("Add a comment")
        self.bubble.setAccessibleName(f"{words}: {said(self.question.label)}")
        self.bubble.setToolTip(words)
        self.bubble.setVisible(bool(n) or always)
        self.bubble.style().polish(self.bubble)

    def hold_still(self, still: Still) -> None:
        """Only to be read: this is a review copy."""
        self._seen = ()  # what is tried nevertheless goes with the next display
        hold_still(self.editor, still)

    def display(self, value: Value | None, scene: Scene, required: str) -> None:
        """`required`: "required", "optional", or "missing" where a required answer is not there."""
        seen = (value, scene.problems, scene.held, scene.writing, scene.both, required)
        lively = self.question.kind in LIVELY or getattr(self.editor, "lively", False)
        if seen == self._seen and not lively:
            self._scene = scene
            return
        self._seen, self._scene = seen, scene
        words = {"optional": tr("(optional)"), "missing": tr("not answered yet")}
        self._state.setText(words.get(required, ""))
        self.editor.display(value, scene)  # type: ignore[attr-defined]  # see kinds.Editor
        self._tell()

    def _inside(self) -> bool:
        focused: QObject | None = QApplication.focusWidget()
        return isinstance(focused, QWidget) and self.isAncestorOf(focused)

    def _tell(self) -> None:
        """While the cursor is inside, messages only go; new ones come when it leaves."""
        scene = self._scene
        if scene is None:
            return
        now = tuple(p for p in scene.problems if p.code != "required" and p.level != "not_checked")
        if self._inside():
            before = {(p.code, p.row, p.column, p.level): p for p in self._said}
            now = tuple(p for p in now if before.get((p.code, p.row, p.column, p.level)) == p)
        self._said = now
        order = {"error": 0, "warning": 1, "hint": 2}
        wrong: tuple[str, ...] = ()
        if not self._inside():
            wrong = self.editor.complaints()  # type: ignore[attr-defined]  # see kinds.Editor
        unique = dict.fromkeys(("err", sentence) for sentence in wrong[:MOST_MESSAGES])
        rest = len(wrong) - len(unique) + len(now)
        for problem in sorted(now, key=lambda p: order[p.level]):
            if len(unique) == MOST_MESSAGES:
                break  # what is not shown is not put into words: a table may have hundreds
            words = _placed(problem_sentence(scene.form, problem), problem)
            unique[_TONES[problem.level], words] = None
            rest -= 1
        lines = list(unique)
        if rest > 0:
            lines.append((lines[-1][0], tr("… and {n} more under Checks.", n=rest)))
        self._messages.show_lines(lines)
        told = " ".join(sentence for _tone, sentence in lines)
        self._messages.setAccessibleName(told)
        self._tie(told)

    def _tie(self, told: str) -> None:
        """What is wrong belongs to its field, and is said when it comes while one works."""
        field: QWidget = self.editor
        while (proxy := field.focusProxy()) is not None:
            field = proxy
        if isinstance(field, QLineEdit | QPlainTextEdit | QAbstractItemView):
            field.setAccessibleDescription(told)
        if self._heard is not None and told and told != self._heard:
            announce(self, told)
        self._heard = told

    def _left(self) -> None:
        self._tell()
        self.left.emit()

    def focus_at(self, row: int | None, column: str) -> None:
        self.editor.focus_at(row, column)  # type: ignore[attr-defined]  # see kinds.Editor


class FiguresCard(Card):
    """Computed values that follow each other, as lines of one card."""

    wanted = Signal(str)
    wide = False

    def __init__(self, questions: Sequence[Question], parent: QWidget | None = None) -> None:
        super().__init__(tr("Worked out by the program"), "calculator", padding=15, parent=parent)
        self.questions = tuple(questions)
        self._lines: dict[str, tuple[Label, Label]] = {}
        self._told: dict[str, Told] = {}
        for question in self.questions:
            self.body.addLayout(self._line(question))

    def _line(self, question: Question) -> QVBoxLayout:
        line = QVBoxLayout()
        line.setSpacing(theme.px(1))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(Wrapped(said(question.label), "medium", "text"), 1)
        figure = Label("", "strongFigures")
        figure.setAccessibleName(said(question.label))
        figure.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(figure, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(row)
        why = Wrapped("", "small", "muted")
        line.addWidget(why)
        told = Told(said(question.label))
        told.wanted.connect(self.wanted)
        line.addWidget(told)
        self._lines[question.path] = (figure, why)
        self._told[question.path] = told
        return line

    def display(self, question: Question, scene: Scene) -> None:
        """One line; the help stands where there is a figure, the reason where there is none."""
        figure, why = self._lines[question.path]
        found = scene.state.computed.get(question.path)
        words = figure_words(question, found, scene)
        figure.setText(words or "–")
        why.setText(said(question.help) if words else why_empty(question, found, scene))
        why.setVisible(bool(why.text()))
        self._told[question.path].ask(of_field(question.path, scene) if question.formula else None)

    def focus_at(self, path: str) -> None:
        self._lines[path][0].setFocus(Qt.FocusReason.OtherFocusReason)


def plain_figure(question: Question) -> bool:
    """Whether a computed question is a single figure that fits on a line."""
    return (
        question.kind == "computed"
        and not question.formula_ref
        and "issues(" not in (question.formula)
    )


def _placed(sentence: str, problem: Problem) -> str:
    if problem.row is None:
        return sentence
    return tr("Row {row}: {sentence}", row=problem.row + 1, sentence=sentence)
