"""Answers of several paragraphs: paragraphs, lists, bold and italic; everything else is letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wecoop_desktop.documents.outline import Block, Heading, Listing, Paragraph, Rich, Run

_ITEM = re.compile(r"^( *)(?:[-*•–]|(\d{1,3})[.)])\s+(.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*$")
# A mark must touch the words it marks; no mark may span a line end.
_MARKS = re.compile(
    r"\*\*(?=\S)([^\n]+?)(?<=\S)\*\*|(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![*\w])"
)
LONGEST_HEADING = 200
LONGEST_LINE = 20_000  # beyond it marks are letters: matching them would take too long


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text; lines that follow each other are one paragraph."""
    paragraph: list[str] = []
    items: list[tuple[int, Rich]] = []
    ordered = False
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        item = _ITEM.match(line) if len(line) < LONGEST_LINE else None
        if item and paragraph:
            yield Paragraph(_lines(paragraph))
            paragraph = []
        if item:
            if items and ordered != bool(item.group(2)):
                yield Listing(tuple(items), ordered)
                items = []
            ordered = bool(item.group(2))
            items.append((min(len(item.group(1)) // 2, 3), runs(item.group(3))))
            continue
        if items and line.startswith("  ") and line.strip():
            depth, said = items[-1]
            items[-1] = depth, (*said, Run(" "), *runs(line.strip()))
            continue
        if items:
            yield Listing(tuple(items), ordered)
            items = []
        heading = _HEADING.match(line) if len(line) < LONGEST_HEADING else None
        if heading or not line.strip():
            if paragraph:
                yield Paragraph(_lines(paragraph))
                paragraph = []
            if heading and heading.group(1):
                yield Heading(heading.group(1), 3)
        else:
            paragraph.append(line.strip())


def _lines(lines: list[str]) -> Rich:
    return runs(" ".join(lines))


def runs(text: str) -> Rich:
    """Text with `**bold**` and `*italic*` as runs."""
    if "*" not in text or len(text) >= LONGEST_LINE:
        return (Run(text),) if text else ()
    found: list[Run] = []
    end = 0
    for match in _MARKS.finditer(text):
        if match.start() > end:
            found.append(Run(text[end : match.start()]))
        bold, italic = match.groups()
        found.append(Run(bold, bold=True) if bold else Run(italic, italic=True))
        end = match.end()
    if end < len(text):
        found.append(Run(text[end:]))
    return tuple(found)
