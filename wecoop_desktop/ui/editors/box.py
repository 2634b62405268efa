"""A box for text that grows with it, says when it is left, and refuses what no answer can hold."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from wecoop_desktop.ui import theme

MOST_LINES = 12


class Box(QPlainTextEdit):
    """`lines` is its least height; with one line, Enter goes on and pasted line ends are blanks."""

    left = Signal()
    refused = Signal(int)  # characters of a paste that is too long

    def __init__(self, lines: int, limit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._limit = limit
        self.setTabChangesFocus(True)
        self.setFont(theme.font("body"))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(theme.px(2))
        self.textChanged.connect(self._grow)
        self._grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        if len(text) + len(self.toPlainText()) > self._limit:
            self.refused.emit(len(text))
            return
        if self._lines == 1:
            text = " ".join(text.split("\n")).replace("\r", "")
        self.insertPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._lines == 1:
            self.focusNextChild()
            return
        if event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # undo is the proposal's, not the box's
            return
        if event.key() == Qt.Key.Key_Y and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _count(self) -> int:
        """Lines as they are broken; asking for its place lays a paragraph out."""
        high, block = 0.0, self.document().firstBlock()
        most = (MOST_LINES + 1) * self.fontMetrics().lineSpacing()
        while block.isValid() and high < most:
            high += self.blockBoundingRect(block).height()
            block = block.next()
        return round(high / self.fontMetrics().lineSpacing())

    def _grow(self) -> None:
        if self.document().characterCount() > 20_000:
            lines = MOST_LINES  # laying a very long text out only to measure it is not worth it
        else:
            lines = max(self._lines, min(MOST_LINES, self._count()))
        full = lines >= MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff
        )
        margins = theme.px(16) + 2 * theme.px(2)
        height = lines * self.fontMetrics().lineSpacing() + margins
        if height != self.maximumHeight():
            self.setFixedHeight(height)
