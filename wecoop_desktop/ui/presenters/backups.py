"""The backups of this computer: what each has that the work has not, and work brought back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.sides import Side, compare_place

if TYPE_CHECKING:
    from wecoop_desktop.work.proposal import Backup
    from wecoop_desktop.work.recovery import Difference

LABELS = 4  # questions that are named


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal of the chosen backup, with the first questions whose answers differ."""

    difference: Difference
    questions: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupsView:
    """`lines` are those of the backup `chosen`. `asking`: whether really all is to be brought
    back. `restored` is the id of a proposal that was, or `all`; `made` a backup that was made."""

    ready: bool = False
    backups: tuple[Backup, ...] = ()
    chosen: Path | None = None
    lines: tuple[Line, ...] = ()
    folder: Path = Path()
    elsewhere: str = ""
    asking: bool = False
    restored: str = ""
    made: bool = False
    error: AppError | None = None


class BackupsPresenter(Presenter[BackupsView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(BackupsView())
        self._front = front
        self._opening = opening
        opening.changed.connect(self._opened)

    def arrive(self, place: Place) -> None:
        """Read the list; what was said before is forgotten."""
        self._set(replace(self.view, asking=False, restored="", made=False, error=None))
        self.load()

    def _opened(self) -> None:
        if self.view.ready != (self._opening.view.store is not None):
            self.load()

    def load(self) -> None:
        """Read the list again, and the chosen backup, else the newest."""
        from wecoop_desktop.work import backup, copies

        home = self._opening.home
        found = backup.backups(home)
        paths = [each.path for each in found]
        chosen = self.view.chosen if self.view.chosen in paths else next(iter(paths), None)
        self._set(
            replace(
                self.view,
                ready=self._opening.view.store is not None,
                backups=found,
                chosen=None,
                lines=(),
                folder=copies.folder(home),
                elsewhere=self._front.settings().backups,
            )
        )
        if chosen is not None:
            self.choose(chosen)

    def choose(self, path: Path) -> None:
        """Look into a backup."""
        if path == self.view.chosen:
            return
        store = self._opening.view.store
        self._set(replace(self.view, chosen=path, lines=(), asking=False))
        if store is None:
            return
        try:
            found = store.differences(path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        lines = tuple(Line(each, self._questions(each.paths)) for each in found)
        self._set(replace(self.view, lines=lines, error=None))

    def _questions(self, paths: tuple[str, ...]) -> tuple[Text, ...]:
        library = self._opening.view.library
        if library is None or not paths:
            return ()
        labels = {field.path: field.label for step in library.form().steps for field in step.fields}
        known = [labels[path] for path in paths if path in labels]
        return tuple(known[:LABELS])

    def make(self) -> None:
        """Make a backup now."""
        store = self._opening.view.store
        if store is None:
            return
        store.back_up("asked")
        problem = store.backup_problem
        self._set(replace(self.view, chosen=None, error=problem, made=problem is None, restored=""))
        self.load()

    def compare(self, proposal: str) -> None:
        """The proposal as it was then beside the present one, answer by answer."""
        from wecoop_desktop.ui.presenters.sealing import passing_file
        from wecoop_desktop.work import snapshot
        from wecoop_desktop.work.copies import file_name
        from wecoop_desktop.work.file import write_proposal

        path = self.view.chosen
        if path is None:
            return
        try:
            with snapshot.opened(self._opening.home, path) as held:
                row = next(row for row in held.rows() if row.id == proposal)
                target = passing_file(Path(file_name(row)))
                write_proposal(target, held.file(proposal))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._front.go(compare_place(proposal, Side("file", str(target))))

    def restore(self, proposal: str) -> None:
        """Bring one proposal back; what it is now is kept, and undo leads there."""
        store, path = self._opening.view.store, self.view.chosen
        if store is None or path is None:
            return
        try:
            made = store.bring_back(path, proposal)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, chosen=None, restored=made, error=None, made=False))
        self.load()
        self.choose(path)

    def ask_all(self) -> None:
        """Ask whether really all is to be brought back."""
        self._set(replace(self.view, asking=True, restored="", made=False))

    def leave_all(self) -> None:
        self._set(replace(self.view, asking=False))

    def restore_all(self) -> None:
        """Take the whole backup in place of the present work, which is set aside."""
        path = self.view.chosen
        if path is None or not self.view.asking:
            return
        problem = self._opening.restore_from(path)
        restored = "" if problem is not None else "all"
        self._set(replace(self.view, asking=False, chosen=None, restored=restored, error=problem))
        self.load()
        self.choose(path)

    def open(self, proposal: str) -> None:
        self._front.go(Place("wizard", proposal))

    def forget_messages(self) -> None:
        self._set(replace(self.view, error=None, restored="", made=False))
