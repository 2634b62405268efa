"""Reads the pack `exercises`: what a workshop works on, with what only the trainer is shown."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import LEVELS, NOTHING, Data
from wecoop_desktop.packs.content import Question
from wecoop_desktop.packs.folder import among
from wecoop_desktop.packs.guide import codes_of, read_body, read_question
from wecoop_desktop.packs.record import Record, each_record

FOLDER = "exercises/exercises"
ROUNDS = 200_000  # of the digest of a code
HEX = re.compile(r"(?:[0-9a-f]{2}){8,64}")
LONGEST = 1_440  # minutes


@dataclass(frozen=True, slots=True)
class Filled:
    """A proposal as far as it is filled: what it takes over from the example (ids of steps, or
    `step.field` paths), and answers of its own, which come in the place of those."""

    takes: tuple[str, ...] = ()
    answers: Mapping[str, Data] = made(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Task:
    """What a group is to do in a step of the wizard.

    `done_when` is an expression of the form's language over the answers; where it is empty, the
    trainer says whether it is done.
    """

    id: str
    title: Text
    told: Text
    step: str
    minutes: int
    done_when: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A piece of the time plan; `notes` are for the trainer only."""

    minutes: int
    title: Text
    notes: Text = Text()


@dataclass(frozen=True, slots=True)
class RubricLevel:
    score: int
    told: Text


@dataclass(frozen=True, slots=True)
class RubricRow:
    """What drafts are judged by: `criterion` is the English name of the funder's own criterion."""

    id: str
    title: Text
    levels: tuple[RubricLevel, ...]
    funder: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code must give to open the model answer; see `opens`. Hexadecimal digits."""

    salt: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise. `body` tells the case, as Markdown. `projects`, `sections` and `example` are
    its data; `start` is what groups begin with, `model` how it could be answered."""

    id: str
    title: Text
    summary: Text
    body: Text
    minutes: int
    level: str
    form: str
    topics: tuple[str, ...] = ()
    projects: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    example: str = ""
    start: Filled = Filled()
    tasks: tuple[Task, ...] = ()
    plan: tuple[PlanRow, ...] = ()
    model: Filled = Filled()
    code: Code = Code()
    rubric: tuple[RubricRow, ...] = ()
    checks: tuple[Question, ...] = ()


def filled(made_of: Filled, example: Mapping[str, Data] = NOTHING) -> dict[str, Data]:
    """The answers of a starting or model proposal; `example` are the answers of its example."""
    taken = {
        path: value
        for path, value in example.items()
        if path in made_of.takes or path.partition(".")[0] in made_of.takes
    }
    return {**taken, **made_of.answers}


def code_for(code: str, salt: bytes) -> Code:
    """What is published of a trainer's code; `salt` are at least eight random bytes."""
    return Code(salt.hex(), _digest(code, salt))


def opens(code: str, wanted: Code) -> bool:
    """Whether this is the trainer's code; case, spaces and hyphens do not count.

    A curtain, not a lock: the model answer stands in the pack for everybody who opens the file.
    """
    if not HEX.fullmatch(wanted.salt):
        return False
    return hmac.compare_digest(_digest(code, bytes.fromhex(wanted.salt)), wanted.digest)


def _digest(code: str, salt: bytes) -> str:
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)[:100]).casefold()
    said = plain.encode("utf-8", "replace")
    return hashlib.pbkdf2_hmac("sha256", said, salt, ROUNDS).hex()


def read_exercises(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Exercise, ...]:
    """All exercises in the order of their ids."""
    found = []
    for name, record in each_record(files, FOLDER, findings):
        exercise = _exercise(record, name, files, findings)
        if exercise.id:
            found.append(exercise)
    known = {exercise.id for exercise in found}
    for name in among(files, FOLDER, ".md"):
        if name.rpartition("/")[2].removesuffix(".md").rpartition(".")[0] not in known:
            findings.append(Finding("pack-prose-alone", name))
    return tuple(found)


