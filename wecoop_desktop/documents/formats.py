"""The formats of a proposal's document: one table for the window and the command line.

A format is made from the outline (pages of words, tables and pictures) or from the answers (data).
Its writer is imported when something is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.enclosed import Enclosed

if TYPE_CHECKING:
    from wecoop_desktop.documents.outline import Outline
    from wecoop_desktop.documents.paper import Paper

FromOutline = Callable[["Outline", BinaryIO, Job, Enclosed | None], None]
FromAnswers = Callable[["Paper", BinaryIO, Job], None]


@dataclass(frozen=True, slots=True)
class Format:
    """One of the two writers is there. `encloses`: the proposal file may travel inside; `remarks`:
    readers' remarks may."""

    id: str
    ending: str
    from_outline: FromOutline | None = None
    from_answers: FromAnswers | None = None
    encloses: bool = False
    remarks: bool = False


def _pdf(outline: Outline, stream: BinaryIO, job: Job, enclosed: Enclosed | None) -> None:
    from wecoop_desktop.documents.pdf import write_pdf

    write_pdf(outline, stream, job, enclosed=enclosed)


def _docx(outline: Outline, stream: BinaryIO, job: Job, _enclosed: Enclosed | None) -> None:
    from wecoop_desktop.documents.docx import write_docx

    write_docx(outline, stream, job)


def _xlsx(paper: Paper, stream: BinaryIO, job: Job) -> None:
    from wecoop_desktop.documents.xlsx import write_workbook

    write_workbook(
        paper.form,
        paper.answers,
        paper.state,
        stream,
        language=paper.language,
        today=paper.today,
        reference=paper.reference,
        job=job,
    )


def _iati(paper: Paper, stream: BinaryIO, job: Job) -> None:
    from wecoop_desktop.documents.iati import write_proposal

    write_proposal(paper, stream, job)


FORMATS = (
    Format("pdf", ".pdf", from_outline=_pdf, encloses=True),
    Format("docx", ".docx", from_outline=_docx, remarks=True),
    Format("xlsx", ".xlsx", from_answers=_xlsx),
    Format("iati", ".xml", from_answers=_iati),
)


def format_named(name: str) -> Format:
    """Raises `AppError` format-unknown."""
    found = next((one for one in FORMATS if one.id == name), None)
    if found is None:
        known = ", ".join(one.id for one in FORMATS)
        raise AppError("format-unknown", format=name, known=known)
    return found


def write(
    paper: Paper,
    form: Format,
    stream: BinaryIO,
    job: Job | None = None,
    *,
    outline: Outline | None = None,
    enclosed: Enclosed | None = None,
) -> None:
    """Write the document; an `outline` made before is not made again.

    Raises `AppError` format-without-proposal where the format can hold no file inside.
    """
    if enclosed is not None and not form.encloses:
        raise AppError("format-without-proposal", format=form.id)
    job = job or Job()
    if form.from_answers is not None:
        form.from_answers(paper, stream, job)
    elif form.from_outline is not None:
        from wecoop_desktop.documents.paper import outline_of

        form.from_outline(outline or outline_of(paper), stream, job, enclosed)
