"""The book: contents, one section, search in it, and what the reader has ticked, read and noted."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecoop_desktop.base.catalogue import chain
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.base.language import system_language
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Section
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.feedback import feedback_place
from wecoop_desktop.ui.presenters.guideprint import PrintPresenter
from wecoop_desktop.ui.presenters.guidesearch import snippets
from wecoop_desktop.ui.presenters.guideview import (
    Draft,
    GuideView,
    Page,
    Result,
    Sitting,
    Snippet,
)
from wecoop_desktop.ui.presenters.guidewriting import Writing

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

READ, TICKED, BOOKMARKED = "guide.read", "guide.tick", "guide.bookmark"
QUIZ, CHOSEN = "guide.quiz", "guide.draft"
GLOSSARY, CHECKLISTS, NOTES = "glossary", "checklists", "notes"
QUIZZES = "quiz"  # the page of a short check; its part is the part of the guide


class GuidePresenter(Presenter[GuideView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(GuideView())
        self._desk = desk
        self.notes = Writing(desk, lambda: self.view, self._set)
        self.printing = PrintPresenter(desk)

    def arrive(self, place: Place) -> None:
        """Open the section a place names, one of the other pages, or else the first section."""
        if not self.view.contents:
            self._load()
        self._look_around()
        if place.choice("news"):
            self.show_newer(True)
        asked = "".join(place.choice("text")[:1])
        if asked:
            self.search(asked)
        if place.id == GLOSSARY:
            self._turn("glossary", place.part)
        elif place.id == CHECKLISTS:
            self._turn("checklists", place.part)
        elif place.id == NOTES:
            self.notes.place_all()
            self._turn("notes", place.part)
        elif place.id == QUIZZES:
            self._sit(place.part)
        elif place.id:
            self._open(place.id, place.part)
        elif place.choice("news") and self.view.only_newer:
            first = next(one.id for one in self.view.listed() if one.id in self.view.newer)
            self._open(first, "")
        elif self.view.section is None and self.view.page == "section":
            chapters = [section for section in self.view.contents if section.level > 0]
            if chapters:
                self._open(chapters[0].id, "")

    def leave(self) -> None:
        self.notes.flush()

    def choose(self, section_id: str, part: str = "") -> None:
        """Go to another section or page; the back button returns."""
        self._desk.go(Place("guide", section_id, part))

    def _load(self) -> None:
        library, store = self._desk.library, self._desk.store
        with self._telling():
            self._set(
                replace(
                    self.view,
                    contents=library.sections(),
                    terms=library.terms(),
                    figures=library.diagrams(),
                    quizzes=library.quizzes(),
                    read=frozenset(store.marks(READ)),
                    bookmarked=frozenset(store.marks(BOOKMARKED)),
                    results=_results(store.marks(QUIZ)),
                    notes=self.notes.kept(),
                )
            )
        with contextlib.suppress(AppError):  # a library without a form has no steps to name
            steps = {step.id: step.title for step in library.form().steps}
            self._set(replace(self.view, steps=MappingProxyType(steps)))

    def _look_around(self) -> None:
        """What may have changed elsewhere: the drafts, the settings."""
        with self._telling():
            store = self._desk.store
            drafts = tuple(
                Draft(row.id, row.title) for row in store.proposals() if row.deleted is None
            )
            chosen = store.marks(CHOSEN).get("now", "")
            known = chosen if any(draft.id == chosen for draft in drafts) else ""
            self._set(
                replace(
                    self.view,
                    drafts=drafts,
                    draft=known,
                    ticked=self._ticks(known),
                    newer=self._newer(),
                    single_keys=self._desk.settings().single_keys,
                )
            )

    def _newer(self) -> Mapping[str, str]:
        """What the last update did to sections."""
        told = self._desk.news()
        if told is None:
            return MappingProxyType({})
        changed = dict.fromkeys(told.changed.get("section", ()), "changed")
        return MappingProxyType(changed | dict.fromkeys(told.new.get("section", ()), "new"))

    def show_newer(self, only: bool) -> None:
        """Only what the last update brought or changed, or all of the contents."""
        known = any(section.id in self.view.newer for section in self.view.contents)
        self._set(replace(self.view, only_newer=only and known))

    @contextlib.contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except AppError as error:
            self._failed(error)

    # Pages

    def _turn(self, page: Page, part: str) -> None:
        self.notes.flush()
        self._set(
            replace(
                self.view,
                page=page,
                section=None,
                part=part,
                before=None,
                following=None,
                sitting=None,
                lost="",
                error=None,
            )
        )

    def _open(self, section_id: str, part: str) -> None:
        self.notes.flush()
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
                page="section",
                section=section,
                part=part,
                before=readable[at - 1] if at > 0 else None,
                following=readable[at + 1] if 0 <= at < len(readable) - 1 else None,
                titles=self._titles(section),
                places=self.notes.places(section),
                writing="",
                sitting=None,
                lost="",
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

    def show_both(self, both: bool) -> None:
        self._set(replace(self.view, both_languages=both))

    # Search

    def search(self, text: str) -> None:
        """Sections in which the text stands; an empty text closes the list."""
        self._set(replace(self.view, text=text))
        if not text.strip():
            self._desk.runner.stop("guide")
            self._set(replace(self.view, found=None))
            return
        library, language = self._desk.library, self._language()
        self._desk.runner.start(
            "guide", lambda job: snippets(library, text, language), self._found, self._failed
        )

    def _found(self, snippets: tuple[Snippet, ...]) -> None:
        self._set(replace(self.view, found=snippets))

    def _language(self) -> str:
        settings = self._desk.settings()
        return chain(settings.content or settings.language or system_language())[0]

    # Ticks and marks

    def tick(self, number: int, section_id: str = "") -> None:
        """Tick a point of a checklist, of the open section or another, or take the tick away."""
        section = section_id or (self.view.section.id if self.view.section else "")
        if section:
            key = f"{section}/{number}"
            if self._flip(TICKED, _own(self.view.draft, key), on=key not in self.view.ticked):
                self._set(replace(self.view, ticked=self.view.ticked ^ {key}))

    def tick_for(self, draft: str) -> None:
        """Show and keep the ticks of a proposal; "" for no proposal in particular."""
        with self._telling():
            self._desk.store.mark(CHOSEN, "now", draft or None)
            self._set(replace(self.view, draft=draft, ticked=self._ticks(draft)))

    def _ticks(self, draft: str) -> frozenset[str]:
        start = _own(draft, "")
        keys = self._desk.store.marks(TICKED)
        return frozenset(
            key.removeprefix(start)
            for key in keys
            if key.startswith(start) and (":" in key) == bool(draft)
        )

    def bookmark(self) -> None:
        """Keep the open section among the bookmarks, or take it out."""
        if self.view.section is not None:
            key = self.view.section.id
            if self._flip(BOOKMARKED, key, on=key not in self.view.bookmarked):
                self._set(replace(self.view, bookmarked=self.view.bookmarked ^ {key}))

    def finish(self) -> None:
        """The reader has reached the end of the open section."""
        section = self.view.section
        if section is not None and section.id not in self.view.read:
            self.read(section.id)

    def read(self, section_id: str) -> None:
        """Mark a section as read, or take the mark away."""
        if self._flip(READ, section_id, on=section_id not in self.view.read):
            self._set(replace(self.view, read=self.view.read ^ {section_id}))

    def _flip(self, kind: str, key: str, *, on: bool) -> bool:
        try:
            self._desk.store.mark(kind, key, "1" if on else None)
        except AppError as error:
            self._failed(error)
            return False
        return True

    # Short checks

    def _sit(self, part: str) -> None:
        quiz = next((quiz for quiz in self.view.quizzes if quiz.id == part), None)
        self._turn("quiz", part)
        if quiz is not None:
            self._set(replace(self.view, sitting=Sitting(quiz)))

    def answer(self, number: int, choice: int) -> None:
        """Answer a question, once; the last answer keeps the result."""
        sitting = self.view.sitting
        if sitting is None or number in sitting.chosen:
            return
        sitting = sitting.answering(number, choice)
        self._set(replace(self.view, sitting=sitting))
        if sitting.done:
            day = self._desk.today().isoformat()
            result = Result(sitting.right, len(sitting.quiz.questions), day)
            data = json.dumps({"right": result.right, "of": result.of, "day": result.day})
            with self._telling():
                self._desk.store.mark(QUIZ, sitting.quiz.id, data)
                results = {**self.view.results, sitting.quiz.id: result}
                self._set(replace(self.view, results=MappingProxyType(results)))

    def repeat(self) -> None:
        """Begin the short check anew; the result stays until it is done again."""
        if self.view.sitting is not None:
            self._set(replace(self.view, sitting=Sitting(self.view.sitting.quiz)))

    # Going elsewhere

    def apply(self, draft: str = "") -> None:
        """Go to the wizard step of the open section: in this draft, in the one that is chosen for
        the ticks, or in the newest; to the list where there is none."""
        section, drafts = self.view.section, self.view.drafts
        newest = drafts[0].id if drafts else ""  # the store gives the last changed first
        wanted = draft or self.view.draft or newest
        if section is not None and section.step and wanted:
            self._desk.go(Place("wizard", wanted, section.step))
        else:
            self._desk.go(Place("proposals"))

    def follow(self, address: str) -> bool:
        """Go where an internal link of the text leads; False for an address that is not ours."""
        kind, _, name = address.partition(":")
        name, _, heading = name.partition("#")
        places = {
            "guide": Place("guide", name, heading),
            "project": Place("projects", name),
            "funder": Place("funders", name),
            "policy": Place("funders", part="policies").choosing("policy", name),
            "term": Place("guide", GLOSSARY, name),
            "template": Place("proposals"),
        }
        if kind == "step":
            self._apply_step(name)
            return True
        if kind not in places:
            return False
        self._desk.go(places[kind])
        return True

    def tell(self, kind: Kind, about: str) -> None:
        """Go where a comment on a section, or a correction of a term, is written."""
        self._desk.go(feedback_place(kind, about))

    def _apply_step(self, step: str) -> None:
        """A link names a step of its own."""
        wanted = self.view.draft or (self.view.drafts[0].id if self.view.drafts else "")
        if wanted and step in self.view.steps:
            self._desk.go(Place("wizard", wanted, step))
        else:
            self._desk.go(Place("proposals"))

    def lose(self, address: str) -> None:
        """A link led nowhere: say which; "" forgets it."""
        self._set(replace(self.view, lost=address[:200]))

    def forget_error(self) -> None:
        self._set(replace(self.view, error=None, lost=""))

    def print(self) -> None:
        """Open the panel that writes a PDF of what is open, or close it."""
        if self.printing.view.opened:
            self.printing.close()
        else:
            self.printing.open(self.view.section, self.view.contents)

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))


def _own(draft: str, key: str) -> str:
    """The key of a tick: those of a proposal begin with its id."""
    return f"{draft}:{key}" if draft else key


def _results(marks: Mapping[str, str]) -> Mapping[str, Result]:
    """The results of short checks by part; a broken one is as none."""
    found = {}
    for part, value in marks.items():
        with contextlib.suppress(ValueError, TypeError, KeyError):
            data = parse_json(value)
            if isinstance(data, dict):
                right, of = int(str(data["right"])), int(str(data["of"]))
                found[part] = Result(right, of, str(data["day"]))
    return MappingProxyType(found)
