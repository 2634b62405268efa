"""Beside the text of the guide: what stands on this page, where to apply it, checklist, notes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Words
from wecoop_desktop.packs.content import Section
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.reader import Heading
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.screens.guidenotes import NoteCard
from wecoop_desktop.ui.wording import language, said, tr


class AsidePane(Panel):
    """`heading(block)` to go to one, `paragraph(number)` to go to a note, `followed(address)`."""

    heading = Signal(int)
    paragraph = Signal(int)
    followed = Signal(str)
    note_wanted = Signal()

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (16, 18, 16, 16), 8, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._links: list[Link] = []
        self._cards: dict[str, NoteCard] = {}
        self._checks: list[Check] = []
        self._count = Caption("")
        self.setMinimumWidth(theme.px(220))
        self._top, self._notes, self._rest = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for layout in (self._top, self._notes, self._rest):
            layout.setSpacing(theme.px(8))
            self.body.addLayout(layout)
        self.body.addStretch(1)

    def display(self, view: GuideView, headings: Sequence[Heading]) -> None:
        """The groups of the open section; other pages have none."""
        words = tuple(heading.words for heading in headings)
        state = (view.section, words, view.drafts, view.draft, view.both_languages)
        if state != self._shown:
            self._shown = state
            self._fill(view, headings)
        self._show_ticks(view)
        self._show_notes(view)

    def _fill(self, view: GuideView, headings: Sequence[Heading]) -> None:
        clear(self._top)
        clear(self._rest)
        self._links, self._checks = [], []
        if view.section is None:
            return
        self._list_headings(view, headings)
        self._application(view, view.section)
        self._checklist(view.section)
        self._references(view, view.section)

    # On this page

    def _list_headings(self, view: GuideView, headings: Sequence[Heading]) -> None:
        if len(headings) < 2 or view.both_languages:
            return
        self._top.addWidget(SectionLabel(tr("On this page")))
        column = QVBoxLayout()
        column.setSpacing(theme.px(1))
        for heading in headings:
            link = Link(heading.words)
            link.clicked.connect(partial(self._to_heading, heading.block))
            column.addWidget(link)
            self._links.append(link)
        self._top.addLayout(column)

    def _to_heading(self, block: int, _checked: bool = False) -> None:
        self.heading.emit(block)

    def follow(self, at: int) -> None:
        """Mark the heading that is read now."""
        for number, link in enumerate(self._links):
            font = theme.font("smallStrong" if number == at else "small")
            if font != link.font():
                link.setFont(font)
                link.updateGeometry()
            link.setProperty("current", number == at)

    # In the proposal

    def _application(self, view: GuideView, section: Section) -> None:
        if not section.step and not section.checklist:
            return
        card = Card()
        body = card.body
        if section.step:
            body.addWidget(Wrapped(tr("Apply this in your proposal"), "strong", "text"))
            title = view.steps.get(section.step)
            if title is not None:
                body.addWidget(Wrapped(tr("Step “{step}”", step=said(title)), "small", "text2"))
        if view.drafts:
            entries = [("", tr("No proposal in particular"))]
            entries += [(draft.id, draft_words(draft.title)) for draft in view.drafts]
            draft = Choice(entries, view.draft, tr("For which proposal"))
            draft.setMinimumContentsLength(8)
            draft.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            draft.chosen.connect(self._presenter.tick_for)
            body.addWidget(draft)
        if section.step:
            button = Button(tr("Open the step"), "primary", "file-pen-line")
            button.clicked.connect(lambda _=False: self._presenter.apply())
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
            if view.drafts and not view.draft:
                newest = draft_words(view.drafts[0].title)
                body.addWidget(Wrapped(tr("Opens “{title}”.", title=newest), "small", "muted"))
        self._top.addWidget(card)

    # The checklist

    def _checklist(self, section: Section) -> None:
        if not section.checklist:
            return
        self._rest.addSpacing(theme.px(8))
        self._rest.addWidget(SectionLabel(tr("Check before you move on")))
        self._count = Caption("")
        self._rest.addWidget(self._count)
        for number, point in enumerate(section.checklist):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            check = Check("")
            check.setAccessibleName(said(point))
            check.clicked.connect(partial(self._tick, number))
            row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Wrapped(said(point), "small", "text"), 1)
            self._rest.addLayout(row)
            self._checks.append(check)

    def _tick(self, number: int, _checked: bool = False) -> None:
        self._presenter.tick(number)

    def _show_ticks(self, view: GuideView) -> None:
        section = view.section
        if section is None or not self._checks:
            return
        for number, check in enumerate(self._checks):
            check.setChecked(f"{section.id}/{number}" in view.ticked)
        done, whole = view.ticks(section), len(section.checklist)
        draft = next((each for each in view.drafts if each.id == view.draft), None)
        if draft is None:
            self._count.setText(tr("{n} of {total} ticked", n=done, total=whole))
        else:
            title = draft_words(draft.title)
            self._count.setText(
                tr("{n} of {total} for “{title}”", n=done, total=whole, title=title[:30])
            )

    # Notes

    def _show_notes(self, view: GuideView) -> None:
        """Cards of the notes; the one in the editor is never filled anew while it is written."""
        here = view.notes_here()
        if list(self._cards) != [note.id for note in here] or not self._notes.count():
            focused = next((c for c in self._cards.values() if c.box.hasFocus()), None)
            kept = focused.note_id if focused is not None else ""
            clear(self._notes)
            self._cards = {}
            if view.section is not None:
                self._notes.addLayout(self._notes_head())
            for note in here:
                card = NoteCard(self._presenter, note.id)
                card.went.connect(self.paragraph)
                self._notes.addWidget(card)
                self._cards[note.id] = card
            if kept in self._cards:
                self._cards[kept].box.setFocus()
        for note in here:
            self._cards[note.id].display(note, view, view.places.get(note.id))

    def _notes_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(SectionLabel(tr("My notes here")), 1)
        add = Button(tr("Add a note"), "quiet", size="small")
        add.setToolTip(tr("At the paragraph you read (N)"))
        add.clicked.connect(lambda _=False: self.note_wanted.emit())
        row.addWidget(add)
        return row

    def focus_note(self, note_id: str) -> None:
        """Put the cursor into the editor of a note."""
        card = self._cards.get(note_id)
        if card is not None:
            card.box.setFocus()
            self.ensureWidgetVisible(card)

    # Elsewhere

    def _references(self, view: GuideView, section: Section) -> None:
        if view.titles:
            self._rest.addSpacing(theme.px(8))
            self._rest.addWidget(SectionLabel(tr("Projects to compare with")))
            for project_id, title in view.titles.items():
                button = Link(said(title), "layers")
                button.clicked.connect(partial(self._to, f"project:{project_id}"))
                self._rest.addWidget(button)
        if section.sources:
            self._rest.addSpacing(theme.px(8))
            self._rest.addWidget(SectionLabel(tr("Sources")))
            for source in section.sources:
                name = source.organisation or source.url
                button = Link(name, "external-link", hint=source.url)
                button.clicked.connect(partial(self._to, source.url))
                self._rest.addWidget(button)

        comment = Link(tr("Comment on this section"), "message-square")
        comment.clicked.connect(partial(self._comment, section.id))
        self._rest.addWidget(comment)

    def _comment(self, section: str, _checked: bool = False) -> None:
        self._presenter.tell(Kind.COMMENT, f"section:{section}")

    def _to(self, address: str, _checked: bool = False) -> None:
        self.followed.emit(address)


def draft_words(title: Words) -> str:
    """The title of a proposal in the window's language."""
    return title.of(language().code) or tr("Proposal without a title")
