"""The scroll bar of a text that is narrower than its pane, at the edge of the pane."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget


class EdgeBar(QScrollBar):
    """Stands for the bar of the area it follows, which is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._area: QAbstractScrollArea | None = None
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else the text would be laid anew with it
        self.setSizePolicy(policy)
        self.valueChanged.connect(self._moved)

    def follow(self, area: QAbstractScrollArea) -> None:
        if area is self._area:
            return
        if self._area is not None:
            before = self._area.verticalScrollBar()
            before.rangeChanged.disconnect(self._take)
            before.valueChanged.disconnect(self.setValue)
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(self._take)
        bar.valueChanged.connect(self.setValue)
        self._take()

    def _take(self, _least: int = 0, _most: int = 0) -> None:
        if self._area is None:
            return
        bar = self._area.verticalScrollBar()
        self.blockSignals(True)  # another text is not to be moved by the place of the one before
        self.setRange(bar.minimum(), bar.maximum())
        self.setPageStep(bar.pageStep())
        self.setSingleStep(bar.singleStep())
        self.setValue(bar.value())
        self.blockSignals(False)
        self.setVisible(bar.maximum() > bar.minimum())

    def _moved(self, value: int) -> None:
        if self._area is not None:
            self._area.verticalScrollBar().setValue(value)
