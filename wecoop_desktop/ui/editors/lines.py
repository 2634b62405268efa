"""What a schedule shows, as values: a line for each step, output and milestone, and what is wrong.

The dates of a step are those of its row; a row without both of them, or with them out of order,
has a line without a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from wecoop_desktop.appraisal import schedule
from wecoop_desktop.forms.answers import Answers, Row, Value, Words
from wecoop_desktop.ui.editors.scene import rows_of

ROWS, MILESTONES, SEASONS = "timeline.rows", "timeline.milestones", "timeline.seasons"
LOGFRAME, COUNTRIES = "logframe.matrix", "basic.countries"
WORKS = ("works",)  # kinds of steps that weather and irrigation stop
MOST_LAG = 3650
Kind = Literal["group", "step", "milestone"]


@dataclass(frozen=True, slots=True)
class Line:
    """`row` is the place in its question, -1 for a group. `closed`: days in months without works.
    `wrong`: the end is before the start."""

    kind: Kind
    row: int
    code: str = ""
    name: str = ""
    start: date | None = None
    end: date | None = None
    after: tuple[str, ...] = ()
    earliest: date | None = None
    reserve: int | None = None
    critical: bool = False
    early: bool = False
    closed: int = 0
    wrong: bool = False
    inside: bool = False  # of a group

    @property
    def days(self) -> int:
        """First and last day included; 0 without dates."""
        if self.start is None or self.end is None or self.wrong:
            return 0
        return (self.end - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Lines:
    """`chain` are the places of steps that decide the end, in the order of their dates.
    `months` are those without works, 1-12, and `reasons` the ids of why."""

    lines: tuple[Line, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    chain: tuple[Line, ...] = ()
    end: date | None = None
    months: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind == "step")

    @property
    def dated(self) -> tuple[Line, ...]:
        """What stands on the scale."""
        return tuple(line for line in self.lines if line.start is not None and not line.wrong)


def lines_of(value: Value | None, answers: Answers, writing: str) -> Lines:
    """The schedule as it is shown; `writing` is the language of its texts."""
    rows = rows_of(value)
    found = seasons(answers)
    months = schedule.closed(season for season, _reason in found)
    steps = [_step(at, row, months, writing) for at, row in enumerate(rows)]
    network = schedule.network(tasks_of(rows))
    placed = iter(enumerate(network.placed))
    for at, line in enumerate(steps):
        if line.days:
            number, one = next(placed)
            steps[at] = replace(
                line,
                earliest=one.earliest if line.after else None,
                reserve=one.reserve,
                critical=number in network.critical,
                early=one.early,
            )
    outputs = _outputs(answers, writing)
    stones = [_stone(at, row, writing) for at, row in enumerate(rows_of(answers.get(MILESTONES)))]
    ends = [line.end for line in steps if line.days and line.end is not None]
    chain = sorted((line for line in steps if line.critical), key=lambda line: line.end or date.max)
    return Lines(
        tuple(_grouped(steps, [output_of(row) for row in rows], outputs, stones)),
        network.circles,
        tuple(chain),
        max(ends, default=None),
        months,
        tuple(dict.fromkeys(reason for _season, reason in found if reason)),
    )


def tasks_of(rows: Sequence[Row]) -> tuple[schedule.Task, ...]:
    """The rows with both dates in order, in their order."""
    return tuple(
        schedule.Task(plain(row.get("code")), start, end, codes(row.get("depends_on")), lag(row))
        for row in rows
        if isinstance(start := row.get("start"), date)
        and isinstance(end := row.get("end"), date)
        and start <= end
    )


def lag(row: Row) -> int:
    """Days after what the row follows."""
    cell = row.get("lag_days")
    if isinstance(cell, Decimal) and cell.is_finite():
        return int(min(max(cell, Decimal(0)), Decimal(MOST_LAG)))
    return 0


def codes(cell: object) -> tuple[str, ...]:
    """The codes that a cell names, separated as people separate them."""
    return tuple(part for part in re.split(r"[,;\s]+", plain(cell)) if part)


def plain(cell: object) -> str:
    if isinstance(cell, Words):
        return cell.en or cell.ru
    return cell.strip() if isinstance(cell, str) else ""


def output_of(row: Row) -> str:
    """The first code of the logframe that a row of the schedule names."""
    return next(iter(codes(row.get("output"))), "")


def seasons(answers: Answers) -> tuple[tuple[schedule.Season, str], ...]:
    """Months without works in the countries of the project, with the id of the reason."""
    mine = answers.get(COUNTRIES)
    countries = mine if isinstance(mine, tuple) else ()
    found = []
    for row in rows_of(answers.get(SEASONS)):
        first, last = _month(row.get("first")), _month(row.get("last"))
        country = row.get("country")
        here = not country or country == "REG" or country in countries or not countries
        if first and last and here:
            found.append((schedule.Season(first, last), str(row.get("reason") or "")))
    return tuple(found)


def _month(cell: object) -> int:
    text = str(cell if cell is not None else "")
    return int(text) if text.isdigit() and 1 <= int(text[:4]) <= 12 else 0


def _text(cell: object, writing: str) -> str:
    return cell.of(writing) if isinstance(cell, Words) else plain(cell)


def _step(at: int, row: Row, months: frozenset[int], writing: str) -> Line:
    start, end = row.get("start"), row.get("end")
    first = start if isinstance(start, date) else None
    last = end if isinstance(end, date) else None
    wrong = first is not None and last is not None and last < first
    line = Line(
        "step",
        at,
        plain(row.get("code")),
        _text(row.get("name"), writing),
        first if last is not None else None,
        last if first is not None else None,
        codes(row.get("depends_on")),
        wrong=wrong,
    )
    if row.get("kind") in WORKS and first is not None and last is not None and not wrong:
        return replace(line, closed=schedule.days_closed(first, last, months))
    return line


def _stone(at: int, row: Row, writing: str) -> Line:
    day = row.get("date")
    when = day if isinstance(day, date) else None
    return Line("milestone", at, "", _text(row.get("name"), writing), when, when)


def _outputs(answers: Answers, writing: str) -> dict[str, str]:
    """Names of the rows of the logframe by their codes."""
    found: dict[str, str] = {}
    for row in rows_of(answers.get(LOGFRAME)):
        code = plain(row.get("code"))
        words = row.get("statement") or row.get("name") or row.get("text")
        if code:
            found.setdefault(code, _text(words, writing))
    return found


def _grouped(
    steps: Sequence[Line], outputs: Sequence[str], names: Mapping[str, str], stones: Sequence[Line]
) -> Iterator[Line]:
    """Steps under the output they serve, in the order in which outputs appear; milestones last."""
    if not any(outputs):
        yield from steps
    else:
        for output in dict.fromkeys(outputs):
            mine = [line for line, of in zip(steps, outputs, strict=True) if of == output]
            yield _group(output, names.get(output, ""), mine)
            yield from (replace(line, inside=True) for line in mine)
    yield from stones


def _group(code: str, name: str, mine: Sequence[Line]) -> Line:
    starts = [line.start for line in mine if line.days and line.start is not None]
    ends = [line.end for line in mine if line.days and line.end is not None]
    return Line("group", -1, code, name, min(starts, default=None), max(ends, default=None))
