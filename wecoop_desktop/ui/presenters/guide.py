"""The book: contents, one section, search in it, and what the reader has ticked and read."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Hit, Query
from wecoop_desktop.packs.content import Section, Term
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

READ, TICKED, BOOKMARKED = "guide.read", "guide.tick", "guide.bookmark"
GLOSSARY = "glossary"
FOUND = 40


@dataclass(frozen=True, slots=True)
class GuideView:
    """`contents` are all sections without their text; `section` is the open one with it.

    `part` is the heading inside the section that was asked for. `following` and `before` are the
    neighbours in reading order. `term` is the entry of the glossary that a pop-up explains.
    """

    contents: tuple[Section, ...] = ()
    section: Section | None = None
    part: str = ""
    before: Section | None = None
    following: Section | None = None
    both_languages: bool = False
    text: str = ""
    found: tuple[Hit, ...] | None = None
    read: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    bookmarked: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    glossary: bool = False
    titles: Mapping[str, Text] | None = None
    error: AppError | None = None


class GuidePresenter(Presenter[GuideView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(GuideView())
        self._desk = desk

    def arrive(self, place: Place) -> None:
        """Open the section a place names, the glossary, or else the first section with a text."""
        if not self.view.contents:
            self._load()
        asked = "".join(place.choice("text")[:1])
        if asked:
            self.search(asked)
        if place.id == GLOSSARY:
            self._set(replace(self.view, glossary=True, section=None, part=place.part, error=None))
        elif place.id:
            self._open(place.id, place.part)
        elif self.view.section is None and not self.view.glossary:
            chapters = [section for section in self.view.contents if section.level > 0]
            if chapters:
                self._open(chapters[0].id, "")

    def choose(self, section_id: str, part: str = "") -> None:
        """Go to another section; the back button returns."""
        self._desk.go(Place("guide", section_id, part))

    def search(self, text: str) -> None:
        """Sections in which the text stands; an empty text closes the list."""
        self._set(replace(self.view, text=text))
        if not text.strip():
            self._desk.runner.stop("guide")
            self._set(replace(self.view, found=None))
            return
        query = Query(text=text, kinds=("section", "term"), limit=FOUND)
        self._desk.runner.start(
            "guide", lambda job: self._desk.library.find(query).hits, self._found, self._failed
        )

    def show_both(self, both: bool) -> None:
        self._set(replace(self.view, both_languages=both))

    def tick(self, number: int) -> None:
        """Tick a point of the open section's checklist, or take the tick away."""
        section = self.view.section
        if section is not None:
            self._flip(TICKED, f"{section.id}/{number}")

    def bookmark(self) -> None:
        """Keep the open section among the bookmarks, or take it out."""
        if self.view.section is not None:
            self._flip(BOOKMARKED, self.view.section.id)

    def finish(self) -> None:
        """The reader has reached the end of the open section."""
        section = self.view.section
        if section is not None and section.id not in self.view.read:
            self._flip(READ, section.id)

    def apply(self) -> None:
        """Go to the wizard step of the open section in the newest draft, or to the list."""
        section = self.view.section
        drafts = self._desk.store.proposals()
        if section is not None and section.step and drafts:
            newest = max(drafts, key=lambda draft: draft.updated)
            self._desk.go(Place("wizard", newest.id, section.step))
        else:
            self._desk.go(Place("proposals"))

    def follow(self, address: str) -> bool:
        """Go where an internal link of the text leads; False for an address that is not ours."""
        kind, _, name = address.partition(":")
        places = {
            "guide": Place("guide", name),
            "project": Place("projects", name),
            "funder": Place("funders", name),
            "policy": Place("funders", part="policies").choosing("policy", name),
            "term": Place("guide", GLOSSARY, name),
            "template": Place("proposals"),
        }
        if kind == "step":
            self.apply()
            return True
        if kind not in places:
            return False
        self._desk.go(places[kind])
        return True

    def _load(self) -> None:
        library, store = self._desk.library, self._desk.store
        self._set(
            replace(
                self.view,
                contents=library.sections(),
                terms=library.terms(),
                read=frozenset(store.marks(READ)),
                ticked=frozenset(store.marks(TICKED)),
                bookmarked=frozenset(store.marks(BOOKMARKED)),
            )
        )

    def _open(self, section_id: str, part: str) -> None:
        try:
            section = self._desk.library.section(section_id)
        except AppError as error:
            self._failed(error)
            return
        readable = [entry for entry in self.view.contents if entry.level > 0]
        ids = [entry.id for entry in readable]
        at = ids.index(section.id) if section.id in ids else -1
        self._set(
            replace(
                self.view,
                section=section,
                part=part,
                glossary=False,
                before=readable[at - 1] if at > 0 else None,
                following=readable[at + 1] if 0 <= at < len(readable) - 1 else None,
                titles=self._titles(section),
                error=None,
            )
        )

    def _titles(self, section: Section) -> Mapping[str, Text]:
        """What the projects are called that a section points to."""
        found: dict[str, Text] = {}
        for project_id in section.projects:
            with contextlib.suppress(AppError):
                found[project_id] = self._desk.library.project(project_id).title
        return found

    def _flip(self, kind: str, key: str) -> None:
        kept = self._kept(kind)
        on = key not in kept
        try:
            self._desk.store.mark(kind, key, "1" if on else None)
        except AppError as error:
            self._failed(error)
            return
        now = kept | {key} if on else kept - {key}
        match kind:
            case "guide.read":
                self._set(replace(self.view, read=now))
            case "guide.tick":
                self._set(replace(self.view, ticked=now))
            case _:
                self._set(replace(self.view, bookmarked=now))

    def _kept(self, kind: str) -> frozenset[str]:
        view = self.view
        return {READ: view.read, TICKED: view.ticked, BOOKMARKED: view.bookmarked}[kind]

    def _found(self, hits: tuple[Hit, ...]) -> None:
        self._set(replace(self.view, found=hits))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))
