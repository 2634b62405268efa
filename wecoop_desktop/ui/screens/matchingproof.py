"""What the records show of a funder: its nearest projects, and what is typical, with counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice.similar import reason_words
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, CountryTag, Label, Rule, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.verdicts import checked_words, label_of
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MatchingView
from wecoop_desktop.ui.wording import language, ntr, said, tr

if TYPE_CHECKING:
    from wecoop_desktop.advice.evidence import Evidence, Figure, Scope
    from wecoop_desktop.advice.similar import Similar
    from wecoop_desktop.forms.form import Form


def proof_cards(view: MatchingView, presenter: MatchingPresenter) -> list[QWidget]:
    """The evidence beside the chosen funder; a line while it is being counted."""
    form, found = view.form, view.evidence
    if form is None or found is None:
        return [Caption(tr("Being counted in the records …"))]
    return [_nearest(found, presenter), _typical(found, form, view)]


def _nearest(found: Evidence, presenter: MatchingPresenter) -> Card:
    card = Card(tr("Projects it has paid for that are most like this one"), padding=14)
    for number, one in enumerate(found.nearest):
        if number:
            card.body.addWidget(Rule())
        card.body.addWidget(_project(one, presenter))
    if not found.nearest:
        words = tr("None of its recorded projects is alike in place or sector.")
        card.body.addWidget(Wrapped(words, "body", "text2"))
    count = ntr(
        "{n} project of this funder is in the database.",
        "{n} projects of this funder are in the database.",
        found.records,
    )
    card.body.addWidget(Wrapped(count, "small", "muted"))
    if found.shared:
        names = ", ".join(
            said(presenter.view.funders[one].acronym)
            for one in found.shared
            if one in presenter.view.funders
        )
        note = tr("The records do not tell it apart from: {names}.", names=names)
        card.body.addWidget(Wrapped(note, "small", "muted"))
    return card


def _project(one: Similar, presenter: MatchingPresenter) -> QWidget:
    hit = one.hit
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    for code in hit.countries[:2]:
        row.addWidget(CountryTag(code))
    link = Link(said(hit.title), "layers")
    link.clicked.connect(lambda _=False: presenter.open_project(hit.id))
    row.addWidget(link, 1)
    column.addLayout(row)
    money = language().money(hit.amount, hit.currency, "short") if hit.amount else ""
    years = "–".join(dict.fromkeys(year[:4] for year in hit.years if year))
    labels = presenter.view.labels
    why = [reason_words(reason, language(), labels) for reason in one.reasons]
    facts = " · ".join(part for part in (*why, money, years) if part)
    column.addWidget(Wrapped(facts, "small", "text2"))
    return box


def _typical(found: Evidence, form: Form, view: MatchingView) -> Card:
    typical = found.typical
    card = Card(tr("What is typical of it, counted in the records"), padding=14)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(1, 1)
    size = typical.size
    _row(grid, tr("Its part in a project"), _money(size, typical.currency), _of(size, form, view))
    _row(grid, tr("Instruments"), _mix_words(found, form), _mix_of(found, form, view))
    start, completion = typical.start, typical.completion
    _row(grid, tr("From approval to the start"), _months(start), _of(start, form, view))
    _row(grid, tr("From approval to completion"), _months(completion), _of(completion, form, view))
    months = found.months
    words = tr("{least}–{most} months", least=months[0], most=months[1]) if months else ""
    note = tr(
        "As its profile says, {checked}; the records hold no date of a first contact.",
        checked=checked_words(found.months_verified),
    )
    _row(grid, tr("From the idea to approval"), words, note)
    card.body.addLayout(grid)
    card.body.addWidget(
        Wrapped(tr("From fewer than three projects nothing is called typical."), "small", "muted")
    )
    return card


def _row(grid: QGridLayout, name: str, words: str, note: str) -> None:
    at = grid.rowCount()
    title = Wrapped(name, "small", "muted")
    title.setMinimumWidth(theme.px(90))
    title.setMaximumWidth(theme.px(150))
    grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(theme.px(2))
    label = Label(words or tr("unknown"), "figures", "text" if words else "warn")
    label.setWordWrap(True)
    label.setAccessibleName(f"{name}: {words or tr('unknown')}")
    column.addWidget(label)
    if note:
        column.addWidget(Wrapped(note, "small", "text2"))
    grid.addLayout(column, at, 1)


def _money(figure: Figure, currency: str) -> str:
    if figure.median is None or figure.low is None or figure.high is None:
        return ""
    say = language().money
    return tr(
        "{median}, half of them {low} – {high}",
        median=say(figure.median, currency, "short"),
        low=say(figure.low, currency, "short"),
        high=say(figure.high, currency, "short"),
    )


def _months(figure: Figure) -> str:
    if figure.median is None or figure.low is None or figure.high is None:
        return ""
    figures = [language().number(round(each)) for each in (figure.median, figure.low, figure.high)]
    return tr(
        "{median} months, half of them {low}–{high}",
        median=figures[0], low=figures[1], high=figures[2],
    )  # fmt: skip


def _of(figure: Figure, form: Form, view: MatchingView) -> str:
    counted = ntr("Of {n} project", "Of {n} projects", figure.count)
    where = _where(figure.scope, form, view)
    left = ntr("{n} does not tell it", "{n} do not tell it", figure.left) if figure.left else ""
    few = tr("too few to call it typical") if figure.median is None else ""
    return "; ".join(part for part in (f"{counted} {where}", few, left) if part) + "."


def _where(scope: Scope, form: Form, view: MatchingView) -> str:
    sector = label_of(form, "sectors", scope.sector) if scope.sector else tr("all sectors")
    if scope.place == "countries":
        countries = view.tried.get("basic.countries")
        names = ", ".join(
            label_of(form, "countries", one)
            for one in (countries if isinstance(countries, tuple) else ())
            if isinstance(one, str)
        )
        return tr("in {place}, {sector}", place=names, sector=sector)
    return tr("in the region, {sector}", sector=sector)


def _mix_words(found: Evidence, form: Form) -> str:
    words = []
    for portion in found.typical.mix.portions:
        name = label_of(form, "instruments", portion.instrument)
        if portion.share is not None:
            share = language().percent(portion.share * 100)
            words.append(tr("{name} {share} of the money", name=name, share=share))
        else:
            words.append(ntr("{name} in {n} project", "{name} in {n} projects", portion.count,
                             name=name))  # fmt: skip
    return ", ".join(words)


def _mix_of(found: Evidence, form: Form, view: MatchingView) -> str:
    mix = found.typical.mix
    counted = ntr("Of {n} project", "Of {n} projects", mix.count)
    left = ntr("{n} does not tell it", "{n} do not tell it", mix.left) if mix.left else ""
    few = tr("too few to call it typical") if not mix.portions else ""
    where = _where(mix.scope, form, view)
    return "; ".join(part for part in (f"{counted} {where}", few, left) if part) + "."
