"""One project in full: money, time, places, source and date; in one language or in both."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.query import Hit
from wecoop_desktop.packs.content import FundingLine, Project
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.labels import (
    Caption,
    CountryTag,
    Elided,
    Label,
    Rule,
    SectionLabel,
    Title,
    Wrapped,
)
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.map import LocatorMap, Spot
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter, ProjectsView
from wecoop_desktop.ui.wording import language, ntr, said, tr

STATUSES = {
    "active": (mark("Active"), "ok"),
    "closed": (mark("Closed"), "plain"),
    "pipeline": (mark("In preparation"), "info"),
    "cancelled": (mark("Cancelled"), "err"),
}
# Colours of the parts of the money, in order; never more than these.
PARTS = ("water", "irrigation", "energy", "climate", "waste", "air")
PRECISE = {
    "place": mark("centre of the place"),
    "district": mark("centre of the district"),
    "region": mark("rough centre of the region"),
    "feature": mark("centre of the lake, river or reserve"),
}


class Shares(QWidget):
    """Parts of a whole as one bar, each in its colour; what they are is said below."""

    def __init__(self, parts: list[Decimal], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(80), theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = sum(self._parts) or Decimal(1)
        at = 0.0
        for number, part in enumerate(self._parts):
            width = float(part / whole) * self.width()
            painter.setBrush(theme.colour(PARTS[min(number, len(PARTS) - 1)]))
            painter.drawRect(QRectF(at, 0, max(1.0, width - 1), self.height()))
            at += width
        painter.end()


class ProjectPane(Panel):
    """The pane beside the results. Everything unknown is said to be unknown."""

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 12, 16, 16), 8, parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self.setMinimumWidth(theme.px(300))

    def display(self, view: ProjectsView) -> None:
        state = (view.project, view.similar, view.both_languages)
        if view.project is None or state == self._shown:
            return
        new = not self._shown or self._shown[0] != view.project
        self._shown = state
        clear(self.body)
        self._head(view.project, view)
        self._texts(view.project, view.both_languages)
        self._map(view.project)
        self._facts(view.project, view)
        self._sources(view.project)
        self._similar(view)
        self.body.addStretch(1)
        if new:
            self.verticalScrollBar().setValue(0)

    def _head(self, project: Project, view: ProjectsView) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for code in project.countries:
            row.addWidget(CountryTag(code))
        places = ", ".join(said(location.name) for location in project.locations[:3])
        row.addWidget(Elided(places or self._countries(project, view), "small", "muted"), 1)
        close = Button("", "quiet", "x", name=tr("Close this project"))
        close.clicked.connect(lambda _=False: self._presenter.close())
        row.addWidget(close)
        self.body.addLayout(row)
        actions = QHBoxLayout()
        both = Segments(
            [("one", tr("One language")), ("both", "EN | RU")],
            "both" if view.both_languages else "one",
            tr("Languages of the texts"),
        )
        both.chosen.connect(lambda value: self._presenter.show_both(value == "both"))
        actions.addWidget(both)
        actions.addStretch(1)
        copy = Button("", "plain", "copy", size="small", name=tr("Copy reference"))
        copy.clicked.connect(
            lambda _=False: QGuiApplication.clipboard().setText(reference(project))
        )
        actions.addWidget(copy)
        self.body.addLayout(actions)

    def _countries(self, project: Project, view: ProjectsView) -> str:
        labels = (view.labels or {}).get("country", {})
        return ", ".join(said(labels[code]) for code in project.countries if code in labels)

    def _texts(self, project: Project, both: bool) -> None:
        if not both:
            self.body.addWidget(Title(said(project.title), "title"))
            self.body.addWidget(_copied(Wrapped(said(project.summary))))
            return
        for code, title, summary in (
            ("EN", project.title.en, project.summary.en),
            ("RU", project.title.ru, project.summary.ru),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.px(8))
            row.addWidget(CountryTag(code), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(theme.px(4))
            column.addWidget(Title(title, "subtitle"))
            column.addWidget(_copied(Wrapped(summary)))
            row.addLayout(column, 1)
            self.body.addLayout(row)

    def _map(self, project: Project) -> None:
        spots = [
            Spot(
                said(location.name),
                float(location.latitude),
                float(location.longitude),
                location.precision == "region",
            )
            for location in project.locations
            if location.latitude is not None and location.longitude is not None
        ]
        if spots:
            self.body.addWidget(LocatorMap(spots))
            kinds = sorted({entry.precision for entry in project.locations if entry.precision})
            notes = ", ".join(tr(PRECISE[kind]) for kind in kinds if kind in PRECISE)
            self.body.addWidget(_small(tr("Points: {kinds}. Borders: Natural Earth.", kinds=notes)))

    def _facts(self, project: Project, view: ProjectsView) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnMinimumWidth(0, theme.px(96))
        grid.setColumnStretch(1, 1)
        unknown = tr("unknown")

        def fact(name: str, content: QWidget | str) -> None:
            at = grid.rowCount()
            title = Wrapped(name, "body", "muted")
            title.setMaximumWidth(theme.px(120))
            grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            if isinstance(content, str):
                tone = "muted" if content == unknown else "text"
                content = _copied(Wrapped(content, "body", tone))
            grid.addWidget(content, at, 1)

        fact(tr("Financing"), self._money(project, view))
        if project.total_cost is not None:
            fact(tr("Total cost"), language().money(project.total_cost, project.currency, "short"))
        fact(tr("Status"), self._status(project) or unknown)
        for name, value in (
            (tr("Approved"), project.approved),
            (tr("Start"), project.start),
            (tr("End"), project.end),
        ):
            fact(name, language().written_date(value) if value else unknown)
        sectors = (view.labels or {}).get("sector", {})
        fact(tr("Sector"), ", ".join(said(sectors[s]) for s in project.sectors if s in sectors))
        if project.dac_sector:
            said_by = {"reported": tr("given by the source"), "assigned": tr("set by the editors")}
            fact(tr("DAC code"), f"{project.dac_sector} · {said_by.get(project.dac_source, '')}")
        fact(tr("E&S category"), project.category or unknown)
        fact(tr("Implementer"), project.implementer or unknown)
        fact(tr("Identifier"), project.id)
        self.body.addLayout(grid)
        self._related(project)

    def _status(self, project: Project) -> QWidget | None:
        if project.status not in STATUSES:
            return None
        words, tone = STATUSES[project.status]
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Status(tr(words), tone))
        if project.status_as_of:
            row.addWidget(Caption(tr("as of {year}", year=project.status_as_of)))
        row.addStretch(1)
        return holder

    def _money(self, project: Project, view: ProjectsView) -> QWidget:
        """What each funder gives; added up only where all of it is in one currency."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        known = [line for line in project.funding if line.amount is not None]
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for line in known:
            sums[line.currency] += line.amount or Decimal(0)
        if len(sums) == 1 and len(known) > 1:
            currency, amount = next(iter(sums.items()))
            column.addWidget(Label(language().money(amount, currency, "short"), "strong"))
            column.addWidget(Shares([line.amount or Decimal(0) for line in known]))
        for line in project.funding:
            column.addWidget(self._line(line, view))
        if not project.funding:
            column.addWidget(Label(tr("unknown"), "body", "muted"))
        return holder

    def _line(self, line: FundingLine, view: ProjectsView) -> QWidget:
        instruments = (view.labels or {}).get("instrument", {})
        amount = (
            language().money(line.amount, line.currency, "short")
            if line.amount is not None
            else tr("amount unknown")
        )
        kind = said(instruments[line.instrument]) if line.instrument in instruments else ""
        words = " · ".join(part for part in (said(line.name), line.window, kind, amount) if part)
        return _copied(Wrapped(words, "small", "text2"))

    def _related(self, project: Project) -> None:
        if not project.related:
            return
        self.body.addWidget(SectionLabel(tr("Parts of the same undertaking")))
        note = tr("Amounts of related records can contain the same money.")
        self.body.addWidget(_small(note))
        for related in project.related[:8]:
            button = Button(related, "quiet", "link", size="small")
            button.clicked.connect(lambda _=False, r=related: self._presenter.choose(r))
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _sources(self, project: Project) -> None:
        self.body.addWidget(SectionLabel(tr("Source")))
        for source in project.sources:
            name = " · ".join(part for part in (source.organisation, source.identifier) if part)
            if source.url.startswith(("https://", "http://")):
                hint = f"{source.url}\n{tr('Opens in the browser when online')}"
                link = Link(name or source.url, "external-link", hint=hint)
                link.clicked.connect(
                    lambda _=False, url=source.url: QDesktopServices.openUrl(QUrl(url))
                )
                self.body.addWidget(link)
            else:
                self.body.addWidget(Wrapped(name, "small", "text2"))
            if source.dataset:
                self.body.addWidget(_copied(Wrapped(source.dataset, "small", "muted")))
        as_of = language().written_date(project.data_as_of) if project.data_as_of else ""
        self.body.addWidget(
            _small(
                tr("Data as of {date}", date=as_of)
                if as_of
                else tr("The date of the data is not known")
            )
        )
        if project.discrepancies:
            count = len(project.discrepancies)
            self.body.addWidget(
                _small(
                    ntr(
                        "{n} value of another source differs:",
                        "{n} values of other sources differ:",
                        count,
                    )
                )
            )
            for entry in project.discrepancies:
                words = " ".join(p for p in (entry.field, entry.value, entry.currency) if p)
                note = f" — {entry.note}" if entry.note else ""
                self.body.addWidget(_copied(Wrapped(words + note, "small", "muted")))

    def _similar(self, view: ProjectsView) -> None:
        if not view.similar:
            return
        self.body.addWidget(SectionLabel(tr("Similar projects")))
        self.body.addWidget(_small(tr("The same main sector in the same country, newest first")))
        for hit in view.similar:
            self.body.addWidget(Rule())
            self.body.addWidget(_Similar(hit, self._presenter))


