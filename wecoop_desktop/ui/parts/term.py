"""Explanations beside a word: of a glossary term, and of a figure in sentences."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.content import Term
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Title, Wrapped
from wecoop_desktop.ui.wording import other_language, read, said, tr


class Popup(QFrame):
    """Lies near a word; Esc and a click elsewhere close it, and the focus goes back."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setAccessibleName(name)
        self.setFixedWidth(theme.px(350))
        self._before: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(10))
        self.column.setSpacing(theme.px(6))
        self.head = QHBoxLayout()
        self.head.addWidget(Title(name, "subtitle"), 1)
        cross = Button("", "quiet", "x", size="small", name=tr("Close"))
        cross.clicked.connect(lambda _=False: self.close())
        self.head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(self.head)

    def appear(self, near: QPoint, before: QWidget) -> None:
        """Show it below a point, inside of the screen; the focus returns to `before`."""
        self._before = before
        # By itself a window of wrapped text is made as high as its widest guess.
        self.ensurePolished()
        self.column.activate()
        self.setFixedHeight(self.column.totalHeightForWidth(self.width()))
        screen = QGuiApplication.screenAt(near) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = min(max(near.x(), room.left()), room.right() - self.width())
        y = min(near.y(), room.bottom() - self.height())
        self.move(x, max(y, room.top()))
        self.show()
        self.first().setFocus()

    def first(self) -> QWidget:
        """What takes the focus."""
        return self

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self._before is not None:
            self._before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class TermPopup(Popup):
    """A term: what it means, its word in the other language, and the way to the glossary."""

    def __init__(self, term: Term, parent: QWidget) -> None:
        super().__init__(said(term.term), parent)
        self.column.addWidget(Caption(tr("Glossary")))
        self.column.addWidget(Wrapped(said(term.definition)))
        second = other_language()
        other, acronym = term.term.own(second), term.acronym.own(second)
        in_other = f"{other} ({acronym})" if acronym else other
        if in_other:
            self.column.addWidget(Wrapped(f"{second.upper()} · {in_other}", "body", "text"))
        avoided = ", ".join(term.avoid.get(term.term.given(read()), ()))
        if avoided:
            words = tr("Avoid: {words}", words=avoided.replace("*", "…"))
            self.column.addWidget(Wrapped(words, "small", "muted"))
        actions = QHBoxLayout()
        self.opened = Button(tr("Open in the glossary"), "quiet", size="small")
        self.opened.clicked.connect(lambda _=False: self.close())
        actions.addWidget(self.opened)
        copy = Button(tr("Copy"), "quiet", size="small")
        words = f"{said(term.term)} — {other}: {said(term.definition)}"
        copy.clicked.connect(lambda _=False: QGuiApplication.clipboard().setText(words))
        actions.addWidget(copy)
        self.corrected = Button(
            "", "quiet", "message-square", size="small", name=tr("Suggest a correction")
        )
        self.corrected.clicked.connect(lambda _=False: self.close())
        actions.addWidget(self.corrected)
        actions.addStretch(1)
        self.column.addLayout(actions)

    def first(self) -> QWidget:
        return self.opened


class FigurePopup(Popup):
    """What a figure shows, in sentences."""

    def __init__(self, title: str, told: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.column.addWidget(Wrapped(told))
        row = QHBoxLayout()
        self._copy = Button(tr("Copy"), "quiet", size="small")
        self._copy.clicked.connect(lambda _=False: QGuiApplication.clipboard().setText(told))
        row.addWidget(self._copy)
        row.addStretch(1)
        self.column.addLayout(row)

    def first(self) -> QWidget:
        return self._copy
