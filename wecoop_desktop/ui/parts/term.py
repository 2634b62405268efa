"""The explanation of a glossary term beside the word."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.content import Term
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Title, Wrapped
from wecoop_desktop.ui.wording import language, said, tr


class TermPopup(QFrame):
    """A term: what it means, its word in the other language, and the way to the glossary."""

    def __init__(self, term: Term, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setFixedWidth(theme.px(350))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addWidget(Title(said(term.term), "subtitle"))
        column.addWidget(Wrapped(said(term.definition)))
        english = language().code != "ru"
        other = term.term.ru if english else term.term.en
        column.addWidget(Wrapped(f"{'RU' if english else 'EN'} · {other}", "body", "text"))
        actions = QHBoxLayout()
        self.opened = Button(tr("Open in the glossary"), "quiet", size="small")
        self.opened.clicked.connect(lambda _=False: self.close())
        actions.addWidget(self.opened)
        copy = Button(tr("Copy"), "quiet", size="small")
        words = f"{said(term.term)} — {other}: {said(term.definition)}"
        copy.clicked.connect(lambda _=False: QGuiApplication.clipboard().setText(words))
        actions.addWidget(copy)
        actions.addStretch(1)
        column.addLayout(actions)

    def appear(self, near: QPoint) -> None:
        self.adjustSize()
        self.move(near)
        self.show()
        self.opened.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
