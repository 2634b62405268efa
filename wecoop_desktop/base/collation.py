"""The order of words in lists, as CLDR has it for each language.

A key compares letters first, then accents, then small before capital letters; a space comes before
punctuation, that before digits, digits before letters; a row of digits counts as one number. The
letters have the order of CLDR's root; what a language orders in its own way stands in the head of
its catalogue (`X-Collation`), so that a language more needs no code:

Cyrl        words in Cyrillic letters come before those in Latin ones
е<ё         ё is a letter of its own and follows е
z<oʻ<gʻ     letters that follow each other; several signs may be one letter

Why this is not ICU: docs/decisions/0021-collation.md; tests compare both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from wecoop_desktop.base.catalogue import head

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "аәӕбвгғҕдҙеєжҗзиійјкқҡлмнңҥоөпрсҫтуүұфхҳһцчҷҹшщъыьѣэюя"
APOSTROPHES = "ʻʼ'’‘`´"
LONGEST = 500  # signs of a text that are looked at
_MOST, _LONG = 40, 4  # letters that a language may order in its own way, and signs of one

_AS = MappingProxyType({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_SPACE, _MARK, _SIGN, _NUMBER, _LETTER, _OTHER = range(6)

Place = tuple[int, int]
Key = tuple[tuple[Place, ...], tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The place of each letter; the longest letter has so many signs."""

    places: Mapping[str, Place]
    longest: int = 1


def key(text: str, language: str) -> Key:
    """What a list in `language` is sorted by, word by word."""
    return _key(text[:LONGEST], language)


@lru_cache(maxsize=20_000)
def _key(text: str, language: str) -> Key:
    letters = _alphabet(language)
    places: list[Place] = []
    accents: list[int] = []
    cases: list[int] = []
    plain = _folded(unicodedata.normalize("NFC", text))
    small = plain.lower()
    small = small if len(small) == len(plain) else plain
    at = 0
    while at < len(plain):
        length, place, accent = _next(small, at, letters)
        if place is not None:
            places.append(place)
            accents.append(accent)
            cases.append(int(plain[at] != small[at]))
        at += length
    return tuple(places), tuple(accents), tuple(cases)


def _folded(text: str) -> str:
    """The text with one sign for every apostrophe, and letters made of two as two."""
    for other in APOSTROPHES[1:]:
        text = text.replace(other, APOSTROPHES[0])
    return "".join(_AS.get(sign, sign) for sign in text)


def _next(text: str, at: int, alphabet: Alphabet) -> tuple[int, Place | None, int]:
    """How many signs the next letter or number has, its place (None: it has none), its accent."""
    for length in range(alphabet.longest, 0, -1):
        place = alphabet.places.get(text[at : at + length])
        if place is not None and at + length <= len(text):
            return length, place, 0
    sign = text[at]
    if sign.isdecimal():
        return _number(text, at)
    kind = unicodedata.category(sign)
    if kind in ("Cc", "Cf", "Mn", "Me") and sign not in "\t\n\r":
        return 1, None, 0
    if kind[0] in "ZC":
        return 1, (_SPACE, 0), 0
    if kind[0] == "P" or sign in APOSTROPHES:
        return 1, (_MARK, ord(sign)), 0
    if kind[0] == "S":
        return 1, (_SIGN, ord(sign)), 0
    return 1, *_accented(sign, alphabet)


def _number(text: str, at: int) -> tuple[int, Place, int]:
    end = at
    while end < len(text) and text[end].isdecimal() and end - at < 18:
        end += 1
    return end - at, (_NUMBER, int(text[at:end])), 0


def _accented(sign: str, alphabet: Alphabet) -> tuple[Place, int]:
    """The place of the letter without its accents, and the accents as a number."""
    apart = unicodedata.normalize("NFD", sign)
    place = alphabet.places.get(apart[0])
    if place is None:
        return (_OTHER, ord(sign)), 0
    return place, sum(ord(mark) << (16 * n) for n, mark in enumerate(apart[1:]))


@cache
def _alphabet(language: str) -> Alphabet:
    return alphabet(head(language, "X-Collation") or _USUAL.get(language, "Latn"))


def alphabet(told: str) -> Alphabet:
    """The letters of CLDR's root, with the order that the head of a catalogue tells."""
    script, *rules = told.split() or [""]
    first, second = (CYRILLIC, LATIN) if script == "Cyrl" else (LATIN, CYRILLIC)
    letters = [*first, *second]
    for rule in rules[:_MOST]:
        given = unicodedata.normalize("NFC", rule).lower().split("<")
        before, *own = (_folded(each)[:_LONG] for each in given[:_MOST])
        for letter in filter(None, own):
            if before in letters and letter != before:
                if letter in letters:
                    letters.remove(letter)
                letters.insert(letters.index(before) + 1, letter)
                before = letter
    places = {letter: (_LETTER, number) for number, letter in enumerate(letters)}
    return Alphabet(MappingProxyType(places), max(map(len, places)))


_USUAL = {"ru": "Cyrl"}
