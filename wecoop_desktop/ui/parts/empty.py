"""Nothing here yet: icon, one sentence, one action, one alternative."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Picture, Title, Wrapped


class Empty(QWidget):
    acted = Signal()
    alternative_taken = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        *,
        action: str = "",
        alternative: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(1)
        column.addWidget(Picture(icon, "primary", 32), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = Title(title, "subtitle")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        if text:
            words = Wrapped(text)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setMaximumWidth(theme.px(520))
            centre = QHBoxLayout()
            centre.addStretch(1)
            centre.addWidget(words, 100)
            centre.addStretch(1)
            column.addLayout(centre)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        if action:
            button = Button(action, "primary")
            button.clicked.connect(lambda _checked=False: self.acted.emit())
            buttons.addWidget(button)
        if alternative:
            other = Button(alternative)
            other.clicked.connect(lambda _checked=False: self.alternative_taken.emit())
            buttons.addWidget(other)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(2)
        self.setAccessibleName(title)
