"""Funders: the list with its filters, one profile in full, and the policies of the countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Hit, Query
from wecoop_desktop.packs.content import Funder, Policy, Section, Template
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

POLICIES = "policies"
TABS = ("overview", "eligibility", "cycle", "criteria", "safeguards", "projects")
PROJECTS = 30


@dataclass(frozen=True, slots=True)
class FundersView:
    """`counts` is the number of projects by funder; `part` is the tab of the open profile."""

    funders: tuple[Funder, ...] = ()
    counts: Mapping[str, int] | None = None
    text: str = ""
    country: str = ""
    sector: str = ""
    funder: Funder | None = None
    part: str = TABS[0]
    stage: int = 0
    projects: tuple[Hit, ...] = ()
    total: int = 0
    chapter: Section | None = None
    templates: tuple[Template, ...] = ()
    documents: Mapping[str, Text] | None = None
    policies: tuple[Policy, ...] | None = None
    labels: Mapping[str, Mapping[str, Text]] | None = None
    error: AppError | None = None

    @property
    def shown(self) -> tuple[Funder, ...]:
        """The funders that pass the filters, those with most projects first."""
        wanted = self.text.casefold().strip()
        counts = self.counts or {}

        def passes(funder: Funder) -> bool:
            names = (funder.name.en, funder.name.ru, funder.acronym.en, funder.acronym.ru)
            said = " ".join(names).casefold()
            return (
                (not wanted or wanted in said)
                and (not self.country or eligible(funder, self.country) in ("yes", "limited"))
                and (not self.sector or self.sector in funder.sectors)
            )

        order = sorted(self.funders, key=lambda f: (-counts.get(f.id, 0), f.acronym.en))
        return tuple(funder for funder in order if passes(funder))


def eligible(funder: Funder, country: str) -> str:
    """ "yes", "limited" or "no" for a country; empty where the profile does not say."""
    countries = funder.card.get("countries")
    entry = countries.get(country) if isinstance(countries, Mapping) else None
    return str(entry.get("eligible", "")) if isinstance(entry, Mapping) else ""


class FundersPresenter(Presenter[FundersView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(FundersView())
        self._desk = desk

    def arrive(self, place: Place) -> None:
        """The list, the policies, or the profile a place names, at the tab it names."""
        if not self.view.funders:
            self._load()
        if place.part == POLICIES and not place.id:
            country = "".join(place.choice("country")[:1])
            policies = self._desk.library.policies(country)
            self._set(replace(self.view, funder=None, policies=policies, country=country))
        elif place.id:
            self._open(place.id, place.part)
        else:
            self._set(replace(self.view, funder=None, policies=None))

    def search(self, text: str) -> None:
        self._set(replace(self.view, text=text))

    def filter(self, *, country: str | None = None, sector: str | None = None) -> None:
        """Only funders that work in the country and on the sector; empty takes a filter off."""
        view = self.view
        if country is not None:
            view = replace(view, country=country)
            if view.policies is not None:
                view = replace(view, policies=self._desk.library.policies(country))
        if sector is not None:
            view = replace(view, sector=sector)
        self._set(view)

    def choose(self, funder_id: str, part: str = "") -> None:
        self._desk.go(Place("funders", funder_id, part))

    def turn(self, part: str) -> None:
        """Another tab of the open profile."""
        if self.view.funder is not None:
            self._set(replace(self.view, part=part))
            self._desk.stay(Place("funders", self.view.funder.id, part))

    def pick(self, stage: int) -> None:
        """A stage of the project cycle, to be explained below."""
        self._set(replace(self.view, stage=stage))

    def list_all(self) -> None:
        self._desk.go(Place("funders"))

    def list_policies(self) -> None:
        self._desk.go(Place("funders", part=POLICIES))

    def read(self) -> None:
        """The guide's chapter about the open funder."""
        if self.view.funder is not None and self.view.funder.guide:
            self._desk.go(Place("guide", self.view.funder.guide))

    def find_projects(self) -> None:
        """All projects of the open funder, in the projects screen."""
        if self.view.funder is not None:
            place = Place("projects")
            for organisation in self._organisations(self.view.funder.id):
                values = (*place.choice("funder"), organisation)
                place = place.choosing("funder", *values)
            self._desk.go(place)

    def open_project(self, project_id: str) -> None:
        self._desk.go(Place("projects", project_id))

    def _organisations(self, funder_id: str) -> tuple[str, ...]:
        """The organisations under which this funder's money stands in the projects."""
        return tuple(
            o.id for o in self._desk.library.organisations() if funder_id in (o.id, *o.profiles)
        )

    def _load(self) -> None:
        library = self._desk.library
        form = library.form()
        page = library.find(Query(kinds=("project",), limit=0, facets=("funder",)))
        by_organisation = {entry.value: entry.count for entry in page.facets["funder"]}
        funders = library.funders()
        counts = {
            funder.id: sum(by_organisation.get(o, 0) for o in self._organisations(funder.id))
            for funder in funders
        }
        self._set(
            replace(
                self.view,
                funders=funders,
                counts=counts,
                documents=library.legend().get("document", {}),
                labels={
                    "country": form.labels("countries"),
                    "sector": form.labels("sectors"),
                    "instrument": form.labels("instruments"),
                    "beneficiary": form.labels("beneficiary_types"),
                    **library.legend(),
                },
            )
        )

    def _open(self, funder_id: str, part: str) -> None:
        library = self._desk.library
        try:
            funder = library.funder(funder_id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(
            replace(
                self.view,
                funder=funder,
                policies=None,
                part=part if part in TABS else TABS[0],
                stage=0,
                projects=(),
                total=0,
                chapter=self._chapter(funder),
                templates=tuple(t for t in library.templates() if t.id in funder.templates),
                error=None,
            )
        )
        paid = self._organisations(funder.id)
        query = Query(sort="approved", limit=PROJECTS).choosing("funder", *paid)
        if paid:
            self._desk.runner.start(
                "funders",
                lambda job: library.find(query),
                lambda page: self._set(replace(self.view, projects=page.hits, total=page.total)),
                lambda error: self._set(replace(self.view, error=error)),
            )

    def _chapter(self, funder: Funder) -> Section | None:
        wanted = funder.guide
        return next((s for s in self._desk.library.sections() if s.id == wanted), None)
