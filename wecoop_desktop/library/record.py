"""Each published value as the record that is searched: texts, names, facets, orders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from wecoop_desktop.base import collation
from wecoop_desktop.base.text import LANGUAGES, Text, joined
from wecoop_desktop.forms.form import Form
from wecoop_desktop.library.places import COUNTRIES, REGIONAL, REGIONS
from wecoop_desktop.library.query import Kind
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import (
    Event,
    Funder,
    Organisation,
    Policy,
    Project,
    Section,
    Term,
)
from wecoop_desktop.packs.labels import ALL_OF, UNKNOWN
from wecoop_desktop.packs.rates import Rates

T = TypeVar("T")
NO_VALUES: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class Name(NamedTuple):
    """Words under which a record is found beside its title: the field, the language, the text."""

    field: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """`approved` and `ends` are YYYYMMDD, 0 where not known: only for order. `usd` and `eur` are
    the size in whole units. `values` are those of the filters in `query.FACETS`."""

    kind: Kind
    id: str
    title: Text
    summary: Text = Text()
    body: Text = Text()
    names: tuple[Name, ...] = ()
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    acronyms: tuple[Text, ...] = ()
    instruments: tuple[str, ...] = ()
    status: str = ""
    regional: bool = False
    amount: Decimal | None = None
    currency: str = ""
    years: tuple[str, str] = ("", "")
    year: int | None = None
    approved: int = 0
    ends: int = 0
    usd: int | None = None
    eur: int | None = None
    values: Mapping[str, tuple[str, ...]] = made(default_factory=lambda: NO_VALUES)


FURTHER = 20  # languages that have an order by title of their own
FALLING = ("approved", "ends", "amount")  # orders that begin with the largest
# The orders a result can be asked in; None: not known, and so comes last either way.
ORDERS: Mapping[str, Callable[[Record], object]] = {
    "approved": lambda one: one.approved or None,
    "ends": lambda one: one.ends or None,
    "amount": lambda one: one.usd,
    "country": lambda one: one.countries or None,
    "sector": lambda one: one.sectors or None,
    "funder": lambda one: tuple(text.en.casefold() for text in one.acronyms) or None,
    "status": lambda one: one.status or None,
}


def languages_of(every: Iterable[Record]) -> tuple[str, ...]:
    """English, Russian, then the further languages in which any title is written."""
    found = {code for one in every for code, _ in one.title.more}
    return (*LANGUAGES, *sorted(found.difference(LANGUAGES))[:FURTHER])


def by_title(language: str) -> Callable[[Record], object]:
    """The order by title as a reader of that language sees it."""
    return lambda one: collation.key(one.title.of(language), language)


@dataclass(frozen=True, slots=True)
class Labels:
    """What records refer to by id: organisations, and the words of sectors."""

    organisations: Mapping[str, Organisation]
    sectors: Mapping[str, Text]
    themes: Mapping[str, str] = made(default_factory=dict)  # of each sector
    rates: Rates = made(default_factory=Rates)


def option_labels(forms: Iterable[Form]) -> dict[str, Text]:
    """The label of every option of the forms by its id; sectors are among them."""
    return {
        option.id: option.label
        for form in forms
        for step in form.steps
        for field in step.fields
        for options in (field.options, *(column.options for column in field.columns))
        for option in options
    }


def of_project(project: Project, labels: Labels) -> Record:
    paid = [labels.organisations.get(line.organisation) for line in project.funding]
    begins = project.approved or project.start
    amount, currency = _amount(project)
    return Record(
        kind="project",
        id=project.id,
        title=project.title,
        summary=project.summary,
        names=tuple(_project_names(project, labels)),
        countries=project.countries,
        sectors=project.sectors,
        funders=_unique(line.organisation for line in project.funding),
        acronyms=_unique(
            org.acronym or org.name if org else line.name
            for org, line in zip(paid, project.funding, strict=True)
        ),
        instruments=_unique(line.instrument for line in project.funding if line.instrument),
        status=project.status,
        regional=project.regional,
        amount=amount,
        currency=currency,
        years=(begins[:4], project.end[:4]),
        year=int(begins[:4]) if begins[:4].isdigit() else None,
        approved=_day(begins),
        ends=_day(project.end),
        usd=_whole(money.size(project, labels.rates, "USD")),
        eur=_whole(money.size(project, labels.rates, "EUR")),
        values=_project_values(project, labels),
    )


def _project_values(project: Project, labels: Labels) -> dict[str, tuple[str, ...]]:
    """The values of each filter by ticking; those of no known value are found as unknown."""
    kinds = (labels.organisations.get(line.organisation) for line in project.funding)
    themes = (labels.themes.get(sector) for sector in project.sectors)
    begins = project.approved or project.start
    known = {
        "year": begins[:4].isdigit(),
        "size": project.total_cost is not None
        or any(line.amount is not None for line in project.funding),
        "place": any(place.latitude is not None for place in project.locations),
        "source": any(source.url for source in project.sources),
    }
    dac = project.dac_sector
    return {
        "country": project.countries,
        "scope": _scope(project),
        "sector": (
            *project.sectors,
            *(f"{theme}{ALL_OF}" for theme in _unique(filter(None, themes))),
        ),
        "dac": (dac, dac[:3]) if dac else (UNKNOWN,),
        "funder": _unique(line.organisation for line in project.funding) or (UNKNOWN,),
        "funder_kind": _unique(org.kind for org in kinds if org) or (UNKNOWN,),
        "instrument": _unique(line.instrument or UNKNOWN for line in project.funding) or (UNKNOWN,),
        "status": (project.status or UNKNOWN,),
        "category": (project.category or UNKNOWN,),
        "implementer": (project.implementer or UNKNOWN,),
        "missing": tuple(name for name, told in known.items() if not told),
    }


def _scope(project: Project) -> tuple[str, ...]:
    """One of the five countries or several of them; and whether others are financed too."""
    scope = "regional" if project.regional else "national"
    return (scope, "wider") if project.wider else (scope,)


def of_section(section: Section) -> Record:
    body = joined((section.body, joined(section.checklist))).changed(_prose)
    return Record(
        kind="section",
        id=section.id,
        title=section.title,
        summary=body.changed(_opening),
        body=body,
        names=tuple(_names("id", Text(section.number, section.number))),
        funders=section.funders,
        values={"funder": section.funders},
    )


def of_funder(funder: Funder, labels: Labels) -> Record:
    said = [text for text in texts_of(funder.card) if text not in (funder.name, funder.acronym)]
    body = joined(said)
    return Record(
        kind="funder",
        id=funder.id,
        title=funder.name,
        body=body,
        names=(*_names("funder", funder.acronym), *_sector_names(funder.sectors, labels)),
        sectors=funder.sectors,
        funders=(funder.id,),
        acronyms=(funder.acronym,),
        instruments=funder.instruments,
        status=funder.status,
        values={
            "sector": funder.sectors,
            "funder": (funder.id,),
            "instrument": funder.instruments,
            "status": (funder.status,) if funder.status else (),
        },
    )


def of_policy(policy: Policy, labels: Labels) -> Record:
    targets = joined(target.text for target in policy.targets)
    sectors = tuple(policy.weights)
    countries = (policy.country,) if policy.country else ()
    year, horizon = (str(number or "") for number in (policy.year, policy.horizon))
    return Record(
        kind="policy",
        id=policy.id,
        title=policy.name,
        summary=targets,
        body=policy.note,
        names=(*_country_names((policy.country,)), *_sector_names(sectors, labels)),
        countries=countries,
        sectors=sectors,
        years=(year, horizon),
        year=policy.year,
        approved=_day(year),
        values={"country": countries, "sector": sectors},
    )


def of_term(term: Term) -> Record:
    return Record(
        kind="term",
        id=term.id,
        title=term.term,
        summary=term.definition,
        names=tuple(_names("acronym", term.acronym)),
    )


def of_event(event: Event) -> Record:
    day = event.when or (event.date.isoformat() if event.date else "")
    return Record(
        kind="event",
        id=event.id,
        title=event.title,
        summary=event.summary,
        names=(
            *_names("place", event.place),
            *_names("organiser", event.organiser),
        ),
        years=(day[:4], day[:4]),
        year=int(day[:4]) if day[:4].isdigit() else None,
        approved=_day(day),
    )


def _project_names(project: Project, labels: Labels) -> Iterator[Name]:
    for line in project.funding:
        org = labels.organisations.get(line.organisation)
        yield from _names("funder", org.name if org else line.name)
        if org:
            yield from _names("funder", org.acronym)
        yield from _names("funder", Text(line.window, ""))
    for place in project.locations:
        yield from _names("place", place.name)
        yield from _names("place", REGIONS.get(place.region, Text()))
    yield from _country_names(project.countries)
    if project.regional:
        yield from _names("country", REGIONAL)
    yield from _sector_names(project.sectors, labels)
    yield from _names("implementer", Text(project.implementer, ""))
    ids = dict.fromkeys(
        [project.id, *project.aliases, *(source.identifier for source in project.sources)]
    )
    yield from _names("id", Text(" ".join(filter(None, ids)), ""))


def _names(field: str, text: Text) -> Iterator[Name]:
    for language, said in text.pairs():
        yield Name(field, language, " ".join(said.split()))


def further(one: Record) -> Iterator[Name]:
    """Title, summary and body in further languages, as why a record was found is told by them."""
    for field, text in (("title", one.title), ("summary", one.summary), ("text", one.body)):
        for language, said in text.more:
            yield Name(field, language, " ".join(said.split()))


def _country_names(countries: tuple[str, ...]) -> Iterator[Name]:
    for country in countries:
        for text in COUNTRIES.get(country, ()):
            yield from _names("country", text)


def _sector_names(sectors: tuple[str, ...], labels: Labels) -> Iterator[Name]:
    for sector in sectors:
        yield from _names("sector", labels.sectors.get(sector, Text()))


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _amount(project: Project) -> tuple[Decimal | None, str]:
    """What a line shows: the total cost, else the financing in the currency it was given in."""
    if project.total_cost is not None:
        return project.total_cost, project.currency
    given = [line for line in project.funding if line.amount is not None]
    currencies = {line.currency for line in given}
    if len(currencies) == 1:
        return sum((line.amount or Decimal(0) for line in given), Decimal(0)), currencies.pop()
    return None, ""


def _whole(amount: Decimal | None) -> int | None:
    return None if amount is None else max(0, int(amount))


def _day(value: str) -> int:
    """YYYYMMDD of a date that may lack day and month: they count as the first."""
    digits = [int(part) for part in value.split("-") if part.isdigit()][:3]
    year, month, day = [*digits, 0, 0, 0][:3]
    return year * 10_000 + month * 100 + day if year else 0


_MARKUP = re.compile(r"(\]\([^)]*\))|[#*_`>|\[\]~]+|<[^>]*>")


def _prose(markdown: str) -> str:
    """The text of Markdown without its marks, for searching."""
    return " ".join(_MARKUP.sub(" ", markdown).split())


def _opening(text: str, length: int = 240) -> str:
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"


def texts_of(card: object) -> Iterator[Text]:
    """Every pair of texts in plain data: `en` beside `ru`, `x_en` beside `x_ru`, or Text."""
    if isinstance(card, Text):
        yield card
    elif isinstance(card, Mapping):
        for key, held in card.items():
            if key == "en" or str(key).endswith("_en"):
                other = card.get(f"{str(key)[:-2]}ru")
                if isinstance(held, str) and isinstance(other, str):
                    yield Text.from_map(card, str(key)[:-3] if str(key) != "en" else "")
            elif isinstance(held, Mapping | tuple | list | Text):
                yield from texts_of(held)
    elif isinstance(card, tuple | list):
        for held in card:
            yield from texts_of(held)
