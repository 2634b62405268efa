"""One proposal being written: its answers in memory, what they add up to, and when they are saved.

An edit is evaluated at once and on disk within `SAVE_AFTER` milliseconds. What could not be written
stays in memory and is tried again. What was typed and cannot be understood is held as typed.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Value
from wecoop_desktop.forms.form import Level
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.companion import Companion
from wecoop_desktop.ui.presenters.ownform import fitting_form
from wecoop_desktop.ui.presenters.seeking import next_empty, next_problem
from wecoop_desktop.ui.presenters.steps import asked_at
from wecoop_desktop.ui.presenters.unwritten import Unwritten
from wecoop_desktop.ui.presenters.wizardaside import Similar, further, guided
from wecoop_desktop.ui.presenters.wizardview import NOTHING_HELD, Focus, WizardView, plain
from wecoop_desktop.ui.presenters.wizardwork import answered, evaluated, standing

if TYPE_CHECKING:
    from wecoop_desktop.advice.passages import Further
    from wecoop_desktop.forms.evaluate import Reference
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.attaching import AttachingPresenter
    from wecoop_desktop.ui.presenters.beside import BesidePresenter
    from wecoop_desktop.ui.presenters.checks import ChecksPresenter
    from wecoop_desktop.ui.presenters.comments import CommentsPresenter
    from wecoop_desktop.ui.presenters.hints import HintsPresenter
    from wecoop_desktop.ui.presenters.prospects import ProspectsPresenter
    from wecoop_desktop.ui.presenters.reviewing import ReviewPresenter
    from wecoop_desktop.ui.presenters.revisions import RevisionsPresenter
    from wecoop_desktop.work.proposal import Proposal

SAVE_AFTER = 800  # ms from the first change that is not on disk yet
TRY_AGAIN_AFTER = 3000
LEVEL_PATH = "basic.target_maturity"
PANELS = ("guidance", "similar", "checks", "comments", "funders")


class WizardPresenter(Presenter[WizardView]):
    """The verbs of the wizard. `arrive` first; `flush` whenever something may end."""

    # What panels, tables and bars beside the questions show.
    prospects: Companion[ProspectsPresenter] = Companion("prospects", "ProspectsPresenter")
    attaching: Companion[AttachingPresenter] = Companion("attaching", "AttachingPresenter")
    hints: Companion[HintsPresenter] = Companion("hints", "HintsPresenter")
    checks: Companion[ChecksPresenter] = Companion("checks", "ChecksPresenter")
    beside: Companion[BesidePresenter] = Companion("beside", "BesidePresenter")
    discussion: Companion[CommentsPresenter] = Companion("comments", "CommentsPresenter")
    reviewing: Companion[ReviewPresenter] = Companion("reviewing", "ReviewPresenter")
    keeping: Companion[RevisionsPresenter] = Companion("revisions", "RevisionsPresenter")

    def __init__(self, desk: Desk) -> None:
        super().__init__(WizardView())
        self._desk = desk
        self._waiting = Unwritten()
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.timeout.connect(self.flush)
        self._typed: Answers | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._follow)
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.timeout.connect(self._begin)
        self._similar = Similar(desk, lambda: self.view, self._set)
        # Which panel was left open beside narrow and wide steps; a new window's screen asks too.
        self.panels: dict[str, str] = {}
        self.at = Focus("")  # where the cursor was last among the answers

    @property
    def desk(self) -> Desk:
        """Where its companions sit too."""
        return self._desk

    # opening and leaving

    def arrive(self, place: Place) -> None:
        """Show the proposal `place.id` at the step or answer `place.part`."""
        self.flush()
        if place.id != self.view.id or self.view.form is None:
            if self._waiting:
                return  # the other one is not on disk: stay with it, its banner says why
            self._open(place.id)
        else:
            self._catch_up()
        if self.view.form is None:
            return
        for panel in place.choice("panel")[:1]:
            self.panels.update(wide=panel, narrow=panel)
            self.open_panel(panel)
        step, _, question = place.part.partition(".")
        if step in {row.id for row in self.view.steps}:
            self.show_step(step)
            if question:
                self.go_to(place.part)

    def _open(self, proposal: str) -> None:
        self._similar.forget()
        writing = original(self._desk.settings().language or "en")
        try:
            stored = self._desk.store.load(proposal)
            form, _fits = fitting_form(self._desk, stored)
        except AppError as error:
            self._set(WizardView(id=proposal, error=error))
            return
        if not plain(stored.answers.get("basic.title_en")):
            writing = "ru"
        self._view = WizardView(id=proposal, form=form, writing=writing, step=form.steps[0].id)
        self._start.start(0)
        self._take(stored)
        self._guide()

    def _catch_up(self) -> None:
        """Take in what was written into the proposal elsewhere: a citation of a project."""
        try:
            updated = self._desk.store.standing(self.view.id).updated
            if not self._waiting and updated != self.view.saved:
                self._reload()
            else:
                self.discussion.load()
        except AppError as error:
            self._set(replace(self.view, failure=error))

    def _begin(self) -> None:
        """A session starts: the state before it is kept as a revision, after the first picture
        and before anything is changed."""
        from wecoop_desktop.work.proposal import Reason

        if not self._start.isActive():
            return
        self._start.stop()
        with contextlib.suppress(AppError):  # a full disk is told at the first edit
            number = self._desk.store.revise(self._view.id, Reason.STARTING)
            self._set(replace(self.view, revision=number))

    def leave(self) -> None:
        """Everything on disk; called when the screen is left and when the program ends."""
        self.flush()

    # answers

    @property
    def view(self) -> WizardView:
        """What is shown, with all that was typed: whoever asks does not see answers without what
        follows from them."""
        self._evaluate()
        return self._view

    def edit(self, path: str, value: Value | None) -> None:
        """Take an answer, evaluate, and see to it that it is soon on disk."""
        self.type(path, value)
        if self._soon.isActive():
            self._follow()

    def type(self, path: str, value: Value | None) -> None:
        """Take an answer that is being typed: what follows from it is worked out once the letter
        stands on the screen, at the latest when somebody asks."""
        if self._view.still or self._answers.get(path) == value:
            return
        answers = dict(self._answers)
        if value is None:
            answers.pop(path, None)
        else:
            answers[path] = value
        self._waiting.take(path, value)
        if not self._save.isActive():
            self._save.start(SAVE_AFTER)
        self._typed = answers
        self._soon.start(0)

    def edit_several(self, changes: Mapping[str, Value | None]) -> None:
        """Take answers that change together: one step of undo, and never part of the typing
        before it."""
        new = {p: value for p, value in changes.items() if self._answers.get(p) != value}
        if not new or self._view.still:
            return
        if not self._waiting.joins(frozenset(new)):
            self.flush()
        answers = {**self._answers, **new}
        self._waiting.take_together(new)
        if not self._save.isActive():
            self._save.start(SAVE_AFTER)
        self._typed = {path: value for path, value in answers.items() if value is not None}
        self._follow()

    @property
    def _answers(self) -> Answers:
        """The latest answers, also those that are not evaluated yet."""
        return self._view.answers if self._typed is None else self._typed

    def _evaluate(self) -> None:
        """Work out what follows from what was typed; `_follow` says that it changed."""
        if self._typed is None:
            return
        answers, self._typed = self._typed, None
        view = replace(self._view, answers=answers, waiting=len(self._waiting), redo=0)
        self._view = evaluated(self._desk, view)

    def _follow(self) -> None:
        self._soon.stop()
        self._evaluate()
        self.changed.emit()

    def put(self, answers: Mapping[str, Value]) -> None:
        """Answers that were not typed, on disk at once: one step of undo of their own."""
        from wecoop_desktop.forms.codec import plain_value

        self.flush()
        if self._waiting:
            return
        data = {path: plain_value(value) for path, value in answers.items()}
        try:
            self._desk.store.write_all(self.view.id, data, joining=False)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._reload()

    def count_comments(self, open_by_path: Mapping[str, int]) -> None:
        """How many comments are open where."""
        self._set(replace(self.view, remarks=open_by_path))

    def comment(self) -> None:
        """Write a comment on the answer, and the row, where the cursor was last."""
        at = self.at
        here = at.path.partition(".")[0] == self.view.step
        self.discussion.begin(*((at.path, at.row, at.column) if here else ()))

    def remarked(self) -> None:
        """A comment came, went or changed: what can be undone may be another."""
        self._set(self._with_store(self.view))

    def hold(self, path: str, texts: Mapping[str, str]) -> None:
        """Keep what was typed at `path` and not understood, by `path` or `path[row].column`."""
        others = {
            key: text
            for key, text in self.view.held.items()
            if key != path and not key.startswith(f"{path}[")
        }
        self._set(replace(self.view, held={**others, **texts}))

    def flush(self) -> None:
        """Write what waits. A failure keeps it waiting and is tried again."""
        self._begin()
        self._save.stop()
        if not self._waiting:
            return
        try:
            self._waiting.write(self._desk.store, self.view.id)
        except AppError as error:
            self._save.start(TRY_AGAIN_AFTER)
            self._set(replace(self.view, failure=error, waiting=len(self._waiting)))
            return
        self._set(self._with_store(replace(self.view, failure=None, waiting=0)))

    def undo(self) -> None:
        self._step_back(self._desk.store.undo)

    def redo(self) -> None:
        self._step_back(self._desk.store.redo)

    def _step_back(self, verb: object) -> None:
        self.flush()
        if self._waiting or not callable(verb):
            return
        try:
            path = verb(self.view.id)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        if path is None:
            return
        self._reload()
        if path:
            self.hold(path, {})
            self.go_to(path)

    # steps and places

    def show_step(self, step: str) -> None:
        self.flush()
        if step == self.view.step:
            return
        # With what the panel needs: a page of tables is filled once, not twice.
        self._set(guided(self._desk.library, replace(self.view, step=step)))
        self._desk.stay(Place("wizard", self.view.id, step))
        self._guide()

    def next_step(self) -> None:
        self._by(1)

    def previous_step(self) -> None:
        self._by(-1)

    def _by(self, way: int) -> None:
        ids = [row.id for row in self.view.steps]
        if not ids:
            return
        index = ids.index(self.view.step) + way
        if 0 <= index < len(ids):
            self.show_step(ids[index])

    def go_to(self, path: str, row: int | None = None, column: str = "") -> None:
        """Open the step of that answer and put the cursor there."""
        form = self.view.form
        if form is None:
            return
        try:
            question = form.field(path)
        except KeyError:
            question = None
        step = path.partition(".")[0]
        if step in {candidate.id for candidate in form.steps}:
            self.show_step(step)
        view = self.view
        if question is not None and view.state is not None:
            hidden = not asked_at(question, view.state.level)
            view = replace(view, every_question=view.every_question or hidden)
        self._set(replace(view, focus=Focus(path, row, column, view.focus.turn + 1)))

    def next_empty(self, after: str = "") -> None:
        """F8: the next required answer that is missing, from the cursor onwards and around."""
        self._go_on(next_empty(self.view, after))

    def next_problem(self, after: str = "") -> None:
        """F9: the next error or warning, from the cursor onwards and around."""
        self._go_on(next_problem(self.view, after))

    def _go_on(self, found: Focus | None) -> None:
        if found is not None:
            self.go_to(found.path, found.row, found.column)

    # choices of the reader

    def write_in(self, language: str) -> None:
        """Which language is being written, "ru" or "en"; with "both", texts stand in the other one
        beside it."""
        self.flush()
        writing = self.view.writing if language == "both" else language
        self._show(replace(self.view, writing=writing, both=language == "both"))

    def show_every_question(self, wished: str) -> None:
        """`wished` is "level" (those of the maturity level) or "all"."""
        self._set(replace(self.view, every_question=wished == "all"))

    def choose_level(self, level: Level) -> None:
        """Raising adds questions; lowering hides them and keeps the answers."""
        self.edit(LEVEL_PATH, level)

    def open_panel(self, panel: str) -> None:
        """One of PANELS, or "" to fold the panel away."""
        self._set(replace(self.view, panel=panel))
        self._guide()

    # revisions

    def name_revision(self, name: str) -> None:
        """Keep the present state under a name."""
        from wecoop_desktop.work.proposal import Reason

        self.flush()
        try:
            self._desk.store.revise(self.view.id, Reason.NAMED, name)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(self._with_store(self.view))
        self.show_revisions()

    def show_revisions(self) -> None:
        try:
            revisions = tuple(self._desk.store.revisions(self.view.id))
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, revisions=revisions))

    def restore_revision(self, number: int) -> None:
        """Go back to a revision; what stood there is kept as a revision of its own."""
        self.flush()
        if self._waiting:
            return
        try:
            self._desk.store.restore_revision(self.view.id, number)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, held=NOTHING_HELD))
        self._reload()
        self.show_revisions()

    def hide_revisions(self) -> None:
        self._set(replace(self.view, revisions=None))

    def exchange(self, path: str) -> None:
        """A table out to colleagues and back, or an old one in."""
        self.flush()
        self._desk.go(Place("exchange", self.view.id, path))

    def export(self) -> None:
        self.flush()
        self._desk.go(Place("export", self.view.id))

    def go(self, place: Place) -> None:
        self.flush()
        self._desk.go(place)

    # the inside

    @property
    def reference(self) -> Reference:
        """Cards of funders, policies and templates, which choices are made from."""
        return self._desk.library.reference()

    @property
    def today(self) -> date:
        return self._desk.today()

    def _reload(self) -> None:
        if self.view.form is not None:
            self._take(self._desk.store.load(self.view.id))

    def _take(self, proposal: Proposal) -> None:
        """Show a proposal as it is in the store."""
        self._show(answered(self._desk, self.view, proposal))
        self.discussion.load()
        self.reviewing.load()

    def reload(self) -> None:
        """Read the proposal again: another verb than those here changed it."""
        self.flush()
        if not self._waiting:
            self._reload()

    def _with_store(self, view: WizardView) -> WizardView:
        try:
            return standing(view, self._desk.store.standing(view.id))
        except AppError as error:
            return replace(view, failure=error)

    def _show(self, view: WizardView) -> None:
        self._set(evaluated(self._desk, view))

    def _guide(self) -> None:
        """What the panel needs, when it is looked at."""
        if self.view.form is None:
            return
        if self.view.panel == "guidance":
            self._set(guided(self._desk.library, self.view))
        elif self.view.panel == "similar":
            self._similar.find()

    def further(self) -> Further:
        """What other parts of the guide say of this step: funders considered, worked cases."""
        return further(self._desk.library, self.view)
