"""Panes side by side whose widths the user moves."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from wecoop_desktop.ui import theme


class Panes(QSplitter):
    """A splitter with `usual` widths, in pixels of the design; a double click on a border brings
    them back. What was moved is carried over when the window is built anew."""

    def __init__(self, usual: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._usual = tuple(usual)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(theme.px(1))

    def addWidget(self, widget: QWidget) -> None:
        super().addWidget(widget)
        handle = self.handle(self.count() - 1)
        handle.installEventFilter(self)

    def lay(self) -> None:
        """The usual widths."""
        self.setSizes([theme.px(width) for width in self._usual[-self.count() :]])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.lay()
            return True
        return super().eventFilter(watched, event)

    def keep(self) -> tuple[float, ...]:
        return tuple(theme.logical(size) for size in self.sizes())

    def recall(self, kept: tuple[float, ...]) -> None:
        if len(kept) == self.count():
            self.setSizes([theme.px(size) for size in kept])
