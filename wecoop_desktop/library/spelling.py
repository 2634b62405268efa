"""What a person may have meant: the other keyboard layout, a typing error."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from wecoop_desktop.library import ask
from wecoop_desktop.library.lexeme import stems
from wecoop_desktop.library.words import is_cyrillic, split, stem

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)

CLOSE = 75  # of 100: how alike two words must be
SHORTEST = 4  # letters; shorter words have too many neighbours


def other_layout(text: str) -> str:
    """The text as if typed with the other keyboard layout: jn[jls -> отходы, цфеук -> water."""
    cyrillic = sum("а" <= char <= "я" or char == "ё" for char in text.lower())
    latin = sum("a" <= char <= "z" for char in text.lower())
    return text.translate(_TO_LATIN if cyrillic > latin else _TO_RUSSIAN)


class Vocabulary:
    """The words of the library, to correct others by. Words in base letters."""

    def __init__(self, records: Mapping[str, int]) -> None:
        self._records = records
        self._ordered = sorted(records)
        self._stems = {stem(word) for word in records}
        self._words: dict[bool, list[str]] = {True: [], False: []}
        for word in records:
            if len(word) >= SHORTEST and word.isalpha():
                self._words[is_cyrillic(word)].append(word)

    def knows(self, word: str) -> bool:
        return any(one in self._stems for one in stems(word))

    def begins(self, word: str) -> bool:
        at = bisect_left(self._ordered, word)
        return at < len(self._ordered) and self._ordered[at].startswith(word)

    def nearest(self, word: str) -> str:
        """The word that was probably meant, else an empty one: few errors first, frequent next."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < SHORTEST or not word.isalpha():
            return ""
        most = 1 if len(word) < 6 else 2
        found = process.extract(
            word,
            self._words[is_cyrillic(word)],
            scorer=OSA.distance,
            score_cutoff=most,
            limit=20,
        )
        ranked = sorted(
            (errors, known[0] != word[0], -self._records[known], known)
            for known, errors, _ in found
        )
        return ranked[0][3] if ranked else ""


def meant(
    text: str, vocabulary: Vocabulary, finds: Callable[[str], int], typing: bool
) -> tuple[str, ...]:
    """Texts to search as well, best first, for a text that found (almost) nothing."""
    unknown = _unknown(text, vocabulary, typing=typing)
    tried = []
    swapped = other_layout(text)
    if swapped != text and split(swapped) and not _unknown(swapped, vocabulary, typing=typing):
        tried.append(swapped)
    if unknown:
        tried.append(_corrected(text, unknown, vocabulary))
        if swapped != text and tried[0] != swapped:
            wrong = _unknown(swapped, vocabulary, typing=typing)
            tried.append(_corrected(swapped, wrong, vocabulary))
    return tuple(other for other in dict.fromkeys(filter(None, tried)) if finds(other))[:1]


def _unknown(text: str, vocabulary: Vocabulary, *, typing: bool) -> Sequence[str]:
    return [
        word
        for part in ask.read(text, typing=typing)
        if not part.exclude
        for word in part.words
        if not vocabulary.knows(word) and not (part.begun and vocabulary.begins(word))
    ]


def _corrected(text: str, unknown: Sequence[str], vocabulary: Vocabulary) -> str:
    """The text with its unknown words replaced; empty where one has no near word."""
    nearest = {word: vocabulary.nearest(word) for word in unknown}
    if not nearest or not all(nearest.values()):
        return ""
    words = [
        nearest.get(word, word)
        for part in ask.read(text, typing=False)
        if not part.exclude
        for word in part.words
    ]
    return " ".join(words)
