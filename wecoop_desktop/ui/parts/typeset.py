"""Gives a text made from Markdown the type, measures and colours of the design."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from wecoop_desktop.library.glossary import Finder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.diagram import KIND, NAME

GLOSSARY = "term:"
FIGURE = "figure:"
TOLD = "told:"  # a figure in words

FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


def blocks(document: QTextDocument) -> list[QTextBlock]:
    """All blocks of a document in order, those in tables too."""
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def dress(document: QTextDocument, role: str) -> None:
    """Every block in the look of its kind; `role` is that of the prose."""
    document.setDefaultFont(theme.font(role))
    for block in blocks(document):
        level = block.blockFormat().headingLevel()
        in_table = QTextCursor(block).currentTable() is not None and role == "reading"
        font = theme.font(_role_of(level, role, in_table=in_table))
        _dress_block(block, level, in_table=in_table)
        _dress_words(block, font, level)
    _dress_tables(document.rootFrame(), role)


def _role_of(level: int, role: str, *, in_table: bool) -> str:
    if level and role == "body":
        return "cardTitle"
    if level:
        return "readingSubheading" if level > 1 else "readingHeading"
    return "body" if in_table else role


def _dress_block(block: QTextBlock, level: int, *, in_table: bool) -> None:
    look = QTextBlockFormat()
    look.setLineHeight(122 if not level else 110, 1)  # 1: proportional, of the font's own
    if level:
        look.setTopMargin(theme.px(18))
        look.setBottomMargin(theme.px(6))
    elif in_table:
        look.setTopMargin(theme.px(3))
        look.setBottomMargin(theme.px(3))
    elif block.textList() is not None:
        look.setTopMargin(theme.px(2))
        look.setBottomMargin(theme.px(4))
    else:
        look.setTopMargin(0)
        look.setBottomMargin(theme.px(11))
    if block.blockFormat().property(QTextFormat.Property.BlockQuoteLevel):
        look.setBackground(theme.colour("subtle"))
        look.setLeftMargin(theme.px(14))
        look.setRightMargin(theme.px(14))
    QTextCursor(block).mergeBlockFormat(look)


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    pieces = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        iterator += 1
    return pieces


def _dress_words(block: QTextBlock, font: QFont, level: int) -> None:
    cursor = QTextCursor(block)
    for position, length, was in _pieces(block):
        look = QTextCharFormat()
        look.setFontFamilies(font.families())
        look.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
        look.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
        if level:
            look.setFontWeight(font.weight())
        elif was.fontWeight() > QFont.Weight.Normal:
            look.setFontWeight(QFont.Weight.DemiBold)
        look.setForeground(theme.colour("primary" if was.isAnchor() else "text"))
        look.setFontUnderline(False)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)


def _dress_tables(frame: QTextFrame, role: str) -> None:
    for child in frame.childFrames():
        if isinstance(child, QTextTable) and role == "reading":
            look = child.format()
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(theme.colour("line2"))
            look.setBorder(1)
            look.setBorderCollapse(True)
            look.setCellPadding(theme.px(5))
            look.setTopMargin(theme.px(4))
            look.setBottomMargin(theme.px(12))
            look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
            child.setFormat(look)


def column_of(block: QTextBlock) -> int:
    """The column of the table in which a block stands; 0 outside of tables."""
    cursor = QTextCursor(block)
    table = cursor.currentTable()
    return table.cellAt(cursor).column() if table is not None else 0


def dot_terms(document: QTextDocument, finders: Mapping[int, Finder]) -> None:
    """Dot the first place of each term outside of headings and links, for each column apart."""
    done: set[tuple[int, str]] = set()
    for block in blocks(document):
        if block.blockFormat().headingLevel():
            continue
        column = column_of(block) if len(finders) > 1 else 0
        finder = finders.get(column)
        for place in finder.find(block.text()) if finder else ():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + place.start + 1)
            if (column, place.term) in done or cursor.charFormat().isAnchor():
                continue
            done.add((column, place.term))
            cursor.setPosition(block.position() + place.start)
            cursor.setPosition(block.position() + place.end, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setAnchor(True)
            look.setAnchorHref(GLOSSARY + place.term)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(theme.colour("primary"))
            look.setForeground(theme.colour("text"))
            cursor.mergeCharFormat(look)


def alone(block: QTextBlock) -> str:
    """The address of the link that is all of a block; empty where it is something else."""
    pieces = _pieces(block)
    addresses = {look.anchorHref() for _, _, look in pieces}
    return addresses.pop() if len(addresses) == 1 else ""


def figures(document: QTextDocument) -> Iterator[tuple[QTextBlock, str]]:
    """The blocks that are only a link to a figure, with its id; the last one first."""
    for block in reversed(blocks(document)):
        address = alone(block)
        if address.startswith(FIGURE):
            yield block, address.removeprefix(FIGURE)


def put_figure(block: QTextBlock, name: str, told: str, in_words: str) -> None:
    """The figure `name` in place of the link, its caption below, and the way to it in words."""
    caption = block.text()
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    figure = QTextCharFormat()
    figure.setObjectType(KIND)
    figure.setProperty(NAME, name)
    figure.setToolTip(told)
    cursor.insertText("\ufffc", figure)
    own = QTextBlockFormat()
    own.setTopMargin(theme.px(6))
    own.setBottomMargin(theme.px(2))
    cursor.setBlockFormat(own)
    small = theme.font("small")
    look = QTextCharFormat()
    look.setFont(small)
    look.setForeground(theme.colour("muted"))
    below = QTextBlockFormat()
    below.setBottomMargin(theme.px(14))
    cursor.insertBlock(below, look)
    cursor.insertText(caption + " · ", look)
    link = QTextCharFormat(look)
    link.setAnchor(True)
    link.setAnchorHref(TOLD + name)
    link.setForeground(theme.colour("primary"))
    cursor.insertText(in_words, link)


def unlink(block: QTextBlock) -> None:
    """Leave the words of a link to a figure that is not there."""
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    look = QTextCharFormat()
    look.setAnchor(False)
    look.setAnchorHref("")
    look.setForeground(theme.colour("muted"))
    cursor.mergeCharFormat(look)
