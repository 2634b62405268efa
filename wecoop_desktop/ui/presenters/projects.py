"""Search, filters and results of the projects screen; all of it restored from a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from wecoop_desktop.base.catalogue import chain
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import system_language
from wecoop_desktop.library.query import (
    FREE,
    Bounds,
    Currency,
    Hit,
    Page,
    Query,
    Sort,
)
from wecoop_desktop.packs.statistics import Statistics
from wecoop_desktop.ui.parts.blocks import SIZE, Blocks
from wecoop_desktop.ui.parts.clusters import Atlas, gather
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import layout
from wecoop_desktop.ui.presenters.address import (
    VIEWS,
    Asked,
    News,
    Tab,
    View,
    asked_of,
    fitting_text,
    place_of,
)
from wecoop_desktop.ui.presenters.layout import Columns
from wecoop_desktop.ui.presenters.listing import ListingPresenter
from wecoop_desktop.ui.presenters.project import BOOKMARK, ProjectPresenter
from wecoop_desktop.ui.presenters.projectsview import OFTEN, ProjectsView
from wecoop_desktop.ui.presenters.searches import Saved, SearchesPresenter
from wecoop_desktop.ui.presenters.waysout import WayOut, ways_out

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

R = TypeVar("R")


class ProjectsPresenter(Presenter[ProjectsView]):
    """Verbs of the projects screen. Each search runs in one lane: the last one typed wins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ProjectsView())
        self._desk = desk
        self._coming: tuple[int, ...] = ()  # blocks on their way
        self._under_way: set[str] = set()  # lanes of what is worked out for a whole result
        self._mapped: Query | None = None  # the result of the atlas
        self._furnished = False
        self.listing = ListingPresenter(desk)
        self.shelf = SearchesPresenter(desk)
        self.shelf.changed.connect(self._shelf_changed)
        self.detail = ProjectPresenter(desk)
        self.detail.changed.connect(self._detail_changed)

    # Coming and going

    def arrive(self, place: Place) -> None:
        """Show what the place says: the search, and the project if it names one."""
        if not self._furnished:
            self._furnished = True
            self._set(self._furniture())
            self.shelf.read()
        settings, told = self._desk.settings(), self._desk.news()
        self._set(
            replace(
                self.view,
                own_country=settings.country,
                single_keys=settings.single_keys,
                saved=frozenset(self._desk.store.marks(BOOKMARK)),
                since=told.since if told else "",
                newer=(
                    len(changed_ids(self._desk, "new")),
                    len(changed_ids(self._desk, "changed")),
                ),
            )
        )
        asked = asked_of(place)
        if self.view.page is None and not place.choice("currency"):  # the first time
            currency: Currency = "EUR" if settings.currency == "EUR" else "USD"
            asked = replace(asked, query=replace(asked.query, currency=currency))
        result = self.view.result
        if self.view.page is None or asked != self.view.asked:
            self._take(asked)
        elif result is not None and result.sort == "title" and result.language != self._language():
            self._search()
        self._open(place.id)

    def leave(self) -> None:
        self.detail.leave()

    def _furniture(self) -> ProjectsView:
        """The view with all that stays the same while the library is open."""
        library, store = self._desk.library, self._desk.store
        unfolded = frozenset(OFTEN) - layout.names(store, layout.FOLDED)
        return replace(
            self.view,
            words=library.labels(),
            themes=library.themes(),
            rates=library.rates(),
            everything=library.info().counts.get("project", 0),
            unfolded=unfolded | layout.names(store, layout.UNFOLDED),
            columns=layout.columns(store),
        )

    # Searching and filtering

    def search(self, text: str) -> None:
        text = fitting_text(text)
        if text != self.view.query.text:
            self._ask(replace(self.view.query, text=text))

    def tick(self, facet: str, value: str) -> None:
        """Put a value of a filter on, or off; one that was excluded is free again."""
        query = self.view.query
        if value in query.excluded(facet):
            self.exclude(facet, value)
            return
        on = set(query.chosen(facet)) ^ {value}
        self._ask(query.choosing(facet, *sorted(on)))

    def exclude(self, facet: str, value: str) -> None:
        """Let no result have this value, or again where it was excluded."""
        query = self.view.query
        off = set(query.excluded(facet)) ^ {value}
        self._ask(query.excluding(facet, *sorted(off)))

    def years(self, first: int | None, last: int | None) -> None:
        self._ask(replace(self.view.query, years=_ordered(first, last)))

    def size(self, least: int | None, most: int | None) -> None:
        self._ask(replace(self.view.query, size=_ordered(least, most)))

    def count_in(self, currency: Currency) -> None:
        """Sizes and sums in this currency. Bounds of sizes stay the numbers they are."""
        self._ask(replace(self.view.query, currency=currency))

    def only(self, ids: tuple[str, ...]) -> None:
        """Only these projects, as a list: a circle of the map was chosen."""
        query = replace(self.view.query, among=tuple(sorted(set(ids))))
        self._change(replace(self.view.asked, query=query, view="list"))

    def unlisted(self) -> None:
        """The projects of this result that have no place on the map, as a list."""
        query = self.view.query
        missing = sorted({*query.chosen("missing"), "place"})
        query = query.choosing("missing", *missing)
        self._change(replace(self.view.asked, query=query, view="list"))

    def regional(self) -> None:
        """The projects of this result that several countries share, as a list."""
        query = self.view.query.choosing("scope", "regional")
        self._change(replace(self.view.asked, query=query, view="list"))

    def news(self, wanted: News) -> None:
        """Only what the last update brought or changed; "" for all."""
        self._change(replace(self.view.asked, news=wanted))

    def clear(self, facet: str = "") -> None:
        """Take everything of one filter off, or without a name all filters."""
        match facet:
            case "":
                self._change(self.view.asked.free())
            case "among":
                self._ask(replace(self.view.query, among=None))
            case "news":
                self.news("")
            case _:
                self._ask(self.view.query.free_of(facet))

    def sort(self, order: Sort) -> None:
        """Order by this; the same order again turns it round."""
        query = self.view.query
        turned = order == query.sort and order != "relevance" and not query.reverse
        self._ask(replace(query, sort=order, reverse=turned))

    def order(self, order: Sort) -> None:
        """Order by this, its usual way round."""
        self._ask(replace(self.view.query, sort=order, reverse=False))

    def reverse(self) -> None:
        """The same order the other way round."""
        query = self.view.query
        self._ask(replace(query, reverse=not query.reverse))

    def show(self, view: View) -> None:
        self._change(replace(self.view.asked, view=view))

    def next_view(self) -> None:
        at = VIEWS.index(self.view.asked.view)
        self.show(VIEWS[(at + 1) % len(VIEWS)])

    def turn(self, tab: Tab) -> None:
        self._change(replace(self.view.asked, tab=tab))

    def take(self, way: WayOut) -> None:
        """Make the change that a way out offers."""
        query = self.view.query
        match way.what:
            case "filter":
                self._ask(query.choosing(way.facet))
            case "excluded":
                self.exclude(way.facet, way.values[0])
            case "range" | "among":
                self.clear(way.facet or "among")
            case "word":
                self.search(way.text)
            case "spelling":
                asked = self.view.asked.free()
                self._change(replace(asked, query=replace(asked.query, text=way.text), tab="all"))
            case "filters":
                self._change(replace(self.view.asked.free(), tab="all"))
            case "elsewhere":
                self._desk.go(Place("guide").choosing("text", way.text))

    def fold(self, facet: str) -> None:
        """Fold a group of filters, or open it; remembered for the next start."""
        before, unfolded = self.view.counted, self.view.unfolded ^ {facet}
        self._set(replace(self.view, unfolded=unfolded))
        self._remember(layout.FOLDED, frozenset(OFTEN) - unfolded)
        self._remember(layout.UNFOLDED, unfolded - frozenset(OFTEN))
        if not set(self.view.counted) <= set(before):
            self._search()

    def _remember(self, key: str, names: frozenset[str]) -> None:
        try:
            layout.keep_names(self._desk.store, key, names)
        except AppError as error:
            self._failed(error)

    def lay_columns(self, columns: Columns) -> None:
        """The columns of the table in this order and width; remembered for the next start."""
        if columns == self.view.columns:
            return
        self._set(replace(self.view, columns=columns))
        try:
            layout.keep_columns(self._desk.store, columns)
        except AppError as error:
            self._failed(error)

    def export(self) -> None:
        """Open the panel that writes the list that is shown, or put it away."""
        result, page = self.view.result, self.view.page
        if self.listing.view.opened:
            self.listing.close()
        elif result is not None and page is not None:
            self.listing.open(result, page.total)

    # What is saved

    def bookmark(self, project_id: str) -> None:
        """Save a project, or save it no longer."""
        on = project_id not in self.view.saved
        try:
            self._desk.store.mark(BOOKMARK, project_id, "1" if on else None)
        except AppError as error:
            self._failed(error)
            return
        self.refresh_saved()

    def refresh_saved(self) -> None:
        """Read again which projects are saved: the pane of a project may have changed it."""
        saved = frozenset(self._desk.store.marks(BOOKMARK))
        if saved == self.view.saved:
            return
        self._set(replace(self.view, saved=saved))
        if self.view.asked.tab == "saved":
            self._search()

    def save_search(self, name: str) -> None:
        """Keep the present search under a name."""
        self.shelf.save(Saved(name, replace(self.view.asked, tab="all")))

    def open_search(self, name: str) -> None:
        saved = self.shelf.named(name)
        if saved is not None:
            self._change(saved.asked)

    def read_search(self, path: Path) -> None:
        """Take in a search from a file, keep it and show its result."""
        saved = self.shelf.read_file(path)
        if saved is not None:
            self._change(saved.asked)

    def forget_messages(self) -> None:
        self._set(replace(self.view, error=None))
        self.shelf.forget_messages()

    def _shelf_changed(self) -> None:
        self._set(replace(self.view, shelf=self.shelf.view))

    # Rows as they are seen

    def seen(self, first: int, last: int) -> None:
        """These rows are looked at: find the blocks of them that are not there yet."""
        result = self.view.result
        missing = self.view.rows.missing(first, last)
        if result is None or not missing or missing == self._coming:
            return
        self._coming = missing
        library = self._desk.library

        def find(job: Job) -> dict[int, tuple[Hit, ...]]:
            found: dict[int, tuple[Hit, ...]] = {}
            for number in missing:
                job.step(len(found), len(missing))
                block = replace(result, offset=number * SIZE, limit=SIZE, facets=())
                found[number] = library.find(block).hits
            return found

        self._desk.runner.start("projects.rows", find, self._found_rows, self._failed)

    def _found_rows(self, blocks: dict[int, tuple[Hit, ...]]) -> None:
        self._coming = ()
        self._set(replace(self.view, rows=self.view.rows.holding(blocks)))

    def hits_of(self, ids: Sequence[str]) -> tuple[Hit, ...]:
        """The lines of these projects in their order: what lies under a circle of the map."""
        found = self._desk.library.find(Query(among=tuple(ids), limit=len(ids) or 1)).hits
        held = {hit.id: hit for hit in found}
        return tuple(held[each] for each in ids if each in held)

    # Finding

    def _ask(self, query: Query) -> None:
        self._change(replace(self.view.asked, query=query))

    def _change(self, asked: Asked) -> None:
        """Another search or view; the place of the window follows."""
        if asked == self.view.asked:
            return
        self.shelf.go_on()
        self._take(asked)
        self._stay()

    def _take(self, asked: Asked) -> None:
        before = self.view
        self._set(replace(before, asked=asked, error=None))
        if asked.tab == "searches" and before.page is not None:
            return
        same = (before.asked.query, before.asked.tab, before.asked.news)
        if before.page is None or same != (asked.query, asked.tab, asked.news):
            self._search()
        elif asked.view == "map":
            self._find_places()

    def _stay(self) -> None:
        self._desk.stay(place_of(self.view.asked, self.view.opened))

    def _resolved(self) -> Query:
        """The search with all that the tab and the news stand for, for its first block."""
        asked = self.view.asked
        sets = [set(asked.query.among)] if asked.query.among is not None else []
        if asked.tab == "saved":
            sets.append(set(self.view.saved))
        if asked.news:
            sets.append(set(changed_ids(self._desk, asked.news)))
        among = tuple(sorted(set.intersection(*sets))) if sets else None
        return replace(
            asked.query,
            among=among,
            limit=SIZE,
            offset=0,
            facets=self.view.counted,
            language=self._language(),
        )

    def _language(self) -> str:
        """Of the order by title."""
        settings = self._desk.settings()
        return chain(settings.content or settings.language or system_language())[0]

    def _search(self) -> None:
        query, library = self._resolved(), self._desk.library

        def find(job: Job) -> tuple[Query, Page, tuple[WayOut, ...]]:
            job.step(0, 0)
            page = library.find(query)
            ways = () if page.total else ways_out(library.find, replace(query, facets=()), job)
            return query, page, ways

        self._desk.runner.start("projects", find, self._found, self._failed)

    def _found(self, found: tuple[Query, Page, tuple[WayOut, ...]]) -> None:
        query, page, ways = found
        before = self.view
        same = before.result is not None and replace(query, facets=()) == replace(
            before.result, facets=()
        )
        if same:  # only more was counted
            self._set(replace(before, result=query, page=page))
            return
        self._desk.runner.stop("projects.rows")
        self._coming = ()
        rows: Blocks[Hit] = Blocks(page.total)
        self._set(
            replace(
                before,
                result=query,
                page=page,
                rows=rows.holding({0: page.hits} if page.hits else {}),
                ways_out=ways,
                statistics=None if page.total == 0 else before.statistics,
                error=None,
            )
        )
        self.listing.follow(query, page.total)
        self._sum_up()
        if before.asked.view == "map":
            self._find_places()

    def _sum_up(self) -> None:
        library = self._desk.library
        if self.view.rows.total:
            self._catch_up("projects.statistics", library.statistics, self._summed_up)

    def _summed_up(self, statistics: Statistics) -> None:
        self._set(replace(self.view, statistics=statistics))

    def _find_places(self) -> None:
        library = self._desk.library
        if self._mapped is None or self._mapped != self.view.result:
            self._catch_up("projects.places", lambda q: gather(library.places(q)), self._placed)

    def _placed(self, atlas: Atlas) -> None:
        self._mapped = self.view.result
        self._set(replace(self.view, atlas=atlas))

    def _catch_up(self, lane: str, work: Callable[[Query], R], done: Callable[[R], None]) -> None:
        """Work something out for the whole result that is shown.

        It may take a second in a large library: while it is under way it is not begun again for
        each key, but once more at its end where the result became another one.
        """
        result = self.view.result
        if result is None or lane in self._under_way:
            return
        self._under_way.add(lane)

        def finished(found: R) -> None:
            self._under_way.discard(lane)
            if self.view.result == result:
                done(found)
            else:
                self._catch_up(lane, work, done)

        def failed(error: AppError) -> None:
            self._under_way.discard(lane)
            self._failed(error)

        self._desk.runner.start(lane, lambda job: work(result), finished, failed)

    def _failed(self, error: AppError) -> None:
        self._coming = ()
        self._set(replace(self.view, error=error))

    # One project

    def choose(self, project_id: str) -> None:
        """Open a project beside the results."""
        self._open(project_id)
        self._stay()

    def close(self) -> None:
        self.choose("")

    def _open(self, project_id: str) -> None:
        if project_id:
            self.detail.open(project_id)
        elif self.detail.view.opened:
            self.detail.close()
        self._set(replace(self.view, opened=self.detail.view.id))

    def _detail_changed(self) -> None:
        """The pane was closed from inside, shows another project, or saved this one."""
        if self.detail.view.id != self.view.opened:
            self._set(replace(self.view, opened=self.detail.view.id))
            self._stay()
        self.refresh_saved()


def changed_ids(desk: Desk, news: News) -> tuple[str, ...]:
    """The projects that the last update brought ("new") or changed; none while nothing tells."""
    told = desk.news()
    if told is None or not news:
        return ()
    return (told.new if news == "new" else told.changed).get("project", ())


def _ordered(low: int | None, high: int | None) -> Bounds:
    if low is None and high is None:
        return FREE
    if low is not None and high is not None and low > high:
        return (high, low)
    return (low, high)
