"""Finds terms of the glossary in a text, in whatever form they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wecoop_desktop.base.text import Text
from wecoop_desktop.library.words import TOKEN, fold, stem
from wecoop_desktop.packs.content import Term

SHORTEST = 4  # letters of a term that is no acronym
LONGEST = 8  # words of a term

_ASIDE = re.compile(r"\s*\([^()]*\)")
# What may stand between the words of one term: blanks and hyphens, also those that hold.
_BETWEEN = re.compile(r"[\s\u00a0\u2011-]{0,3}")


class Place(NamedTuple):
    """Where a term stands in a text."""

    start: int
    end: int
    term: str


class Finder:
    """The terms of the glossary in one language, by the stems of their words."""

    def __init__(self, terms: Sequence[Term], language: str) -> None:
        self._stems: dict[tuple[str, ...], str] = {}
        self._acronyms: dict[str, str] = {}
        for term in terms:
            for name in _names(_in(term.term, language), language):
                words = tuple(stem(fold(word)) for word in TOKEN.findall(name))
                if words:
                    self._stems.setdefault(words[:LONGEST], term.id)
            for name in {_in(term.acronym, language), _in(term.acronym, "en")}:
                if name.isupper():
                    self._acronyms.setdefault(name, term.id)
        self._longest = max(map(len, self._stems), default=0)

    def find(self, text: str) -> Iterator[Place]:
        """All terms in their order; of several that begin at one word the longest."""
        words = list(TOKEN.finditer(text))
        stems = [stem(folded) if (folded := fold(word[0])) else "" for word in words]
        at = 0
        while at < len(words):
            length, term = self._at(text, words, stems, at)
            if length:
                yield Place(words[at].start(), words[at + length - 1].end(), term)
            at += max(length, 1)

    def _at(
        self, text: str, words: list[re.Match[str]], stems: list[str], at: int
    ) -> tuple[int, str]:
        """How many words the term takes that begins here, and its id; 0 where none does."""
        if words[at][0] in self._acronyms:
            return 1, self._acronyms[words[at][0]]
        most = 1
        while at + most < len(words) and most < self._longest:
            if not _BETWEEN.fullmatch(text, words[at + most - 1].end(), words[at + most].start()):
                break
            most += 1
        for length in range(most, 0, -1):
            term = self._stems.get(tuple(stems[at : at + length]))
            if term is not None:
                return length, term
        return 0, ""


def _in(text: Text, language: str) -> str:
    return text.own(language)


def _names(written: str, language: str) -> Iterator[str]:
    """The names that an entry gives: "Исходное значение, базовая линия" gives two.

    An English word of common use is told apart by what stands in brackets, "Maturity (loan)", and
    is not looked for without it.
    """
    bare = _ASIDE.sub("", written)
    if language == "en" and bare != written and " " not in bare.strip():
        return
    for name in bare.split(","):
        if len(name.strip()) >= SHORTEST:
            yield name.strip()
