"""Places in a section of the guide that outlive a new edition of it.

A place is the heading it stands under, which paragraph below it, and the words themselves. Where
the paragraph has moved, its words find it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

QUOTED = 300  # letters of a paragraph that are kept with a place
SAME, LIKE = 90.0, 72.0  # how alike the words must be where they stood, and elsewhere

_LINK = re.compile(r"!?\[([^\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_SIGNS = re.compile(r"[*_`>#|]+|-{3,}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`ordinal` counts from 0 below `heading`; `text` has no marks of Markdown."""

    heading: str
    ordinal: int
    text: str

    @property
    def quote(self) -> str:
        return self.text[:QUOTED]


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """Paragraphs, points of lists and tables in their order, without the headings."""
    found: list[Paragraph] = []
    heading, ordinal = "", 0
    for block in re.split(r"\n\s*\n", markdown):
        if block.lstrip().startswith("#"):
            heading, ordinal = bare(block), 0
            continue
        for text in _texts(block):
            found.append(Paragraph(heading, ordinal, text))
            ordinal += 1
    return tuple(found)


def _texts(block: str) -> Iterator[str]:
    lines = block.strip("\n").split("\n")
    if lines[0].lstrip().startswith("|"):
        yield bare(lines[0])
        return
    held: list[str] = []
    for line in lines:
        item = _ITEM.match(line)
        if item and held:
            yield bare(" ".join(held))
            held = []
        held.append(line[item.end() :] if item else line)
    text = bare(" ".join(held))
    if text:
        yield text


def bare(markdown: str) -> str:
    """The words of a line of Markdown."""
    return " ".join(_SIGNS.sub(" ", _LINK.sub(r"\1", markdown)).split())


def key(text: str) -> str:
    """Only letters and digits: how a text is told from another, however it is set."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def place(heading: str, ordinal: int, quote: str, among: Sequence[Paragraph]) -> int | None:
    """Which of the paragraphs it is now; None where the passage has changed or is gone."""
    from rapidfuzz import fuzz

    sought = key(quote)

    def alike(paragraph: Paragraph) -> float:
        return fuzz.ratio(sought, key(paragraph.quote))

    for number, paragraph in enumerate(among):
        if (paragraph.heading, paragraph.ordinal) == (heading, ordinal):
            if alike(paragraph) >= SAME:
                return number
            break
    scores = [alike(paragraph) for paragraph in among]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    return best if best is not None and scores[best] >= LIKE else None
