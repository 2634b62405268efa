"""Lists of projects to write: the real ones, and small ones made by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO

from tests.kit.content import form, packs
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.listing.listing import Listing, Written
from wecoop_desktop.documents.listing.write import Format, writer
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import FundingLine, Location, Project, Source
from wecoop_desktop.packs.labels import Labels
from wecoop_desktop.packs.statistics import Bar, Statistics

DAY = date(2026, 11, 22)
NARYN = Location(
    Text("Naryn", "Нарын"), "KG-N", Decimal("41.43"), Decimal("76.00"), "gazetteer", "place"
)
PLAIN = Project(
    id="test-1",
    title=Text("A water supply", "Водоснабжение"),
    summary=Text("Pipes for a village.", "Трубы для села."),
    countries=("KG",),
    sectors=("water_supply_sanitation",),
    funding=(FundingLine("ebrd", Text("EBRD", "ЕБРР"), "", Decimal("5700000"), "EUR", "loan"),),
    sources=(Source("EBRD", "T-1", "https://example.org/t-1", "web page"),),
    dac_sector="14030",
    dac_source="assigned",
    status="active",
    approved="2020-06-15",
    start="2020-07",
    end="2024",
    locations=(NARYN,),
    data_as_of="2025-03-31",
)


def hostile(text: str) -> Project:
    """A project whose every text is this one."""
    return replace(
        PLAIN,
        title=Text(text, text),
        summary=Text(text, text),
        implementer=text,
        sources=(Source(text, text, "https://example.org/", text),),
        remarks=(Text(text, text),),
        locations=(replace(PLAIN.locations[0], name=Text(text, text)),),
        funding=(replace(PLAIN.funding[0], name=Text(text, text), window=text),),
    )


@cache
def labels() -> Labels:
    found = packs()
    return Labels(
        texts={
            "country": form().labels("countries"),
            "sector": form().labels("sectors"),
            "theme": {theme.id: theme.name for theme in found.themes},
            "funder": {org.id: org.name for org in found.organisations},
        },
        short={"funder": {org.id: org.acronym or org.name for org in found.organisations}},
    )


def listing(
    projects: Iterable[Project] = (PLAIN,),
    language: str = "en",
    currency: str = "USD",
    filters: tuple[tuple[str, str], ...] = (),
) -> Listing:
    """A list of these projects, counted simply: what statistics count is tested elsewhere."""
    held = tuple(projects)
    rates = packs().rates
    sums = [money.financing(project, rates, currency).amount for project in held]
    priced = [int(amount) for amount in sums if amount is not None]
    countries = Counter(code for project in held for code in project.countries)
    return Listing(
        title="Financed projects",
        language=Language(language),
        currency=currency,
        count=len(held),
        made=DAY,
        data_as_of="2025-03-31",
        filters=filters,
        packs=packs().manifests,
        projects=iter(held),
        statistics=Statistics(
            currency=currency,
            projects=len(held),
            priced=len(priced),
            contained=0,
            wider=0,
            unpriced=len(held) - len(priced),
            amount=sum(priced),
            median=None,
            grants=0,
            told=0,
            groups={"country": tuple(Bar(code, n, 0) for code, n in countries.items())},
        ),
        rates=rates,
        labels=labels(),
        organisations={each.id: each for each in packs().organisations},
    )


def written(form: Format, given: Listing, job: Job | None = None) -> tuple[bytes, Written]:
    """The bytes of a list in a format, and what is said of them."""
    stream = BytesIO()
    result = writer(form)(given, stream, job or Job())
    return stream.getvalue(), result
