"""The manual as it is shown: chapters of docs/manual.md, in Russian from docs/manual.ru.md.

A chapter is what stands under a heading of the second level. Its id is made of the English heading;
the Russian heading names it: `## Окно {#the-window}`. A chapter that is not translated yet is
shown in English and says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.folders import program_folder

LIMIT = 2_000_000  # bytes
FILES = {"en": "manual.md", "ru": "manual.ru.md"}
ENGLISH = ("en", "qps")  # what is shown in English; who reads Kazakh or Tajik reads Russian too
NAMED = re.compile(r"^(?P<title>.*?)\s*\{#(?P<id>[a-z0-9-]+)\}$")
_HEADING = "## "

# The chapter about each screen.
ABOUT: Mapping[str, str] = {
    "home": "the-window",
    "welcome": "the-first-start",
    "projects": "the-list-of-projects",
    "guide": "the-guide",
    "funders": "which-funders-fit",
    "proposals": "proposal-files-and-colleagues",
    "begin": "a-new-proposal",
    "wizard": "the-analysis-in-the-wizard",
    "export": "making-a-document",
    "compare": "proposal-files-and-colleagues",
    "merge": "proposal-files-and-colleagues",
    "exchange": "proposal-files-and-colleagues",
    "newerform": "proposal-files-and-colleagues",
    "feedback": "corrections-and-questions",
    "workshop": "workshop",
    "updates": "updates",
    "settings": "settings",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A piece of the manual: Markdown with its heading; `language` is what it is written in."""

    id: str
    title: str
    text: str
    language: str


def manual(language: str, folder: Path | None = None) -> tuple[Chapter, ...]:
    """All chapters in the order of the English manual, in Russian for every language but English.

    Raises `AppError` where there is none.
    """
    docs = folder or program_folder() / "docs"
    chapters = tuple(_chapters(docs / FILES["en"], "en"))
    if language in ENGLISH:
        return chapters
    try:
        known = {chapter.id: chapter for chapter in _chapters(docs / FILES["ru"], "ru")}
    except AppError:
        return chapters
    return tuple(known.get(chapter.id, chapter) for chapter in chapters)


def holding(chapters: tuple[Chapter, ...], text: str) -> tuple[Chapter, ...]:
    """The chapters that hold all the words."""
    words = text.casefold().split()
    return tuple(c for c in chapters if all(word in c.text.casefold() for word in words))


def _chapters(path: Path, language: str) -> Iterator[Chapter]:
    written = read_bytes(path, LIMIT).decode("utf-8", "replace").replace("\r\n", "\n")
    for piece in re.split(rf"^(?={_HEADING})", written, flags=re.MULTILINE)[1:]:
        first, _, rest = piece.partition("\n")
        named = NAMED.match(first.removeprefix(_HEADING))
        title = named["title"] if named else first.removeprefix(_HEADING).strip()
        yield Chapter(named["id"] if named else slug(title), title, f"# {title}\n{rest}", language)


def slug(title: str) -> str:
    """The id of a heading: `The list of projects` is `the-list-of-projects`."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")
