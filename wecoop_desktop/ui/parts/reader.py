"""Prose of the guide in the type of the design, in one language or in two beside each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from wecoop_desktop.ui import theme

GLOSSARY = "term:"
LONGEST = 400_000  # letters of a section; more is not a section


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, with the place of its block in the document."""

    words: str
    block: int


def paragraphs(markdown: str) -> list[str]:
    """The blocks of a Markdown text: what blank lines divide."""
    return [block for block in re.split(r"\n\s*\n", markdown.strip()) if block.strip()]


class Reader(QTextBrowser):
    """Shows `markdown`; links are not followed but said: `followed(address)`.

    `terms` are {word as written: id}: the first place of each is dotted and leads to `term:id`.
    """

    followed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setSearchPaths([])
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.document().setDocumentMargin(theme.px(4))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever loaded from a text: no file, no network."""
        return None

    def display(self, markdown: str, terms: Mapping[str, str], role: str = "reading") -> None:
        """`role` of the prose: reading for a page, body beside something else."""
        document = self.document()
        document.setMarkdown(markdown[:LONGEST], _FEATURES)
        _dress(document, role)
        _dot_terms(document, terms)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def display_both(self, english: str, russian: str, heads: tuple[str, str]) -> None:
        """Both languages beside each other, paragraph by paragraph, under one scroll bar."""
        document = self.document()
        document.clear()
        left, right = paragraphs(english[:LONGEST]), paragraphs(russian[:LONGEST])
        if len(left) != len(right):  # not aligned: each as one piece is still readable
            left, right = [english], [russian]
        cursor = QTextCursor(document)
        table = cursor.insertTable(len(left) + 1, 2, _beside())
        for column, head in enumerate(heads):
            _fill(table, 0, column, f"## {head}")
        for row, pair in enumerate(zip(left, right, strict=True), start=1):
            for column, text in enumerate(pair):
                _fill(table, row, column, text)
        _dress(document, "readingBeside")
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def headings(self) -> Sequence[Heading]:
        """The headings of the text in order."""
        return tuple(
            Heading(block.text(), block.blockNumber())
            for block in _blocks(self.document())
            if block.blockFormat().headingLevel()
        )

    def go_to(self, block_number: int) -> None:
        """Bring a block to the top."""
        block = self.document().findBlockByNumber(block_number)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top))

    def go_to_words(self, words: str) -> None:
        for heading in self.headings():
            if heading.words == words:
                self.go_to(heading.block)

    def mark_words(self, words: str) -> None:
        """Mark every place of the words, and go to the first."""
        found: list[QTextBrowser.ExtraSelection] = []
        cursor = self.document().find(words) if words else QTextCursor()
        while not cursor.isNull():
            place = QTextBrowser.ExtraSelection()
            place.cursor = cursor
            look = QTextCharFormat()
            look.setBackground(theme.colour("mark"))
            look.setForeground(theme.colour("text"))
            place.format = look
            found.append(place)
            cursor = self.document().find(words, cursor)
        self.setExtraSelections(found)


_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


def _beside() -> QTextTableFormat:
    look = QTextTableFormat()
    look.setBorder(0)
    look.setCellPadding(theme.px(8))
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    half = QTextLength(QTextLength.Type.PercentageLength, 50)
    look.setColumnWidthConstraints([half, half])
    return look


def _fill(table: QTextTable, row: int, column: int, markdown: str) -> None:
    fragment = QTextDocumentFragment.fromMarkdown(markdown, _FEATURES)
    table.cellAt(row, column).firstCursorPosition().insertFragment(fragment)


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = []
    block = document.begin()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def _dress(document: QTextDocument, role: str) -> None:
    """Give every block the type, the measures and the colours of the design."""
    document.setDefaultFont(theme.font(role))
    for block in _blocks(document):
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


def _dress_words(block: QTextBlock, font: QFont, level: int) -> None:
    cursor = QTextCursor(block)
    pieces = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        iterator += 1
    for position, length, was in pieces:
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


def _dot_terms(document: QTextDocument, terms: Mapping[str, str]) -> None:
    """Dot the first place of each term outside of headings and links."""
    if not terms:
        return
    pattern = re.compile(
        r"\b("
        + "|".join(re.escape(word) for word in sorted(terms, key=len, reverse=True))
        + r")\b",
        re.IGNORECASE,
    )
    known = {word.casefold(): term for word, term in terms.items()}
    done: set[str] = set()
    for block in _blocks(document):
        if block.blockFormat().headingLevel():
            continue
        for match in pattern.finditer(block.text()):
            term = known[match.group().casefold()]
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + match.start() + 1)
            if term in done or cursor.charFormat().isAnchor():
                continue
            done.add(term)
            cursor.setPosition(block.position() + match.start())
            cursor.setPosition(block.position() + match.end(), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setAnchor(True)
            look.setAnchorHref(GLOSSARY + term)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(theme.colour("primary"))
            look.setForeground(theme.colour("text"))
            cursor.mergeCharFormat(look)
