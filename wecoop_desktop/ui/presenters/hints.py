"""What could be better in the texts of a step: signs, terms, languages; found in pauses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.forms.texts import Avoided
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.wizardview import WizardView

IDLE = 600  # ms after the last change of an answer
LANE = "wizard-hints"
SETTABLE = "text-typography"


@dataclass(frozen=True, slots=True)
class HintsView:
    """Hints about the texts of `step`; `settable`: some of them a click can put right."""

    step: str = ""
    form: Form | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def settable(self) -> bool:
        return any(problem.code == SETTABLE for problem in self.problems)


class HintsPresenter(Presenter[HintsView]):
    """A child of the wizard's presenter, whose view it is told by the panel while that is seen."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(HintsView())
        self.setParent(wizard)
        self._desk = desk
        self._wizard = wizard
        self._seen: tuple[object, ...] = ()
        self._now: WizardView | None = None
        self._terms: Avoided | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self.look)

    def follow(self, view: WizardView) -> None:
        """The wizard is at another answer or step; cheap, called after each key."""
        if view.form is None or (self._seen[:2] == (view.id, view.step) and
                                 self._seen[2] is view.answers):  # fmt: skip
            return
        other = self._seen[:2] != (view.id, view.step)
        self._seen, self._now = (view.id, view.step, view.answers), view
        if other:
            self._set(HintsView(view.step, view.form))
            self.look()
        else:
            self._idle.start()

    def look(self) -> None:
        """Read the texts of the step as they are now; in a job, a text may be long."""
        self._idle.stop()
        now = self._now
        if now is None or now.form is None:
            return
        form, answers, step = now.form, now.answers, now.step
        terms = self._avoided()
        paths = frozenset(question.path for question in form.step(step).fields)

        def found(_job: Job) -> HintsView:
            from wecoop_desktop.forms.texts import text_problems

            return HintsView(step, form, text_problems(form, answers, terms=terms, only=paths))

        self._desk.runner.start(LANE, found, self._found, self._failed)

    def _found(self, view: HintsView) -> None:
        if self._now is not None and view.step == self._now.step:
            self._set(view)

    def _failed(self, _error: AppError) -> None:
        """Hints are no reason to disturb: they come with the next pause."""

    def set_well(self) -> None:
        """Signs and spaces of all texts of the step as the languages want them: one step back."""
        from wecoop_desktop.forms.texts import well_set

        now = self._wizard.view
        if now.form is None:
            return
        paths = frozenset(question.path for question in now.form.step(now.step).fields)
        self._wizard.edit_several(well_set(now.form, now.answers, paths))
        self._wizard.flush()

    def _avoided(self) -> Avoided:
        """The glossary's variants that are not used, asked once."""
        if self._terms is None:
            self._terms = {
                language: tuple(
                    (variant, term.term.of(language))
                    for term in self._desk.library.terms()
                    for variant in term.avoid.get(language, ())
                )
                for language in ("en", "ru")
            }
        return self._terms
