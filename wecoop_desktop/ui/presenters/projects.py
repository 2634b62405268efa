"""Search, filters, results and one project in full; all of it restored from a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import SORTS, Hit, Page, Query, Sort
from wecoop_desktop.packs.content import Project
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

BLOCK = 50
SIMILAR = 3

# The filters, in the order they are shown; each is a field of Query of the same plural.
FACETS = ("country", "sector", "funder", "instrument", "status")
COUNTED = (*FACETS, "year")


@dataclass(frozen=True, slots=True)
class WayOut:
    """One change to a search without hits that would find something, and how much."""

    kind: Literal["filter", "word", "years", "elsewhere"]
    facet: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """`labels[facet][value]` are the words of content for the values of a filter."""

    query: Query
    page: Page | None = None
    hits: tuple[Hit, ...] = ()
    everything: int = 0
    labels: Mapping[str, Mapping[str, Text]] | None = None
    project: Project | None = None
    similar: tuple[Hit, ...] = ()
    both_languages: bool = False
    ways_out: tuple[WayOut, ...] = ()
    own_country: str = ""  # of the user; comes first among the countries
    error: AppError | None = None

    def chosen(self, facet: str) -> tuple[str, ...]:
        return self.query.chosen(facet)

    @property
    def filters(self) -> int:
        """How many filters are on; a range of years counts as one."""
        years = self.query.years != (None, None)
        return sum(len(self.chosen(facet)) for facet in FACETS) + years


EMPTY = Query(kinds=("project",), limit=BLOCK, facets=COUNTED)


def place_of(view: ProjectsView) -> Place:
    """The place that brings this search, its filters and the open project back."""
    query = view.query
    first, last = query.years
    place = Place("projects", view.project.id if view.project else "")
    if query.text:
        place = place.choosing("text", query.text)
    for facet in FACETS:
        place = place.choosing(facet, *view.chosen(facet))
    place = place.choosing("from", *([str(first)] if first else []))
    place = place.choosing("to", *([str(last)] if last else []))
    return place.choosing("sort", query.sort) if query.sort != EMPTY.sort else place


def query_of(place: Place) -> Query:
    """The search a place stands for; what it holds beyond that is passed over."""
    query = EMPTY
    for facet in FACETS:
        query = query.choosing(facet, *place.choice(facet))
    asked = "".join(place.choice("sort")[:1])
    sort: Sort = next((known for known in SORTS if known == asked), EMPTY.sort)
    return replace(
        query,
        text="".join(place.choice("text")[:1]),
        years=(_year(place, "from"), _year(place, "to")),
        sort=sort,
    )


def _year(place: Place, name: str) -> int | None:
    value = "".join(place.choice(name)[:1])
    return int(value) if value.isdecimal() and len(value) == 4 else None


class ProjectsPresenter(Presenter[ProjectsView]):
    """Verbs of the projects screen. Each search runs in one lane: the last one typed wins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ProjectsView(EMPTY))
        self._desk = desk

    def arrive(self, place: Place) -> None:
        """Show what the place says: the search, and the project if it names one."""
        if self.view.labels is None:
            self._set(
                replace(
                    self.view,
                    labels=_labels(self._desk),
                    everything=self._desk.library.info().counts.get("project", 0),
                )
            )
        self._set(replace(self.view, own_country=self._desk.settings().country))
        query = query_of(place)
        if self.view.page is None or query != self.view.query:
            self._set(replace(self.view, query=query))
            self._search()
        if place.id:
            self._open(place.id)
        elif self.view.project is not None:
            self._set(replace(self.view, project=None, similar=()))

    def search(self, text: str) -> None:
        if text != self.view.query.text:
            self._ask(replace(self.view.query, text=text))

    def tick(self, facet: str, value: str) -> None:
        """Put a value of a filter on, or off where it was on."""
        on = self.view.chosen(facet)
        values = tuple(v for v in on if v != value) if value in on else (*on, value)
        self._ask(self.view.query.choosing(facet, *values))

    def years(self, first: int | None, last: int | None) -> None:
        self._ask(replace(self.view.query, years=(first, last)))

    def clear(self, facet: str = "") -> None:
        """Take all values of one filter off, or without a name all filters."""
        query = self.view.query
        for name in (facet,) if facet in FACETS else FACETS:
            query = query.choosing(name)
        if facet in ("", "year"):
            query = replace(query, years=(None, None))
        self._ask(query)

    def sort(self, order: Sort) -> None:
        self._ask(replace(self.view.query, sort=order))

    def take(self, way: WayOut) -> None:
        """Make the one change that a way out offers."""
        if way.kind == "filter":
            self.tick(way.facet, way.value)
        elif way.kind == "years":
            self.years(None, None)
        elif way.kind == "word":
            self.search(way.value)

    def search_all(self, text: str) -> None:
        """Look for the same words in the guide, where funders and terms are explained too."""
        self._desk.go(Place("guide").choosing("text", text))

    def more(self) -> None:
        """The next block of hits after those already there."""
        page = self.view.page
        if page is None or len(self.view.hits) >= page.total:
            return
        query = replace(self.view.query, offset=len(self.view.hits), facets=())
        self._desk.runner.start(
            "projects.more", lambda job: self._desk.library.find(query), self._more, self._failed
        )

    def choose(self, project_id: str) -> None:
        """Open a project beside the results."""
        self._open(project_id)
        self._desk.stay(place_of(self.view))

    def close(self) -> None:
        self._set(replace(self.view, project=None, similar=()))
        self._desk.stay(place_of(self.view))

    def show_both(self, both: bool) -> None:
        """The open project in both languages side by side, or in the window's only."""
        self._set(replace(self.view, both_languages=both))

    def _ask(self, query: Query) -> None:
        self._set(replace(self.view, query=query, error=None))
        self._desk.stay(place_of(self.view))
        self._search()

    def _search(self) -> None:
        query = self.view.query
        self._desk.runner.stop("projects.more")
        self._desk.runner.start(
            "projects", lambda job: self._find(query, job), self._found, self._failed
        )

    def _find(self, query: Query, job: Job) -> tuple[Page, tuple[WayOut, ...]]:
        page = self._desk.library.find(query)
        return page, () if page.total else self._ways_out(query, job)

    def _ways_out(self, query: Query, job: Job) -> tuple[WayOut, ...]:
        """Every single change that finds something, the one that keeps most of the wish first."""
        found: list[WayOut] = []
        bare = replace(query, limit=1, facets=())

        def offer(
            kind: Literal["filter", "word", "years"], facet: str, value: str, q: Query
        ) -> None:
            job.step(len(found), 0)
            total = self._desk.library.find(q).total
            if total:
                found.append(WayOut(kind, facet, value, total))

        for facet in FACETS:
            values = query.chosen(facet)
            for value in values:
                rest = tuple(v for v in values if v != value)
                offer("filter", facet, value, bare.choosing(facet, *rest))
        if query.years != (None, None):
            offer("years", "year", "", replace(bare, years=(None, None)))
        words = query.text.split()
        if 1 < len(words) <= 8:
            for place in range(len(words)):
                rest_of_text = " ".join(words[:place] + words[place + 1 :])
                offer("word", words[place], rest_of_text, replace(bare, text=rest_of_text))
        if query.text:
            other = Query(text=query.text, kinds=("section", "funder", "policy", "term"), limit=1)
            total = self._desk.library.find(other).total
            if total:
                found.append(WayOut("elsewhere", "", query.text, total))
        return tuple(found)

    def _found(self, result: tuple[Page, tuple[WayOut, ...]]) -> None:
        page, ways = result
        self._set(replace(self.view, page=page, hits=page.hits, ways_out=ways, error=None))

    def _more(self, page: Page) -> None:
        self._set(replace(self.view, hits=self.view.hits + page.hits))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))

    def _open(self, project_id: str) -> None:
        try:
            project = self._desk.library.project(project_id)
        except AppError as error:
            self._failed(error)
            return
        self._set(replace(self.view, project=project, similar=(), error=None))
        self._desk.runner.start(
            "projects.similar",
            lambda job: _similar(self._desk, project),
            self._found_similar,
            self._failed,
        )

    def _found_similar(self, hits: tuple[Hit, ...]) -> None:
        self._set(replace(self.view, similar=hits))


def _similar(desk: Desk, project: Project) -> tuple[Hit, ...]:
    """Newest projects of the same main sector in the same country; the reason is said so."""
    query = Query(
        sort="approved",
        limit=SIMILAR + 1,
    )
    query = query.choosing("country", *project.countries[:1])
    query = query.choosing("sector", *project.sectors[:1])
    hits = desk.library.find(query).hits
    return tuple(hit for hit in hits if hit.id != project.id)[:SIMILAR]


def _labels(desk: Desk) -> Mapping[str, Mapping[str, Text]]:
    """Words for the values of each filter, from the lists of the form and the organisations."""
    form = desk.library.form()
    organisations = desk.library.organisations()
    return {
        "country": form.labels("countries"),
        "sector": form.labels("sectors"),
        "instrument": form.labels("instruments"),
        "funder": {o.id: o.acronym or o.name for o in organisations},
        "funder_name": {o.id: o.name for o in organisations},
    }
