"""A pane that scrolls up and down and is as wide as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.role import speak_as

LARGE = 125  # percent of text size above which panes may scroll sideways


class Panel(QScrollArea):
    """Lay things into `body` (a QVBoxLayout). `ground`: canvas, surface or subtle."""

    def __init__(
        self,
        ground: str = "surface",
        margins: tuple[int, int, int, int] = (16, 14, 16, 14),
        spacing: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speak_as(self, "group")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        policy = Qt.ScrollBarPolicy
        # Nothing scrolls sideways, but where large text leaves no other way to see all of it.
        large = theme.px(100) > LARGE
        self.setHorizontalScrollBarPolicy(
            policy.ScrollBarAsNeeded if large else policy.ScrollBarAlwaysOff
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("ground", ground)
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(*(theme.px(m) for m in margins))
        self.body.setSpacing(theme.px(spacing))
        self.setWidget(inside)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout that is laid anew."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
