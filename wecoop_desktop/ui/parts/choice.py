"""A drop-down list of (value, words)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.role import speak_as


class Choice(QComboBox):
    """Says `chosen(value)` when the user picks; `show_value` sets it silently."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[tuple[str, str]] = (),
        value: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        speak_as(self, "choice")
        self._cut = ""
        self.setFont(theme.font("body"))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_entries(entries, value)
        self.activated.connect(lambda at: self.chosen.emit(str(self.itemData(at))))

    def show_entries(self, entries: Sequence[tuple[str, str]], value: str = "") -> None:
        self.clear()
        for key, words in entries:
            self.addItem(words, key)
        self.show_value(value)

    def show_value(self, value: str) -> None:
        self.setCurrentIndex(self.findData(value))

    @property
    def value(self) -> str:
        data = self.currentData()
        return data if isinstance(data, str) else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that scrolls the page must not change an answer on its way.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - theme.px(38)  # the arrow and the space at both ends
        end = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(option.currentText, end, room)
        if self.toolTip() in ("", self._cut):  # what is cut is told, unless more is told already
            self._cut = option.currentText if shown != option.currentText else ""
            self.setToolTip(self._cut)
        option.currentText = shown
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        size = theme.px(14)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = theme.px(8) if mirrored else self.width() - size - theme.px(8)
        arrow = icons.pixmap("chevron-down", "text2" if self.isEnabled() else "muted", 14)
        painter.drawPixmap(left, (self.height() - size) // 2, arrow)
        painter.end()
