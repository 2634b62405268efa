"""Two texts beside each other, row by row: which of their blocks belong together, and the table."""

from __future__ import annotations

import re

from PySide6.QtGui import (
    QTextCursor,
    QTextDocumentFragment,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.typeset import FEATURES


def paragraphs(markdown: str) -> list[str]:
    """The blocks of a Markdown text: what blank lines divide."""
    return [block for block in re.split(r"\n\s*\n", markdown.strip()) if block.strip()]


def paired(left: str, right: str) -> list[tuple[str, str]]:
    """Blocks of two texts beside each other; where a chapter of them differs, it is one row."""
    chapters = [_chapters(text) for text in (left, right)]
    if len(chapters[0]) != len(chapters[1]):
        return [(left, right)]
    rows: list[tuple[str, str]] = []
    for one, two in zip(*chapters, strict=True):
        if len(one) == len(two):
            rows += zip(one, two, strict=True)
        else:
            rows.append(("\n\n".join(one), "\n\n".join(two)))
    return rows


def _chapters(text: str) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for block in paragraphs(text):
        if block.lstrip().startswith("#"):
            found.append([])
        found[-1].append(block)
    return found


def words(table: QTextTable, row: int, column: int) -> str:
    """The text of a cell in one line."""
    cell = table.cellAt(row, column)
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return " ".join(cursor.selectedText().replace("\ufffc", "").split())


def fill(table: QTextTable, row: int, column: int, markdown: str) -> None:
    """A cell begins with an empty paragraph, which the text takes the place of."""
    cell = table.cellAt(row, column)
    cell.firstCursorPosition().insertFragment(
        QTextDocumentFragment.fromMarkdown(markdown, FEATURES)
    )
    cursor = cell.firstCursorPosition()
    level = len(markdown) - len(markdown.lstrip("#"))
    if level:
        look = cursor.blockFormat()
        look.setHeadingLevel(level)
        cursor.setBlockFormat(look)
    elif not cursor.block().text() and cursor.block().next().isValid():
        following = QTextCursor(cursor.block().next())
        if table.cellAt(following) == cell:
            look, listed = following.blockFormat(), following.currentList()
            cursor.deleteChar()
            cursor.setBlockFormat(look)
            if listed is not None:
                listed.add(cursor.block())


def beside() -> QTextTableFormat:
    look = QTextTableFormat()
    look.setBorder(0)
    look.setCellPadding(theme.px(8))
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    look.setColumnWidthConstraints([half, half])
    return look
