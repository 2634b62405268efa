"""What is asked of the library, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

from wecoop_desktop.base.text import Text

Kind = Literal["project", "section", "funder", "policy", "term", "event"]
KINDS: tuple[Kind, ...] = ("project", "section", "funder", "policy", "term", "event")
Sort = Literal[
    "relevance", "approved", "amount", "title", "country", "sector", "funder", "status", "ends"
]
SORTS: tuple[Sort, ...] = get_args(Sort)
# The filters whose values are counted, in the order they are shown.
FACETS = (
    "country", "scope", "sector", "dac", "funder", "funder_kind", "instrument", "status", "year",
    "size", "category", "implementer", "missing",
)  # fmt: skip
RANGES = ("year", "size")  # filters from a least to a most, not by ticking values
# The lower bounds of the bands in which sizes are counted, in units of the query's currency.
BANDS = (
    0, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000, 30_000_000, 100_000_000, 300_000_000,
    1_000_000_000,
)  # fmt: skip
Bounds: TypeAlias = tuple[int | None, int | None]
FREE: Bounds = (None, None)
Currency = Literal["USD", "EUR"]
CURRENCIES: tuple[Currency, ...] = ("USD", "EUR")


class Choice(NamedTuple):
    """What is chosen of one filter: any of `values` must be there, none of `without` may."""

    facet: str
    values: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Within a facet any value fits, across facets all must.

    `text`: words that must all be there, "in quotes" together, with - not there, with * begun.
    `typing`: the last word may be unfinished. `years` of approval, else of the start, and `size` in
    units of `currency`, both inclusive. `among`: only these ids. `facets` names the facets to be
    counted. `limit` None: all. `reverse`: the order the other way round; unknown stays last.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = ("project",)
    choices: tuple[Choice, ...] = ()
    years: Bounds = FREE
    size: Bounds = FREE
    currency: Currency = "USD"
    among: tuple[str, ...] | None = None
    sort: Sort = "relevance"
    reverse: bool = False
    limit: int | None = 50
    offset: int = 0
    facets: tuple[str, ...] = ()
    language: str = "en"  # of the order by title
    typing: bool = True

    def chosen(self, facet: str) -> tuple[str, ...]:
        """The values of a filter of which any must be there."""
        return self._choice(facet).values

    def excluded(self, facet: str) -> tuple[str, ...]:
        """The values of a filter of which none may be there."""
        return self._choice(facet).without

    def choosing(self, facet: str, *values: str) -> Query:
        """The same search with exactly these values of a filter; what it excludes stays."""
        without = tuple(v for v in self.excluded(facet) if v not in values)
        return self._with(Choice(facet, values, without))

    def excluding(self, facet: str, *values: str) -> Query:
        """The same search with exactly these values of a filter excluded."""
        chosen = tuple(v for v in self.chosen(facet) if v not in values)
        return self._with(Choice(facet, chosen, values))

    def free_of(self, facet: str) -> Query:
        """The same search without anything asked of one filter."""
        match facet:
            case "year":
                return replace(self, years=FREE)
            case "size":
                return replace(self, size=FREE)
        return self._with(Choice(facet))

    def asks(self, facet: str) -> bool:
        """Whether a filter is on."""
        match facet:
            case "year":
                return self.years != FREE
            case "size":
                return self.size != FREE
        return any(choice.facet == facet for choice in self.choices)

    def _choice(self, facet: str) -> Choice:
        return next((each for each in self.choices if each.facet == facet), Choice(facet))

    def _with(self, choice: Choice) -> Query:
        """Choices are sorted and never empty: equal searches are equal."""
        kept = [each for each in self.choices if each.facet != choice.facet]
        if choice.values or choice.without:
            kept.append(choice)
        return replace(self, choices=tuple(sorted(kept, key=lambda each: each.facet)))


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
    usd: int | None = None  # the size in US dollars of the year it was approved in


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


class Spot(NamedTuple):
    """A place of a project, WGS84 degrees; `precision` and `origin` as in `packs.content`."""

    project: str
    name: Text
    region: str  # ISO 3166-2
    latitude: float
    longitude: float
    precision: str
    origin: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of all projects of a result; `without`: projects that have no coordinates."""

    spots: tuple[Spot, ...]
    projects: int
    without: int
    regional: int
