"""The workbook of a proposal: form, answers and state in, an XLSX that computes out.

Budget, financing and cash flow hold formulas, made from the very formulas of the form
(`translate`), so that what a spreadsheet works out is what the program shows. Tables that travel
to colleagues and come back are another thing: `documents.exchange`. openpyxl is imported only
while a workbook is written.
"""

from __future__ import annotations

from datetime import date
from typing import BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.evaluate import Reference
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import State

NO_CONTENT = Reference()


def write_workbook(
    form: Form,
    answers: Answers,
    state: State,
    stream: BinaryIO,
    *,
    language: Language,
    today: date,
    reference: Reference = NO_CONTENT,
    job: Job | None = None,
) -> None:
    """Write the workbook; the same answers and day always give the same bytes.

    `state` is what `evaluate` found of these answers. Raises `Cancelled` when the job is stopped;
    nothing was written to the stream then.
    """
    from wecoop_desktop.documents.xlsx.write import write

    write(form, answers, state, stream, language, today, reference, job or Job())
