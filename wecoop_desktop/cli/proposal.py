"""`wecoop proposal`: make, fill, read, check and export a proposal file."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import replace as put
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import difference, merge, plan, priorities, review, together, upgrade
from wecoop_desktop.cli.assign import Changes, read_assignment
from wecoop_desktop.cli.call import Call
from wecoop_desktop.cli.said import answer_lines
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.codec import plain_value, read_answers
from wecoop_desktop.forms.form import LEVELS, Form, Level
from wecoop_desktop.forms.state import Problem, ProblemLevel, State
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.proposal import LEVEL
from wecoop_desktop.work.shape import form_data

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.packs.content import Template

FORMATS = ("pdf",)


@dataclass(frozen=True, slots=True)
class Read:
    """A proposal file with the form and the values of its answers."""

    library: Library
    file: ProposalFile
    form: Form
    answers: Answers
    findings: tuple[Finding, ...]


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new", parents=[common], help=tr("begin a proposal"))
    new.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.wecoop")
    new.add_argument(
        "--from", dest="example", metavar="EXAMPLE", help=tr("begin with a worked example")
    )
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
    export = commands.add_parser("export", parents=[common], help=tr("make a document"))
    export.add_argument("file", type=Path, metavar="FILE")
    export.add_argument("--template", required=True, metavar="ID", help=tr("which document"))
    export.add_argument("--format", default="pdf", help=tr("the format of the document"))
    export.add_argument("-o", "--output", required=True, type=Path, metavar="OUT")
    export.set_defaults(run=export_proposal)
    for further in (priorities, review, plan, together, upgrade, difference, merge):
        further.declare(commands, common, language)


def new_proposal(call: Call) -> int:
    from wecoop_desktop.library import shelf

    arguments, library = call.arguments, shelf.current(call.home)
    form = library.form()
    example = library.example(arguments.example) if arguments.example else None
    answers = dict(example.answers) if example else {}
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
    """A draft that stands where the new one is to be written is not lost, nor is one before it."""
    try:
        kept = _free_name(path) if path.is_file() else None
        if kept:
            put(path, kept)
    except OSError as error:
        raise AppError("file-not-writable", path=path) from error
    try:
        write_proposal(path, file)
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
    read = _read(call)
    changes = Changes(read.form, read.file.answers)
    for typed in call.arguments.changes:
        changes.take(read_assignment(typed, call.language.code))
    if changes.answers != read.file.answers:
        if read.file.review:
            raise AppError("proposal-review")
        write_proposal(call.arguments.file, read.file.answered(changes.answers, _now()))
    return 0


def show_proposal(call: Call) -> int:
    read = _read(call)
    state = _state(call, read, None)
    computed = {
        str(path): {
            "value": _plain(found.value),
            "reason": found.reason,
            **({"parts": _plain(found.parts)} if found.parts else {}),
        }
        for path, found in state.computed.items()
        if isinstance(path, str)
    }
    data = {
        "form": {"id": read.file.form, "version": read.file.form_version},
        "answers": _plain(read.file.answers),
        "computed": computed,
    }
    call.answer(data, answer_lines(read.form, read.answers, state, call.language))
    return 0


def check_proposal(call: Call) -> int:
    """Exit code 1 where there are errors."""
    arguments = call.arguments
    read = _read_for_template(call) if arguments.template else _read(call)
    template = read.library.template(arguments.template) if arguments.template else None
    level = _level(arguments.level or (template.level if template else ""))
    asked = _asked(template)
    state = _state(call, read, level, asked)
    problems = [*_findings(read, call.language), *_problems(read, state, template, call.language)]
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
            yield _problem(problem, problem_message(read.form, problem, language))
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
            section, read.form, read.answers, reference=reference, level=state.level, today=_today()
        )
        if not wanted or not section.fields or told & set(section.fields):
            continue
        if not any(_answered(read, state, path) for path in section.fields):
            code = "template-section-empty"
            values = {"number": section.number, "title": language.text(section.title)}
            problem = Problem(section.fields[0], code, "warning", values=values)
            yield _problem(problem, say(language, AppError(code, **values)))


def _answered(read: Read, state: State, path: str) -> bool:
    computed = state.computed.get(path)
    return path in read.answers or (computed is not None and computed.value is not None)


def _problem(problem: Problem, message: str) -> dict[str, object]:
    return {
        "path": problem.path,
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "level": problem.level,
        "message": message,
        "values": _plain(problem.values or {}),
    }


def _findings(read: Read, language: Language) -> Iterator[dict[str, object]]:
    """Answers of the file that the form has no question for, or that do not fit it."""
    for finding in read.findings:
        message = say(language, AppError(finding.code, **{"path": finding.path, **finding.values}))
        level: ProblemLevel = "not_checked" if finding.level == "note" else finding.level
        yield _problem(Problem(finding.path, finding.code, level), message)


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


def export_proposal(call: Call) -> int:
    from wecoop_desktop.advice.inserts import inserts_of
    from wecoop_desktop.documents.compose import compose
    from wecoop_desktop.documents.glyphs import missing
    from wecoop_desktop.documents.pdf import write_pdf

    arguments = call.arguments
    if arguments.format not in FORMATS:
        raise AppError("format-unknown", format=arguments.format, known=", ".join(FORMATS))
    read = _read_for_template(call)
    template = read.library.template(arguments.template)
    for finding in _findings(read, call.language):
        call.say(str(finding["message"]))
    outline = compose(
        template,
        read.form,
        read.answers,
        _state(call, read, _level(template.level)),
        language=call.language,
        reference=read.library.reference(),
        today=_today(),
        revision=read.file.revision,
        inserts=inserts_of(
            template,
            read.form,
            read.answers,
            policies=read.library.policies(),
            funders=read.library.funders(),
            language=call.language,
        ),
    )
    for letter in missing(outline):
        places = ", ".join(letter.places)
        call.say(
            call.language.tr(
                "No font of the document has {letter} ({name}), used in: {places}.",
                letter=letter.letter,
                name=letter.name,
                places=places,
            )
        )
    with writing(arguments.output) as stream:
        write_pdf(outline, stream)
    return 0


def _read(call: Call) -> Read:
    """The file of the command with its form. Raises `AppError` as `read_proposal` does."""
    from wecoop_desktop.library import shelf

    file = read_proposal(call.arguments.file)
    library = shelf.current(call.home)
    form = upgrade.own_form(call.arguments.file, file, library)
    answers, findings = read_answers(form, file.answers)
    return Read(library, file, form, answers, findings)


def _read_for_template(call: Call) -> Read:
    """As `_read`; templates name the questions of this computer's form, so the answers go there."""
    read = _read(call)
    form = read.library.form()
    if read.form.id != form.id or read.form.version == form.version:
        return read
    done = upgrade.carried(read.file, read.form, form)
    answers, findings = read_answers(form, done.answers)
    return Read(read.library, read.file, form, answers, findings)


def _state(
    call: Call, read: Read, level: Level | None, asked: frozenset[str] | None = None
) -> State:
    from wecoop_desktop.forms.evaluate import evaluate

    return evaluate(
        read.form,
        read.answers,
        reference=read.library.reference(),
        level=level,
        today=_today(),
        language=call.language.code,
        asked=asked,
    )


def _level(name: str) -> Level | None:
    return next((level for level in LEVELS if level == name), None)


def _now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return datetime.now().astimezone().date()


def _plain(data: object) -> object:
    """Data of any kind as what JSON can say; numbers without a fraction too small to matter."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple | set | frozenset):
        return [_plain(value) for value in data]
    if isinstance(data, Words | Money | date):
        return plain_value(data)
    if isinstance(data, Text):
        return {"en": data.en, "ru": data.ru}
    if isinstance(data, Decimal):
        return plain_value(data)
    return str(data) if is_dataclass(data) else data
