"""The switch of the views of the funders: segments, or a list where the bar is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.funders import COMPARE, LIST, MATRIX, POLICIES
from wecoop_desktop.ui.presenters.matchingview import MATCH
from wecoop_desktop.ui.wording import tr


class Views(QWidget):
    chosen = Signal(str)

    def __init__(self, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        entries = (
            (LIST, tr("All funders"), "list"),
            (MATRIX, tr("Matrix"), "table"),
            (COMPARE, tr("Compare"), "git-compare"),
            (MATCH, tr("Match"), "list-checks"),
            (POLICIES, tr("National policies"), "scroll"),
        )
        name = tr("Funders or policies")
        self._segments = Segments(entries, mode, name, self)
        pairs = [(value, words) for value, words, _ in entries]
        self._choice = Choice(pairs, mode, name, self)
        self._segments.chosen.connect(self.chosen)
        self._choice.chosen.connect(self.chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_value(self, mode: str) -> None:
        self._segments.show_value(mode)
        self._choice.show_value(mode)

    def sizeHint(self) -> QSize:
        return self._segments.sizeHint().expandedTo(self._choice.sizeHint())

    def minimumSizeHint(self) -> QSize:
        tall = max(self._segments.sizeHint().height(), self._choice.sizeHint().height())
        return QSize(self._choice.sizeHint().width(), tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= self._segments.sizeHint().width()
        self._segments.setVisible(fits)
        self._choice.setVisible(not fits)
        for widget in (self._segments, self._choice):
            size = widget.sizeHint()
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - size.width() if mirrored else 0
            top = (self.height() - size.height()) // 2
            widget.setGeometry(QRect(left, top, size.width(), size.height()))
