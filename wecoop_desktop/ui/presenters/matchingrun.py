"""Matching as work for a job: the facts as they are, and with the changes of a trial."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Answers

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.advice.evidence import Evidence
    from wecoop_desktop.advice.matching import Match
    from wecoop_desktop.advice.priorities import Priorities
    from wecoop_desktop.advice.records import Records
    from wecoop_desktop.advice.whatif import Cure, Shift
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.presenters.matchingview import MatchingView

Matching = Callable[[Answers], "tuple[Match, ...]"]


class Found(NamedTuple):
    """`before` as the facts are, `matches` with the trial, whose answers are `tried`."""

    before: tuple[Match, ...]
    matches: tuple[Match, ...]
    tried: Answers
    shifts: tuple[Shift, ...]


def matching(
    library: Library, form: Form, today: date, language: str, records: Records | None
) -> Matching:
    """Matches answers with every funder; `records` may come later."""
    from wecoop_desktop.advice.matching import match
    from wecoop_desktop.advice.records import NO_RECORDS

    reference, rates, known = library.reference(), library.rates(), records or NO_RECORDS
    return lambda answers: match(
        form, answers, reference, today=today, language=language, rates=rates, records=known
    )


def finding(
    run: Matching, form: Form, answers: Answers, trial: tuple[Change, ...]
) -> Callable[[Job], Found]:
    def work(job: Job) -> Found:
        from wecoop_desktop.advice.whatif import changed, compare

        before = run(answers)
        if not trial:
            return Found(before, before, answers, ())
        job.step(1, 2)
        tried = changed(answers, trial, form)
        after = run(tried)
        return Found(before, after, tried, compare(before, after))

    return work


class More(NamedTuple):
    """What one part shows of one funder; the others are None."""

    cures: tuple[Cure, ...] | None = None
    evidence: Evidence | None = None
    priorities: Priorities | None = None


def more(view: MatchingView, library: Library, today: date) -> Callable[[Job], More] | None:
    """Work for what the chosen part shows of the chosen funder; None where it is there already."""
    form, answers, funder = view.form, view.tried, view.funders.get(view.funder)
    if form is None or funder is None or not view.matches:
        return None

    def cured(job: Job) -> More:
        from wecoop_desktop.advice.whatif import cures

        reference, rates = library.reference(), library.rates()
        return More(cures=cures(form, answers, reference, funder.id, today=today, rates=rates))

    def proven(job: Job) -> More:
        from wecoop_desktop.advice.evidence import evidence, subject_of

        return More(evidence=evidence(library, funder, subject_of(answers), today=today))

    def weighed(job: Job) -> More:
        from wecoop_desktop.advice.priorities import priorities

        return More(priorities=priorities(form, answers, library.policies(), (funder,)))

    if view.part in ("reasons", "trial"):
        return cured if view.cures is None else None
    if view.part == "evidence":
        return proven if view.evidence is None else None
    return weighed if view.priorities is None else None
