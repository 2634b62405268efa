"""The national policies of the five countries: targets, sectors, source, money, and drafts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.content import Policy
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Chip, Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, CountryTag, SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.funders import FundersPresenter
from wecoop_desktop.ui.presenters.matrix import COUNTRIES, REGIONAL
from wecoop_desktop.ui.presenters.policies import PoliciesView, central, financing
from wecoop_desktop.ui.screens.projectuse import proposal_words
from wecoop_desktop.ui.wording import language, ntr, said, tr

BLOCK = 12  # documents shown at once
KINDS = {
    "ndc": mark("NDC"),
    "strategy": mark("Strategy"),
    "programme": mark("Programme"),
    "law": mark("Law"),
    "decree": mark("Decree"),
    "concept": mark("Concept"),
}


class Policies(Panel):
    """Filled anew when filters or drafts are others; blocks are added on request."""

    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (20, 14, 20, 16), 10, parent)
        self._presenter = presenter
        self._policies = presenter.policies
        self._shown: tuple[object, ...] = ()
        self._waiting: list[Policy] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("National policies"))
        self._notes = QVBoxLayout()
        self.body.addLayout(self._notes)
        head = Flow(8)
        self.country = Choice([("", tr("All countries"))], name=tr("Country"))
        self.country.chosen.connect(lambda value: self._policies.filter(country=value))
        self.sector = Choice([("", tr("All sectors"))], name=tr("Sector"))
        self.sector.chosen.connect(lambda value: self._policies.filter(sector=value))
        self._back = Button(tr("Back to the draft"), "plain", "arrow-left")
        self._back.clicked.connect(lambda _=False: self._to_draft())
        for widget in (self.country, self.sector, self._back):
            head.addWidget(widget)
        self.body.addLayout(head)
        self._count = Caption("")
        self.body.addWidget(self._count)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.px(10))
        self.body.addLayout(self._cards)
        self._more = Button("", "plain")
        self._more.clicked.connect(lambda _=False: self._add_block())
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch(1)
        self._policies.changed.connect(self._changed)

    def _changed(self) -> None:
        if self.isVisible():
            self.display()

    def _label(self, kind: str) -> Mapping[str, Text]:
        return (self._presenter.view.labels or {}).get(kind, {})

    def display(self) -> None:
        view = self._policies.view
        self._fill_filters(view)
        state = (view, self._presenter.view.paid, language().code)
        if state == self._shown:
            return
        self._shown = state
        clear(self._notes)
        if view.error is not None:
            self._notes.addWidget(Banner(say(language(), view.error), "err"))
        self._back.setVisible(bool(view.draft))
        shown = view.shown
        self._count.setText(ntr("{n} national policy", "{n} national policies", len(shown)))
        clear(self._cards)
        self._waiting = list(shown)
        if not shown:
            self._cards.addWidget(self._nothing())
        self._add_block()
        self.verticalScrollBar().setValue(0)

    def _fill_filters(self, view: PoliciesView) -> None:
        if self.country.count() < 2 and self._presenter.view.labels:
            names = self._label("country")
            entries = [(c, said(names[c])) for c in (*COUNTRIES, REGIONAL) if c in names]
            self.country.show_entries([("", tr("All countries")), *entries])
            sectors = [(key, said(text)) for key, text in self._label("sector").items()]
            self.sector.show_entries([("", tr("All sectors")), *sectors])
        self.country.show_value(view.country)
        self.sector.show_value(view.sector)

    def _nothing(self) -> QWidget:
        nothing = Empty(
            "scroll",
            tr("No policy is known for this country and sector"),
            tr("Take a filter off to see what comes near."),
            action=tr("Clear the filters"),
        )
        nothing.acted.connect(lambda: self._policies.filter(country="", sector=""))
        return nothing

    def _to_draft(self) -> None:
        if self._policies.view.draft:
            self._policies.open_draft(self._policies.view.draft)

    def _add_block(self) -> None:
        """The next documents above the button that asks for more."""
        for policy in self._waiting[:BLOCK]:
            self._cards.addWidget(self._card(policy))
        self._waiting = self._waiting[BLOCK:]
        rest = len(self._waiting)
        self._more.setVisible(rest > 0)
        self._more.say(ntr("Show {n} more policy", "Show {n} more policies", rest))

    # One document

    def _card(self, policy: Policy) -> QWidget:
        view = self._policies.view
        card = Card(tone="selected" if policy.id == view.chosen else "surface")
        head = Flow(8)
        head.addWidget(CountryTag(policy.country))
        checked = tr("Checked at the source") if policy.verified else tr("Not yet checked")
        head.addWidget(Status(checked, "ok" if policy.verified else "warn"))
        card.body.addLayout(head)
        card.body.addWidget(Title(said(policy.name), "cardTitle"))
        card.body.addWidget(Wrapped(self._facts(policy), "small", "muted"))
        for target in policy.targets:
            card.body.addWidget(Wrapped(f"→ {said(target.text)}", "body", "text"))
        if policy.note:
            card.body.addWidget(Wrapped(said(policy.note), "small", "text2"))
        self._money(card, policy)
        self._drafts(card, policy, view)
        self._source(card, policy)
        return card

    def _facts(self, policy: Policy) -> str:
        """Kind, years, sectors by their weight."""
        sectors = self._label("sector")
        heavy = central(policy)
        light = tuple(each for each in policy.weights if each not in heavy)

        def names(which: tuple[str, ...]) -> str:
            return ", ".join(said(sectors[each]) for each in which if each in sectors)

        years = tr("of {year}", year=policy.year) if policy.year else tr("year not known")
        horizon = tr("until {year}", year=policy.horizon) if policy.horizon else ""
        kind = tr(KINDS.get(policy.kind, policy.kind))
        mainly = tr("mainly: {sectors}", sectors=names(heavy)) if heavy else ""
        also = tr("also: {sectors}", sectors=names(light)) if light else ""
        return " · ".join(part for part in (kind, years, horizon, mainly, also) if part)

    def _money(self, card: Card, policy: Policy) -> None:
        """Who has paid for projects in its country and main sectors."""
        paid = self._presenter.view.paid
        if paid is None:
            return
        found = financing(policy, paid)
        card.body.addWidget(SectionLabel(tr("Who finances such projects")))
        if not found.projects:
            words = tr("No project in its country and main sectors is in the database yet.")
            card.body.addWidget(Wrapped(words, "small", "text2"))
            return
        flow = Flow(8)
        words = ntr(
            "{n} project in its country and main sectors",
            "{n} projects in its country and main sectors",
            found.projects,
        )
        flow.addWidget(_button(words, "layers", lambda: self._policies.find_projects(policy)))
        known = {funder.id: funder for funder in self._presenter.view.funders}
        for funder, count in found.funders:
            if funder in known:
                name = said(known[funder].acronym)
                chip = Chip(f"{name} {language().number(count)}", icon="landmark")
                about = ntr("{name}: {n} project", "{name}: {n} projects", count, name=name)
                chip.setAccessibleName(about)
                chip.clicked.connect(lambda _=False, f=funder: self._policies.open_funder(f))
                flow.addWidget(chip)
        card.body.addLayout(flow)

    def _drafts(self, card: Card, policy: Policy, view: PoliciesView) -> None:
        using = view.using.get(policy.id, ())
        if not using:
            return
        card.body.addWidget(SectionLabel(tr("Used in your drafts")))
        for one in using:
            link = Link(proposal_words(one.title), "file-pen-line")
            link.clicked.connect(lambda _=False, p=one.proposal: self._policies.open_draft(p))
            card.body.addWidget(link)

    def _source(self, card: Card, policy: Policy) -> None:
        """Where it was read, and when."""
        if policy.source_url.startswith("https://"):
            link = Link(policy.source_url, "external-link")
            link.setToolTip(tr("Opens in the browser when online"))
            link.clicked.connect(
                lambda _=False, url=policy.source_url: QDesktopServices.openUrl(QUrl(url))
            )
            card.body.addWidget(link)
        if policy.as_of:
            date = language().written_date(policy.as_of)
            words = tr("Read on {date}", date=date)
        else:
            words = tr("The day it was read is not known")
        card.body.addWidget(Wrapped(words, "small", "muted"))
        wrong = Button(tr("Suggest a correction"), "quiet", "message-square", size="small")
        wrong.setAccessibleName(tr("Suggest a correction: {name}", name=said(policy.name)))
        wrong.clicked.connect(lambda _=False: self._policies.correct(policy))
        card.body.addWidget(wrong, 0, Qt.AlignmentFlag.AlignLeading)


def _button(words: str, icon: str, act: Callable[[], object]) -> Button:
    button = Button(words, "plain", icon, size="small")
    button.clicked.connect(lambda _=False: act())
    return button
