"""A proposal file of the command line with what advice needs of it, and where answers go."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import opening
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.work.file import ProposalFile

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from wecoop_desktop.advice.paper import About
    from wecoop_desktop.documents.outline import Outline
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.content import Funder

    Commands = _SubParsersAction[ArgumentParser]

Write = Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal file with the form and the values of its answers."""

    library: Library
    file: ProposalFile
    form: Form
    answers: Answers

    @property
    def identity(self) -> str:
        """The same for every copy of this proposal; files of older programs have none."""
        return self.file.identity or f"{self.file.created:%Y%m%d%H%M%S}"


def opened(call: Call) -> Draft:
    """The file of the command. Raises `AppError` as `read_proposal` does, proposal-form-unknown."""
    file = opening.read(call, call.arguments.file)
    library = call.library()
    form = library.form()
    if file.form != form.id:
        raise AppError("proposal-form-unknown", path=call.arguments.file, form=file.form)
    return Draft(library, file, form, read_answers(form, file.answers)[0])


def today() -> date:
    return datetime.now().astimezone().date()


def funders_of(draft: Draft, ids: tuple[str, ...]) -> tuple[Funder, ...]:
    """Raises `AppError` funder-unknown."""
    return tuple(draft.library.funder(one) for one in dict.fromkeys(ids))


def about(draft: Draft, language: Language) -> About:
    """Whose paper it is."""
    from wecoop_desktop.advice.paper import About
    from wecoop_desktop.advice.said import country_words

    code = "ru" if language.original == "ru" else "en"
    countries = draft.answers.get("basic.countries")
    listed = countries if isinstance(countries, tuple) else ()
    named = [one for one in listed if isinstance(one, str)]
    return About(
        title=_said(draft.answers, ("basic.title_en", "basic.title_ru"), code),
        applicant=_said(draft.answers, ("basic.applicant", "basic.applicant"), code),
        place=", ".join(country_words(named, draft.form, language)),
        made=today(),
    )


def _said(answers: Answers, paths: tuple[str, str], language: str) -> str:
    """The text in the language, else in the other."""
    own, other = reversed(paths) if language == "ru" else paths
    for path in (own, other):
        value = answers.get(path)
        said = value.of(language) if isinstance(value, Words) else str(value or "")
        if said.strip():
            return said.strip()
    return ""


def write_as(path: Path, formats: Mapping[str, Write]) -> None:
    """Write the file in the format its name ends with. Raises `AppError` format-unknown."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in formats:
        raise AppError("format-unknown", format=ending or path.name, known=", ".join(formats))
    with writing(path) as stream:
        formats[ending](stream)


def pdf(outline: Outline) -> Write:
    """How an outline is written as PDF."""

    def write(stream: BinaryIO) -> None:
        from wecoop_desktop.documents.pdf import write_pdf

        write_pdf(outline, stream)

    return write
