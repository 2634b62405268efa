"""A page of rich text to be read, with places to halt at: F7 walks through them."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QTextCursor, QTextFrame, QTextFrameFormat, QTextTable
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.difference import STOP

LONGEST = 500  # letters of a change that are told


class PageView(QTextBrowser):
    """`linked(address)` where a link was followed. Text can be marked and copied by keyboard."""

    linked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setFont(theme.font("body"))
        self.document().setDefaultFont(theme.font("body"))
        self.document().setDocumentMargin(theme.px(4))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            f"QTextBrowser {{ border: 0; background: {theme.token('surface')};"
            f" color: {theme.token('text')}; padding: 0; }}"
        )
        self.anchorClicked.connect(lambda url: self.linked.emit(url.toString()))
        self._stops: list[int] = []  # positions in the document
        self.at = -1

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing is ever fetched for what somebody wrote into an answer."""
        return None

    @property
    def stops(self) -> int:
        return len(self._stops)

    def show_page(self, text: str) -> None:
        self.setHtml(text)
        _rule(self.document().rootFrame())
        self._stops = _anchors(self)
        self.at = -1
        self.setExtraSelections([])

    def go(self, way: Literal[1, -1]) -> bool:
        """To the next place to halt at, or the one before; False where there is none."""
        at = self.at + way if self.at >= 0 else (0 if way > 0 else self.stops - 1)
        if not 0 <= at < self.stops:
            return False
        self.halt(at)
        return True

    def bring(self, at: int) -> QTextCursor:
        """Bring a place into sight."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._stops[at])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        room = self.viewport().height() // 3
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - room)
        return cursor

    def halt(self, at: int) -> None:
        """Bring a place into sight and mark what changed there."""
        self.at = at
        cursor = self.bring(at)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = _change(cursor)
        mark.format.setBackground(theme.colour("mark"))
        mark.format.setForeground(theme.colour("text"))
        self.setExtraSelections([mark])

    def change(self) -> tuple[tuple[str, str], ...]:
        """What is at the place halted at: ("removed" | "added" | "", text), for those who hear."""
        found: list[tuple[str, str]] = []
        for selection in self.extraSelections():
            cursor = QTextCursor(selection.cursor)
            start, end = cursor.selectionStart(), cursor.selectionEnd()
            for at in range(start, min(end, start + LONGEST)):
                cursor.setPosition(at + 1)
                look, sign = cursor.charFormat(), self.document().characterAt(at)
                what = (
                    "removed" if look.fontStrikeOut() else "added" if look.fontUnderline() else ""
                )
                if found and found[-1][0] == what:
                    found[-1] = (what, found[-1][1] + sign)
                else:
                    found.append((what, sign))
        cleaned = ((what, text.replace("\u200b", "").strip()) for what, text in found)
        return tuple((what, text) for what, text in cleaned if text)


def _change(cursor: QTextCursor) -> QTextCursor:
    """What is tinted behind the place to halt at; a heading as a whole line."""
    found = QTextCursor(cursor)
    keep = QTextCursor.MoveMode.KeepAnchor
    found.movePosition(QTextCursor.MoveOperation.NextCharacter, keep)
    while not found.atBlockEnd():
        ahead = QTextCursor(found)
        ahead.clearSelection()
        ahead.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if ahead.charFormat().background().style() == Qt.BrushStyle.NoBrush:
            break
        found.movePosition(QTextCursor.MoveOperation.NextCharacter, keep)
    if found.position() - found.anchor() < 2:
        found.movePosition(QTextCursor.MoveOperation.EndOfLine, keep)
    return found


def _rule(frame: QTextFrame) -> None:
    """Tables get hairlines."""
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            look = child.format()
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(theme.colour("line"))
            look.setBorder(1)
            look.setBorderCollapse(True)
            look.setCellPadding(theme.px(5))
            look.setBottomMargin(theme.px(10))
            child.setFormat(look)


def _anchors(view: QTextBrowser) -> list[int]:
    found: dict[int, int] = {}
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            for name in fragment.charFormat().anchorNames():
                if name.startswith(STOP) and name[len(STOP) :].isdecimal():
                    found.setdefault(int(name[len(STOP) :]), fragment.position())
            iterator += 1
        block = block.next()
    return [found[number] for number in sorted(found)]
