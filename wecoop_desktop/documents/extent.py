"""How long a document is, section by section, and where it is longer than its template allows.

Pages are those of the PDF: the last page is read off its bookmarks, so that what is counted is
what is handed in. Cover, contents and annexes are not counted, as funders do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Literal

from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Table,
    letters,
)
from wecoop_desktop.packs.content import Limits, Template

Measure = Literal["pages", "words", "characters"]
MEASURES: tuple[Measure, ...] = ("pages", "words", "characters")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section of the document: its first page from 1, pages it stands on, words, characters."""

    number: str
    title: str
    first: int
    pages: int
    words: int
    characters: int
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
    """`pages` in all; `counted` without cover, contents and annexes."""

    pages: int
    counted: int
    words: int
    characters: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """What is longer than its limit; `number` and `title` are empty for the whole document."""

    number: str
    title: str
    measure: Measure
    found: int
    limit: Decimal
    firm: bool = False


def extent(outline: Outline, pdf: bytes) -> Extent:
    """The lengths of an outline, written as these bytes."""
    pages, starts = _starts(pdf, bare=outline.bare)
    heads = [index for index, one in enumerate(outline.sections) if not one.continues]
    found: list[Stretch] = []
    for place, index in enumerate(heads):
        section = outline.sections[index]
        following = heads[place + 1] if place + 1 < len(heads) else len(outline.sections)
        said = [
            text
            for one in outline.sections[index:following]
            for block in one.blocks
            for text in _texts(block)
        ]
        first = starts[place] if place < len(starts) else pages
        after = starts[place + 1] if place + 1 < len(starts) else pages + 1
        found.append(
            Stretch(
                section.number,
                section.title,
                first,
                max(1, after - first),
                sum(len(text.split()) for text in said),
                sum(map(len, said)),
                section.annex,
            )
        )
    body = [one for one in found if not one.annex]
    front = found[0].first if found else 1
    end = next((one.first for one in found if one.annex), pages + 1)
    return Extent(
        pages,
        max(0, end - front),
        sum(one.words for one in body),
        sum(one.characters for one in body),
        tuple(found),
    )


def over(template: Template, found: Extent) -> tuple[Over, ...]:
    """The whole document first, then its sections; a section shares its first and last page."""
    return tuple(_over(template, found))


def _over(template: Template, found: Extent) -> Iterator[Over]:
    whole = {"pages": found.counted, "words": found.words, "characters": found.characters}
    for measure in MEASURES:
        limit = _limit(template.limits, measure)
        if limit is not None and whole[measure] > limit:
            yield Over("", "", measure, whole[measure], limit, template.limits.firm)
    by_number = {(one.number, one.title): one for one in found.stretches}
    for section in template.sections:
        for title in (section.title.en, section.title.ru):
            one = by_number.get((section.number, title))
            if one is None:
                continue
            sizes = {"pages": one.pages - 1, "words": one.words, "characters": one.characters}
            for measure in MEASURES:
                limit = _limit(section.limits, measure)
                # A section that begins and ends in the middle of pages is shorter than they are.
                room = None if limit is None else limit.to_integral_value(ROUND_CEILING)
                if limit is not None and room is not None and sizes[measure] > room:
                    yield Over(one.number, title, measure, sizes[measure], limit)
            break


def _texts(block: Block) -> Iterator[str]:
    """What is read of a block: its own words, those of a chart not counted."""
    match block:
        case Heading():
            yield block.text
        case Paragraph():
            yield letters(block.runs)
        case Listing():
            yield from (letters(runs) for _, runs in block.items)
        case Table():
            yield from (block.caption, block.note, *(column.head for column in block.columns))
            yield from (letters(cell) for row in block.rows for cell in row.cells)
        case Figure():
            yield from (block.caption, block.note)
        case Callout():
            yield from (block.title, letters(block.runs))
            for name, runs in block.facts:
                yield from (name, letters(runs))
            if block.figure is not None:
                yield from _texts(block.figure)


def _limit(limits: Limits, measure: Measure) -> Decimal | None:
    if measure == "pages":
        return limits.pages
    found = limits.words if measure == "words" else limits.characters
    return None if found is None else Decimal(found)


def _starts(pdf: bytes, *, bare: bool) -> tuple[int, list[int]]:
    """How many pages, and the first page of each section from 1, by the bookmarks of the top."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        pages = len(document)
        tops: list[int] = []
        for bookmark in document.get_toc():
            if bookmark.level == 0:
                place = bookmark.get_dest()
                at = place.get_index() if place is not None else None
                tops.append(pages if at is None else at + 1)
        return pages, tops if bare else tops[2:]
    finally:
        document.close()
