"""The questions of one step as a page of cards.

Cards within sight are made at once, the others in the moments after the page was painted: a step
with tables is then there as fast as a short one. Whoever needs a card that is not made yet asks for
`cards`, which makes them all.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.card import FiguresCard, QuestionCard, plain_figure
from wecoop_desktop.ui.editors.keys import GridView
from wecoop_desktop.ui.editors.kinds import Patient
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.rows import limited
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.editors.still import Still
from wecoop_desktop.ui.panels.newerform import form_banner
from wecoop_desktop.ui.panels.reviewing import ReviewBanner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Title
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.steps import asked_at
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import Focus, WizardView, questions_of
from wecoop_desktop.ui.wording import ntr, said, tr

FORM = 680  # pixels at 100 %: as wide as a line of text is read well
AT_ONCE = 0.03  # seconds of making cards between two looks at what the user does


class Questions(Panel):
    """`display` a view with a form and a state. `above` holds what is said before the questions;
    `after` is what Tab comes to below the last one. `remarked` names the question whose comments
    are asked for."""

    remarked = Signal(str)
    steps_wanted = Signal()

    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (22, 14, 22, 18), 12, parent)
        self._presenter = presenter
        self._still = Still(self)
        self._cards: dict[str, QuestionCard] = {}
        self._figures: dict[str, tuple[FiguresCard, Question]] = {}
        self._ahead: list[tuple[bool, tuple[Question, ...]]] = []
        self._growing: list[Patient] = []  # cards of which only the beginning is made
        self._built: tuple[object, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._make_some)
        self._turn = presenter.view.focus.turn
        self._reading = False  # answers can only be read
        self._with_steps = False
        self.steps_button: Button | None = None
        self.above = QVBoxLayout()

    @property
    def cards(self) -> Mapping[str, QuestionCard]:
        """All cards of the step, by the path of their question."""
        self.complete()
        return self._cards

    @property
    def figures(self) -> Mapping[str, tuple[FiguresCard, Question]]:
        """The cards of results that stand in one card with others."""
        self.complete()
        return self._figures

    def show_steps_button(self, *, wanted: bool) -> None:
        """Whether a button opens the steps, which have no room beside the questions."""
        self._with_steps = wanted
        if self.steps_button is not None:
            self.steps_button.setVisible(wanted)

    def forget(self) -> None:
        """Empty, as before the first display."""
        self._later.stop()
        self._ahead, self._growing, self._built = [], [], ()
        self._cards, self._figures = {}, {}
        self.steps_button = None
        clear(self.body)

    def display(self, view: WizardView) -> None:
        sign, self._reading = _sign(view), view.still
        turned = bool(self._built) and self._built[:2] != sign[:2]
        if sign == self._built:
            self._fill(view, (*self._cards, *self._figures))
        else:
            focused = QApplication.focusWidget()
            inside = focused is None or self.isAncestorOf(focused)
            self._begin(view)
            self._built = sign
            self._make_until(self.viewport().height())
            if turned and inside:
                QTimer.singleShot(0, self, self._focus_first)
        if view.focus.turn != self._turn:
            self._turn = view.focus.turn
            self.complete()
            # The page is laid out first, or there would be nothing to scroll to.
            QTimer.singleShot(0, self, lambda: self.focus_at(view.focus))

    # making

    def _begin(self, view: WizardView) -> None:
        """The head of the step; its questions are ahead."""
        self.forget()
        if view.form is None:
            return
        step = view.form.step(view.step)
        self.body.addWidget(self._head(view))
        if view.review:
            self.body.addLayout(limited(ReviewBanner(self._presenter.reviewing), FORM))
        of_form = form_banner(self._presenter, view)
        if of_form is not None:
            self.body.addLayout(limited(of_form, FORM))
        self.above = QVBoxLayout()
        self.body.addLayout(self.above)
        self.body.addStretch(1)
        for plain, group in groupby(questions_of(view, step), plain_figure):
            if plain:
                self._ahead.append((True, tuple(group)))
            else:
                self._ahead += [(False, (question,)) for question in group]
        self.verticalScrollBar().setValue(0)

    def _make_until(self, high: int) -> None:
        """The first cards, until they are `high` pixels together."""
        made = 0
        while self._ahead and made <= high:
            made += self._make().sizeHint().height()
        # Where a bar will be wanted it is there from the first: the page is laid out once.
        policy = Qt.ScrollBarPolicy
        on = policy.ScrollBarAlwaysOn if made > high else policy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(on)
        if self._unfinished:
            self._later.start(0)
        else:
            self._end()

    def _make_some(self) -> None:
        until = time.perf_counter() + AT_ONCE
        while self._unfinished and time.perf_counter() < until:
            self._go_on()
        if self._unfinished:
            self._later.start(0)
        else:
            self._end()

    def complete(self) -> None:
        """Make what is not made yet, now."""
        if self._unfinished:
            self._later.stop()
            while self._unfinished:
                self._go_on()
            self._end()

    @property
    def _unfinished(self) -> bool:
        return bool(self._growing or self._ahead)

    def _go_on(self) -> None:
        """A piece of a card that is begun, or the next card."""
        if not self._growing:
            self._make()
        elif self._growing[0].growing:
            self._growing[0].grow()
        else:
            self._growing.pop(0).patient = False

    def _make(self) -> QWidget:
        """The next card, filled."""
        plain, questions = self._ahead.pop(0)
        card = self._add_figures(questions) if plain else self._add_card(questions[0])
        self._fill(self._presenter.view, [question.path for question in questions])
        return card

    def _end(self) -> None:
        """All cards are there."""
        self._more(self._presenter.view)
        if self.verticalScrollBar().maximum() > 0:  # it is laid out, and the bar is wanted
            self._unbar()
        else:
            QTimer.singleShot(0, self, self._unbar)

    def _unbar(self) -> None:
        """A bar that is not wanted goes."""
        if not self._unfinished:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _head(self, view: WizardView) -> QWidget:
        """Number and title of the step, and the language that is being written."""
        head = QWidget()
        large = theme.px(100) >= 150  # no room for both beside each other
        row = QVBoxLayout(head) if large else QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        number = next((step.number for step in view.steps if step.id == view.step), 1)
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        total = len(view.steps)
        texts.addWidget(Caption(tr("Step {n} of {total}", n=number, total=total)))
        title = said(view.form.step(view.step).title) if view.form is not None else ""
        texts.addWidget(Title(title, "display"))
        row.addLayout(texts, 1)
        spoken = QHBoxLayout()
        spoken.setSpacing(theme.px(8))
        # With its parent from the start: shown without one it would be a window.
        self.steps_button = Button(tr("Steps"), "plain", "list", size="small", parent=head)
        self.steps_button.clicked.connect(lambda _checked=False: self.steps_wanted.emit())
        spoken.addWidget(self.steps_button)
        spoken.addWidget(Caption(tr("Writing in")))
        self._writing = Segments(
            (("ru", "RU"), ("en", "EN"), ("both", "RU | EN")), view.writing, tr("Writing in")
        )
        self._writing.chosen.connect(self._presenter.write_in)
        spoken.addWidget(self._writing)
        spoken.addStretch(1 if large else 0)
        row.addLayout(spoken)
        if not large:
            row.setAlignment(spoken, Qt.AlignmentFlag.AlignBottom)
        # Not before it is in the head: it would be a window of its own.
        self.steps_button.setVisible(self._with_steps)
        return head

    def _add_card(self, question: Question) -> QWidget:
        card = QuestionCard(question)
        card.edited.connect(self._edited)
        card.edited_several.connect(self._presenter.edit_several)
        card.kept.connect(self._presenter.hold)
        card.left.connect(self._presenter.flush)
        card.wanted.connect(self._presenter.go_to)
        card.remarked.connect(self.remarked)
        card.exchanged.connect(self._presenter.exchange)
        if hasattr(card.editor, "take_files"):
            card.editor.take_files(self._presenter.attaching)
        if isinstance(card.editor, Patient) and not self._reading:
            card.editor.patient = True
            self._growing.append(card.editor)
        self._cards[question.path] = card
        self._place(card if card.wide else limited(card, FORM))
        return card

    def _add_figures(self, questions: tuple[Question, ...]) -> QWidget:
        card = FiguresCard(questions)
        card.wanted.connect(self._presenter.go_to)
        for question in questions:
            self._figures[question.path] = (card, question)
        self._place(limited(card, FORM))
        return card

    def _place(self, card: QWidget | QLayout) -> None:
        """Above the stretch at the end."""
        at = self.body.count() - 1
        if isinstance(card, QWidget):
            self.body.insertWidget(at, card)
        else:
            self.body.insertLayout(at, card)

    def _more(self, view: WizardView) -> None:
        """How many questions of this step belong to a higher level, and the way to them."""
        form, state = view.form, view.state
        if form is None or state is None:
            return
        later = [
            question
            for question in form.step(view.step).fields
            if question.path in state.visible and not asked_at(question, state.level)
        ]
        if not later:
            return
        if view.every_question:
            words, wish = tr("Hide the questions of higher levels"), "level"
        else:
            words = ntr(
                "Show {n} question of a higher level",
                "Show {n} questions of a higher level",
                len(later),
            )
            wish = "all"
        button = Button(words, "quiet", size="small")
        button.clicked.connect(lambda: self._presenter.show_every_question(wish))
        at = self.body.count() - 1
        self.body.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignLeft)

    # filling

    def _fill(self, view: WizardView, paths: Collection[str]) -> None:
        """Show the answers of these questions."""
        state, form = view.state, view.form
        if state is None or form is None:
            return
        self._writing.show_value("both" if view.both else view.writing)
        plain = Scene(
            form=form,
            question=form.steps[0].fields[0],
            answers=view.answers,
            state=state,
            reference=self._presenter.reference,
            today=self._presenter.today,
            writing=view.writing,
            both=view.both,
        )
        problems: dict[str, list[Problem]] = {path: [] for path in paths}
        for problem in state.problems:
            if problem.path in problems:
                problems[problem.path].append(problem)
        for path in paths:
            if path in self._figures:
                figures, question = self._figures[path]
                figures.display(question, replace(plain, question=question))
            else:
                self._fill_card(view, path, replace(plain, problems=tuple(problems[path])))

    def _fill_card(self, view: WizardView, path: str, scene: Scene) -> None:
        card = self._cards[path]
        held = {
            key: text
            for key, text in view.held.items()
            if key == path or key.startswith(f"{path}[")
        }
        value = view.answers.get(path)
        duty = _duty(view, card.question, value)
        card.display(value, replace(scene, question=card.question, held=held), duty)
        card.show_comments(view.remarks.get(path, 0), always=view.review)
        if view.still:
            card.hold_still(self._still)

    def _edited(self, path: str, value: object) -> None:
        focused = self.window().focusWidget()
        typing = isinstance(focused, QLineEdit | QPlainTextEdit) and self.isAncestorOf(focused)
        take = self._presenter.type if typing else self._presenter.edit
        take(path, value)  # type: ignore[arg-type]  # a Value through a signal
        if self._reading:  # what was changed there is shown as it is
            QTimer.singleShot(0, self, lambda: self.display(self._presenter.view))

    # the cursor

    def typing(self) -> bool:
        """Whether the cursor is somewhere on this page."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def path_of(self, widget: QWidget | None) -> str:
        """The question that the widget belongs to, or nothing."""
        for path, card in self._cards.items():
            if widget is not None and card.isAncestorOf(widget):
                return path
        return ""

    def focus_at(self, focus: Focus) -> None:
        """The cursor into that answer, in sight."""
        card = self.cards.get(focus.path)
        if card is None:
            figures = self._figures.get(focus.path)
            if figures is not None:
                self.ensureWidgetVisible(figures[0], 0, theme.px(40))
                figures[0].focus_at(focus.path)
            return
        self.ensureWidgetVisible(card, 0, theme.px(40))
        card.focus_at(focus.row, focus.column)
        focused = QApplication.focusWidget()
        if focused is not None and card.isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, theme.px(60))

    def _focus_first(self) -> None:
        """After a step is turned by key, the cursor is in its first question."""
        if self._turn == self._presenter.view.focus.turn and not self.typing():
            first = next(iter(self._cards.values()), None)
            if first is not None:
                first.focus_at(None, "")


def _sign(view: WizardView) -> tuple[object, ...]:
    """What the page is made for; the first two are the step."""
    form = view.form
    asked = questions_of(view, form.step(view.step)) if form is not None else ()
    paths = tuple(question.path for question in asked)
    return (view.id, view.step, paths, view.review, (view.version, view.fits, bool(view.parked)))


def _duty(view: WizardView, question: Question, value: Value | None) -> str:
    if question.kind == "computed":
        return "required"
    if view.state is None or question.path not in view.state.required:
        return "optional"
    return "missing" if value is None else "required"


def cell_of(widget: QWidget) -> tuple[int | None, str]:
    """Row and column of the cell with the cursor, where the widget is in a table of rows."""
    inside: QWidget | None = widget
    while inside is not None and not isinstance(inside, GridView):
        inside = inside.parentWidget()
    model = inside.model() if inside is not None else None
    if inside is None or not isinstance(model, RowsModel):
        return None, ""
    index = inside.currentIndex()
    if not index.isValid() or index.row() >= len(model.rows):
        return None, ""
    return index.row(), model.columns[index.column()].id
