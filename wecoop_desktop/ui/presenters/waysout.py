"""What to change in a search without hits: every single change that finds something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library.query import FREE, Kind, Page, Query

OTHERS: tuple[Kind, ...] = ("section", "funder", "policy", "term")
WORDS_MOST = 8  # words of a text that are left out one by one
CHANGES_MOST = 40

What = Literal["filter", "excluded", "range", "among", "word", "spelling", "filters", "elsewhere"]


@dataclass(frozen=True, slots=True)
class WayOut:
    """A change to a search without hits, and how many hits it gives.

    `filter`: all chosen `values` of `facet` go (any of them would do, so that fewer find less);
    `excluded`: one excluded value of it; `range`: years or size; `among`: the chosen ids;
    `word`: `text` is searched without the word in `values`; `spelling`: `text` instead;
    `filters`: the words without any filter; `elsewhere`: the words in guide, funders and policies.
    """

    what: What
    facet: str = ""
    values: tuple[str, ...] = ()
    text: str = ""
    count: int = 0


def ways_out(find: Callable[[Query], Page], query: Query, job: Job) -> tuple[WayOut, ...]:
    """Those that find something: one filter less, the spelling, one word less, other places."""
    bare = replace(query, limit=1, offset=0, facets=())
    found: list[WayOut] = []
    for number, (way, changed) in enumerate(_changes(bare)):
        if number >= CHANGES_MOST:
            break
        job.step(number, 0)
        count = find(changed).total
        if count:
            found.append(replace(way, count=count))
    if query.text.strip():
        found += _by_words(find, bare, some=bool(found))
    return tuple(found)


def _changes(query: Query) -> Iterator[tuple[WayOut, Query]]:
    for choice in query.choices:
        if choice.values:
            yield WayOut("filter", choice.facet, choice.values), query.choosing(choice.facet)
        for value in choice.without:
            rest = tuple(each for each in choice.without if each != value)
            yield WayOut("excluded", choice.facet, (value,)), query.excluding(choice.facet, *rest)
    if query.years != FREE:
        yield WayOut("range", "year"), replace(query, years=FREE)
    if query.size != FREE:
        yield WayOut("range", "size"), replace(query, size=FREE)
    if query.among is not None:
        yield WayOut("among"), replace(query, among=None)
    words = query.text.split()
    if 1 < len(words) <= WORDS_MOST:
        for at, word in enumerate(words):
            rest_of_text = " ".join(words[:at] + words[at + 1 :])
            yield WayOut("word", "", (word,), rest_of_text), replace(query, text=rest_of_text)


def _by_words(find: Callable[[Query], Page], query: Query, *, some: bool) -> Iterator[WayOut]:
    free = replace(query, choices=(), years=FREE, size=FREE, among=None)
    plain = find(free)
    for text in plain.also:
        count = find(replace(free, text=text)).total
        if count:
            yield WayOut("spelling", "", (), text, count)
    if not some and plain.total and free != query:
        yield WayOut("filters", "", (), query.text, plain.total)
    elsewhere = find(Query(text=query.text, kinds=OTHERS, limit=1)).total
    if elsewhere:
        yield WayOut("elsewhere", "", (), query.text, elsewhere)
