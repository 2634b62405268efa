"""Matching: what it costs while answers change, and how often it finds who really paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.bench.figure import Figure, best
from tests.kit.answers import filled_answers
from tests.kit.content import form, packs, reference
from tests.kit.financed import financed
from wecoop_desktop.advice.matching import Match, match
from wecoop_desktop.advice.profile import answers_of
from wecoop_desktop.forms.answers import Answers

TODAY = date(2026, 11, 22)
PROJECTS = 300
FIRST = 5


def figures(*, long: bool = False) -> Iterator[Figure]:
    asked, cards, rates = form(), reference(), packs().rates

    def found(answers: Answers) -> tuple[Match, ...]:
        return match(asked, answers, cards, today=TODAY, rates=rates)

    filled = filled_answers(asked)
    found(filled)
    yield Figure("matching: all funders, 300 filled values", best(lambda: found(filled), 15),
                 "ms", 15)  # fmt: skip
    every = list(financed())
    some = every if long else every[:: len(every) // PROJECTS][:PROJECTS]
    first = refused = 0
    for one in some:
        ranked = found(answers_of(one.profile, asked))
        paid = [match for match in ranked if match.funder in one.funders]
        first += any(match.funder in one.funders for match in ranked[:FIRST])
        refused += all(match.verdict == "does_not_fit" for match in paid)
    yield Figure(f"who really paid is among the first {FIRST} of 33", 100 * first / len(some),
                 "%", 60, least=True)  # fmt: skip
    yield Figure(f"who really paid “does not fit”, of {len(some)} projects", refused, "", 0)
