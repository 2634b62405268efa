"""A message in the place it concerns: icon, bold first words, one action."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Picture, Wrapped
from wecoop_desktop.ui.role import announce
from wecoop_desktop.ui.wording import tr

Tone = Literal["info", "ok", "warn", "err"]

LINE = 27  # pixels at 100 %: as high as a small button
_ICON = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "err": "circle-alert"}


class Banner(QFrame):
    """`acted` on the action, `closed` on the cross (shown with `closable`)."""

    acted = Signal()
    closed = Signal()

    def __init__(
        self,
        text: str,
        tone: Tone = "info",
        *,
        strong: str = "",
        action: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setProperty("tone", tone)
        self._tone = tone
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(10))
        # The first line, its icon and the verbs stand on one line, however many lines follow.
        line = theme.px(LINE)
        picture = Picture(_ICON[tone], tone, 16)
        picture.setFixedHeight(line)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = Wrapped("", "body", "text")
        above = max(0, (line - theme.line_height("body")) // 2)
        words.setContentsMargins(0, above, 0, above)
        if strong:
            words.show_strong(strong, text)
        else:
            words.setText(text)
        row.addWidget(words, 1)
        if action:
            button = Button(action, "quiet", size="small")
            button.clicked.connect(lambda _checked=False: self.acted.emit())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if closable:
            cross = Button("", "quiet", "x", size="small", name=tr("Close this message"))
            cross.clicked.connect(lambda _checked=False: self.closed.emit())
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{strong} {text}".strip())

    def announce(self) -> None:
        """Let a screen reader say it; what went wrong, at once."""
        announce(self, self.accessibleName(), urgent=self._tone in ("warn", "err"))
