"""A list of projects on its way into a file: format, language, currency, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.catalogue import chain, for_files
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.documents.listing.listing import Written
from wecoop_desktop.documents.listing.write import ENDINGS, Format
from wecoop_desktop.library.query import Currency, Query
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.saving import Saving, Writer

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.desk import Desk

LANE = "listing"
WORDS, LETTERS = 5, 48  # of the name of a file


@dataclass(frozen=True, slots=True)
class ListingView:
    """`query` is the list that will be written, with `count` projects; `opened`: the panel is to
    be seen. What is `written` of the `file` also tells its gaps."""

    query: Query = field(default_factory=Query)
    count: int = 0
    opened: bool = False
    form: Format = "xlsx"
    language: str = "en"
    suggested: str = ""
    file: Saving[Written] = field(default_factory=Saving)

    @property
    def currency_follows(self) -> bool:
        """A filter by size holds in its own currency, which the list then keeps."""
        return self.query.asks("size")


class ListingPresenter(Presenter[ListingView]):
    """Verbs of the panel; those of the file itself are its `file`'s."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ListingView())
        self._desk = desk
        self.file: Writer[Written] = Writer(
            desk.runner, LANE, lambda file: self._set(replace(self.view, file=file))
        )

    def open(self, query: Query, count: int) -> None:
        """Show the panel for the list of this search, which has so many projects."""
        code = self._desk.settings().language or system_language()
        language = self.view.language if self.view.opened else for_files(code)
        self._choose(replace(self.view, query=query, count=count, opened=True, language=language))

    def follow(self, query: Query, count: int) -> None:
        """The list changed while the panel is open: what will be written is the list that is seen.

        What was said of the last file stays, and one that is being written is not touched by it.
        """
        if self.view.opened and (query, count) != (self.view.query, self.view.count):
            self._set(self._named(replace(self.view, query=query, count=count)))

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.file.stop()
        self.file.forget()
        self._set(replace(self.view, opened=False))

    # Choices

    def choose(self, form: Format) -> None:
        self._choose(replace(self.view, form=form))

    def speak(self, language: str) -> None:
        self._choose(replace(self.view, language=chain(language)[0]))

    def price(self, currency: Currency) -> None:
        if not self.view.currency_follows:
            self._choose(replace(self.view, query=replace(self.view.query, currency=currency)))

    def _choose(self, view: ListingView) -> None:
        """What was said of the last file is not of this one."""
        self.file.forget()
        self._set(self._named(replace(view, file=self.file.state)))

    def _named(self, view: ListingView) -> ListingView:
        name = file_name(view.query, view.form, view.language, self._desk.today())
        return replace(view, suggested=name)

    def save(self, path: Path) -> None:
        """Write the list to `path`; a file that is there already is asked about first."""
        view = self.view
        if view.count:
            work = writing(
                self._desk.library, view.query, view.form, view.language, self._desk.today()
            )
            self.file.save(path, ENDINGS[view.form], work)


def writing(
    library: Library, query: Query, form: Format, code: str, today: date
) -> Callable[[Path, Job], Written]:
    """The work that writes the list of a search to a file."""

    def work(target: Path, job: Job) -> Written:
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
