"""The reader's notes: a card with its editor, and the page that lists all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guidenotes import LIMIT, Note
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.screens.guidecontents import numbered
from wecoop_desktop.ui.wording import language, ntr, tr

QUOTED = 90  # letters of the passage that a card shows


class NoteBox(Box):
    """A text of its own: what is typed in it is undone in it; Esc leaves it."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)


class NoteCard(Card):
    """A note at a paragraph. `went(number)` to the paragraph at which it stands."""

    went = Signal(int)

    def __init__(
        self, presenter: GuidePresenter, note_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(padding=12, parent=parent)
        self._presenter = presenter
        self.note_id = note_id
        self._place: int | None = None
        self._quote = Link("", "quote")
        self._quote.clicked.connect(self._go)
        self.body.addWidget(self._quote)
        self._changed = Wrapped(
            tr("The passage has changed in this edition; your note stays."), "small", "warn"
        )
        self.body.addWidget(self._changed)
        self._too_long = Wrapped(
            tr("The text is too long for a note and was not put in."), "small", "err"
        )
        self.box = NoteBox(2, LIMIT)
        self.box.setAccessibleName(tr("My note"))
        self.box.setPlaceholderText(tr("Only on this computer; saved as you type"))
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(presenter.notes.flush)
        self.box.done.connect(self._leave)
        self.box.refused.connect(lambda _letters: self._too_long.show())
        self.body.addWidget(self.box)
        self._too_long.hide()
        self.body.addWidget(self._too_long)
        row = QHBoxLayout()
        self._state = Caption("")
        row.addWidget(self._state, 1)
        drop = Button("", "quiet", "trash-2", size="small", name=tr("Delete this note"))
        drop.clicked.connect(lambda _=False: presenter.notes.drop(self.note_id))
        row.addWidget(drop)
        self.body.addLayout(row)

    def display(self, note: Note, view: GuideView, place: int | None) -> None:
        self._place = place
        quote = note.quote if len(note.quote) <= QUOTED else note.quote[:QUOTED].rstrip() + "…"
        words = f"«{quote}»" if note.language == "ru" else f"“{quote}”"
        if self._quote.text() != words:
            self._quote.setText(words)
            self._quote.setAccessibleName(words)
            self._quote.setToolTip(words)
        self._changed.setVisible(place is None)
        self.box.setVisible(bool(note.text) or view.writing == note.id or not note.bookmark)
        if self.box.toPlainText() != note.text:
            blocked = self.box.blockSignals(True)
            self.box.setPlainText(note.text)
            self.box.blockSignals(blocked)
            self.box._grow()
        self._state.setText(self._words(note, view))

    def _words(self, note: Note, view: GuideView) -> str:
        if view.writing == note.id and view.waiting:
            return tr("Not saved yet")
        if note.bookmark and not note.text:
            return tr("Bookmark, {date}", date=language().written_date(note.made[:10]))
        return language().written_date(note.made[:10])

    def _typed(self) -> None:
        self._presenter.notes.write(self.note_id, self.box.toPlainText())

    def _leave(self) -> None:
        self._presenter.notes.flush()
        if self._place is not None:
            self.went.emit(self._place)

    def _go(self) -> None:
        if self._place is not None:
            self.went.emit(self._place)


class NotesPage(Panel):
    """All notes and bookmarks, by section in the order of the book."""

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 4, 12, 16), 10, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(8))
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def display(self, view: GuideView) -> None:
        state = (view.notes, view.places, view.contents, view.bookmarked, language().code)
        if view.page != "notes" or state == self._shown:
            return
        self._shown = state
        clear(self._column)
        self._list_bookmarks(view)
        if not view.notes and not view.bookmarked:
            words = tr("Press N at a paragraph to write a note, B to bookmark it.")
            self._column.addWidget(Empty("sticky-note", words))
        known = {section.id: section for section in view.contents}
        order = [section.id for section in view.contents]
        order += [note.section for note in view.notes if note.section not in known]
        for section_id in dict.fromkeys(order):
            mine = [note for note in view.notes if note.section == section_id]
            if mine:
                section = known.get(section_id)
                title = numbered(section) if section is not None else section_id
                self._column.addWidget(SectionLabel(title))
                for note in mine:
                    self._column.addWidget(self._card(note, view))

    def _list_bookmarks(self, view: GuideView) -> None:
        marked = [section for section in view.contents if section.id in view.bookmarked]
        if marked:
            self._column.addWidget(SectionLabel(tr("Bookmarked sections")))
        for section in marked:
            link = Link(numbered(section), "bookmark")
            link.clicked.connect(partial(self._read, section.id))
            self._column.addWidget(link)

    def _read(self, section: str, _checked: bool = False) -> None:
        self._presenter.choose(section)

    def _card(self, note: Note, view: GuideView) -> Card:
        card = Card(padding=12)
        quote = f"«{note.quote}»" if note.language == "ru" else f"“{note.quote}”"
        link = Link(quote, "bookmark" if note.bookmark else "quote")
        link.clicked.connect(partial(self._open, note.section, note.id))
        card.body.addWidget(link)
        if note.text:
            card.body.addWidget(Wrapped(note.text[:600], "body", "text"))
        if view.places.get(note.id) is None:
            lost = tr("The passage has changed in this edition; your note stays.")
            card.body.addWidget(Wrapped(lost, "small", "warn"))
        row = QHBoxLayout()
        row.addWidget(Caption(language().written_date(note.made[:10])), 1)
        drop = Button("", "quiet", "trash-2", size="small", name=tr("Delete this note"))
        drop.clicked.connect(partial(self._drop, note.id))
        row.addWidget(drop)
        card.body.addLayout(row)
        return card

    def _open(self, section: str, note: str, _checked: bool = False) -> None:
        self._presenter.choose(section, f"note:{note}")

    def _drop(self, note: str, _checked: bool = False) -> None:
        self._presenter.notes.drop(note)


def undone(presenter: GuidePresenter) -> Banner:
    """What is said after a note was taken away."""
    banner = Banner(tr("The note was deleted."), "info", action=tr("Undo"), closable=True)
    banner.acted.connect(presenter.notes.undrop)
    banner.closed.connect(presenter.notes.forget_removed)
    return banner


def counted(view: GuideView) -> str:
    return ntr("{n} note", "{n} notes", len(view.notes))
