"""What a person may have meant: the other layout or script, a typing error, fewer words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from wecoop_desktop.library import ask, thesaurus
from wecoop_desktop.library.lexeme import is_name, stems
from wecoop_desktop.library.translit import other_script
from wecoop_desktop.library.words import in_cyrillic, in_latin, is_cyrillic, split, stemmed

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)

KEPT = 1_000  # corrected words that are remembered
SHORTEST = 4  # letters; shorter words have too many neighbours
FEW = 3  # records; with fewer, one more word may lack
NEAR = 25  # records; beside the few that have all words, no more with nearly all are shown
FLOOD = 250  # records; if more have most of the words, those words tell nothing
LACKING = 3  # at most so many words may be lacking, and never more than half of them
_SIGNS = '()[]{}«»“”"'


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
        self._stems = {stemmed(word) for word in records}
        self._near: dict[str, str] = {}
        self._words: dict[bool, list[str]] = {True: [], False: []}
        for word in dict.fromkeys((*records, *thesaurus.words())):
            if len(word) >= SHORTEST and word.isalpha():
                self._words[is_cyrillic(word)].append(word)

    def knows(self, word: str) -> bool:
        return word in self._records or any(one in self._stems for one in stems(word))

    def holds(self, word: str) -> bool:
        """Whether this very form stands in a record, or is a name of something."""
        return word in self._records or (len(word) > 1 and thesaurus.knows(word))

    def begins(self, word: str) -> bool:
        at = bisect_left(self._ordered, word)
        return at < len(self._ordered) and self._ordered[at].startswith(word)

    def nearest(self, word: str) -> str:
        """The word that was probably meant, else an empty one: few errors first, frequent next."""
        if word not in self._near:
            if len(self._near) >= KEPT:
                self._near.clear()
            self._near[word] = self._nearest(word)
        return self._near[word]

    def _nearest(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word) < SHORTEST or not word.isalpha():
            return ""
        most = 1 if len(word) < 7 else 2
        found = process.extract(
            word,
            self._words[is_cyrillic(word)],
            scorer=OSA.distance,
            score_cutoff=most,
            limit=20,
        )
        ranked = sorted(
            (errors, known[0] != word[0], -self._records.get(known, 0), known)
            for known, errors, _ in found
        )
        return ranked[0][3] if ranked else ""

    def parts(self, word: str) -> str:
        """Two known words written as one, as two; else empty."""
        cuts = range(SHORTEST, len(word) - SHORTEST + 1)
        found = ((word[:cut], word[cut:]) for cut in cuts)
        return next((" ".join(two) for two in found if all(map(self._records.get, two))), "")


def meant(
    text: str, vocabulary: Vocabulary, finds: Callable[[str], int], *, typing: bool, total: int
) -> tuple[str, ...]:
    """What to search as well for a text that found `total` records, that is (almost) nothing.

    First what was probably meant: with the other layout or script, without typing errors. Where
    nothing has all the words, the most of them: ≈ at the beginning says how many may lack. Beside
    one or two that have three words or more, those that lack one, if they are not many.
    `finds` tells how many records more a text would find.
    """
    words = _Words(text, vocabulary, typing=typing)
    for other in dict.fromkeys(words.meant()):
        if finds(other):
            return (other,)
    wanted = [asked for asked in thesaurus.read(text, typing=typing) if not asked.exclude]
    most = min(LACKING, len(wanted) // 2)
    if total:
        other = f"{ask.SOME} {words.mended}"
        return (other,) if most and len(wanted) > 2 and 0 < finds(other) <= NEAR else ()
    fewer = ""
    for lacking in range(1, most + 1):
        other = f"{ask.SOME * lacking} {words.mended}"
        found = finds(other)
        if found > FLOOD:
            break
        fewer = other if found else fewer
        if found >= FEW:
            break
    return (fewer,) if fewer else ()


class _Words:
    """The words of one search and which of them the library knows."""

    def __init__(self, text: str, vocabulary: Vocabulary, *, typing: bool) -> None:
        # Halves of letters, which arguments of the command line may hold, are not given back.
        self._text = text[: ask.LONGEST].encode("utf-8", "ignore").decode("utf-8")
        self._vocabulary = vocabulary
        self._begun = ""
        self._known: set[str] = set(ask.COMMON)
        for asked in thesaurus.read(text, typing=typing):
            if asked.ways or asked.year or asked.exclude:
                self._known.update(asked.words)
            if asked.begun:
                self._begun = asked.words[-1]
        self.mended = self._mended()

    def meant(self) -> Iterator[str]:
        swapped = other_layout(self._text)
        if self._unknown(self._text) and not self._unknown(swapped) and split(swapped):
            yield swapped
        if self.mended != self._text:
            yield self.mended

    def _knows(self, word: str) -> bool:
        return (
            word in self._known
            or self._vocabulary.knows(word)
            or thesaurus.knows(word)
            or (word == self._begun and self._vocabulary.begins(word))
        )

    def _unknown(self, text: str) -> list[str]:
        return [word for word in split(text) if not self._knows(word)]

    def _mended(self) -> str:
        """The text with every unknown word replaced by what was probably meant, where there is
        such a word."""
        pieces: list[str] = []
        typed = self._text.split()
        while typed:
            piece = typed.pop(0)
            if typed and self._unknown(piece + " " + typed[0]):
                joined = "".join(split(piece) + split(typed[0]))
                if joined and self._vocabulary.knows(joined) and not piece.startswith("-"):
                    typed.pop(0)
                    pieces.append(joined)
                    continue
            pieces.append(self._piece(piece))
        mended = " ".join(pieces)
        return self._text if mended.split() == self._text.split() else mended

    def _piece(self, piece: str) -> str:
        if piece.startswith("-") or not self._unknown(piece):
            return piece
        swapped = other_layout(piece)
        if split(swapped) and not self._unknown(swapped):
            return swapped
        bare = piece.strip(_SIGNS)
        before, after = piece[: piece.find(bare)], piece[piece.find(bare) + len(bare) :]
        words = split(bare)
        mended = [word if self._knows(word) else self._word(word) for word in words]
        if not all(mended):
            near = [self._vocabulary.nearest(word) or word for word in split(swapped)]
            if near and not any(map(self._unknown, near)):
                return " ".join(near)
        told = " ".join(other or word for other, word in zip(mended, words, strict=True))
        return before + told + after

    def _word(self, word: str) -> str:
        """What was meant by a word that is not known; empty where nothing is near."""
        vocabulary = self._vocabulary
        if not is_name(word):
            return ""  # a common word of the dictionary: it is spelled as it should be
        others = (in_latin(word), in_cyrillic(word), other_script(word))
        near = vocabulary.nearest(word)
        if near and is_cyrillic(word):
            return near
        return (
            next((other for other in others if vocabulary.holds(other)), "")
            or near
            or vocabulary.parts(word)
            or next((other for other in others if len(other) > 1 and self._knows(other)), "")
            or vocabulary.nearest(others[-1])
        )
