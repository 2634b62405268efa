"""What the projects screen shows, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.library.query import FACETS, Hit, Page, Query
from wecoop_desktop.packs.content import Theme
from wecoop_desktop.packs.labels import Labels
from wecoop_desktop.packs.rates import Rates
from wecoop_desktop.packs.statistics import Statistics
from wecoop_desktop.ui.parts.blocks import Blocks
from wecoop_desktop.ui.parts.clusters import Atlas
from wecoop_desktop.ui.presenters.address import Asked
from wecoop_desktop.ui.presenters.layout import Columns
from wecoop_desktop.ui.presenters.searches import Saved, SavedView
from wecoop_desktop.ui.presenters.waysout import WayOut

# The groups of filters that stand folded under "More filters" until they are opened.
SELDOM = ("dac", "funder_kind", "category", "implementer", "scope", "missing")
MORE = "more"
OFTEN = ("country", "sector", "funder", "instrument", "status", "year", "size")


@dataclass(frozen=True, slots=True)
class ProjectsView:
    """`asked` is what is wished, `result` the search whose `page`, `rows`, `statistics` and
    `atlas` are shown; they differ while a search is on its way. `unfolded`: groups of filters."""

    asked: Asked = made(default_factory=Asked)
    result: Query | None = None
    page: Page | None = None
    rows: Blocks[Hit] = made(default_factory=Blocks)
    statistics: Statistics | None = None
    atlas: Atlas | None = None
    ways_out: tuple[WayOut, ...] = ()
    everything: int = 0
    words: Labels = made(default_factory=Labels)
    themes: tuple[Theme, ...] = ()
    rates: Rates = made(default_factory=Rates)
    unfolded: frozenset[str] = frozenset(OFTEN)
    columns: Columns = ()
    saved: frozenset[str] = frozenset()  # ids
    shelf: SavedView = made(default_factory=SavedView)
    since: str = ""  # the date of the data before the last update, where there was one
    newer: tuple[int, int] = (0, 0)  # projects that it brought, and changed
    own_country: str = ""  # of the user; comes first among the countries
    single_keys: bool = True
    error: AppError | None = None
    opened: str = ""  # id of the project beside the results

    @property
    def query(self) -> Query:
        return self.asked.query

    @property
    def searches(self) -> tuple[Saved, ...]:
        return self.shelf.searches

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The rows from the first on that are there."""
        return self.rows.first

    @property
    def filters(self) -> int:
        return self.asked.filters

    def chosen(self, facet: str) -> tuple[str, ...]:
        return self.query.chosen(facet)

    @property
    def counted(self) -> tuple[str, ...]:
        """The filters whose values are counted: those that are open or on, in their order."""
        open_ = self.unfolded if MORE in self.unfolded else self.unfolded - frozenset(SELDOM)
        return tuple(facet for facet in FACETS if facet in open_ or self.query.asks(facet))
