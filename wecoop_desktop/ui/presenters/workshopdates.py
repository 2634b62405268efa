"""Dates of the working groups: what of the pack of events is shown, and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from wecoop_desktop.advice.dates import countries_of, in_order, topics_of
from wecoop_desktop.packs.content import Event

Look = Literal["list", "calendar", "publications"]


@dataclass(frozen=True, slots=True)
class DatesView:
    """`events` are those that the filters leave, in the order of their time; `countries` and
    `topics` are what can be chosen. `month` is the first day of what the calendar shows."""

    look: Look = "list"
    country: str = ""
    topic: str = ""
    kind: str = ""
    month: date | None = None
    today: date = date.min
    events: tuple[Event, ...] = ()
    publications: tuple[Event, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    total: int = 0

    @property
    def coming(self) -> int:
        """How many are still to come."""
        return sum(1 for event in self.events if event.when >= self.today.isoformat()[:7])


def filtered(view: DatesView, known: Sequence[Event], today: date) -> DatesView:
    """The view with what its filters leave of all events."""
    dated = [event for event in known if event.kind != "publication"]
    printed = [event for event in known if event.kind == "publication"]
    shown = in_order(e for e in dated if _fits(view, e))
    month = view.month or _month_of(shown, today)
    return replace(
        view,
        events=shown,
        publications=in_order(e for e in printed if _fits(replace(view, kind=""), e)),
        countries=_all(countries_of(e) for e in known),
        topics=_all(topics_of(e) for e in known),
        kinds=_all((e.kind,) for e in dated),
        today=today,
        month=month,
        total=len(dated),
    )


def _fits(view: DatesView, event: Event) -> bool:
    countries = countries_of(event)
    return (
        # What names no country is for all of them.
        (not view.country or not countries or view.country in countries)
        and (not view.topic or view.topic in topics_of(event))
        and (not view.kind or view.kind == event.kind)
    )


def _all(found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({each for values in found for each in values}))


def _month_of(shown: Sequence[Event], today: date) -> date:
    """This month, or that of the last dated event where nothing is to come."""
    days = [event.date for event in shown if event.date]
    if not days or any(day >= today.replace(day=1) for day in days):
        return today.replace(day=1)
    return max(days).replace(day=1)


def other_month(month: date, step: int) -> date:
    """The month before or after; stays within the years that a calendar knows."""
    number = month.year * 12 + month.month - 1 + step
    year, index = divmod(number, 12)
    return date(min(max(year, date.min.year), date.max.year), index + 1, 1)
