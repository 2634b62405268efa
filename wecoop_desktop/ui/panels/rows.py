"""The plain list that some panels are."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget

from wecoop_desktop.ui import theme

WHAT = Qt.ItemDataRole.UserRole


def rows(name: str) -> QListWidget:
    """A list whose lines wrap; `name` is for those who hear it."""
    made = QListWidget()
    made.setWordWrap(True)
    made.setAccessibleName(name)
    made.setFont(theme.font("small"))
    made.setIconSize(QSize(theme.px(15), theme.px(15)))
    made.setSpacing(theme.px(2))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideNone)
    return made
