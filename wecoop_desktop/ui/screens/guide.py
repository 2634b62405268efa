"""The guide: contents, the open section, what stands on this page and where to apply it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.content import Section, Term
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.reader import GLOSSARY, Reader
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments, beside
from wecoop_desktop.ui.parts.term import TermPopup
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.guide import GuidePresenter, GuideView
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.wording import language, ntr, said, tr

ID = int(Qt.ItemDataRole.UserRole)
# Pixels of the design from which the contents, and the notes beside the text, have room.
WITH_CONTENTS, WITH_ASIDE = 760, 960
SPEED = 180  # words a minute of a careful reader


def minutes(section: Section) -> int:
    """How long reading takes in the window's language, at least one minute."""
    return max(1, round(len(said(section.body).split()) / SPEED))


class GuideScreen(QWidget):
    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._open: tuple[object, ...] = ()
        self._listed: tuple[object, ...] = ()
        self._aside_for: tuple[object, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._contents = self._make_contents()
        self._split.addWidget(self._contents)
        self._split.addWidget(self._make_page())
        self._aside = Panel("canvas", (16, 18, 16, 16), 8)
        self._aside.setMinimumWidth(theme.px(220))
        self._split.addWidget(self._aside)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(246), theme.px(764), theme.px(268)])
        row.addWidget(self._split)
        self._popup: TermPopup | None = None

    # What the window asks of a screen

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        crumbs = [Crumb(tr("Guide"), Place("guide"))]
        if view.glossary:
            crumbs.append(Crumb(tr("Glossary")))
        elif view.section is not None:
            chapter = next((s for s in view.contents if s.id == view.section.parent), None)
            crumbs.append(Crumb(_numbered(chapter or view.section)))
        return crumbs

    def bar(self) -> QWidget:
        both = Segments(
            [("one", tr("Single"), "file-text"), ("both", "EN | RU", "columns-2")],
            "both" if self._presenter.view.both_languages else "one",
            tr("One language or both beside each other"),
        )
        both.chosen.connect(lambda value: self._presenter.show_both(value == "both"))
        return beside(both)

    def facts(self) -> str:
        view = self._presenter.view
        readable = [section for section in view.contents if section.level and not section.outline]
        return tr(
            "Read: {read} of {all} sections",
            read=language().number(len(view.read)),
            all=language().number(len(readable)),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self._contents, self._reader, self._aside)

    def search_field(self) -> QWidget:
        return self._search

    def close_top(self) -> bool:
        if self._popup is not None and self._popup.isVisible():
            self._popup.close()
            return True
        if self._presenter.view.found is not None:
            self._presenter.search("")
            return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window the text comes first: contents and notes open on their buttons."""
        logical = theme.logical(self.width())
        for button, pane, room in (
            (self._contents_button, self._contents, WITH_CONTENTS),
            (self._aside_button, self._aside, WITH_ASIDE),
        ):
            button.setVisible(logical < room)
            pane.setVisible(logical >= room or button.isChecked())

    def keep(self) -> object:
        return (self._split.sizes(), self._reader.verticalScrollBar().value())

    def recall(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self._split.setSizes(kept[0])
            self._reader.verticalScrollBar().setValue(kept[1])

    # Making

    def _make_contents(self) -> QWidget:
        pane = QWidget()
        pane.setProperty("ground", "surface")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        pane.setMinimumWidth(theme.px(200))
        column = QVBoxLayout(pane)
        column.setContentsMargins(theme.px(10), theme.px(12), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(8))
        self._search = SearchBox(tr("Find in the guide"))
        self._search.searched.connect(self._presenter.search)
        column.addWidget(self._search)
        self._tree = QTreeWidget()
        self._tree.setAccessibleName(tr("Contents of the guide"))
        self._tree.setHeaderHidden(True)
        self._tree.setFrameShape(QFrame.Shape.NoFrame)
        self._tree.setIndentation(theme.px(12))
        self._tree.setIconSize(QSize(theme.px(13), theme.px(13)))
        self._tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.itemClicked.connect(self._choose)
        self._tree.itemActivated.connect(self._choose)
        column.addWidget(self._tree, 1)
        self._glossary = Button(tr("Glossary"), "quiet", "book-a")
        self._glossary.clicked.connect(lambda _=False: self._presenter.choose("glossary"))
        column.addWidget(self._glossary, 0, Qt.AlignmentFlag.AlignLeading)
        return pane

    def _make_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setContentsMargins(theme.px(24), theme.px(18), theme.px(12), 0)
        column.setSpacing(theme.px(4))
        head = QHBoxLayout()
        self._contents_button = Button(
            "", "plain", "list", size="small", name=tr("Contents of the guide")
        )
        self._aside_button = Button(
            "", "plain", "list-checks", size="small", name=tr("Checklist, projects and sources")
        )
        for button in (self._contents_button, self._aside_button):
            button.setCheckable(True)
            button.toggled.connect(lambda _on: self._fit())
            head.addWidget(button)
        self._about = Caption("")
        head.addWidget(self._about)
        head.addStretch(1)
        self._bookmark = Button("", "quiet", "bookmark", name=tr("Bookmark this section"))
        self._bookmark.clicked.connect(lambda _=False: self._presenter.bookmark())
        head.addWidget(self._bookmark)
        column.addLayout(head)
        self._title = Title("", "readingHeading")
        column.addWidget(self._title)
        self._note = QVBoxLayout()
        column.addLayout(self._note)
        self._reader = Reader(tr("Text of the section"))
        self._reader.followed.connect(self._follow)
        self._reader.verticalScrollBar().valueChanged.connect(self._scrolled)
        column.addWidget(self._reader, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme.px(4), 0, theme.px(8))
        self._before = Button("", "quiet", "arrow-left")
        self._following = Button("", "quiet", "arrow-right")
        self._following.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._before.clicked.connect(lambda _=False: self._step(self._presenter.view.before))
        self._following.clicked.connect(lambda _=False: self._step(self._presenter.view.following))
        foot.addWidget(self._before)
        foot.addStretch(1)
        foot.addWidget(self._following)
        column.addLayout(foot)
        self._column = QWidget()
        self._column.setLayout(column)
        outer.addStretch(1)
        outer.addWidget(self._column, 100)
        outer.addStretch(1)
        return page

    # Displaying

    def display(self, view: GuideView) -> None:
        self._search.show_text(view.text)
        self._show_contents(view)
        self._show_section(view)
        self._show_aside(view)

    def _show_contents(self, view: GuideView) -> None:
        state = (view.contents, view.found, view.read, view.bookmarked)
        if state != self._listed:
            self._listed = state
            self._tree.clear()
            if view.found is None:
                self._list_book(view)
            else:
                self._list_found(view)
        self._glossary.say(ntr("Glossary: {n} term", "Glossary: {n} terms", len(view.terms)))
        self._mark_open(view)

    def _list_book(self, view: GuideView) -> None:
        items: dict[str, QTreeWidgetItem] = {}
        for section in view.contents:
            above = items.get(section.parent)
            item = QTreeWidgetItem([_numbered(section)])
            item.setData(0, ID, section.id)
            item.setToolTip(0, said(section.title))
            item.setSizeHint(0, QSize(0, theme.px(27)))
            item.setFont(0, theme.font("strong" if section.level == 0 else "body"))
            if section.outline:
                item.setForeground(0, theme.colour("muted"))
                item.setToolTip(
                    0, tr("{title} (outline, not written yet)", title=said(section.title))
                )
            if section.id in view.bookmarked:
                item.setIcon(0, icons.icon("bookmark", "primary", 13))
            elif section.id in view.read:
                item.setIcon(0, icons.icon("check", "ok", 13))
            if above is None:
                self._tree.addTopLevelItem(item)
            else:
                above.addChild(item)
            items[section.id] = item

    def _list_found(self, view: GuideView) -> None:
        for hit in view.found or ():
            item = QTreeWidgetItem([said(hit.title)])
            is_term = hit.kind == "term"
            item.setData(0, ID, GLOSSARY + hit.id if is_term else hit.id)
            item.setToolTip(0, said(hit.summary))
            item.setIcon(0, icons.icon("book-a" if is_term else "book-open", "muted", 13))
            self._tree.addTopLevelItem(item)
        if not view.found:
            item = QTreeWidgetItem([tr("Nothing found in the guide")])
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._tree.addTopLevelItem(item)

    def _mark_open(self, view: GuideView) -> None:
        if view.section is None or view.found is not None:
            return
        for item in _all(self._tree):
            if item.data(0, ID) == view.section.id:
                self._tree.setCurrentItem(item)
                item.setExpanded(True)
                return

    def _show_section(self, view: GuideView) -> None:
        state = (view.section, view.both_languages, view.glossary, view.part, view.error)
        if state == self._open:
            self._show_bookmark(view)
            return
        self._open = state
        clear(self._note)
        if view.error is not None:
            self._note.addWidget(Banner(say(language(), view.error), "err"))
        wide = view.both_languages or view.glossary
        self._column.setMaximumWidth(theme.px(1400 if wide else 720))
        if view.glossary:
            self._show_glossary(view)
        elif view.section is not None:
            self._show_text(view, view.section)
        self._show_bookmark(view)
        self._before.setVisible(view.before is not None and not view.glossary)
        self._following.setVisible(view.following is not None and not view.glossary)
        if view.before is not None:
            self._before.say(_short(view.before))
        if view.following is not None:
            self._following.say(_short(view.following))

    def _show_text(self, view: GuideView, section: Section) -> None:
        parts = [
            tr("Section {number}", number=section.number or section.id),
            ntr("{n} minute", "{n} minutes", minutes(section)),
        ]
        if section.outline:
            parts.append(tr("outline, not written yet"))
        if section.updated:
            parts.append(tr("updated {date}", date=language().written_date(section.updated)))
        self._about.setText(" · ".join(parts))
        self._title.setText(said(section.title))
        if not section.body:
            inside = [entry for entry in view.contents if entry.parent == section.id]
            lines = [f"- [{said(entry.title)}](guide:{entry.id})" for entry in inside]
            self._reader.display("\n".join(lines), {})
        elif view.both_languages:
            self._reader.display_both(
                section.body.en, section.body.ru, (section.title.en, section.title.ru)
            )
        else:
            self._reader.display(said(section.body), _words(view.terms))
        if view.part:
            self._reader.go_to_words(view.part)
        if view.text and view.found is not None:
            self._reader.mark_words(view.text.split()[0] if view.text.split() else "")

    def _show_glossary(self, view: GuideView) -> None:
        self._about.setText(ntr("{n} term", "{n} terms", len(view.terms)))
        self._title.setText(tr("Glossary"))
        english = language().code != "ru"
        order = sorted(view.terms, key=lambda term: said(term.term).casefold())
        lines = []
        for term in order:
            other = term.term.ru if english else term.term.en
            lines.append(f"**{said(term.term)}** · {other}\n\n{said(term.definition)}")
        self._reader.display("\n\n".join(lines), {})
        chosen = next((term for term in view.terms if term.id == view.part), None)
        if chosen is not None:
            self._reader.mark_words(said(chosen.term))
            cursor = self._reader.document().find(said(chosen.term))
            if not cursor.isNull():
                self._reader.go_to(cursor.block().blockNumber())

    def _show_bookmark(self, view: GuideView) -> None:
        self._bookmark.setVisible(view.section is not None)
        if view.section is not None:
            on = view.section.id in view.bookmarked
            self._bookmark.show_icon("bookmark-check" if on else "bookmark")
            words = tr("Remove the bookmark") if on else tr("Bookmark this section")
            self._bookmark.setToolTip(words)
            self._bookmark.setAccessibleName(words)

    def _show_aside(self, view: GuideView) -> None:
        state = (view.section, view.ticked, view.both_languages, view.glossary)
        if state == self._aside_for:
            return
        self._aside_for = state
        body = self._aside.body
        clear(body)
        section = view.section
        if section is not None:
            self._show_headings()
            self._show_application(section)
            self._show_checklist(section, view)
            self._show_links(section, view)
        body.addStretch(1)

    def _show_headings(self) -> None:
        headings = self._reader.headings()
        if len(headings) < 2 or self._presenter.view.both_languages:
            return
        self._aside.body.addWidget(SectionLabel(tr("On this page")))
        for heading in headings:
            button = Link(heading.words)
            button.clicked.connect(lambda _=False, b=heading.block: self._reader.go_to(b))
            self._aside.body.addWidget(button)

    def _show_application(self, section: Section) -> None:
        if not section.step:
            return
        card = Card()
        card.body.addWidget(Wrapped(tr("Apply this in your proposal"), "strong", "text"))
        card.body.addWidget(
            Wrapped(tr("Opens this step in the draft you worked on last."), "small", "text2")
        )
        button = Button(tr("Open the step"), "primary", "file-pen-line")
        button.clicked.connect(lambda _=False: self._presenter.apply())
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._aside.body.addWidget(card)

    def _show_checklist(self, section: Section, view: GuideView) -> None:
        if not section.checklist:
            return
        self._aside.body.addWidget(SectionLabel(tr("Check before you move on")))
        for number, point in enumerate(section.checklist):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            check = Check("")
            check.setAccessibleName(said(point))
            check.setChecked(f"{section.id}/{number}" in view.ticked)
            check.clicked.connect(lambda _=False, n=number: self._presenter.tick(n))
            row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Wrapped(said(point), "small", "text"), 1)
            self._aside.body.addLayout(row)

    def _show_links(self, section: Section, view: GuideView) -> None:
        if view.titles:
            self._aside.body.addWidget(SectionLabel(tr("Projects to compare with")))
            for project_id, title in view.titles.items():
                button = Link(said(title), "layers")
                button.clicked.connect(
                    lambda _=False, p=project_id: self._presenter.follow(f"project:{p}")
                )
                self._aside.body.addWidget(button)
        if section.sources:
            self._aside.body.addWidget(SectionLabel(tr("Sources")))
            for source in section.sources:
                name = source.organisation or source.url
                button = Link(name, "external-link", hint=source.url)
                button.clicked.connect(lambda _=False, url=source.url: self._follow(url))
                self._aside.body.addWidget(button)

    # Doing

    def _choose(self, item: QTreeWidgetItem) -> None:
        address = cast("str | None", item.data(0, ID))
        if address and address.startswith(GLOSSARY):
            self._presenter.follow(address)
        elif address:
            self._presenter.choose(address)

    def _step(self, section: Section | None) -> None:
        if section is not None:
            self._presenter.finish()
            self._presenter.choose(section.id)

    def _scrolled(self, value: int) -> None:
        bar = self._reader.verticalScrollBar()
        if bar.maximum() > 0 and value >= bar.maximum() - 2 and self._reader.isVisible():
            self._presenter.finish()

    def _follow(self, address: str) -> None:
        if address.startswith(GLOSSARY):
            self._explain(address.removeprefix(GLOSSARY))
        elif not self._presenter.follow(address) and address.startswith("https://"):
            QDesktopServices.openUrl(QUrl(address))

    def _explain(self, term_id: str) -> None:
        term = next((t for t in self._presenter.view.terms if t.id == term_id), None)
        if term is None:
            return
        if self._popup is not None:
            self._popup.close()
        self._popup = TermPopup(term, self)
        self._popup.opened.clicked.connect(
            lambda _=False: self._presenter.follow(f"term:{term_id}")
        )
        self._popup.appear(self._reader.mapToGlobal(self._reader.cursorRect().bottomLeft()))


def _numbered(section: Section) -> str:
    number = section.number or section.id
    return f"{number}  {said(section.title)}"


def _short(section: Section) -> str:
    title = said(section.title)
    return title if len(title) <= 42 else title[:40].rstrip() + "…"


def _words(terms: Sequence[Term]) -> dict[str, str]:
    """What a term is called in the window's language, for the dots; very short ones are left."""
    return {said(term.term): term.id for term in terms if len(said(term.term)) > 2}


def _all(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found: list[QTreeWidgetItem] = []
    waiting = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop(0)
        if item is not None:
            found.append(item)
            waiting.extend(item.child(number) for number in range(item.childCount()))
    return found
