"""No-break spaces in running text: what a reader takes in together stays in one line.

Cells of narrow tables are left as they are; there a line must be able to end anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from wecoop_desktop.base.typography import held
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


def held_block(block: Block, language: str) -> Block:
    """The same block, its running text with spaces that hold."""

    def rich(runs: Rich) -> Rich:
        return tuple(replace(run, text=held(run.text, language)) for run in runs)

    def said(text: str) -> str:
        return held(text, language)

    if isinstance(block, Paragraph):
        return replace(block, runs=rich(block.runs))
    if isinstance(block, Heading):
        return replace(block, text=said(block.text))
    if isinstance(block, Listing):
        items = tuple((depth, rich(runs)) for depth, runs in block.items)
        return replace(block, items=items)
    if isinstance(block, Callout):
        facts = tuple((name, rich(runs)) for name, runs in block.facts)
        figure = block.figure
        if figure is not None:
            figure = replace(figure, caption=said(figure.caption), note=said(figure.note))
        return replace(block, runs=rich(block.runs), facts=facts, figure=figure)
    if isinstance(block, Table | Figure):
        return replace(block, caption=said(block.caption), note=said(block.note))
    return block
