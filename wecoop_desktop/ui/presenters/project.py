"""One project in full: its money, what it is part of, what is like it; and the user's own of it.

A bookmark is the mark "project", a note the mark "note", each under the id of the project. What is
typed is on disk within `SAVE_AFTER` milliseconds of typing; the text before the first change of a
visit is kept as the mark "note-before", so that it can be brought back also after a restart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.feedback import feedback_place
from wecoop_desktop.ui.presenters.projectview import DraftRow, Part, ProjectView, Told

if TYPE_CHECKING:
    from wecoop_desktop.advice.account import Account
    from wecoop_desktop.advice.similar import Similar
    from wecoop_desktop.forms.form import Data, Form
    from wecoop_desktop.library.query import Currency
    from wecoop_desktop.ui.desk import Desk

SAVE_AFTER = 800  # ms from the first change that is not on disk yet
TRY_AGAIN_AFTER = 3000
NOTE_LIMIT = 200_000  # characters
BOOKMARK, NOTE, NOTE_BEFORE = "project", "note", "note-before"


class ProjectPresenter(Presenter[ProjectView]):
    """The verbs of the pane. Who composes it calls `leave` when its own screen is left."""

    def __init__(self, desk: Desk) -> None:
        currency: Currency = "EUR" if desk.settings().currency == "EUR" else "USD"
        super().__init__(ProjectView(currency=currency))
        self._desk = desk
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.timeout.connect(self.flush)
        self._touched = False  # the note was changed since the project was opened

    @property
    def single_keys(self) -> bool:
        """Whether single letters are shortcuts outside of text fields."""
        return self._desk.settings().single_keys

    # opening and closing

    def open(self, project_id: str) -> None:
        """Show a project, by its id or a former one; an unknown id is told with ids like it."""
        if self.view.project is not None and project_id == self.view.id:
            self._look_again()
            return
        self.flush()
        if self.view.waiting:
            return  # the note of the other one is not on disk: stay, the pane says why
        kept = ProjectView(
            id=project_id, currency=self.view.currency, both_languages=self.view.both_languages
        )
        self._touched = False
        try:
            view = self._opened(kept)
        except AppError as error:
            near = str(error.values.get("near") or "")
            ids = tuple(each for each in near.split(", ") if each)
            self._set(replace(kept, error=error, near=ids))
            return
        self._set(view)
        self._find_similar()

    def _look_again(self) -> None:
        """The same project: what is marked may have been marked elsewhere."""
        if not self.view.waiting:
            try:
                self._set(self._with_marks(self.view))
            except AppError as error:
                self._failed(error)

    def _opened(self, view: ProjectView) -> ProjectView:
        from wecoop_desktop.advice.similar import related

        library = self._desk.library
        project = library.project(view.id)
        issued = next((p.issued for p in library.info().packs if p.id == "projects"), None)
        return self._with_marks(
            replace(
                view,
                id=project.id,
                project=project,
                labels=library.labels(),
                themes=library.themes(),
                account=self._account(project, view.currency),
                wholes=self._wholes(project),
                related=related(library, project),
                issued=issued.isoformat() if issued else "",
            )
        )

    def _wholes(self, project: Project) -> tuple[tuple[str, Text], ...]:
        ids = dict.fromkeys((project.within, *(line.within for line in project.funding)))
        return tuple((id, self._title(id)) for id in ids if id)

    def _title(self, project_id: str) -> Text:
        try:
            return self._desk.library.project(project_id).title
        except AppError:
            return Text(project_id, project_id)

    def _account(self, project: Project, currency: Currency) -> Account:
        from wecoop_desktop.advice.account import account

        library = self._desk.library
        acronyms = {each.id: each.acronym or each.name for each in library.organisations()}
        return account(project, library.rates(), acronyms, currency)

    def _find_similar(self) -> None:
        from wecoop_desktop.advice.similar import similar

        project = self.view.project
        if project is None:
            return

        def found(entries: tuple[Similar, ...]) -> None:
            if self.view.project is project:
                others = tuple(entry for entry in entries if not entry.related)
                self._set(replace(self.view, similar=others))

        library = self._desk.library
        self._desk.runner.start(
            "project.similar", lambda job: similar(library, project), found, self._failed
        )

    def close(self) -> None:
        self.flush()
        if not self.view.waiting:
            self._desk.runner.stop("project.similar")
            kept = ProjectView(currency=self.view.currency, both_languages=self.view.both_languages)
            self._set(kept)

    def leave(self) -> None:
        self.flush()

    # how it is shown

    def show_both(self, both: bool) -> None:
        """The texts in both languages side by side, or in the window's only."""
        self._set(replace(self.view, both_languages=both))

    def count_in(self, currency: Currency) -> None:
        """Convert all amounts into this currency."""
        project = self.view.project
        account = self._account(project, currency) if project is not None else None
        self._set(replace(self.view, currency=currency, account=account))

    def show_all(self, group: str) -> None:
        """Every row of a group of which only the first ones are shown."""
        self._set(replace(self.view, everything=self.view.everything | {group}))

    def show_part(self, part: Part) -> None:
        """Open "cite" below the head; "" or the same again closes it."""
        wanted: Part = "" if part == self.view.part else part
        view = replace(self.view, part=wanted, told=None)
        self._set(self._with_drafts(view) if wanted == "cite" else view)

    def forget_messages(self) -> None:
        self._set(replace(self.view, told=None, failure=None))

    def go(self, place: Place) -> None:
        self._desk.go(place)

    def tell(self, kind: Kind, field: str = "") -> None:
        """Go where a correction of this project, or a question about it, is written."""
        if self.view.project is not None:
            self._desk.go(feedback_place(kind, f"project:{self.view.project.id}", field))

    # the user's own

    def _with_marks(self, view: ProjectView) -> ProjectView:
        """Bookmark and note, kept under the id or a former id."""
        project = view.project
        assert project is not None
        ids = (project.id, *project.aliases)
        store = self._desk.store
        note = _first(store.marked(NOTE, ids), ids)
        return replace(
            view,
            bookmarked=bool(store.marked(BOOKMARK, ids)),
            note=note,
            note_before=_first(store.marked(NOTE_BEFORE, ids), ids),
        )

    def bookmark(self) -> None:
        """Put the bookmark, or take it away where it was."""
        project = self.view.project
        if project is None:
            return
        wanted = not self.view.bookmarked
        try:
            self._desk.store.mark(BOOKMARK, project.id, "1" if wanted else None)
            for former in project.aliases if not wanted else ():
                self._desk.store.mark(BOOKMARK, former, None)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, bookmarked=wanted, failure=None))

    def write_note(self, text: str) -> None:
        """The note as it stands in the editor; it is soon on disk."""
        if text == self.view.note or self.view.project is None:
            return
        before = self.view.note_before
        if not self._touched:
            self._touched = True
            before = self.view.note or before
        if not self._save.isActive():
            self._save.start(SAVE_AFTER)
        self._set(replace(self.view, note=text, note_before=before, waiting=True))

    def restore_note(self) -> None:
        """The text as it was before the changes; doing it again takes that back."""
        before, now = self.view.note_before, self.view.note
        if before and before != now:
            self._touched = True
            self._set(replace(self.view, note=before, note_before=now, waiting=True))
            self.flush()

    def flush(self) -> None:
        """Write what waits. A failure keeps it waiting and is tried again."""
        self._save.stop()
        project = self.view.project
        if not self.view.waiting or project is None:
            return
        try:
            self._write_note(project, self.view.note, self.view.note_before)
        except AppError as error:
            if error.code != "note-too-large":
                self._save.start(TRY_AGAIN_AFTER)
            self._set(replace(self.view, failure=error))
            return
        saved = datetime.now().astimezone()
        self._set(replace(self.view, waiting=False, failure=None, note_saved=saved))

    def _write_note(self, project: Project, note: str, before: str) -> None:
        if len(note) > NOTE_LIMIT:
            raise AppError("note-too-large", limit=NOTE_LIMIT)
        store = self._desk.store
        store.mark(NOTE_BEFORE, project.id, _whole(before) or None)
        store.mark(NOTE, project.id, _whole(note) if note.strip() else None)
        for former in project.aliases:
            store.mark(NOTE, former, None)

    # citing

    def _with_drafts(self, view: ProjectView) -> ProjectView:
        from wecoop_desktop.ui.presenters.citing import spots_of

        try:
            form = self._desk.library.form()
            rows = self._desk.store.proposals()
        except AppError as error:
            return replace(view, failure=error)
        drafts = tuple(
            DraftRow(row.id, row.title, row.updated)
            for row in rows
            if row.deleted is None and row.form == form.id
        )
        return replace(view, drafts=drafts, spots=spots_of(form))

    def cite(self, proposal: str, path: str) -> None:
        """Put the citation into a proposal: a row of the table of other projects, or a text."""
        from wecoop_desktop.ui.presenters.citing import cited

        project = self.view.project
        spot = next((spot for spot in self.view.spots if spot.path == path), None)
        draft = next((draft for draft in self.view.drafts if draft.id == proposal), None)
        if project is None or spot is None or draft is None:
            return
        store = self._desk.store
        language = original(self._desk.settings().language or "en")
        told = Told("cited-already", proposal, draft.title, spot)
        try:
            field = self._form().field(path)
            data = cited(field, store.load(proposal).answers.get(path), project, language)
            if data is not None:
                store.write_all(proposal, {path: data}, joining=False)
                told = replace(told, code="cited", updated=store.load(proposal).updated)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, told=told, part="", failure=None))

    def undo_told(self) -> None:
        """Take back what was told: a citation, or a proposal that was begun.

        A proposal that was changed since is left as it is, and that is told.
        """
        told = self.view.told
        if told is None or told.code not in ("cited", "begun"):
            return
        store = self._desk.store
        try:
            changed = store.load(told.proposal).updated != told.updated
            if changed:
                code = "changed"
            elif told.code == "cited":
                store.undo(told.proposal)
                code = "cite-undone"
            else:
                store.delete(told.proposal)
                code = "begun-undone"
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, told=replace(told, code=code), failure=None))

    def open_told(self) -> None:
        """Go to the proposal that was told of, to the place of the citation if there is one."""
        told = self.view.told
        if told is not None and told.proposal:
            self._desk.go(Place("wizard", told.proposal, told.spot.path if told.spot else "basic"))

    # starting

    def start_like(self) -> None:
        """A new proposal with the structure of this project; `told` says what was taken."""
        from wecoop_desktop.advice.seed import seed
        from wecoop_desktop.forms.codec import plain_answers

        project = self.view.project
        if project is None:
            return
        try:
            form = self._form()
            found = seed(project, form, self._desk.library.organisations())
            answers: Mapping[str, Data] = plain_answers(found.answers)
            proposal = self._desk.store.create(form.id, form.version, answers)
            updated = self._desk.store.load(proposal).updated
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        told = Told("begun", proposal, taken=found.taken, updated=updated)
        self._set(replace(self.view, told=told, part="", failure=None))

    def _form(self) -> Form:
        return self._desk.library.form()

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, failure=error))


def _first(marks: Mapping[str, str], ids: tuple[str, ...]) -> str:
    return next((marks[id] for id in ids if marks.get(id)), "")


def _whole(text: str) -> str:
    """Halves of letters, which no file takes, as signs of replacement."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
