"""What a person typed, as a query of the text index."""

from __future__ import annotations

from functools import lru_cache

import tantivy

from wecoop_desktop.library import ask
from wecoop_desktop.library.index import TEXTS, schema
from wecoop_desktop.library.lexeme import name_key, stems

# How much a word counts by where it stands: as a form of it, and exactly as typed.
WEIGHTS = {"title": (6.0, 9.0), "summary": (2.0, 3.0), "names": (3.0, 4.5), "body": (1.0, 1.5)}
SOUND_WEIGHT = 1.5
BEGUN_WEIGHTS = {"title_word": 2.0, "word": 0.5}

Must, MustNot = tantivy.Occur.Must, tantivy.Occur.MustNot


@lru_cache(maxsize=256)
def wording(text: str, *, typing: bool, ranks: bool) -> tantivy.Query | None:
    """All parts of a search text together; None where it asks for nothing.

    `ranks`: with a rank; without it the same records are found with less work.
    """
    parts = ask.read(text, typing=typing)
    if not parts:
        return None
    clauses = [
        (MustNot, _fits(part)) if part.exclude else (Must, _ranked(part) if ranks else _fits(part))
        for part in parts
    ]
    if all(part.exclude for part in parts):
        clauses.append((Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)))
    return tantivy.Query.boolean_query(clauses)


def _fits(part: ask.Part) -> tantivy.Query:
    """The records in which the part stands anywhere."""
    if len(part.words) > 1:
        return _any(_phrases(part.words))
    word = part.words[0]
    ways = [tantivy.Query.term_query(schema(), "stem", one) for one in stems(word)]
    if name_key(word):
        ways.append(tantivy.Query.term_query(schema(), "sound", name_key(word)))
    if part.begun:
        ways.append(_beginning("word", word))
    return _any(ways)


def _any(ways: list[tantivy.Query]) -> tantivy.Query:
    if len(ways) == 1:
        return ways[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, way) for way in ways])


def _ranked(part: ask.Part) -> tantivy.Query:
    """The same records; a record counts by the best place where the part stands."""
    if len(part.words) > 1:
        return tantivy.Query.disjunction_max_query(_phrases(part.words))
    word = part.words[0]
    ways = _ways(word)
    if part.begun:
        ways += _begun(word)
    return tantivy.Query.disjunction_max_query(ways)


def _ways(word: str) -> list[tantivy.Query]:
    """Every form of a word in every text, and a name that sounds like it in the other script."""
    known = schema()
    ways = []
    for text, (form, exact) in WEIGHTS.items():
        ways.append(_weighted(tantivy.Query.term_query(known, f"{text}_word", word), exact))
        for one in stems(word):
            ways.append(_weighted(tantivy.Query.term_query(known, text, one), form))
    key = name_key(word)
    if key:
        alike = tantivy.Query.term_query(known, "sound", key)
        ways.append(tantivy.Query.const_score_query(alike, SOUND_WEIGHT))
    return ways


def _begun(word: str) -> list[tantivy.Query]:
    return [
        tantivy.Query.const_score_query(_beginning(field, word), weight)
        for field, weight in BEGUN_WEIGHTS.items()
    ]


def _beginning(field: str, word: str) -> tantivy.Query:
    """Every word that begins so; no errors allowed (a regular expression takes 0.3 ms to make)."""
    return tantivy.Query.fuzzy_term_query(schema(), field, word, distance=0, prefix=True)


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
