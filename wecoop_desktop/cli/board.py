"""`wecoop workshop board | report | certificates | evaluation`: what came back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, writing
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.cli import highlight, rubric
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.workshop.board import Board, BoardRow
    from wecoop_desktop.workshop.collect import Fault
    from wecoop_desktop.workshop.evaluation import Evaluation
    from wecoop_desktop.workshop.measure import Gauge
    from wecoop_desktop.workshop.record import Record
    from wecoop_desktop.workshop.spread import Differing, Shared

NAMES_LIMIT = 1_000_000  # bytes of a list of names
MOST_SAID = 5  # names in one line
SIGNS = {"done": "+", "work": "~", "question": "?", "none": "."}


class Class(NamedTuple):
    """A session as it stands now, freshly collected."""

    record: Record
    gauge: Gauge
    board: Board


def declare(command: Callable[[str, str], ArgumentParser], language: Language) -> None:
    tr = language.tr
    shown = command("board", tr("collect drafts and show how far the groups are"))
    shown.add_argument("session", type=Path, metavar="SESSION")
    shown.add_argument(
        "--take", type=Path, metavar="DIR", help=tr("drafts and reviews that a stick brings")
    )
    shown.set_defaults(run=show_board)
    written = command("report", tr("everything about a session as XLSX"))
    written.add_argument("session", type=Path, metavar="SESSION")
    written.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.xlsx")
    written.set_defaults(run=write_session_report)
    rubric.declare(command, language)
    highlight.declare(command, language)
    paper = command("certificates", tr("certificates of participation as PDF"))
    paper.add_argument("session", type=Path, metavar="SESSION")
    paper.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.pdf")
    paper.add_argument("--name", action="append", default=[], help=tr("else the groups’ own names"))
    paper.add_argument("--names", type=Path, metavar="FILE", help=tr("a name on each line, UTF-8"))
    paper.set_defaults(run=write_people)
    judged = command("evaluation", tr("how participants judged the session"))
    judged.add_argument("session", type=Path, metavar="SESSION")
    judged.add_argument("--score", action="append", default=[], metavar="QUESTION=N")
    judged.add_argument("--text", action="append", default=[], metavar="QUESTION=TEXT")
    judged.add_argument("--form", type=Path, metavar="FILE.pdf", help=tr("the empty form on paper"))
    judged.add_argument(
        "--summary", type=Path, metavar="FILE.pdf", help=tr("what all said, on paper")
    )
    judged.add_argument(
        "--as-participant", action="store_true", help=tr("fill the form in; SESSION is its id")
    )
    judged.add_argument("-o", "--output", type=Path, metavar="DIR", help=tr("another folder"))
    judged.set_defaults(run=evaluate_session)


def now() -> datetime:
    return datetime.now(UTC)


def _today() -> date:
    return datetime.now().astimezone().date()


def _folder(place: Path) -> Path:
    from wecoop_desktop.workshop.session import find_sessions

    found = find_sessions(place)
    if not found:
        raise AppError("workshop-no-session", path=place)
    return found[0]


def _record(call: Call) -> Record:
    """By its folder, or by its id where the folder is gone."""
    from wecoop_desktop.workshop.record import all_records, open_record

    place: Path = call.arguments.session
    if not place.exists():
        for record in all_records(call.home):
            if record.session.id == place.name:
                return record
    return open_record(call.home, _folder(place), now())


def gathered(call: Call) -> Class:
    """Collect, and look at what there is."""
    from wecoop_desktop.packs.exercises import Exercise
    from wecoop_desktop.work.file import read_proposal
    from wecoop_desktop.workshop.board import board
    from wecoop_desktop.workshop.collect import collect
    from wecoop_desktop.workshop.handout import read_handout
    from wecoop_desktop.workshop.loose import take
    from wecoop_desktop.workshop.measure import gauge

    record = _record(call)
    library = call.library()
    exercise: Exercise = read_handout(record.root, record.session.exercise)
    start = read_proposal(record.root / "start.wecoop")
    loose: tuple[Fault, ...] = ()
    if getattr(call.arguments, "take", None):
        record, loose = take(record, call.arguments.take, now())
    found = collect(record, now())
    found = replace(found, faults=(*found.faults, *loose))
    measured = gauge(library, exercise, start, _today())
    return Class(found.record, measured, board(found, measured, now()))


def show_board(call: Call) -> int:
    """Exit code 1 where a file could not be read."""
    from wecoop_desktop.workshop.spread import differing, shared

    found = gathered(call)
    board = found.board
    faults = [*board.faults, *(fault for row in board.rows for fault in row.faults)]
    language = call.language
    tasks = [task.id for task in found.gauge.exercise.tasks]
    data = {
        "session": board.session.id,
        "title": board.session.title,
        "exercise": board.session.exercise,
        "reached": board.reached,
        "fresh": board.fresh,
        "totals": dict(board.totals),
        "groups": [_row_data(row, tasks) for row in board.rows],
        "differing": [_differing_data(each) for each in differing(board, found.gauge)],
        "shared": [_shared_data(each, found.gauge, language) for each in shared(board)],
        "faults": [_fault_data(fault, language) for fault in faults],
    }
    call.answer(data, _board_lines(board, faults, language))
    return 1 if faults else 0


def _row_data(row: BoardRow, tasks: list[str]) -> dict[str, object]:
    meters = row.meters
    return {
        "number": row.group.number,
        "name": row.group.name,
        "country": row.group.country,
        "state": row.state,
        "tasks": dict(zip(tasks, row.tasks, strict=True)),
        "done": row.done,
        "readiness": row.readiness,
        "meters": meters
        and {
            "complete": meters.complete,
            "consistent": meters.consistent,
            "strong": meters.strong,
        },
        "comments": row.comments,
        "question": row.question,
        "asked": row.asked,
        "minutes": row.minutes,
        "version": row.version,
        "people": list(row.people),
        "drafts": [
            {
                "path": str(draft.path),
                "writer": draft.receipt.writer,
                "count": draft.receipt.count,
                "received": draft.receipt.received.isoformat(),
                "version": draft.measured.version,
            }
            for draft in row.drafts
        ],
    }


def _differing_data(found: Differing) -> dict[str, object]:
    return {
        "path": found.path,
        "groups": found.groups,
        "total": found.total,
        "changes": found.changes,
        "pair": list(found.pair),
    }


def _shared_data(found: Shared, gauge: Gauge, language: Language) -> dict[str, object]:
    from wecoop_desktop.forms.wording import problem_message

    return {
        "path": found.path,
        "code": found.code,
        "level": found.level,
        "groups": list(found.groups),
        "total": found.total,
        "message": problem_message(gauge.form, found.problem, language),
    }


def _fault_data(fault: Fault, language: Language) -> dict[str, object]:
    return {
        "path": str(fault.path),
        "group": fault.group,
        "code": fault.error.code,
        "message": say(language, fault.error),
    }


def _board_lines(board: Board, faults: list[Fault], language: Language) -> Iterator[str]:
    from wecoop_desktop.workshop.report import STATES

    tr, ntr = language.tr, language.ntr
    yield board.session.title
    if not board.reached:
        yield tr("The folder of the session is not there; this was collected before.")
    for row in board.rows:
        name = " ".join(part for part in (row.group.country, row.group.name) if part)
        tasks = "".join(SIGNS[task] for task in row.tasks)
        ready = "" if row.readiness is None else language.percent(row.readiness)
        since = "" if row.minutes is None else ntr("{n} minute", "{n} minutes", row.minutes)
        n = len(row.drafts)
        more = ntr("{n} draft handed in", "{n} drafts handed in", n) if n > 1 else ""
        asked = tr("“{text}”", text=row.question) if row.question else ""
        parts = (tr(STATES[row.state]), ready, since, more, asked)
        said = ", ".join(part for part in parts if part)
        yield (
            f"{row.group.number:>2}  {tasks:<8} {name}: {said}"
            if name
            else (f"{row.group.number:>2}  {tasks:<8} {said}")
        )
    yield tr("+ done, ~ in work, ? question, . not started")
    for fault in faults:
        yield say(language, fault.error)


def write_session_report(call: Call) -> int:
    from wecoop_desktop.workshop import evaluation
    from wecoop_desktop.workshop import rubric as scored
    from wecoop_desktop.workshop.report import Judging, report, write_report

    found = gathered(call)
    folders = [found.record.root] + ([found.record.share] if found.record.share else [])
    judging = Judging(
        scored.standings(found.record, found.gauge.exercise),
        scored.reviews_of(found.record),
        evaluation.summary(*folders),
    )
    made = report(found.board, found.gauge, judging, call.language)
    with writing(call.arguments.output) as stream:
        write_report(made, call.language, stream)
    data = {
        "path": str(call.arguments.output),
        "sheets": [sheet.title for sheet in made.sheets],
        "totals": dict(found.board.totals),
    }
    call.answer(data, [call.language.tr("Written: {path}", path=call.arguments.output)])
    return 0


# Afterwards


def write_people(call: Call) -> int:
    from wecoop_desktop.base import settings
    from wecoop_desktop.documents.certificate import lacking, write_certificates
    from wecoop_desktop.workshop.certificate import Issuer, certificates, people_of

    given, found = call.arguments, gathered(call)
    people = [*given.name, *_listed(given.names)] or list(people_of(found.board))
    own = settings.load(call.home.settings)
    issuer = Issuer(own.author, own.role, own.ministry)
    made = certificates(people, found.record.session, _today(), issuer)
    code = "ru" if call.language.original == "ru" else "en"
    with writing(given.output) as stream:
        write_certificates(made, code, found.record.session.title, stream)
    names = [each.name for each in made]
    missing = [name for name in names if lacking(name)]
    if missing:
        listed = "; ".join(missing[:MOST_SAID])
        call.say(call.language.tr("Letters that cannot be printed are in: {names}", names=listed))
    said = call.language.ntr("{n} certificate: {path}", "{n} certificates: {path}", len(made),
                             path=given.output)  # fmt: skip
    call.answer({"path": str(given.output), "names": names, "unprintable": missing}, [said])
    return 0


def _listed(path: Path | None) -> list[str]:
    """The lines of a list of names; Russian lists of old Windows editors are read too.

    Raises `AppError` workshop-names-unreadable.
    """
    if path is None:
        return []
    data = read_bytes(path, NAMES_LIMIT)
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(sign.isprintable() or sign in "\r\n\t" for sign in text):
            return text.splitlines()
    raise AppError("workshop-names-unreadable", path=path)


def _fill_in(call: Call) -> int:
    """A participant's form, from the own computer."""
    from wecoop_desktop.cli.workshop import sandbox_of
    from wecoop_desktop.workshop.evaluation import hand_in_evaluation
    from wecoop_desktop.workshop.session import FOLDER

    given = call.arguments
    given.session = given.session.name.removeprefix(FOLDER)  # its folder will do
    path = hand_in_evaluation(sandbox_of(call), _filled(given), given.output)
    call.answer({"path": str(path)}, [call.language.tr("Handed in as {path}.", path=path)])
    return 0


