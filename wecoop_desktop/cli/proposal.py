"""`wecoop proposal`: make, fill, read, check and export a proposal file."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import replace as put
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import (
    begin,
    coverage,
    difference,
    exchange,
    export,
    merge,
    opening,
    plan,
    priorities,
    review,
    sealing,
    together,
    upgrade,
)
from wecoop_desktop.cli.assign import Changes, read_assignment
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.reading import (
    Read,
    findings_said,
    level_named,
    plain_data,
    problem_data,
    read_for_template,
    read_own,
    state_of,
    today,
)
from wecoop_desktop.cli.said import answer_lines
from wecoop_desktop.forms.form import LEVELS
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.work.file import ProposalFile, write_proposal
from wecoop_desktop.work.proposal import LEVEL
from wecoop_desktop.work.shape import form_data

if TYPE_CHECKING:
    from wecoop_desktop.packs.content import Template


FURTHER = (
    *(coverage, export, priorities, review, plan),
    *(together, upgrade, difference, merge, exchange, sealing),
)


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr, plain = language.tr, common
    common = opening.options(common, language)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new", parents=[common], help=tr("begin a proposal"))
    new.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.wecoop")
    begin.declare(new, language)
    new.add_argument("--level", choices=LEVELS, help=tr("how far the proposal is to go"))
    new.set_defaults(run=new_proposal)
    change = commands.add_parser("set", parents=[common], help=tr("give answers"))
    change.add_argument("file", type=Path, metavar="FILE")
    change.add_argument(
        "changes",
        nargs="+",
        metavar="PATH=VALUE",
        help=tr("step.field=text; rows: table[0].column=text, table[+].column=text adds a row"),
    )
    change.set_defaults(run=set_answers)
    show = commands.add_parser("show", parents=[common], help=tr("read a proposal"))
    show.add_argument("file", type=Path, metavar="FILE")
    show.set_defaults(run=show_proposal)
    check = commands.add_parser("check", parents=[common], help=tr("what is missing or wrong"))
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--level", choices=LEVELS, help=tr("else the one the proposal aims at"))
    check.add_argument("--template", metavar="ID", help=tr("what this document asks for"))
    check.set_defaults(run=check_proposal)
    for further in FURTHER:
        further.declare(commands, plain if further is sealing else common, language)


def new_proposal(call: Call) -> int:
    arguments, library = call.arguments, call.library()
    form = library.form()
    answers = dict(begin.begun(call, library, form))
    if arguments.level:
        answers[LEVEL] = arguments.level
    now = _now()
    file = ProposalFile(
        form=form.id,
        form_version=form.version,
        answers=answers,
        created=now,
        saved=now,
        form_data=form_data(form),
        identity=uuid4().hex,
    )
    write_new(call, arguments.output, file)
    return 0


def write_new(call: Call, path: Path, file: ProposalFile) -> None:
    """As `put_new`, of a proposal."""
    put_new(call, path, lambda: write_proposal(path, file))


def put_new(call: Call, path: Path, write: Callable[[], None]) -> None:
    """A draft that stands where the new one is to be written is not lost, nor is one before it."""
    try:
        kept = _free_name(path) if path.is_file() else None
        if kept:
            put(path, kept)
    except OSError as error:
        raise AppError("file-not-writable", path=path) from error
    try:
        write()
    except AppError:
        if kept:
            with contextlib.suppress(OSError):  # then it stays under the other name
                put(kept, path)
        raise
    if kept:
        said = call.language.tr("The former {path} was kept as {kept}.", path=path, kept=kept.name)
        call.say(said)


def _free_name(path: Path) -> Path:
    """`x.wecoop.bak`, `x.wecoop.2.bak` and so on."""
    names = (f"{path.name}.{number}.bak" for number in count(2))
    free = (path.with_name(name) for name in chain([f"{path.name}.bak"], names))
    return next(place for place in free if not place.exists())


def set_answers(call: Call) -> int:
    opening.keep_closed(call.arguments.file)
    read = read_own(call)
    changes = Changes(read.form, read.file.answers)
    for typed in call.arguments.changes:
        changes.take(read_assignment(typed, call.language.code))
    if changes.answers != read.file.answers:
        if read.file.review:
            raise AppError("proposal-review")
        write_proposal(call.arguments.file, read.file.answered(changes.answers, _now()))
    return 0


def show_proposal(call: Call) -> int:
    read = read_own(call)
    state = state_of(call, read, None)
    computed = {
        str(path): {
            "value": plain_data(found.value),
            "reason": found.reason,
            **({"parts": plain_data(found.parts)} if found.parts else {}),
        }
        for path, found in state.computed.items()
        if isinstance(path, str)
    }
    data = {
        "form": {"id": read.file.form, "version": read.file.form_version},
        "answers": plain_data(read.file.answers),
        "computed": computed,
    }
    call.answer(data, answer_lines(read.form, read.answers, state, call.language))
    return 0


def check_proposal(call: Call) -> int:
    """Exit code 1 where there are errors."""
    arguments = call.arguments
    read = read_for_template(call) if arguments.template else read_own(call)
    template = read.library.template(arguments.template) if arguments.template else None
    level = level_named(arguments.level or (template.level if template else ""))
    asked = _asked(template)
    state = state_of(call, read, level, asked)
    problems = [
        *findings_said(read, call.language),
        *_problems(read, state, template, call.language),
    ]
    meters = {
        "complete": state.meters.complete,
        "consistent": state.meters.consistent,
        "strong": state.meters.strong,
    }
    data = {"level": state.level, "meters": meters, "problems": problems}
    call.answer(data, _check_lines(data, call.language))
    return 1 if any(problem["level"] == "error" for problem in problems) else 0


def _problems(
    read: Read, state: State, template: Template | None, language: Language
) -> Iterator[dict[str, object]]:
    from wecoop_desktop.forms.wording import problem_message

    asked = _asked(template)
    for problem in state.problems:
        if asked is None or problem.path in asked:
            yield problem_data(problem, problem_message(read.form, problem, language))
    if template:
        yield from _empty_sections(read, state, template, language)


def _asked(template: Template | None) -> frozenset[str] | None:
    """The questions that a document is made of; None for the whole form."""
    if template is None:
        return None
    return frozenset(path for section in template.sections for path in section.fields)


def _empty_sections(
    read: Read, state: State, template: Template, language: Language
) -> Iterator[dict[str, object]]:
    """Sections the funder demands for which nothing is answered and nothing is required yet."""
    told = {problem.path for problem in state.problems if problem.level == "error"}
    from wecoop_desktop.documents.due import due

    reference = read.library.reference()
    for section in template.sections:
        wanted = due(
            section, read.form, read.answers, reference=reference, level=state.level, today=today()
        )
        if not wanted or not section.fields or told & set(section.fields):
            continue
        if not any(_answered(read, state, path) for path in section.fields):
            code = "template-section-empty"
            values = {"number": section.number, "title": language.text(section.title)}
            problem = Problem(section.fields[0], code, "warning", values=values)
            yield problem_data(problem, say(language, AppError(code, **values)))


def _answered(read: Read, state: State, path: str) -> bool:
    computed = state.computed.get(path)
    return path in read.answers or (computed is not None and computed.value is not None)


def _check_lines(data: Mapping[str, object], language: Language) -> Iterator[str]:
    names = {
        "complete": language.tr("Complete"),
        "consistent": language.tr("Consistent"),
        "strong": language.tr("Strong"),
    }
    meters = cast(Mapping[str, Decimal], data["meters"])
    yield " · ".join(f"{names[key]} {language.percent(value)}" for key, value in meters.items())
    marks = {
        "error": language.tr("Error"),
        "warning": language.tr("Warning"),
        "hint": language.tr("Hint"),
        "not_checked": language.tr("Not checked"),
    }
    for problem in cast(list[Mapping[str, object]], data["problems"]):
        row = "" if problem["row"] is None else f"[{problem['row']}]"
        mark = marks[str(problem["level"])]
        yield f"{mark}: {problem['message']}  [{problem['path']}{row}, {problem['code']}]"


def _now() -> datetime:
    return datetime.now(UTC)
