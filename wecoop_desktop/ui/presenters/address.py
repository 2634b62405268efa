"""What the projects screen is asked to show, as a value, and the place that brings it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from dataclasses import field as made
from typing import Literal, TypeVar, get_args

from wecoop_desktop.library.query import (
    CURRENCIES,
    FACETS,
    FREE,
    RANGES,
    SORTS,
    Query,
)
from wecoop_desktop.ui.place import Place

View = Literal["list", "table", "map", "statistics"]
VIEWS: tuple[View, ...] = get_args(View)
Tab = Literal["all", "saved", "searches"]
TABS: tuple[Tab, ...] = get_args(Tab)
News = Literal["", "new", "changed"]
NEWS: tuple[News, ...] = get_args(News)

TICKED = tuple(facet for facet in FACETS if facet not in RANGES)
NOT = "not."  # begins the names under which a place holds what is excluded
VALUES_MOST = 1_000  # values of one filter that a place may name
IDS_MOST = 100_000  # ids of `among`: a circle of the map may stand for every project
TEXT_MOST = 1_000  # letters
LARGEST = 10**13  # of a size

T = TypeVar("T", bound=str)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with the way its result is shown.

    `tab`: all projects, the saved ones, or the list of saved searches. `news`: only projects that
    the last update brought, or changed. `query.among`: ids chosen on the map; what the tab and the
    news stand for is put in when the search is made. Equal wishes are equal values: the values of
    filters are sorted.
    """

    query: Query = made(default_factory=Query)
    view: View = "list"
    tab: Tab = "all"
    news: News = ""

    @property
    def filters(self) -> int:
        """How many filters are on; a range counts as one, chosen ids together as one."""
        query = self.query
        values = sum(len(each.values) + len(each.without) for each in query.choices)
        ranges = (query.years != FREE) + (query.size != FREE)
        return values + ranges + (query.among is not None) + bool(self.news)

    def free(self) -> Asked:
        """The same without any filter; words, order and view stay."""
        query = replace(self.query, choices=(), years=FREE, size=FREE, among=None)
        return replace(self, query=query, news="")


def place_of(asked: Asked, project: str = "") -> Place:
    """The place that brings this search, its filters, its view and the open project back."""
    query = asked.query
    pairs: list[tuple[str, str]] = []
    for choice in query.choices:
        pairs += [(choice.facet, value) for value in choice.values]
        pairs += [(NOT + choice.facet, value) for value in choice.without]
    for names, bounds in ((("from", "to"), query.years), (("least", "most"), query.size)):
        pairs += [(name, str(b)) for name, b in zip(names, bounds, strict=True) if b is not None]
    told = {
        "text": query.text,
        "currency": query.currency if query.currency != "USD" else "",
        "sort": query.sort if query.sort != "relevance" else "",
        "reverse": "1" if query.reverse else "",
        "view": asked.view if asked.view != "list" else "",
        "tab": asked.tab if asked.tab != "all" else "",
        "news": asked.news,
    }
    pairs += [(name, value) for name, value in told.items() if value]
    if query.among is not None:
        pairs += [("among", value) for value in query.among] or [("among", "")]
    return Place("projects", project, choices=tuple(sorted(pairs)))


def asked_of(place: Place) -> Asked:
    """The search a place stands for; what it holds beyond that is passed over."""
    query = Query(
        text=fitting_text(_one(place, "text")),
        years=(_whole(place, "from", 9_999), _whole(place, "to", 9_999)),
        size=(_whole(place, "least", LARGEST), _whole(place, "most", LARGEST)),
        currency=_known(place, "currency", CURRENCIES),
        sort=_known(place, "sort", SORTS),
        reverse=bool(_one(place, "reverse")),
        among=_ids(place),
    )
    for facet in TICKED:
        values, without = _values(place, facet), _values(place, NOT + facet)
        if values or without:
            query = query.choosing(facet, *values).excluding(
                facet, *(value for value in without if value not in values)
            )
    return Asked(
        query,
        _known(place, "view", VIEWS),
        _known(place, "tab", TABS),
        _known(place, "news", NEWS),
    )


def fitting_text(text: str) -> str:
    """The words of a search as they are kept: not too long, and without halves of letters.

    A field that cuts a long paste may leave half of an emoji, which no file can hold.
    """
    return text[:TEXT_MOST].encode("utf-8", "ignore").decode("utf-8")


def _one(place: Place, name: str) -> str:
    return "".join(place.choice(name)[:1])


def _values(place: Place, name: str) -> tuple[str, ...]:
    return tuple(sorted(set(place.choice(name))))[:VALUES_MOST]


def _ids(place: Place) -> tuple[str, ...] | None:
    values = tuple(sorted(set(place.choice("among"))))[:IDS_MOST]
    return tuple(value for value in values if value) if values else None


def _known(place: Place, name: str, values: tuple[T, ...]) -> T:
    """One of the known values; the first where the place names none of them."""
    asked = _one(place, name)
    return next((known for known in values if known == asked), values[0])


def _whole(place: Place, name: str, most: int) -> int | None:
    value = _one(place, name)
    if not (value.isascii() and value.isdecimal() and len(value) <= 14):
        return None
    return min(int(value), most)
