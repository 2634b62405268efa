"""How far one draft has come: tasks, meters, problems, in the form of this computer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate, holds
from wecoop_desktop.forms.form import Form, Level
from wecoop_desktop.forms.sameness import same
from wecoop_desktop.forms.state import Meters, Problem
from wecoop_desktop.forms.stored import stored_form
from wecoop_desktop.forms.upgrade import upgrade
from wecoop_desktop.forms.working import Reference
from wecoop_desktop.packs.exercises import Exercise, Task
from wecoop_desktop.work.file import ProposalFile, read_proposal
from wecoop_desktop.workshop.note import ENTRY, Note, read_note

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

TaskState = Literal["done", "work", "question", "none"]
Version = Literal["same", "older", "newer"]
LEVELS: Mapping[str, Level] = {"idea": "idea", "concept": "concept", "full": "full"}


@dataclass(frozen=True, slots=True)
class Gauge:
    """What drafts are measured with; made once for a session. `start` are the answers all groups
    began with; `paths` the questions of the exercise's steps."""

    form: Form
    earlier: tuple[Form, ...]
    reference: Reference
    exercise: Exercise
    start: Answers
    paths: frozenset[str]
    day: date


@dataclass(frozen=True, slots=True)
class Measured:
    """One draft. `file` may be compared and shown; `answers` are carried into the form of the
    gauge. `problems` are those of the exercise's steps."""

    file: ProposalFile
    answers: Answers
    note: Note | None
    tasks: tuple[TaskState, ...]
    meters: Meters
    problems: tuple[Problem, ...]
    version: Version


def gauge(library: Library, exercise: Exercise, start: ProposalFile, day: date) -> Gauge:
    """Raises `AppError` proposal-form-unknown, form-missing."""
    return gauge_of(
        library.form(), library.earlier_forms(), library.reference(), exercise, start, day
    )


def gauge_of(
    form: Form,
    earlier: tuple[Form, ...],
    reference: Reference,
    exercise: Exercise,
    start: ProposalFile,
    day: date,
) -> Gauge:
    """As `gauge`, of what a library holds."""
    if exercise.form != form.id:
        raise AppError("proposal-form-unknown", path=exercise.id, form=exercise.form)
    steps = {task.step for task in exercise.tasks}
    paths = frozenset(
        field.path for step in form.steps if step.id in steps for field in step.fields
    )
    answers = _carried(start, form, earlier)[0]
    return Gauge(form, earlier, reference, exercise, answers, paths, day)


def measure(gauge: Gauge, path: Path) -> Measured:
    """Raises `AppError` as `read_proposal`, proposal-form-unknown, form-not-readable."""
    file = read_proposal(path)
    if file.form != gauge.form.id:
        raise AppError("proposal-form-unknown", path=path, form=file.form)
    told = file.further.get(ENTRY)
    note = None if told is None else read_note(told, path)
    answers, version = _carried(file, gauge.form, gauge.earlier)
    state = evaluate(
        gauge.form,
        answers,
        reference=gauge.reference,
        level=LEVELS.get(gauge.exercise.level),
        today=gauge.day,
        asked=gauge.paths,
    )
    tasks = tuple(_task(gauge, task, answers, note) for task in gauge.exercise.tasks)
    problems = tuple(each for each in state.problems if each.path in gauge.paths)
    return Measured(file, answers, note, tasks, state.meters, problems, version)


def _carried(file: ProposalFile, form: Form, earlier: tuple[Form, ...]) -> tuple[Answers, Version]:
    """The answers in this computer's form; a draft of another version is carried over."""
    if file.form_version == form.version:
        return read_answers(form, file.answers)[0], "same"
    known = next((each for each in earlier if each.version == file.form_version), None)
    if known is None and file.form_data is not None:
        found = stored_form(file.form_data, [form])
        known = found if found.version == file.form_version else None
    done = upgrade(known, form, file.answers, version=file.form_version)
    is_newer = _order(file.form_version) > _order(form.version)
    return read_answers(form, done.answers)[0], "newer" if is_newer else "older"


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdecimal() else 0 for part in version[:40].split("."))


def _task(gauge: Gauge, task: Task, answers: Answers, note: Note | None) -> TaskState:
    """By the condition of the task where it has one, else as the group says.

    A question stands over all: it is what the trainer looks for.
    """
    if note is not None and note.question and note.asked == task.id:
        return "question"
    said = None if note is None else note.ticks.get(task.id)
    if task.done_when:
        if meets(gauge, task, answers):
            return "done"
    elif said == "done":
        return "done"
    return "work" if said or _touched(gauge, task, answers) else "none"


def meets(gauge: Gauge, task: Task, answers: Answers) -> bool:
    """Whether the condition of a task is met."""
    found = holds(
        gauge.form,
        task.done_when,
        answers,
        reference=gauge.reference,
        level=LEVELS.get(gauge.exercise.level),
        today=gauge.day,
    )
    return found is True


def _touched(gauge: Gauge, task: Task, answers: Answers) -> bool:
    """Whether an answer of the task's step is another than at the start."""
    begins = f"{task.step}."
    paths = {path for path in (*answers, *gauge.start) if path.startswith(begins)}
    return any(not same(answers.get(path), gauge.start.get(path)) for path in paths)
