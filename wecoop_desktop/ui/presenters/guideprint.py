"""A section, a chapter or the whole guide on its way into a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken, writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

LANE = "guide-print"
Extent = Literal["section", "chapter", "part", "book"]
EXTENTS: tuple[Extent, ...] = ("section", "chapter", "part", "book")


@dataclass(frozen=True, slots=True)
class PrintView:
    """`within` are the ids of what can be printed around the open section; the book has none.

    `clash` is a file that exists already and waits for Replace or Keep both; `written` tells how
    many sections stand in `target`.
    """

    opened: bool = False
    extent: Extent = "section"
    within: tuple[tuple[Extent, str], ...] = ()
    language: str = "en"
    suggested: str = ""
    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    clash: Path | None = None
    target: Path | None = None
    written: int = 0
    stopped: bool = False
    error: AppError | None = None


class PrintPresenter(Presenter[PrintView]):
    """Verbs of the panel. The file is written in a lane of its own; reading goes on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PrintView())
        self._desk = desk

    def open(self, section: Section | None, contents: tuple[Section, ...]) -> None:
        """Show the panel for what stands around a section, or for the whole book."""
        parents = {each.id: each for each in contents}
        within: list[tuple[Extent, str]] = []
        at = section
        while at is not None:
            extent: Extent = "part" if at.level == 0 else "chapter" if at.level == 1 else "section"
            within.append((extent, at.id))
            at = parents.get(at.parent)
        within.append(("book", ""))
        code = self._desk.settings().language or system_language()
        self._set(
            replace(
                self._fresh(),
                opened=True,
                within=tuple(within),
                extent=within[0][0],
                language="ru" if code == "ru" else "en",
            )
        )
        self._name()

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.stop()
        self._set(replace(self._fresh(), opened=False))

    def choose(self, extent: Extent) -> None:
        self._set(replace(self._fresh(), extent=extent))
        self._name()

    def speak(self, language: str) -> None:
        self._set(replace(self._fresh(), language="ru" if language == "ru" else "en"))
        self._name()

    def _fresh(self) -> PrintView:
        if self.view.busy:
            return self.view
        return replace(self.view, clash=None, target=None, written=0, stopped=False, error=None)

    def _chosen(self) -> str:
        return dict(self.view.within).get(self.view.extent, "")

    def _name(self) -> None:
        chosen = self._chosen() or "book"
        name = f"guide_{chosen}_{self.view.language.upper()}.pdf"
        self._set(replace(self.view, suggested=name))

    # Writing

    def save(self, path: Path) -> None:
        """Write the PDF to `path`; a file that is there already is asked about first."""
        if self.view.busy:
            return
        if path.suffix.lower() != ".pdf":
            path = path.with_name(path.name + ".pdf")
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
        library, chosen, code = self._desk.library, self._chosen(), self.view.language

        def work(job: Job) -> int:
            from wecoop_desktop.documents import book
            from wecoop_desktop.documents.pdf import write_pdf

            printed = book.read(library, chosen)
            with writing(path) as stream:
                write_pdf(book.compose(printed, Language(code)), stream, job)
            return len(printed.sections)

        self._set(replace(self.view, clash=None, busy=True, target=path, step=(0, 0, "")))
        self._desk.runner.start(LANE, work, self._done, self._failed, self._progress)

    def _done(self, sections: int) -> None:
        self._set(replace(self.view, busy=False, written=sections))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, target=None, error=error))

    def _progress(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, step=(done, total, code)))
