"""A white field with a hairline that holds what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import Picture, Title


class Card(QFrame):
    """Lay things into `body`; `head` exists where a title was given, and takes widgets at its end.

    `tone`: surface, subtle or selected. `padding` in pixels at 100 %.
    """

    def __init__(
        self,
        title: str = "",
        icon: str = "",
        *,
        tone: str = "surface",
        padding: int = 15,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        if tone != "surface":
            self.setProperty("tone", tone)
        outer = QVBoxLayout(self)
        space = theme.px(padding)
        outer.setContentsMargins(space, theme.px(max(0, padding - 3)), space, theme.px(padding - 1))
        outer.setSpacing(theme.px(8))
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.px(8))
        if title:
            if icon:
                self.head.addWidget(Picture(icon, "primary", 16))
            self.title = Title(title, "cardTitle")
            self.head.addWidget(self.title, 1)
            outer.addLayout(self.head)
            self.setAccessibleName(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(8))
        outer.addLayout(self.body, 1)
