"""What is asked of the library, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from wecoop_desktop.base.text import Text

Kind = Literal["project", "section", "funder", "policy", "term", "event"]
KINDS: tuple[Kind, ...] = ("project", "section", "funder", "policy", "term", "event")
Sort = Literal["relevance", "approved", "amount", "title"]
SORTS: tuple[Sort, ...] = ("relevance", "approved", "amount", "title")
FACETS = ("country", "sector", "funder", "instrument", "status", "year")
REGIONAL = "regional"  # a value of the facet country: projects of several countries


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Within a facet any value fits, across facets all must.

    `text`: words that must all be there, "in quotes" together, with - not there, with * begun.
    `typing`: the last word may be unfinished. `years` of approval, else of the start, both
    inclusive. `facets` names the facets to be counted. `limit` None: all.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = ("project",)
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    sort: Sort = "relevance"
    limit: int | None = 50
    offset: int = 0
    facets: tuple[str, ...] = ()
    language: str = "en"  # of the order by title
    typing: bool = True


class Why(NamedTuple):
    """Where a word of the query was found: field, language of the text, the word as it stands."""

    field: str  # title, summary, funder, place, country, sector, implementer, id, text
    language: str
    word: str


class FacetCount(NamedTuple):
    """A value of a facet and how many hits have it. A tuple: hundreds are made by each search."""

    value: str
    count: int  # type: ignore[assignment]  # hides tuple.count, which no one asks of a value


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a result. `years` are those of beginning and end, YYYY or empty."""

    kind: Kind
    id: str
    title: Text
    summary: Text
    score: float
    why: tuple[Why, ...] = ()
    countries: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    funders: tuple[Text, ...] = ()
    instruments: tuple[str, ...] = ()
    amount: Decimal | None = None
    currency: str = ""
    status: str = ""
    years: tuple[str, str] = ("", "")
    regional: bool = False


Counts: TypeAlias = Mapping[str, tuple[FacetCount, ...]]
NO_COUNTS: Counts = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a result. `also`: what else was searched, because hardly anything was found:
    the text typed with the other keyboard layout, or with its typing errors corrected."""

    total: int
    hits: tuple[Hit, ...]
    facets: Counts = made(default_factory=lambda: NO_COUNTS)
    also: tuple[str, ...] = ()
    seconds: float = 0.0
