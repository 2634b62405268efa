"""What is known of one project: time, sector, category, places; what sources say differently."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.places import REGIONS
from wecoop_desktop.packs.content import Discrepancy, Location, Project
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.labels import Caption, Picture, Wrapped
from wecoop_desktop.ui.parts.map import LocatorMap, Spot
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.screens.projectgroup import (
    Facts,
    Group,
    beside,
    copied,
    led_by,
    small,
    stacked,
)
from wecoop_desktop.ui.wording import day, language, ntr, said, tr

FIRST_PLACES = 6
STATUSES = {
    "active": (mark("Active"), "ok"),
    "closed": (mark("Closed"), "plain"),
    "pipeline": (mark("In preparation"), "info"),
    "cancelled": (mark("Cancelled"), "err"),
}
PRECISE = {
    "place": mark("centre of the place"),
    "district": mark("centre of the district"),
    "region": mark("rough centre of the region"),
    "feature": mark("centre of the lake, river or reserve"),
}
ORIGINS = {
    "source": mark("coordinates from the source"),
    "gazetteer": mark("coordinates from a gazetteer"),
}
CODED = {
    "reported": mark("given by the source"),
    "assigned": mark("set by the editors"),
}
# Fields in which sources differ; those of a funder are `funders.<id>.amount`.
FIELDS = {
    "total_cost": mark("Total cost"),
    "approved": mark("Approved"),
    "status": mark("Status"),
    "start": mark("Start"),
    "end": mark("End"),
    "dac_sector": mark("DAC purpose code"),
    "title": mark("Title"),
    "implementer": mark("Implemented by"),
    "env_category": mark("E&S category"),
}


class MapGroup(Group):
    """The places on a small map; nothing where no coordinates are known."""

    def key(self, view: ProjectView) -> object:
        return view.project

    def fill(self, view: ProjectView) -> None:
        project = view.project
        spots = [
            Spot(
                said(location.name),
                float(location.latitude),
                float(location.longitude),
                location.precision == "region",
            )
            for location in (project.locations if project else ())
            if location.latitude is not None and location.longitude is not None
        ]
        if spots:
            self.body.addWidget(LocatorMap(spots))


class KeyFacts(Group):
    """What one looks for first."""

    def key(self, view: ProjectView) -> object:
        return (view.project, view.labels, view.themes)

    def fill(self, view: ProjectView) -> None:
        project = view.project
        if project is None:
            return
        facts = Facts()
        facts.add(tr("Status"), self._status(project) or "")
        facts.add(tr("Dates"), dates_words(project))
        facts.add(tr("Sector"), self._sectors(view, project))
        facts.add(tr("E&S category"), self._category(view, project))
        facts.add(tr("Implemented by"), project.implementer)
        self.body.addLayout(facts)

    def _status(self, project: Project) -> QWidget | None:
        if project.status not in STATUSES:
            return None
        words, tone = STATUSES[project.status]
        parts: list[QWidget] = [Status(tr(words), tone)]
        if project.status_as_of:
            parts.append(Caption(tr("as of {year}", year=day(project.status_as_of))))
        holder = QWidget()
        holder.setLayout(beside(*parts))
        return holder

    def _sectors(self, view: ProjectView, project: Project) -> QWidget | str:
        """Each sector with its theme; the first is the main one."""
        themes = {sector: theme.name for theme in view.themes for sector in theme.sectors}
        holder = QWidget()
        rows: list[QWidget] = []
        for number, sector in enumerate(project.sectors):
            words = view.labels.of(language(), "sector", sector)
            if sector in themes:
                theme_name = said(themes[sector])
                words = words if theme_name == words else f"{words} · {theme_name}"
            text = copied(Wrapped(words, "body", "text" if not number else "text2"))
            row = QWidget()
            picture = Picture(icons.of_sector(sector), theme.sector_colour(sector), 14)
            row.setLayout(led_by(picture, text))
            rows.append(row)
        if not rows:
            return ""
        holder.setLayout(stacked(*rows))
        return holder

    def _category(self, view: ProjectView, project: Project) -> QWidget | str:
        if not project.category:
            return ""
        known = view.labels.texts.get("category", {}).get(project.category)
        if known is None:
            return project.category
        holder = QWidget()
        holder.setLayout(
            stacked(copied(Wrapped(project.category, "strong", "text")), small(said(known)))
        )
        return holder


class MoreFacts(Group):
    """Purpose code, places one by one, ids."""

    def key(self, view: ProjectView) -> object:
        return (view.project, view.labels, "places" in view.everything)

    def fill(self, view: ProjectView) -> None:
        project = view.project
        if project is None:
            return
        self.heading(tr("Further facts"))
        facts = Facts()
        countries = [view.labels.of(language(), "country", code) for code in project.countries]
        facts.add(tr("Country"), ", ".join(countries))
        scope = "regional" if project.regional else "national"
        facts.add(tr("National or regional"), view.labels.of(language(), "scope", scope))
        facts.add(tr("DAC purpose code"), self._code(view, project))
        facts.add(tr("Identifier"), project.id)
        if project.aliases:
            facts.add(tr("Former identifiers"), ", ".join(project.aliases))
        self.body.addLayout(facts)
        self._places(view, project)

    def _code(self, view: ProjectView, project: Project) -> str:
        code = project.dac_sector
        if not code:
            return ""
        words = view.labels.of(language(), "dac", code)
        by = tr(CODED[project.dac_source]) if project.dac_source in CODED else ""
        named = f"{code} · {words}" if words != code else code
        return f"{named} ({by})" if by else named

    def _places(self, view: ProjectView, project: Project) -> None:
        self.heading(tr("Places"))
        locations = project.locations
        if not locations:
            self.body.addWidget(small(tr("The sources name no place.")))
            return
        shown = self.all_of(view, "places", len(locations), FIRST_PLACES)
        exact = {exact_words(location) for location in locations}
        for location in locations[:shown]:
            self.body.addWidget(copied(Wrapped(place_words(location), "body", "text")))
            if len(exact) > 1 and exact_words(location):
                self.body.addWidget(small(exact_words(location)))
        self.rest("places", len(locations), shown)
        same = "".join(exact) if len(exact) == 1 else ""
        if same:
            self.body.addWidget(small(tr("All points: {exact}.", exact=same)))
        self.body.addWidget(small(tr("Borders on the map: Natural Earth.")))


class DifferingGroup(Group):
    """Values of other sources that differ, and remarks of the editors."""

    def key(self, view: ProjectView) -> object:
        return (view.project, view.labels)

    def fill(self, view: ProjectView) -> None:
        project = view.project
        if project is None:
            return
        if project.discrepancies:
            count = len(project.discrepancies)
            self.heading(ntr("{n} differing value", "{n} differing values", count))
            for entry in project.discrepancies:
                words = differing_words(view, project, entry)
                self.body.addWidget(copied(Wrapped(words, "small", "text2")))
        if project.remarks:
            self.heading(tr("Remarks of the editors"))
            for remark in project.remarks:
                self.body.addWidget(copied(Wrapped(said(remark), "small", "text2")))


def dates_words(project: Project) -> str:
    """Approval, start and end in one line; empty where none of them is known."""
    if not (project.approved or project.start or project.end):
        return ""
    parts = (
        tr("approved {date}", date=day(project.approved))
        if project.approved
        else tr("approval unknown"),
        tr("start {date}", date=day(project.start)) if project.start else tr("start unknown"),
        tr("end {date}", date=day(project.end)) if project.end else tr("end unknown"),
    )
    return " · ".join(parts)


def place_words(location: Location) -> str:
    """`Karakol, Issyk-Kul Region`."""
    name = said(location.name) or tr("Place without a name")
    region = said(REGIONS[location.region]) if location.region in REGIONS else ""
    within = region and region != name and location.precision != "region"
    return f"{name}, {region}" if within else name


def exact_words(location: Location) -> str:
    """How exact the point is and where it is from; that there is none is said too."""
    if location.latitude is None or location.longitude is None:
        return tr("no coordinates")
    parts = [PRECISE.get(location.precision, ""), ORIGINS.get(location.origin, "")]
    return ", ".join(tr(part) for part in parts if part)


def differing_words(view: ProjectView, project: Project, entry: Discrepancy) -> str:
    """`Amount of EBRD: World Bank gives USD 9,000,000.`"""
    who = tr("Another source")
    if entry.source is not None and 0 <= entry.source < len(project.sources):
        who = project.sources[entry.source].organisation or who
    words = tr(
        "{field}: {source} gives {value}.",
        field=_field_words(view, entry.field),
        source=who,
        value=_value_words(view, entry),
    )
    return f"{words} {entry.note}" if entry.note else words


def _field_words(view: ProjectView, field: str) -> str:
    parts = field.split(".")
    if len(parts) == 3 and parts[0] == "funders":
        return tr("Amount of {funder}", funder=view.labels.brief(language(), "funder", parts[1]))
    return tr(FIELDS[field]) if field in FIELDS else field


def _value_words(view: ProjectView, entry: Discrepancy) -> str:
    from decimal import Decimal, InvalidOperation

    value = entry.value
    if entry.currency:
        try:
            return language().money(Decimal(value), entry.currency)
        except InvalidOperation:
            return f"{value} {entry.currency}"
    if entry.field in ("approved", "start", "end"):
        return day(value)
    if entry.field == "status":
        return view.labels.of(language(), "status", value)
    return value
