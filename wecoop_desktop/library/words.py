"""Words of a text as the index knows them: where they stand, their base letters, their stems.

Base letters: case folded, ё as е, й kept, the letters of the five countries' languages as the
nearest letter of Russian or English (ө -> о, ң -> н, ş -> s, gʻ -> g), so that each spelling a
keyboard allows finds the others.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

APOSTROPHES = "ʻʼ'’‘`´"
TOKEN = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
SHORT = 120  # letters; shorter texts are mostly names, which come again and again
ONE_BYTE = "cp1251"
LONGEST = 60  # letters of a word that are looked at; longer ones are no words

_BASE = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, ""),
        **dict(zip("ёәғқңөұүһіӣҳҷӯўӡї", "еагкноуухиихчуузи", strict=True)),
        **{"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"},
    }
)


class Token(NamedTuple):
    """A word of a text: its base letters and where it stands in the text."""

    word: str
    start: int
    end: int


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The word in base letters; in one script where letters of the other only look alike."""
    if word.isascii():
        return word.lower().translate(_BASE)
    plain = unicodedata.normalize("NFC", word.lower()).translate(_BASE)
    bare = "".join(char if char == "й" else _bare(char) for char in plain)
    if _LATIN.search(bare) and _CYRILLIC.search(bare):
        return in_latin(bare) or in_cyrillic(bare) or bare
    return bare


_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-я]")
# Letters that look like one of the other script, as capitals or as small ones.
_LOOKS = ("авсенкмортху", "abcehkmoptxy")
_TO_LATIN = str.maketrans(*_LOOKS)
_TO_CYRILLIC = str.maketrans(_LOOKS[1], _LOOKS[0])


def in_latin(word: str) -> str:
    """A word in base letters with its Cyrillic letters as the Latin ones they look like; empty
    where one looks like none."""
    written = word.translate(_TO_LATIN)
    return "" if _CYRILLIC.search(written) else written


def in_cyrillic(word: str) -> str:
    """The other way round."""
    written = word.translate(_TO_CYRILLIC)
    return "" if _LATIN.search(written) else written


@cache
def _bare(char: str) -> str:
    """The letter without its accents: é -> e; й is a letter of its own and does not come here."""
    parts = unicodedata.normalize("NFKD", char)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def level(text: str) -> str:
    """The text in base letters, letter for letter: what stands at a place stays at that place.

    For looking up quickly where a word may stand; letters written as two marks stay as they are.
    """
    if len(text) < SHORT:
        return _short(text)
    return _leveled(text)


@lru_cache(maxsize=50_000)
def _short(text: str) -> str:
    return _leveled(text)


def _leveled(text: str) -> str:
    if text.isascii():
        return text.lower()
    try:
        written = text.encode(ONE_BYTE)
    except UnicodeEncodeError:
        return text.translate(_LEVEL)
    return written.translate(_bytes()).decode(ONE_BYTE)


@cache
def _bytes() -> bytes:
    """The base letter of each letter of the Russian one-byte code: ten times faster than letter by
    letter of Unicode."""
    every = bytes(range(256)).decode(ONE_BYTE, "replace")
    leveled = (base.encode(ONE_BYTE, "ignore") for base in every.translate(_LEVEL))
    return bytes((base or bytes([code]))[0] for code, base in enumerate(leveled))


class _Level(dict[int, int]):
    """Base letters one by one, found when first met."""

    def __missing__(self, code: int) -> int:
        folded = fold(chr(code))
        self[code] = ord(folded) if len(folded) == 1 else code
        return self[code]


_LEVEL = _Level()


def tokens(text: str) -> Iterator[Token]:
    """The words of a text in order."""
    for found in TOKEN.finditer(text):
        word = fold(found[0][:LONGEST])
        if word:
            yield Token(word, found.start(), found.end())


def split(text: str) -> list[str]:
    """The words of a text in base letters."""
    return [word for word in (fold(found[:LONGEST]) for found in TOKEN.findall(text)) if word]


def is_cyrillic(word: str) -> bool:
    return "а" <= word[0] <= "я"


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball stem of a word in base letters, by its script; numbers stay as they are."""
    return stemmed(word)


def stemmed(word: str) -> str:
    """The same for a whole vocabulary, each word of which is asked for once: nothing is kept."""
    first = word[0]
    if not ("a" <= first <= "z" or "а" <= first <= "я"):
        return word
    if is_cyrillic(word):
        with _one_at_a_time:
            return _stemmer("russian").stemWord(word)
    with _one_at_a_time:
        return _stemmer("english").stemWord(american(word))


_BRITISH = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|ed|ing|al|able|hood|hoods|er|ers)?$)"), "or"),
    (re.compile(r"(?<=[a-z])tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=^program)me(?=s?$)"), ""),
)


def american(word: str) -> str:
    """A word without the difference between British and American spelling: modernisation and
    modernization, centre and center. Others change in all their forms alike, which is no harm."""
    for british, spelling in _BRITISH:
        word = british.sub(spelling, word)
    return word


# Stemmers keep a buffer of their own and are not for several threads at once.
_one_at_a_time = threading.Lock()


@cache
def _stemmer(language: str) -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer(language)
    return stemmer


_SOUNDS = (
    # Cyrillic, then Latin spellings; longer ones first. Both end in the same rough sounds.
    *(("дж", "j"), ("ж", "j"), ("ч", "c"), ("ш", "s"), ("щ", "s"), ("кс", "x"), ("х", "h")),
    *(("ц", "s"), ("ю", "u"), ("я", "a"), ("э", "e"), ("ы", "i"), ("й", "i"), ("ь", ""), ("ъ", "")),
    *zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True),
    *(("dzh", "j"), ("zh", "j"), ("shch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h")),
    *(("ts", "s"), ("ks", "x"), ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u")),
    *(("ye", "e"), ("yo", "e"), ("q", "k"), ("w", "v"), ("y", "i")),
)
_DOUBLE = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A rough key equal for a name's Cyrillic and Latin spellings: нарын, naryn -> narin.

    Empty where the word is too short or holds digits: then it would join unlike things.
    """
    if len(word) < 3 or not word.isalpha():
        return ""
    key = word
    for spelling, plain in _SOUNDS:
        key = key.replace(spelling, plain)
    key = _DOUBLE.sub(r"\1", key)
    return key if len(key) > 2 else ""
