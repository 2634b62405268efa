"""Daily copies of the work, damaged files set aside, and the two ways on after damage."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import replace, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import database
from wecoop_desktop.work.database import COMPANIONS, DamagedError, telling
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.proposal import Backup
from wecoop_desktop.work.tables import SCHEMA

DAYS, WEEKS = 7, 4
_STAMP = "%Y-%m-%d-%H%M%S"


def present() -> datetime:
    return datetime.now(UTC)


def backups(home: Home) -> tuple[Backup, ...]:
    """All backups by their names, newest first; not yet checked."""
    found = []
    for path in home.backups.glob("work-*.sqlite"):
        with contextlib.suppress(ValueError):
            stamp = path.stem.removeprefix("work-")
            made = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, made))
    return tuple(sorted(found, key=lambda backup: backup.made, reverse=True))


def last_good(home: Home) -> Backup | None:
    """The newest backup that is whole and not newer than this program."""
    for backup in backups(home):
        with contextlib.suppress(DamagedError, OSError, sqlite3.Error):
            if database.check_file(backup.path) <= SCHEMA:
                return backup
    return None


def make(connection: sqlite3.Connection, home: Home, now: datetime) -> Backup:
    """Copy the open database, check the copy, and let old ones go.

    Raises `AppError` disk-full, work-not-writable or backup-failed; older backups stay then.
    """
    path = home.backups / f"work-{now.astimezone(UTC):{_STAMP}}.sqlite"
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
        _thin(home)
    return Backup(path, now)


def due(home: Home, now: datetime) -> bool:
    """Whether the last backup is of another day."""
    latest = backups(home)[:1]
    return not latest or latest[0].made.date() != now.astimezone(UTC).date()


def _thin(home: Home) -> None:
    """Keep the newest of each of the last days that have one, then of each of the last weeks."""
    for left in home.backups.glob(".work-*.part*"):  # by a kill
        left.unlink(missing_ok=True)
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in backups(home):
        day, week = backup.made.date(), backup.made.isocalendar()[:2]
        if day in days or len(days) < DAYS:
            days.setdefault(day, backup)
        elif week in weeks or len(weeks) < WEEKS:
            weeks.setdefault(week, backup)
    kept = {*days.values(), *weeks.values()}
    for backup in backups(home):
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
                source = f"{backup.absolute().as_uri()}?mode=ro&immutable=1"
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
