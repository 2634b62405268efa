"""Funders: list, matrix and comparison, one profile in full, and the policies of the countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Hit, Query
from wecoop_desktop.packs.content import Funder, Section, Template, Theme
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.packs.statistics import Statistics
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import matrix
from wecoop_desktop.ui.presenters.appraising import AppraisingPresenter
from wecoop_desktop.ui.presenters.feedback import feedback_place
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingview import MATCH
from wecoop_desktop.ui.presenters.matrix import Cell, Listed, Paid, eligible
from wecoop_desktop.ui.presenters.policies import PoliciesPresenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

LIST, MATRIX, COMPARE, POLICIES = "", "matrix", "compare", "policies"
MODES = (LIST, MATRIX, COMPARE, MATCH, POLICIES)
MOST = 3  # funders side by side
TABS = ("overview", "eligibility", "cycle", "criteria", "safeguards", "projects", "match")
PROJECTS = 30


@dataclass(frozen=True, slots=True)
class FundersView:
    """`counts` is the number of projects by funder; `part` is the tab of the open profile.

    `mode` is one of `MODES`; `cell` the chosen (sector, column) of the matrix; `picked` are ids of
    funders to be compared, at most `MOST`; `everything`: rows that are alike are shown too.
    `sums` are the statistics of the open funder's projects, `payers` the organisations under which
    its money is recorded, each with the number of profiles that share it.
    """

    funders: tuple[Funder, ...] = ()
    mode: str = LIST
    themes: tuple[Theme, ...] = ()
    paid: tuple[Paid, ...] | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    cell: tuple[str, str] = ("", "")
    picked: tuple[str, ...] = ()
    everything: bool = False
    forms: Mapping[str, Text] | None = None
    sums: Statistics | None = None
    payers: tuple[tuple[str, Text, int], ...] = ()
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
    labels: Mapping[str, Mapping[str, Text]] | None = None
    error: AppError | None = None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """The funders of the chosen cell."""
        return matrix.listed(self.funders, self.paid or (), *self.cell)

    @property
    def compared(self) -> tuple[Funder, ...]:
        """The picked funders, in the order in which they were picked."""
        known = {funder.id: funder for funder in self.funders}
        return tuple(known[name] for name in self.picked if name in known)

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


class FundersPresenter(Presenter[FundersView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(FundersView())
        self._desk = desk
        self.matching = MatchingPresenter(desk)
        self.matching.setParent(self)
        self.appraising = AppraisingPresenter(desk, self.matching)
        self.appraising.setParent(self)
        self.policies = PoliciesPresenter(desk)
        self.policies.setParent(self)

    def arrive(self, place: Place) -> None:
        """The view a place names with its choices, or the profile, at the tab it names."""
        if not self.view.funders:
            self._load()
        if place.id:
            self.matching.accompany(place)
            self._open(place.id, place.part)
            return
        self.appraising.close()
        mode = place.part if place.part in MODES else LIST
        view = replace(self.view, funder=None, mode=mode, error=None)
        if mode == POLICIES:
            self.policies.arrive(place)
        known = {funder.id for funder in view.funders}
        wanted = tuple(name for name in place.choice("with") if name in known)
        if wanted or mode == COMPARE:
            view = replace(view, picked=wanted[:MOST])
        if mode == COMPARE:
            view = replace(view, everything=bool(place.choice("all")))
        if mode == MATRIX:
            view = replace(view, cell=self._cell(place))
        self._set(view)
        if mode == MATCH:
            self.matching.arrive(place)
        elif mode == COMPARE:
            self.matching.accompany(place)
        if mode in (MATRIX, COMPARE, POLICIES) and view.paid is None:
            self._count()

    def _cell(self, place: Place) -> tuple[str, str]:
        """The cell a place names; else the one chosen before, else the first."""
        sectors = [sector for theme in self.view.themes for sector in theme.sectors]
        sector, column = (*place.choice("sector")[:1], ""), (*place.choice("country")[:1], "")
        if sector[0] in sectors and column[0] in matrix.COLUMNS:
            return sector[0], column[0]
        return self.view.cell if self.view.cell[0] else (sectors[0], matrix.COLUMNS[0])

    def _count(self) -> None:
        """The projects of the matrix, and its cells."""
        library = self._desk.library
        self._desk.runner.start(
            "funder-matrix",
            lambda job: matrix.paid(library.projects(Query()), library.organisations()),
            self._counted,
            lambda error: self._set(replace(self.view, error=error)),
        )

    def _counted(self, paid: tuple[Paid, ...]) -> None:
        view = self.view
        sectors = [sector for theme in view.themes for sector in theme.sectors]
        self._set(replace(view, paid=paid, rows=matrix.table(view.funders, paid, sectors)))

    # The views

    def show(self, mode: str) -> None:
        """The list, the matrix, the comparison or the policies."""
        self._desk.go(self._place(mode))

    def _place(self, mode: str) -> Place:
        """A view with the choices that restore it."""
        if mode == MATCH:
            return self.matching.place()
        place = Place("funders", part=mode)
        if mode == MATRIX and self.view.cell[0]:
            sector, column = self.view.cell
            place = place.choosing("sector", sector).choosing("country", column)
        if mode in (MATRIX, COMPARE):
            place = place.choosing("with", *self.view.picked)
        if mode == COMPARE and self.view.everything:
            place = place.choosing("all", "yes")
        return place

    def _stay(self) -> None:
        if self.view.funder is None and self.view.mode in (MATRIX, COMPARE):
            self._desk.stay(self._place(self.view.mode))

    def select(self, sector: str, column: str) -> None:
        """Another cell of the matrix."""
        if (sector, column) != self.view.cell:
            self._set(replace(self.view, cell=(sector, column)))
            self._stay()

    def find_cell(self) -> None:
        """The projects of the chosen cell, in the projects screen."""
        sector, column = self.view.cell
        place = Place("projects").choosing("sector", sector)
        if column == matrix.REGIONAL:
            self._desk.go(place.choosing("scope", "regional"))
        else:
            self._desk.go(place.choosing("country", column))

    def pick_funder(self, funder_id: str) -> None:
        """One more to be compared; no more than `MOST`, and none twice."""
        picked = self.view.picked
        known = any(funder.id == funder_id for funder in self.view.funders)
        if known and funder_id not in picked and len(picked) < MOST:
            self._set(replace(self.view, picked=(*picked, funder_id)))
            self._stay()

    def save_comparison(self) -> None:
        """The panel that writes the comparison to a file."""
        from wecoop_desktop.ui.presenters.sidebyside import comparison_of

        filed = comparison_of(self.view, self.matching.view, self._desk.today())
        if filed is not None:
            self.matching.filing.open(filed)

    def drop_funder(self, funder_id: str) -> None:
        picked = tuple(name for name in self.view.picked if name != funder_id)
        self._set(replace(self.view, picked=picked))
        self._stay()

    def compare(self) -> None:
        self.show(COMPARE)

    def show_everything(self, everything: bool) -> None:
        """Rows in which the compared funders are alike, too."""
        self._set(replace(self.view, everything=everything))
        self._stay()

    # The list

    def search(self, text: str) -> None:
        self._set(replace(self.view, text=text))

    def filter(self, *, country: str | None = None, sector: str | None = None) -> None:
        """Only funders that work in the country and on the sector; empty takes a filter off."""
        view = self.view
        if country is not None:
            view = replace(view, country=country)
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
        self.show(LIST)

    def list_policies(self) -> None:
        self.show(POLICIES)

    def read(self) -> None:
        """The guide's chapter about the open funder."""
        if self.view.funder is not None and self.view.funder.guide:
            self._desk.go(Place("guide", self.view.funder.guide))

    def find_projects(self, funder_id: str = "") -> None:
        """All projects of a funder, or of the open one, in the projects screen."""
        wanted = funder_id or (self.view.funder.id if self.view.funder is not None else "")
        if wanted:
            paid = self._organisations(wanted) or (wanted,)
            self._desk.go(Place("projects").choosing("funder", *paid))

    def tell(self, kind: Kind) -> None:
        """Go where a correction of the open profile, or a question about it, is written."""
        if self.view.funder is not None:
            self._desk.go(feedback_place(kind, f"funder:{self.view.funder.id}"))

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
                themes=library.themes(),
                forms={template.id: template.name for template in library.templates()},
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
                mode=LIST,
                part=part if part in TABS else TABS[0],
                stage=0,
                projects=(),
                total=0,
                sums=None,
                payers=self._payers(funder),
                chapter=self._chapter(funder),
                templates=tuple(t for t in library.templates() if t.id in funder.templates),
                error=None,
            )
        )
        self.appraising.open(funder)
        if self.appraising.view.stage is not None:
            self._set(replace(self.view, stage=self.appraising.view.stage))
        paid = self._organisations(funder.id)
        query = Query(sort="approved", limit=PROJECTS).choosing("funder", *paid)
        if paid:
            self._desk.runner.start(
                "funders",
                lambda job: (library.find(query), library.statistics(query)),
                lambda found: self._set(
                    replace(
                        self.view,
                        projects=found[0].hits,
                        total=found[0].total,
                        sums=found[1],
                    )
                ),
                lambda error: self._set(replace(self.view, error=error)),
            )

    def _payers(self, funder: Funder) -> tuple[tuple[str, Text, int], ...]:
        mine = self._organisations(funder.id)
        return tuple(
            (o.id, o.name, len(o.profiles)) for o in self._desk.library.organisations()
            if o.id in mine
        )  # fmt: skip

    def _chapter(self, funder: Funder) -> Section | None:
        wanted = funder.guide
        return next((s for s in self._desk.library.sections() if s.id == wanted), None)
