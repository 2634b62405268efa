"""A list of projects as a PDF report: what it adds up to, the list, a sheet for each project."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents import statistics, totals
from wecoop_desktop.documents.chart import Tiles
from wecoop_desktop.documents.listing import note
from wecoop_desktop.documents.listing.listing import MOST_SHEETS, Listing, Written
from wecoop_desktop.documents.listing.profile import sheet
from wecoop_desktop.documents.listing.tables import lines_of, sum_of
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Cover,
    Figure,
    Heading,
    Outline,
    Paragraph,
    Properties,
    Rich,
    Row,
    Run,
    Section,
    Table,
    plain,
)
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.labels import UNKNOWN
from wecoop_desktop.packs.statistics import Group

MOST_ROWS = 5_000  # of the list; more are counted, not listed
MOST_TITLE = 220  # letters of a title in the list
MOST_FUNDERS = 3  # named in the list
MEASURES: tuple[statistics.Measure, ...] = ("money", "projects")
# The charts of the overview; True: sources divide a project's money among these values.
CHARTS: dict[Group, bool] = {
    "year": True,
    "country": False,
    "sector": False,
    "funder": True,
    "instrument": True,
    "status": False,
}


def write_report(listing: Listing, stream: BinaryIO, job: Job | None = None) -> Written:
    """Write the report. Raises `Cancelled` when the job is stopped; nothing is written then."""
    from wecoop_desktop.documents.pdf import write_pdf

    job = job or Job()
    listed = tuple(_read(listing, job))
    write_pdf(report(listing, listed), stream, job)
    gaps = []
    if listing.count > MOST_SHEETS:
        gaps.append(("report-sheets", MOST_SHEETS))
    if listing.count > len(listed):
        gaps.append(("report-rows", listing.count - len(listed)))
    return Written(listing.count, gaps=tuple(gaps))


def _read(listing: Listing, job: Job) -> Iterator[Project]:
    for done, project in enumerate(islice(listing.projects, MOST_ROWS)):
        job.step(done, listing.count, "listing-projects")
        yield project


def report(listing: Listing, listed: tuple[Project, ...]) -> Outline:
    """The report as an outline; `listed` are the projects of its list, in their order."""
    tr, language = listing.language.tr, listing.language
    sections = [
        Section(tr("Overview"), tuple(_overview(listing)), "1", new_page=True),
        Section(
            tr("List of projects"),
            tuple(_list(listing, listed)),
            "2",
            orientation="landscape",
            new_page=True,
        ),
        Section(tr("About this report"), tuple(_about(listing)), "3", new_page=True),
    ]
    if listing.count <= MOST_SHEETS:
        sections[2:2] = _sheets(listing, listed)
        sections[-1] = replace(sections[-1], number="4")
    made = language.date(listing.made, "long")
    return Outline(
        language=language.code,
        cover=_cover(listing, made),
        contents=tr("Contents"),
        head=listing.title,
        foot=f"{tr('Project report')} · {made}",
        properties=Properties(
            title=listing.title,
            author="WECOOP Desktop",
            subject="; ".join(f"{name}: {chosen}" for name, chosen in listing.filters),
            keywords=tuple(chosen for _, chosen in listing.filters),
        ),
        sections=tuple(_numbered(listing, sections)),
    )


def _cover(listing: Listing, made: str) -> Cover:
    tr, language, found = listing.language.tr, listing.language, listing.statistics
    years = [stack.year for stack in found.years]
    span = (
        f"{years[0]}–{years[-1]}" if years and years[0] != years[-1] else "".join(map(str, years))
    )
    countries = sum(1 for bar in found.groups.get("country", ()) if len(bar.value) == 2)
    funders = sum(1 for bar in found.groups.get("funder", ()) if bar.value != UNKNOWN)
    unknown = tr("unknown")
    amount = totals.large(language, found.amount, found.currency) if found.priced else unknown
    return Cover(
        kind=tr("Project report"),
        title=listing.title,
        place=" · ".join(chosen for _, chosen in listing.filters) or tr("All projects"),
        applicant=tr("Database of financed projects"),
        applicant_note=tr("Environment, water and climate in Central Asia"),
        facts=(
            (tr("Projects"), language.number(listing.count)),
            (tr("Financing"), amount),
            (tr("Years of approval"), span or unknown),
            (tr("Countries"), language.number(countries)),
            (tr("Funders"), language.number(funders)),
            (tr("Newest data"), language.written_date(listing.data_as_of) or unknown),
        ),
        lines=(tr("Made on {date}", date=made),),
        origin=tr(
            "Compiled with WECOOP Desktop from open data of the funders; each project names its"
            " sources. Not an official publication of the funders named."
        ),
        seed=zlib.crc32(listing.title.encode("utf-8", "replace")),
    )


# What it adds up to


def _overview(listing: Listing) -> Iterator[Block]:
    tr, found = listing.language.tr, listing.statistics
    tiles = totals.tiles(found, listing.language)
    yield Figure(Tiles(tuple((tile.value, tile.label) for tile in tiles)))
    facts = tuple((name, plain(chosen)) for name, chosen in listing.filters)
    whole = plain(tr("All projects of the database; no filter was set."))
    yield Callout(tr("What this list holds"), facts, () if facts else whole)
    yield Paragraph(plain(" ".join(totals.counted(found, listing.language))), "note")
    for exhibit in _exhibits(listing):
        yield Heading(exhibit.title)
        yield Figure(exhibit.chart, note=exhibit.note)
        if exhibit.id in ("country", "sector", "funder"):
            yield _table_of(listing, exhibit)


def _exhibits(listing: Listing) -> Iterator[statistics.Exhibit]:
    """Charts by money where it can be divided, else by number; themes repeat the sectors."""
    by_money, by_number = (
        {
            one.id: one
            for one in statistics.exhibits(
                listing.statistics, listing.labels, listing.language, measure
            )
        }
        for measure in MEASURES
    )
    for group, divided in CHARTS.items():
        chosen = by_money if divided and listing.statistics.priced else by_number
        if group in chosen:
            yield chosen[group]


def _table_of(listing: Listing, exhibit: statistics.Exhibit) -> Table:
    number = listing.language.number
    columns = (
        Column(exhibit.heads[0], share=56),
        Column(exhibit.heads[1], "right", 16),
        Column(exhibit.heads[2], "right", 28),
    )
    rows = tuple(
        Row(
            (
                plain(str(row[0])),
                *(plain("–" if cell is None else number(int(cell))) for cell in row[1:3]),
            )
        )
        for row in exhibit.rows
    )
    return Table(columns, rows, caption=exhibit.heads[0])


# The list


def _list(listing: Listing, listed: Iterable[Project]) -> Iterator[Block]:
    tr, ntr = listing.language.tr, listing.language.ntr
    rows = tuple(_row(listing, number, each) for number, each in enumerate(listed, start=1))
    if listing.count > len(rows):
        said = ntr(
            "The list is shortened: {n} further project is counted in the overview only.",
            "The list is shortened: {n} further projects are counted in the overview only.",
            listing.count - len(rows),
        )
        yield Callout(tr("Not all projects are listed"), runs=plain(said), tone="warn")
    if listing.count > MOST_SHEETS:
        said = ntr(
            "Reports of more than {n} project have no page for each project.",
            "Reports of more than {n} projects have no page for each project.",
            MOST_SHEETS,
        )
        yield Paragraph(plain(said), "note")
    columns = (
        Column(tr("No."), "right", 4),
        Column(tr("Project"), share=38),
        Column(tr("Countries"), share=11),
        Column(tr("Sectors"), share=17),
        Column(tr("Funders"), share=11),
        Column(tr("Financing, {currency}", currency=listing.currency), "right", 11),
        Column(tr("Years"), share=8),
    )
    yield Table(
        columns,
        rows,
        caption=tr("Projects of the list"),
        note=tr(
            "Financing: the sum of the financing lines, converted at the average rate of the year"
            " of approval, else of the start; a dash where it is not known. An asterisk: the amount"
            " is for countries outside Central Asia too, and is in no sum."
        ),
    )


def _row(listing: Listing, number: int, project: Project) -> Row:
    language = listing.language
    amount = sum_of(lines_of(listing, project))
    title = language.text(project.title)
    status = listing.label("status", project.status)
    beneath = " · ".join(filter(None, (project.id, status)))
    begun, ended = money.year_of(project), project.end[:4]
    funders = list(dict.fromkeys(line.organisation for line in project.funding))
    named = [listing.brief("funder", funder) for funder in funders[:MOST_FUNDERS]]
    if len(funders) > MOST_FUNDERS:
        rest = len(funders) - MOST_FUNDERS
        named.append(language.ntr("and {n} more", "and {n} more", rest))
    return Row(
        (
            plain(str(number), tone="muted"),
            _titled(title, beneath),
            plain(", ".join(listing.label("country", code) for code in project.countries)),
            plain(", ".join(listing.brief("sector", code) for code in project.sectors)),
            plain(", ".join(named)),
            plain("–" if amount is None else language.number(amount, 0) + "*" * project.wider),
            plain("–".join(dict.fromkeys(filter(None, (str(begun or ""), ended))))),
        )
    )


def _titled(title: str, beneath: str) -> Rich:
    short = title if len(title) <= MOST_TITLE else title[: MOST_TITLE - 1].rstrip() + "…"
    return (Run(short, bold=True), Run(f"\n{beneath}", tone="muted"))


# Project by project


def _sheets(listing: Listing, listed: Iterable[Project]) -> Iterator[Section]:
    for number, project in enumerate(listed, start=1):
        title = listing.language.text(project.title) or project.id
        yield Section(title, tuple(sheet(listing, project)), f"3.{number}", new_page=True)


# The end


def _about(listing: Listing) -> Iterator[Block]:
    tr = listing.language.tr
    for title, pairs in (
        (tr("The list"), note.about(listing)),
        (tr("What is counted"), note.counting(listing)),
        (tr("Exchange rates"), note.rates(listing)),
        (tr("Sources and licences"), note.publishers(listing)),
    ):
        yield Heading(title)
        rows = tuple(Row((plain(name), plain(said))) for name, said in pairs)
        yield Table((Column("", share=30), Column("", share=70)), rows, look="facts")


def _numbered(listing: Listing, sections: Iterable[Section]) -> Iterator[Section]:
    """Tables with a caption get their numbers, in the order of the report."""
    tables = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table) and block.caption:
                tables += 1
                said = listing.language.tr("Table {number}.", number=tables)
                block = replace(block, label=said)
            blocks.append(block)
        yield replace(section, blocks=tuple(blocks))
