"""A plan towards a funder's decision as rows of the proposal's timeline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from wecoop_desktop.advice.backplan import Leg, Plan
from wecoop_desktop.advice.cycle import Pace, Span
from wecoop_desktop.advice.said import leg_words
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.forms.answers import Answers, Cell, Row, Words
from wecoop_desktop.forms.form import Form

ROWS, MILESTONES = "timeline.rows", "timeline.milestones"
# A stage that asks for one of these is one of studies; ids of the pack `funders`.
STUDIES = frozenset({"prefs", "fs", "fin_model", "esia", "esmp", "gender", "climate", "tariff"})


def into_timeline(
    plan: Plan, answers: Answers, form: Form, *, pace: Pace = "slow"
) -> Mapping[str, tuple[Row, ...]]:
    """Whole new values of the timeline's answers by path: the rows that are there, then new ones.

    Rows of the user are never changed. A leg whose name stands in the table already is not added
    again, whatever its dates. Empty where there is nothing to add, or where the form has no such
    questions.
    """
    known = {field.path for step in form.steps for field in step.fields}
    made = {
        ROWS: tuple(_rows(plan, _there(answers, ROWS), pace)),
        MILESTONES: tuple(_milestones(plan, _there(answers, MILESTONES), pace)),
    }
    return {
        path: (*_there(answers, path), *new) for path, new in made.items() if new and path in known
    }


def _there(answers: Answers, path: str) -> tuple[Row, ...]:
    value = answers.get(path)
    found = value if isinstance(value, tuple) else ()
    return tuple(row for row in found if isinstance(row, Mapping))


def _rows(plan: Plan, there: tuple[Row, ...], pace: Pace) -> Iterator[Row]:
    codes = {str(row.get("code") or "") for row in there}
    names = _names(there)
    free = (code for code in (f"P{number:02d}" for number in count(1)) if code not in codes)
    before = ""
    for leg in plan.legs:
        span = _span(leg, pace)
        name = _words(plan, leg)
        if span is None or leg.kind == "decision" or names & _spoken(name):
            continue
        code = next(free)
        yield {
            "code": code,
            "name": name,
            "kind": _kind(leg),
            "start": span.start,
            "end": span.end,
            "depends_on": before if leg.kind == "stage" else "",
            "responsible": _responsible(plan, leg),
        }
        if leg.kind == "stage":
            before = code


def _milestones(plan: Plan, there: tuple[Row, ...], pace: Pace) -> Iterator[Row]:
    """The decision, where its day is known."""
    for leg in plan.legs:
        span = _span(leg, pace)
        if leg.kind != "decision" or span is None or span.start != span.end:
            continue
        name = _words(plan, leg)
        if not _names(there) & _spoken(name):
            yield {"name": name, "date": span.end, "evidence": None}


def _span(leg: Leg, pace: Pace) -> Span | None:
    return leg.slow if pace == "slow" else leg.fast


def _kind(leg: Leg) -> str:
    if leg.kind == "disclosure":
        return "disclosure"
    studied = STUDIES & {paper.id for paper in leg.papers}
    return "study" if leg.phase == "preparation" and studied else "approval"


def _words(plan: Plan, leg: Leg) -> Words:
    """In both languages at once, as the reader of either expects it."""
    english, russian = Language("en"), Language("ru")
    return _both(leg_words(plan, leg, english), leg_words(plan, leg, russian))


def _responsible(plan: Plan, leg: Leg) -> Words:
    en, ru = (Language(code) for code in ("en", "ru"))
    if "applicant" not in leg.who:
        return Words(en.text(plan.name), ru.text(plan.name))
    both = mark("Applicant, {funder}")
    return _both(en.tr(both, funder=en.text(plan.name)), ru.tr(both, funder=ru.text(plan.name)))


def _both(english: str, russian: str) -> Words:
    return Words(english, "" if russian == english else russian)


def _names(rows: tuple[Row, ...]) -> set[str]:
    """What rows are called, in either language."""
    cells: list[Cell] = [row.get("name") for row in rows]
    return {said for cell in cells if isinstance(cell, Words) for said in _spoken(cell)}


def _spoken(words: Words) -> set[str]:
    return {said.strip() for said in (words.en, words.ru) if said.strip()}
