"""Meetings, trainings and the work plan: which country and topic they are about, as a calendar.

In: events of the pack; out: what they are about, filtered and in order, and entries of a calendar
file. An event that names its countries and topics is believed; for others they are found by
the words of its title, place and summary, and one that names none is about the whole region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.documents.calendar import Entry
from wecoop_desktop.packs.content import Event

COUNTRIES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        code: re.compile(rf"\b(?:{stems})", re.IGNORECASE)
        for code, stems in {
            "KZ": "kazakh|almaty|astana|nur-sultan",
            "KG": "kyrgyz|bishkek|issyk|osh\\b|cholpon",
            "TJ": "tajik|dushanbe|khujand",
            "TM": "turkmen|ashgabat|awaza|avaza",
            "UZ": "uzbek|tashkent|samarkand|bukhara|nukus",
        }.items()
    }
)
TOPICS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        topic: re.compile(rf"\b(?:{stems})", re.IGNORECASE)
        for topic, stems in {
            "air": "air quality|clean air|air\\b|emission",
            "biodiversity": "biodivers|ecosystem|protected area|forest",
            "climate": "climat|hydromet|adaptation|carbon",
            "energy": "energy|nexus",
            "finance": "financ|invest|grant|fund|bank|proposal|project preparation",
            "law": "law|polic|strateg|legislat|by-laws|standard",
            "waste": "waste|circular|recycl|switch",
            "water": "water|river|basin|irrigation|aral|sanitation",
        }.items()
    }
)
TOPIC_WORDS = MappingProxyType(
    {
        "air": mark("Air quality"),
        "biodiversity": mark("Biodiversity and forests"),
        "climate": mark("Climate and hydromet"),
        "energy": mark("Energy"),
        "finance": mark("Project preparation and finance"),
        "law": mark("Policy and law"),
        "waste": mark("Waste and circular economy"),
        "water": mark("Water"),
    }
)
KIND_WORDS = MappingProxyType(
    {
        "conference": mark("Conference"),
        "meeting": mark("Meeting"),
        "training": mark("Training"),
        "publication": mark("Publication"),
        "call": mark("Call for proposals"),
        "work_plan": mark("Work plan"),
    }
)
STATE_WORDS = MappingProxyType(
    {
        "planned": mark("planned"),
        "under_way": mark("under way"),
        "done": mark("done"),
        "postponed": mark("postponed"),
        "cancelled": mark("cancelled"),
    }
)


def countries_of(event: Event) -> tuple[str, ...]:
    """Codes of the countries it is about; none: the region, or nobody has said."""
    if event.countries:
        return event.countries
    words = f"{event.title.en}. {event.place.en}. {event.summary.en}"
    return tuple(code for code, pattern in COUNTRIES.items() if pattern.search(words))


def topics_of(event: Event) -> tuple[str, ...]:
    """Topics it is about, keys of `TOPIC_WORDS` or others that the pack names."""
    if event.topics:
        return event.topics
    words = f"{event.title.en}. {event.summary.en}"
    return tuple(topic for topic, pattern in TOPICS.items() if pattern.search(words))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The newest first, those without a date last."""
    return tuple(sorted(events, key=lambda event: (event.when, event.id), reverse=True))


def chosen(
    events: Iterable[Event], country: str = "", since: date | None = None, until: date | None = None
) -> tuple[Event, ...]:
    """Events of a country or the region within the days; what has no date only without bounds.

    A month or a year counts where any of its days lies within. Raises `AppError`
    country-unknown.
    """
    if country and country not in COUNTRIES:
        raise AppError("country-unknown", id=country[:100], known=", ".join(sorted(COUNTRIES)))
    return in_order(
        event
        for event in events
        if (not country or not countries_of(event) or country in countries_of(event))
        and _within(event, since, until)
    )


def _within(event: Event, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    if not event.when:
        return False
    length = len(event.when)
    last = event.end.isoformat() if event.end else event.when
    after = since is None or last[:10] >= since.isoformat()[: len(last[:10])]
    before = until is None or event.when <= until.isoformat()[:length]
    return after and before


def entries(events: Iterable[Event], language: Language) -> tuple[Entry, ...]:
    """Calendar entries of those whose day is known."""
    found = []
    for event in events:
        if event.date is None:
            continue
        lines = (
            language.text(event.summary),
            language.text(event.place),
            language.text(event.organiser),
            event.url,
        )
        found.append(
            Entry(
                id=f"{event.id}@events.wecoop",
                start=event.date,
                end=max(event.end or event.date, event.date),
                title=language.text(event.title),
                about="\n".join(line for line in lines if line),
                kind=language.tr(KIND_WORDS[event.kind]) if event.kind in KIND_WORDS else "",
            )
        )
    return tuple(found)


def when_words(event: Event, language: Language) -> str:
    """Its day, month or year, with the last day where it takes several; empty if not known."""
    if event.date is not None and event.end is not None and event.end > event.date:
        return language.tr(
            "{start} to {end}",
            start=language.date(event.date),
            end=language.date(event.end),
        )
    return language.written_date(event.when) if event.when else ""
