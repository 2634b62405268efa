"""Questions answered Yes, No or Don't know yet; the category they lead to, with its reasons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.forms.state import Computed
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import LONGEST_LINE, Scene, rows_of, typed
from wecoop_desktop.ui.editors.screened import Screened
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel, Wrapped
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, ntr, said, tr

ANSWERS = ("yes", "no", "unknown")
LETTERS = {
    "X": mark("X · excluded: international funders do not finance it"),
    "A": mark("A · significant impacts: a full assessment is needed"),
    "B": mark("B · limited impacts that can be managed"),
    "C": mark("C · minimal or no impacts"),
}
TONES = {"X": "err", "A": "warn", "B": "warn", "C": "ok"}
TOPICS = {
    "access": mark("Access"),
    "air": mark("Air"),
    "associated": mark("Associated facilities"),
    "biodiversity": mark("Nature"),
    "chemicals": mark("Chemicals"),
    "climate": mark("Climate"),
    "community": mark("Community"),
    "consultation": mark("Consultation"),
    "cumulative": mark("Cumulative impacts"),
    "exclusion": mark("Exclusions"),
    "heritage": mark("Cultural heritage"),
    "labour": mark("Labour"),
    "land_use": mark("Land use"),
    "legacy": mark("Legacy pollution"),
    "livelihood": mark("Livelihoods"),
    "noise": mark("Noise"),
    "permit": mark("Permits"),
    "resettlement": mark("Resettlement"),
    "security": mark("Security"),
    "tariff": mark("Tariffs"),
    "vulnerable": mark("Vulnerable groups"),
    "waste": mark("Waste"),
    "water": mark("Water"),
}


def category_words(found: Computed | None, scene: Scene) -> tuple[str, str]:
    """The letter in words and the questions that decided, as sentences."""
    parts = dict(found.parts or {}) if found is not None else {}
    letter = str(parts.get("letter") or (found.value if found is not None else "") or "")
    if letter not in LETTERS:
        return "", tr("The category appears once the questionnaire is begun.")
    reasons = parts.get("reasons")
    ids = [str(entry) for entry in reasons] if isinstance(reasons, (list, tuple)) else []
    questions = _questions(scene)
    deciding = [f"• {said(questions[key].label)}" for key in ids if key in questions][:8]
    lines = []
    if parts.get("provisional") is True:
        lines.append(tr("Provisional: decisive questions are still open."))
    if deciding:
        lines.append(tr("Decided by:") + "\n" + "\n".join(deciding))
    lines.append(tr("A guide, not a decision: the funder decides."))
    return tr(LETTERS[letter]), "\n".join(lines)


def _questions(scene: Scene) -> dict[str, Option]:
    for step in scene.form.steps:
        for question in step.fields:
            if question.kind == "checklist" and question.list_ref in ("es_questions", ""):
                column = next((c for c in question.columns if c.id == "question"), None)
                if column is not None:
                    return {option.id: option for option in column.options}
    return {}


AT_ONCE = 10  # questions: more than a page shows
FURTHER = 15  # questions between two looks at what the user does: each lays out the page anew
BESIDE = 440  # pixels of the design from which a question has its answers beside it


def _at_the_top(widget: QWidget) -> QWidget:
    """As high as it is and as wide, at the start of its place."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.addWidget(widget, 0, 0)
    grid.setRowStretch(1, 1)
    grid.setColumnStretch(1, 1)
    return holder


