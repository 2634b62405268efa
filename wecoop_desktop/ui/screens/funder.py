"""One funder's profile: who, where, how, how long, and from which source each fact is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice.statements import GUARANTEES, entry, items, pages_of
from wecoop_desktop.base.language import mark
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.cycle import Cycle
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import (
    Badge,
    Caption,
    CountryTag,
    Label,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.levels import LEVELS
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Switch, beside
from wecoop_desktop.ui.presenters.funders import MOST, FundersPresenter, FundersView
from wecoop_desktop.ui.screens.funderdraft import match_parts, plan_parts, review_parts
from wecoop_desktop.ui.screens.funderfacts import (
    Facts,
    checked_of,
    languages_of,
    lead_time,
    months_of,
    note_of,
    plain_note,
    shares_of,
    ticket_of,
    words,
)
from wecoop_desktop.ui.screens.funderprojects import project_parts
from wecoop_desktop.ui.wording import language, ntr, said, tr

DRAWN = 640  # pixels of the design from which the stages of a cycle have room
WITH_TABS = 720  # pixels of the design from which all tabs have room in a row

TITLES = {
    "overview": mark("Overview"),
    "eligibility": mark("Eligibility"),
    "cycle": mark("Project cycle"),
    "criteria": mark("Criteria"),
    "safeguards": mark("E&S rules"),
    "projects": mark("Projects"),
    "match": mark("Match"),
}
STATUSES = {
    "active": (mark("Takes new projects"), "ok"),
    "limited": (mark("Only in special cases"), "warn"),
    "closed": (mark("Takes no new projects"), "err"),
}
DISCLOSED = {
    "A": mark("Category A"),
    "A_private": mark("Category A, private applicant"),
    "A_public": mark("Category A, public applicant"),
    "B": mark("Category B"),
    "summary_private": mark("Project summary, private applicant"),
    "summary_public": mark("Project summary, public applicant"),
}


class FunderPage(QWidget):
    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._panel = Panel("canvas", (20, 16, 20, 20), 12)
        column.addWidget(self._panel)
        self._tabs: Mapping[str, Callable[[Funder, FundersView], None]] = {
            "overview": self._overview,
            "eligibility": self._eligibility,
            "cycle": self._cycle,
            "criteria": self._criteria,
            "safeguards": self._safeguards,
            "projects": self._projects,
            "match": self._match,
        }

    def display(self, view: FundersView) -> None:
        state = (
            view.funder,
            view.part,
            view.stage,
            view.projects,
            view.total,
            view.picked,
            view.sums,
            self._of_draft(view.part),
            self._tabbed(),
        )
        if view.funder is None or state == self._shown:
            return
        same = bool(self._shown) and self._shown[:2] == state[:2]
        scroll = self._panel.verticalScrollBar().value() if same else 0
        focused = self.focusWidget()
        kind, name = type(focused), focused.accessibleName() if focused is not None else ""
        mine = focused is not None and self._panel.isAncestorOf(focused)
        self._shown = state
        clear(self._panel.body)
        self._head(view.funder, view)
        self._tabs[view.part](view.funder, view)
        self._panel.body.addStretch(1)
        self._panel.verticalScrollBar().setValue(scroll)
        if mine:
            alike = (w for w in self.findChildren(kind) if w.accessibleName() == name)
            again = next((widget for widget in alike if not widget.isHidden()), None)
            if again is not None:
                again.setFocus()

    def _tabbed(self) -> bool:
        """Whether all tabs have room in a row."""
        return theme.logical(self.width()) >= WITH_TABS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown and self._shown[-1] != self._tabbed():
            self.display(self._presenter.view)

    def _of_draft(self, part: str) -> object:
        """What a tab shows of the draft."""
        matching, appraising = self._presenter.matching.view, self._presenter.appraising.view
        said_before = (matching.draft, matching.drafts, matching.told, matching.error)
        if part == "match":
            return (*said_before, matching.matches)
        if part in ("cycle", "criteria"):
            return (*said_before, appraising)
        return None

    def _add(self, widget: QWidget) -> None:
        self._panel.body.addWidget(widget)

    def _head(self, funder: Funder, view: FundersView) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(Badge(said(funder.acronym), 64, 48), 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.addWidget(Title(said(funder.name), "display"))
        chips = Flow(8)
        if funder.status in STATUSES:
            status, tone = STATUSES[funder.status]
            chips.addWidget(Status(tr(status), tone))
        instruments = (view.labels or {}).get("instrument", {})
        kinds = [said(instruments[name]) for name in funder.instruments if name in instruments]
        if view.chapter is not None:
            read = Button(tr("Read in the guide"), "plain", "book-open", size="small")
            read.clicked.connect(lambda _=False: self._presenter.read())
            chips.addWidget(read)
        if funder.id not in view.picked:
            more = Button(tr("Add to the comparison"), "plain", "plus", size="small")
            more.setEnabled(len(view.picked) < MOST)
            more.clicked.connect(lambda _=False: self._presenter.pick_funder(funder.id))
        else:
            more = Button(tr("Compare"), "plain", "git-compare", size="small")
            more.clicked.connect(lambda _=False: self._presenter.compare())
        chips.addWidget(more)
        wrong = Button(tr("Suggest a correction"), "quiet", "message-square", size="small")
        wrong.clicked.connect(lambda _=False: self._presenter.tell(Kind.CORRECTION))
        chips.addWidget(wrong)
        names.addLayout(chips)
        names.addWidget(Wrapped(" · ".join(kinds), "small", "text2"))
        row.addLayout(names, 1)
        self._panel.body.addLayout(row)
        parts = [(name, tr(title)) for name, title in TITLES.items()]
        tabs = Switch(parts, view.part, tr("Parts of the profile"))
        tabs.chosen.connect(self._presenter.turn)
        self._panel.body.addWidget(beside(tabs))

    # The tabs

    def _overview(self, funder: Funder, view: FundersView) -> None:
        card = Card(tr("In short"))
        facts = Facts(card, funder)
        ticket, sharing = entry(funder.card, "ticket"), entry(funder.card, "cofinancing")
        facts.add(tr("Usual size"), ticket_of(funder), plain_note(ticket), "ticket")
        facts.add(tr("Time to the first payment"), lead_time(funder), "", "lead_time_months")
        facts.add(tr("Co-financing"), shares_of(funder), plain_note(sharing), "cofinancing")
        guarantee = entry(funder.card, "sovereign_guarantee")
        rule = GUARANTEES.get(str(guarantee.get("rule", "")), "")
        facts.add(tr("State guarantee"), tr(rule), plain_note(guarantee), "sovereign_guarantee")
        submission = entry(funder.card, "submission")
        channel = (view.labels or {}).get("channel", {}).get(str(submission.get("channel", "")))
        who = words(submission.get("who"))
        facts.add(tr("Who submits"), said(channel) if channel else "", who, "submission")
        facts.add(tr("First contact"), words(funder.card.get("entry_point")), "", "entry_point")
        facts.add(tr("Offices"), words(funder.card.get("contact")))
        facts.add(tr("Languages"), languages_of(funder))
        facts.add(tr("Good to know"), words(funder.card.get("notes")))
        self._add(card)
        if view.templates:
            forms = Card(tr("Forms"))
            for template in view.templates:
                forms.body.addWidget(Wrapped(said(template.name), "strong", "text"))
                level = dict(LEVELS).get(template.level, "")
                length = " · ".join(t for t in (said(template.length), tr(level)) if t)
                forms.body.addWidget(Wrapped(length, "small", "muted"))
            self._add(forms)
        self._sources(funder)

    def _eligibility(self, funder: Funder, view: FundersView) -> None:
        labels = view.labels or {}
        card = Card(tr("Countries"))
        for code, value in entry(funder.card, "countries").items():
            state = value if isinstance(value, Mapping) else {}
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(CountryTag(code), 0, Qt.AlignmentFlag.AlignTop)
            verdict = str(state.get("eligible", ""))
            tone = {"yes": "ok", "limited": "warn"}.get(verdict, "plain")
            meaning = labels.get("eligible", {}).get(verdict)
            row.addWidget(Status(said(meaning) if meaning else tr("unknown"), tone))
            row.addWidget(Wrapped(note_of(state), "small", "text2"), 1)
            card.body.addLayout(row)
        card.body.addWidget(Wrapped(checked_of(funder, "countries"), "small", "muted"))
        self._add(card)
        sectors = Card(tr("Sectors"))
        names = [said(labels["sector"][s]) for s in funder.sectors if s in labels.get("sector", {})]
        for name in names:
            sectors.body.addWidget(Wrapped(f"• {name}", "body", "text"))
        sectors.body.addWidget(Wrapped(checked_of(funder, "sectors"), "small", "muted"))
        self._add(sectors)
        who = Card(tr("Who may apply"))
        for name in funder.beneficiaries:
            text = labels.get("beneficiary", {}).get(name)
            who.body.addWidget(Wrapped(f"• {said(text) if text else name}", "body", "text"))
        who.body.addWidget(Wrapped(checked_of(funder, "beneficiaries"), "small", "muted"))
        self._add(who)

    def _cycle(self, funder: Funder, view: FundersView) -> None:
        if not funder.cycle:
            self._add(Caption(tr("The project cycle of this funder is not known.")))
            return
        self._add(Label(tr("From idea to completion"), "strong"))
        at = min(view.stage, len(funder.cycle) - 1)
        here = self._presenter.appraising.view.stage
        self._panel.body.addWidget(self._stages(funder, at, here))
        self._add(Caption(tr("Durations are usual, not promised.")))
        stage = funder.cycle[at]
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        card = Card(f"{at + 1} · {said(stage.name)}")
        if at == here:
            card.head.addWidget(Status(tr("your draft is here"), "info", "flag"))
        card.body.addWidget(SectionLabel(tr("What you do")))
        card.body.addWidget(Wrapped(said(stage.applicant), "body", "text"))
        card.body.addWidget(Caption(months_of(stage.months)))
        card.body.addStretch(1)
        row.addWidget(card, 1)
        papers = Card(tr("What you prepare"))
        for document in stage.documents:
            name = (view.documents or {}).get(document)
            papers.body.addWidget(Wrapped(f"• {said(name) if name else document}", "body", "text"))
        if not stage.documents:
            papers.body.addWidget(Caption(tr("No document is named for this stage.")))
        papers.body.addStretch(1)
        row.addWidget(papers, 1)
        self._panel.body.addLayout(row)
        for part in plan_parts(self._presenter):
            self._add(part)

    def _stages(self, funder: Funder, at: int, here: int | None) -> QWidget:
        """The cycle drawn; where that has no room, its stages as a list."""
        note = tr("your draft is here")
        stages = [(said(stage.name), months_of(stage.months)) for stage in funder.cycle]
        if theme.logical(self.width()) >= DRAWN:
            cycle = Cycle(tr("Stages of the project cycle"))
            cycle.display(stages, at, here, note)
            cycle.picked.connect(self._presenter.pick)
            return cycle
        entries = [
            (str(n), " · ".join((str(n + 1), *stage, *([note] if n == here else []))))
            for n, stage in enumerate(stages)
        ]
        choice = Choice(entries, str(at), tr("Stages of the project cycle"))
        choice.setMinimumWidth(theme.px(60))
        choice.setSizeAdjustPolicy(choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.chosen.connect(lambda value: self._presenter.pick(int(value)))
        return choice

    def _match(self, funder: Funder, view: FundersView) -> None:
        for part in match_parts(funder, self._presenter):
            self._add(part)

    def _criteria(self, funder: Funder, view: FundersView) -> None:
        for part in review_parts(self._presenter):
            self._add(part)
        card = Card(tr("How a proposal is judged"))
        criteria = funder.card.get("appraisal_criteria")
        for number, criterion in enumerate(items(criteria), start=1):
            card.body.addWidget(Wrapped(f"{number}. {words(criterion)}", "body", "text"))
        self._add(card)
        more = Card(tr("Climate and gender"))
        more.body.addWidget(Wrapped(words(funder.card.get("gender_climate")) or tr("unknown")))
        more.body.addWidget(Wrapped(checked_of(funder, "gender_climate"), "small", "muted"))
        self._add(more)
        procurement = Card(tr("Procurement"))
        procurement.body.addWidget(Wrapped(words(funder.card.get("procurement")) or tr("unknown")))
        procurement.body.addWidget(Wrapped(checked_of(funder, "procurement"), "small", "muted"))
        self._add(procurement)

    def _safeguards(self, funder: Funder, view: FundersView) -> None:
        policy = entry(funder.card, "es_policy")
        card = Card(tr("Environmental and social policy"))
        facts = Facts(card, funder)
        facts.add(
            tr("Name of the policy"),
            words(policy.get("name")),
            str(policy.get("year") or ""),
            "es_policy",
        )
        categories = ", ".join(words(value) for value in items(policy.get("categories")))
        facts.add(tr("Categories"), categories)
        facts.add(tr("Not financed"), said(funder.exclusions))
        facts.add(tr("Note"), words(policy.get("note")))
        self._add(card)
        days = entry(funder.card, "disclosure_days")
        disclosure = Card(tr("How long documents are public before the decision"))
        facts = Facts(disclosure, funder)
        for key, title in DISCLOSED.items():
            value = days.get(key)
            if isinstance(value, int | Decimal):
                facts.add(tr(title), ntr("{n} day", "{n} days", int(value)))
        facts.add(tr("Note"), words(days.get("note")), "", "disclosure_days")
        self._add(disclosure)

    def _projects(self, funder: Funder, view: FundersView) -> None:
        for part in project_parts(view, self._presenter):
            self._add(part)

    def _sources(self, funder: Funder) -> None:
        card = Card(tr("Sources"))
        as_of = funder.card.get("as_of")
        if isinstance(as_of, str) and as_of:
            shown = language().written_date(as_of)
            card.body.addWidget(Caption(tr("As of {date}", date=shown)))
        checked = entry(funder.card, "verified")
        if checked:
            done = sum(1 for value in checked.values() if value is True)
            note = tr(
                "{done} of {all} groups of facts were read in a source; the others are well known "
                "but were not read again: check them before you rely on them.",
                done=done,
                all=len(checked),
            )
            card.body.addWidget(Wrapped(note, "small", "text2"))
        web = (url for url in pages_of(funder) if url.startswith(("https://", "http://")))
        for url in web:
            link = Link(url, "external-link", hint=tr("Opens in the browser when online"))
            link.clicked.connect(lambda _=False, u=url: QDesktopServices.openUrl(QUrl(u)))
            card.body.addWidget(link)
        self._add(card)
