"""What a person typed, as a query of the text index."""

from __future__ import annotations

from functools import lru_cache

import tantivy

from wecoop_desktop.library import ask, thesaurus
from wecoop_desktop.library.index import TEXTS, schema
from wecoop_desktop.library.lexeme import name_key, stems
from wecoop_desktop.library.thesaurus import Asked, Way
from wecoop_desktop.library.words import stem

# How much a word counts by where it stands: as a form of it, and exactly as typed.
WEIGHTS = {"title": (9.0, 12.0), "summary": (2.0, 3.0), "names": (3.0, 4.5), "body": (1.0, 1.5)}
SOUND_WEIGHT = 1.5
BEGUN_WEIGHTS = {"title_word": 2.0, "word": 0.5}
FUNDER_WEIGHT = 60.0  # who pays counts more than who is named in a title
YEAR_WEIGHT = 5.0
WORD_WEIGHT = 100.0  # where words may lack: more words go before better places

Must, MustNot, Should = tantivy.Occur.Must, tantivy.Occur.MustNot, tantivy.Occur.Should


@lru_cache(maxsize=256)
def wording(text: str, *, typing: bool, ranks: bool) -> tantivy.Query | None:
    """All parts of a search text together; None where it asks for nothing.

    `ranks`: with a rank; without it the same records are found with less work.
    """
    every = thesaurus.read(text, typing=typing)
    if not every:
        return None
    wanted = [asked for asked in every if not asked.exclude]
    clauses = [(MustNot, _fits(asked)) for asked in every if asked.exclude]
    least = len(wanted) - ask.lacking(text)
    if not wanted:
        clauses.append((Must, tantivy.Query.const_score_query(tantivy.Query.all_query(), 0.0)))
    elif 0 < least < len(wanted):
        clauses.append((Must, _most(wanted, least, ranks=ranks)))
    else:
        clauses += [(Must, _ranked(asked) if ranks else _fits(asked)) for asked in wanted]
    return tantivy.Query.boolean_query(clauses)


def _most(wanted: list[Asked], least: int, *, ranks: bool) -> tantivy.Query:
    """At least so many of the things asked for; those with more of them first."""
    ways = [(Should, _fits(asked)) for asked in wanted]
    enough = tantivy.Query.boolean_query(ways, minimum_number_should_match=least)
    if not ranks:
        return enough
    clauses = [(Must, tantivy.Query.const_score_query(enough, 0.0))]
    for asked, (_, fits) in zip(wanted, ways, strict=True):
        clauses.append((Should, tantivy.Query.const_score_query(fits, WORD_WEIGHT)))
        clauses.append((Should, _ranked(asked)))
    return tantivy.Query.boolean_query(clauses)


def _fits(asked: Asked) -> tantivy.Query:
    """The records in which the thing stands anywhere, under any of its names."""
    ways = [_typed(asked)]
    ways += [each for way in asked.ways for each in _other(way)]
    return _any(ways + _columns(asked))


def _typed(asked: Asked) -> tantivy.Query:
    """The words as typed, wherever they stand."""
    if not asked.apart and len(asked.words) > 1:
        return _any(_phrases(asked.words))
    last = asked.words[-1]
    words = [_word(word, begun=asked.begun and word is last) for word in asked.words]
    return words[0] if len(words) == 1 else _all(words)


def _word(word: str, *, begun: bool) -> tantivy.Query:
    ways = [_term("stem", one) for one in stems(word)]
    if name_key(word):
        ways.append(_term("sound", name_key(word)))
    if begun:
        ways.append(_beginning("word", word))
    return _any(ways)


def _other(way: Way) -> list[tantivy.Query]:
    """Another name of the thing, wherever it stands."""
    if len(way.words) == 1:
        return [_term("word", way.words[0]) if way.exact else _term("stem", stem(way.words[0]))]
    return [_run(text, way.words) for text in TEXTS]


def _columns(asked: Asked) -> list[tantivy.Query]:
    ways = []
    if asked.funder:
        ways.append(_constant(_term("funder", asked.funder), FUNDER_WEIGHT))
    if asked.year:
        year = tantivy.Query.term_query(schema(), "year", asked.year)
        ways.append(_constant(year, YEAR_WEIGHT))
    return ways


def _ranked(asked: Asked) -> tantivy.Query:
    """The same records; a record counts by the best place where the thing stands."""
    ways = _typed_ranked(asked)
    for way in asked.ways:
        ways += _other_ranked(way)
    best = tantivy.Query.disjunction_max_query(ways)
    columns = _columns(asked)
    if not columns:
        return best
    return tantivy.Query.boolean_query([(Should, each) for each in (best, *columns)])


def _typed_ranked(asked: Asked) -> list[tantivy.Query]:
    if not asked.apart and len(asked.words) > 1:
        return _phrases(asked.words)
    words = []
    for word in asked.words:
        ways = _places(word)
        if asked.begun and word is asked.words[-1]:
            ways += _begun(word)
        words.append(ways)
    if len(words) == 1:
        return words[0]
    return [_all([tantivy.Query.disjunction_max_query(ways) for ways in words])]


def _places(word: str) -> list[tantivy.Query]:
    """Every form of a word in every text, and a name that sounds like it in the other script."""
    ways = []
    for text, (form, exact) in WEIGHTS.items():
        ways.append(_weighted(_term(f"{text}_word", word), exact))
        ways += [_weighted(_term(text, one), form) for one in stems(word)]
    key = name_key(word)
    if key:
        ways.append(_constant(_term("sound", key), SOUND_WEIGHT))
    return ways


def _other_ranked(way: Way) -> list[tantivy.Query]:
    ways = []
    for text, (form, exact) in WEIGHTS.items():
        if len(way.words) > 1:
            ways.append(_weighted(_run(text, way.words), form))
        elif way.exact:
            ways.append(_weighted(_term(f"{text}_word", way.words[0]), exact))
        else:
            ways.append(_weighted(_term(text, stem(way.words[0])), form))
    return ways


def _begun(word: str) -> list[tantivy.Query]:
    return [_constant(_beginning(field, word), weight) for field, weight in BEGUN_WEIGHTS.items()]


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


def _run(text: str, words: tuple[str, ...]) -> tantivy.Query:
    """The words in a row, each by its stem, in the text."""
    return tantivy.Query.phrase_query(schema(), text, [stem(word) for word in words])


def _term(field: str, term: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, term)


def _any(ways: list[tantivy.Query]) -> tantivy.Query:
    return ways[0] if len(ways) == 1 else tantivy.Query.boolean_query([(Should, w) for w in ways])


def _all(ways: list[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(Must, way) for way in ways])


def _constant(query: tantivy.Query, score: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, score)


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(query, weight)
