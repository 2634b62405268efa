"""The contents of the guide with what was read of each part, and what the search found in it."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.library import marks
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.labels import Caption, Rule
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.presenters.guide import CHECKLISTS, GLOSSARY, NOTES, QUIZZES, GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView, Result, Snippet
from wecoop_desktop.ui.wording import day, ntr, read, said, tr

ID = int(Qt.ItemDataRole.UserRole)
QUIZ = "quiz:"


class SnippetDelegate(RowDelegate):
    """Number and title, and the passage with the words marked."""

    height = 84

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = ""

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        assert isinstance(value, Snippet)
        room = QRectF(box).adjusted(theme.px(10), theme.px(7), -theme.px(6), -theme.px(4))
        title = title_of(value)
        draw_text(painter, room, title, theme.font("strong"), "text", self._marks(title))
        room.setTop(room.top() + theme.px(20))
        passage = value.passage
        draw_text(
            painter, room, passage, theme.font("small"), "text2", self._marks(passage), lines=3
        )

    def _marks(self, text: str) -> tuple[tuple[int, int], ...]:
        return tuple((start, end - start) for start, end in marks.spans(text, self.asked))


def title_of(snippet: Snippet) -> str:
    """The line above a passage; a passage of the other language says which."""
    title = " ".join(filter(None, (snippet.number, said(snippet.hit.title))))
    if snippet.hit.kind == "term":
        title = tr("{term} · glossary", term=title)
    other = snippet.language != own_language()
    return f"{snippet.language.upper()} · {title}" if other else title


def own_language() -> str:
    """The language of content."""
    return read()


class ContentsPane(QWidget):
    """`chosen(section, part)` when something is to be opened."""

    chosen = Signal(str, str)

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._listed: tuple[object, ...] = ()
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(theme.px(200))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(12), theme.px(10), theme.px(8))
        column.setSpacing(theme.px(6))
        self.search = SearchBox(tr("Find in the guide"))
        self.search.searched.connect(presenter.search)
        self.search.entered.connect(self._into_results)
        column.addWidget(self.search)
        self._count = Caption("")
        column.addWidget(self._count)
        self.newer = Check("")
        self.newer.clicked.connect(presenter.show_newer)
        column.addWidget(self.newer)
        self.tree = self._make_tree()
        column.addWidget(self.tree, 1)
        self._delegate = SnippetDelegate(self)
        self._rows: Rows[Snippet] = Rows(lambda one: f"{title_of(one)}. {one.passage}")
        self.results = RowList(self._rows, self._delegate, tr("Found in the guide"))
        self.results.opened.connect(self._open)
        column.addWidget(self.results, 1)
        column.addWidget(Rule())
        self._pages = {
            GLOSSARY: Button(tr("Glossary"), "quiet", "book-a", size="small"),
            CHECKLISTS: Button(tr("Checklists"), "quiet", "list-checks", size="small"),
            NOTES: Button(tr("My notes"), "quiet", "sticky-note", size="small"),
        }
        for name, button in self._pages.items():
            button.clicked.connect(partial(self._turn, name))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setColumnCount(2)
        tree.setAccessibleName(tr("Contents of the guide"))
        tree.setHeaderHidden(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setIndentation(theme.px(12))
        tree.setIconSize(QSize(theme.px(13), theme.px(13)))
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = tree.header()
        head.setStretchLastSection(False)
        head.setMinimumSectionSize(theme.px(24))
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.setAllColumnsShowFocus(True)
        tree.setStyleSheet("QTreeWidget::item { border-radius: 0; }")  # one row, not two cells
        tree.itemClicked.connect(self._choose)
        tree.itemActivated.connect(self._choose)
        return tree

    # Displaying

    def display(self, view: GuideView) -> None:
        self.search.show_text(view.text)
        searching = view.found is not None
        self.tree.setVisible(not searching)
        self.results.setVisible(searching)
        self._count.setVisible(searching)
        if view.found is not None:
            self._delegate.asked = view.text
            self._rows.replace(view.found)
            words = ntr("{n} place found", "{n} places found", len(view.found))
            self._count.setText(words if view.found else tr("Nothing found in the guide"))
        told = ntr("Last update: {n} section", "Last update: {n} sections", len(view.newer))
        self.newer.setText(told)
        self.newer.setAccessibleName(told)
        self.newer.setVisible(bool(view.newer) and not searching)
        self.newer.setChecked(view.only_newer)
        self._show_tree(view)
        self._pages[GLOSSARY].say(ntr("Glossary: {n} term", "Glossary: {n} terms", len(view.terms)))
        listed = sum(bool(section.checklist) for section in view.contents)
        words = ntr("Checklists: {n} section", "Checklists: {n} sections", listed)
        self._pages[CHECKLISTS].say(words)
        self._pages[CHECKLISTS].setToolTip(words)  # languages with long words have no room for it
        self._pages[NOTES].say(ntr("My notes: {n}", "My notes: {n}", len(view.notes)))

    def _show_tree(self, view: GuideView) -> None:
        noted = frozenset(note.section for note in view.notes)
        state = (view.contents, view.read, view.bookmarked, view.quizzes, view.results, noted,
                 view.ticked, view.newer, view.only_newer)  # fmt: skip
        if state != self._listed:
            opened, scrolled = self._opened(), self.tree.verticalScrollBar().value()
            self._listed = state
            self.tree.clear()
            self._fill(view, noted)
            for item in items(self.tree):
                item.setExpanded(view.only_newer or item.data(0, ID) in opened)
            for item in items(self.tree):  # only now: a row of no tree has no columns
                item.setFirstColumnSpanned(not item.text(1) and item.icon(1).isNull())
            self._mark_open(view)
            self.tree.verticalScrollBar().setValue(scrolled)
        self._mark_open(view)

    def _opened(self) -> set[str]:
        return {str(item.data(0, ID)) for item in items(self.tree) if item.isExpanded()}

    def _fill(self, view: GuideView, noted: frozenset[str]) -> None:
        found: dict[str, QTreeWidgetItem] = {}
        for section in view.listed():
            item = self._row(section, view, noted)
            above = found.get(section.parent)
            if above is None:
                self.tree.addTopLevelItem(item)
            else:
                above.addChild(item)
            found[section.id] = item
        for quiz in view.quizzes:
            if quiz.id in found and not view.only_newer:
                found[quiz.id].addChild(self._quiz(quiz.id, view.results.get(quiz.id)))

    def _row(self, section: Section, view: GuideView, noted: frozenset[str]) -> QTreeWidgetItem:
        item = QTreeWidgetItem([numbered(section), ""])
        item.setData(0, ID, section.id)
        item.setToolTip(0, said(section.title))
        item.setSizeHint(0, QSize(0, theme.px(27)))
        item.setFont(0, theme.font("strong" if section.level == 0 else "body"))
        item.setFont(1, theme.font("micro"))
        item.setForeground(1, theme.colour("muted"))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        told = [said(section.title)]
        if section.level < 2:
            read, whole = view.progress(section.id)
            if whole:
                # Of parts only: titles of chapters need the room, their tooltip has the figures.
                item.setText(1, f"{read}/{whole}" if section.level == 0 else "")
                told.append(tr("{n} of {total} sections read", n=read, total=whole))
        elif section.checklist and (ticked := view.ticks(section)):
            points = len(section.checklist)
            item.setText(1, f"{ticked}/{points}")
            item.setIcon(1, icons.icon("list-checks", "muted", 13))
            told.append(tr("{n} of {total} points ticked", n=ticked, total=points))
        if section.outline:
            item.setForeground(0, theme.colour("muted"))
            told.append(tr("outline, not written yet"))
        marked = self._icon(section, view, noted)
        if view.only_newer and section.id in view.newer:
            item.setText(1, "")
        if marked and not item.text(1):
            item.setIcon(1, icons.icon(marked[0], marked[1], 13))
        if marked:
            told.append(marked[2])
        item.setToolTip(0, "\n".join(told))
        item.setData(0, int(Qt.ItemDataRole.AccessibleTextRole), ", ".join((item.text(0), *told)))
        return item

    def _icon(
        self, section: Section, view: GuideView, noted: frozenset[str]
    ) -> tuple[str, str, str] | None:
        if section.id in view.bookmarked:
            return "bookmark", "primary", tr("bookmarked")
        if section.id in noted:
            return "sticky-note", "warn", tr("with a note")
        if section.id in view.newer:
            if view.newer[section.id] == "new":
                return "zap", "info", tr("new with the last update")
            return "zap", "info", tr("changed by the last update")
        if section.id in view.read:
            return "check", "ok", tr("read")
        return None

    def _quiz(self, part: str, result: Result | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem([tr("Short check"), ""])
        item.setData(0, ID, QUIZ + part)
        item.setIcon(0, icons.icon("graduation-cap", "primary", 13))
        item.setSizeHint(0, QSize(0, theme.px(27)))
        item.setFont(0, theme.font("body"))
        if result is not None:
            short_date = day(result.day)
            words = tr("Short check: {n} of {total} · {date}",
                       n=result.right, total=result.of, date=short_date)  # fmt: skip
            item.setText(0, words)
            item.setToolTip(0, scored(result))
        return item

    def _mark_open(self, view: GuideView) -> None:
        wanted = view.section.id if view.section is not None else ""
        if view.page == "quiz":
            wanted = QUIZ + view.part
        present = self.tree.currentItem()
        if not wanted:
            self.tree.clearSelection()
            return
        if present is not None and present.data(0, ID) == wanted:
            return
        for item in items(self.tree):
            if item.data(0, ID) == wanted:
                self.tree.setCurrentItem(item)
                item.setExpanded(True)
                return

    # Doing

    def _choose(self, item: QTreeWidgetItem) -> None:
        address = cast("str | None", item.data(0, ID)) or ""
        if address.startswith(QUIZ):
            self.chosen.emit(QUIZZES, address.removeprefix(QUIZ))
        elif address:
            self.chosen.emit(address, "")

    def _turn(self, page: str, _checked: bool = False) -> None:
        self.chosen.emit(page, "")

    def _open(self, value: object) -> None:
        if isinstance(value, Snippet):
            if value.hit.kind == "term":
                self.chosen.emit(GLOSSARY, value.hit.id)
            else:
                if value.language != own_language():  # the words stand in the other one
                    self._presenter.show_both(True)
                self.chosen.emit(value.hit.id, "")

    def _into_results(self) -> None:
        if self._rows.rowCount():
            self.results.setFocus()


def scored(result: Result) -> str:
    """The result of a short check in a sentence."""
    return tr("{n} of {total} right, {date}", n=result.right, total=result.of, date=day(result.day))


def numbered(section: Section) -> str:
    number = section.number or section.id
    return f"{number}  {said(section.title)}"


def short(section: Section) -> str:
    title = said(section.title)
    return title if len(title) <= 42 else title[:40].rstrip() + "…"


def items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    """All rows of a tree."""
    found: list[QTreeWidgetItem] = []
    waiting = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop(0)
        if item is not None:
            found.append(item)
            waiting.extend(item.child(number) for number in range(item.childCount()))
    return found
