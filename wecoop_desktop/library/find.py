"""Turns a query into queries of the text index, and its answer into rows and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import tantivy

from wecoop_desktop.library import ask
from wecoop_desktop.library.index import LARGEST, TICKED, order_column, schema, title_order
from wecoop_desktop.library.query import BANDS, FACETS, FREE, Bounds, FacetCount, Query
from wecoop_desktop.library.wording import wording

VALUES_MOST = 1_000  # values of one facet


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of records with their scores, in the order asked for, and how many there are."""

    total: int
    rows: tuple[tuple[int, float], ...]


def _total(found: tantivy.SearchResult) -> int:
    total: int = found.count  # type: ignore[attr-defined]  # missing in the stubs of 0.27
    return total


def count(searcher: tantivy.Searcher, query: Query, texts: Sequence[str]) -> int:
    """How many records fit any of `texts` and all filters of the query."""
    return _total(searcher.search(_asked(query, texts), limit=1))


def find(searcher: tantivy.Searcher, query: Query, texts: Sequence[str]) -> Found:
    """The records that fit any of `texts` and all filters of the query."""
    order = _order(query, texts)
    asked = _asked(query, texts, ranks=order is None)
    most = searcher.num_docs or 1
    limit = most if query.limit is None else min(query.limit, most)
    offset = min(max(query.offset, 0), most)
    if limit <= 0:
        return Found(_total(searcher.search(asked, limit=1)), ())
    if order is None:
        found = searcher.search(asked, limit=limit, offset=offset)
    else:
        found = searcher.search(
            asked, limit=limit, offset=offset, order_by_field=order, order=tantivy.Order.Asc
        )
    rows = searcher.fast_field_values("row", [address for _, address in found.hits])
    scores = [float(score) if order is None else 0.0 for score, _ in found.hits]
    return Found(
        _total(found),
        tuple((int(row or 0), score) for row, score in zip(rows, scores, strict=True)),
    )


def _order(query: Query, texts: Sequence[str]) -> str | None:
    """The column to order by; None: by rank. Without words there is no rank: newest first."""
    if query.sort == "title":
        return order_column(title_order(query.language), query.reverse)
    asks = any(not part.exclude for text in texts for part in ask.read(text, typing=query.typing))
    if query.sort == "relevance" and asks:
        return None
    return order_column("approved" if query.sort == "relevance" else query.sort, query.reverse)


def facets(
    searcher: tantivy.Searcher, query: Query, texts: Sequence[str]
) -> Mapping[str, tuple[FacetCount, ...]]:
    """Counts of the facets asked for; those of a facet with ticks ignore its own ticks."""
    wanted = [name for name in query.facets if name in FACETS]
    free = [name for name in wanted if not query.asks(name)]
    counts = _counts(searcher, query, _asked(query, texts), free) if free else {}
    for name in wanted:
        if name not in free:
            counts |= _counts(searcher, query, _asked(query, texts, without=name), [name])
    return MappingProxyType({name: counts[name] for name in wanted})


def _counts(
    searcher: tantivy.Searcher, query: Query, asked: tantivy.Query, names: Sequence[str]
) -> dict[str, tuple[FacetCount, ...]]:
    answer = searcher.aggregate(asked, {name: _aggregation(name, query) for name in names})
    return {name: _values(name, answer[name]["buckets"]) for name in names}


# Any: the question to the index, made of JSON.
def _aggregation(name: str, query: Query) -> dict[str, Any]:
    if name != "size":
        return {"terms": {"field": name, "size": VALUES_MOST}}
    ends = [*BANDS[1:], None]
    return {
        "range": {
            "field": query.currency.lower(),
            "ranges": [
                {"from": low, **({"to": high} if high else {})}
                for low, high in zip(BANDS, ends, strict=True)
            ],
        }
    }


# Any: the answer of the index, made of JSON.
def _values(name: str, buckets: Iterable[Mapping[str, Any]]) -> tuple[FacetCount, ...]:
    """Most frequent first; years newest first; sizes by the lower bound of each band."""
    if name == "size":
        bands = sorted((int(each.get("from", 0)), each["doc_count"]) for each in buckets)
        return tuple(FacetCount(str(low), count) for low, count in bands)
    if name == "year":
        years = sorted(((_value(each["key"]), each["doc_count"]) for each in buckets), reverse=True)
        return tuple(map(FacetCount._make, years))
    counts = sorted((-each["doc_count"], str(each["key"])) for each in buckets)
    return tuple([FacetCount(value, -count) for count, value in counts])


def _value(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _asked(
    query: Query, texts: Sequence[str], without: str = "", *, ranks: bool = False
) -> tantivy.Query:
    """The whole query; `without` names the facet whose own choice is left out.

    `ranks`: with a rank, which only the order by relevance needs.
    """
    clauses = [(tantivy.Occur.Must, _silent(_any_of("kind", query.kinds)))]
    for choice in query.choices:
        if choice.facet == without or choice.facet not in TICKED:
            continue
        if choice.values:
            clauses.append((tantivy.Occur.Must, _silent(_any_of(choice.facet, choice.values))))
        if choice.without:
            clauses.append((tantivy.Occur.MustNot, _any_of(choice.facet, choice.without)))
    if query.years != FREE and without != "year":
        clauses.append((tantivy.Occur.Must, _silent(_between("year", query.years, 0))))
    if query.size != FREE and without != "size":
        column = query.currency.lower()
        clauses.append((tantivy.Occur.Must, _silent(_between(column, query.size, 0))))
    if query.among is not None:
        clauses.append((tantivy.Occur.Must, _silent(_any_of("id", query.among))))
    wordings = [wording(text, typing=query.typing, ranks=ranks) for text in texts]
    told = [each for each in wordings if each is not None]
    if len(told) == 1:
        clauses.append((tantivy.Occur.Must, told[0]))
    elif told:
        clauses.append((tantivy.Occur.Must, tantivy.Query.disjunction_max_query(told)))
    return tantivy.Query.boolean_query(clauses)


def _silent(query: tantivy.Query) -> tantivy.Query:
    """The same without a say in the rank."""
    return tantivy.Query.const_score_query(query, 0.0)


def _any_of(column: str, values: Sequence[str]) -> tantivy.Query:
    if len(values) == 1:
        return tantivy.Query.term_query(schema(), column, values[0])
    return tantivy.Query.term_set_query(schema(), column, list(values))


def _between(column: str, bounds: Bounds, least: int) -> tantivy.Query:
    low, high = (min(max(bound, least), LARGEST) if bound is not None else None for bound in bounds)
    return tantivy.Query.range_query(
        schema(),
        column,
        tantivy.FieldType.Unsigned,
        lower_bound=least if low is None else low,
        upper_bound=LARGEST if high is None else high,
    )