class Item(QFrame):
    """One question: Y, N and ? answer it while it has the focus; the comment follows an answer."""

    answered = Signal(str, str)  # question, answer
    commented = Signal(str, str)
    left = Signal()

    def __init__(self, option: Option, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "group")
        self.option = option
        self._answer = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(said(option.label))
        row = Fold(BESIDE)
        words = Wrapped(f"{number}. {said(option.label)}", "body", "text")
        row.add(words, 1)
        self.buttons: dict[str, QPushButton] = {}
        row.add(_at_the_top(self._switch()))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(row)
        self.comment = QLineEdit()
        self.comment.setMaxLength(LONGEST_LINE)
        self.comment.setPlaceholderText(tr("Comment: what, where, which measure"))
        self.comment.setAccessibleName(tr("Comment"))
        self.comment.textEdited.connect(lambda text: self.commented.emit(option.id, text))
        self.comment.editingFinished.connect(self.left)
        column.addWidget(self.comment)
        self._note = Wrapped("", "small", "info")
        column.addWidget(self._note)

    def _switch(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        entries = (("yes", tr("Yes")), ("no", tr("No")), ("unknown", tr("Don’t know yet")))
        for at, (key, words) in enumerate(entries):
            button = QPushButton(words)
            button.setCheckable(True)
            speak_as(button, "one-of")
            button.setProperty("segment", "true")
            button.setProperty("end", ("left", "", "right")[at])
            button.setFont(theme.font("smallStrong"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAccessibleName(words)
            button.clicked.connect(lambda _checked, what=key: self._press(what))
            self.buttons[key] = button
            row.addWidget(button)
        return frame

    def _press(self, answer: str) -> None:
        self.answered.emit(self.option.id, "" if answer == self._answer else answer)

    def show_answer(self, answer: str, comment: str) -> None:
        self._answer = answer
        for key, button in self.buttons.items():
            button.setChecked(key == answer)
        if self.comment.text() != comment:
            at = self.comment.cursorPosition()
            self.comment.setText(comment)
            self.comment.setCursorPosition(min(at, len(comment)))
        wanted = bool(comment) or answer in ("yes", "unknown")
        self.comment.setVisible(wanted or self.comment.hasFocus())
        self._note.setVisible(answer == "unknown")
        self._note.setText(
            tr("On the list “To find out”; counts as open until then") if wanted else ""
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # With the Russian layout the keys stand where Y and N stand on the English one.
        letters = {"y": "yes", "н": "yes", "n": "no", "т": "no", "?": "unknown", ",": "unknown"}
        answer = letters.get(event.text().casefold())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            answer = None
        if answer is not None:
            self.answered.emit(self.option.id, answer)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.answered.emit(self.option.id, "")
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 5, 5)
        else:
            painter.setPen(theme.colour("line"))
            painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class ChecklistEditor(QWidget):
    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._rows: tuple[Row, ...] = ()
        self._scene: Scene | None = None
        self._given: Mapping[str, Row] = {}
        self._made, self._topic = 0, ""  # how many questions are there, and what the last is about
        self._items: dict[str, Item] = {}
        self._banner: Banner | None = None
        self._told = ("", "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._count = Caption("")
        self._column.addWidget(self._count)
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._screening = question.list_ref == "es_questions"
        column = next((c for c in question.columns if c.id == "question"), None)
        self._options = column.options if column is not None else ()
        self._list = QVBoxLayout()
        self._list.setSpacing(self._column.spacing())
        self._column.addLayout(self._list)
        self.patient = False  # see kinds.Patient
        self.screened: Screened | None = None
        if self._screening:
            self.screened = Screened()
            self.screened.wanted.connect(self._go_to)
            self._column.addSpacing(theme.px(10))
            self._column.addWidget(self.screened)

    def _go_to(self, question: str) -> None:
        self.complete()
        item = self._items.get(question)
        if item is not None:
            item.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def growing(self) -> bool:
        """Whether some of the questions are not made yet."""
        return self._made < len(self._options)

    def grow(self) -> None:
        """Make the next few questions."""
        more = FURTHER if self._made else AT_ONCE
        for option in self._options[self._made : self._made + more]:
            self._add(option)
            self._fill(option.id)

    def complete(self) -> None:
        """Make what is not made yet, now."""
        while self.growing:
            self.grow()

    def _add(self, option: Option) -> None:
        here = str(option.data.get("topic") or "")
        if here != self._topic:
            self._topic = here
            self._list.addSpacing(theme.px(10))
            words = tr(TOPICS[here]) if here in TOPICS else here.replace("_", " ")
            self._list.addWidget(SectionLabel(words))
        self._made += 1
        item = Item(option, self._made, self)
        item.answered.connect(self._answer)
        item.commented.connect(self._comment)
        item.left.connect(self.left)
        self._items[option.id] = item
        self._list.addWidget(item)

    def _fill(self, question: str) -> None:
        row: Mapping[str, Cell] = self._given.get(question, {})
        writing = self._scene.writing if self._scene is not None else ""
        comment = typed(row.get("comment"), writing)
        self._items[question].show_answer(str(row.get("answer") or ""), comment)

    def display(self, value: Value | None, scene: Scene) -> None:
        self._rows, self._scene = rows_of(value), scene
        self._given = {str(row.get("question") or ""): row for row in self._rows}
        for question in self._items:
            self._fill(question)
        if not self._items:
            self.grow()
        if not self.patient:
            self.complete()
        ours = (self._given.get(option.id, {}) for option in self._options)
        self._count.setText(
            tr(
                "{n} of {total} answered · keys Y / N / ? answer the question in focus",
                n=language().number(sum(bool(row.get("answer")) for row in ours)),
                total=language().number(len(self._options)),
            )
        )
        if self._screening:
            self._tell(scene)
        if self.screened is not None:
            self.screened.display(scene)

    def _tell(self, scene: Scene) -> None:
        """The likely category above the questions."""
        found = scene.state.computed.get("es_screening.category_auto")
        parts = dict(found.parts or {}) if found is not None else {}
        letter = str(parts.get("letter") or (found.value if found is not None else "") or "")
        open_ = sum(
            self._given.get(option.id, {}).get("answer") not in ("yes", "no")
            for option in self._options
        )
        words = tr(LETTERS[letter]) if letter in LETTERS else ""
        rest = ntr("{n} question is open.", "{n} questions are open.", open_) if open_ else ""
        if (words, rest) == self._told:
            return
        self._told = (words, rest)
        if self._banner is not None:
            self._banner.deleteLater()
            self._banner = None
        if words:
            strong = tr("Likely category {letter}.", letter=words)
            tone = TONES[letter]
            self._banner = Banner(rest, tone, strong=strong)  # type: ignore[arg-type]
            self._place.addWidget(self._banner)

    def _answer(self, question: str, answer: str) -> None:
        self._put(question, "answer", answer or None)
        self.left.emit()

    def _comment(self, question: str, text: str) -> None:
        scene = self._scene
        if scene is None:
            return
        row = next((r for r in self._rows if r.get("question") == question), {})
        before = row.get("comment")
        words = before if isinstance(before, Words) else Words()
        written = words.written(scene.writing, text)
        self._put(question, "comment", written if written.en or written.ru else None)

    def _put(self, question: str, column: str, cell: Cell) -> None:
        rows = {str(row.get("question") or ""): dict(row) for row in self._rows}
        row = rows.setdefault(question, {"question": question})
        if cell is None:
            row.pop(column, None)
        else:
            row[column] = cell
        order = {option.id: at for at, option in enumerate(self._options)}
        kept = [row for row in rows.values() if len(row) > 1]
        kept.sort(key=lambda row: order.get(str(row.get("question")), len(order)))
        self._rows = tuple(kept)
        self.edited.emit(self._rows or None)

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        self.complete()
        items = list(self._items.values())
        open_ = [
            item
            for key, item in self._items.items()
            if not any(r.get("question") == key and r.get("answer") for r in self._rows)
        ]
        if row is not None and row < len(self._rows):
            item = self._items.get(str(self._rows[row].get("question")))
            if item is not None:
                item.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if items:
            (open_ or items)[0].setFocus(Qt.FocusReason.OtherFocusReason)
