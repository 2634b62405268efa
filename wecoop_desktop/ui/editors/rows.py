"""A grid with pictures of the same rows: beside it, above or below; they select together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.fold import limited as limited
from wecoop_desktop.ui.parts.labels import Wrapped


class Picture(Protocol):
    """What is drawn of the rows; `pick` marks the row the cursor is in."""

    def display(self, value: Value | None, scene: Scene) -> None: ...
    def pick(self, row: int) -> None: ...


class RowsEditor(QWidget):
    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wide = True

    def __init__(
        self,
        grid: Grid,
        above: Sequence[QWidget] = (),
        beside: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.grid = grid
        self.pictures = (*above, *beside, *below)
        grid.edited.connect(self._edited)
        grid.kept.connect(self.kept)
        grid.left.connect(self.left)
        self._scene: Scene | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        for widget in above:
            column.addWidget(widget)
        if beside:
            row = QHBoxLayout()
            row.setSpacing(theme.px(14))
            row.addWidget(grid, 1)
            side = QVBoxLayout()
            for widget in beside:
                side.addWidget(widget)
            side.addStretch(1)
            row.addLayout(side)
            column.addLayout(row)
        else:
            column.addWidget(grid)
        for widget in below:
            most = getattr(widget, "most", 0)
            if most:
                column.addLayout(limited(widget, most))
            else:
                column.addWidget(widget)
        for picture in self.pictures:
            if hasattr(picture, "pick"):
                grid.picked.connect(picture.pick)
            if hasattr(picture, "picked"):
                picture.picked.connect(lambda at: grid.place_at(at, 0))
        if not above:  # a stand-in is gone to at once, past what stands above it
            self.setFocusProxy(grid)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who sends the focus here means the rows."""
        self.grid.setFocus(event.reason())

    def add_note(self) -> Wrapped:
        """A line below the grid, hidden until something is said in it."""
        note = Wrapped("", "small", "info")
        note.hide()
        self._column.insertWidget(1, note)
        return note

    def display(self, value: Value | None, scene: Scene) -> None:
        self._scene = scene
        self.grid.display(value, scene)
        self._draw(value, scene)

    def _draw(self, value: Value | None, scene: Scene) -> None:
        for picture in self.pictures:
            if hasattr(picture, "display"):
                picture.display(value, scene)

    def _edited(self, value: Value | None) -> None:
        self.edited.emit(value)

    def complaints(self) -> tuple[str, ...]:
        return self.grid.complaints()

    def focus_at(self, row: int | None, column: str) -> None:
        self.grid.focus_at(row, column)
