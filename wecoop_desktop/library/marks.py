"""Marks the words of a search in a text, in all their forms, and cuts a passage around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wecoop_desktop.library import thesaurus
from wecoop_desktop.library.lexeme import name_key, stems
from wecoop_desktop.library.query import Query
from wecoop_desktop.library.thesaurus import Way
from wecoop_desktop.library.words import TOKEN, Token, fold, is_cyrillic, sound, stem, tokens


@dataclass(frozen=True, slots=True)
class Matcher:
    """Tells whether a word of a text is one the search asks for. `openings`: every such word
    begins with one of them, apart from names spelled in the other script. `runs`: other names of
    the same thing, looked for where the word itself does not stand. `language` of the word."""

    stems: frozenset[str]
    openings: tuple[str, ...]
    begun: str = ""
    sound: str = ""
    runs: tuple[Run, ...] = ()
    language: str = "en"

    def fits(self, word: str) -> bool:
        """`word` in base letters, of any text."""
        return stem(word) in self.stems or bool(self.begun and word.startswith(self.begun))

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the first fitting word, else another name of the thing, stands in a text in base
        letters (`words.level`)."""
        found: tuple[int, int] | None = None
        for opening in self.openings:
            start = text.find(opening)
            while start >= 0 and (found is None or start < found[0]):
                if start == 0 or not text[start - 1].isalnum():
                    word = TOKEN.match(text, start)
                    if word and self.fits(fold(word[0])):
                        found = word.span()
                        break
                start = text.find(opening, start + 1)
        if found is None and self.runs:
            found = next(filter(None, (run.find(text) for run in self.runs)), None)
        return found


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row by which a thing is called: stems, or the words themselves if `exact`."""

    words: tuple[str, ...]
    opening: str
    exact: bool = False

    def fits(self, at: int, word: str) -> bool:
        return (word if self.exact else stem(word)) == self.words[at]

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the words stand in a row in a text in base letters."""
        start = text.find(self.opening)
        while start >= 0:
            if start == 0 or not text[start - 1].isalnum():
                end = self._end(text, start)
                if end:
                    return start, end
            start = text.find(self.opening, start + 1)
        return None

    def _end(self, text: str, start: int) -> int:
        """Where the row that begins at `start` ends; 0 where it is another one."""
        end = 0
        for at in range(len(self.words)):
            word = TOKEN.match(text, start) if at == 0 else TOKEN.search(text, start)
            if not word or not self.fits(at, fold(word[0])):
                return 0
            start = end = word.end()
        return end

    def spans(self, found: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """The places of all words of all such rows among the words of a text."""
        length = len(self.words)
        for start in range(len(found) - length + 1):
            row = found[start : start + length]
            if all(self.fits(at, token.word) for at, token in enumerate(row)):
                yield from ((token.start, token.end) for token in row)


def _matcher(word: str, runs: tuple[Run, ...], *, begun: bool) -> Matcher:
    forms = stems(word)
    begins = {_opening(one) for one in forms}
    if begun:
        begins.add(word)
    openings = (one for one in begins if not any(one[:cut] in begins for cut in range(1, len(one))))
    return Matcher(
        frozenset(forms),
        tuple(openings),
        begun=word if begun else "",
        sound=name_key(word),
        runs=runs,
        language="ru" if is_cyrillic(word) else "en",
    )


def _opening(one: str) -> str:
    """Letters with which every word of a stem begins: English stems end in i for y, gain an e, or
    follow American spelling (centre, center); the words begin with what stands before."""
    if is_cyrillic(one) or len(one) < 4:
        return one
    return one[:-2] if one.endswith("ter") else one[:-1]


def _run(way: Way) -> Run:
    if way.exact:
        return Run(way.words, way.words[0], exact=True)
    stemmed = tuple(stem(word) for word in way.words)
    return Run(stemmed, _opening(stemmed[0]))


@lru_cache(maxsize=256)
def matchers(text: str, *, typing: bool = True) -> tuple[Matcher, ...]:
    """One matcher per word asked for."""
    return tuple(
        _matcher(word, runs, begun=asked.begun and at == len(asked.words) - 1)
        for asked in thesaurus.read(text, typing=typing)
        if not asked.exclude
        for runs in (tuple(_run(way) for way in asked.ways),)
        for at, word in enumerate(asked.words)
    )


def spans(text: str, query: str | Query) -> tuple[tuple[int, int], ...]:
    """Where the words of the query stand in `text`, as (start, end) in order."""
    asked = query.text if isinstance(query, Query) else query
    typing = query.typing if isinstance(query, Query) else True
    found = matchers(asked, typing=typing)
    if not found:
        return ()
    words = list(tokens(text))
    marked = {
        (token.start, token.end)
        for token in words
        if any(matcher.fits(token.word) for matcher in found)
    }
    for run in dict.fromkeys(run for matcher in found for run in matcher.runs):
        marked.update(run.spans(words))
    return tuple(sorted(marked))


def passage(text: str, query: str | Query, length: int = 220) -> str:
    """About `length` letters of `text` around the first word found, cut between words."""
    flat = " ".join(text.split())
    first = next(iter(spans(flat, query)), (0, 0))[0]
    if len(flat) <= length:
        return flat
    start = _between(flat, max(0, first - length // 3))
    end = flat.rfind(" ", start, start + length) if start + length < len(flat) else len(flat)
    end = end if end > start else start + length
    return ("… " if start else "") + flat[start:end] + (" …" if end < len(flat) else "")


def _between(text: str, near: int) -> int:
    """The beginning of a word at or after `near`."""
    if near == 0:
        return 0
    space = text.find(" ", near)
    return space + 1 if 0 <= space < near + 40 else near


def named(text: str, matcher: Matcher) -> tuple[int, int] | None:
    """Where the first word of a name stands that sounds like the one asked for."""
    if not matcher.sound:
        return None
    return next((found[1:] for found in _sounds(text) if found[0] == matcher.sound), None)


@lru_cache(maxsize=20_000)
def _sounds(name: str) -> tuple[tuple[str, int, int], ...]:
    """How the words of a name sound and where they stand; names of countries and funders come
    again and again."""
    return tuple((sound(found.word), found.start, found.end) for found in tokens(name))
