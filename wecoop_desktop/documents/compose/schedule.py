"""The work plan: a Gantt chart in quarters with the milestones, and a table in full proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wecoop_desktop.documents.chart import Gantt, Milestone, Task
from wecoop_desktop.documents.compose.material import (
    Material,
    clipped,
    day,
    label,
    typeset,
    words_text,
)
from wecoop_desktop.documents.compose.rows import table
from wecoop_desktop.documents.outline import Block, Figure
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.forms.form import Field

ROWS = 60  # more are a table only
YEARS = 40
NAME, CODE = 200, 12  # letters of a row's name and code
GATES = ("approval", "disclosure")


def blocks(material: Material, field: Field) -> Sequence[Block]:
    rows = material.rows(field.path)
    tasks = tuple(task for row in rows if (task := _task(material, row)) is not None)
    years = {task.start.year for task in tasks} | {task.end.year for task in tasks}
    drawable = tasks and len(tasks) <= ROWS and max(years) - min(years) < YEARS
    if not drawable:
        return (table(material, field),)
    figure = Figure(_gantt(material, tasks), _caption(material, field, years))
    if len(tasks) == len(rows) and material.state.level != "full":
        return (figure,)
    return (figure, table(material, field))


def _caption(material: Material, field: Field, years: set[int]) -> str:
    return material.language.tr(
        "{label} {first}–{last}, quarters",
        label=label(material, field),
        first=min(years),
        last=max(years),
    )


def _task(material: Material, row: Row) -> Task | None:
    start, end = row.get("start"), row.get("end")
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    kind = "gate" if row.get("kind") in GATES else "step"
    code = row.get("code")
    return Task(
        clipped(words_text(material, code), CODE) if isinstance(code, Words | str) else "",
        _name(material, row),
        start,
        end,
        "gate" if kind == "gate" else "step",
    )


def _name(material: Material, row: Row) -> str:
    value = row.get("name")
    return (
        clipped(typeset(words_text(material, value)), NAME)
        if isinstance(value, Words | str)
        else ""
    )


def milestones(material: Material) -> tuple[Milestone, ...]:
    """The milestones with a day, the earliest first."""
    found = [
        Milestone(_name(material, row), when, day(material, when))
        for row in material.rows("timeline.milestones")
        if isinstance(when := row.get("date"), date)
    ]
    return tuple(sorted(found, key=lambda stone: stone.date))


def _gantt(material: Material, tasks: tuple[Task, ...]) -> Gantt:
    tr = material.language.tr
    years = [task.start.year for task in tasks] + [task.end.year for task in tasks]
    stones = tuple(
        stone for stone in milestones(material)
        if max(years) - YEARS < stone.date.year < min(years) + YEARS
    )  # fmt: skip
    names = [("step", tr("step"))]
    if any(task.kind == "gate" for task in tasks):
        names.append(("gate", tr("approval or disclosure")))
    if stones:
        names.append(("milestone", tr("milestone")))
    return Gantt(tasks, stones, tr("Step"), tuple(names))
