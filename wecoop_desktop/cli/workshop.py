"""`wecoop workshop`: sessions for a class, from hand-out to reset."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.cli import board
from wecoop_desktop.cli.call import Call

if TYPE_CHECKING:
    from wecoop_desktop.packs.exercises import Exercise
    from wecoop_desktop.workshop.reset import ResetPlan
    from wecoop_desktop.workshop.sandbox import Sandbox
    from wecoop_desktop.workshop.stick import StickDone

STAYING = {
    "work": mark("own proposals and their attachments"),
    "sessions": mark("records of the sessions led on this computer"),
    "backups": mark("backups"),
    "content": mark("content that came with updates"),
    "settings": mark("settings"),
}


def declare(parser: ArgumentParser, common: ArgumentParser, language: Language) -> None:
    tr = language.tr
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, about: str) -> ArgumentParser:
        made: ArgumentParser = commands.add_parser(name, parents=[common], help=about)
        return made

    exercises = command("exercises", tr("what a session can work on"))
    exercises.set_defaults(run=list_exercises)
    prepared = command("prepare", tr("make a session on a stick or in a shared folder"))
    prepared.add_argument("target", type=Path, metavar="DIR")
    prepared.add_argument("--exercise", required=True, metavar="ID")
    prepared.add_argument("--language", choices=LANGUAGES, help=tr("of the exercise"))
    prepared.add_argument("--groups", type=int, default=0, metavar="N")
    prepared.add_argument(
        "--group", action="append", default=[], metavar="NAME", help=tr("“KG: Name”; repeatable")
    )
    prepared.add_argument("--title", default="")
    prepared.add_argument("--place", default="", help=tr("town or room"))
    prepared.add_argument("--minutes", type=int, default=0)
    prepared.add_argument(
        "--file", type=Path, metavar="FILE.workshop", help=tr("the session in one file too")
    )
    prepared.add_argument(
        "--stick", action="store_true", help=tr("make a workshop stick: the program as well")
    )
    prepared.set_defaults(run=prepare_session)
    stick = command("stick", tr("write another stick of a session, or go on with one"))
    stick.add_argument("session", type=Path, metavar="SESSION")
    stick.add_argument("target", type=Path, metavar="DIR")
    stick.set_defaults(run=make_stick)
    joined = command("join", tr("take part: a place of your own, apart from your work"))
    joined.add_argument("place", type=Path, metavar="PLACE", help=tr("stick, folder or .workshop"))
    joined.add_argument("--group", type=int, required=True, metavar="N")
    joined.add_argument("--session", default="", metavar="ID", help=tr("else the newest there"))
    joined.set_defaults(run=join_session)
    _declare_hand_in(command("hand-in", tr("hand a draft in to the trainer")), language)
    board.declare(command, language)
    clearing = command("reset", tr("clear this computer for the next participants"))
    clearing.add_argument("--session", default="", metavar="ID", help=tr("only of this one"))
    how = clearing.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help=tr("do it; else it is only told"))
    how.add_argument("--undo", metavar="NAME", help=tr("put a copy back"))
    how.add_argument("--new-participant", action="store_true", help=tr("begin anew in the session"))
    clearing.set_defaults(run=reset_computer)
    model = command("model", tr("the model answer, with the trainer’s code"))
    model.add_argument("exercise", metavar="ID")
    model.add_argument("--code", required=True)
    model.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.wecoop")
    model.set_defaults(run=write_model)


def _declare_hand_in(parser: ArgumentParser, language: Language) -> None:
    tr = language.tr
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=tr("else the draft"))
    parser.add_argument("--session", default="", metavar="ID")
    parser.add_argument("--done", action="append", default=[], metavar="TASK")
    parser.add_argument("--working", action="append", default=[], metavar="TASK")
    parser.add_argument("--question", help=tr("to the trainer; empty takes it back"))
    parser.add_argument(
        "--about", default="", metavar="TASK", help=tr("what the question is about")
    )
    parser.add_argument("--ready", action="store_true", help=tr("ready to show"))
    parser.add_argument(
        "--person", action="append", default=[], metavar="NAME", help=tr("for the certificates")
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE|DIR")
    parser.set_defaults(run=hand_in_draft)


def now() -> datetime:
    return datetime.now(UTC)


# The trainer prepares


def list_exercises(call: Call) -> int:
    found = call.library().exercises()
    language = call.language
    data = [
        {
            "id": each.id,
            "title": language.text(each.title),
            "summary": language.text(each.summary),
            "minutes": each.minutes,
            "tasks": [{"id": task.id, "title": language.text(task.title)} for task in each.tasks],
            "rubric": [{"id": row.id, "title": language.text(row.title)} for row in each.rubric],
        }
        for each in found
    ]
    call.answer({"exercises": data}, _exercise_lines(found, language))
    return 0


def _exercise_lines(found: tuple[Exercise, ...], language: Language) -> Iterator[str]:
    for each in found:
        length = language.ntr("{n} minute", "{n} minutes", each.minutes)
        yield f"{each.id}  {language.text(each.title)} ({length})"
        for task in each.tasks:
            yield f"    {task.id}  {language.text(task.title)}"
    if not found:
        yield language.tr("The content on this computer has no exercises.")


def prepare_session(call: Call) -> int:
    from wecoop_desktop.workshop.prepare import Wanted, prepare, write_one_file
    from wecoop_desktop.workshop.session import make_groups

    given, library = call.arguments, call.library()
    exercise = library.exercise(given.exercise)
    wanted = Wanted(
        exercise=exercise,
        language=given.language or ("ru" if call.language.original == "ru" else "en"),
        groups=make_groups(given.groups, given.group),
        title=given.title,
        place=given.place,
        minutes=max(0, min(given.minutes, 1_440)),
    )
    example = library.example(exercise.example).answers if exercise.example else {}
    done = prepare(wanted, library.form(), example, given.target, now())
    lines = [call.language.tr("The session {id} stands in {folder}.", id=done.session.id,
                              folder=done.folder)]  # fmt: skip
    data: dict[str, object] = {
        "session": done.session.id,
        "folder": str(done.folder),
        "bytes": done.bytes,
        "groups": len(done.session.groups),
    }
    if given.file:
        write_one_file(done.folder, given.file)
        data["file"] = str(given.file)
    if given.stick:
        made = _stick(call, done.folder, given.target)
        data["stick"] = _stick_data(made)
        lines += _stick_lines(made, call.language)
    call.answer(data, lines)
    return 0


def make_stick(call: Call) -> int:
    made = _stick(call, _session_folder(call.arguments.session), call.arguments.target)
    call.answer(_stick_data(made), _stick_lines(made, call.language))
    return 0


def _session_folder(place: Path) -> Path:
    from wecoop_desktop.workshop.session import find_sessions

    found = find_sessions(place)
    if not found:
        raise AppError("workshop-no-session", path=place)
    return found[0]


def _stick(call: Call, folder: Path, target: Path) -> StickDone:
    from wecoop_desktop.workshop.stick import own_program, plan_stick, write_stick

    program = own_program()
    library = call.library().info().digest if program else ""
    return write_stick(plan_stick(target, folder, call.home, program, library), Job())


def _stick_data(done: StickDone) -> dict[str, object]:
    return {
        "folder": str(done.folder),
        "files": done.files,
        "written": done.written,
        "bytes": done.bytes,
        "program": done.program,
    }


def _stick_lines(done: StickDone, language: Language) -> Iterator[str]:
    yield language.ntr(
        "{n} file stands in {folder}, read back and verified.",
        "{n} files stand in {folder}, read back and verified.",
        done.files,
        folder=done.folder.parent,
    )
    if not done.program:
        yield language.tr(
            "The program itself is not on it: only an installed program can copy itself. "
            "Participants need WECOOP Desktop on their computers."
        )


# The participant


def join_session(call: Call) -> int:
    from wecoop_desktop.workshop.sandbox import join

    given = call.arguments
    made = join(call.home, given.place, given.group, now(), given.session)
    tr, text = call.language.tr, call.language.text
    data = {
        "session": made.session.id,
        "title": made.session.title,
        "group": made.note.group,
        "home": str(made.home.root),
        "draft": str(made.draft),
        "tasks": [{"id": task.id, "title": text(task.title)} for task in made.exercise.tasks],
    }
    lines = [
        f"{made.session.title}: {tr('Group {n}', n=made.note.group)}",
        tr("Your draft: {path}", path=made.draft),
        tr("In the window: wecoop --home {path}", path=shlex.quote(str(made.home.root))),
        *(f"    {task.id}  {text(task.title)}" for task in made.exercise.tasks),
    ]
    call.answer(data, lines)
    return 0


def sandbox_of(call: Call) -> Sandbox:
    """The sandbox that the home is, or the one in it. Raises `AppError` workshop-not-joined."""
    from wecoop_desktop.workshop.sandbox import sandboxes, standing

    own = standing(call.home)
    found = (own,) if own else sandboxes(call.home)
    wanted = call.arguments.session
    fitting = [each for each in found if each is not None and wanted in ("", each.session.id)]
    if not fitting:
        raise AppError("workshop-not-joined", path=call.home.root)
    return fitting[0]


def hand_in_draft(call: Call) -> int:
    from wecoop_desktop.work.file import read_proposal
    from wecoop_desktop.workshop import sandbox as steps

    given, place = call.arguments, sandbox_of(call)
    known = [task.id for task in place.exercise.tasks]
    for task in (*given.done, *given.working, *filter(None, [given.about])):
        if task not in known:
            raise AppError("workshop-task-unknown", task=task, known=", ".join(known))
    file = read_proposal(given.file or place.draft)
    for task in given.done:
        place = steps.tick(place, task, "done")
    for task in given.working:
        place = steps.tick(place, task, "work")
    if given.question is not None:
        place = steps.ask(place, given.question, given.about)
    if given.ready:
        place = steps.say_ready(place, ready=True)
    if given.person:
        place = steps.name_people(place, tuple(given.person))
    place, handed = steps.hand_in(place, file, now(), given.output)
    said = call.language.tr("Handed in as {path}.", path=handed.path)
    data = {"path": str(handed.path), "count": handed.count, "group": place.note.group}
    call.answer(data, [said])
    return 0


# Afterwards


def reset_computer(call: Call) -> int:
    from wecoop_desktop.workshop import reset as clearing

    given, tr = call.arguments, call.language.tr
    if given.undo:
        return _undo(call)
    if given.new_participant:
        place = sandbox_of(call)
        made = clearing.new_participant(call.home, place.session.id, now())
        data = {"home": str(made.home.root), "draft": str(made.draft), "group": made.note.group}
        call.answer(data, [tr("Your draft: {path}", path=made.draft)])
        return 0
    plan = clearing.what_goes(call.home, given.session)
    data = _plan_data(plan)
    lines = list(_plan_lines(plan, call.language))
    if given.yes:
        kept = clearing.reset(plan, now())
        data["done"] = True
        data["kept"] = str(kept.path) if kept else None
        if kept:
            until = call.language.date(kept.until.astimezone().date())
            lines.append(tr("Removed. A copy is kept until {date}: {path}", date=until,
                            path=kept.path))  # fmt: skip
    else:
        data["done"] = False
        data["copies"] = [each.path.name for each in clearing.kept(call.home, now())]
        if plan.goes:
            lines.append(tr("Nothing was removed yet; --yes does it."))
    call.answer(data, lines)
    return 0


def _undo(call: Call) -> int:
    from wecoop_desktop.workshop import reset as clearing

    name = call.arguments.undo
    copies = {each.path.name: each for each in clearing.kept(call.home, now())}
    if name not in copies:
        raise AppError("workshop-nothing-kept", name=name)
    back = clearing.undo(call.home, copies[name])
    said = [call.language.tr("Back again: {path}", path=path) for path in back]
    call.answer({"back": [str(path) for path in back]}, said)
    return 0


def _plan_data(plan: ResetPlan) -> dict[str, object]:
    return {
        "goes": [
            {"path": str(each.path), "session": each.session, "title": each.title,
             "group": each.group, "files": each.files, "bytes": each.bytes,
             "unsent": each.unsent}
            for each in plan.goes
        ],
        "stays": [
            {"path": str(each.path), "part": each.part, "files": each.files, "bytes": each.bytes}
            for each in plan.stays
        ],
    }  # fmt: skip


def _plan_lines(plan: ResetPlan, language: Language) -> Iterator[str]:
    tr = language.tr
    for each in plan.goes:
        files = language.ntr("{n} file", "{n} files", each.files)
        unsent = "; " + tr("changed since the last hand-in") if each.unsent else ""
        yield tr("Goes: {title}, group {group} ({files}){unsent}", title=each.title or each.session,
                 group=each.group, files=files, unsent=unsent)  # fmt: skip
    if not plan.goes:
        yield tr("Nobody joined a session on this computer: there is nothing to remove.")
    for staying in plan.stays:
        yield tr("Stays: {what} ({path})", what=tr(STAYING[staying.part]), path=staying.path.name)


def write_model(call: Call) -> int:
    from wecoop_desktop.work.file import write_proposal
    from wecoop_desktop.workshop.model import open_model

    given, library = call.arguments, call.library()
    exercise = library.exercise(given.exercise)
    example = library.example(exercise.example).answers if exercise.example else {}
    file = open_model(exercise, given.code, library.form(), example, now())
    write_proposal(given.output, file)
    said = call.language.tr("Written: {path}", path=given.output)
    call.answer({"path": str(given.output)}, [said])
    return 0
