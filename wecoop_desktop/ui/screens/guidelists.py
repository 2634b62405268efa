"""All checklists of the guide on one page, ticked for a proposal or for none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.guideview import GuideView
from wecoop_desktop.ui.screens.guideaside import draft_words
from wecoop_desktop.ui.screens.guidecontents import numbered
from wecoop_desktop.ui.wording import said, tr


class ChecklistsPage(Panel):
    """One part of the guide at a time, so that the page stays light."""

    def __init__(self, presenter: GuidePresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 4, 12, 16), 10, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._part = ""
        self._checks: dict[str, Check] = {}
        self._counts: dict[str, Caption] = {}
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.draft = Choice((), "", tr("For which proposal"))
        self.draft.chosen.connect(presenter.tick_for)
        self.part = Choice((), "", tr("Part of the guide"))
        self.part.chosen.connect(self._turn)
        for choice in (self.draft, self.part):
            choice.setMinimumContentsLength(14)
            choice.setSizeAdjustPolicy(
                Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            line.addWidget(choice, 1)
        self.body.addLayout(line)
        self._bar = Bar(0, tr("Points ticked"))
        self._count = Caption("")
        self.body.addWidget(self._count)
        self.body.addWidget(self._bar)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(6))
        self.body.addLayout(self._column)
        self.body.addStretch(1)

    def display(self, view: GuideView) -> None:
        if view.page != "checklists":
            return
        parts = [section for section in view.contents if section.level == 0]
        parts = [part for part in parts if any(s.checklist for s in view.below(part.id))]
        known = {part.id for part in parts}
        if view.part in known and not self._part:
            self._part = view.part
        if self._part not in known and parts:
            self._part = "B" if "B" in known else parts[0].id  # where the wizard's steps are
        entries = [("", tr("No proposal in particular"))]
        entries += [(draft.id, draft_words(draft.title)) for draft in view.drafts]
        self.draft.show_entries(entries, view.draft)
        self.part.show_entries([(part.id, numbered(part)) for part in parts], self._part)
        self._fill(view)
        self._show_ticks(view)

    def _fill(self, view: GuideView) -> None:
        state = (view.contents, self._part)
        if state == self._shown:
            return
        self._shown = state
        clear(self._column)
        self._checks, self._counts = {}, {}
        for section in self._listed(view):
            head = QHBoxLayout()
            head.addWidget(SectionLabel(numbered(section)), 1)
            count = Caption("")
            head.addWidget(count)
            self._counts[section.id] = count
            self._column.addSpacing(theme.px(6))
            self._column.addLayout(head)
            for number, point in enumerate(section.checklist):
                self._column.addLayout(self._row(section, number, said(point)))
            link = Link(tr("Read the section"), "book-open")
            link.clicked.connect(partial(self._read, section.id))
            self._column.addWidget(link)

    def _listed(self, view: GuideView) -> list[Section]:
        return [section for section in view.below(self._part) if section.checklist]

    def _row(self, section: Section, number: int, words: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        check = Check("")
        check.setAccessibleName(words)
        check.clicked.connect(partial(self._tick, section.id, number))
        self._checks[f"{section.id}/{number}"] = check
        row.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Wrapped(words, "body", "text"), 1)
        return row

    def _show_ticks(self, view: GuideView) -> None:
        for key, check in self._checks.items():
            check.setChecked(key in view.ticked)
        done = whole = 0
        for section in self._listed(view):
            ticked, points = view.ticks(section), len(section.checklist)
            self._counts[section.id].setText(tr("{n} of {total}", n=ticked, total=points))
            done, whole = done + ticked, whole + points
        self._count.setText(tr("{n} of {total} ticked", n=done, total=whole))
        self._bar.show_share(100 * done // whole if whole else 0)

    def _turn(self, part: str) -> None:
        self._part = part
        self.display(self._presenter.view)

    def _tick(self, section: str, number: int, _checked: bool = False) -> None:
        self._presenter.tick(number, section)

    def _read(self, section: str, _checked: bool = False) -> None:
        self._presenter.choose(section)