def _filled(given: Namespace) -> Evaluation:
    from wecoop_desktop.workshop.evaluation import Evaluation

    texts = {}
    for said in given.text:
        question, _, text = said.partition("=")
        texts[question.strip()] = text
    return Evaluation(rubric.read_scores(given), texts)


def evaluate_session(call: Call) -> int:
    from wecoop_desktop.documents.pdf import write_pdf
    from wecoop_desktop.workshop import evaluation

    given = call.arguments
    if given.as_participant:
        return _fill_in(call)
    record = _record(call)
    if given.form:
        outline = evaluation.evaluation_form(record.session, call.language, _today())
        with writing(given.form) as stream:
            write_pdf(outline, stream)
    if given.score or given.text:
        share = record.share
        place = share if share is not None and share.is_dir() else record.root
        evaluation.save_evaluation(place, _filled(given))
    folders = [record.root] + ([record.share] if record.share else [])
    found = evaluation.summary(*folders)
    if given.summary:
        told = evaluation.summary_outline(found, record.session, call.language, _today())
        with writing(given.summary) as stream:
            write_pdf(told, stream)
    tr = call.language.tr
    data = {
        "forms": found.forms,
        "judged": {
            each.question: {"counts": list(each.counts), "mean": each.mean} for each in found.judged
        },
        "texts": {question: list(said) for question, said in found.texts.items()},
        "faults": [say(call.language, error) for error in found.faults],
    }
    lines = [
        f"{tr(evaluation.JUDGED[each.question])}: "
        f"{'–' if each.mean is None else call.language.number(each.mean)} ({each.answers})"
        for each in found.judged
    ]
    call.answer(data, lines)
    return 0
