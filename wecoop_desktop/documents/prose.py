"""Markdown of published texts as blocks: the dialect that `docs/pack-format.md` allows.

Parsed by markdown-it (CommonMark with tables). HTML is off and pictures are letters, so nothing in
a text can become anything but text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from wecoop_desktop.documents.diagram import Sketch
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Rich,
    Row,
    Run,
    Table,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

LONGEST = 400_000  # letters of a text
DEEPEST = 3  # levels of lists that are told apart

# What a link becomes: its address and words in, its runs out.
Linked = Callable[[str, Rich], Rich]
# The figure of an id, None where there is none.
Drawn = Callable[[str], Sketch | None]
FIGURE = "figure:"


# What a browser would take for more than text.
_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"</?(?!https?:)[A-Za-z!][^<>\n]{0,2000}>|<!--.*?(?:-->|\Z)", re.DOTALL)
_PICTURE = re.compile(r"!(?=\[[^\]\n]*\]\()")


def unmarked(text: str) -> str:
    """The text without HTML and scripts, and with links in place of pictures: packs hold neither,
    and a reader is not shown their signs."""
    return _PICTURE.sub("", _MARKUP.sub("", _HIDDEN.sub("", text)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")


def blocks(text: str, linked: Linked, drawn: Drawn = lambda _: None) -> tuple[Block, ...]:
    """The blocks of a text. Quotations become boxes; unknown marks stay letters.

    A paragraph that is only a link to a figure becomes the figure, with its words as caption.
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(unmarked(text[:LONGEST])))
    return tuple(
        block
        for node in tree.children
        for block in (_figure(node, drawn) or tuple(_block(node, linked)))
    )


def _figure(node: SyntaxTreeNode, drawn: Drawn) -> tuple[Block, ...]:
    """The figure that a paragraph is a link to; nothing for any other block."""
    if node.type != "paragraph" or not node.children:
        return ()
    parts = node.children[0].children
    if len(parts) != 1 or parts[0].type != "link":
        return ()
    address = str(parts[0].attrs.get("href", ""))
    sketch = drawn(address.removeprefix(FIGURE)) if address.startswith(FIGURE) else None
    return () if sketch is None else (Figure(sketch, _letters(parts[0])),)


def _block(node: SyntaxTreeNode, linked: Linked) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(_letters(node), 2 if int(node.tag[1:]) <= 2 else 3)
        case "bullet_list" | "ordered_list":
            yield Listing(tuple(_items(node, linked, 0)), node.type == "ordered_list")
        case "blockquote":
            yield Callout("", runs=_quoted(node, linked))
        case "table":
            yield _table(node, linked)
        case "fence" | "code_block":
            yield Paragraph((Run(node.content.rstrip("\n")),))
        case "hr":
            return
        case _:
            runs = _runs(node, linked)
            if runs:
                yield Paragraph(runs)


def _items(node: SyntaxTreeNode, linked: Linked, depth: int) -> Iterator[tuple[int, Rich]]:
    for item in node.children:
        for part in item.children:
            if part.type in ("bullet_list", "ordered_list"):
                yield from _items(part, linked, min(depth + 1, DEEPEST))
            else:
                yield depth, _runs(part, linked)


def _quoted(node: SyntaxTreeNode, linked: Linked) -> Rich:
    """The paragraphs of a quotation, each in its own lines."""
    found: list[Run] = []
    for part in node.children:
        if found:
            found.append(Run("\n"))
        if part.type in ("bullet_list", "ordered_list"):
            for number, (_, runs) in enumerate(_items(part, linked, 0)):
                found += [Run("\n")] * bool(number) + [Run("– "), *runs]
        else:
            found += _runs(part, linked)
    return tuple(found)


def _table(node: SyntaxTreeNode, linked: Linked) -> Table:
    rows = [row for part in node.children for row in part.children]
    heads, *rest = [[_runs(cell, linked) for cell in row.children] for row in rows]
    sides = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
    columns = tuple(
        Column("".join(run.text for run in head), "right" if "right" in side else "left")
        for head, side in zip(heads, sides, strict=True)
    )
    return Table(columns, tuple(Row(tuple(row)) for row in rest))


def _runs(node: SyntaxTreeNode, linked: Linked, look: Run | None = None) -> Rich:
    """The text under a node as runs in the look of what stands around it."""
    look = look or Run("")
    found: list[Run] = []
    for part in node.children:
        match part.type:
            case "text" | "code_inline":
                found.append(_like(look, part.content))
            case "softbreak":
                found.append(_like(look, " "))
            case "hardbreak":
                found.append(_like(look, "\n"))
            case "strong":
                found += _runs(part, linked, Run("", True, look.italic, look.tone, look.link))
            case "em":
                found += _runs(part, linked, Run("", look.bold, True, look.tone, look.link))
            case "link":
                found += linked(str(part.attrs.get("href", "")), _runs(part, linked, look))
            case "image":
                found.append(_like(look, part.content))
            case _:
                found += _runs(part, linked, look)
    return tuple(run for run in found if run.text)


def _like(look: Run, text: str) -> Run:
    return Run(text, look.bold, look.italic, look.tone, look.link)


def _letters(node: SyntaxTreeNode) -> str:
    return "".join(run.text for run in _runs(node, lambda _, words: words))


def joined(parts: Sequence[Rich], between: str) -> Rich:
    """Texts one after the other with the same signs between them."""
    found: list[Run] = []
    for number, part in enumerate(parts):
        found += [Run(between)] * bool(number) + list(part)
    return tuple(found)
