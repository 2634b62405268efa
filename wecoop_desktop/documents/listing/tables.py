"""The tables of a list: which columns, and what stands in them; the same for XLSX and CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.listing.cells import Cell, Day
from wecoop_desktop.documents.listing.listing import Listing
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import FundingLine, Location, Project
from wecoop_desktop.packs.rates import Converted

Kind = Literal["text", "prose", "whole", "money", "number", "date"]
BETWEEN = "; "  # values of one cell

ORIGINS = {"source": mark("the source"), "gazetteer": mark("a gazetteer")}
PRECISIONS = {
    "place": mark("a place"),
    "district": mark("a district"),
    "region": mark("a region"),
    "feature": mark("a feature of nature"),
}
PURPOSE_FROM = {"reported": mark("the source"), "assigned": mark("the editors")}

# What datasets say of their amounts, in words of the records.
DISBURSED, COMMITTED = "sum of disbursements", "sum of commitments"
AMOUNTS = {DISBURSED: mark("sum of disbursements"), COMMITTED: mark("sum of commitments")}


@dataclass(frozen=True, slots=True)
class Column:
    """`head` is an English sentence that may name the currency; `width` is in letters."""

    head: str
    width: int = 14
    kind: Kind = "text"

    def said(self, listing: Listing) -> str:
        return listing.language.tr(self.head, currency=listing.currency)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with any number of rows for each project; `held` columns stay in view."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Listing, Project], Iterable[tuple[Cell, ...]]]
    held: int = 2


class Line(NamedTuple):
    """A financing line and its amount in the currency of the list, where that is known."""

    line: FundingLine
    converted: Converted | None


def lines_of(listing: Listing, project: Project) -> tuple[Line, ...]:
    """The financing lines, each converted at the rate of the project's year."""
    year = money.year_of(project)
    return tuple(
        Line(
            line,
            None
            if line.amount is None
            else listing.rates.convert(line.amount, line.currency, listing.currency, year),
        )
        for line in project.funding
    )


def sum_of(lines: Iterable[Line]) -> Decimal | None:
    """The converted amounts together; None where there is none."""
    known = [each.converted.amount for each in lines if each.converted]
    return sum(known, Decimal(0)) if known else None


def amount_told(project: Project) -> str:
    """What the main source says its amounts are: a key of `AMOUNTS`, or nothing."""
    dataset = project.sources[0].dataset if project.sources else ""
    return next((told for told in AMOUNTS if told in dataset), "")


# One row a project

PROJECT_COLUMNS = (
    Column(mark("Project"), 18),
    Column(mark("Title"), 60),
    Column(mark("Title in the other language"), 40),
    Column(mark("Countries"), 22),
    Column(mark("Country codes"), 12),
    Column(mark("National or regional"), 12),
    Column(mark("Sectors"), 34),
    Column(mark("Sector codes"), 22),
    Column(mark("DAC purpose code"), 10),
    Column(mark("Purpose"), 30),
    Column(mark("Purpose code given by"), 14),
    Column(mark("Funders"), 36),
    Column(mark("Funder codes"), 16),
    Column(mark("Instruments"), 18),
    Column(mark("Instrument codes"), 14),
    Column(mark("Status"), 14),
    Column(mark("Status code"), 11),
    Column(mark("Status as of"), 10, "date"),
    Column(mark("Year"), 8, "whole"),
    Column(mark("Approved"), 12, "date"),
    Column(mark("Start"), 12, "date"),
    Column(mark("End"), 12, "date"),
    Column(mark("Total cost"), 16, "money"),
    Column(mark("Currency of the total cost"), 10),
    Column(mark("Financing as given"), 30),
    Column(mark("Financing, one currency"), 16, "money"),
    Column(mark("Currency of the financing"), 10),
    Column(mark("Financing in {currency}"), 16, "money"),
    Column(mark("Rate used"), 12, "number"),
    Column(mark("Year of the rate"), 9, "whole"),
    Column(mark("Financing lines counted"), 10, "whole"),
    Column(mark("Financing lines not counted"), 10, "whole"),
    Column(mark("Amounts for other countries too"), 12),
    Column(mark("Implemented by"), 34),
    Column(mark("E&S category"), 22),
    Column(mark("E&S category code"), 11),
    Column(mark("Places"), 30),
    Column(mark("Region codes"), 14),
    Column(mark("Summary"), 60),
    Column(mark("Summary in the other language"), 40),
    Column(mark("Source"), 30),
    Column(mark("Identifier at the source"), 22),
    Column(mark("Web pages"), 40),
    Column(mark("Dataset"), 34),
    Column(mark("Data as of"), 12, "date"),
    Column(mark("Related projects"), 22),
    Column(mark("Money contained in"), 16),
    Column(mark("Former ids"), 16),
    Column(mark("Values of other sources that differ"), 40),
    Column(mark("Remarks of the editors"), 40),
)


