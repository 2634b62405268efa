"""Makes a session folder on a stick or a share.

`session.json` comes last, so that a folder that was not finished is no session.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.packs.exercises import Exercise, filled
from wecoop_desktop.work.archive import pack, unpack
from wecoop_desktop.work.file import ProposalFile, write_proposal
from wecoop_desktop.work.shape import form_data
from wecoop_desktop.workshop.handout import handout_files, write_handout
from wecoop_desktop.workshop.onelanguage import in_one_language
from wecoop_desktop.workshop.paper import make_folder, paper_bytes, tidy, write_paper
from wecoop_desktop.workshop.session import (
    EVALUATIONS,
    EXERCISE,
    FOLDER,
    GROUPS,
    PEER,
    REVIEWS,
    SESSION,
    START,
    Group,
    Session,
    new_id,
    session_data,
)

ENDING = ".workshop"  # a session in one file
LIMIT = 60_000_000  # bytes of such a file


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a trainer chooses. `minutes` 0: those of the exercise."""

    exercise: Exercise
    language: str
    groups: tuple[Group, ...]
    title: str = ""
    place: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where the session stands, how many bytes were written."""

    session: Session
    folder: Path
    bytes: int


def prepare(
    wanted: Wanted, form: Form, example: Mapping[str, Data], target: Path, now: datetime
) -> Prepared:
    """A session folder inside `target`; `example` are the answers of the exercise's example.

    Everything is read back. Raises `AppError` folder-missing, disk-full, file-not-writable,
    workshop-written-wrong, proposal-form-unknown.
    """
    if not target.is_dir():
        raise AppError("folder-missing", path=target)
    exercise = wanted.exercise
    if exercise.form != form.id:
        raise AppError("proposal-form-unknown", path=exercise.id, form=exercise.form)
    session = Session(
        id=new_id(now),
        title=tidy(wanted.title) or exercise.title.of(wanted.language)[:200],
        exercise=exercise.id,
        about=exercise.title,
        language=wanted.language,
        minutes=wanted.minutes or exercise.minutes,
        groups=wanted.groups,
        made=now,
        place=tidy(wanted.place),
    )
    clear_unfinished(target)
    folder = target / session.folder
    try:
        make_folder(folder)
        write_start(folder / START, wanted, form, example, now)
        write_handout(folder, exercise)
        for name in (GROUPS, REVIEWS, PEER, EVALUATIONS):
            make_folder(folder / name)
        for group in session.groups:
            make_folder(folder / GROUPS / group.folder)
        data = read_bytes(folder / START, LIMIT)
        session = replace(session, start=hashlib.sha256(data).hexdigest())
        write_paper(folder / SESSION, session_data(session))
        _check(folder, session, exercise)
    except AppError:
        shutil.rmtree(folder, ignore_errors=True)
        if not target.is_dir():
            raise AppError("workshop-folder-gone", path=target) from None
        raise
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Prepared(session, folder, size)


def write_start(
    path: Path, wanted: Wanted, form: Form, example: Mapping[str, Data], now: datetime
) -> None:
    """The starting proposal in the language of the session; each group's copy is given an identity
    of its own when it joins."""
    start = filled(wanted.exercise.start, example)
    file = ProposalFile(
        form=form.id,
        form_version=form.version,
        answers=in_one_language(form, start, wanted.language),
        created=now,
        saved=now,
        form_data=form_data(form),
        identity=uuid4().hex,
    )
    write_proposal(path, file)


def _check(folder: Path, session: Session, exercise: Exercise) -> None:
    """Read back what was written. Raises `AppError` workshop-written-wrong."""
    wanted = {
        folder / SESSION: paper_bytes(session_data(session)),
        **{folder / EXERCISE / name: data for name, data in handout_files(exercise).items()},
    }
    for path, data in wanted.items():
        if read_bytes(path, LIMIT) != data:
            raise AppError("workshop-written-wrong", path=path)
    if hashlib.sha256(read_bytes(folder / START, LIMIT)).hexdigest() != session.start:
        raise AppError("workshop-written-wrong", path=folder / START)


def clear_unfinished(target: Path) -> None:
    """Take away session folders that were begun and never became one."""
    with contextlib.suppress(OSError):
        for folder in target.glob(f"{FOLDER}*"):
            if folder.is_dir() and not (folder / SESSION).exists() and _is_bare(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_bare(folder: Path) -> bool:
    """No draft stands in it: what somebody handed in is never taken away."""
    kept = (GROUPS, REVIEWS, EVALUATIONS)
    return not any(path.is_file() for name in kept for path in (folder / name).rglob("*"))


def write_one_file(folder: Path, path: Path) -> None:
    """The session in one file, to be sent where no folder is shared. Raises as `writing`."""
    names = [SESSION, START, *(f"{EXERCISE}/{each.name}" for each in _told(folder))]
    write_bytes(path, pack({name: read_bytes(folder / name, LIMIT) for name in names}, path))


def _told(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in (folder / EXERCISE).iterdir() if path.is_file())
    except OSError as error:
        raise told(error, folder) from error


def unpack_one_file(path: Path, folder: Path) -> None:
    """Put the parts of such a file into `folder`. Raises `AppError` workshop-no-session, or as
    `work.archive.unpack`."""
    try:
        entries = unpack(read_bytes(path, LIMIT), path)
    except AppError as error:
        if error.code == "proposal-not-zip":
            raise AppError("workshop-no-session", path=path) from error
        raise
    if SESSION not in entries or START not in entries:
        raise AppError("workshop-no-session", path=path)
    for name, data in entries.items():
        if name in (SESSION, START) or name.startswith(f"{EXERCISE}/"):
            make_folder((folder / name).parent)
            write_bytes(folder / name, data)
