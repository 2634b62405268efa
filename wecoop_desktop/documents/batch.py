"""Many documents at once: templates, languages and formats, each into a file of one folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name, is_taken, writing
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.formats import Format, format_named, write
from wecoop_desktop.packs.content import Template

if TYPE_CHECKING:
    from wecoop_desktop.documents.paper import Paper

FATAL = ("disk-full", "folder-missing")  # the next one would fail in the same way
PaperOf = Callable[[Template, Language], "Paper"]
WORDS, LETTERS = 5, 48  # of a title in the name of a file


@dataclass(frozen=True, slots=True)
class Outcome:
    """A document that was written to `path`, or why it was not."""

    template: str
    language: str
    form: str
    path: Path
    error: AppError | None = None


def write_all(
    paper_of: PaperOf,
    templates: Sequence[Template],
    languages: Sequence[str],
    formats: Sequence[str],
    folder: Path,
    name_of: Callable[[Template, str, Format], str],
    job: Job | None = None,
) -> tuple[Outcome, ...]:
    """Write them in this order; a file that is there already stays, the new one is numbered.

    A document that cannot be made is told and the others go on; a full disk or a missing folder
    ends all. Raises `AppError` folder-missing, format-unknown; `Cancelled` when the job is stopped:
    what was written before stays.
    """
    if not folder.is_dir():
        raise AppError("folder-missing", path=folder)
    job = job or Job()
    wanted = [
        (template, language, format_named(form))
        for template in templates
        for language in languages
        for form in formats
    ]
    done: list[Outcome] = []
    for number, (template, language, form) in enumerate(wanted):
        job.step(number, len(wanted), "document-batch")
        path = folder / name_of(template, language, form)
        error = None
        try:
            if is_taken(path):
                path = free_name(path)
            paper = paper_of(template, Language(language))
            with writing(path) as stream:
                write(paper, form, stream, _Quiet(job))
        except AppError as problem:
            error = problem
        done.append(Outcome(template.id, language, form.id, path, error))
        if error is not None and error.code in FATAL:
            break
    return tuple(done)


class _Quiet(Job):
    """Stops when the whole is stopped; the steps of one document are not told."""

    def __init__(self, whole: Job) -> None:
        super().__init__()
        self._whole = whole

    def step(self, done: int, total: int, code: str = "") -> None:
        if self._whole.stopped:
            self.stop()
        super().step(done, total, code)


def file_name(title: str, template: str, revision: int, language: str, ending: str) -> str:
    """`place_form_rN_LANG.pdf`; the title's first words stand for the place, safe on any disk."""
    letters = "".join(char if char.isalnum() else " " for char in title)
    start = "-".join(letters.split()[:WORDS])[:LETTERS] or "proposal"
    form = template.replace("_", "-") or "document"
    return f"{start}_{form}_r{revision}_{language.upper()}{ending}"
