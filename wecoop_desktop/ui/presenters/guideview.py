"""What the guide shows, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.library.query import Hit
from wecoop_desktop.packs.content import Question, Quiz, Section, Term
from wecoop_desktop.packs.diagrams import Diagram
from wecoop_desktop.ui.presenters.guidenotes import Note

Page = Literal["section", "glossary", "checklists", "notes", "quiz"]
NO_TITLES: Mapping[str, Text] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal in which something can be applied or ticked."""

    id: str
    title: Words


@dataclass(frozen=True, slots=True)
class Result:
    """How a short check went: right answers of all, and the day (YYYY-MM-DD)."""

    right: int
    of: int
    day: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place found by the search: the passage in one language, and where it leads."""

    hit: Hit
    number: str
    passage: str
    language: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A short check being answered: the choice by the number of the question."""

    quiz: Quiz
    chosen: Mapping[int, int] = made(default_factory=lambda: MappingProxyType({}))

    @property
    def done(self) -> bool:
        return len(self.chosen) == len(self.quiz.questions)

    @property
    def right(self) -> int:
        questions = self.quiz.questions
        return sum(questions[number].right == choice for number, choice in self.chosen.items())

    def question(self, number: int) -> Question:
        return self.quiz.questions[number]

    def answering(self, number: int, choice: int) -> Sitting:
        return replace(self, chosen=MappingProxyType({**self.chosen, number: choice}))


@dataclass(frozen=True, slots=True)
class GuideView:
    """`contents` are all sections without their text; `section` is the open one with it.

    `part` is the heading, term or note that was asked for. `following` and `before` are the
    neighbours in reading order. `ticked` are the points ("B03.1/0") ticked for `draft`, or without
    one for no proposal in particular. `places` are the numbers of the paragraphs at which the notes
    of the open section stand, None where the passage has changed. `newer`: what the last update
    did to sections, "new" or "changed"; with `only_newer` the contents hold no others. `lost`: a
    link that leads nowhere.
    """

    page: Page = "section"
    contents: tuple[Section, ...] = ()
    section: Section | None = None
    part: str = ""
    before: Section | None = None
    following: Section | None = None
    both_languages: bool = False
    text: str = ""
    found: tuple[Snippet, ...] | None = None
    read: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    bookmarked: frozenset[str] = frozenset()
    terms: tuple[Term, ...] = ()
    figures: tuple[Diagram, ...] = ()
    titles: Mapping[str, Text] = made(default_factory=lambda: NO_TITLES)
    steps: Mapping[str, Text] = made(default_factory=lambda: NO_TITLES)
    drafts: tuple[Draft, ...] = ()
    draft: str = ""
    notes: tuple[Note, ...] = ()
    places: Mapping[str, int | None] = made(default_factory=lambda: MappingProxyType({}))
    writing: str = ""  # the note in the editor
    waiting: bool = False
    saved: datetime | None = None
    removed: Note | None = None
    quizzes: tuple[Quiz, ...] = ()
    results: Mapping[str, Result] = made(default_factory=lambda: MappingProxyType({}))
    sitting: Sitting | None = None
    newer: Mapping[str, str] = made(default_factory=lambda: MappingProxyType({}))
    only_newer: bool = False
    single_keys: bool = True
    lost: str = ""
    error: AppError | None = None

    @property
    def glossary(self) -> bool:
        return self.page == "glossary"

    def notes_here(self) -> tuple[Note, ...]:
        """The notes of the open section in the order of its text; lost ones last."""
        section = self.section
        mine = [note for note in self.notes if section is not None and note.section == section.id]

        def order(note: Note) -> tuple[int, str]:
            place = self.places.get(note.id)
            return (place if place is not None else 1_000_000, note.made)

        return tuple(sorted(mine, key=order))

    def below(self, section_id: str) -> tuple[Section, ...]:
        """The sections of a part or chapter that can be read."""
        inside = {section_id}
        found = []
        for section in self.contents:
            if section.parent in inside:
                inside.add(section.id)
                if not section.outline:
                    found.append(section)
        return tuple(found)

    def listed(self) -> tuple[Section, ...]:
        """The sections of the contents: all, or those of the last update with what is above."""
        if not self.only_newer:
            return self.contents
        above = {section.id: section.parent for section in self.contents}
        wanted: set[str] = set()
        for section_id in self.newer:
            while section_id in above and section_id not in wanted:
                wanted.add(section_id)
                section_id = above[section_id]
        return tuple(section for section in self.contents if section.id in wanted)

    def progress(self, section_id: str) -> tuple[int, int]:
        """How many sections of a part or chapter were read, and how many there are."""
        sections = self.below(section_id)
        return sum(section.id in self.read for section in sections), len(sections)

    def ticks(self, section: Section) -> int:
        """How many points of its checklist are ticked."""
        return sum(f"{section.id}/{n}" in self.ticked for n in range(len(section.checklist)))
