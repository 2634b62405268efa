"""The guide beside the questions: the chapter of the step, the passage of the question with the
cursor in it, its checklist, and where else the step is spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice.passages import passage
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.card import QuestionCard
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Picture, SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, read, said, tr

GUIDE = "guide:"
MOST_FURTHER = 4  # sections of each other part
FIGURE = re.compile(r"^\[([^\]\n]*)\]\(figure:[^()\s]*\)$", re.MULTILINE)


class Prose(Reader):
    """As high as its words: the pane around it scrolls."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(never)
        self.setHorizontalScrollBarPolicy(never)
        self.document().setDocumentMargin(0)
        self.setStyleSheet("border: 0; padding: 0;")
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(lambda _size: self._fit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = int(self.document().size().height()) + theme.px(4)
        if height != self.maximumHeight():
            self.setFixedHeight(height)


class GuidancePanel(Panel):
    """Chapter and sections are read here, and can be opened in the guide."""

    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._chapter: Section | None = None
        self._below: Sequence[Section] = ()
        self._inside = ""  # the section that is read, empty for the chapter itself
        self._asked = ""  # the question with the cursor in it
        self._up = Link("", "arrow-left")
        self._up.clicked.connect(lambda _=False: self._turn(""))
        self._where = Caption("")
        self._title = Title("", "subtitle")
        self._text = Prose(tr("Guidance"))
        self._text.followed.connect(self._follow)
        self._more = QVBoxLayout()
        self._more.setSpacing(theme.px(5))
        for widget in (self._up, self._where, self._title, self._text):
            self.body.addWidget(widget)
        self.body.addLayout(self._more)
        self.body.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._asked_at)

    def display(self, view: WizardView) -> None:
        """A chapter without its own heading, and the sections below it."""
        section, below = view.section, view.below
        sign = (section.id if section is not None else "", language().code, len(below))
        if sign == self._shown:
            return
        self._shown = sign
        self._chapter, self._below = section, below
        self._turn("")

    def _asked_at(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The cursor is in another question: its passage is read, the cursor stays."""
        while now is not None and not isinstance(now, QuestionCard):
            now = now.parentWidget()
        if now is None or now.question.path == self._asked or not self.isVisible():
            return
        self._asked = now.question.path
        section = passage(self._asked)
        if section != self._inside and any(s.id == section and s.body for s in self._below):
            self._turn(section)

    def _turn(self, inside: str) -> None:
        """Show a section of the chapter here, or the chapter itself."""
        self._inside = inside
        section = next((each for each in self._below if each.id == inside), self._chapter)
        clear(self._more)
        self.verticalScrollBar().setValue(0)
        self._text.setVisible(section is not None)
        self._up.setVisible(bool(inside))
        if section is None:
            self._where.setText("")
            self._title.setText(tr("The guide has no chapter for this step yet"))
            return
        if self._chapter is not None:
            words = said(self._chapter.title)
            self._up.setText(words)
            self._up.setAccessibleName(words)
            self._up.updateGeometry()
        title = said(section.title)
        self._where.setText(tr("Guide {number}", number=section.number or section.id))
        self._title.setText(title)
        code = section.body.given(read())
        body = without_title(said(section.body), title)
        # Figures need more room than a pane has: a link leads to where they are.
        self._text.display(Copy(FIGURE.sub(rf"[\1](guide:{section.id})", body), code), "body")
        self._list_points(section)
        self._list_sections(section, () if inside else self._below)
        self._list_further()

    def _list_points(self, section: Section) -> None:
        if not section.checklist:
            return
        self._more.addSpacing(theme.px(8))
        self._more.addWidget(SectionLabel(tr("Check before you go on")))
        for point in section.checklist:
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(Picture("check", "primary", 14), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Wrapped(said(point), "small", "text"), 1)
            self._more.addLayout(row)

    def _list_sections(self, section: Section, below: Sequence[Section]) -> None:
        self._more.addSpacing(theme.px(8))
        if below:
            self._more.addWidget(SectionLabel(tr("Sections of this chapter")))
        for entry in below:
            link = Link(f"{entry.number or entry.id}  {said(entry.title)}", "book-open")
            link.clicked.connect(lambda _=False, which=entry.id: self._open(which))
            self._more.addWidget(link)
        words = tr("Read the section in the guide") if self._inside else ""
        read = Button(words or tr("Read the chapter in the guide"), "quiet", size="small")
        read.clicked.connect(lambda: self._leave(section.id))
        self._more.addWidget(read, 0, Qt.AlignmentFlag.AlignLeading)

    def _list_further(self) -> None:
        """The same step elsewhere: the funders considered, worked cases, what reviewers ask."""
        found = self._presenter.further()
        for words, sections in (
            (tr("Your funders on this step"), found.funders),
            (tr("Worked cases"), found.cases),
        ):
            if sections:
                self._more.addSpacing(theme.px(6))
                self._more.addWidget(SectionLabel(words))
            for entry in sections[:MOST_FURTHER]:
                link = Link(f"{entry.number or entry.id}  {said(entry.title)}", "book-open")
                link.clicked.connect(lambda _=False, which=entry.id: self._leave(which))
                self._more.addWidget(link)
        asked = Button(tr("What reviewers look at"), "quiet", "landmark", size="small")
        asked.clicked.connect(lambda: self._presenter.open_panel("funders"))
        self._more.addWidget(asked, 0, Qt.AlignmentFlag.AlignLeading)

    def _open(self, section: str) -> None:
        """Here, where its text is there; else in the guide."""
        here = any(each.id == section and each.body for each in self._below)
        if here and section != self._inside:
            self._turn(section)
            self._text.setFocus()
        else:
            self._leave(section)

    def _leave(self, section: str) -> None:
        self._presenter.go(Place("guide", section))

    def _follow(self, address: str) -> None:
        if address.startswith(GUIDE):
            self._open(address.removeprefix(GUIDE).partition("#")[0])
        elif address.startswith("https://"):
            QDesktopServices.openUrl(QUrl(address))


def without_title(body: str, title: str) -> str:
    """Markdown without a first heading that only repeats the title."""
    first, _, rest = body.lstrip().partition("\n")
    return rest if first.lstrip("# ").strip() == title else body
