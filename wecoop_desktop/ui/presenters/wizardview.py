"""What the wizard shows, as a value, and the little that is read from it by others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Form, Step
from wecoop_desktop.forms.state import State
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui.presenters.ownform import Fits
from wecoop_desktop.ui.presenters.steps import StepRow, asked_at

if TYPE_CHECKING:
    from wecoop_desktop.library.query import Hit
    from wecoop_desktop.work.proposal import Revision

NO_ANSWERS: Mapping[str, Value] = MappingProxyType({})
NOTHING_HELD: Mapping[str, str] = MappingProxyType({})
NO_REMARKS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Focus:
    """Where the cursor shall go; `turn` grows with each wish, also for the same place."""

    path: str
    row: int | None = None
    column: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class WizardView:
    """`held` maps `step.field` or `step.field[row].column` to text that was not understood.

    `review`: a copy in which one can comment, not change. `remarks` counts open comments by
    `step.field`; "" is the whole proposal. `version` is that of the form, `fits` how it is to the
    content of this computer, `parked` how many answers have no place in it.
    """

    id: str = ""
    form: Form | None = None
    answers: Answers = made(default_factory=lambda: NO_ANSWERS)
    state: State | None = None
    steps: tuple[StepRow, ...] = ()
    step: str = ""
    focus: Focus = Focus("")
    writing: str = "ru"
    both: bool = False
    saved: datetime | None = None
    waiting: int = 0
    failure: AppError | None = None
    error: AppError | None = None
    undo: int = 0
    redo: int = 0
    revision: int = 0
    revisions: tuple[Revision, ...] | None = None
    held: Mapping[str, str] = made(default_factory=lambda: NOTHING_HELD)
    panel: str = "guidance"
    section: Section | None = None
    below: tuple[Section, ...] = ()
    similar: tuple[Hit, ...] = ()
    similar_total: int = 0
    kept: int = 0
    every_question: bool = False
    review: bool = False
    remarks: Mapping[str, int] = made(default_factory=lambda: NO_REMARKS)
    version: str = ""
    fits: Fits = ""
    parked: int = 0

    @property
    def still(self) -> bool:
        """Whether answers can be read only."""
        return self.review or self.fits == "unknown"

    @property
    def title(self) -> Words:
        return title_of(self.answers)


def title_of(answers: Answers) -> Words:
    """The project's title in both languages, from the two plain questions of the first step."""
    return Words(plain(answers.get("basic.title_en")), plain(answers.get("basic.title_ru")))


def plain(value: object) -> str:
    """A text of one language or two, as one line; empty where there is none."""
    if isinstance(value, Words):
        return value.en or value.ru
    return value if isinstance(value, str) else ""


def questions_of(view: WizardView, step: Step) -> tuple[Question, ...]:
    """The questions to show: applicable ones of the level, or all applicable ones if wished."""
    state = view.state
    if state is None:
        return ()
    return tuple(
        question
        for question in step.fields
        if question.path in state.visible
        and (view.every_question or asked_at(question, state.level))
    )


def chosen(value: Value | None) -> tuple[str, ...]:
    """The options of an answer of several, nothing where it is not given."""
    if isinstance(value, tuple):
        return tuple(entry for entry in value if isinstance(entry, str))
    return ()
