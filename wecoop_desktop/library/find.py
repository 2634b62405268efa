"""Turns a query into queries of the text index, and its answer into rows and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import tantivy

from wecoop_desktop.library import ask
from wecoop_desktop.library.index import TEXTS, schema
from wecoop_desktop.library.lexeme import stems
from wecoop_desktop.library.query import FacetCount, Query, Sort
from wecoop_desktop.library.words import sound

# How much a word counts by where it stands: as a form of it, and exactly as typed.
WEIGHTS = {"title": (6.0, 9.0), "summary": (2.0, 3.0), "names": (3.0, 4.5), "body": (1.0, 1.5)}
SOUND_WEIGHT = 1.5
BEGUN_WEIGHTS = {"title_word": 2.0, "word": 0.5}
BEGUN_MOST = 1_000  # words of the index that a beginning stands for
VALUES_MOST = 1_000  # values of one facet

Must, MustNot, Should = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with counts: its column in the index, and the chosen values of a query."""

    column: str
    chosen: Callable[[Query], tuple[str, ...]]


FACETS: dict[str, Facet] = {
    "country": Facet("country", lambda query: query.countries),
    "sector": Facet("sector", lambda query: query.sectors),
    "funder": Facet("funder", lambda query: query.funders),
    "instrument": Facet("instrument", lambda query: query.instruments),
    "status": Facet("status", lambda query: query.statuses),
    "year": Facet("year", lambda _: ()),
}

ORDERS: dict[Sort, tuple[str, tantivy.Order]] = {
    "approved": ("approved", tantivy.Order.Desc),
    "amount": ("worth", tantivy.Order.Desc),
}


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of records with their scores, in the order asked for, and how many there are."""

    total: int
    rows: tuple[tuple[int, float], ...]


def count(searcher: tantivy.Searcher, query: Query, texts: Sequence[str]) -> int:
    """How many records fit any of `texts` and all filters of the query."""
    return _total(searcher.search(_asked(searcher, query, texts), limit=1))


def _total(found: tantivy.SearchResult) -> int:
    total: int = found.count  # type: ignore[attr-defined]  # missing in the stubs of 0.27
    return total


def find(searcher: tantivy.Searcher, query: Query, texts: Sequence[str]) -> Found:
    """The records that fit any of `texts` and all filters of the query."""
    asked = _asked(searcher, query, texts)
    most = searcher.num_docs or 1
    limit = most if query.limit is None else min(query.limit, most)
    offset = min(max(query.offset, 0), most)
    if limit <= 0:
        return Found(_total(searcher.search(asked, limit=1)), ())
    order = _order(query, texts)
    if order is None:
        found = searcher.search(asked, limit=limit, offset=offset)
    else:
        found = searcher.search(
            asked, limit=limit, offset=offset, order_by_field=order[0], order=order[1]
        )
    rows = searcher.fast_field_values("row", [address for _, address in found.hits])
    scores = [float(score) if order is None else 0.0 for score, _ in found.hits]
    return Found(
        _total(found),
        tuple((int(row or 0), score) for row, score in zip(rows, scores, strict=True)),
    )


def _order(query: Query, texts: Sequence[str]) -> tuple[str, tantivy.Order] | None:
    """The column to order by; None: by rank. Without words there is no rank: newest first."""
    if query.sort == "title":
        return ("title_ru" if query.language == "ru" else "title_en"), tantivy.Order.Asc
    asks = any(not part.exclude for text in texts for part in ask.read(text, typing=query.typing))
    if query.sort == "relevance" and asks:
        return None
    return ORDERS.get(query.sort, ORDERS["approved"])


def facets(
    searcher: tantivy.Searcher, query: Query, texts: Sequence[str]
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Counts of the facets asked for; those of a facet with ticks ignore its own ticks."""
    wanted = [name for name in query.facets if name in FACETS]
    free = [name for name in wanted if not _is_chosen(query, name)]
    counts = _counts(searcher, _asked(searcher, query, texts), free) if free else {}
    for name in wanted:
        if name not in free:
            counts |= _counts(searcher, _asked(searcher, query, texts, without=name), [name])
    return MappingProxyType({name: counts[name] for name in wanted})


def _is_chosen(query: Query, name: str) -> bool:
    return query.years != (None, None) if name == "year" else bool(FACETS[name].chosen(query))


def _counts(
    searcher: tantivy.Searcher, asked: tantivy.Query, names: Sequence[str]
) -> dict[str, tuple[FacetCount, ...]]:
    wanted = {
        name: {"terms": {"field": FACETS[name].column, "size": VALUES_MOST}} for name in names
    }
    answer = searcher.aggregate(asked, wanted)
    return {name: _values(name, answer[name]["buckets"]) for name in names}


