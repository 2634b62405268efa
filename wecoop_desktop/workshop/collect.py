"""Looks through a session folder for drafts: safe to call every twenty seconds, writes only to the
trainer's own record."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, write_bytes
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.work.archive import ARCHIVE_LIMIT
from wecoop_desktop.work.file import parse_proposal
from wecoop_desktop.workshop.note import ENTRY, Note, read_note
from wecoop_desktop.workshop.paper import LIMIT, make_folder, parse_paper
from wecoop_desktop.workshop.record import Receipt, Record, receive, write_receipts
from wecoop_desktop.workshop.session import EVALUATIONS, GROUPS, PEER, REVIEWS, SESSION, START

MOST_FILES = 2_000  # of a session folder that are looked at
_NUMBER = re.compile(r"[0-9]{1,2}")
_ZIP = b"PK"
ENDING = ".wecoop"
PACKET = "packet.json"  # entry of a draft that another group was given to review


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that could not be taken; `group` 0 where it is not known whose it is."""

    path: Path
    group: int
    error: AppError


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at the last look, by path: size, time of change, digest; so that only what
    changed is read. Of no meaning to anybody but `collect`."""

    files: Mapping[str, tuple[int, int, str]] = made(default_factory=lambda: MappingProxyType({}))
    faults: Mapping[str, Fault] = made(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Collected:
    """The record with what arrived; `fresh` counts drafts that are new since the last look.

    `reached` is False where the folder was not there: what was collected before still counts.
    """

    record: Record
    seen: Seen
    fresh: int = 0
    faults: tuple[Fault, ...] = ()
    reached: bool = True
    looked: datetime | None = None


def collect(
    record: Record, now: datetime, seen: Seen | None = None, job: Job | None = None
) -> Collected:
    """Take in every draft that is new in the session folder, whatever it is called.

    Nothing in the folder is changed. Raises `AppError` disk-full or file-not-writable where this
    computer cannot keep what arrived; it is still in the folder then. Raises `Cancelled`.
    """
    job, seen = job or Job(), seen or Seen()
    share = record.share
    if share is None or not (share / SESSION).is_file():
        faults = tuple(seen.faults.values())
        return Collected(record, seen, 0, faults, reached=False, looked=now)
    files: dict[str, tuple[int, int, str]] = {}
    faults_by: dict[str, Fault] = {}
    before = len(record.receipts)
    paths = list(_files(share))
    try:
        for done, (name, path) in enumerate(paths):
            job.step(done, len(paths), "workshop-collecting")
            try:
                found = path.stat()
            except OSError:
                continue  # it went while we looked
            known = seen.files.get(name)
            if known and known[:2] == (found.st_size, found.st_mtime_ns):
                files[name] = known
                if name in seen.faults:
                    faults_by[name] = seen.faults[name]
                continue
            try:
                record, digest = _taken(record, path, name, now)
                files[name] = (found.st_size, found.st_mtime_ns, digest)
            except UnusableError as error:
                if (
                    error.error is not None and ENDING in path.name.lower()
                ):  # others are whatever people lay into folders
                    faults_by[name] = Fault(path, error.group, error.error)
                files[name] = (found.st_size, found.st_mtime_ns, "")
    finally:
        if len(record.receipts) > before:
            write_receipts(record)
    files.update(_kept_papers(record, share, seen))
    seen = Seen(MappingProxyType(files), MappingProxyType(faults_by))
    fresh = len(record.receipts) - before
    return Collected(record, seen, fresh, tuple(faults_by.values()), looked=now)


def _kept_papers(record: Record, share: Path, seen: Seen) -> dict[str, tuple[int, int, str]]:
    """Keep reviews and evaluations of others too; what is damaged does not replace a whole one."""
    found: dict[str, tuple[int, int, str]] = {}
    for folder in (REVIEWS, EVALUATIONS):
        paths: list[Path] = []
        with contextlib.suppress(OSError):
            paths = sorted((share / folder).glob("[!.]*.json"))[:MOST_FILES]
        for path in paths:
            name = f"{folder}/{path.name}"
            with contextlib.suppress(OSError):
                state = path.stat()
                found[name] = (state.st_size, state.st_mtime_ns, "")
                if seen.files.get(name) != found[name]:
                    _keep_paper(path, record.root / name)
    return found


def _keep_paper(path: Path, target: Path) -> None:
    try:
        data = read_bytes(path, LIMIT)
        parse_paper(data, path)
    except AppError:
        return  # told by whoever counts reviews and evaluations
    if not target.is_file() or read_bytes(target, LIMIT) != data:
        make_folder(target.parent)
        write_bytes(target, data)


class UnusableError(Exception):
    """`error` None: there is nothing wrong with the file, it is only no draft of a group."""

    def __init__(self, group: int, error: AppError | None) -> None:
        super().__init__(group, error)
        self.group, self.error = group, error


def _files(share: Path) -> Iterator[tuple[str, Path]]:
    """Files that may be drafts: in the groups' folders, and where people put them by mistake."""
    count = 0
    for root, folders, names in os.walk(share, followlinks=False):
        folder = Path(root)
        depth = len(folder.relative_to(share).parts)
        folders[:] = sorted(
            each
            for each in folders
            if depth < 3 and not each.startswith(".") and not (depth == 0 and each in _OTHERS)
        )
        for name in sorted(names):
            path = folder / name
            if name.startswith(".") or (depth == 0 and name in (SESSION, START)):
                continue
            if path.suffix.lower() in _NOT_DRAFTS or path.is_symlink():
                continue
            count += 1
            if count > MOST_FILES:
                return
            yield path.relative_to(share).as_posix(), path


