"""The list that is written: its projects, and all that is said about them as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Protocol

from wecoop_desktop.base.language import Language
from wecoop_desktop.packs.content import Manifest, Organisation, Project
from wecoop_desktop.packs.labels import Labels
from wecoop_desktop.packs.rates import Rates
from wecoop_desktop.packs.statistics import Statistics

MOST_SHEETS = 100  # projects of a report that has a page for each; a longer one has the list only


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of projects in one language. `projects` may be an iterator: it is gone through once.

    `filters` are names of filters and what is chosen of them, in words; `currency` is that of
    converted amounts and of `statistics`; `data_as_of` is the date of the newest dataset.
    """

    title: str
    language: Language
    currency: str
    count: int
    made: date
    data_as_of: str
    filters: tuple[tuple[str, str], ...]
    packs: tuple[Manifest, ...]
    projects: Iterable[Project]
    statistics: Statistics
    rates: Rates
    labels: Labels
    organisations: Mapping[str, Organisation] = field(default_factory=lambda: MappingProxyType({}))

    def label(self, facet: str, value: str) -> str:
        """What a value of a filter is called; nothing for nothing."""
        return self.labels.of(self.language, facet, value) if value else ""

    def brief(self, facet: str, value: str) -> str:
        """The same as short as there is a word for it."""
        return self.labels.brief(self.language, facet, value) if value else ""


class Holding(Protocol):
    """What a library says of itself."""

    @property
    def data_as_of(self) -> str: ...
    @property
    def packs(self) -> tuple[Manifest, ...]: ...


class Shelf(Protocol):
    """What a list is explained with; a library of another room is one."""

    def info(self) -> Holding: ...
    def labels(self) -> Labels: ...
    def rates(self) -> Rates: ...
    def organisations(self) -> tuple[Organisation, ...]: ...


def listing_of(
    shelf: Shelf,
    projects: Iterable[Project],
    statistics: Statistics,
    *,
    filters: tuple[tuple[str, str], ...],
    language: Language,
    made: date,
) -> Listing:
    """The projects of a search with all that explains them, in a language."""
    info = shelf.info()
    return Listing(
        title=language.tr("Financed projects in Central Asia"),
        language=language,
        currency=statistics.currency,
        count=statistics.projects,
        made=made,
        data_as_of=info.data_as_of,
        filters=filters,
        packs=info.packs,
        projects=projects,
        statistics=statistics,
        rates=shelf.rates(),
        labels=shelf.labels(),
        organisations={each.id: each for each in shelf.organisations()},
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a list: `projects` in the file, and what could not be said in it.

    `left`: ids of projects that the format cannot hold; `gaps`: codes of `wording` with a number.
    """

    projects: int
    left: tuple[str, ...] = ()
    gaps: tuple[tuple[str, int], ...] = ()
