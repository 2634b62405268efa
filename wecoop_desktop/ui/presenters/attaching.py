"""The files attached to the proposal that is being written; a child of the wizard's presenter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.work.attachments import Attachment
    from wecoop_desktop.work.intake import Document

FILE = "file"  # the column that names an attachment


@dataclass(frozen=True, slots=True)
class AttachingView:
    """`broken` maps names to "missing" or "damaged". `twice` is the name of a file that was
    attached already when it was chosen again; `waiting`: files that are still being read."""

    files: tuple[Attachment, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()
    failure: AppError | None = None
    twice: str = ""
    waiting: int = 0


class AttachingPresenter(Presenter[AttachingView]):
    """Files are read in a job, one after another, and kept on this computer by the work store."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(AttachingView())
        self._desk, self._wizard = desk, wizard
        self._queue: list[tuple[Path, Callable[[str], None]]] = []
        self._checked: tuple[tuple[str, str], ...] = ()

    def refresh(self) -> None:
        """What is attached now; contents are looked at again only where files are others."""
        store = self._desk.store.attachments
        try:
            files = store.of(self._wizard.view.id)
            sign = tuple((file.name, file.sha256) for file in files)
            broken = self.view.broken
            if sign != self._checked:
                found = store.verify(self._wizard.view.id)
                broken = tuple((each.name, each.problem) for each in found)
                self._checked = sign
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, files=files, broken=broken))

    def attach(self, paths: Sequence[Path], named: Callable[[str], None]) -> None:
        """Copy files in; `named(name)` for each as it is there, with the name it got."""
        self._queue += [(path, named) for path in paths]
        self._set(replace(self.view, failure=None, twice="", waiting=len(self._queue)))
        if len(self._queue) == len(paths):
            self._next()

    def _next(self) -> None:
        self._set(replace(self.view, waiting=len(self._queue)))
        if not self._queue:
            return
        from wecoop_desktop.work.intake import read_document

        path = self._queue[0][0]
        self._desk.runner.start("attach", lambda job: read_document(path), self._keep, self._fail)

    def _keep(self, document: Document) -> None:
        _path, named = self._queue.pop(0)
        before = {file.name for file in self.view.files}
        try:
            kept = self._desk.store.attachments.attach(self._wizard.view.id, document)
        except AppError as error:
            self._set(replace(self.view, failure=error))
        else:
            self._checked = ()  # a content that was lost may be whole again
            if kept.name in before:
                self._set(replace(self.view, twice=kept.name))
            self.refresh()
            named(kept.name)
        self._next()

    def _fail(self, error: AppError) -> None:
        self._queue.pop(0)
        self._set(replace(self.view, failure=error))
        self._next()

    def detach(self, name: str) -> None:
        """Take a file away, and its name out of all rows: one step of undo."""
        self._wizard.flush()
        if self._wizard.view.waiting:
            return
        try:
            answers = self._without(name)
            self._desk.store.attachments.detach(self._wizard.view.id, name, answers)
        except AppError as error:
            self._set(replace(self.view, failure=error))
            return
        self._set(replace(self.view, failure=None, twice=""))
        self._wizard.reload()
        self.refresh()

    def _without(self, name: str) -> Mapping[str, Data]:
        from wecoop_desktop.forms.codec import plain_value
        from wecoop_desktop.work.attachments import without

        view = self._wizard.view
        changed: dict[str, Data] = {}
        for step in view.form.steps if view.form is not None else ():
            for field in step.fields:
                value = view.answers.get(field.path)
                if value is not None and any(column.id == FILE for column in field.columns):
                    rows = plain_value(value)
                    after = without(rows, name)
                    if after != rows:
                        changed[field.path] = after
        return changed

    def save_as(self, name: str, path: Path) -> bool:
        """Write a copy to a place of the user's; whether that went well."""
        try:
            self._desk.store.attachments.save_as(self._wizard.view.id, name, path)
        except AppError as error:
            self._checked = ()
            self.refresh()
            self._set(replace(self.view, failure=error))
            return False
        self._set(replace(self.view, failure=None))
        return True