def project_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    yield (
        *_names(listing, project),
        *_classes(listing, project),
        *_course(listing, project),
        *_money(listing, project),
        *_others(listing, project),
    )


def _names(listing: Listing, project: Project) -> Iterator[Cell]:
    yield project.id
    yield listing.language.text(project.title)
    yield _other(listing, project.title.en, project.title.ru)


def _other(listing: Listing, english: str, russian: str) -> str:
    return english if listing.language.original == "ru" else russian


def _classes(listing: Listing, project: Project) -> Iterator[Cell]:
    yield from _both(listing, "country", project.countries)
    yield listing.label("scope", "regional" if project.regional else "national")
    yield from _both(listing, "sector", project.sectors)
    yield project.dac_sector
    yield listing.label("dac", project.dac_sector)
    yield listing.language.tr(PURPOSE_FROM.get(project.dac_source, ""))
    yield from _both(listing, "funder", _once(line.organisation for line in project.funding))
    yield from _both(listing, "instrument", _once(line.instrument for line in project.funding))
    yield listing.label("status", project.status)
    yield project.status
    yield Day(project.status_as_of)


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _both(listing: Listing, facet: str, values: tuple[str, ...]) -> Iterator[str]:
    """The words of values and then their codes."""
    yield BETWEEN.join(listing.label(facet, value) for value in values)
    yield BETWEEN.join(values)


def _course(listing: Listing, project: Project) -> Iterator[Cell]:
    yield money.year_of(project)
    yield Day(project.approved)
    yield Day(project.start)
    yield Day(project.end)


def _money(listing: Listing, project: Project) -> Iterator[Cell]:
    yield project.total_cost
    yield project.currency
    lines = lines_of(listing, project)
    yield " + ".join(
        listing.language.money(line.amount, line.currency)
        for line, _ in lines
        if line.amount is not None
    )
    currencies = {line.currency for line, _ in lines if line.amount is not None}
    single = len(currencies) == 1
    amounts = [line.amount for line, _ in lines if line.amount is not None]
    yield sum(amounts, Decimal(0)) if single else None
    yield currencies.pop() if single else ""
    counted = [line.converted for line in lines if line.converted]
    yield sum_of(lines)
    rates = {one.rate for one in counted if one.year is not None}
    yield rates.pop() if len(rates) == 1 else None
    yield next((one.year for one in counted if one.year is not None), None)
    yield len(counted)
    yield len(lines) - len(counted)
    yield _yes(listing, project)


def _yes(listing: Listing, project: Project) -> str:
    """Whether its amounts are for countries beyond Central Asia as well; sums leave them out."""
    return listing.language.tr("yes") if project.wider else ""


def _others(listing: Listing, project: Project) -> Iterator[Cell]:
    yield project.implementer
    yield listing.label("category", project.category)
    yield project.category
    yield BETWEEN.join(listing.language.text(place.name) for place in project.locations)
    yield BETWEEN.join(_once(place.region for place in project.locations))
    yield listing.language.text(project.summary)
    yield _other(listing, project.summary.en, project.summary.ru)
    sources = project.sources
    yield BETWEEN.join(_once(source.organisation for source in sources))
    yield BETWEEN.join(_once(source.identifier for source in sources))
    yield " ".join(_once(source.url for source in sources))
    yield BETWEEN.join(_once(source.dataset for source in sources))
    yield Day(project.data_as_of)
    yield BETWEEN.join(project.related)
    yield BETWEEN.join(_once((project.within, *(line.within for line in project.funding))))
    yield BETWEEN.join(project.aliases)
    yield BETWEEN.join(
        " ".join(filter(None, (f"{each.field}: {each.value}", each.currency, each.note)))
        for each in project.discrepancies
    )
    yield BETWEEN.join(listing.language.text(remark) for remark in project.remarks)


