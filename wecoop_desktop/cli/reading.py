"""A proposal file of the command line with its form, and how what was found in it is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import opening, upgrade
from wecoop_desktop.cli.call import Call
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.codec import plain_value, read_answers
from wecoop_desktop.forms.form import LEVELS, Form, Level
from wecoop_desktop.forms.state import Problem, ProblemLevel, State
from wecoop_desktop.work.file import ProposalFile

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library


@dataclass(frozen=True, slots=True)
class Read:
    """A proposal file with the form and the values of its answers."""

    library: Library
    file: ProposalFile
    form: Form
    answers: Answers
    findings: tuple[Finding, ...]


def read_own(call: Call) -> Read:
    """The file of the command with its form. Raises `AppError` as `read_proposal` does."""
    file = opening.read(call, call.arguments.file)
    library = call.library()
    form = upgrade.own_form(call.arguments.file, file, library)
    answers, findings = read_answers(form, file.answers)
    return Read(library, file, form, answers, findings)


def read_for_template(call: Call) -> Read:
    """As `read_own`, with the answers in this computer's form, whose questions templates name."""
    found = read_own(call)
    form = found.library.form()
    if found.form.id != form.id or found.form.version == form.version:
        return found
    done = upgrade.carried(found.file, found.form, form)
    answers, findings = read_answers(form, done.answers)
    return Read(found.library, found.file, form, answers, findings)


def state_of(
    call: Call,
    read: Read,
    level: Level | None,
    asked: frozenset[str] | None = None,
    *,
    day: date | None = None,
    language: str = "",
) -> State:
    """What is found out about the answers on `day` (else today), said in `language`."""
    from wecoop_desktop.forms.evaluate import evaluate

    return evaluate(
        read.form,
        read.answers,
        reference=read.library.reference(),
        level=level,
        today=day or today(),
        language=language or call.language.code,
        asked=asked,
    )


def level_named(name: str) -> Level | None:
    return next((level for level in LEVELS if level == name), None)


def today() -> date:
    return datetime.now().astimezone().date()


def findings_said(read: Read, language: Language) -> Iterator[dict[str, object]]:
    """Answers of the file that the form has no question for, or that do not fit it."""
    for finding in read.findings:
        message = say(language, AppError(finding.code, **{"path": finding.path, **finding.values}))
        level: ProblemLevel = "not_checked" if finding.level == "note" else finding.level
        yield problem_data(Problem(finding.path, finding.code, level), message)


def problem_data(problem: Problem, message: str) -> dict[str, object]:
    return {
        "path": problem.path,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "level": problem.level,
        "message": message,
        "values": plain_data(problem.values or {}),
    }


def plain_data(data: object) -> object:
    """Data of any kind as what JSON can say; numbers without a fraction too small to matter."""
    if isinstance(data, Mapping):
        return {str(key): plain_data(value) for key, value in data.items()}
    if isinstance(data, list | tuple | set | frozenset):
        return [plain_data(value) for value in data]
    if isinstance(data, Words | Money | date):
        return plain_value(data)
    if isinstance(data, Text):
        return {"en": data.en, "ru": data.ru}
    if isinstance(data, Decimal):
        return plain_value(data)
    return str(data) if is_dataclass(data) else data
