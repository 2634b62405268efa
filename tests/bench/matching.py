"""Matching: what it costs while answers change, and how often it finds who really paid.

Who paid is looked for without the project and its related records among those that weigh in: a
project is never proof of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from tests.bench.figure import Figure, best
from tests.kit.answers import filled_answers
from tests.kit.content import form, packs, reference
from tests.kit.financed import Financed, financed
from wecoop_desktop.advice import records
from wecoop_desktop.advice.matching import Match, match
from wecoop_desktop.advice.profile import answers_of
from wecoop_desktop.advice.records import Records
from wecoop_desktop.advice.whatif import cures
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import evaluate

TODAY = date(2026, 11, 22)
PROJECTS = 300
FIRST = 5


def matched(answers: Answers, known: Records) -> tuple[Match, ...]:
    """As the panel beside the wizard asks for it."""
    return match(
        form(), answers, reference(), today=TODAY, rates=packs().rates, records=known, explain=False
    )


def figures(*, long: bool = False) -> Iterator[Figure]:
    asked, cards, rates = form(), reference(), packs().rates
    known = records.of_projects(packs().projects, packs().organisations, rates)
    filled = filled_answers(asked)
    found = partial(matched, filled, known)
    found()
    yield Figure("matching: all funders, 300 filled values", best(found, 15), "ms", 15)

    def both() -> None:
        evaluate(asked, filled, reference=cards, today=TODAY)
        found()

    both()
    yield Figure("evaluate and match after a change", best(both, 15), "ms", 20)

    def cured() -> None:
        cures(asked, filled, cards, "gef", today=TODAY, rates=rates)

    yield Figure("cures for one funder", best(cured, 5), "ms", 40)
    every = list(financed())
    some = every if long else every[:: len(every) // PROJECTS][:PROJECTS]
    yield from _who_paid(some, known)


def _who_paid(some: list[Financed], known: Records) -> Iterator[Figure]:
    related = {one.id: (one.id, *one.related) for one in packs().projects}
    first = refused = 0
    for one in some:
        ranked = matched(answers_of(one.profile, form()), known.without(related[one.project]))
        paid = [match for match in ranked if match.funder in one.funders]
        first += any(match.funder in one.funders for match in ranked[:FIRST])
        refused += all(match.verdict == "does_not_fit" for match in paid)
    yield Figure(f"who really paid is among the first {FIRST} of 33", 100 * first / len(some),
                 "%", 70, least=True)  # fmt: skip
    yield Figure(f"who really paid “does not fit”, of {len(some)} projects", refused, "", 0)
