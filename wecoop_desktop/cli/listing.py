"""Whole lists of projects: written to a file, counted, and on the map."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.filters import add_filters, add_order, ordered, query_of
from wecoop_desktop.documents.listing.write import ENDINGS, FORMATS, Format
from wecoop_desktop.packs import labels as words
from wecoop_desktop.packs.labels import Labels
from wecoop_desktop.packs.statistics import GROUPS, SEVERAL, Bar, Statistics

if TYPE_CHECKING:
    from wecoop_desktop.library.query import Placed

SHOWN = 15  # values of a group a person is shown


def declare(parser: ArgumentParser, language: Language) -> None:
    """`export`: a list as a file."""
    add_filters(parser, language)
    add_order(parser, language)
    tr = language.tr
    parser.add_argument(
        "--format",
        metavar="|".join(FORMATS),
        help=tr("format of the file; else by the ending of its name"),
    )
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
    parser.set_defaults(run=export_projects)


def declare_statistics(parser: ArgumentParser, language: Language) -> None:
    add_filters(parser, language)
    parser.set_defaults(run=count_projects)


def declare_places(parser: ArgumentParser, language: Language) -> None:
    add_filters(parser, language)
    parser.set_defaults(run=place_projects)


def export_projects(call: Call) -> int:
    from wecoop_desktop.documents.listing import note
    from wecoop_desktop.documents.listing.listing import listing_of
    from wecoop_desktop.documents.listing.write import write
    from wecoop_desktop.library.criteria import criteria

    arguments, language = call.arguments, call.language
    form = _format(arguments.format, arguments.output)
    library = call.library()
    query = ordered(query_of(library, arguments, language), arguments)
    listing = listing_of(
        library,
        library.projects(query),
        library.statistics(query),
        filters=criteria(query, library.labels(), language),
        language=language,
        made=date.today(),  # noqa: DTZ011 - the day on the user's calendar
    )
    written = write(listing, form, arguments.output)
    gaps = list(note.gaps(language, written))
    if arguments.json:
        data = {
            "file": str(arguments.output),
            "format": form,
            "projects": written.projects,
            "left": written.left,
            "notes": gaps,
        }
        call.answer(data, ())
        return 0
    # Not on the standard output, which may be the file.
    said = language.ntr("{n} project was written.", "{n} projects were written.", written.projects)
    for line in (said, *gaps):
        call.say(line)
    return 0


def _format(asked: str | None, target: Path) -> Format:
    """The format by its name, else by the ending of the file."""
    for form in FORMATS:
        if asked == form or (asked is None and target.suffix.lower() == ENDINGS[form]):
            return form
    raise AppError("format-unknown", format=(asked or target.name)[:100], known=", ".join(FORMATS))


def count_projects(call: Call) -> int:
    from wecoop_desktop.library.criteria import criteria

    library = call.library()
    query = query_of(library, call.arguments, call.language)
    found, labels = library.statistics(query), library.labels()
    data = _statistics_data(call.language, found, labels)
    filters = criteria(query, labels, call.language)
    data["filters"] = [{"name": name, "value": value} for name, value in filters]
    call.answer(data, _statistics_lines(call.language, found, labels))
    return 0


def _statistics_data(language: Language, found: Statistics, labels: Labels) -> dict[str, object]:
    return {
        "currency": found.currency,
        "projects": found.projects,
        "priced": found.priced,
        "contained": found.contained,
        "wider": found.wider,
        "unpriced": found.unpriced,
        "amount": found.amount,
        "median": found.median,
        "grants": found.grants,
        "told": found.told,
        "groups": {
            group: [
                {
                    "value": bar.value,
                    "label": _bar_said(language, group, bar, labels),
                    "projects": bar.projects,
                    "amount": bar.amount,
                }
                for bar in bars
            ]
            for group, bars in found.groups.items()
        },
        "years": [
            {
                "year": year.year,
                "projects": year.projects,
                "themes": [{"value": theme, "amount": amount} for theme, amount in year.parts],
            }
            for year in found.years
        ],
    }


def _bar_said(language: Language, group: str, bar: Bar, labels: Labels) -> str:
    return language.tr("Several") if bar.value == SEVERAL else labels.of(language, group, bar.value)


def _statistics_lines(language: Language, found: Statistics, labels: Labels) -> Iterator[str]:
    ntr = language.ntr
    money = language.money(found.amount, found.currency, "short")
    yield ntr("{n} project", "{n} projects", found.projects)
    yield ntr(
        "{money} in all, known for {n} project; each line of financing is counted once",
        "{money} in all, known for {n} projects; each line of financing is counted once",
        found.priced,
        money=money,
    )
    if found.contained:
        yield ntr(
            "{n} project adds no money: another one of the list contains it",
            "{n} projects add no money: others of the list contain it",
            found.contained,
        )
    if found.wider:
        yield ntr(
            "{n} project adds no money: its amounts are for other countries too",
            "{n} projects add no money: their amounts are for other countries too",
            found.wider,
        )
    if found.unpriced:
        yield ntr(
            "{n} project without a known amount or rate",
            "{n} projects without a known amount or rate",
            found.unpriced,
        )
    for group in GROUPS:
        bars = found.groups.get(group, ())
        yield ""
        yield words.name_of(language, group)
        for bar in bars if group == "year" else bars[:SHOWN]:
            said = _bar_said(language, group, bar, labels)
            amount = language.money(bar.amount, found.currency, "short") if bar.amount else ""
            yield f"  {bar.projects:>5}  {said}" + (f" · {amount}" if amount else "")
        if group != "year" and len(bars) > SHOWN:
            more = ntr("and {n} more", "and {n} more", len(bars) - SHOWN)
            yield f"         {more}"


def place_projects(call: Call) -> int:
    library = call.library()
    placed = library.places(query_of(library, call.arguments, call.language))
    data = {
        "projects": placed.projects,
        "without": placed.without,
        "regional": placed.regional,
        "places": [
            {
                "id": spot.project,
                "name": call.language.text(spot.name),
                "admin1": spot.region or None,
                "lat": spot.latitude,
                "lon": spot.longitude,
                "precision": spot.precision or None,
                "geo": spot.origin or None,
            }
            for spot in placed.spots
        ],
    }
    call.answer(data, _place_lines(call.language, placed))
    return 0


def _place_lines(language: Language, placed: Placed) -> Iterator[str]:
    yield language.ntr("{n} project", "{n} projects", placed.projects)
    yield language.ntr(
        "{n} project without coordinates", "{n} projects without coordinates", placed.without
    )
    for spot in placed.spots:
        where = f"{spot.latitude:.2f}, {spot.longitude:.2f}"
        yield f"  {where}  {language.text(spot.name)} · {spot.project}"