# Several rows a project


def _country_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    for country in project.countries:
        yield *_head(listing, project), country, listing.label("country", country)


def _sector_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    for sector in project.sectors:
        yield *_head(listing, project), sector, listing.label("sector", sector)


def _head(listing: Listing, project: Project) -> tuple[str, str]:
    return project.id, listing.language.text(project.title)


def _funding_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    for line, converted in lines_of(listing, project):
        payer = listing.organisations.get(line.organisation)
        used = converted is not None and converted.year is not None
        sources = (
            listing.rates.sources_of(line.currency, listing.currency, converted.year)
            if converted and used
            else ()
        )
        yield (
            *_head(listing, project),
            money.year_of(project),
            line.organisation,
            listing.label("funder", line.organisation),
            listing.label("funder_kind", payer.kind) if payer else "",
            line.window,
            line.instrument,
            listing.label("instrument", line.instrument),
            line.amount,
            line.currency,
            listing.language.tr(AMOUNTS.get(amount_told(project), "")),
            converted.amount if converted else None,
            converted.rate if converted and used else None,
            converted.year if converted else None,
            BETWEEN.join(listing.language.text(source.name) for source in sources),
            line.within or project.within,
            _yes(listing, project),
        )


def _place_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    for place in project.locations:
        yield (*_head(listing, project), *_place(listing, place))


def _place(listing: Listing, place: Location) -> Iterator[Cell]:
    yield listing.language.text(place.name)
    yield place.region
    yield place.latitude
    yield place.longitude
    yield listing.language.tr(PRECISIONS.get(place.precision, ""))
    known = place.latitude is not None
    yield listing.language.tr(ORIGINS.get(place.origin, "")) if known else ""


def _source_rows(listing: Listing, project: Project) -> Iterator[tuple[Cell, ...]]:
    for source in project.sources:
        yield (
            *_head(listing, project),
            source.organisation,
            source.identifier,
            source.url,
            source.dataset,
            Day(project.data_as_of),
        )


_HEAD = (Column(mark("Project"), 18), Column(mark("Title"), 60))

PROJECTS = Sheet(mark("Projects"), PROJECT_COLUMNS, project_rows)
SHEETS = (
    PROJECTS,
    Sheet(
        mark("Countries"),
        (*_HEAD, Column(mark("Country code"), 10), Column(mark("Country"), 24)),
        _country_rows,
    ),
    Sheet(
        mark("Sectors"),
        (*_HEAD, Column(mark("Sector code"), 26), Column(mark("Sector"), 40)),
        _sector_rows,
    ),
    Sheet(
        mark("Financing"),
        (
            *_HEAD,
            Column(mark("Year"), 8, "whole"),
            Column(mark("Funder code"), 16),
            Column(mark("Funder"), 40),
            Column(mark("Kind of funder"), 24),
            Column(mark("Window"), 24),
            Column(mark("Instrument code"), 14),
            Column(mark("Instrument"), 18),
            Column(mark("Amount"), 16, "money"),
            Column(mark("Currency"), 9),
            Column(mark("The amount is the"), 22),
            Column(mark("Amount in {currency}"), 16, "money"),
            Column(mark("Rate used"), 12, "number"),
            Column(mark("Year of the rate"), 9, "whole"),
            Column(mark("Rate published by"), 40),
            Column(mark("Money contained in"), 16),
            Column(mark("Amounts for other countries too"), 12),
        ),
        _funding_rows,
    ),
    Sheet(
        mark("Places"),
        (
            *_HEAD,
            Column(mark("Place"), 30),
            Column(mark("Region code"), 10),
            Column(mark("Latitude"), 10, "number"),
            Column(mark("Longitude"), 10, "number"),
            Column(mark("As exact as"), 18),
            Column(mark("Coordinates from"), 16),
        ),
        _place_rows,
    ),
    Sheet(
        mark("Sources"),
        (
            *_HEAD,
            Column(mark("Source"), 34),
            Column(mark("Identifier at the source"), 24),
            Column(mark("Web page"), 50),
            Column(mark("Dataset"), 50),
            Column(mark("Data as of"), 12, "date"),
        ),
        _source_rows,
    ),
)