def taken(record: Record, path: Path, now: datetime) -> Record:
    """The record with a draft that lies anywhere. Raises `UnusableError`."""
    return _taken(record, path, path.name, now)[0]


_OTHERS = ("exercise", REVIEWS, EVALUATIONS, PEER)
_NOT_DRAFTS = frozenset(
    (".json", ".md", ".txt", ".pdf", ".docx", ".xlsx", ".ini", ".part", ".tmp", ".workshop")
)


def _taken(record: Record, path: Path, name: str, now: datetime) -> tuple[Record, str]:
    """The record with the draft. Raises `UnusableError`; `AppError` of this computer's disk."""
    parts = name.split("/")
    group = int(parts[1]) if len(parts) > 2 and _is_group(parts) else 0
    data, note = _read(path, group, record)
    digest = hashlib.sha256(data).hexdigest()
    if note is not None and note.session != record.session.id:
        raise UnusableError(group, AppError("workshop-draft-other", path=path))
    number = note.group if note else group
    if number not in {each.number for each in record.session.groups}:
        raise UnusableError(0, AppError("workshop-draft-nobody", path=path))
    writer = note.writer if note else f"loose{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    count = note.count if note else 0
    receipt = Receipt(
        number, writer, count, digest, now, f"{number:02}/{writer}-{count:06}-{digest[:12]}.wecoop"
    )
    return receive(record, receipt, data), digest


def _is_group(parts: list[str]) -> bool:
    return parts[0] == GROUPS and _NUMBER.fullmatch(parts[1]) is not None


def _read(path: Path, group: int, record: Record) -> tuple[bytes, Note | None]:
    try:
        if not _is_zip(path):
            raise AppError("proposal-not-zip", path=path)
        data = read_bytes(path, ARCHIVE_LIMIT)
        file = parse_proposal(data, path)
        if PACKET in file.further:  # handed out to be reviewed
            raise UnusableError(group, None)
        told = file.further.get(ENTRY)
        note = None if told is None else read_note(told, path)
    except AppError as error:
        raise UnusableError(group, error) from error
    return data, note


def _is_zip(path: Path) -> bool:
    """By its first letters: not every large file of a folder is read to its end."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_ZIP)) == _ZIP
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error


def watched(record: Record, share: Path) -> Record:
    """The record with another folder to collect from: a stick under another letter."""
    return replace(record, share=share.absolute())