def _exercise(
    record: Record, name: str, files: Mapping[str, bytes], findings: list[Finding]
) -> Exercise:
    exercise = Exercise(
        id=record.named_identity(),
        title=record.text("title", "needed"),
        summary=record.text("summary", "needed"),
        body=read_body(name, files, findings, codes_of(files)),
        minutes=_minutes(record),
        level=record.choice("level", LEVELS, "needed"),
        form=record.string("form", "needed"),
        topics=record.strings("topics"),
        projects=record.strings("projects"),
        sections=record.strings("sections"),
        example=record.string("example"),
        start=_filled(record.record("start")),
        tasks=tuple(_task(entry) for entry in record.records("tasks")),
        plan=tuple(_plan_row(entry) for entry in record.records("plan")),
        model=_filled(record.record("model")),
        code=_code(record.record("code")),
        rubric=tuple(_rubric_row(entry) for entry in record.records("rubric")),
        checks=tuple(read_question(entry) for entry in record.records("checks")),
    )
    record.rest()
    _check(exercise, record, name)
    return exercise


def _check(exercise: Exercise, record: Record, name: str) -> None:
    """What does not fit together within one exercise."""
    if not exercise.body:
        record.report("pack-exercise-no-case", "", file=name)
    if not exercise.tasks:
        record.report("pack-key-missing", "tasks")
    for key, listed in (("tasks", exercise.tasks), ("rubric", exercise.rubric)):
        for twice in _twice(entry.id for entry in listed):
            record.report("pack-id-twice", key, id=twice)
    sums = {
        "tasks": sum(task.minutes for task in exercise.tasks),
        "plan": sum(row.minutes for row in exercise.plan),
    }
    if sums["tasks"] > exercise.minutes:
        values = {"sum": sums["tasks"], "minutes": exercise.minutes}
        record.report("pack-minutes-differ", "tasks", "warning", **values)
    if exercise.plan and sums["plan"] != exercise.minutes:
        values = {"sum": sums["plan"], "minutes": exercise.minutes}
        record.report("pack-minutes-differ", "plan", "warning", **values)
    if (exercise.model.takes or exercise.model.answers) and not exercise.code.digest:
        record.report("pack-key-missing", "code")


def _twice(ids: Iterable[str]) -> tuple[str, ...]:
    listed = [each for each in ids if each]
    return tuple(sorted({each for each in listed if listed.count(each) > 1}))


def _minutes(record: Record) -> int:
    minutes = record.whole("minutes", "needed") or 0
    if not 0 <= minutes <= LONGEST:
        record.report("pack-value-unknown", "minutes", value=minutes)
        return 0
    return minutes


def _filled(record: Record | None) -> Filled:
    if record is None:
        return Filled()
    answers = record.record("answers")
    found = Filled(record.strings("takes"), answers.data if answers else NOTHING)
    record.rest()
    return found


def _task(record: Record) -> Task:
    task = Task(
        id=record.identity(),
        title=record.text("title", "needed"),
        told=record.text("told", "needed"),
        step=record.string("step", "needed"),
        minutes=_minutes(record),
        done_when=record.string("done_when"),
    )
    record.rest()
    return task


def _plan_row(record: Record) -> PlanRow:
    row = PlanRow(_minutes(record), record.text("title", "needed"), record.text("notes"))
    record.rest()
    return row


def _rubric_row(record: Record) -> RubricRow:
    row = RubricRow(
        id=record.identity(),
        title=record.text("title", "needed"),
        funder=record.string("funder"),
        criterion=record.string("criterion"),
        levels=tuple(_rubric_level(entry) for entry in record.records("levels")),
    )
    scores = [level.score for level in row.levels]
    if len(scores) < 2 or scores != sorted(set(scores)):
        record.report("pack-value-unknown", "levels", value=", ".join(map(str, scores)))
    record.rest()
    return row


def _rubric_level(record: Record) -> RubricLevel:
    level = RubricLevel(record.whole("score", "needed") or 0, record.text("told", "needed"))
    record.rest()
    return level


def _code(record: Record | None) -> Code:
    if record is None:
        return Code()
    code = Code(record.string("salt", "needed"), record.string("digest", "needed"))
    for key, value in (("salt", code.salt), ("digest", code.digest)):
        if value and not HEX.fullmatch(value):
            record.report("pack-value-unknown", key, value=value[:100])
    record.rest()
    return code
