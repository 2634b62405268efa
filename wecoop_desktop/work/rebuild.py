"""`work.sqlite` made again from the files of its proposals (see `work.copies`)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work import backup, database, exchange, head, listing, notes, past, revisions
from wecoop_desktop.work.copies import BIN
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.database import telling
from wecoop_desktop.work.file import ProposalFile, read_proposal
from wecoop_desktop.work.lock import Lock
from wecoop_desktop.work.moments import stored

MOST = 10_000  # files

_DATE = "UPDATE proposals SET updated = ?, deleted = ? WHERE id = ?"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many proposals are there again (those of the bin in `binned`), the files that could not
    be read, where the database that stood there before is now, and how many earlier states and
    things outside of proposals (notes, bookmarks, the outbox) came along."""

    proposals: int
    binned: int
    problems: tuple[tuple[Path, AppError], ...]
    set_aside: Path | None
    revisions: int = 0
    notes: int = 0


def rebuild(home: Home, folder: Path, clock: Callable[[], datetime] = backup.present) -> Rebuilt:
    """Make the database again from the `.wecoop` files of a folder and of `bin` inside of it, with
    what stands beside them: the past of each, and the notes.

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
            now, states, noted = clock(), 0, 0
            with _connected(beside) as work:
                for path, file in found:
                    earlier = _past(path, file, problems)
                    states += 0 if earlier is None else len(earlier.states)
                    _add(work, home, file, earlier, now, binned=path.parent == folder / BIN)
                noted = _notes(work, folder / notes.NAME, problems)
            database.sync(beside)
            database.check_file(beside)
            aside = backup.set_aside(home, "replaced", now)
            database.put_in_place(beside, home.work)
    finally:
        lock.release()
    binned = sum(path.parent == folder / BIN for path, _file in found)
    return Rebuilt(len(found) - binned, binned, tuple(problems), aside, states, noted)


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
    with contextlib.closing(database.reached(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with database.transaction(connection) as work:
            yield work


def _past(
    path: Path, file: ProposalFile, problems: list[tuple[Path, AppError]]
) -> past.Past | None:
    """What stands beside the file, if it is of the same proposal; a damaged one is said."""
    beside = past.path_of(path)
    try:
        found = past.read(beside) if beside.is_file() else None
    except AppError as error:
        problems.append((beside, error))
        return None
    return found if found is not None and found.identity == file.identity else None


def _notes(work: Connection, path: Path, problems: list[tuple[Path, AppError]]) -> int:
    try:
        return notes.put(work, path) if path.is_file() else 0
    except AppError as error:
        problems.append((path, error))
        return 0


def _add(
    work: Connection,
    home: Home,
    file: ProposalFile,
    earlier: past.Past | None,
    now: datetime,
    *,
    binned: bool,
) -> None:
    """A proposal as it was, with its own times; in the bin its days begin anew."""
    texts, extra = revisions.texts(file.answers), encode(file.extra)
    called = "" if earlier is None else _free(work, earlier.id)
    made = listing.create(work, file.form, file.form_version, texts, file.created, extra, called)
    if earlier is not None:
        past.put(work, made, earlier)
    exchange.fill(work, home, made, file, file.saved)
    work.execute(_DATE, (stored(file.saved), stored(now) if binned else None, made))


def _free(work: Connection, before: str) -> str:
    """The id that a proposal had before, where it can have it again: marks name it."""
    taken = head.found(work, before) is not None
    return before if not taken and re.fullmatch(r"[0-9a-f]{32}", before) else ""
