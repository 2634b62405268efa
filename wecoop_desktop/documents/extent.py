"""How long a document is, section by section, and where it is longer than its template allows.

Pages are those of the PDF: the last page is read off its bookmarks, so that what is counted is
what is handed in. Cover, contents and annexes are not counted, as funders do. How much of its pages
a section fills is what the writer of the PDF says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from wecoop_desktop.base.language import Language, mark
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
TAKEN: dict[Measure, str] = {
    "pages": mark("Pages: {found} of {limit}"),
    "words": mark("Words: {found} of {limit}"),
    "characters": mark("Characters: {found} of {limit}"),
}
LONGER: dict[Measure, str] = {
    "pages": mark("Pages: {found} of {limit}, {over} too many; from page {page} of the document"),
    "words": mark("Words: {found} of {limit}, {over} too many; from page {page} of the document"),
    "characters": mark(
        "Characters: {found} of {limit}, {over} too many; from page {page} of the document"
    ),
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section of the document: its first page from 1, pages it stands on, words, characters.

    `length`: how much of pages it fills, the half of one as 0.5; 0 where the writer did not say.
    """

    number: str
    title: str
    first: int
    pages: int
    words: int
    characters: int
    annex: bool = False
    length: float = 0.0


@dataclass(frozen=True, slots=True)
class Extent:
    """`pages` in all; `counted` without cover, contents and annexes."""

    pages: int
    counted: int
    words: int
    characters: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A limit and what is taken of it; `number` and `title` are empty for the whole document.

    `page` is where it begins in the file, from 1. Pages are told to a tenth.
    """

    number: str
    title: str
    measure: Measure
    found: Decimal
    limit: Decimal
    firm: bool = False
    page: int = 1

    @property
    def over(self) -> Decimal:
        """By how much it is longer than it may be; 0 where it is not."""
        return max(Decimal(0), self.found - self.limit)


def extent(outline: Outline, pdf: bytes, lengths: Sequence[float] = ()) -> Extent:
    """The lengths of an outline, written as these bytes; `lengths` is what `write_pdf` gives."""
    pages, starts = _starts(pdf, bare=outline.bare)
    heads = [index for index, one in enumerate(outline.sections) if not one.continues]
    found: list[Stretch] = []
    for place, index in enumerate(heads):
        section = outline.sections[index]
        following = heads[place + 1] if place + 1 < len(heads) else len(outline.sections)
        texts = [
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
                sum(len(text.split()) for text in texts),
                sum(map(len, texts)),
                section.annex,
                sum(lengths[index:following]),
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


def over(template: Template, found: Extent) -> tuple[Room, ...]:
    """What is longer than it may be: the whole document first, then its sections."""
    return tuple(one for one in rooms(template, found) if one.over)


def rooms(template: Template, found: Extent) -> tuple[Room, ...]:
    """Every limit of the template with what the document takes of it, in its order."""
    return tuple(_rooms(template, found))


def said(room: Room, language: Language) -> str:
    """What is taken of a limit; by how much it is too long, and where."""
    found, limit = language.number(room.found), language.number(room.limit)
    if not room.over:
        return language.tr(TAKEN[room.measure], found=found, limit=limit)
    over, page = language.number(room.over), language.number(room.page)
    return language.tr(LONGER[room.measure], found=found, limit=limit, over=over, page=page)


def _rooms(template: Template, found: Extent) -> Iterator[Room]:
    whole = {"pages": found.counted, "words": found.words, "characters": found.characters}
    for measure in MEASURES:
        limit = _limit(template.limits, measure)
        if limit is not None:
            yield Room("", "", measure, Decimal(whole[measure]), limit, template.limits.firm)
    by_name = {(one.number, one.title): one for one in found.stretches}
    for section in template.sections:
        titles = (section.title.en, section.title.ru)
        one = next((by_name[section.number, t] for t in titles if (section.number, t) in by_name),
                   None)  # fmt: skip
        if one is None:
            continue
        filled = Decimal(str(round(one.length, 1))) if one.length else Decimal(one.pages - 1)
        sizes: dict[Measure, Decimal | int] = {
            "pages": filled,
            "words": one.words,
            "characters": one.characters,
        }
        for measure in MEASURES:
            limit, firm = _limit(section.limits, measure), section.limits.firm
            if limit is not None:
                taken = Decimal(sizes[measure])
                yield Room(one.number, one.title, measure, taken, limit, firm, one.first)


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
