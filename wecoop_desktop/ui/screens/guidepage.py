"""The middle of the guide: the open section with its head and foot, or another of its pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.diagram import Sketch, spoken
from wecoop_desktop.library import marks
from wecoop_desktop.library.glossary import Finder
from wecoop_desktop.packs.content import Section, Term
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.edgebar import EdgeBar
from wecoop_desktop.ui.parts.labels import Caption, Title
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.screens.guidecontents import own_language, short
from wecoop_desktop.ui.screens.guideglossary import GlossaryPage
from wecoop_desktop.ui.screens.guidelists import ChecklistsPage
from wecoop_desktop.ui.screens.guidenotes import NotesPage, counted, undone
from wecoop_desktop.ui.screens.guidequiz import QuizPage
from wecoop_desktop.ui.wording import language, ntr, pair, said, tr

SPEED = 180  # words a minute of a careful reader
LETTERS = 70  # of a line: between 60 and 75 are read with ease
WIDE = 1400  # pixels at 100 % of two languages beside each other
NOTE = "note:"
SAMPLES = {
    "en": "the investment pays for itself when the service is used and the fee is paid",
    "ru": "инвестиция окупается, когда услугой пользуются и вносят за неё плату вовремя",
}


def minutes(section: Section) -> int:
    """How long reading takes in the window's language, at least one minute."""
    return max(1, round(len(said(section.body).split()) / SPEED))


def scrolled(page: QWidget) -> QAbstractScrollArea | None:
    """What scrolls in a page."""
    return page.findChild(QAbstractScrollArea)


