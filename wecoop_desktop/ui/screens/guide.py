"""The guide: contents, the open section, what stands beside it, and its keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui import keys, theme
from wecoop_desktop.ui.parts.reader import GLOSSARY, TOLD
from wecoop_desktop.ui.parts.segments import Switch, beside
from wecoop_desktop.ui.parts.term import FigurePopup, TermPopup
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.guideaside import AsidePane
from wecoop_desktop.ui.screens.guidecontents import ContentsPane, numbered, own_language
from wecoop_desktop.ui.screens.guidepage import PagePane, minutes
from wecoop_desktop.ui.screens.guideprint import PrintPanel
from wecoop_desktop.ui.wording import language, pair, tr

__all__ = ["GuideScreen", "minutes"]

# Pixels of the design from which the contents, and the notes beside the text, have room.
WITH_CONTENTS, WITH_ASIDE = 760, 960
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class GuideScreen(QWidget):
    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._popup: TermPopup | FigurePopup | None = None
        self._both: Switch | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self.contents = ContentsPane(presenter)
        self.contents.chosen.connect(presenter.choose)
        self.page = PagePane(presenter)
        self.page.followed.connect(self._follow)
        self.page.glossary.corrected.connect(self._correct_term)
        self.page.scrolled.connect(self._follow_scroll)
        self.page.noted.connect(self._note)
        self.aside = AsidePane(presenter)
        self.aside.heading.connect(self._to_heading)
        self.aside.paragraph.connect(self._to_paragraph)
        self.aside.followed.connect(self._follow)
        self.aside.note_wanted.connect(self._note)
        self.printing = PrintPanel(presenter.printing)
        presenter.printing.changed.connect(self._show_printing)
        self._right = QStackedWidget()
        self._right.addWidget(self.aside)
        self._right.addWidget(self.printing)
        self._right.setMinimumWidth(theme.px(220))
        for pane in (self.contents, self.page, self._right):
            self._split.addWidget(pane)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(246), theme.px(764), theme.px(268)])
        row.addWidget(self._split)
        for button in (self.page.contents_button, self.page.aside_button):
            button.toggled.connect(lambda _on: self._fit())
        self._bind_keys()
        self._show_printing()

    def _bind_keys(self) -> None:
        reader = self.page.reader
        verbs: tuple[tuple[str, Callable[[], object]], ...] = (
            ("N", self._note),
            ("B", self._bookmark),
            ("G", partial(self._presenter.choose, "glossary")),
            ("V", self._turn_languages),
        )
        for key, verb in verbs:
            keys.bind(reader, key, partial(self._letter, verb), INSIDE)
        keys.bind(self, "/", partial(self._letter, self.contents.search.setFocus), INSIDE)
        keys.bind(self, "F3", partial(reader.next_mark, 1), INSIDE)
        keys.bind(self, "Shift+F3", partial(reader.next_mark, -1), INSIDE)
        keys.bind(self, "Ctrl+P", self._presenter.print, INSIDE)

    def _letter(self, verb: Callable[[], object]) -> None:
        """Single letters can be switched off."""
        if self._presenter.view.single_keys:
            verb()

    # What the window asks of a screen

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        crumbs = [Crumb(tr("Guide"), Place("guide"))]
        words = {
            "glossary": tr("Glossary"),
            "checklists": tr("Checklists"),
            "notes": tr("My notes"),
            "quiz": tr("Short check"),
        }
        if view.page in words:
            crumbs.append(Crumb(words[view.page]))
        elif view.section is not None:
            chapter = next((s for s in view.contents if s.id == view.section.parent), None)
            crumbs.append(Crumb(numbered(chapter or view.section)))
        return crumbs

    def bar(self) -> QWidget:
        both = Switch(
            [("one", tr("Single"), "file-text"), ("both", " | ".join(pair()).upper(), "columns-2")],
            "both" if self._presenter.view.both_languages else "one",
            tr("One language or both beside each other"),
        )
        both.chosen.connect(lambda value: self._presenter.show_both(value == "both"))
        self._both = both
        return beside(both)

    def facts(self) -> str:
        view = self._presenter.view
        readable = [section for section in view.contents if section.level and not section.outline]
        read = sum(section.id in view.read for section in readable)
        return tr(
            "Read: {read} of {all} sections",
            read=language().number(read),
            all=language().number(len(readable)),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.contents, self.page, self._right)

    def search_field(self) -> QWidget:
        return self.contents.search

    def close_top(self) -> bool:
        if self._popup is not None and self._popup.isVisible():
            self._popup.close()
            return True
        if self._presenter.printing.view.opened:
            return self.printing.close_top()
        if self._presenter.view.found is not None:
            self._presenter.search("")
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window the text comes first: contents and notes open on their buttons."""
        view = self._presenter.view
        logical = theme.logical(self.width())
        wanted = view.page == "section" or self._presenter.printing.view.opened
        room = WITH_ASIDE if not view.both_languages else WITH_ASIDE + 400
        for button, pane, least, there in (
            (self.page.contents_button, self.contents, WITH_CONTENTS, True),
            (self.page.aside_button, self._right, room, wanted),
        ):
            button.setVisible(logical < least and there)
            opened = self._presenter.printing.view.opened and pane is self._right
            pane.setVisible(there and (logical >= least or button.isChecked() or opened))

    def keep(self) -> object:
        return (self._split.sizes(), self.page.reader.verticalScrollBar().value())

    def recall(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self._split.setSizes(kept[0])
            self.page.reader.verticalScrollBar().setValue(kept[1])

    # Displaying

    def display(self, view: GuideView) -> None:
        if self._both is not None:
            self._both.show_value("both" if view.both_languages else "one")
        self.contents.display(view)
        self.page.display(view)
        headings = self.page.reader.headings() if view.section is not None else ()
        self.aside.display(view, headings)
        self._follow_scroll()
        self._fit()

    def _show_printing(self) -> None:
        view = self._presenter.printing.view
        self.printing.display(view)
        self._right.setCurrentWidget(self.printing if view.opened else self.aside)
        self._fit()

    def _follow_scroll(self) -> None:
        self.aside.follow(self.page.reader.heading_in_sight())

    # Doing

    def _to_heading(self, block: int) -> None:
        self.page.reader.go_to(block)

    def _to_paragraph(self, number: int) -> None:
        self.page.reader.go_to_paragraph(number)
        self.page.reader.setFocus()

    def _note(self) -> None:
        """A note at the present paragraph, with the cursor in it."""
        self._presenter.notes.note_at(self.page.reader.present, own_language())
        self.page.aside_button.setChecked(True)
        self.aside.focus_note(self._presenter.view.writing)

    def _bookmark(self) -> None:
        self._presenter.notes.bookmark_at(self.page.reader.present, own_language())

    def _turn_languages(self) -> None:
        self._presenter.show_both(not self._presenter.view.both_languages)

    def _follow(self, address: str) -> None:
        if address.startswith(GLOSSARY):
            self._explain(address.removeprefix(GLOSSARY))
        elif address.startswith(TOLD):
            self._tell_figure(address.removeprefix(TOLD))
        elif address.startswith("https://"):
            QDesktopServices.openUrl(QUrl(address))
        elif not self._presenter.follow(address):
            self._presenter.lose(address)

    def _explain(self, term_id: str) -> None:
        term = next((t for t in self._presenter.view.terms if t.id == term_id), None)
        if term is None:
            self._presenter.lose(f"term:{term_id}")
            return
        popup = TermPopup(term, self)
        popup.opened.clicked.connect(lambda _=False: self._presenter.follow(f"term:{term_id}"))
        popup.corrected.clicked.connect(lambda _=False: self._correct_term(term_id))
        self._show_popup(popup)

    def _correct_term(self, term_id: str) -> None:
        self._presenter.tell(Kind.CORRECTION, f"term:{term_id}")

    def _tell_figure(self, name: str) -> None:
        sketch = self.page.reader.figures.get(name)
        if sketch is not None:
            self._show_popup(FigurePopup(sketch.title, sketch.told, self))

    def _show_popup(self, popup: TermPopup | FigurePopup) -> None:
        """Near the word; the focus comes back to the text."""
        if self._popup is not None:
            self._popup.close()
        reader = self.page.reader
        self._popup = popup
        popup.destroyed.connect(partial(self._popup_gone, id(popup)))
        below = reader.cursorRect().bottomLeft() + QPoint(0, theme.px(4))
        popup.appear(reader.viewport().mapToGlobal(below), reader)

    def _popup_gone(self, which: int, _gone: object = None) -> None:
        """One that was closed is taken away later, when another may lie there already."""
        if self._popup is not None and id(self._popup) == which:
            self._popup = None
