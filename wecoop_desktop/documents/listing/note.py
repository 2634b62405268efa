"""What a reader must know of a list: filters, what is counted, rates, sources; in pairs."""

from __future__ import annotations

from collections.abc import Iterator

from wecoop_desktop import __version__
from wecoop_desktop.base.language import Language, nmark
from wecoop_desktop.documents.listing.cells import Cleaner
from wecoop_desktop.documents.listing.listing import Listing, Written
from wecoop_desktop.documents.totals import counted

Pair = tuple[str, str]


def about(listing: Listing) -> Iterator[Pair]:
    """The list itself: how it was made, from what, with which filters."""
    tr, language = listing.language.tr, listing.language
    yield tr("List"), listing.title
    yield tr("Projects"), language.number(listing.count)
    yield from listing.filters or ((tr("Filters"), tr("None: all projects")),)
    yield tr("Made on"), language.date(listing.made)
    yield tr("Newest data"), language.written_date(listing.data_as_of)
    yield tr("Made with"), f"WECOOP Desktop {__version__}"


def counting(listing: Listing) -> Iterator[Pair]:
    """The rules by which projects and their money are counted."""
    tr, found = listing.language.tr, listing.statistics
    yield (
        tr("Projects are counted once"),
        tr(
            "A project of several countries, sectors or funders is one project. In a table by"
            " country, sector, funder or instrument it stands under each of them, so that such a"
            " table may add up to more than the list."
        ),
    )
    yield (
        tr("Money is counted once"),
        tr(
            "A project's money is the sum of its financing lines in {currency}. By country, sector"
            " and status it stands under one value; that of projects with several values stands"
            " under “several”. By funder and instrument each line stands under its own.",
            currency=listing.currency,
        ),
    )
    yield tr("In this list"), " ".join(counted(found, listing.language))
    yield (
        tr("Unknown"),
        tr("What no source states stays empty; empty is not zero. Nothing is estimated."),
    )


def rates(listing: Listing) -> Iterator[Pair]:
    """How amounts were converted, and who published the rates."""
    tr, language = listing.language.tr, listing.language
    yield (
        tr("Exchange rates"),
        tr(
            "Annual averages of the year of approval, else of the start. An amount given in"
            " {currency} is taken as it is. Nothing is corrected for inflation.",
            currency=listing.currency,
        ),
    )
    for source in listing.rates.sources:
        yield (
            language.text(source.name),
            ". ".join(
                part.rstrip(".")
                for part in (source.dataset, language.text(source.method), source.url)
                if part
            ),
        )


def reading(listing: Listing) -> Iterator[Pair]:
    """How cells are to be read, in files of tables."""
    tr = listing.language.tr
    yield (
        tr("Dates"),
        tr(
            "A date known only to its month or year is shown as such; behind it stands the first"
            " day, so that the column can be sorted."
        ),
    )
    yield (
        tr("Codes"),
        tr(
            "Countries: ISO 3166-1. Regions: ISO 3166-2. Currencies: ISO 4217. Purpose: OECD DAC"
            " CRS. Sectors, funders and instruments: codes of WECOOP Desktop."
        ),
    )


def publishers(listing: Listing) -> Iterator[Pair]:
    """Whose data the list is made of, with what their licences ask for."""
    tr = listing.language.tr
    yield (
        tr("Sources"),
        tr(
            "Each project names its sources. The data belong to their publishers and are used under"
            " their open licences; name them when you use this list."
        ),
    )
    for pack in listing.packs:
        if pack.id in ("projects", "rates") and pack.sources:
            named = listing.language.text(pack.title)
            yield f"{named}, {pack.version}", "; ".join(pack.sources)


def losses(listing: Listing, cleaner: Cleaner) -> Iterator[Pair]:
    """What could not be written as it is."""
    tr, ntr = listing.language.tr, listing.language.ntr
    if cleaner.removed:
        yield (
            tr("Left out"),
            ntr(
                "{n} control character that such a file cannot hold.",
                "{n} control characters that such a file cannot hold.",
                cleaner.removed,
            ),
        )
    if cleaner.shortened:
        yield (
            tr("Shortened"),
            ntr(
                "{n} text longer than a cell can hold ends with “…”.",
                "{n} texts longer than a cell can hold end with “…”.",
                cleaner.shortened,
            ),
        )


# What a format cannot take, by its code in `Written.gaps`.
GAPS = {
    "listing-removed": nmark(
        "{n} control character was left out, because files cannot hold it.",
        "{n} control characters were left out, because files cannot hold them.",
    ),
    "listing-shortened": nmark(
        "{n} text is longer than a cell can hold; it was shortened and ends with “…”.",
        "{n} texts are longer than a cell can hold; they were shortened and end with “…”.",
    ),
    "iati-left": nmark(
        "{n} project is not in the file: no date is known, and IATI asks for one.",
        "{n} projects are not in the file: no date is known, and IATI asks for one.",
    ),
    "iati-status": nmark(
        "{n} project has an unknown status; its code is left empty.",
        "{n} projects have an unknown status; its code is left empty.",
    ),
    "iati-approval": nmark(
        "For {n} project the approval stands as the planned start, and says so.",
        "For {n} projects the approval stands as the planned start, and says so.",
    ),
    "iati-country": nmark(
        "{n} project of several countries has equal shares, and says so.",
        "{n} projects of several countries have equal shares, and say so.",
    ),
    "iati-wider": nmark(
        "{n} project has further countries, which are not listed; its parts say so.",
        "{n} projects have further countries, which are not listed; their parts say so.",
    ),
    "iati-sector": nmark(
        "{n} project of several sectors has equal shares, and says so.",
        "{n} projects of several sectors have equal shares, and say so.",
    ),
    "iati-financing": nmark(
        "{n} financing line without an amount or a date is left out.",
        "{n} financing lines without an amount or a date are left out.",
    ),
    "iati-participants": nmark(
        "{n} project has no known funder or implementer.",
        "{n} projects have no known funder or implementer.",
    ),
    "report-sheets": nmark(
        "The report holds the list without a page for each project: there are more than {n}.",
        "The report holds the list without a page for each project: there are more than {n}.",
    ),
    "report-rows": nmark(
        "{n} project is not in the list of the report; the statistics count it.",
        "{n} projects are not in the list of the report; the statistics count them.",
    ),
}


def gaps(language: Language, written: Written) -> Iterator[str]:
    """What could not be said in a file, in sentences."""
    left = (("iati-left", len(written.left)),) if written.left else ()
    for code, count in (*left, *written.gaps):
        yield language.ntr(*GAPS[code], count)
