"""Clears a computer for the next participants: exactly the sandboxes go, everything else stays.

What goes is packed into a zip first, which is kept for 30 days and can be put back.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Literal

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told, writing
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.digest import state_digest
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.workshop.paper import make_folder
from wecoop_desktop.workshop.sandbox import (
    DRAFT,
    HANDED,
    Sandbox,
    copy_parts,
    handing_to,
    join,
    sandboxes,
    workshops,
)
from wecoop_desktop.workshop.session import START, is_session_id

FOLDER = "workshop-kept"
KEPT_FOR = timedelta(days=30)
# Of a sandbox: what can be made again is not packed.
_REMADE = ("content", "library", "incoming", "trust", "passing")
_LOCK, WORK = "work.lock", "work.sqlite"
MOST = 20_000_000_000  # bytes of all a copy holds

Part = Literal["work", "sessions", "backups", "content", "settings", "other"]
_STAYS: tuple[tuple[str, Part], ...] = (
    ("work.sqlite", "work"),
    ("attachments", "work"),
    ("backups", "backups"),
    ("sessions", "sessions"),
    ("content", "content"),
    ("library", "content"),
    ("settings.json", "settings"),
)


@dataclass(frozen=True, slots=True)
class Going:
    """A sandbox that goes. `unsent`: something was changed since the last hand-in."""

    path: Path
    session: str
    title: str
    group: int
    files: int
    bytes: int
    unsent: bool


@dataclass(frozen=True, slots=True)
class Staying:
    """What is not touched, by its kind: own work, records of sessions led here, content ..."""

    path: Path
    part: Part
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class ResetPlan:
    """Exactly what goes and what stays; nothing that is not in `goes` is removed."""

    home: Home
    goes: tuple[Going, ...]
    stays: tuple[Staying, ...]

    @property
    def files(self) -> int:
        return sum(each.files for each in self.goes)

    @property
    def bytes(self) -> int:
        return sum(each.bytes for each in self.goes)


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy of what a reset took away; it can be put back until `until`."""

    path: Path
    made: datetime
    until: datetime
    bytes: int
    sessions: tuple[str, ...]


def what_goes(home: Home, session: str = "") -> ResetPlan:
    """The plan of a reset: all sandboxes of a home, or that of one session."""
    readable = {each.home.root: each for each in sandboxes(home)}
    folders = [
        folder
        for folder in _inside(workshops(home))
        if is_session_id(folder.name) and session in ("", folder.name)
    ]
    return ResetPlan(
        home,
        tuple(_going(folder, readable.get(folder)) for folder in folders),
        tuple(_staying(home)),
    )


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.is_dir())
    except OSError:
        return []


def _going(folder: Path, sandbox: Sandbox | None) -> Going:
    files = [path for path, _name in _packed(folder)]
    return Going(
        path=folder,
        session=folder.name,
        title=sandbox.session.title if sandbox else "",
        group=sandbox.note.group if sandbox else 0,
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        unsent=_is_unsent(folder),
    )


def _is_unsent(folder: Path) -> bool:
    """Whether something was changed after the last hand-in (or, without one, after the start).

    While a window has the sandbox open, the times of files tell.
    """
    handed = sorted((folder / HANDED).glob("*.wecoop"))
    last = handed[-1] if handed else folder / START
    try:
        return read_proposal(last).state() not in _states(folder)
    except AppError as error:
        if error.code != "work-in-use":
            return True  # nobody can tell; better said once too often
    with contextlib.suppress(OSError):
        works = [path.stat().st_mtime for path in folder.glob(f"{WORK}*")]
        return not handed or max(works) > last.stat().st_mtime
    return True


def _states(folder: Path) -> set[str]:
    """What the drafts of a sandbox say now, as digests. Raises `AppError` as the store does."""
    if not (folder / WORK).exists():
        return {read_proposal(folder / DRAFT).state()}
    from wecoop_desktop.work.store import WorkStore

    store = WorkStore.open(Home(folder))
    try:
        return {state_digest(store.load(row.id).answers) for row in store.proposals()}
    finally:
        store.close()


