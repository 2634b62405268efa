"""The box that opens over a box of a drawing while its words are typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.keys import ENTER


class Typing(QPlainTextEdit):
    """`done(True)` on Enter, `done(False)` on Esc, `done(None)` when it is left."""

    done = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(theme.font("small"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(theme.px(3))
        self.setStyleSheet("padding: 0; border-radius: 0;")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.done.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit(False)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Esc ends the typing, not the screen."""
        override = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit(None)
