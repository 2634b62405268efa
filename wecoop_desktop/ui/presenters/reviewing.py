"""Review copies: written for a colleague, saved back with comments, made a proposal of one's own.

Where a review copy came from is kept as a mark, so that it can go back there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter

ORIGIN = "review-file"  # the kind of the marks; the key is the proposal, the value a path


@dataclass(frozen=True, slots=True)
class ReviewView:
    """`origin` is the file a review copy came with, None where it is not known or gone."""

    proposal: str = ""
    review: bool = False
    origin: Path | None = None
    written: Path | None = None
    error: AppError | None = None


def origin_of(desk: Desk, proposal: str) -> Path | None:
    """The file that a review copy came with. Raises `AppError` as the store does."""
    kept = desk.store.marked(ORIGIN, (proposal,)).get(proposal, "")
    return Path(kept) if kept else None


def keep_origin(desk: Desk, proposal: str, path: Path) -> None:
    """Remember where a review copy came from. Raises `AppError` as the store does."""
    desk.store.mark(ORIGIN, proposal, str(path))


def write_copy(desk: Desk, proposal: str, path: Path) -> Path:
    """Write a review copy; gives the path with the ending of proposals.

    Raises `AppError` as `WorkStore.export_file`.
    """
    from wecoop_desktop.work.shape import form_data

    target = path if path.suffix == ".wecoop" else path.with_name(path.name + ".wecoop")
    desk.store.export_file(proposal, target, form_data(desk.library.form()), review=True)
    return target


class ReviewPresenter(Presenter[ReviewView]):
    """A child of the wizard's presenter."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(ReviewView())
        self._desk, self._wizard = desk, wizard
        self.setParent(wizard)

    def load(self) -> None:
        """Look at the wizard's proposal."""
        wizard = self._wizard.view
        view = self.view if self.view.proposal == wizard.id else ReviewView(wizard.id)
        try:
            origin = origin_of(self._desk, wizard.id) if wizard.review else None
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(replace(view, review=wizard.review, origin=origin))

    def save_back(self) -> None:
        """Write the comments to the file that the copy came with."""
        if self.view.origin is not None:
            self.save(self.view.origin)

    def save(self, path: Path) -> None:
        """Write a review copy with all comments to `path`."""
        self._wizard.flush()
        try:
            target = write_copy(self._desk, self.view.proposal, path)
            if self.view.review:
                keep_origin(self._desk, self.view.proposal, target)
        except AppError as error:
            self._set(replace(self.view, error=error, written=None))
            return
        self._set(replace(self.view, written=target, error=None))
        self.load()

    def make_own(self) -> None:
        """From now on the answers can be changed here."""
        try:
            self._desk.store.make_own(self.view.proposal)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._wizard.reload()
        self.load()

    def forget_messages(self) -> None:
        self._set(replace(self.view, error=None, written=None))
