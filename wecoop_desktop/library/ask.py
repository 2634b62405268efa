"""Reads what a person typed into the search box. Everything typed means something; no errors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from wecoop_desktop.library.words import split

LONGEST = 400  # letters of a search that are read
MOST = 12  # words of a search that are used

_PART = re.compile(r'(?<!\S)(-?)(?:"([^"]*)"?|«([^»]*)»?|“([^”]*)”?)|(\S+)')

# Words so common that requiring them only loses hits.
COMMON = frozenset(
    (
        *("a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or"),
        *("the", "to", "with", "а", "в", "во", "для", "до", "за", "и", "из", "или", "к", "ко"),
        *("на", "о", "об", "от", "по", "при", "с", "со", "у"),
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """Words in base letters: one, or several in a row; asked for or excluded; whole or begun."""

    words: tuple[str, ...]
    exclude: bool = False
    begun: bool = False


@lru_cache(maxsize=256)
def read(text: str, *, typing: bool = True) -> tuple[Part, ...]:
    """The parts of a search; a last word not followed by a space is perhaps unfinished."""
    text = text[:LONGEST]
    parts: list[Part] = []
    for found in _PART.finditer(text):
        minus, *quoted, loose = found.groups()
        if loose is None:
            words = tuple(split(next(part for part in quoted if part is not None)))[:MOST]
            if words:
                parts.append(Part(words, exclude=minus == "-"))
        else:
            parts.extend(_loose(loose))
    if typing and parts and text[-1:].isalnum():
        last = parts[-1]
        if len(last.words) == 1 and not last.exclude:
            parts[-1] = Part(last.words, begun=True)
            if len(last.words[0]) == 1 and not all(part.exclude for part in parts[:-1]):
                parts.pop()  # one letter tells nothing yet: what was found stays
    return _without_common(parts)[:MOST]


def _loose(typed: str) -> list[Part]:
    """Parts of one run of letters: иссык-куль are two words, -word excludes, word* is begun."""
    exclude = typed.startswith("-")
    words = split(typed)
    if not words:
        return []
    if exclude:
        return [Part(tuple(words), exclude=True)]
    parts = [Part((word,)) for word in words]
    if typed.endswith("*"):
        parts[-1] = Part(parts[-1].words, begun=True)
    return parts


def _without_common(parts: list[Part]) -> tuple[Part, ...]:
    telling = [part for part in parts if len(part.words) > 1 or part.words[0] not in COMMON]
    return tuple(telling if any(not part.exclude for part in telling) else parts)
