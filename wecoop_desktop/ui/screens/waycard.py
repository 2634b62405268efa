"""A card that is pressed: one way of several, or one that is gone at once."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import Picture, Wrapped
from wecoop_desktop.ui.role import speak_as


class WayCard(QPushButton):
    """Icon, title, a line below. `does` "choose": pressed, it stays chosen among its neighbours;
    "begin": something begins. `brief` "title": where room is short the line below is only heard
    and in the tooltip. `high` in pixels at 100 %: a card in a row has no height of its own words.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        text: str,
        *,
        does: Literal["choose", "begin"] = "choose",
        brief: Literal["all", "title"] = "all",
        high: int = 58,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if does == "choose":
            speak_as(self, "one-of")
        self.setToolTip(text)
        self.setProperty("way", "true")
        self.setCheckable(does == "choose")
        self.setAutoExclusive(does == "choose")  # the arrows move the choice
        self.setMinimumHeight(theme.px(high))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}. {text}")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(12))
        row.addWidget(Picture(icon, "primary", 20))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(1))
        texts.addStretch(1)
        texts.addWidget(Wrapped(title, "strong", "text"))
        if brief == "all":
            texts.addWidget(Wrapped(text, "small", "muted"))
        texts.addStretch(1)
        row.addLayout(texts, 1)
        self.setStyleSheet(
            f"QPushButton {{ text-align: left; border-radius: {theme.px(8)}px;"
            f" border: 1px solid {theme.token('line')}; min-height: {theme.px(high - 2)}px; }}"
            f" QPushButton:hover {{ background: {theme.token('hover')}; }}"
            f" QPushButton:checked {{ background: {theme.token('selected')};"
            f" border: 1px solid {theme.token('primary')}; }}"
            f" QPushButton:focus {{ border: 2px solid {theme.token('focus')}; }}"
        )

    def heightForWidth(self, width: int) -> int:
        """Longer words make the card higher."""
        inside = self.layout()
        tall = inside.totalHeightForWidth(width) if inside is not None else 0
        return max(self.minimumHeight(), tall)
