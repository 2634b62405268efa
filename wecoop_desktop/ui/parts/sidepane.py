"""A main pane with another one at its side, or one column where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.labels import Upright
from wecoop_desktop.ui.parts.panel import Panel

NARROW = 900  # pixels of the design below which there is one column


class SidePane(QWidget):
    """Lay things into `body` and into `side`, both QVBoxLayouts.

    `width` is that of the side, in pixels at 100 %. Below `narrow` (its own width in pixels of the
    design) what stands at the side goes below the rest and scrolls with it.
    """

    def __init__(
        self,
        width: int,
        narrow: int = NARROW,
        margins: tuple[int, int, int, int] = (18, 14, 18, 14),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._narrow, self._width = narrow, width
        self._wanted = True
        self.is_folded = False
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        self.main = Panel("canvas", margins, 12)
        self._border = Upright()
        self.pane = Panel("surface", (16, 14, 16, 14), 0)
        self.pane.setFixedWidth(theme.px(width))
        for widget in (self.main, self._border, self.pane):
            across.addWidget(widget, 1 if widget is self.main else 0)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(12))
        self.main.body.addLayout(self.body, 1)
        self._held = QWidget()
        self.side = QVBoxLayout(self._held)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(theme.px(8))
        self.pane.body.addWidget(self._held)
        self.pane.body.addStretch(1)

    def panes(self) -> tuple[QWidget, ...]:
        """What F6 goes through."""
        beside = self._wanted and not self.is_folded
        return (self.main, self.pane) if beside else (self.main,)

    def room(self, whole: int) -> float:
        """How wide the main pane is where both together are `whole` pixels; in pixels of the
        design."""
        width = theme.logical(whole)
        return width if width < self._narrow or not self._wanted else width - self._width

    def show_side(self, wanted: bool) -> None:
        """Whether there is anything at the side."""
        self._wanted = wanted
        self._held.setVisible(wanted)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        folded = theme.logical(self.width()) < self._narrow
        if folded != self.is_folded:
            self.is_folded = folded
            self._move()
        super().resizeEvent(event)

    def _move(self) -> None:
        """What stands at the side into the other pane, with the focus that is in it."""
        focused = QApplication.focusWidget()
        if self.is_folded:
            self.main.body.addWidget(self._held)
        else:
            self.pane.body.insertWidget(0, self._held)
        self._held.setVisible(self._wanted)
        self._show()
        if focused is not None and self._held.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        beside = self._wanted and not self.is_folded
        self._border.setVisible(beside)
        self.pane.setVisible(beside)
