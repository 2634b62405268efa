"""Blocks of documents as lines of slides.

Everything becomes lines: a table with six columns cannot be read from eight metres, its rows one
after the other can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from wecoop_desktop.documents.chart import Tree
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Table,
)
from wecoop_desktop.documents.spoken import spoken
from wecoop_desktop.ui.presenters.presentationview import Line, Slide

LONG = 200  # letters of a paragraph before it goes on in a line of its own
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
# A small letter behind the stop is no new sentence: 40 тыс. тонн.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?![\sa-zа-яёәғқңөұүһі])")


def plain(runs: Rich) -> str:
    return "".join(run.text for run in runs)


def unlinked(text: str) -> str:
    """Markdown with the words of links only."""
    return _LINK.sub(r"\1", text)


def lines_of(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Heading):
            yield Line(block.text, kind="head")
        elif isinstance(block, Paragraph):
            yield from sentences(plain(block.runs))
        elif isinstance(block, Listing):
            yield from (Line(plain(runs), kind="item") for _, runs in block.items)
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Figure):
            yield from _figure(block)
        elif isinstance(block, Callout):
            yield Line(block.title, kind="head")
            yield from (Line(plain(value), name) for name, value in block.facts)


def sentences(text: str) -> Iterator[Line]:
    """A paragraph; a long one in pieces that end with a sentence."""
    piece = ""
    for sentence in _SENTENCE.split(text.strip()):
        if piece and len(piece) + len(sentence) > LONG:
            yield Line(piece)
            piece = sentence
        else:
            piece = f"{piece} {sentence}".strip()
    if piece:
        yield Line(piece)


def _figure(figure: Figure) -> Iterator[Line]:
    """What a figure says: a tree is told node by node."""
    chart = figure.chart
    if figure.caption:
        yield Line(figure.caption, kind="head")
    if isinstance(chart, Tree):
        bands = dict(chart.bands)
        yield from (Line(node.text, bands.get(node.kind, ""), "item") for node in chart.nodes)
        return
    for part in spoken(chart).split("; "):
        yield Line(part, kind="item")


def _table(table: Table) -> Iterator[Line]:
    if table.caption:
        yield Line(table.caption, kind="head")
    for row in table.rows:
        cells = [plain(cell) if cell else "" for cell in row.cells]
        if row.kind == "group":
            yield Line(" · ".join(cell for cell in cells if cell), kind="head")
        elif table.look == "facts" or len(cells) == 2:
            yield Line(cells[1] if len(cells) > 1 else "", cells[0])
        elif any(cells):
            first = next(at for at, cell in enumerate(cells) if cell)
            rest = [
                f"{column.head}: {cell}" if column.head else cell
                for column, cell in list(zip(table.columns, cells, strict=False))[first + 1 :]
                if cell
            ]
            yield Line(" · ".join(rest), cells[first], kind="item")


def text_slides(title: str, body: str) -> tuple[Slide, ...]:
    """Markdown: a slide for each heading."""
    from wecoop_desktop.documents.prose import blocks

    told = (
        Paragraph(block.runs) if isinstance(block, Callout) and block.runs else block
        for block in blocks(unlinked(body), lambda _address, words: words)
    )
    found: list[Slide] = []
    present = Slide(title)
    for line in lines_of(told):
        if line.kind == "head":
            if present.lines:
                found.append(present)
            present = Slide(line.text)
        else:
            present = replace(present, lines=(*present.lines, line))
    if present.lines or not found:
        found.append(present)
    return tuple(found)
