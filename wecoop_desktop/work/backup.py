"""Copies of the work: after half an hour of it, daily, weekly, and before what changes much.

Also damaged files set aside, and the two ways on after damage. Names carry a number that only
grows: which copy is the newest does not hang on the clock of the computer.
"""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import replace, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import database
from wecoop_desktop.work.database import COMPANIONS, DamagedError, telling
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.proposal import Backup
from wecoop_desktop.work.schema import SCHEMA

DAYS, WEEKS = 7, 4
RECENT, MARKED = 6, 6  # the newest, whatever their day; the newest of those that have a reason
AFTER = timedelta(minutes=30)  # of work
REASONS = ("", "migration", "update", "merge", "restore", "asked")
_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"work-(\d{4}-\d\d-\d\d-\d{6})(?:-(\d{1,9}))?(?:-([a-z]+))?\.sqlite")


def present() -> datetime:
    return datetime.now(UTC)


def backups(home: Home) -> tuple[Backup, ...]:
    """All backups by their names, newest first; not yet checked."""
    return backups_of(home.backups)


def backups_of(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first; empty where it cannot be read."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob("work-*.sqlite"):
            name = _NAME.fullmatch(path.name)
            if name is None or not path.is_file():
                continue
            with contextlib.suppress(ValueError):
                made = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, made, name[3] or "", int(name[2] or 0)))
    return tuple(sorted(found, key=_age, reverse=True))


def _age(backup: Backup) -> tuple[int, datetime, str]:
    return backup.number, backup.made, backup.path.name


def last_good(home: Home) -> Backup | None:
    """The newest backup that is whole and not newer than this program."""
    for backup in backups(home):
        with contextlib.suppress(DamagedError, OSError, sqlite3.Error):
            if database.check_file(backup.path) <= SCHEMA:
                return backup
    return None


def make(connection: sqlite3.Connection, home: Home, now: datetime, why: str = "") -> Backup:
    """Copy the open database, check the copy, and let old ones go. `why` is one of `REASONS`.

    Raises `AppError` disk-full, work-not-writable or backup-failed; older backups stay then.
    """
    assert why in REASONS, why
    number = max((backup.number for backup in backups(home)), default=0) + 1
    reason = f"-{why}" if why else ""
    path = home.backups / f"work-{now.astimezone(UTC):{_STAMP}}-{number:05d}{reason}.sqlite"
    with telling(path):
        home.backups.mkdir(parents=True, exist_ok=True)
        beside = database.part(path)
        try:
            database.copy(connection, beside)
            database.check_file(beside)
            replace(beside, path)
        except DamagedError as error:
            raise AppError("backup-failed", path=path) from error
        finally:
            database.clear(beside)
        thin(home.backups)
    return Backup(path, now, why, number)


def due(home: Home, now: datetime, *, worked: bool = False) -> bool:
    """Whether the last backup is of another day, or half an hour old and something `worked`."""
    latest = backups(home)[:1]
    if not latest or latest[0].made.date() != now.astimezone(UTC).date():
        return True
    return worked and abs(now - latest[0].made) >= AFTER


def thin(folder: Path) -> None:
    """Keep the newest ones, the newest of those with a reason, then the newest of each of the last
    days that have one, then of each of the last weeks."""
    for left in folder.glob(".work-*.part*"):  # by a kill
        left.unlink(missing_ok=True)
    every = backups_of(folder)
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in every:
        day, week = backup.made.date(), backup.made.isocalendar()[:2]
        if day in days or len(days) < DAYS:
            days.setdefault(day, backup)
        elif week in weeks or len(weeks) < WEEKS:
            weeks.setdefault(week, backup)
    marked = [backup for backup in every if backup.why][:MARKED]
    kept = {*every[:RECENT], *marked, *days.values(), *weeks.values()}
    for backup in every:
        if backup not in kept:
            backup.path.unlink(missing_ok=True)


def set_aside(home: Home, why: str, now: datetime) -> Path | None:
    """Rename the database with its log to a dated name; None where there is none.

    `why` is part of the name: damaged, replaced. Nothing is ever deleted.
    """
    target = _free_name(home, f"work-{why}-{now.astimezone(UTC):{_STAMP}}")
    moved = home.work.exists()
    # The database first: a kill in between leaves a log without database, which is no harm.
    for companion in ("", *COMPANIONS):
        path = home.work.with_name(home.work.name + companion)
        if path.exists():
            replace(path, target.with_name(target.name + companion))
    settle(home.root)
    return target if moved else None


def _free_name(home: Home, stem: str) -> Path:
    path, number = home.root / f"{stem}.sqlite", 2
    while path.exists():
        path, number = home.root / f"{stem}-{number}.sqlite", number + 1
    return path


def restore(home: Home, backup: Path, clock: Callable[[], datetime] = present) -> None:
    """Put a backup in the place of the database; what stood there is set aside, not deleted.

    Raises `AppError` backup-failed where the backup is not whole, work-in-use, disk-full or
    work-not-writable.
    """
    lock = Lock(home)
    try:
        beside = database.part(home.work)
        with telling(home.work):
            try:
                database.check_file(backup)
                source = f"{database.uri(backup.absolute())}?mode=ro&immutable=1"
                with contextlib.closing(sqlite3.connect(source, uri=True)) as connection:
                    database.copy(connection, beside)
                database.check_file(beside)
            except (DamagedError, FileNotFoundError) as error:
                raise AppError("backup-failed", path=backup) from error
            set_aside(home, "replaced", clock())
            database.put_in_place(beside, home.work)
    finally:
        lock.release()


def start_empty(home: Home, clock: Callable[[], datetime] = present) -> None:
    """Begin anew; a database that stands there is set aside. Raises as `restore`."""
    lock = Lock(home)
    try:
        with telling(home.work):
            set_aside(home, "replaced", clock())
            database.create(home.work)
    finally:
        lock.release()
