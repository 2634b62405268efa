"""A file on its way to the disk: what every panel that writes one keeps, and its verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.runner import Runner

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Saving(Generic[T]):
    """`clash` is a file that exists already and waits for Replace or Keep both. `target` is being
    written while `busy` and stands there once `written`, which is what the writing gave."""

    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    clash: Path | None = None
    target: Path | None = None
    written: T | None = None
    stopped: bool = False
    error: AppError | None = None


class Writer(Generic[T]):
    """Writes one file at a time in a lane of its own; `tell` hears of every new state."""

    def __init__(self, runner: Runner, lane: str, tell: Callable[[Saving[T]], None]) -> None:
        self._runner = runner
        self._lane = lane
        self._tell = tell
        self._work: Callable[[Path, Job], T] | None = None
        self.state: Saving[T] = Saving()

    def save(self, path: Path, ending: str, work: Callable[[Path, Job], T]) -> None:
        """Have `work` write to `path`, which gets its `ending` (with the dot) where it lacks it.

        A file that is there already is asked about first.
        """
        if self.state.busy:
            return
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
        self._work = work
        self.forget()
        try:
            taken = is_taken(path)
        except AppError as error:
            self._failed(error)
            return
        if taken:
            self._be(replace(self.state, clash=path))
        else:
            self._write(path)

    def replace(self) -> None:
        if self.state.clash is not None:
            self._write(self.state.clash)

    def keep_both(self) -> None:
        if self.state.clash is not None:
            self._write(free_name(self.state.clash))

    def give_up(self) -> None:
        """Leave the file that exists as it is."""
        self._be(replace(self.state, clash=None))

    def stop(self) -> None:
        """Give up the file that is being written; nothing of it stays."""
        if self.state.busy:
            self._runner.stop(self._lane)
            self._be(replace(self.state, busy=False, target=None, stopped=True))

    def forget(self) -> None:
        """Put away what was said of the last file; one that is being written stays."""
        if not self.state.busy:
            self._be(Saving())

    def _write(self, path: Path) -> None:
        work = self._work
        assert work is not None  # `save` came before
        self._be(Saving(busy=True, target=path))
        self._runner.start(
            self._lane, lambda job: work(path, job), self._done, self._failed, self._progress
        )

    def _done(self, written: T) -> None:
        self._be(replace(self.state, busy=False, written=written))

    def _failed(self, error: AppError) -> None:
        self._be(Saving(error=error))

    def _progress(self, done: int, total: int, code: str) -> None:
        self._be(replace(self.state, step=(done, total, code)))

    def _be(self, state: Saving[T]) -> None:
        if state != self.state:
            self.state = state
            self._tell(state)
