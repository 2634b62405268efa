"""The steps of a form as the stepper shows them, and which questions belong to a level."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import LEVELS, Form, Level
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.state import State


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in the stepper; `mark` is todo, done or problem."""

    id: str
    number: int
    title: Text
    group: Text
    filled: int
    required: int
    mark: str


def asked_at(question: Question, level: Level) -> bool:
    """Whether a question belongs to a maturity level; optional ones belong to all."""
    if question.required_from == "never":
        return True
    return LEVELS.index(question.required_from) <= LEVELS.index(level)


def step_rows(form: Form, state: State) -> tuple[StepRow, ...]:
    groups = {group.id: group.label for group in form.groups}
    wrong_in = Counter(
        problem.path.partition(".")[0]
        for problem in state.problems
        if problem.level == "error" and problem.code != "required"
    )
    rows = []
    for number, step in enumerate(form.steps, 1):
        progress = state.progress.get(step.id)
        filled, required = (progress.filled, progress.required) if progress else (0, 0)
        wrong = wrong_in[step.id]
        mark = "problem" if wrong else "done" if filled >= required and required else "todo"
        rows.append(
            StepRow(
                step.id,
                number,
                step.short or step.title,
                groups.get(step.group, Text()),
                filled,
                required,
                mark,
            )
        )
    return tuple(rows)
