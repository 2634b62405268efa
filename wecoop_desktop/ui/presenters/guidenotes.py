"""The reader's own notes and bookmarks at paragraphs of the guide, kept among the marks.

A note remembers its section, the heading above it, which paragraph below that, and the words: so
it finds its place again in a new edition, and where it does not, it still says what it was about.
"""

from __future__ import annotations

import contextlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.base.text import Text
from wecoop_desktop.library import anchor

if TYPE_CHECKING:
    from wecoop_desktop.work.store import WorkStore

NOTES = "guide.note"
LIMIT = 200_000  # letters of a note


@dataclass(frozen=True, slots=True)
class Note:
    """A note, or a bookmark where `text` is empty and `bookmark` holds.

    `language` is that of `heading` and `quote`; `made` is the moment in ISO form.
    """

    id: str
    section: str
    language: str
    heading: str
    ordinal: int
    quote: str
    text: str = ""
    bookmark: bool = False
    made: str = ""

    @property
    def empty(self) -> bool:
        return not self.bookmark and not self.text.strip()


def made(section: str, body: Text, language: str, number: int, *, bookmark: bool) -> Note | None:
    """A new note at a paragraph of a section; None where there is no such paragraph."""
    there = anchor.paragraphs(_in(body, language))
    if not 0 <= number < len(there):
        return None
    paragraph = there[number]
    return Note(
        id=uuid.uuid4().hex,
        section=section,
        language=language,
        heading=paragraph.heading,
        ordinal=paragraph.ordinal,
        quote=paragraph.quote,
        bookmark=bookmark,
        made=datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def place(note: Note, body: Text) -> int | None:
    """The number of the paragraph at which the note stands now; None where it has changed."""
    among = anchor.paragraphs(_in(body, note.language))
    return anchor.place(note.heading, note.ordinal, note.quote, among)


def _in(body: Text, language: str) -> str:
    return body.own(language)


class Notebook:
    """Reads and writes the notes; raises `AppError` of the store, and note-too-large."""

    def __init__(self, store: WorkStore) -> None:
        self._store = store

    def notes(self) -> tuple[Note, ...]:
        """All notes in the order in which they were last written; what is broken is left out."""
        found = []
        for name, value in self._store.marks(NOTES).items():
            note = _read(name, value)
            if note is not None:
                found.append(note)
        return tuple(found)

    def put(self, note: Note) -> None:
        """Keep the note as it is now."""
        if len(note.text) > LIMIT:
            raise AppError("note-too-large", limit=LIMIT)
        data = asdict(replace(note, text=_whole(note.text)))
        del data["id"]
        self._store.mark(NOTES, note.id, json.dumps(data, ensure_ascii=False))

    def drop(self, note: Note) -> None:
        self._store.mark(NOTES, note.id, None)


def _read(name: str, value: str) -> Note | None:
    with contextlib.suppress(ValueError, TypeError, KeyError):
        data = parse_json(value)
        if isinstance(data, dict):
            return Note(
                id=name,
                section=str(data["section"]),
                language=str(data["language"]),
                heading=str(data["heading"]),
                ordinal=int(str(data["ordinal"])),
                quote=str(data["quote"]),
                text=str(data["text"]),
                bookmark=bool(data["bookmark"]),
                made=str(data["made"]),
            )
    return None


def _whole(text: str) -> str:
    """The text as UTF-8 can hold it: without halves of letters."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def changed(notes: Sequence[Note], note: Note) -> tuple[Note, ...]:
    """The notes with this one in the place of its earlier state, or at the end."""
    known = any(each.id == note.id for each in notes)
    if not known:
        return (*notes, note)
    return tuple(note if each.id == note.id else each for each in notes)
