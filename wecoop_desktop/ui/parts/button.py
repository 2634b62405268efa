"""Buttons: one primary per pane, plain ones, quiet ones that look like links, and danger."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from wecoop_desktop.ui import icons, theme

Kind = Literal["primary", "plain", "quiet", "danger"]
Size = Literal["normal", "small", "tall"]

_INK = {"primary": "onPrimary", "plain": "text", "quiet": "primary", "danger": "err"}


class Button(QPushButton):
    """A verb. Without words it needs `name`, which is also its tooltip."""

    def __init__(
        self,
        text: str,
        kind: Kind = "plain",
        icon: str = "",
        *,
        size: Size = "normal",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._kind = kind
        self.setProperty("kind", kind)
        if size != "normal":
            self.setProperty(size, "true")
        if not text:
            self.setProperty("bare", "true")
        self.setFont(theme.font("strong" if kind == "primary" else "medium"))
        if icon:
            self.show_icon(icon)
        self.setAccessibleName(name or text)
        if name and not text:
            self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)

    def show_icon(self, name: str) -> None:
        ink = _INK[self._kind]
        worded = bool(self.text())
        self.setIcon(icons.before_words(name, ink) if worded else icons.icon(name, ink))
        gap = theme.px(icons.GAP) if worded else 0
        self.setIconSize(QSize(theme.px(16) + gap, theme.px(16)))

    def shorten(self, words: str, icon: str, *, short: bool) -> None:
        """Only the icon where the place is narrow; its tooltip then says the words."""
        wanted = "" if short else words
        if self.text() != wanted:
            self.setText(wanted)
            self.setToolTip("" if wanted else words)
            self.setProperty("bare", "" if wanted else "true")
            self.show_icon(icon)
            self.style().polish(self)

    def say(self, text: str) -> None:
        """Other words on the same button."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
