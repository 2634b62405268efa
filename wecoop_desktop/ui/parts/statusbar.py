"""The bar below a screen: left facts about it, right data date, edition and text size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import Elided, Label


class StatusBar(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        self.setFixedHeight(theme.px(26))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), 0, theme.px(14), 0)
        row.setSpacing(theme.px(16))
        self._facts = Elided("", "small", "text2")
        row.addWidget(self._facts, 1)
        self._right = QHBoxLayout()
        self._right.setSpacing(theme.px(16))
        row.addLayout(self._right)
        self._shown: tuple[str, ...] = ()

    def show_facts(self, text: str) -> None:
        self._facts.setText(text)

    def show_state(self, words: Sequence[str]) -> None:
        """The statements at the right, in order."""
        if tuple(words) == self._shown:
            return
        self._shown = tuple(words)
        while (item := self._right.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text in words:
            self._right.addWidget(Label(text, "smallFigures", "text2"))
