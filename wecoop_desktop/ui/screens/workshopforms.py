"""What participants say at the end: the form on paper, forms entered from paper, and the counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Label, SectionLabel, Wrapped
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.screens.workshoppanels import headed, languages
from wecoop_desktop.ui.wording import language, ntr, tr
from wecoop_desktop.workshop.evaluation import HIGHEST, JUDGED, LOWEST, WRITTEN, Summary

Ask = Callable[[str], Path | None]
CELL = 40  # of a score, pixels at 100 %
SCORES = tuple(str(score) for score in range(LOWEST, HIGHEST + 1))


def evaluation_panel(presenter: WorkshopPresenter, view: WorkshopView, ask: Ask) -> QWidget:
    card = headed(tr("Feedback form"), presenter)
    card.body.addWidget(
        Wrapped(
            tr(
                "Participants fill it in at the end, in the band on top of their window or on "
                "paper. Nobody is named; what comes back is summed up here and in the report."
            )
        )
    )
    forms = view.session.forms if view.session else None
    if forms is not None:
        card.body.addWidget(SectionLabel(tr("What participants said")))
        card.body.addWidget(counts(forms))
    card.body.addWidget(SectionLabel(tr("Enter forms that were filled on paper")))
    card.body.addWidget(Entry(presenter, view))
    card.body.addWidget(SectionLabel(tr("On paper")))
    holder = QWidget()
    flow = Flow(8, holder)
    switch = languages(view)
    flow.addWidget(switch)
    for words, icon, what, verb, able in (
        (tr("Save the form …"), "printer", "evaluation", presenter.closing.evaluation, True),
        (tr("Save the summary …"), "file-text", "summary", presenter.closing.summary,
         forms is not None),
    ):  # fmt: skip
        button = Button(words, "plain", icon)
        button.setEnabled(able and not view.busy)

        def write(what: str = what, verb: Callable[[str, Path], None] = verb) -> None:
            target = ask(what)
            if target is not None:
                verb(switch.value, target)

        button.clicked.connect(lambda _checked=False, write=write: write())
        flow.addWidget(button)
    card.body.addWidget(holder)
    return card


def counts(found: Summary) -> QWidget:
    """How many gave each score, question by question, and what was written."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    n = found.forms
    column.addWidget(
        Wrapped(ntr("{n} form was filled in.", "{n} forms were filled in.", n), "body", "text")
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(6))
    grid.setVerticalSpacing(theme.px(4))
    grid.setColumnStretch(0, 1)
    heads = (*SCORES, tr("Mean"))
    for at, head in enumerate(heads, 1):
        grid.addWidget(_figure(head, "smallStrong", "text2"), 0, at)
    for row, judged in enumerate(found.judged, 1):
        question = tr(JUDGED[judged.question])
        grid.addWidget(Wrapped(question, "body", "text"), row, 0)
        for at, count in enumerate(judged.counts, 1):
            figure = _figure(str(count), "figures", "text" if count else "muted")
            figure.setAccessibleName(
                tr("{question}: {score} was given {n} times", question=question, score=at, n=count)
            )
            grid.addWidget(figure, row, at)
        mean = "–" if judged.mean is None else language().number(judged.mean, 1)
        grid.addWidget(_figure(mean, "strongFigures", "text"), row, len(heads))
    column.addLayout(grid)
    column.addWidget(Wrapped(tr("1: not at all, 5: fully"), "small", "muted"))
    for question, texts in found.texts.items():
        if texts:
            column.addWidget(Wrapped(tr(WRITTEN[question]), "strong", "text"))
            for text in texts:
                column.addWidget(Wrapped(f"– {text}", "body", "text"))
    return holder


def _figure(words: str, role: str, tone: str) -> Label:
    made = Label(words, role, tone)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setMinimumWidth(theme.px(CELL))
    return made


class Cell(QLineEdit):
    """One figure: 1 to 5 goes on to the next cell by itself, Backspace back to the one before."""

    typed, emptied = Signal(), Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(1)
        self.setFixedWidth(theme.px(CELL))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(name)
        self.setProperty("typed", True)
        self.textEdited.connect(self._edited)

    def _edited(self, text: str) -> None:
        if text in SCORES:
            self.typed.emit()
        elif text:
            self.setText("")
            if text == " ":  # not answered
                self.typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


class Entry(QWidget):
    """A row of cells for one form: figures only, Enter keeps it and begins the next."""

    def __init__(self, presenter: WorkshopPresenter, view: WorkshopView) -> None:
        super().__init__()
        self._presenter = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(
            Wrapped(
                tr(
                    "Type the figures one after the other, a space where nothing is ticked, and "
                    "Enter at the end of a form."
                ),
                "small",
                "muted",
            )
        )
        grid = QGridLayout()
        grid.setSpacing(theme.px(6))
        self._cells: dict[str, Cell] = {}
        for at, (question, words) in enumerate(JUDGED.items()):
            cell = Cell(f"{at + 1}. {tr(words)}")
            cell.installEventFilter(self)
            grid.addWidget(Wrapped(f"{at + 1}. {tr(words)}", "body", "text"), at, 0)
            grid.addWidget(cell, at, 1)
            self._cells[question] = cell
        grid.setColumnStretch(0, 1)
        listed = list(self._cells.values())
        self._texts: dict[str, QLineEdit] = {}
        for question, words in WRITTEN.items():
            field = QLineEdit()
            field.setMaxLength(2000)
            field.setAccessibleName(tr(words))
            field.setPlaceholderText(tr(words))
            field.setProperty("typed", True)
            field.installEventFilter(self)
            self._texts[question] = field
        for before, after in zip(listed, [*listed[1:], next(iter(self._texts.values()))],
                                 strict=True):  # fmt: skip
            before.typed.connect(after.setFocus)
            if isinstance(after, Cell):
                after.emptied.connect(before.setFocus)
        column.addLayout(grid)
        for field in self._texts.values():
            column.addWidget(field)
        row = QWidget()
        flow = Flow(8, row)
        keep = Button(tr("Keep this form"), "primary", "check")
        keep.clicked.connect(lambda _checked=False: self.keep())
        flow.addWidget(keep)
        n = len(view.entered)
        if n:
            back = Button(tr("Take back the last one"), "quiet", "undo-2")
            back.clicked.connect(lambda _checked=False: presenter.closing.take_back())
            flow.addWidget(back)
            flow.addWidget(Label(ntr("{n} form entered here", "{n} forms entered here", n)))
        column.addWidget(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter:
                self.keep()
                return True
        return super().eventFilter(watched, event)

    def keep(self) -> None:
        """What stands in the cells is one form."""
        scores = {question: int(cell.text()) for question, cell in self._cells.items()
                  if cell.text() in SCORES}  # fmt: skip
        texts = {question: field.text() for question, field in self._texts.items()}
        fields = (*self._cells.values(), *self._texts.values())
        held = [field.text() for field in fields]
        for field in fields:
            field.clear()
        next(iter(self._cells.values())).setFocus()
        if not self._presenter.closing.enter(scores, _filled(texts)):
            for field, text in zip(fields, held, strict=True):
                field.setText(text)


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {question: text for question, text in texts.items() if text.strip()}
