"""The options that choose projects: the same wherever a command takes a list of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.language import Language
from wecoop_desktop.library.query import CURRENCIES, FACETS, RANGES, SORTS, FacetCount, Query
from wecoop_desktop.packs.labels import ALL_OF

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

FILTERS = tuple(name for name in FACETS if name not in RANGES)
LARGEST_LIST = 4 * 1024 * 1024  # bytes of a file of ids
SAID_MOST = 60  # values a fault names
MOST_MONEY = 10**15  # of a size asked for; the index counts with 64 bits


def add_filters(parser: ArgumentParser, language: Language) -> None:
    """The text, the filters and the currency of sizes."""
    tr = language.tr
    parser.add_argument(
        "text",
        nargs="*",
        metavar="TEXT",
        help=tr('words to find; "in quotes" together, -word not there, word* as a beginning'),
    )
    for name in FILTERS:
        parser.add_argument(
            f"--{name.replace('_', '-')}",
            action="append",
            default=[],
            metavar=name.upper(),
            help=tr("may be given several times; any of the values fits, !VALUE must not be there"),
        )
    parser.add_argument("--from", dest="first", type=int, metavar="YEAR", help=tr("first year"))
    parser.add_argument("--to", dest="last", type=int, metavar="YEAR", help=tr("last year"))
    parser.add_argument(
        "--size-from", type=int, metavar="AMOUNT", help=tr("least size, in --currency")
    )
    parser.add_argument(
        "--size-to", type=int, metavar="AMOUNT", help=tr("greatest size, in --currency")
    )
    parser.add_argument(
        "--currency",
        choices=CURRENCIES,
        default=CURRENCIES[0],
        type=str.upper,
        help=tr("of sizes and sums; converted at the rate of the year of approval"),
    )
    parser.add_argument(
        "--among",
        type=Path,
        metavar="FILE",
        help=tr("only the projects whose ids this text file lists, separated by spaces or lines"),
    )


def add_order(parser: ArgumentParser, language: Language) -> None:
    tr = language.tr
    parser.add_argument("--sort", choices=SORTS, default="relevance", help=tr("order of the list"))
    parser.add_argument("--reverse", action="store_true", help=tr("the other way round"))


def query_of(library: Library, arguments: Namespace, language: Language) -> Query:
    """The query of `add_filters` and `add_order`.

    Raises `AppError` facet-unknown for a value that nothing has, project-unknown for an id of
    `--among`, and those of reading that file.
    """
    query = Query(
        text=" ".join(arguments.text),
        years=(_within(arguments.first, 9999), _within(arguments.last, 9999)),
        size=(_within(arguments.size_from, MOST_MONEY), _within(arguments.size_to, MOST_MONEY)),
        currency=arguments.currency,
        among=_among(library, arguments.among),
        language=language.code,
        typing=False,
    )
    known = library.find(Query(facets=FACETS, limit=0)).facets
    for name in FILTERS:
        typed = [part for given in getattr(arguments, name) for part in _parts(given, known[name])]
        without = [_value(name, part[1:], known[name]) for part in typed if part[:1] == "!"]
        values = [_value(name, part, known[name]) for part in typed if part[:1] != "!"]
        _not_both(name, values, without, language)
        query = query.excluding(name, *without).choosing(name, *values)
    return query


def _not_both(name: str, values: Sequence[str], without: Sequence[str], language: Language) -> None:
    """Nothing is wanted and excluded at once: either reading would surprise someone."""
    both = next((value for value in values if value in without), None)
    if both is not None:
        raise AppError(
            "use-wrong",
            command="wecoop projects",
            problem=language.tr(
                "{option} asks for {value} and excludes it",
                option=_option(name),
                value=both,
            ),
        )


def _option(facet: str) -> str:
    return f"--{facet.replace('_', '-')}"


def ordered(query: Query, arguments: Namespace) -> Query:
    return replace(query, sort=arguments.sort, reverse=arguments.reverse)


def _within(number: int | None, most: int) -> int | None:
    """A number the index can count with; beyond it, the same projects fit."""
    return None if number is None else max(-most, min(most, number))


def _among(library: Library, path: Path | None) -> tuple[str, ...] | None:
    if path is None:
        return None
    try:
        text = read_bytes(path, LARGEST_LIST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AppError("file-not-text", path=path) from error
    ids = [part for part in text.replace(",", " ").replace(";", " ").split() if part]
    return tuple(dict.fromkeys(library.project(each).id for each in ids))


def _parts(given: str, known: Sequence[FacetCount]) -> list[str]:
    """Values separated by commas; one that has commas itself is one value."""
    whole = given.strip().removeprefix("!").strip().casefold()
    if any(each.value.casefold() == whole for each in known):
        return [given.strip()]
    return [part.strip() for part in given.split(",") if part.strip()] or [""]


def _value(facet: str, typed: str, known: Sequence[FacetCount]) -> str:
    """The value of a filter as typed: itself, in any case, or the theme of that name."""
    by_name = {count.value.casefold(): count.value for count in known}
    asked = typed.strip().casefold()
    for each in (asked, f"{asked}{ALL_OF}"):
        if each in by_name:
            return by_name[each]
    raise AppError(
        "facet-unknown", facet=_option(facet), id=typed[:100], known=_some(asked, by_name.values())
    )


def _some(asked: str, known: Iterable[str]) -> str:
    """Values to choose from, those that begin alike first; not more than can be read."""
    listed = sorted(known, key=lambda value: (not value.startswith(asked[:1] or " "), value))
    more = ", …" if len(listed) > SAID_MOST else ""
    return ", ".join(listed[:SAID_MOST]) + more
