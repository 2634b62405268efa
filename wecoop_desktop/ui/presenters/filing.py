"""A table or a paper of advice on its way into a file: format, language, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.catalogue import chain, for_files
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.saving import Saving, Writer

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
    filed: Filed | None = None
    form: str = ""
    language: str = "en"
    suggested: str = ""
    file: Saving[bool] = field(default_factory=Saving)

    @property
    def opened(self) -> bool:
        return self.filed is not None


class FilingPresenter(Presenter[FilingView]):
    """Verbs of the panel; those of the file itself are its `file`'s."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(FilingView())
        self._desk = desk
        self.file: Writer[bool] = Writer(
            desk.runner, LANE, lambda file: self._set(replace(self.view, file=file))
        )

    def open(self, filed: Filed) -> None:
        if self.view.file.busy:
            return
        self.file.forget()
        code = self._desk.settings().language or system_language()
        form = self.view.form if self.view.form in filed.formats else filed.formats[0]
        language = for_files(code)
        self._set(self._named(replace(self.view, filed=filed, form=form, language=language)))

    def close(self) -> None:
        """Put the panel away; a file that is being written is given up."""
        self.file.stop()
        self.file.forget()
        self._set(replace(self.view, filed=None))

    def choose(self, form: str) -> None:
        if self.view.filed is not None and form in self.view.filed.formats:
            self.file.forget()
            self._set(self._named(replace(self.view, form=form)))

    def speak(self, language: str) -> None:
        self.file.forget()
        self._set(self._named(replace(self.view, language=chain(language)[0])))

    def _named(self, view: FilingView) -> FilingView:
        if view.filed is None:
            return view
        day = self._desk.today().isoformat()
        parts = (view.filed.what, view.filed.name, day, view.language.upper())
        name = "_".join(part for part in parts if part)
        return replace(view, suggested=f"{name}.{view.form}")

    def save(self, path: Path) -> None:
        """Write to `path`; a file that is there already is asked about first."""
        filed, form, language = self.view.filed, self.view.form, Language(self.view.language)
        if filed is None:
            return

        def work(target: Path, job: Job) -> bool:
            with writing(target) as stream:
                filed.write(form, language, stream, job)
            return True

        self.file.save(path, f".{form}", work)


def short_name(text: str) -> str:
    """Words of a title that are safe in a file's name on any disk."""
    letters = "".join(char if char.isalnum() else " " for char in text)
    return "-".join(letters.split()[:5])[:48]
