"""A figure in a card: what it is, the figure, its caption, and in full what is counted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wecoop_desktop.documents.totals import Tile
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Label, Title, Wrapped
from wecoop_desktop.ui.wording import tr


class FigureTile(Card):
    """Its button opens the sentences on what is counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=13, parent=parent)
        self._tile = Tile("", "", "", "")
        self.body.setSpacing(theme.px(2))
        self._label = Wrapped("", "small", "muted")
        self.button = Button("", "quiet", "info", size="small", name=tr("What is counted"))
        self.button.clicked.connect(lambda _=False: self.explain())
        self.head.setSpacing(0)
        self.head.addWidget(self._label, 1)
        self.head.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self.head)
        self._value = Label("", "bigFigures")
        self._value.setMinimumWidth(1)
        self.body.addWidget(self._value)
        self._caption = Wrapped("", "micro", "muted")
        self.body.addWidget(self._caption)
        self.body.addStretch(1)

    def display(self, tile: Tile) -> None:
        self._tile = tile
        self._label.setText(tile.label)
        self._value.setText(tile.value)
        self._value.setToolTip(tile.value)
        self._caption.setText(tile.caption)
        self.setAccessibleName(f"{tile.label}: {tile.value}")
        self.setAccessibleDescription(tile.caption)
        name = tr("What is counted: {figure}", figure=tile.label)
        self.button.setAccessibleName(name)
        self.button.setToolTip(name)

    @property
    def tile(self) -> Tile:
        return self._tile

    def explain(self) -> Explanation:
        """The sentences beside the button; Esc closes them and returns the focus."""
        shown = Explanation(self._tile.label, self._tile.counted, self)
        shown.appear(self.button.mapToGlobal(QPoint(0, self.button.height() + theme.px(4))))
        return shown


class Explanation(QFrame):
    """A few sentences in a pop-up."""

    def __init__(self, title: str, words: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setFixedWidth(theme.px(340))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(12))
        column.setSpacing(theme.px(6))
        column.addWidget(Title(title, "subtitle"))
        column.addWidget(Wrapped(words))
        self.close_button = Button(tr("Close"), "quiet", size="small")
        self.close_button.clicked.connect(lambda _=False: self.close())
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)

    def appear(self, near: QPoint) -> None:
        column = self.layout()
        if column is not None:  # wrapped words: the height follows from the width
            self.setFixedHeight(column.totalHeightForWidth(self.width()))
        area = self.screen().availableGeometry()
        size: QSize = self.size()
        x = min(max(near.x(), area.left()), area.right() - size.width())
        y = min(max(near.y(), area.top()), area.bottom() - size.height())
        self.move(x, y)
        self.show()
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
