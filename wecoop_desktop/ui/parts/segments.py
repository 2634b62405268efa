"""An exclusive switch of two to five views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.labels import Upright
from wecoop_desktop.ui.role import speak_as

Entry: TypeAlias = tuple[str, str] | tuple[str, str, str]  # value, words and perhaps an icon
# What moves the choice, and how far.
ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Segment(QPushButton):
    """Leaves the arrows to the switch; a button of Qt's would hand the focus on."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Segments(QFrame):
    """The arrows move the choice."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[Entry],
        value: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self._buttons: dict[str, QPushButton] = {}
        for at, entry in enumerate(entries):
            if at:
                row.addWidget(Upright())
            ends = (at == 0, at == len(entries) - 1)
            button = _segment(
                entry,
                {(True, True): "both", (True, False): "left", (False, True): "right"}.get(ends, ""),
            )
            button.clicked.connect(lambda _checked=False, value=entry[0]: self._pick(value))
            row.addWidget(button)
            self._buttons[entry[0]] = button
        self._value = ""
        self.show_value(value or (entries[0][0] if entries else ""))

    @property
    def value(self) -> str:
        return self._value

    def button(self, value: str) -> QPushButton:
        return self._buttons[value]

    def show_value(self, value: str) -> None:
        """Mark the choice without saying `chosen`."""
        self._value = value
        for key, button in self._buttons.items():
            mine = key == value
            button.setChecked(mine)
            button.setFont(theme.font("smallStrong" if mine else "small"))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if mine else Qt.FocusPolicy.ClickFocus)

    def _pick(self, value: str) -> None:
        changed = value != self._value
        self.show_value(value)
        if changed:
            self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            step = -step
        keys = list(self._buttons)
        at = (keys.index(self._value) + step) % len(keys)
        self._buttons[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)
        self._pick(keys[at])


class Switch(QWidget):
    """The same choice as segments, or as a list where the place is too narrow for them."""

    chosen = Signal(str)

    def __init__(
        self,
        entries: Sequence[Entry],
        value: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        from wecoop_desktop.ui.parts.choice import Choice  # its style is not for the first picture

        super().__init__(parent)
        first = value or (entries[0][0] if entries else "")
        self._segments = Segments(entries, first, name, self)
        self._choice = Choice([(entry[0], entry[1]) for entry in entries], first, name, self)
        self._choice.hide()
        self._segments.chosen.connect(self._choose)
        self._choice.chosen.connect(self._choose)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> str:
        return self._segments.value

    def button(self, value: str) -> QPushButton:
        """The segment of that value, also where the list stands in its place."""
        return self._segments.button(value)

    def show_value(self, value: str) -> None:
        self._segments.show_value(value)
        self._choice.show_value(value)

    def _choose(self, value: str) -> None:
        self.show_value(value)
        self.chosen.emit(value)

    def sizeHint(self) -> QSize:
        segments, choice = self._segments.sizeHint(), self._choice.sizeHint()
        return QSize(segments.width(), max(segments.height(), choice.height()))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(self._choice.sizeHint().width(), hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        listed = self.width() < self._segments.sizeHint().width()
        focused = QApplication.focusWidget()
        held = focused is not None and self.isAncestorOf(focused)
        changed = listed == self._segments.isVisibleTo(self)
        self._segments.setVisible(not listed)
        self._choice.setVisible(listed)
        shown: QWidget = self._choice if listed else self._segments
        hint = shown.sizeHint()
        wide = min(self.width(), hint.width())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - wide if mirrored else 0
        shown.setGeometry(left, (self.height() - hint.height()) // 2, wide, hint.height())
        if changed and held:  # what had the focus went
            (self._choice if listed else self._segments.button(self.value)).setFocus()


def _segment(entry: Entry, end: str) -> QPushButton:
    words = entry[1]
    button = _Segment(words.replace("&", "&&"))
    button.setProperty("segment", "true")
    button.setProperty("end", end)
    button.setCheckable(True)
    speak_as(button, "one-of")
    button.setAccessibleName(words)
    button.setFont(theme.font("smallStrong"))
    if len(entry) == 3:
        button.setIcon(icons.before_words(entry[2], "text2", 14))
        button.setIconSize(QSize(theme.px(14 + icons.GAP), theme.px(14)))
    # The chosen one is semibold: its width is kept for all, so that nothing jumps.
    button.ensurePolished()
    button.setMinimumWidth(button.sizeHint().width())
    return button


def beside(segments: Segments | Switch) -> QWidget:
    """The switch at the start of a line, as wide as it needs to be: for the top bar."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(segments, 100)
    row.addStretch(1)
    segments.setMaximumWidth(segments.sizeHint().width())
    return line
