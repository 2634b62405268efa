"""Chips: filters that can be removed, suggestions, and statuses of icon and word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.labels import Label, Picture

LONGEST = 360  # words of a chip before they are cut, pixels at 100 %


class Chip(QPushButton):
    """A suggestion, or with `removable` a filter that is set and goes away on a click."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        removable: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        font = theme.font("small")
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, theme.px(LONGEST))
        super().__init__(shown.replace("&", "&&"), parent)
        self.setProperty("chip", "true")
        self.setFont(font)
        self.setToolTip(text if shown != text else "")
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if removable:
            self.setProperty("tone", "selected")
            self.setLayoutDirection(_mirrored(self))
            self.setIcon(icons.after_words("x", "text2", 12))
            self.clicked.connect(lambda _checked=False: self.removed.emit())
        elif icon:
            self.setIcon(icons.before_words(icon, "text2", 12))
        self.setIconSize(QSize(theme.px(12 + icons.GAP), theme.px(12)))


def _mirrored(widget: QWidget) -> Qt.LayoutDirection:
    """The cross stands after the word."""
    if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return Qt.LayoutDirection.RightToLeft
    return Qt.LayoutDirection.LeftToRight


_STATUS_ICON = {
    "ok": "circle-check",
    "warn": "circle-question-mark",
    "err": "circle-x",
    "info": "info",
    "plain": "",
}


class Status(QFrame):
    """A state in icon, word and colour. `tone`: ok, warn, err, info, plain."""

    def __init__(
        self, text: str, tone: str = "plain", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setProperty("tone", tone)
        self.setFixedHeight(theme.px(22))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ink = "text2" if tone == "plain" else tone
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(9), 0)
        row.setSpacing(theme.px(5))
        name = icon or _STATUS_ICON[tone]
        if name:
            row.addWidget(Picture(name, ink, 13))
        row.addWidget(Label(text, "small", ink))
        self.setAccessibleName(text)
