"""A section, a chapter or the whole guide on its way into a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.catalogue import chain, for_files
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.saving import Saving, Writer

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

LANE = "guide-print"
Extent = Literal["section", "chapter", "part", "book"]
EXTENTS: tuple[Extent, ...] = ("section", "chapter", "part", "book")


@dataclass(frozen=True, slots=True)
class PrintView:
    """`within` are the ids of what can be printed around the open section; the book has none.
    What is `written` of the `file` is how many sections stand in it."""

    opened: bool = False
    extent: Extent = "section"
    within: tuple[tuple[Extent, str], ...] = ()
    language: str = "en"
    suggested: str = ""
    file: Saving[int] = field(default_factory=Saving)


class PrintPresenter(Presenter[PrintView]):
    """Verbs of the panel; those of the file itself are its `file`'s. Reading goes on meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PrintView())
        self._desk = desk
        self.file: Writer[int] = Writer(
            desk.runner, LANE, lambda file: self._set(replace(self.view, file=file))
        )

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
        language = for_files(code)
        chosen = replace(self.view, extent=within[0][0], within=tuple(within), language=language)
        self._choose(replace(chosen, opened=True))

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.file.stop()
        self.file.forget()
        self._set(replace(self.view, opened=False))

    def choose(self, extent: Extent) -> None:
        self._choose(replace(self.view, extent=extent))

    def speak(self, language: str) -> None:
        self._choose(replace(self.view, language=chain(language)[0]))

    def _choose(self, view: PrintView) -> None:
        """What was said of the last file is not of this one."""
        self.file.forget()
        name = f"guide_{_chosen(view) or 'book'}_{view.language.upper()}.pdf"
        self._set(replace(view, suggested=name, file=self.file.state))

    def save(self, path: Path) -> None:
        """Write the PDF to `path`; a file that is there already is asked about first."""
        library, chosen, language = self._desk.library, _chosen(self.view), self.view.language

        def work(target: Path, job: Job) -> int:
            from wecoop_desktop.documents import book
            from wecoop_desktop.documents.pdf import write_pdf

            printed = book.read(library, chosen)
            with writing(target) as stream:
                write_pdf(book.compose(printed, Language(language)), stream, job)
            return len(printed.sections)

        self.file.save(path, ".pdf", work)


def _chosen(view: PrintView) -> str:
    return dict(view.within).get(view.extent, "")
