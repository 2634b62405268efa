"""The glossary as a page: both languages, meanings, and a field that narrows it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.library.words import fold
from wecoop_desktop.packs.content import Term
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.wording import language, ntr, order, other_language, read, said, tr


class GlossaryPage(QWidget):
    """`corrected(term)` where the reader wants to say that something in a term is wrong."""

    corrected = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._named = ""  # the one term that is meant, if it is one
        self._terms: tuple[Term, ...] = ()
        self._shown: tuple[object, ...] = ()
        self._chosen = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(4), 0, 0)
        column.setSpacing(theme.px(8))
        self.search = SearchBox(tr("Find a term in either language"))
        self.search.searched.connect(lambda _text: self._fill())
        column.addWidget(self.search)
        self._count = Caption("")
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        self._wrong = Button("", "quiet", "message-square", size="small")
        self._wrong.clicked.connect(lambda _=False: self.corrected.emit(self._named))
        row.addWidget(self._wrong)
        column.addLayout(row)
        self.reader = Reader(tr("Terms and what they mean"))
        column.addWidget(self.reader, 1)

    def display(self, view: GuideView) -> None:
        if view.page != "glossary":
            return
        if view.part != self._chosen:
            self.search.show_text("")
        self._terms, self._chosen = view.terms, view.part
        self._fill()

    def _fill(self) -> None:
        asked = self.search.text()
        state = (self._terms, asked, self._chosen, language().code, read())
        if state == self._shown:
            return
        self._shown = state
        terms = list(_fitting(self._terms, asked))
        self._count.setText(ntr("{n} term", "{n} terms", len(terms)))
        code = read()
        self.reader.display(Copy("\n\n".join(map(_entry, terms)), code))
        chosen = next((term for term in terms if term.id == self._chosen), None)
        self._offer(terms[0] if len(terms) == 1 else chosen)
        if asked.strip():
            self.reader.mark_words(asked.strip())
        elif chosen is not None:
            for number, text in self.reader.texts():
                if text.startswith(f"{said(chosen.term)} ·"):
                    self.reader.mark({number: [(0, len(said(chosen.term)))]})
                    return

    def _offer(self, term: Term | None) -> None:
        """A correction of the one term that is looked at."""
        self._named = term.id if term is not None else ""
        self._wrong.setVisible(term is not None)
        if term is not None:
            self._wrong.say(tr("Suggest a correction: {name}", name=said(term.term)))


def _fitting(terms: Iterable[Term], asked: str) -> Iterable[Term]:
    """The terms that hold the words, in the order of the alphabet."""
    wanted = [fold(word) for word in asked.split()]
    for term in sorted(terms, key=lambda term: order(said(term.term))):
        texts = (term.term, term.definition, term.acronym)
        every = " ".join(words for text in texts for _, words in text.pairs())
        whole = " ".join(map(fold, every.split()))
        if all(word in whole for word in wanted):
            yield term


def _entry(term: Term) -> str:
    other = term.term.own(other_language())
    acronyms = ", ".join(dict.fromkeys(filter(None, (said(term.acronym), term.acronym.en))))
    name = " · ".join(filter(None, (f"**{said(term.term)}**", other, acronyms)))
    return f"{name}\n\n{said(term.definition)}"
