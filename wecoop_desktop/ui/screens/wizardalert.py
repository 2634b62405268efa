"""One line above the questions: what was not saved, or what of the step is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui.editors.rows import limited
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.screens.questions import FORM, Questions
from wecoop_desktop.ui.wording import language, ntr, tr


class Alert:
    """Laid into the page of questions, each time that is made anew. While the cursor is there,
    problems only go; new ones come when it leaves."""

    def __init__(self, presenter: WizardPresenter, questions: Questions) -> None:
        self._presenter, self._questions = presenter, questions
        self._banner: Banner | None = None
        self._failure: object = None
        self._wrong: tuple[Problem, ...] = ()
        self._above: QVBoxLayout | None = None  # where the banner is laid

    def display(self, view: WizardView) -> None:
        if self._above is not self._questions.above:
            self._above, self._banner = self._questions.above, None
            self._failure, self._wrong = None, ()
        wrong = _wrong(view)
        if self._questions.typing() and len(wrong) >= len(self._wrong):
            wrong = self._wrong
        if (view.failure, wrong) == (self._failure, self._wrong):
            return
        self._failure, self._wrong = view.failure, wrong
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = self._made(view, wrong)
        if self._banner is not None:
            self._questions.above.addLayout(limited(self._banner, FORM))

    def _made(self, view: WizardView, wrong: tuple[Problem, ...]) -> Banner | None:
        if view.failure is not None:
            words = say(language(), view.failure)
            strong = tr("Your text is safe in memory.") if view.waiting else ""
            banner = Banner(words, "err", strong=strong, action=tr("Try again"))
            banner.acted.connect(self._presenter.flush)
            return banner
        if not wrong:
            return None
        words = ntr("{n} answer needs attention.", "{n} answers need attention.", len(wrong))
        banner = Banner("", "err", strong=words, action=tr("Show the first"))
        first = wrong[0]
        banner.acted.connect(lambda: self._presenter.go_to(first.path, first.row, first.column))
        return banner


def _wrong(view: WizardView) -> tuple[Problem, ...]:
    """Errors of the step; what is only missing is not told here."""
    problems = view.state.problems if view.state is not None else ()
    return tuple(
        problem
        for problem in problems
        if problem.level == "error"
        and problem.code != "required"
        and problem.path.partition(".")[0] == view.step
    )
