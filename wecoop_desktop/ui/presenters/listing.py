"""A list of projects on its way into a file: format, language, currency, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.documents.listing.listing import Written
from wecoop_desktop.documents.listing.write import ENDINGS, Format
from wecoop_desktop.library.query import Currency, Query
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.desk import Desk

LANE = "listing"
WORDS, LETTERS = 5, 48  # of the name of a file


@dataclass(frozen=True, slots=True)
class ListingView:
    """`query` is the list that will be written, with `count` projects; `opened`: the panel is to
    be seen. `clash` is a file that exists already and waits for Replace or Keep both; `target` is
    written as `written`, and `gaps` of it are told."""

    query: Query = field(default_factory=Query)
    count: int = 0
    opened: bool = False
    form: Format = "xlsx"
    language: str = "en"
    suggested: str = ""
    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    clash: Path | None = None
    target: Path | None = None
    written: Written | None = None
    stopped: bool = False
    error: AppError | None = None

    @property
    def currency_follows(self) -> bool:
        """A filter by size holds in its own currency, which the list then keeps."""
        return self.query.asks("size")


class ListingPresenter(Presenter[ListingView]):
    """Verbs of the panel. The file is written in a lane of its own; the window stays usable."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ListingView())
        self._desk = desk

    def open(self, query: Query, count: int) -> None:
        """Show the panel for the list of this search, which has so many projects."""
        code = self._desk.settings().language or system_language()
        before = self.view.language if self.view.opened else code
        self._set(
            replace(self._fresh(), query=query, count=count, opened=True, language=_spoken(before))
        )
        self._name()

    def follow(self, query: Query, count: int) -> None:
        """The list changed while the panel is open: what will be written is the list that is seen.

        A file that is being written is not touched by it.
        """
        if self.view.opened and (query, count) != (self.view.query, self.view.count):
            self._set(replace(self.view, query=query, count=count))
            self._name()

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.stop()
        self._set(replace(self._fresh(), opened=False))

    # Choices

    def choose(self, form: Format) -> None:
        self._set(replace(self._fresh(), form=form))
        self._name()

    def speak(self, language: str) -> None:
        self._set(replace(self._fresh(), language=_spoken(language)))
        self._name()

    def price(self, currency: Currency) -> None:
        if not self.view.currency_follows:
            query = replace(self.view.query, currency=currency)
            self._set(replace(self._fresh(), query=query))

    def _fresh(self) -> ListingView:
        """The view without what was said of the last file; of one under way it stays."""
        if self.view.busy:
            return self.view
        return replace(self.view, clash=None, target=None, written=None, stopped=False, error=None)

    def _name(self) -> None:
        view = self.view
        name = file_name(view.query, view.form, view.language, self._desk.today())
        self._set(replace(view, suggested=name))

    # Writing

    def save(self, path: Path) -> None:
        """Write the list to `path`; a file that is there already is asked about first."""
        if self.view.busy or not self.view.count:
            return
        ending = ENDINGS[self.view.form]
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
        self._set(self._fresh())
        try:
            taken = is_taken(path)
        except AppError as error:
            self._failed(error)
            return
        if taken:
            self._set(replace(self.view, clash=path))
        else:
            self._write(path)

    def replace(self) -> None:
        if self.view.clash is not None:
            self._write(self.view.clash)

    def keep_both(self) -> None:
        if self.view.clash is not None:
            self._write(free_name(self.view.clash))

    def give_up(self) -> None:
        self._set(replace(self.view, clash=None))

    def stop(self) -> None:
        """Give up the file that is being written; nothing of it stays."""
        if self.view.busy:
            self._desk.runner.stop(LANE)
            self._set(replace(self.view, busy=False, target=None, stopped=True))

    def _write(self, path: Path) -> None:
        view = self.view
        work = writing(
            self._desk.library, view.query, view.form, view.language, self._desk.today(), path
        )
        self._set(replace(view, clash=None, busy=True, target=path, step=(0, 0, "")))
        self._desk.runner.start(LANE, work, self._done, self._failed, self._progress)

    def _done(self, written: Written) -> None:
        self._set(replace(self.view, busy=False, written=written))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, target=None, error=error))

    def _progress(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, step=(done, total, code)))


def writing(
    library: Library, query: Query, form: Format, code: str, today: date, target: Path
) -> Callable[[Job], Written]:
    """The job that writes the list of a search to a file."""

    def work(job: Job) -> Written:
        from wecoop_desktop.documents.listing.listing import listing_of
        from wecoop_desktop.documents.listing.write import write
        from wecoop_desktop.library.criteria import criteria

        language = Language(code)
        spoken = replace(query, language=code)
        listing = listing_of(
            library,
            library.projects(spoken),
            library.statistics(spoken),
            filters=criteria(spoken, library.labels(), language),
            language=language,
            made=today,
        )
        return write(listing, form, target, job)

    return work


def file_name(query: Query, form: Format, language: str, today: date) -> str:
    """`projects_WORDS_DATE_LANG.xlsx`: words of the search and its filters, safe on any disk."""
    chosen = " ".join((query.text, *(value for one in query.choices for value in one.values)))
    letters = "".join(char if char.isalnum() else " " for char in chosen)
    words = "-".join(letters.split()[:WORDS])[:LETTERS]
    parts = ("projects", words, today.isoformat(), language.upper())
    return "_".join(part for part in parts if part) + ENDINGS[form]


def _spoken(code: str) -> str:
    """The language of a file: documents are made in English and Russian."""
    return "ru" if code == "ru" else "en"
