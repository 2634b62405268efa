"""What a stick or a mail brings as single files: drafts, reviews and forms of a session that lie in
any folder, because no folder of the session was shared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.workshop import collect
from wecoop_desktop.workshop.evaluation import evaluation_of
from wecoop_desktop.workshop.paper import LIMIT, Paper, make_folder, paper_bytes
from wecoop_desktop.workshop.record import Record, write_receipts
from wecoop_desktop.workshop.session import EVALUATIONS, REVIEWS, find_sessions, read_session

OTHERS = ("workshop-draft-other", "workshop-draft-nobody")  # somebody's own proposals
MOST_FILES = 500  # of a folder that are looked at


class Taken(NamedTuple):
    """The record with the drafts; how many `files` were the session's, and what was wrong."""

    record: Record
    files: int
    faults: tuple[collect.Fault, ...]


def take_loose(record: Record, folder: Path, now: datetime) -> Taken:
    """Take every draft, review and form of this session that lies in the folder itself; files of
    anything else are left alone.

    Raises `AppError` workshop-no-session where there is nothing of this session, disk-full.
    """
    count, faults = 0, []
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())[:MOST_FILES]
    except OSError:
        paths = []
    for path in paths:
        ending = path.suffix.lower()
        if ending == collect.ENDING:
            try:
                record = collect.taken(record, path, now)
                count += 1
            except collect.UnusableError as error:
                if error.error is not None and error.error.code not in OTHERS:
                    faults.append(collect.Fault(path, error.group, error.error))
        elif ending == ".json":
            count += _paper(record, path)
    if not count and not faults:
        raise AppError("workshop-no-session", path=folder)
    write_receipts(record)
    return Taken(record, count, tuple(faults))


def _paper(record: Record, path: Path) -> bool:
    """Whether a JSON file was a review or a form of this session, which is kept then."""
    try:
        data = read_bytes(path, LIMIT)
        told = parse_json(data)
    except (AppError, ValueError, UnicodeDecodeError):
        return False
    if not isinstance(told, dict) or told.get("session") != record.session.id:
        return False
    form = told.get("evaluation")
    if "packet" in told:
        digest = hashlib.sha256(path.name.encode()).hexdigest()[:16]
        target, kept = record.root / REVIEWS / f"peer-{digest}.json", data
    elif isinstance(form, Mapping):
        try:
            evaluation_of(Paper(form, path))
        except AppError:
            return False
        # The same file brought twice is one form.
        name = f"{hashlib.sha256(path.name.encode()).hexdigest()[:16]}.json"
        target, kept = record.root / EVALUATIONS / name, paper_bytes(form)
    else:
        return False
    make_folder(target.parent)
    write_bytes(target, kept)
    return True


def take(
    record: Record, place: Path, now: datetime, job: Job | None = None
) -> tuple[Record, tuple[collect.Fault, ...]]:
    """What a stick or a folder brings back: of the session folder on it, else single files.

    The record goes on watching its own folder. Raises as `take_loose` and `collect`.
    """
    named = [each for each in find_sessions(place) if _is(each, record.session.id)]
    if not named:
        found = take_loose(record, place, now)
        return found.record, found.faults
    there = collect.collect(collect.watched(record, named[0]), now, None, job)
    return replace(there.record, share=record.share), there.faults


def _is(folder: Path, session: str) -> bool:
    try:
        return read_session(folder).id == session
    except AppError:
        return False
