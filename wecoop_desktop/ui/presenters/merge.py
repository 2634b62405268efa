"""A copy of a proposal that came back: what it is, and how both are brought together.

Nothing is written before `finish`. What was chosen is kept on disk beside the proposal, so that one
can leave, close the program, and go on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.merge import Choice
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.compare import grouped
from wecoop_desktop.ui.presenters.conflictvalues import own_of
from wecoop_desktop.ui.presenters.mergeview import (
    Done,
    MergeView,
    Shown,
    Stage,
    kept_text,
    next_open,
    recalled,
)
from wecoop_desktop.ui.presenters.mergework import (
    Sources,
    beside,
    joined,
    merge_place,
    still_chosen,
    written,
)
from wecoop_desktop.ui.presenters.sides import Side, compare_place

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.file import ProposalFile

LANE = "merge"
KEPT = "merge"  # the kind of mark under which choices are kept


class MergePresenter(Presenter[MergeView]):
    """`arrive` at a place of `merge_place`. The file is read once and held in memory: what happens
    to it afterwards changes nothing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(MergeView())
        self._desk = desk
        self._file: ProposalFile | None = None
        self._sources: Sources | None = None

    def arrive(self, place: Place) -> None:
        path = Path(next(iter(place.choice("file")), ""))
        view = self.view
        other = (place.id, path) != (view.id, view.path)
        if other or self._file is None or view.stage == "done":
            self._read(place.id, path)
        elif view.stage in ("asking", "deciding") and not view.busy:
            self._catch_up()

    def leave(self) -> None:
        """A file that is being read is read again when one comes back."""
        if self.view.busy:
            self._desk.runner.stop(LANE)
            self._set(MergeView())

    # what it is

    def _read(self, proposal: str, path: Path) -> None:
        from wecoop_desktop.work.file import read_proposal

        self._file = self._sources = None
        self._set(MergeView(proposal, path, busy=True))

        def work(_job: Job) -> ProposalFile:
            return read_proposal(path)

        self._desk.runner.start(LANE, work, self._came, self._failed)

    def try_again(self) -> None:
        """Read the file once more: the stick is in again."""
        if self.view.path is not None:
            self._read(self.view.id, self.view.path)

    def unseal(self, password: str) -> None:
        """Open the file that is closed with a password, and go on with what it holds."""
        from wecoop_desktop.ui.presenters import sealing

        view = self.view
        closed = sealing.sealed_path(view.error)
        if closed is None:
            return

        def failed(error: AppError) -> None:
            self._set(replace(self.view, seal_error=error))

        def opened(plain: Path) -> None:
            self._desk.go(merge_place(view.id, plain))

        work = sealing.LANE, lambda _job: sealing.unsealed(closed, password)
        self._desk.runner.start(*work, opened, failed)

    def leave_sealed(self) -> None:
        """Without the password: back to the proposal."""
        self._desk.go(Place("wizard", self.view.id))

    def _came(self, file: ProposalFile) -> None:
        self._file = file
        self._look(stage="asking")

    def _look(self, stage: Stage) -> None:
        """Put the file beside the proposal as it is now."""
        view, file = self.view, self._file
        if file is None or view.path is None:
            return
        try:
            here = self._desk.store.load(view.id)
            found = beside(self._desk, view.id, view.path, file)
        except AppError as error:
            self._failed(error)
            return
        self._set(
            replace(
                view, stage=stage, busy=False, brought=found, title=_title(here.answers),
                saved=file.saved, updated=here.updated, error=None,
            )
        )  # fmt: skip

    def _catch_up(self) -> None:
        """The proposal may have gone on while one was elsewhere."""
        try:
            updated = self._desk.store.load(self.view.id).updated
        except AppError as error:
            self._failed(error)
            return
        if updated == self.view.updated:
            return
        deciding = self.view.stage == "deciding"
        self._look(stage=self.view.stage)
        if deciding and self.view.error is None:
            self._set(replace(self.view, changed=True))
            self._join()

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, error=error))

    # the choices at the start

    def open_apart(self) -> None:
        """The file as another proposal of its own."""
        view = self.view
        if view.path is None:
            return
        try:
            proposal = self._desk.store.import_file(view.path)
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._desk.go(Place("wizard", proposal))

    def compare(self) -> None:
        """The proposal as it is beside the file."""
        view = self.view
        if view.path is not None:
            self._desk.go(compare_place(view.id, Side(), Side("file", str(view.path))))

    def replace_by_file(self) -> None:
        """All answers as in the file; those before are kept as a revision."""
        found = self.view.brought
        if found is not None:
            self._write(dict(found.theirs), Done("replaced", answers=len(found.theirs)))

    def take_comments(self) -> None:
        """What readers remarked, and nothing else."""
        view, file = self.view, self._file
        if file is None:
            return
        try:
            count = self._desk.store.take_in(view.id, file)
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(replace(view, stage="done", done=Done("comments", comments=count), error=None))

    def bring_together(self) -> None:
        self._set(replace(self.view, stage="deciding"))
        self._join()

    def back_to_start(self) -> None:
        """To the choices again; what was decided stays decided."""
        self._set(replace(self.view, stage="asking", wrong=None))

    def _join(self) -> None:
        found = self.view.brought
        if found is None:
            return
        self._set(replace(self.view, busy=True))
        self._desk.runner.start(LANE, lambda _job: joined(found), self._joined, self._failed)

    def _joined(self, sources: Sources) -> None:
        view = self.view
        before = {conflict.id: conflict for conflict in view.conflicts}
        merged = sources.merge
        choices = still_chosen(before, merged.conflicts, view.choices)
        self._sources = sources
        view = replace(
            view,
            busy=False,
            conflicts=merged.conflicts,
            groups=grouped(merged.form, merged.taken),
            choices=choices,
            shown="conflicts" if merged.conflicts else "taken",
        )
        if not choices:
            kept = self._desk.store.marked(KEPT, (view.id,)).get(view.id)
            view = recalled(view, kept, original(self._desk.settings().language or "en"))
        conflicts = [each.id for each in view.conflicts]
        if view.chosen not in conflicts:
            waiting = (name for name in conflicts if name not in view.choices)
            view = replace(view, chosen=next(waiting, conflicts[0] if conflicts else ""))
        answer = view.groups[0].path if view.groups and view.group is None else view.answer
        self._set(replace(view, answer=answer))

    # deciding

    def show(self, shown: Shown) -> None:
        self._set(replace(self.view, shown=shown))

    def look_at(self, conflict: str) -> None:
        self._set(replace(self.view, chosen=conflict, wrong=None))

    def look_at_answer(self, path: str) -> None:
        self._set(replace(self.view, answer=path))

    def decide(self, choice: Literal["mine", "theirs", "both"]) -> None:
        """For the conflict that is shown; then to the next one that waits."""
        conflict = self.view.conflict
        if conflict is not None and choice in conflict.choices:
            self._decided({conflict.id: choice})

    def type_own(self, text: str) -> None:
        """What is typed in place of both sides; it counts when it is taken."""
        view = self.view
        if view.chosen:
            self._set(replace(view, texts={**view.texts, view.chosen: text}, wrong=None))

    def take_own(self, text: str, language: str) -> None:
        """Decide for what was typed."""
        view, form, conflict = self.view, self.view.form, self.view.conflict
        if form is None or conflict is None:
            return
        texts = {**view.texts, conflict.id: text}
        try:
            own = own_of(form, conflict, text, language)
        except AppError as error:
            self._set(replace(view, texts=texts, wrong=error))
            return
        self._set(replace(view, texts=texts))
        self._decided({conflict.id: own})

    def decide_rest(self, choice: Literal["mine", "theirs"]) -> None:
        """One side for all conflicts that still wait."""
        waiting = [each.id for each in self.view.conflicts if each.id not in self.view.choices]
        self._decided(dict.fromkeys(waiting, choice))

    def undecide(self) -> None:
        """Take the choice of the shown conflict back."""
        view = self.view
        choices = {name: made for name, made in view.choices.items() if name != view.chosen}
        self._set(replace(view, choices=choices))
        self._keep()

    def _decided(self, choices: Mapping[str, Choice]) -> None:
        view = self.view
        view = replace(view, choices={**view.choices, **choices}, wrong=None, turn=view.turn + 1)
        self._set(replace(view, chosen=next_open(view)))
        self._keep()

    def next_conflict(self, way: Literal[1, -1] = 1) -> None:
        """F7 and Shift F7: the next conflict, decided or not; after the last the first."""
        names = [conflict.id for conflict in self.view.conflicts]
        if names:
            at = names.index(self.view.chosen) if self.view.chosen in names else -1
            self._set(replace(self.view, chosen=names[(at + way) % len(names)], wrong=None))

    # kept while one is away

    def _keep(self) -> None:
        view, found = self.view, self.view.brought
        if found is None:
            return
        try:
            self._desk.store.mark(KEPT, view.id, kept_text(view, found))
        except AppError as error:  # the choices hold as long as the window is open
            self._set(replace(self.view, error=error))

    # writing

    def finish(self) -> None:
        """Write what was decided: one step of undo, with the states before kept as revisions."""
        self._set(replace(self.view, error=None))
        view, found, sources = self.view, self.view.brought, self._sources
        if found is None or sources is None or view.open or view.busy:
            return
        self._catch_up()
        if self.view.updated != view.updated or self.view.error is not None:
            return  # the proposal went on: what was found again is to be seen first
        try:
            answers = written(found, sources, view.choices)
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._write(answers, Done("joined", answers=len(view.groups), decided=len(view.conflicts)))

    def _write(self, answers: Mapping[str, object], done: Done) -> None:
        view, file, found = self.view, self._file, self.view.brought
        if file is None or found is None:
            return
        store = self._desk.store
        try:
            count = store.take_in(view.id, file, answers)
            store.mark(KEPT, view.id, None)
            revisions = store.revisions(view.id)
            updated = store.load(view.id).updated
        except AppError as error:
            self._set(replace(view, error=error))
            return
        # Three are kept: the state before, that of the file, the merged one.
        before = next((r.number for r in revisions[1:] if r.reason.value != "receiving"), 0)
        files = len(found.relation.attachments)
        done = replace(done, comments=count, files=files, revision=before)
        self._set(replace(view, stage="done", done=done, error=None, updated=updated))

    def take_back(self) -> None:
        """Undo: the answers as they were before. Comments and attached files stay."""
        try:
            self._desk.store.undo(self.view.id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        proposal = self.view.id
        self._set(MergeView())
        self._desk.go(Place("wizard", proposal))

    def open_proposal(self) -> None:
        self._desk.go(Place("wizard", self.view.id))

    def what_changed(self) -> None:
        done = self.view.done
        if done is not None and done.revision:
            self._desk.go(compare_place(self.view.id, Side("revision", str(done.revision))))

    def accept_changed(self) -> None:
        """That the proposal went on meanwhile was read."""
        self._set(replace(self.view, changed=False))


def _title(answers: Mapping[str, object]) -> Words:
    en, ru = (answers.get(f"basic.title_{code}") for code in ("en", "ru"))
    return Words(en if isinstance(en, str) else "", ru if isinstance(ru, str) else "")
