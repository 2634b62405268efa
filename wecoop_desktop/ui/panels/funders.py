"""Which funders fit the draft as it stands, what their reviewers look at here, and policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import (
    Caption,
    CountryTag,
    Label,
    Picture,
    Rule,
    SectionLabel,
    Wrapped,
)
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.verdicts import LOOKS, SHORT, checked_words, fix_button
from wecoop_desktop.ui.presenters.matchingview import ORDER, fix_of
from wecoop_desktop.ui.presenters.prospects import Asked, Document, ProspectsView
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.matching import Match, Reason

TOP = 2  # reasons of a funder
MOST_ASKED = 8
STANDS = {
    "answered": ("circle-check", "ok"),
    "partly": ("circle-dot", "warn"),
    "not_answered": ("circle-x", "err"),
    "cannot_tell": ("circle-question-mark", "muted"),
}


class FundersPanel(Panel):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent=parent)
        self._presenter = presenter
        self._prospects = presenter.prospects
        self._shown: object = None
        self._prospects.changed.connect(self._changed)

    def display(self, view: WizardView) -> None:
        self._prospects.follow(view)
        self._changed()

    def _changed(self) -> None:
        if not self.isVisible():
            return
        view = self._prospects.view
        sign = (view, language().code)
        if sign == self._shown:
            return
        same = self._shown is not None and view.step == self._prospects.view.step
        scroll = self.verticalScrollBar().value() if same else 0
        focused = self.window().focusWidget()
        mine = focused is not None and self.isAncestorOf(focused)
        self._shown = sign
        clear(self.body)
        self._fill(view)
        self.body.addStretch(1)
        self.verticalScrollBar().setValue(scroll)
        if mine:
            self._first.setFocus()

    def _fill(self, view: ProspectsView) -> None:
        self._first = Button(tr("All funders, and what if"), "plain", "list-checks", size="small")
        self._first.clicked.connect(lambda _=False: self._prospects.open_match())
        if view.error is not None:
            self.body.addWidget(Banner(say(language(), view.error), "err"))
        if view.step == "policy":
            self._policies(view)
        if not view.ready:
            self.body.addWidget(Caption(tr("Being matched …")))
        elif not view.known:
            words = tr("Choose the country and the sector in step 1 to see which funders fit.")
            self.body.addWidget(Wrapped(words, "small", "text2"))
        else:
            self._counts(view)
            self._matches(tr("Funders of this draft"), view.chosen, view)
            self._matches(tr("Best of the others"), view.best, view)
            self.body.addWidget(Wrapped(tr("A guide, not a decision."), "small", "muted"))
        self.body.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeading)
        self._asked(view)

    def _counts(self, view: ProspectsView) -> None:
        for verdict in ORDER:
            n = view.counts.get(verdict, 0)
            if n:
                row = QHBoxLayout()
                row.setSpacing(theme.px(8))
                icon, tone = LOOKS[verdict]
                row.addWidget(Picture(icon, tone, 14))
                words = Label(tr(SHORT[verdict]), "small", tone)
                row.addWidget(words, 1)
                row.addWidget(Label(language().number(n), "smallFigures", "text2"))
                self.body.addLayout(row)

    def _matches(self, title: str, matches: tuple[Match, ...], view: ProspectsView) -> None:
        if not matches:
            return
        self.body.addSpacing(theme.px(4))
        self.body.addWidget(SectionLabel(title))
        for match in matches:
            self.body.addWidget(self._match(match, view))
            self.body.addWidget(Rule())

    def _match(self, match: Match, view: ProspectsView) -> QWidget:
        from wecoop_desktop.advice.wording import VERDICTS

        funder = view.funders[match.funder]
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        icon, tone = LOOKS[match.verdict]
        head.addWidget(Picture(icon, tone, 15))
        link = Link(said(funder.acronym), hint=said(funder.name))
        verdict = tr(VERDICTS[match.verdict])
        link.setAccessibleName(f"{said(funder.name)}: {verdict}")
        link.clicked.connect(lambda _=False: self._prospects.open_match(funder.id))
        head.addWidget(link, 1)
        head.addWidget(Label(tr(SHORT[match.verdict]), "small", tone))
        column.addLayout(head)
        for reason in match.reasons[:TOP]:
            column.addWidget(self._reason(reason, view))
        if rest := len(match.reasons[TOP:]):
            column.addWidget(Caption(ntr("and {n} more reason", "and {n} more reasons", rest)))
        return box

    def _reason(self, reason: Reason, view: ProspectsView) -> QWidget:
        from wecoop_desktop.advice.wording import reason_message

        assert view.form is not None
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(theme.px(21), 0, 0, 0)
        column.setSpacing(0)
        message = reason_message(view.form, reason, language())
        column.addWidget(Wrapped(message, "small", "text2"))
        path = fix_of(reason)
        if path:
            button = fix_button(view.form, path, self._prospects.fix)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        return box

    # The policy step

    def _policies(self, view: ProspectsView) -> None:
        self.body.addWidget(SectionLabel(tr("National documents of this country and sector")))
        for document in view.documents:
            self.body.addWidget(self._document(document))
            self.body.addWidget(Rule())
        if not view.documents:
            words = tr("None is known for the country and the sectors of step 1.")
            self.body.addWidget(Wrapped(words, "small", "text2"))
        every = Button(tr("All national policies"), "plain", "scroll", size="small")
        every.clicked.connect(lambda _=False: self._prospects.open_policies())
        self.body.addWidget(every, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addSpacing(theme.px(8))

    def _document(self, document: Document) -> QWidget:
        policy = document.policy
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(CountryTag(policy.country), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Wrapped(said(policy.name), "small", "text"), 1)
        column.addLayout(head)
        years = "–".join(str(year) for year in (policy.year, policy.horizon) if year)
        facts = " · ".join(part for part in (years, checked_words(policy.verified)) if part)
        column.addWidget(Wrapped(facts, "small", "muted"))
        for target in policy.targets[:1]:
            column.addWidget(Wrapped(f"→ {said(target.text)}", "small", "text2"))
        verbs = QHBoxLayout()
        verbs.setSpacing(theme.px(6))
        name = said(policy.name)
        if document.named:
            verbs.addWidget(Picture("check", "ok", 14))
            verbs.addWidget(Label(tr("Named in the answer"), "small", "ok"))
        else:
            insert = Button(tr("Insert into the answer"), "quiet", "plus", size="small")
            insert.setAccessibleName(tr("Insert into the answer: {name}", name=name))
            insert.clicked.connect(lambda _=False: self._prospects.insert(policy.id))
            verbs.addWidget(insert)
        verbs.addStretch(1)
        look = Button("", "quiet", "eye", size="small", name=tr("Show: {name}", name=name))
        look.clicked.connect(lambda _=False: self._prospects.open_policies(policy.id))
        verbs.addWidget(look)
        column.addLayout(verbs)
        return box

    # The reviewers

    def _asked(self, view: ProspectsView) -> None:
        if not view.asked:
            return
        self.body.addSpacing(theme.px(8))
        self.body.addWidget(SectionLabel(tr("What reviewers look at in this step")))
        for one in view.asked[:MOST_ASKED]:
            self.body.addWidget(self._criterion(one, view))
        if rest := len(view.asked[MOST_ASKED:]):
            self.body.addWidget(Caption(ntr("and {n} more", "and {n} more", rest)))

    def _criterion(self, one: Asked, view: ProspectsView) -> QWidget:
        from wecoop_desktop.advice.said import VERDICTS

        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        icon, tone = STANDS[one.assessment.verdict]
        row.addWidget(Picture(icon, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        name = said(one.assessment.name)
        column.addWidget(Wrapped(name, "small", "text"))
        funder = view.funders[one.funder]
        state = tr(VERDICTS[one.assessment.verdict])
        column.addWidget(Wrapped(f"{said(funder.acronym)} · {state}", "small", "muted"))
        row.addLayout(column, 1)
        look = Button(
            "", "quiet", "eye", size="small", name=tr("Self-assessment: {name}", name=name)
        )
        look.clicked.connect(lambda _=False: self._prospects.open_review(one.funder))
        row.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        return box
