"""The manual: chapters at the left, the open one at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.edgebar import EdgeBar
from wecoop_desktop.ui.parts.labels import Upright, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.presenters.help import HelpPresenter, HelpView
from wecoop_desktop.ui.presenters.manual import ENGLISH
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import tr

SIDE, SMALL = 292, 190  # pixels of the design; with large text
WIDE = 760  # pixels of the design that a line of the manual is wide at most


class ManualPage(QWidget):
    def __init__(self, presenter: HelpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._wide = SMALL if theme.large() else SIDE
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = Panel("surface", (12, 14, 12, 14), 3)
        self._side.setFixedWidth(theme.px(self._wide))
        row.addWidget(self._side)
        row.addWidget(Upright())
        self.search = SearchBox(tr("Find in the manual"))
        self.search.searched.connect(presenter.find)
        self._side.body.addWidget(self.search)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px(2))
        self._side.body.addLayout(self._list)
        self._side.body.addStretch(1)
        page = QWidget()
        page.setProperty("ground", "surface")
        column = QVBoxLayout(page)
        column.setContentsMargins(*(theme.px(m) for m in (28, 10, 12, 10)))
        self._other = Wrapped(tr("This chapter is not translated yet."), "small", "muted")
        column.addWidget(self._other)
        self.reader = Reader(tr("Manual"))
        self.reader.setMaximumWidth(theme.px(WIDE))
        column.addWidget(self.reader, 1)
        row.addWidget(page, 1)
        edge = EdgeBar()
        row.addWidget(edge)
        edge.follow(self.reader)

    def panes(self) -> tuple[QWidget, ...]:
        return self._side, self.reader

    def display(self, view: HelpView) -> None:
        state = (view.chapters, view.chapter, view.text)
        if state == self._shown:
            return
        self._shown = state
        clear(self._list)
        for chapter in view.chapters:
            item = Button(chapter.title, "quiet")
            item.setProperty("entry", "true")
            item.setCheckable(True)
            speak_as(item, "one-of")
            item.setChecked(chapter is view.chapter)
            item.setFont(theme.font("body"))
            room = theme.px(self._wide - 24 - 28)
            cut = item.fontMetrics().elidedText(chapter.title, Qt.TextElideMode.ElideRight, room)
            item.setText(cut.replace("&", "&&"))
            item.setToolTip(chapter.title if cut != chapter.title else "")
            item.clicked.connect(lambda _on=False, id=chapter.id: self._presenter.open(id))
            self._list.addWidget(item)
        if not view.chapters:
            words = tr("No chapter has these words.")
            if view.error is not None:
                words = say(wording.language(), view.error)
            self._list.addWidget(Wrapped(words, "small", "muted"))
        opened = view.chapter
        english = wording.language().code in ENGLISH
        self._other.setVisible(opened is not None and not english and opened.language == "en")
        self.reader.setVisible(opened is not None)
        if opened is not None:
            self.reader.display(Copy(opened.text, opened.language), "body")
            if view.text:
                self.reader.mark_words(view.text)
