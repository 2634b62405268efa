"""One project on a page of the report."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop.documents.chart import Locator, Place
from wecoop_desktop.documents.listing.listing import Listing
from wecoop_desktop.documents.listing.tables import DISBURSED, amount_told, lines_of, sum_of
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Figure,
    Heading,
    Paragraph,
    Rich,
    Row,
    Run,
    Table,
    plain,
)
from wecoop_desktop.documents.outline import (
    Listing as Bullets,
)
from wecoop_desktop.packs.content import Project, Source

MOST_PLACES = 12  # on the small map
MOST_RELATED = 12  # ids that are named


def sheet(listing: Listing, project: Project) -> Iterator[Block]:
    """What is known of a project; what is not known has no line."""
    tr, language = listing.language.tr, listing.language
    other = project.title.en if language.original == "ru" else project.title.ru
    if other and other != language.text(project.title):
        yield Paragraph(plain(other, italic=True, tone="muted"))
    yield _facts(listing, project)
    summary = language.text(project.summary)
    if summary:
        yield Heading(tr("Summary"))
        yield Paragraph(plain(summary))
    if project.funding:
        yield Heading(tr("Financing"))
        yield _financing(listing, project)
    yield Heading(tr("Sources"))
    yield Bullets(tuple((0, _source(source)) for source in project.sources))
    if project.data_as_of:
        said = tr("Data as of {date}.", date=language.written_date(project.data_as_of))
        yield Paragraph(plain(said), "note")
    for remark in project.remarks:
        yield Callout(tr("Remark of the editors"), runs=plain(language.text(remark)), tone="warn")


def _facts(listing: Listing, project: Project) -> Callout:
    tr, language = listing.language.tr, listing.language
    status = listing.label("status", project.status)
    if status and project.status_as_of:
        status = tr("{status}, as of {year}", status=status, year=project.status_as_of)
    total = ""
    if project.total_cost is not None:
        total = language.money(project.total_cost, project.currency)
    held = (
        (tr("Countries"), ", ".join(listing.label("country", c) for c in project.countries)),
        (tr("Sectors"), ", ".join(listing.label("sector", s) for s in project.sectors)),
        (tr("DAC purpose code"), _purpose(listing, project)),
        (tr("Places"), ", ".join(language.text(place.name) for place in project.locations)),
        (tr("Status"), status),
        (tr("Approved"), language.written_date(project.approved)),
        (tr("Start"), language.written_date(project.start)),
        (tr("End"), language.written_date(project.end)),
        (tr("Implemented by"), project.implementer),
        (tr("E&S category"), project.category),
        (tr("Total cost"), total),
        (tr("Related projects"), ", ".join(project.related[:MOST_RELATED])),
    )
    facts = tuple((name, plain(said)) for name, said in held if said)
    return Callout(project.id, facts, figure=_map(project, listing))


def _purpose(listing: Listing, project: Project) -> str:
    said = listing.label("dac", project.dac_sector)
    return " · ".join(dict.fromkeys(filter(None, (project.dac_sector, said))))


def _map(project: Project, listing: Listing) -> Figure | None:
    places = tuple(
        Place(listing.language.text(place.name), place.latitude, place.longitude)
        for place in project.locations
        if place.latitude is not None and place.longitude is not None
    )
    if not places:
        return None
    return Figure(Locator(places[:MOST_PLACES], project.countries))


def _financing(listing: Listing, project: Project) -> Table:
    tr, language = listing.language.tr, listing.language
    columns = (
        Column(tr("Funder"), share=44),
        Column(tr("Instrument"), share=18),
        Column(tr("As given"), "right", 20),
        Column(listing.currency, "right", 18),
    )
    lines = lines_of(listing, project)
    rows = []
    for line, converted in lines:
        name = listing.label("funder", line.organisation) or language.text(line.name)
        payer = (Run(name), Run(f"\n{line.window}", tone="muted")) if line.window else plain(name)
        given = "" if line.amount is None else language.money(line.amount, line.currency)
        amount = "–" if converted is None else language.number(converted.amount, 0)
        instrument = listing.label("instrument", line.instrument)
        rows.append(Row((payer, plain(instrument), plain(given or "–"), plain(amount))))
    total = sum_of(lines)
    if total is not None and len(rows) > 1:
        said = plain(language.number(total, 0), bold=True)
        rows.append(Row((plain(tr("Total"), bold=True), (), (), said), kind="total"))
    return Table(columns, tuple(rows), note=". ".join(_remarks(listing, project)))


def _remarks(listing: Listing, project: Project) -> Iterator[str]:
    tr = listing.language.tr
    if rates := _rates(listing, project):
        yield rates
    if amount_told(project) == DISBURSED:
        yield tr("Amounts are the sum of the disbursements that were reported")
    if project.wider:
        yield tr("The amounts are for countries outside Central Asia too, and are in no sum")
    held = {line.within for line in project.funding} | {project.within}
    for within in sorted(held - {""}):
        yield tr("The money is also told by project {id}, and is counted there", id=within)


def _rates(listing: Listing, project: Project) -> str:
    """At which rates the lines were converted."""
    used = {
        (line.currency, converted.rate, converted.year)
        for line, converted in lines_of(listing, project)
        if converted and converted.year is not None
    }
    return "; ".join(
        listing.language.tr(
            "1 {currency} = {rate} {into} on average of {year}",
            currency=currency,
            rate=f"{rate:.6g}"
            if listing.language.original != "ru"
            else f"{rate:.6g}".replace(".", ","),
            into=listing.currency,
            year=year,
        )
        for currency, rate, year in sorted(used)
    )


def _source(source: Source) -> Rich:
    named = ", ".join(filter(None, (source.organisation, source.identifier)))
    rest = " · ".join(filter(None, (source.dataset, source.url)))
    return (Run(named), Run(f"\n{rest}", tone="muted")) if rest else plain(named)
