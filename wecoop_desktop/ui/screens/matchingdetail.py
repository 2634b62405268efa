"""One funder of a match: verdict, why it stands there, reasons, what if, evidence, priorities."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Badge, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.verdicts import LOOKS
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import Line, MatchingView
from wecoop_desktop.ui.screens.matchingreasons import ranking, reasons_card
from wecoop_desktop.ui.screens.matchingtrial import Trial
from wecoop_desktop.ui.wording import language, said, tr

TITLES = {
    "reasons": mark("Reasons"),
    "trial": mark("What if"),
    "evidence": mark("Evidence"),
    "priorities": mark("Priorities"),
}
TABBED = 470  # pixels of the design from which the parts stand in a row


class MatchingDetail(Panel):
    def __init__(self, presenter: MatchingPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (18, 14, 18, 18), 12, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._trial: Trial | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("The chosen funder"))
        self._head = QVBoxLayout()
        self._head.setSpacing(theme.px(8))
        self._content = QVBoxLayout()
        self._content.setSpacing(theme.px(12))
        self._trial_place = QVBoxLayout()
        self.body.addLayout(self._head)
        self.body.addLayout(self._content)
        self.body.addLayout(self._trial_place)
        self.body.addStretch(1)

    def _stacked(self) -> bool:
        return theme.logical(self.width()) < TABBED

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown and self._shown[-1] != self._stacked():
            self.display(self._presenter.view)

    def display(self, view: MatchingView) -> None:
        line = view.line
        head = (line, view.draft, view.part, bool(view.trial), language().code, self._stacked())
        more = {"evidence": view.evidence, "priorities": view.priorities}.get(view.part)
        state = (more, view.answers, *head)
        if state != self._shown:
            other = not self._shown or self._shown[2:5] != state[2:5]
            scroll = 0 if other and not view.trial else self.verticalScrollBar().value()
            kept = self._focused()
            self._shown = state
            clear(self._head)
            clear(self._content)
            if line is not None and view.form is not None:
                self._show_head(line, view)
                self._show_part(line, view)
            self._restore(kept)
            self.verticalScrollBar().setValue(scroll)
        self._show_trial(view)

    def _focused(self) -> bool:
        """Whether the switch of the parts has the focus: it is made anew."""
        focused = self.window().focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        return inside and isinstance(focused.parent() if focused else None, Segments)

    def _restore(self, kept: bool) -> None:
        if kept:
            for segments in self.findChildren(Segments):
                if segments.value == self._presenter.view.part:
                    segments.button(segments.value).setFocus()

    def _show_head(self, line: Line, view: MatchingView) -> None:
        from wecoop_desktop.advice.wording import VERDICTS

        funder = line.funder
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(Badge(said(funder.acronym), 60, 46), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(theme.px(5))
        names.addWidget(Title(said(funder.name), "title"))
        icon, tone = LOOKS[line.match.verdict]
        status = Status(tr(VERDICTS[line.match.verdict]), tone, icon)
        names.addWidget(status, 0, Qt.AlignmentFlag.AlignLeading)
        row.addLayout(names, 1)
        self._head.addLayout(row)
        if view.trial:
            note = tr("With the changes you are trying out; the draft is as it was.")
            self._head.addWidget(Wrapped(note, "small", "warn"))
        self._head.addLayout(self._verbs(line, view))
        entries = [(part, tr(words)) for part, words in TITLES.items()]
        parts: Segments | Choice
        if self._stacked():
            parts = Choice(entries, view.part, tr("What is shown of the funder"))
        else:
            parts = Segments(entries, view.part, tr("What is shown of the funder"))
        parts.chosen.connect(self._presenter.turn)
        self._head.addWidget(parts, 0, Qt.AlignmentFlag.AlignLeading)

    def _verbs(self, line: Line, view: MatchingView) -> Flow:
        presenter, funder = self._presenter, line.funder
        flow = Flow(8)
        if view.draft:
            use = Button(tr("Use this funder for the draft"), "primary", "check", size="small")
            use.clicked.connect(lambda _=False: presenter.use_funder(funder.id))
            flow.addWidget(use)
        open_it = Button(tr("Open the profile"), "plain", "landmark", size="small")
        open_it.clicked.connect(lambda _=False: presenter.open_profile(funder.id))
        flow.addWidget(open_it)
        compare = Button(tr("Compare"), "plain", "git-compare", size="small")
        compare.clicked.connect(lambda _=False: presenter.compare())
        flow.addWidget(compare)
        save = Button(tr("Save as a table"), "plain", "download", size="small")
        save.clicked.connect(lambda _=False: presenter.save_table())
        flow.addWidget(save)
        return flow

    def _show_part(self, line: Line, view: MatchingView) -> None:
        assert view.form is not None
        add = self._content.addWidget
        if view.part == "reasons":
            fix = self._presenter.fix if view.draft else None
            add(reasons_card(view.form, line.match, fix, line.funder.website))
            add(ranking(line, view.form))
        elif view.part == "evidence":
            from wecoop_desktop.ui.screens.matchingproof import proof_cards

            for card in proof_cards(view, self._presenter):
                add(card)
        elif view.part == "priorities":
            from wecoop_desktop.ui.screens.matchingtwosided import priority_cards

            for card in priority_cards(view, self._presenter):
                add(card)

    def _show_trial(self, view: MatchingView) -> None:
        """Its controls are kept, so that a slider can be held while results change."""
        shown = view.part == "trial" and view.line is not None
        if shown and self._trial is None and view.form is not None:
            self._trial = Trial(self._presenter, view.form)
            self._trial_place.addWidget(self._trial)
        if self._trial is not None:
            self._trial.setVisible(shown)
            if shown:
                self._trial.display(view)
