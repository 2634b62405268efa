"""The projects of a funder in its profile: their number, their money, and the newest."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, CountryTag, Label, Rule
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.presenters.funders import FundersPresenter, FundersView
from wecoop_desktop.ui.screens.funderfacts import Facts
from wecoop_desktop.ui.wording import language, ntr, said, tr


def project_parts(view: FundersView, presenter: FundersPresenter) -> list[QWidget]:
    """How many there are, what they cost, and the newest of them."""
    head = QWidget()
    flow = Flow(16)
    head.setLayout(flow)
    flow.addWidget(Label(ntr("{n} project", "{n} projects", view.total), "strong"))
    button = Button(tr("Show them among the projects"), "plain", "layers")
    button.clicked.connect(lambda _=False: presenter.find_projects())
    flow.addWidget(button)
    parts = [head]
    if (sums := _sums(view)) is not None:
        parts.append(sums)
    card = Card()
    for number, hit in enumerate(view.projects):
        if number:
            card.body.addWidget(Rule())
        row = QHBoxLayout()
        for code in hit.countries[:2]:
            row.addWidget(CountryTag(code))
        link = Link(said(hit.title))
        link.clicked.connect(lambda _=False, p=hit.id: presenter.open_project(p))
        row.addWidget(link, 1)
        if hit.amount is not None:
            amount = language().money(hit.amount, hit.currency, "short")
            row.addWidget(Label(amount, "smallFigures", "text2"))
        row.addWidget(Label(hit.years[0], "smallFigures", "muted"))
        card.body.addLayout(row)
    if not view.projects:
        card.body.addWidget(Caption(tr("No project of this funder is in the database yet.")))
    parts.append(card)
    if view.total > len(view.projects):
        parts.append(Caption(tr("The newest are shown here.")))
    return parts


def _sums(view: FundersView) -> QWidget | None:
    """The money of the funder's projects, and under which names it is recorded."""
    sums = view.sums
    if sums is None or view.funder is None or not sums.projects:
        return None
    card = Card(tr("Money in the database"))
    facts = Facts(card, view.funder)
    mine = {payer for payer, _, _ in view.payers}
    own = sum(bar.amount for bar in sums.groups.get("funder", ()) if bar.value in mine)
    facts.add(
        tr("From this funder"),
        language().money(own, sums.currency, "short") if own else "",
        tr("Sum of its own financing lines whose amount is known."),
    )
    whole = language().money(sums.amount, sums.currency, "short") if sums.amount else ""
    counted = ntr(
        "All funders together, of {n} project whose amount is known.",
        "All funders together, of {n} projects whose amount is known.",
        sums.priced,
    )
    facts.add(tr("Its projects in all"), whole, counted)
    if sums.median is not None and sums.priced > 2:
        median = language().money(sums.median, sums.currency, "short")
        facts.add(tr("Middle project"), median, tr("Half of the projects are smaller."))
    names = ", ".join(said(name) for _, name, _ in view.payers)
    shared = any(profiles > 1 for _, _, profiles in view.payers)
    note = tr("Other profiles share these records.") if shared else ""
    facts.add(tr("Recorded under"), names, note)
    card.body.addWidget(
        Caption(tr("Converted to US dollars at the average rate of the year of approval."))
    )
    return card
