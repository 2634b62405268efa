"""`work.sqlite` made again from the files of its proposals (see `work.copies`)."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, update
from sqlalchemy.pool import NullPool

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, database, exchange, listing, revisions
from wecoop_desktop.work.copies import BIN
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.database import telling
from wecoop_desktop.work.file import ProposalFile, read_proposal
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.tables import Proposals

MOST = 10_000  # files


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many proposals are there again (those of the bin in `binned`), the files that could not
    be read, and where the database that stood there before is now."""

    proposals: int
    binned: int
    problems: tuple[tuple[Path, AppError], ...]
    set_aside: Path | None


def rebuild(home: Home, folder: Path, clock: Callable[[], datetime] = backup.present) -> Rebuilt:
    """Make the database again from the `.wecoop` files of a folder and of `bin` inside of it.

    It is made beside and takes the place of the present one, which is set aside, only when it is
    whole: a kill leaves the old or the new one, or none with both beside. Of two files of one
    proposal the one saved last counts. Raises `AppError` copies-missing, work-in-use, disk-full,
    work-not-writable.
    """
    found, problems = _read(folder)
    if not found:
        raise AppError("copies-missing", path=folder)
    lock = Lock(home)
    try:
        # A name of its own for the part: opening the work clears what a kill left of it.
        beside = database.part(home.work)
        with telling(home.work), contextlib.ExitStack() as ending:
            for each in (beside, database.part(beside)):
                ending.callback(database.clear, each)
            database.create(beside)
            now = clock()
            with _connected(beside) as work:
                for path, file in found:
                    _add(work, home, file, now, binned=path.parent == folder / BIN)
            database.sync(beside)
            database.check_file(beside)
            aside = backup.set_aside(home, "replaced", now)
            database.put_in_place(beside, home.work)
    finally:
        lock.release()
    binned = sum(path.parent == folder / BIN for path, _file in found)
    return Rebuilt(len(found) - binned, binned, tuple(problems), aside)


def _read(folder: Path) -> tuple[list[tuple[Path, ProposalFile]], list[tuple[Path, AppError]]]:
    """Files by path; what cannot be read is said, and stands in nobody's way."""
    paths: list[Path] = []
    with contextlib.suppress(OSError, ValueError):
        for place in (folder, folder / BIN):
            paths += sorted(path for path in place.glob("*.wecoop") if path.is_file())
    newest: dict[str, tuple[Path, ProposalFile]] = {}
    problems = []
    for path in paths[:MOST]:
        try:
            file = read_proposal(path)
        except AppError as error:
            problems.append((path, error))
            continue
        key = file.identity or str(path)
        if key not in newest or newest[key][1].saved < file.saved:
            newest[key] = (path, file)
    return list(newest.values()), problems


@contextlib.contextmanager
def _connected(path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{path.as_posix()}", poolclass=NullPool)
    try:
        with engine.begin() as work:
            work.exec_driver_sql("PRAGMA foreign_keys=ON")
            yield work
    finally:
        engine.dispose()


def _add(work: Connection, home: Home, file: ProposalFile, now: datetime, *, binned: bool) -> None:
    """A proposal as it was, with its own times; in the bin its days begin anew."""
    texts, extra = revisions.texts(file.answers), encode(file.extra)
    made = listing.create(work, file.form, file.form_version, texts, file.created, extra)
    exchange.fill(work, home, made, file, file.saved)
    here = update(Proposals).where(Proposals.id == made)
    work.execute(here.values(updated=file.saved, deleted=now if binned else None))
