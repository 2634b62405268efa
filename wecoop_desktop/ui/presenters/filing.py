"""A table or a paper of advice on its way into a file: format, language, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken, writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk

LANE = "filing"
Writing = Callable[[str, Language, BinaryIO, Job], None]  # format, language, where


@dataclass(frozen=True, slots=True)
class Filed:
    """What can be written: `what` names it for the panel and in the file, `name` begins the file's
    name; `formats` are endings without the dot."""

    what: str
    name: str
    formats: tuple[str, ...]
    write: Writing


@dataclass(frozen=True, slots=True)
class FilingView:
    """`clash` is a file that exists already and waits for Replace or Keep both."""

    filed: Filed | None = None
    form: str = ""
    language: str = "en"
    suggested: str = ""
    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    clash: Path | None = None
    target: Path | None = None
    written: bool = False
    stopped: bool = False
    error: AppError | None = None

    @property
    def opened(self) -> bool:
        return self.filed is not None


class FilingPresenter(Presenter[FilingView]):
    """Verbs of the panel. The file is written in a lane of its own; the window stays usable."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(FilingView())
        self._desk = desk

    def open(self, filed: Filed) -> None:
        if self.view.busy:
            return
        code = self._desk.settings().language or system_language()
        form = self.view.form if self.view.form in filed.formats else filed.formats[0]
        language = "ru" if code == "ru" else "en"
        self._set(replace(self._fresh(), filed=filed, form=form, language=language))
        self._name()

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.stop()
        self._set(replace(self._fresh(), filed=None))

    def choose(self, form: str) -> None:
        if self.view.filed is not None and form in self.view.filed.formats:
            self._set(replace(self._fresh(), form=form))
            self._name()

    def speak(self, language: str) -> None:
        self._set(replace(self._fresh(), language="ru" if language == "ru" else "en"))
        self._name()

    def _fresh(self) -> FilingView:
        if self.view.busy:
            return self.view
        return replace(self.view, clash=None, target=None, written=False, stopped=False, error=None)

    def _name(self) -> None:
        view = self.view
        if view.filed is not None:
            day = self._desk.today().isoformat()
            parts = (view.filed.what, view.filed.name, day, view.language.upper())
            name = "_".join(part for part in parts if part)
            self._set(replace(view, suggested=f"{name}.{view.form}"))

    # Writing

    def save(self, path: Path) -> None:
        """Write to `path`; a file that is there already is asked about first."""
        if self.view.busy or self.view.filed is None:
            return
        ending = f".{self.view.form}"
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
        self._set(self._fresh())
        try:
            taken = is_taken(path)
        except AppError as error:
            self._failed(error)
            return
        if taken:
            self._set(replace(self.view, clash=path))
        else:
            self._write(path)

    def replace(self) -> None:
        if self.view.clash is not None:
            self._write(self.view.clash)

    def keep_both(self) -> None:
        if self.view.clash is not None:
            self._write(free_name(self.view.clash))

    def give_up(self) -> None:
        self._set(replace(self.view, clash=None))

    def stop(self) -> None:
        """Give up the file that is being written; nothing of it stays."""
        if self.view.busy:
            self._desk.runner.stop(LANE)
            self._set(replace(self.view, busy=False, target=None, stopped=True))

    def _write(self, path: Path) -> None:
        filed, form, code = self.view.filed, self.view.form, self.view.language
        assert filed is not None

        def work(job: Job) -> bool:
            with writing(path) as stream:
                filed.write(form, Language(code), stream, job)
            return True

        self._set(replace(self.view, clash=None, busy=True, target=path, step=(0, 0, "")))
        self._desk.runner.start(LANE, work, self._done, self._failed, self._progress)

    def _done(self, written: bool) -> None:
        self._set(replace(self.view, busy=False, written=written))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, busy=False, target=None, error=error))

    def _progress(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, step=(done, total, code)))


def short_name(text: str) -> str:
    """Words of a title that are safe in a file's name on any disk."""
    letters = "".join(char if char.isalnum() else " " for char in text)
    return "-".join(letters.split()[:5])[:48]
