"""What the export screen shows, as values, and what it begins with."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.batch import Outcome, file_name
from wecoop_desktop.documents.formats import format_named
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.exporting import Made, Offer
from wecoop_desktop.ui.saving import Saving

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.submissions import Submission

LANGUAGES = ("en", "ru")
SINGLE = ("pdf",)
PNG = b"\x89PNG\r\n\x1a\n"
NO_TITLE = Words()
NO_FILE: Saving[Path] = Saving()


@dataclass(frozen=True, slots=True)
class Batch:
    """Several documents at once: what is chosen, and what came of it."""

    templates: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    formats: tuple[str, ...] = SINGLE
    folder: Path | None = None
    outcomes: tuple[Outcome, ...] = ()
    busy: bool = False
    stopped: bool = False

    @property
    def count(self) -> int:
        return len(self.templates) * len(self.languages) * len(self.formats)


@dataclass(frozen=True, slots=True)
class ExportView:
    """`format` is one of `documents.formats`; `encloses`: the proposal itself goes into the file.

    `busy` is the preview being made; its `step` is told, or that of a batch. `file` is the document
    being saved, and `copied` where it was written once more. `submission` is the number of the
    frozen state that is written, and `seal` its digest: also where nothing changed since.
    """

    id: str = ""
    title: Words = NO_TITLE
    form: Form | None = None
    revision: int = 0
    offers: tuple[Offer, ...] = ()
    template: str = ""
    language: str = "en"
    format: str = "pdf"
    encloses: bool = False
    remarked: bool = False  # the open comments go into the file, where it has a place for them
    comments: int = 0
    missing: tuple[Problem, ...] = ()
    suggested: str = ""
    made: Made | None = None
    busy: bool = False
    step: tuple[int, int, str] = (0, 0, "")
    file: Saving[Path] = NO_FILE
    copied: Path | None = None
    batch: Batch | None = None
    error: AppError | None = None
    submission: int = 0
    seal: str = ""
    ministry: str = ""
    emblem: bytes = b""

    @property
    def offer(self) -> Offer | None:
        return next((o for o in self.offers if o.template.id == self.template), None)

    @property
    def saving(self) -> bool:
        """A file or several are being written."""
        return self.file.busy or (self.batch is not None and self.batch.busy)

    @property
    def can_remark(self) -> bool:
        return self.comments > 0 and format_named(self.format).remarks

    @property
    def can_enclose(self) -> bool:
        return format_named(self.format).encloses


def submitted(desk: Desk, place: Place) -> Submission | None:
    """The submission that a place names, else the one that the present state still is.

    Raises `AppError` as the store does, submission-unknown.
    """
    made = desk.store.submissions.of(place.id)
    for number in place.choice("submission"):
        found = next((each for each in made if str(each.number) == number), None)
        if found is None:
            raise AppError("submission-unknown", number=number)
        return found
    if not made:
        return None
    present = desk.store.submissions.digest(place.id)
    return next((each for each in made if each.digest == present), None)


def suggested_name(
    title: str, template: str, revision: int, language: str, form: str = "pdf"
) -> str:
    """`place_form_rN_LANG.pdf`."""
    return file_name(title, template, revision, language, format_named(form).ending)


def unwrapped(kept: str) -> bytes:
    """The emblem of the settings; a damaged one is none."""
    try:
        found = b64decode(kept, validate=True)
    except ValueError:
        return b""
    return found if found.startswith(PNG) else b""


def first_known(wanted: str, known: Sequence[str]) -> str:
    """The template asked for, else the concept note of the programme, else any."""
    for candidate in (wanted, "eu_concept", *known):
        if candidate in known:
            return candidate
    return ""
