"""A search in words: each filter that is on, by its name and what is chosen of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wecoop_desktop.base.language import Language
from wecoop_desktop.library.query import FACETS, RANGES, Bounds, Query
from wecoop_desktop.packs import labels as words
from wecoop_desktop.packs.labels import Labels

SAID = 40  # values of a filter that are named; more are counted


def criteria(query: Query, labels: Labels, language: Language) -> tuple[tuple[str, str], ...]:
    """Pairs such as ("Country", "Kyrgyzstan or Tajikistan"); none where nothing is asked."""
    return tuple(_criteria(query, labels, language))


def _criteria(query: Query, labels: Labels, language: Language) -> Iterator[tuple[str, str]]:
    tr = language.tr
    if query.text.strip():
        yield tr("Words"), query.text.strip()
    for facet in FACETS:
        if facet in RANGES or not query.asks(facet):
            continue
        yield words.name_of(language, facet), _chosen(query, facet, labels, language)
    if query.asks("year"):
        yield words.name_of(language, "year"), _between(query.years, language, str)
    if query.asks("size"):
        said = _between(query.size, language, lambda n: language.money(n, query.currency))
        yield words.name_of(language, "size"), said
    if query.among is not None:
        yield (
            tr("Chosen"),
            language.ntr(
                "{n} project chosen one by one", "{n} projects chosen one by one", len(query.among)
            ),
        )


def _chosen(query: Query, facet: str, labels: Labels, language: Language) -> str:
    values = _listed(query.chosen(facet), facet, labels, language)
    without = _listed(query.excluded(facet), facet, labels, language)
    if values and without:
        return language.tr("{values}; without {without}", values=values, without=without)
    return values or language.tr("without {without}", without=without)


def _listed(values: tuple[str, ...], facet: str, labels: Labels, language: Language) -> str:
    said = [labels.of(language, facet, value) for value in values[:SAID]]
    if len(values) > SAID:
        said.append(language.ntr("{n} more", "{n} more", len(values) - SAID))
    return ", ".join(said)


def _between(bounds: Bounds, language: Language, say: Callable[[int], str]) -> str:
    least, most = bounds
    if least is not None and most is not None:
        return say(least) if least == most else f"{say(least)} – {say(most)}"
    if least is not None:
        return language.tr("from {value}", value=say(least))
    return language.tr("to {value}", value="" if most is None else say(most))
