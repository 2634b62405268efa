"""A field that searches while one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Key, Picture
from wecoop_desktop.ui.wording import tr

SIDES = 50  # pixels at 100 % that icon and edges take
PAUSE = 150  # ms after the last key


class SearchBox(QWidget):
    """Says `searched(text)` 150 ms after the last key, and at once on Enter (then `entered`)."""

    searched = Signal(str)
    entered = Signal()

    def __init__(
        self,
        hint: str,
        *,
        keys: str = "",
        large: bool = False,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._framed = framed
        self.setFixedHeight(theme.px(40 if large else 32))
        self.field = QLineEdit()
        self.field.setProperty("bare", "true")
        self.field.setFont(theme.font("lead" if large else "body"))
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setMaxLength(1000)
        self.field.installEventFilter(self)
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), 0, theme.px(6), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Picture("search", "text2", 16))
        row.addWidget(self.field, 1)
        self._clear = Button("", "quiet", "x", size="small", name=tr("Clear the search"))
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.empty)
        self._clear.hide()
        row.addWidget(self._clear)
        if keys:
            row.addWidget(Key(keys))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._say)
        self.field.textEdited.connect(self._typed)
        self.field.returnPressed.connect(self._enter)
        self._said = ""

    def text(self) -> str:
        return self.field.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the place is short, all of the hint is in the tooltip."""
        super().resizeEvent(event)
        hint = self.field.placeholderText()
        room = self.width() - theme.px(SIDES)
        short = self.field.fontMetrics().horizontalAdvance(hint) > room
        self.field.setToolTip(hint if short else "")

    def show_text(self, text: str) -> None:
        """Put the text of a view into the field, unless the user is typing another one."""
        if text != self.field.text() and not self._timer.isActive():
            self.field.setText(text)
        self._said = text
        self._clear.setVisible(bool(self.field.text()))

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._timer.start()

    def empty(self) -> None:
        """Take the text away, and say so."""
        self.field.clear()
        self._clear.hide()
        self._say()

    def _enter(self) -> None:
        self._say()
        self.entered.emit()

    def _say(self) -> None:
        self._timer.stop()
        text = self.field.text()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame is painted here: a style sheet does not know that the field inside has the
        focus, and styling anew costs more than painting."""
        if not self._framed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.field.hasFocus()
        width = 2 if focused else 1
        painter.setPen(QPen(theme.colour("focus" if focused else "lineStrong"), width))
        painter.setBrush(theme.colour("surface"))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.end()
