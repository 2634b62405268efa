"""Meetings, trainings and the work plan: which country and topic they are about, as a calendar.

In: events of the pack; out: what they are about, filtered and in order, and entries of a calendar
file. An event that names its countries and topics is believed; for others they are found by
the words of its title, summary and place, and one that names none is about the whole region. A
meeting of the region that is held in a country is not about that country.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.calendar import Entry
from wecoop_desktop.packs.content import Event, Policy

NAMES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        code: re.compile(rf"\b(?:{stem})", re.IGNORECASE)
        for code, stem in (
            ("KZ", "kazakh"), ("KG", "kyrgyz"), ("TJ", "tajik"), ("TM", "turkmen"), ("UZ", "uzbek"),
        )
    }
)  # fmt: skip
REGION = re.compile(r"central asia|\bregion|WGECC|WECOOP project", re.IGNORECASE)
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
        "period": mark("Period of funding"),
        "term": mark("Term of a document"),
    }
)
SECTOR_TOPICS = MappingProxyType(
    {
        "adaptation": "climate", "air_quality": "air", "biodiversity": "biodiversity",
        "disaster_risk": "climate", "forestry": "biodiversity", "governance": "law",
        "irrigation": "water", "land": "biodiversity", "mitigation_energy": "energy",
        "mitigation_transport": "energy", "waste": "waste", "chemicals": "waste",
        "wastewater": "water", "water_resources": "water", "water_supply_sanitation": "water",
    }
)  # fmt: skip
CENTRAL = 2  # from this weight on a policy is about a sector
STATE_WORDS = MappingProxyType(
    {
        "planned": mark("planned"),
        "under_way": mark("under way"),
        "held": mark("held"),
        "done": mark("done"),
        "postponed": mark("postponed"),
        "cancelled": mark("cancelled"),
    }
)


def countries_of(event: Event) -> tuple[str, ...]:
    """Codes of the countries it is about; none: the region, or nobody has said."""
    if event.countries:
        return event.countries
    if named := tuple(code for code, name in NAMES.items() if name.search(event.title.en)):
        return named
    if REGION.search(f"{event.title.en}. {event.summary.en}"):
        return ()
    place = "" if event.kind == "call" else event.place.en  # where it is handed in
    words = f"{event.title.en}. {place}. {event.summary.en}"
    return tuple(code for code, pattern in COUNTRIES.items() if pattern.search(words))


def topics_of(event: Event) -> tuple[str, ...]:
    """Topics it is about, keys of `TOPIC_WORDS` or others that the pack names."""
    if event.topics:
        return event.topics
    words = f"{event.title.en}. {event.summary.en}"
    return tuple(topic for topic, pattern in TOPICS.items() if pattern.search(words))


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The newest first, those without a date last."""
    return tuple(sorted(events, key=lambda event: (_begun(event), event.id), reverse=True))


def _begun(event: Event) -> str:
    days = span(event)
    return days[0].isoformat() if days else ""


def span(event: Event) -> tuple[date, date] | None:
    """The first and the last day that its dates can mean; None where none is known."""
    first = days_of(event.when)
    if first is None:
        return None
    until = days_of(event.until or (event.end.isoformat() if event.end else ""))
    ends = until[1] if until is not None and until[1] >= first[0] else first[1]
    return first[0], ends


def days_of(written: str) -> tuple[date, date] | None:
    """First and last day of a year, a quarter (2026-Q3), a month, or a day."""
    year, _, rest = written.partition("-")
    if not year:
        return None
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if rest.startswith("Q"):
        month = 3 * int(rest[1:]) - 2
        return date(int(year), month, 1), _month_end(int(year), month + 2)
    if len(rest) == 2:
        return date(int(year), int(rest), 1), _month_end(int(year), int(rest))
    day = date.fromisoformat(written)
    return day, day


def _month_end(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


def terms(policies: Iterable[Policy]) -> tuple[Event, ...]:
    """Until when national documents run, the first to end first: what follows is prepared before.

    Only those whose last year is known. They are no events of the pack: their ids begin with
    `policy:`.
    """
    found = [
        Event(
            id=f"policy:{policy.id}",
            kind="term",
            title=policy.name,
            summary=policy.note,
            date=None,
            place=Text(),
            organiser=Text(),
            url=policy.source_url,
            when=str(policy.horizon),
            countries=() if policy.country == "REG" else (policy.country,),
            topics=tuple(
                sorted(
                    {
                        SECTOR_TOPICS[sector]
                        for sector, weight in policy.weights.items()
                        if weight >= CENTRAL and sector in SECTOR_TOPICS
                    }
                )
            ),
        )
        for policy in policies
        if policy.horizon
    ]
    return tuple(sorted(found, key=lambda event: (event.when, event.id)))


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
    days = span(event)
    if days is None:
        return False
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


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
    """Its day, month, quarter or year, with the last one where it takes several; empty if not
    known."""
    known, days = days_of(event.when), span(event)
    if known is None or days is None:
        return ""
    first = _written(event.when, language)
    last = event.until or (event.end.isoformat() if event.end else "")
    if not last or days[1] <= known[1]:
        return first
    return language.tr("{start} – {end}", start=first, end=_written(last, language))


def _written(when: str, language: Language) -> str:
    year, _, rest = when.partition("-")
    if rest.startswith("Q"):
        return language.tr("quarter {n} of {year}", n=rest[1:], year=year)
    if len(rest) == 2:
        return language.whole_month(date(int(year), int(rest), 1))
    return language.written_date(when) if when else ""
