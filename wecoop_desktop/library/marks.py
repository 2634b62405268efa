"""Marks the words of a search in a text, in all their forms, and cuts a passage around them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wecoop_desktop.library import ask
from wecoop_desktop.library.lexeme import name_key, stems
from wecoop_desktop.library.query import Query
from wecoop_desktop.library.words import TOKEN, fold, sound, stem, tokens


@dataclass(frozen=True, slots=True)
class Matcher:
    """Tells whether a word of a text is one the search asks for. `openings`: every such word
    begins with one of them, apart from names spelled in the other script."""

    stems: frozenset[str]
    openings: tuple[str, ...]
    begun: str = ""
    sound: str = ""

    def fits(self, word: str) -> bool:
        """`word` in base letters, of any text."""
        return stem(word) in self.stems or bool(self.begun and word.startswith(self.begun))

    def names(self, word: str) -> bool:
        """`word` of a name, which may be spelled in the other script."""
        return self.fits(word) or bool(self.sound and sound(word) == self.sound)

    def find(self, text: str) -> tuple[int, int] | None:
        """Where the first fitting word of a text in base letters (`words.level`) stands."""
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
        return found


def _matcher(word: str, *, begun: bool) -> Matcher:
    forms = stems(word)
    # English stems end in i for y, or gain an e: the words begin with what stands before.
    begins = {one[:-1] if len(one) > 3 and one[-1] in "ie" else one for one in forms}
    if begun:
        begins.add(word)
    openings = (one for one in begins if not any(one[:cut] in begins for cut in range(1, len(one))))
    return Matcher(frozenset(forms), tuple(openings), word if begun else "", name_key(word))


@lru_cache(maxsize=256)
def matchers(text: str, *, typing: bool = True) -> tuple[Matcher, ...]:
    """One matcher per word asked for."""
    return tuple(
        _matcher(word, begun=part.begun)
        for part in ask.read(text, typing=typing)
        if not part.exclude
        for word in part.words
    )


def spans(text: str, query: str | Query) -> tuple[tuple[int, int], ...]:
    """Where the words of the query stand in `text`, as (start, end) in order."""
    asked = query.text if isinstance(query, Query) else query
    typing = query.typing if isinstance(query, Query) else True
    found = matchers(asked, typing=typing)
    if not found:
        return ()
    return tuple(
        (token.start, token.end)
        for token in tokens(text)
        if any(matcher.fits(token.word) for matcher in found)
    )


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
    """Where the first word of a name stands that fits in either script."""
    return next((found[1:] for found in tokens(text) if matcher.names(found.word)), None)
