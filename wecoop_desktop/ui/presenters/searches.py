"""Searches kept under a name: saved, renamed, deleted and brought back, handed over as files."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.address import Asked, asked_of, place_of
from wecoop_desktop.ui.presenters.layout import Marks
from wecoop_desktop.work import search as kept

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

SEARCH = "search"  # kind of marks


@dataclass(frozen=True, slots=True)
class Saved:
    """A search under its name."""

    name: str
    asked: Asked


def read(store: Marks) -> tuple[Saved, ...]:
    """All saved searches, the last saved first; one that cannot be read is passed over."""
    found: list[Saved] = []
    for name, text in store.marks(SEARCH).items():
        with contextlib.suppress(ValueError):
            found.append(Saved(name, asked_of(_place(kept.decode(text).choices))))
    return tuple(reversed(found))


def write(store: Marks, saved: Saved) -> None:
    store.mark(SEARCH, saved.name, kept.encode(as_file(saved)))


def forget(store: Marks, name: str) -> None:
    store.mark(SEARCH, name, None)


def as_file(saved: Saved) -> kept.Search:
    """The saved search as it travels."""
    return kept.Search(saved.name, place_of(saved.asked).choices)


def of_file(file: kept.Search) -> Saved:
    return Saved(file.name, asked_of(_place(file.choices)))


def free_name(name: str, taken: tuple[Saved, ...]) -> str:
    """The name itself, or with a number where another search has it."""
    names = {saved.name for saved in taken}
    number, found = 2, name
    while found in names:
        found = f"{name[: kept.NAME_MOST - 6]} ({number})"
        number += 1
    return found


def _place(choices: kept.Choices) -> Place:
    return Place("projects", choices=tuple(sorted(choices)))


@dataclass(frozen=True, slots=True)
class SavedView:
    """`forgotten`: the search just deleted, which can come back; `told`: the name just saved."""

    searches: tuple[Saved, ...] = ()
    forgotten: Saved | None = None
    told: str = ""
    error: AppError | None = None


class SearchesPresenter(Presenter[SavedView]):
    """The verbs of saved searches; whose result is shown is not known here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(SavedView())
        self._store = desk.store

    def read(self) -> None:
        """Look again what is saved."""
        self._set(replace(self.view, searches=read(self._store)))

    def named(self, name: str) -> Saved | None:
        return next((saved for saved in self.view.searches if saved.name == name), None)

    def save(self, saved: Saved) -> None:
        """Keep a search; where another one has its name it gets a number."""
        saved = replace(saved, name=kept.fitted(saved.name))
        if not saved.name:
            return
        if saved not in self.view.searches:
            saved = replace(saved, name=free_name(saved.name, self.view.searches))
        if self._change(lambda: write(self._store, saved)):
            self._set(replace(self.view, told=saved.name))

    def rename(self, name: str, wanted: str) -> None:
        """Give a saved search another name; a number is added where another one has it."""
        found, wanted = self.named(name), kept.fitted(wanted)
        others = tuple(saved for saved in self.view.searches if saved.name != name)
        if found is None or wanted in ("", name):
            return
        wanted = free_name(wanted, others)
        if wanted == name:
            return  # with its number it has that name already
        renamed = replace(found, name=wanted)

        def change() -> None:
            write(self._store, renamed)
            forget(self._store, name)

        self._change(change)

    def forget(self, name: str) -> None:
        """Delete a saved search; `bring_back` undoes it."""
        found = self.named(name)
        if found is not None and self._change(lambda: forget(self._store, name)):
            self._set(replace(self.view, forgotten=found))

    def bring_back(self) -> None:
        forgotten = self.view.forgotten
        if forgotten is not None:
            self._change(lambda: write(self._store, forgotten))

    def go_on(self) -> None:
        """Something else is searched: what was just saved has been read by now."""
        if self.view.told:
            self._set(replace(self.view, told=""))

    def forget_messages(self) -> None:
        self._set(replace(self.view, forgotten=None, told="", error=None))

    def write_file(self, name: str, path: Path) -> None:
        """Write a saved search into a file for someone else."""
        found = self.named(name)
        if found is not None:
            file = as_file(found)
            self._change(lambda: kept.write_search(path, file))

    def read_file(self, path: Path) -> Saved | None:
        """Take in a search from a file and keep it; None with an error where it is none."""
        try:
            saved = of_file(kept.read_search(path))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return None
        self.save(saved)
        return saved

    def _change(self, change: Callable[[], None]) -> bool:
        """Do it and read what is saved then; False where it could not be written."""
        self.forget_messages()
        try:
            change()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return False
        self.read()
        return True
