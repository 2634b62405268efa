"""Two sides of a priority: what the country wants, what the funder wants, and where they meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice import said as words_of
from wecoop_desktop.advice.paper import wanted_words, years_words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
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
from wecoop_desktop.ui.parts.verdicts import checked_words
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView
from wecoop_desktop.ui.screens.matchingreasons import sources
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.priorities import National, Row, Wanted
    from wecoop_desktop.forms.form import Form

LOOKS = {
    "both": ("circle-check", "ok"),
    "national": ("circle-dot", "info"),
    "funder": ("circle-dot", "info"),
    "neither": ("circle-slash", "muted"),
    "unknown": ("circle-question-mark", "warn"),
}
MOST = 3  # national documents of a row that are shown; the others are counted


def priority_cards(view: MatchingView, presenter: MatchingPresenter) -> list[QWidget]:
    """A card for each thing the proposal serves."""
    table, form = view.priorities, view.form
    if table is None or form is None:
        return [Caption(tr("Being compared …"))]
    if not table.rows:
        return [Wrapped(tr("The proposal names no sector, objective or climate aim yet."), "body")]
    cards: list[QWidget] = []
    for row in table.rows:
        card = Card(padding=14)
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        name = Wrapped(words_of.row_words(row, form, language()), "strong", "text")
        head.addWidget(name, 1)
        icon, tone = LOOKS[row.meets]
        head.addWidget(Picture(icon, tone, 15))
        head.addWidget(Label(tr(words_of.MEETS[row.meets]), "smallStrong", tone))
        card.body.addLayout(head)
        why = words_of.reason_words(table, row, form, language())
        card.body.addWidget(Wrapped(why, "small", "text2"))
        for objective in row.words:
            card.body.addWidget(Wrapped(f"• {said(objective)}", "small", "text2"))
        card.body.addWidget(Rule())
        card.body.addLayout(_sides(row, form, presenter))
        cards.append(card)
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    save = Button(tr("Save the priorities"), "plain", "download", size="small")
    save.clicked.connect(lambda _=False: presenter.save_priorities())
    line.addWidget(save)
    line.addStretch(1)
    return [*cards, box]


def _sides(row: Row, form: Form, presenter: MatchingPresenter) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(6))
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    grid.addWidget(SectionLabel(tr("The country")), 0, 0)
    grid.addWidget(SectionLabel(tr("The funder")), 0, 1)
    left, right = QVBoxLayout(), QVBoxLayout()
    for column in (left, right):
        column.setSpacing(theme.px(8))
    for document in row.national[:MOST]:
        left.addWidget(_document(document, presenter))
    if not row.national:
        left.addWidget(Wrapped(tr("No national document was found."), "small", "text2"))
    rest = len(row.national) - MOST
    if rest > 0:
        left.addWidget(Caption(ntr("and {n} more", "and {n} more", rest)))
    for one in row.wanted:
        right.addWidget(_wanted(one))
    if not row.wanted:
        right.addWidget(Wrapped(tr("No funder is chosen."), "small", "text2"))
    left.addStretch(1)
    right.addStretch(1)
    grid.addLayout(left, 1, 0)
    grid.addLayout(right, 1, 1)
    return grid


def _document(document: National, presenter: MatchingPresenter) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    head = QHBoxLayout()
    head.setSpacing(theme.px(6))
    head.addWidget(CountryTag(document.country), 0, Qt.AlignmentFlag.AlignTop)
    link = Link(said(document.name), hint=tr("Open among the national policies"))
    link.clicked.connect(
        lambda _=False: presenter.open_policies(policy=document.policy, country=document.country)
    )
    head.addWidget(link, 1)
    column.addLayout(head)
    years = years_words(document)
    how = tr(words_of.LINKS[document.link])
    checked = checked_words(document.source.verified)
    column.addWidget(Wrapped(" · ".join(p for p in (years, how, checked) if p), "small", "muted"))
    for target in document.targets[:1]:
        column.addWidget(Wrapped(f"→ {said(target)}", "small", "text2"))
    return box


def _wanted(one: Wanted) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    text = Wrapped("", "small", "text")
    text.show_strong(f"{said(one.name)}:", wanted_words(one, language()))
    column.addWidget(text)
    if one.said:
        column.addWidget(Wrapped(said(one.said), "small", "text2"))
    if one.source.as_of:
        told = tr(
            "From the profile of the funder of {date}; {checked}",
            date=language().written_date(one.source.as_of),
            checked=checked_words(one.source.verified),
        )
        column.addWidget(Wrapped(told, "small", "muted"))
    sources(column, one.source.pages)
    return box
