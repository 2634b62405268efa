"""What else a thing is called: acronyms, old and local names, words of the five languages.

A search asks for a thing under all its names. Names of one word and of several are told in what was
typed, in any of their forms; the longest one that fits is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

from wecoop_desktop.library import acronyms, ask, synonyms
from wecoop_desktop.library.lexeme import name_key, stems
from wecoop_desktop.library.places import SAME
from wecoop_desktop.library.words import sound, split, stem

LONGEST = 8  # words of a name that are compared with what was typed


class Way(NamedTuple):
    """Words in a row by which a thing is called; `exact`: in this form only (acronyms)."""

    words: tuple[str, ...]
    exact: bool = False


class Asked(NamedTuple):
    """A thing a search asks for: its words as typed, then its other names.

    `apart`: the words need not stand in a row. `begun`: the last of them may be unfinished.
    `funder`: the organisation meant. `year`: the year meant.
    """

    words: tuple[str, ...]
    ways: tuple[Way, ...] = ()
    apart: bool = True
    exclude: bool = False
    begun: bool = False
    funder: str = ""
    year: int = 0


class _Named(NamedTuple):
    """A name in the thesaurus, and the other names of the same thing."""

    way: Way
    others: tuple[Way, ...]
    funder: str = ""


@lru_cache(maxsize=256)
def read(text: str, *, typing: bool = True) -> tuple[Asked, ...]:
    """What a search text asks for; see `ask.read`."""
    parts = ask.read(text, typing=typing)
    asked: list[Asked] = []
    at = 0
    while at < len(parts):
        length, named = _longest(parts, at)
        asked.append(_asked(parts[at : at + length], named))
        at += length
    return tuple(asked)


def knows(word: str) -> bool:
    """Whether a word in base letters is a name here, all by itself."""
    return _fitting((word,)) != ()


def words() -> Iterator[str]:
    """Names here that are one word, in base letters."""
    for group in _groups():
        yield from (named.way.words[0] for named in group if len(named.way.words) == 1)


def _longest(parts: Sequence[ask.Part], at: int) -> tuple[int, tuple[_Named, ...]]:
    """How many parts from `at` on are one name, and what else the thing is called."""
    run: list[str] = []
    for part in parts[at : at + LONGEST]:
        if len(part.words) > 1 or part.exclude != parts[at].exclude or (run and part.exclude):
            break
        run.append(part.words[0])
    for length in range(len(run), 0, -1):
        named = _fitting(tuple(run[:length]))
        if named:
            return length, named
    joined = takewhile(lambda part: part.joined, parts[at + 1 : at + len(run)])
    return 1 + len(list(joined)), ()


@lru_cache(maxsize=5_000)
def _fitting(run: tuple[str, ...]) -> tuple[_Named, ...]:
    """The names that these words are, each of them in any of its forms."""
    exact, formed = _names()
    own = stems(run[0])
    nearly = [each for one in own for each in formed.get((one, len(run)), ())]
    if len(run) > 1 and nearly:
        forms = [set(stems(word)) for word in run]
        nearly = [
            each
            for each in nearly
            if all(one in held for one, held in zip(_stems(each.way), forms, strict=True))
        ]
    return (*exact.get(run, ()), *nearly) or _sounding().get(_sounds(run), ())


def _sounds(run: tuple[str, ...]) -> tuple[str, ...]:
    keys = tuple(name_key(word) for word in run)
    return keys if all(keys) else ()


@cache
def _sounding() -> dict[tuple[str, ...], tuple[_Named, ...]]:
    """Names of places by how they sound: Leninabad is Ленинабад."""
    found: dict[tuple[str, ...], tuple[_Named, ...]] = {}
    for group in SAME:
        for named in _group(_spellings(group)):
            keys = tuple(sound(word) for word in named.way.words)
            if all(keys):
                found.setdefault(keys, (named,))
    return found


def _asked(parts: Sequence[ask.Part], named: Sequence[_Named]) -> Asked:
    words = tuple(word for part in parts for word in part.words)
    ways = dict.fromkeys(way for each in named for way in each.others if way.words != words)
    return Asked(
        words,
        tuple(ways),
        apart=len(parts[0].words) == 1,
        exclude=parts[0].exclude,
        begun=parts[-1].begun,
        funder=next((each.funder for each in named if each.funder), ""),
        year=_year(words),
    )


def _year(words: tuple[str, ...]) -> int:
    return int(words[0]) if len(words) == 1 and re.fullmatch(r"(?:19|20)[0-9]{2}", words[0]) else 0


@cache
def _names() -> tuple[dict[tuple[str, ...], list[_Named]], dict[tuple[str, int], list[_Named]]]:
    """Every name: those taken as they are by their words, the others by the stem of the first word
    and the number of words."""
    exact: dict[tuple[str, ...], list[_Named]] = {}
    formed: dict[tuple[str, int], list[_Named]] = {}
    for group in _groups():
        for named in group:
            telling = _stems(named.way)
            if named.way.exact:
                exact.setdefault(named.way.words, []).append(named)
            elif telling:
                formed.setdefault((telling[0], len(telling)), []).append(named)
    return exact, formed


def _stems(way: Way) -> tuple[str, ...]:
    """The stems of the words that a search keeps."""
    return tuple(stem(word) for word in way.words if word not in ask.COMMON)


def _groups() -> Iterator[list[_Named]]:
    for acronym in acronyms.ALL:
        ways = [Way(tuple(split(each)), exact=True) for each in acronym.short]
        ways += [Way(tuple(split(each))) for each in acronym.long]
        yield _group(ways, acronym.funder)
    for group in (*synonyms.ALIKE, *SAME):
        yield _group(_spellings(group))
    for table, exact in ((synonyms.WIDER, False), (synonyms.LOCAL, True)):
        for word, *others in table:
            wider = tuple(Way(tuple(split(each))) for each in others)
            yield [_Named(Way(tuple(split(word)), exact), wider)]


def _spellings(group: Iterable[str]) -> list[Way]:
    """Each name, and names of several words written as one: Иссык-Куль, Иссыккуль."""
    ways = [Way(tuple(split(each))) for each in group]
    joined = [Way(("".join(way.words),)) for way in ways if len(way.words) == 2]
    return list(dict.fromkeys((*ways, *joined)))


def _group(ways: Sequence[Way], funder: str = "") -> list[_Named]:
    return [_Named(way, tuple(each for each in ways if each != way), funder) for way in ways]