class PagePane(QWidget):
    """`followed(address)`, `stepped(section)` with the foot's buttons, `scrolled` while reading."""

    followed = Signal(str)
    stepped = Signal(object)
    scrolled = Signal()
    noted = Signal()

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._told: tuple[object, ...] = ()
        self._finders: dict[str, tuple[tuple[Term, ...], Finder]] = {}
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(10), 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._head())
        self._title = Title("", "readingHeading")
        self._title.setContentsMargins(theme.px(16), 0, 0, 0)
        column.addWidget(self._title)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(theme.px(6))
        column.addLayout(self._notices)
        self._stack = QStackedWidget()
        self.reader = Reader(tr("Text of the section"))
        self.reader.followed.connect(self.followed)
        self.reader.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.glossary, self.notes = GlossaryPage(), NotesPage(presenter)
        self.glossary.reader.followed.connect(self.followed)
        self.checklists, self.quiz = ChecklistsPage(presenter), QuizPage(presenter)
        self._pages = {
            "section": self.reader,
            "glossary": self.glossary,
            "checklists": self.checklists,
            "notes": self.notes,
            "quiz": self.quiz,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot())
        outer.addStretch(1)
        outer.addWidget(self._column, 100)
        outer.addStretch(1)
        outer.setSpacing(0)
        self._edge = EdgeBar()
        outer.addWidget(self._edge)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.contents_button = Button(
            "", "plain", "list", size="small", name=tr("Contents of the guide")
        )
        self.aside_button = Button(
            "", "plain", "list-checks", size="small", name=tr("Checklist, projects and sources")
        )
        for button in (self.contents_button, self.aside_button):
            button.setCheckable(True)
            head.addWidget(button)
        self._about = Caption("")
        self._about.setContentsMargins(theme.px(16), 0, 0, 0)
        self._about.setMinimumWidth(1)
        head.addWidget(self._about, 1)
        self._note = Button("", "quiet", "notebook-pen", name=tr("Note at this paragraph (N)"))
        self._note.clicked.connect(lambda _=False: self.noted.emit())
        self._bookmark = Button("", "quiet", "bookmark", name=tr("Bookmark this section"))
        self._bookmark.clicked.connect(lambda _=False: self._presenter.bookmark())
        self._print = Button("", "quiet", "printer", name=tr("Print or save as PDF"))
        self._print.clicked.connect(lambda _=False: self._presenter.print())
        for button in (self._note, self._bookmark, self._print):
            head.addWidget(button)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme.px(4), 0, theme.px(8))
        self._before = Button("", "quiet", "arrow-left")
        self._following = Button("", "quiet", "arrow-right")
        self._following.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._read = Check(tr("Read"))
        self.copy_button = Button(tr("Copy as two columns"), "quiet", "copy")
        self.copy_button.clicked.connect(lambda _=False: self._copy_both())
        self._before.clicked.connect(lambda _=False: self._step(back=True))
        self._following.clicked.connect(lambda _=False: self._step(back=False))
        self._read.clicked.connect(lambda _=False: self._tick_read())
        foot.setSpacing(theme.px(12))
        foot.addWidget(self._before)
        foot.addStretch(1)
        foot.addWidget(self._read)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(self._following)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_ways(self._presenter.view)

    def _name_ways(self, view: GuideView) -> None:
        """The sections before and after; a long name is cut where the foot is short."""
        middle = (self._read, self.copy_button)
        taken = sum(part.sizeHint().width() for part in middle if not part.isHidden())
        room = (self._column.width() - taken - theme.px(30 + 4 * 12 + 2 * 24)) // 2
        for button, neighbour in ((self._before, view.before), (self._following, view.following)):
            if neighbour is not None:
                name = short(neighbour)
                metrics = button.fontMetrics()
                button.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room))
                button.setAccessibleName(name)
                button.setToolTip(name if button.text() != name else "")

    # Displaying

    def display(self, view: GuideView) -> None:
        self._show_notices(view)
        page = self._pages[view.page]
        self._stack.setCurrentWidget(page)
        area = page if isinstance(page, QAbstractScrollArea) else scrolled(page)
        if area is not None:
            self._edge.follow(area)
        self._fit(view)
        # Beside each other each language has its own title.
        self._title.setVisible(not (view.page == "section" and view.both_languages))
        match view.page:
            case "section":
                self._show_section(view)
            case "glossary":
                self._name(tr("Glossary"), "")
                self.glossary.display(view)
            case "checklists":
                self._name(tr("Checklists"), "")
                self.checklists.display(view)
            case "notes":
                self._name(tr("My notes"), counted(view))
                self.notes.display(view)
            case "quiz":
                part = next((s for s in view.contents if s.id == view.part), None)
                self._name(tr("Short check"), said(part.title) if part is not None else "")
                self.quiz.display(view)
        self._show_buttons(view)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Beside the text too the wheel scrolls it."""
        self._edge.wheelEvent(event)

    def _name(self, title: str, about: str) -> None:
        self._title.setText(title)
        self._about.setText(about)

    def _fit(self, view: GuideView) -> None:
        """A line of the text has 60 to 75 letters; two languages take what there is."""
        if view.page == "section" and view.both_languages:
            self._column.setMaximumWidth(theme.px(WIDE))
            return
        sample = SAMPLES[original(own_language())]
        letter = QFontMetricsF(theme.font("reading")).horizontalAdvance(sample) / len(sample)
        self._column.setMaximumWidth(round(letter * LETTERS) + theme.px(14 + 20 + 10 + 24))

    def _show_notices(self, view: GuideView) -> None:
        state = (view.error, view.lost, view.removed, language().code)
        if state == self._told:
            return
        self._told = state
        clear(self._notices)
        if view.error is not None:
            banner = Banner(say(language(), view.error), "err", closable=True)
            self._tell(banner)
        if view.lost:
            words = tr("This link leads to nothing that this edition holds: {address}",
                       address=view.lost)  # fmt: skip
            self._tell(Banner(words, "warn", closable=True))
        if view.removed is not None:
            banner = undone(self._presenter)
            self._notices.addWidget(banner)
            banner.announce()
        space = (theme.px(16), theme.px(6)) if self._notices.count() else (0, 0)
        self._notices.setContentsMargins(space[0], space[1], 0, space[1])

    def _tell(self, banner: Banner) -> None:
        banner.closed.connect(self._presenter.forget_error)
        self._notices.addWidget(banner)
        banner.announce()

    def _show_section(self, view: GuideView) -> None:
        section = view.section
        if section is None:
            self._name("", "")
            return
        self._name(said(section.title), " · ".join(self._facts(section, view)))
        state = (section, view.both_languages, view.part, view.figures, language().code)
        if state != self._shown:
            another = not self._shown or self._shown[:2] != state[:2]
            self._shown = state
            if another:
                self._show_text(view, section)
            self._jump(view)
        self._mark_found(view)
        self.reader.show_notes(
            {number: "" for number in view.places.values() if number is not None}
        )

    def _show_text(self, view: GuideView, section: Section) -> None:
        if not section.body:
            inside = [entry for entry in view.contents if entry.parent == section.id]
            lines = [f"- [{said(entry.title)}](guide:{entry.id})" for entry in inside]
            self.reader.display(Copy("\n".join(lines), own_language()))
        elif view.both_languages:
            own, other = (self._copy(section, code, view) for code in pair())
            titles = [section.title.own(code) for code in pair()]
            self.reader.display_both((own, other), (titles[0], titles[1]))
        else:
            given = section.body.given(own_language())
            self.reader.display(self._copy(section, given, view))
        self._marked_for = None

    def _copy(self, section: Section, spoken_in: str, view: GuideView) -> Copy:
        body = section.body.own(spoken_in)
        if view.both_languages and not body:
            words = tr("Not translated yet")
            return Copy(f"> **{words}**", spoken_in)
        sketches: dict[str, Sketch] = {
            each.id: spoken(each, lambda text: text.of(spoken_in)) for each in view.figures
        }
        return Copy(body, spoken_in, self._finder(view.terms, spoken_in), sketches)

    def _finder(self, terms: tuple[Term, ...], spoken_in: str) -> Finder:
        kept = self._finders.get(spoken_in)
        if kept is None or kept[0] is not terms:
            kept = (terms, Finder(terms, spoken_in))
            self._finders[spoken_in] = kept
        return kept[1]

    def _in_own(self, view: GuideView) -> bool:
        """Whether anything of the guide is written in the language that is read."""
        return any(each.title.own(own_language()) for each in view.contents)

    def _facts(self, section: Section, view: GuideView) -> list[str]:
        facts = [
            tr("Section {number}", number=section.number or section.id),
            ntr("{n} minute", "{n} minutes", minutes(section)),
        ]
        if section.outline:
            facts.append(tr("outline, not written yet"))
        if section.updated:
            facts.append(tr("updated {date}", date=language().written_date(section.updated)))
        expected = ("en", "ru", own_language()) if self._in_own(view) else ("en", "ru")
        missing = [code.upper() for code in expected if not section.body.own(code)]
        if section.body and missing:
            facts.append(tr("not translated into {language} yet", language=missing[-1]))
        return facts

    def _jump(self, view: GuideView) -> None:
        """To the heading or the note that was asked for."""
        if view.part.startswith(NOTE):
            place = view.places.get(view.part.removeprefix(NOTE))
            if place is not None:
                self.reader.go_to_paragraph(place)
        elif view.part:
            self.reader.go_to_words(view.part)

    _marked_for: tuple[str, str, bool] | None = None

    def _mark_found(self, view: GuideView) -> None:
        """The words of the search, in all their forms; once for each search and section."""
        section = view.section
        asked = view.text if view.found is not None else ""
        state = (asked, section.id if section is not None else "", view.both_languages)
        if state == self._marked_for:
            return
        before, self._marked_for = self._marked_for, state
        if not asked and (before is None or not before[0]):
            return
        found = {
            number: spans
            for number, text in (self.reader.texts() if asked else ())
            if (spans := marks.spans(text, asked))
        }
        self.reader.mark(found)

    def _show_buttons(self, view: GuideView) -> None:
        section = view.section
        for button in (self._bookmark, self._note, self._read):
            button.setVisible(section is not None)
        self.copy_button.setVisible(section is not None and view.both_languages)
        if section is not None:
            on = section.id in view.bookmarked
            self._bookmark.show_icon("bookmark-check" if on else "bookmark")
            words = tr("Remove the bookmark") if on else tr("Bookmark this section")
            self._bookmark.setToolTip(words)
            self._bookmark.setAccessibleName(words)
            self._read.setChecked(section.id in view.read)
        for button, neighbour in ((self._before, view.before), (self._following, view.following)):
            button.setVisible(neighbour is not None)
        self._name_ways(view)

    # Doing

    def _step(self, *, back: bool) -> None:
        view = self._presenter.view
        section = view.before if back else view.following
        if section is not None:
            if not back:
                self._presenter.finish()
            self._presenter.choose(section.id)

    def _copy_both(self) -> None:
        """Rows with a tab between the languages, as spreadsheets and tables take them."""
        rows = ("\t".join(row) for row in self.reader.pairs())
        QGuiApplication.clipboard().setText("\n".join(rows))

    def _tick_read(self) -> None:
        section = self._presenter.view.section
        if section is not None:
            self._presenter.read(section.id)

    def _scrolled(self, value: int) -> None:
        bar = self.reader.verticalScrollBar()
        if bar.maximum() > 0 and value >= bar.maximum() - 2 and self.reader.isVisible():
            self._presenter.finish()
        self.scrolled.emit()
