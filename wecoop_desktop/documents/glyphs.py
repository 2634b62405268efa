"""Letters that the fonts of the documents do not have, named before a document is exported."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from wecoop_desktop.documents.outline import Outline

PLACES = 3  # places named for each letter; more do not help to find it


@dataclass(frozen=True, slots=True)
class Missing:
    """A letter that will be printed as an empty box, its Unicode name, and where it stands."""

    letter: str
    name: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.letter} ({self.name}): {', '.join(self.places)}"


def missing(outline: Outline) -> tuple[Missing, ...]:
    """Every letter of the outline that no document font has, in the order of first appearance."""
    from wecoop_desktop.documents.pdf.fonts import coverage, dropped

    known = coverage()
    found: dict[str, list[str]] = {}
    for place, text in texts(outline):
        for letter in set(text) - known:
            if dropped(letter):
                continue
            places = found.setdefault(letter, [])
            if place not in places and len(places) < PLACES:
                places.append(place)
    return tuple(
        Missing(letter, unicodedata.name(letter, f"U+{ord(letter):04X}"), tuple(places))
        for letter, places in sorted(found.items())
    )


def texts(outline: Outline) -> Iterator[tuple[str, str]]:
    """Every text of the outline with the title of the section in which it stands."""
    for text in _strings((outline.cover, outline.head, outline.foot, outline.contents)):
        yield outline.cover.title, text
    for section in outline.sections:
        place = f"{section.number} {section.title}".strip()
        for text in _strings((section.title, section.blocks)):
            yield place, text


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        for entry in fields(value):
            yield from _strings(getattr(value, entry.name))