def _values(name: str, buckets: Iterable[Mapping[str, object]]) -> tuple[FacetCount, ...]:
    """Most frequent first; years newest first."""
    counts = [FacetCount(_value(each["key"]), int(str(each["doc_count"]))) for each in buckets]
    if name == "year":
        return tuple(sorted(counts, key=lambda each: each.value, reverse=True))
    return tuple(sorted(counts, key=lambda each: (-each.count, each.value)))


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _asked(
    searcher: tantivy.Searcher, query: Query, texts: Sequence[str], without: str = ""
) -> tantivy.Query:
    """The whole query; `without` names the facet whose own choice is left out."""
    clauses = [(Must, _silent(_any_of("kind", query.kinds)))]
    for name, facet in FACETS.items():
        chosen = facet.chosen(query)
        if chosen and name != without:
            clauses.append((Must, _silent(_any_of(facet.column, chosen))))
    first, last = query.years
    if (first, last) != (None, None) and without != "year":
        clauses.append((Must, _silent(_between(first, last))))
    wordings = [_wording(searcher, text, typing=query.typing) for text in texts]
    told = [wording for wording in wordings if wording is not None]
    if len(told) == 1:
        clauses.append((Must, told[0]))
    elif told:
        clauses.append((Must, tantivy.Query.disjunction_max_query(told)))
    return tantivy.Query.boolean_query(clauses)


def _silent(query: tantivy.Query) -> tantivy.Query:
    """The same without a say in the rank."""
    return tantivy.Query.const_score_query(query, 0.0)


def _any_of(column: str, values: Sequence[str]) -> tantivy.Query:
    if len(values) == 1:
        return tantivy.Query.term_query(schema(), column, values[0])
    return tantivy.Query.term_set_query(schema(), column, list(values))


def _between(first: int | None, last: int | None) -> tantivy.Query:
    low, high = (min(max(year, 0), 9999) if year is not None else None for year in (first, last))
    return tantivy.Query.range_query(
        schema(),
        "year",
        tantivy.FieldType.Unsigned,
        lower_bound=0 if low is None else low,
        upper_bound=9999 if high is None else high,
    )


def _wording(searcher: tantivy.Searcher, text: str, *, typing: bool) -> tantivy.Query | None:
    """All parts of a search text together; None where it asks for nothing."""
    parts = ask.read(text, typing=typing)
    if not parts:
        return None
    clauses = [(MustNot if part.exclude else Must, _part(searcher, part)) for part in parts]
    if all(part.exclude for part in parts):
        clauses.append((Must, _silent(tantivy.Query.all_query())))
    return tantivy.Query.boolean_query(clauses)


def _part(searcher: tantivy.Searcher, part: ask.Part) -> tantivy.Query:
    if len(part.words) > 1:
        return tantivy.Query.disjunction_max_query(_phrases(part.words))
    word = part.words[0]
    ways = _ways(word)
    if part.begun:
        ways += _begun(searcher, word)
    return tantivy.Query.disjunction_max_query(ways)


def _ways(word: str) -> list[tantivy.Query]:
    """Every form of a word in every text, and a name that sounds like it in the other script."""
    known = schema()
    ways = []
    for text, (form, exact) in WEIGHTS.items():
        ways.append(_weighted(tantivy.Query.term_query(known, f"{text}_word", word), exact))
        for one in stems(word):
            ways.append(_weighted(tantivy.Query.term_query(known, text, one), form))
    key = sound(word)
    if key:
        alike = tantivy.Query.term_query(known, "sound", key)
        ways.append(tantivy.Query.const_score_query(alike, SOUND_WEIGHT))
    return ways


def _begun(searcher: tantivy.Searcher, word: str) -> list[tantivy.Query]:
    ways = []
    for field, weight in BEGUN_WEIGHTS.items():
        begun = [term for term, _ in searcher.terms_with_prefix(field, word, limit=BEGUN_MOST)]
        if begun:
            one_of = tantivy.Query.term_set_query(schema(), field, begun)
            ways.append(tantivy.Query.const_score_query(one_of, weight))
    return ways


def _phrases(words: tuple[str, ...]) -> list[tantivy.Query]:
    """The words in a row, in any of their forms, in one text."""
    patterns: list[list[str]] = [[]]
    for word in words:
        forms = stems(word)[: 1 if len(patterns) > 32 else 6]
        patterns = [[*pattern, one] for pattern in patterns for one in forms]
    return [
        _weighted(tantivy.Query.phrase_query(schema(), text, list(pattern)), WEIGHTS[text][1] * 2)
        for text in TEXTS
        for pattern in patterns
    ]


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)