def _staying(home: Home) -> Iterator[Staying]:
    for name, part in _STAYS:
        path = home.root / name
        if path.exists():
            files = (
                [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
            )
            yield Staying(path, part, len(files), sum(each.stat().st_size for each in files))


def _packed(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files of a sandbox that a copy holds, with their names in it."""
    for root, folders, names in os.walk(folder):
        place = Path(root)
        if place == folder:
            folders[:] = [each for each in folders if each not in _REMADE]
        folders.sort()
        for name in sorted(names):
            path = place / name
            if name != _LOCK and path.is_file() and not path.is_symlink():
                yield path, f"{folder.name}/{path.relative_to(folder).as_posix()}"


def reset(plan: ResetPlan, now: datetime) -> Kept | None:
    """Pack what goes, read the copy back, then remove it. None where nothing goes.

    Raises `AppError` workshop-open where a window works in a sandbox (nothing was removed),
    disk-full and as `writing`, workshop-written-wrong.
    """
    goes = [each for each in plan.goes if each.path.is_dir()]
    thin(plan.home, now)
    if not goes:
        return None
    with contextlib.ExitStack() as held:
        for each in goes:
            held.callback(_locked(each.path).release)
        copy = _pack(plan.home, goes, now)
    for going in goes:
        _remove(going.path)
    return copy


def _locked(folder: Path) -> lock.Held:
    """Raises `AppError` workshop-open."""
    try:
        held = lock.hold(folder / _LOCK)
    except OSError as error:
        raise told(error, folder) from error
    if held is None:
        raise AppError("workshop-open", path=folder)
    return held


def _pack(home: Home, goes: list[Going], now: datetime) -> Kept:
    folder = home.root / FOLDER
    make_folder(folder)
    path = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}.zip"
    files = [found for each in goes for found in _packed(each.path)]
    with writing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for source, name in files:
            archive.write(source, name)
    with zipfile.ZipFile(path) as archive:
        whole = archive.testzip() is None and len(archive.infolist()) == len(files)
    if not whole:
        path.unlink(missing_ok=True)
        raise AppError("workshop-written-wrong", path=path)
    return Kept(path, now, now + KEPT_FOR, path.stat().st_size, _sessions(path))


def _remove(folder: Path) -> None:
    """Out of sight in one step, then away: a half removed sandbox is never found as one."""
    aside = folder.with_name(f".{folder.name}-{secrets.token_hex(2)}")
    try:
        folder.rename(aside)
    except OSError as error:
        raise told(error, folder) from error
    shutil.rmtree(aside, ignore_errors=True)


def _sessions(path: Path) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            tops = {name.partition("/")[0] for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return ()
    return tuple(sorted(each for each in tops if is_session_id(each)))


def kept(home: Home, now: datetime) -> tuple[Kept, ...]:
    """Copies that can be put back, the newest first."""
    found = []
    for path in sorted((home.root / FOLDER).glob("*.zip"), reverse=True):
        made = _made(path)
        if made is not None and now < made + KEPT_FOR:
            copy = Kept(path, made, made + KEPT_FOR, path.stat().st_size, _sessions(path))
            if copy.sessions:
                found.append(copy)
    return tuple(found)


def _made(path: Path) -> datetime | None:
    with contextlib.suppress(ValueError):
        said = path.stem.partition("-")[0]
        return datetime.strptime(said, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return None


def thin(home: Home, now: datetime) -> int:
    """Take away copies that are older than 30 days; gives how many. A clock that is a year ahead
    for once must not take everything: the newest copy always stays."""
    copies = sorted((home.root / FOLDER).glob("*.zip"), reverse=True)
    old = [path for path in copies[1:] if (made := _made(path)) and now >= made + KEPT_FOR]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def undo(home: Home, copy: Kept) -> tuple[Path, ...]:
    """Put back what a reset took away. What stands there meanwhile is never overwritten.

    Raises `AppError` workshop-kept-in-way, workshop-nothing-kept, workshop-file-damaged, disk-full.
    """
    back = []
    beside = workshops(home) / f".back-{secrets.token_hex(4)}"
    for session in copy.sessions:
        if (workshops(home) / session).exists():
            raise AppError("workshop-kept-in-way", path=workshops(home) / session)
    try:
        make_folder(beside)
        _unpack(copy.path, beside)
        for session in copy.sessions:
            (beside / session).rename(workshops(home) / session)
            back.append(workshops(home) / session)
    except FileNotFoundError as error:
        raise AppError("workshop-nothing-kept", name=copy.path.name) from error
    except zipfile.BadZipFile as error:
        raise AppError("workshop-file-damaged", path=copy.path, part="zip") from error
    except OSError as error:
        raise told(error, beside) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return tuple(back)


def _unpack(path: Path, target: Path) -> None:
    """Raises `AppError` workshop-file-damaged for names that lead elsewhere, or too much of it."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MOST:
            raise AppError("workshop-file-damaged", path=path, part="size")
        for entry in entries:
            parts = PurePosixPath(entry.filename).parts
            safe = parts and ".." not in parts and "\\" not in entry.filename
            if not safe or not is_session_id(parts[0]) or ":" in entry.filename:
                raise AppError("workshop-file-damaged", path=path, part=entry.filename[:80])
            archive.extract(entry, target)


def new_participant(home: Home, session: str, now: datetime) -> Sandbox:
    """Begin anew in a session: the sandbox that stands goes (a copy is kept), the same group begins
    from the starting proposal as another writer. Needs no stick and no share.

    Raises `AppError` workshop-not-joined, and as `reset` and `join`.
    """
    there = next((each for each in sandboxes(home) if each.session.id == session), None)
    if there is None:
        raise AppError("workshop-not-joined", path=workshops(home) / session)
    with tempfile.TemporaryDirectory() as folder:
        copy_parts(there, Path(folder))
        reset(what_goes(home, session), now)
        made = join(home, Path(folder), there.note.group, now)
    return handing_to(made, there.share)