class _Similar(QWidget):
    def __init__(self, hit: Hit, presenter: ProjectsPresenter) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        if hit.countries:
            row.addWidget(CountryTag(hit.countries[0]))
        column = QVBoxLayout()
        column.setSpacing(0)
        title = Link(said(hit.title))
        title.clicked.connect(lambda _=False: presenter.choose(hit.id))
        column.addWidget(title)
        facts = [", ".join(said(name) for name in hit.funders[:2]), hit.years[0]]
        column.addWidget(Elided(" · ".join(fact for fact in facts if fact), "small", "muted"))
        row.addLayout(column, 1)
        if hit.amount is not None:
            amount = language().money(hit.amount, hit.currency, "short")
            row.addWidget(Label(amount, "smallFigures", "text2"))


def reference(project: Project) -> str:
    """How the project is cited in a document: title, funders, year, source, date of the data."""
    names = list(dict.fromkeys(said(line.name) for line in project.funding))
    year = (project.approved or project.start)[:4]
    source = project.sources[0] if project.sources else None
    parts = [said(project.title), ", ".join(names), year, source.url if source else ""]
    if project.data_as_of:
        as_of = language().written_date(project.data_as_of)
        parts.append(tr("data as of {date}", date=as_of))
    return ". ".join(part for part in parts if part)


def _small(words: str) -> Wrapped:
    return Wrapped(words, "small", "muted")


def _copied(label: Label) -> Label:
    """Text that can be selected and copied."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label
