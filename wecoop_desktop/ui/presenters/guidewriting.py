"""Writing notes and bookmarks while one reads: saved as they are typed, undone when deleted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.content import Section
from wecoop_desktop.ui.presenters import guidenotes
from wecoop_desktop.ui.presenters.guidenotes import Note, Notebook
from wecoop_desktop.ui.presenters.guideview import GuideView

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

SAVE_AFTER, TRY_AGAIN_AFTER = 800, 5_000  # milliseconds


class Writing:
    """The verbs of notes; `view` gives the guide's view and `show` takes another one."""

    def __init__(
        self, desk: Desk, view: Callable[[], GuideView], show: Callable[[GuideView], None]
    ) -> None:
        self._library, self._view, self._show = desk.library, view, show
        self._notebook = Notebook(desk.store)
        self._save = QTimer()
        self._save.setSingleShot(True)
        self._save.timeout.connect(self.flush)

    def kept(self) -> tuple[Note, ...]:
        """All notes on the disk. Raises `AppError` of the store."""
        return self._notebook.notes()

    def note_at(self, number: int, language: str) -> None:
        """Write a note at a paragraph of the open section: the one that is there, or a new one."""
        note = self._at(number) or self._made(number, language, bookmark=False)
        if note is not None:
            self.flush()
            self._put(note)
            self._show(replace(self._view(), writing=note.id))

    def bookmark_at(self, number: int, language: str) -> None:
        """Put a bookmark at a paragraph, or take it away; a note that is there stays."""
        note = self._at(number)
        if note is None:
            made = self._made(number, language, bookmark=True)
            if made is not None:
                self._put(made)
                self._keep(made)
            return
        other = replace(note, bookmark=not note.bookmark)
        if other.empty:
            self.drop(note.id)
        else:
            self._put(other)
            self._keep(other)

    def _made(self, number: int, language: str, *, bookmark: bool) -> Note | None:
        section = self._view().section
        if section is None:
            return None
        return guidenotes.made(section.id, section.body, language, number, bookmark=bookmark)

    def _at(self, number: int) -> Note | None:
        here = self._view().notes_here()
        return next((note for note in here if self._view().places.get(note.id) == number), None)

    def _put(self, note: Note) -> None:
        """Show the note as it is now."""
        view = replace(self._view(), notes=guidenotes.changed(self._view().notes, note))
        section = view.section
        if section is not None and note.id not in view.places:
            places = {**view.places, note.id: guidenotes.place(note, section.body)}
            view = replace(view, places=MappingProxyType(places))
        self._show(view)

    def write(self, note_id: str, text: str) -> None:
        """The text of a note as it stands in the editor; it is soon on disk."""
        note = self._note(note_id)
        if note is None or note.text == text:
            return
        self._put(replace(note, text=text))
        if not self._save.isActive():
            self._save.start(SAVE_AFTER)
        self._show(replace(self._view(), writing=note_id, waiting=True))

    def close_note(self) -> None:
        """Leave the editor; a note in which nothing was written goes."""
        self.flush()
        note = self._note(self._view().writing)
        if note is not None and note.empty:
            rest = tuple(each for each in self._view().notes if each.id != note.id)
            self._show(replace(self._view(), notes=rest))
        self._show(replace(self._view(), writing=""))

    def edit(self, note_id: str) -> None:
        """Open the editor of a note that is there."""
        self.flush()
        self._show(replace(self._view(), writing=note_id))

    def flush(self) -> None:
        """Write what waits. A failure keeps it waiting and is tried again."""
        self._save.stop()
        note = self._note(self._view().writing)
        if note is None or not self._view().waiting:
            return
        if note.empty:
            self._write(lambda: self._notebook.drop(note))
        else:
            self._keep(note)

    def _keep(self, note: Note) -> None:
        self._write(lambda: self._notebook.put(note))

    def _write(self, act: Callable[[], None]) -> None:
        try:
            act()
        except AppError as error:
            if error.code != "note-too-large":
                self._save.start(TRY_AGAIN_AFTER)
            self._show(replace(self._view(), error=error))
            return
        now = datetime.now().astimezone()
        self._show(replace(self._view(), waiting=False, saved=now, error=None))

    def drop(self, note_id: str) -> None:
        """Take a note away; `undrop` brings it back."""
        self.flush()
        note = self._note(note_id)
        if note is None:
            return
        self._write(lambda: self._notebook.drop(note))
        rest = tuple(each for each in self._view().notes if each.id != note_id)
        writing = "" if self._view().writing == note_id else self._view().writing
        self._show(replace(self._view(), notes=rest, removed=note, writing=writing))

    def undrop(self) -> None:
        """Bring back the note that was taken away last."""
        note = self._view().removed
        if note is not None:
            self._put(note)
            self._keep(note)
            self._show(replace(self._view(), removed=None))

    def forget_removed(self) -> None:
        self._show(replace(self._view(), removed=None))

    def _note(self, note_id: str) -> Note | None:
        return next((note for note in self._view().notes if note.id == note_id), None)

    def places(self, section: Section) -> Mapping[str, int | None]:
        return MappingProxyType(
            {
                note.id: guidenotes.place(note, section.body)
                for note in self._view().notes
                if note.section == section.id
            }
        )

    def place_all(self) -> None:
        """Where every note stands now: for the list of them."""
        found: dict[str, int | None] = {}
        for note in self._view().notes:
            found[note.id] = None
            with contextlib.suppress(AppError):  # the section may be gone; the note stays
                body = self._library.section(note.section).body
                found[note.id] = guidenotes.place(note, body)
        self._show(replace(self._view(), places=MappingProxyType(found)))
