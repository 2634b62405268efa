"""Dates of the working groups: what of the pack of events is shown, and as a calendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.advice.dates import countries_of, in_order, span, terms, topics_of
from wecoop_desktop.base.language import Language
from wecoop_desktop.packs.content import Event

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

Look = Literal["list", "plan", "calendar", "terms", "publications"]
LASTING = ("period", "term")  # what lasts for years and is no meeting


@dataclass(frozen=True, slots=True)
class DatesView:
    """`events` are those that the filters leave, the newest first; `lasting` are periods of funding
    and terms of documents, the first to end first; `countries` and `topics` are what can be chosen.
    `month` is the first day of what the calendar shows. `known_until` is the last day that any
    event has in this edition."""

    look: Look = "list"
    country: str = ""
    topic: str = ""
    kind: str = ""
    month: date | None = None
    today: date = date.min
    events: tuple[Event, ...] = ()
    lasting: tuple[Event, ...] = ()
    publications: tuple[Event, ...] = ()
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    total: int = 0
    known_until: date | None = None

    @property
    def shown(self) -> tuple[Event, ...]:
        """What this look shows of them."""
        if self.look == "publications":
            return self.publications
        return self.lasting if self.look == "terms" else self.events

    @property
    def coming(self) -> int:
        """How many are still to come or under way."""
        return sum(1 for event in self.events if ahead(event, self.today))


def known_of(library: Library) -> tuple[Event, ...]:
    """Everything that has a date: the events, and until when national documents run."""
    return (*library.events(), *terms(library.policies()))


def ahead(event: Event, today: date) -> bool:
    """Whether its last day is still to come."""
    days = span(event)
    return days is not None and days[1] >= today


def filtered(view: DatesView, known: Sequence[Event], today: date) -> DatesView:
    """The view with what its filters leave of all events."""
    dated = [event for event in known if event.kind not in ("publication", *LASTING)]
    printed = [event for event in known if event.kind == "publication"]
    lasting = [event for event in known if event.kind in LASTING]
    shown = in_order(e for e in dated if _fits(view, e))
    any_kind = replace(view, kind="")
    last = max((days[1] for e in dated if (days := span(e)) is not None), default=None)
    return replace(
        view,
        events=shown,
        lasting=tuple(sorted((e for e in lasting if _fits(any_kind, e)), key=_ends)),
        publications=in_order(e for e in printed if _fits(any_kind, e)),
        countries=_all(countries_of(e) for e in known),
        topics=_all(topics_of(e) for e in known),
        kinds=_all((e.kind,) for e in dated),
        today=today,
        month=view.month or _month_of(shown, today),
        total=len(dated),
        known_until=last,
    )


def _ends(event: Event) -> tuple[date, str]:
    days = span(event)
    return days[1] if days else date.max, event.id


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


def _months(events: Iterable[Event]) -> tuple[date, ...]:
    """The months in which events begin whose month is known, in order."""
    found = {
        days[0].replace(day=1)
        for event in events
        if (days := span(event)) is not None and len(event.when) > len("2026") and "Q" not in
        event.when
    }  # fmt: skip
    return tuple(sorted(found))


def _month_of(shown: Sequence[Event], today: date) -> date:
    """This month, or that of the last dated event where nothing is to come."""
    here, months = today.replace(day=1), _months(shown)
    if not months or months[-1] >= here:
        return here
    return months[-1]


def other_month(month: date, step: int) -> date:
    """The month before or after; stays within the years that a calendar knows."""
    number = month.year * 12 + month.month - 1 + step
    year, index = divmod(number, 12)
    return date(min(max(year, date.min.year), date.max.year), index + 1, 1)


def next_dated(view: DatesView, step: int) -> date | None:
    """The next month, or the one before, in which something begins; None: there is none."""
    if view.month is None:
        return None
    months = _months(view.events)
    if step > 0:
        return next((month for month in months if month > view.month), None)
    return next((month for month in reversed(months) if month < view.month), None)


def write_dates(view: DatesView, spoken: str, target: Path) -> Path:
    """What is shown, as a calendar file or, where the file ends so, as a PDF for printing; with the
    month where that is looked at. Raises `AppError` as writing does."""
    from wecoop_desktop.advice.dates import entries
    from wecoop_desktop.base.files import writing
    from wecoop_desktop.documents.calendar import write_calendar

    language = Language(spoken)
    if target.suffix.lower() == ".pdf":
        from wecoop_desktop.advice.datespaper import papered
        from wecoop_desktop.documents.pdf import write_pdf

        month = view.month if view.look == "calendar" else None
        with writing(target) as stream:
            write_pdf(papered(view.shown, language, view.today, month), stream)
        return target
    if target.suffix.lower() != ".ics":
        target = target.with_name(target.name + ".ics")
    code = "ru" if spoken == "ru" else "en"
    name = language.tr("Dates of WECOOP")
    with writing(target) as stream:
        write_calendar(entries(view.shown, language), name, datetime.now(UTC), code, stream)
    return target
