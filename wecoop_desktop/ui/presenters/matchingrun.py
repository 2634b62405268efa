"""Matching as work for a job: the facts as they are, and with the changes of a trial."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Answers

if TYPE_CHECKING:
    from wecoop_desktop.advice.change import Change
    from wecoop_desktop.advice.matching import Match
    from wecoop_desktop.advice.records import Records
    from wecoop_desktop.advice.whatif import Shift
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.library.library import Library

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
