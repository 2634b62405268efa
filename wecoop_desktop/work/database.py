"""`work.sqlite` as a file: connecting, checking, creating; errors of SQLite become `AppError`."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import replace
from wecoop_desktop.work.schema import APPLICATION, SCHEMA

BUSY_SECONDS = 5
COMPANIONS = ("-wal", "-shm", "-journal")
_REMOTE = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "davfs"),
    *("vboxsf", "prl_fs", "virtiofs", "fuse.glusterfs", "fuse.vmhgfs-fuse"),
    *("fuse.sshfs", "fuse.rclone", "fuse.smbnetfs", "fuse.davfs2", "fuse.gvfsd-fuse"),
}
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CLOSED = (
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_IOERR,
)
_IOERR_SHORT_READ = 522
_VERSIONS = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
_VERSION = "INSERT INTO alembic_version VALUES (?)"
_BROKEN_ANSWER = "SELECT hex(proposal) FROM answers WHERE NOT json_valid(data) LIMIT 1"


class DamagedError(Exception):
    """The file is no database, or its check failed; never leaves this room."""


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn the world's faults of SQLite and the system inside the block into `AppError`.

    disk-full, work-in-use, work-not-writable, work-unreadable; anything else is a bug and stays.
    """
    try:
        yield
    except sqlite3.Error as error:
        told = told_error(error, path)
        if told is None:
            raise
        raise told from error
    except OSError as error:
        raise AppError("work-not-writable", path=path) from error


def told_error(error: BaseException | None, path: Path) -> AppError | None:
    """The `AppError` for an error of sqlite3, or None where it is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code & 0xFF in _DAMAGED or code == _IOERR_SHORT_READ:
        return AppError("work-unreadable", path=path)
    if code & 0xFF == sqlite3.SQLITE_FULL:
        return AppError("disk-full", path=path)
    if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return AppError("work-in-use", path=path)
    if code & 0xFF in _CLOSED:
        return AppError("work-not-writable", path=path)
    return None


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """All of the block is on disk after it; after an error, of the commit too, nothing is."""
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield connection


def uri(path: PurePath) -> str:
    """The file as SQLite's URI; of a share of Windows, whose server is no authority to it."""
    said = path.as_uri()
    return said if said.startswith("file:///") else f"file://{said.removeprefix('file:')}"


def reached(path: Path, timeout: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection to a file. On a drive without locks SQLite does without: `work.lock` keeps
    others away there (`base.lock`), and nothing could be written otherwise."""
    if lock.lockable(path.parent):
        return sqlite3.connect(path, timeout=timeout, isolation_level=None)
    source = f"{uri(path.absolute())}?nolock=1"
    return sqlite3.connect(source, timeout=timeout, isolation_level=None, uri=True)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that this program alone uses, with every commit on disk before it returns."""
    connection = reached(path)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        # Exclusive: no shared memory beside the file, which network drives do not have.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        journal = "WAL" if not _remote(path) and lock.lockable(path.parent) else "DELETE"
        (chosen,) = connection.execute(f"PRAGMA journal_mode={journal}").fetchone()
        if chosen != "wal":
            connection.execute("PRAGMA journal_mode=DELETE")
        # In the older journal the folder entry must be synced too.
        connection.execute(f"PRAGMA synchronous={'FULL' if chosen == 'wal' else 'EXTRA'}")
    except BaseException:
        connection.close()
        raise
    return connection


def _remote(path: Path) -> bool:
    """Whether the file stands on a network drive, where the write-ahead log is not safe."""
    if sys.platform == "win32":
        import ctypes

        drive = path.absolute().drive
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == 4
    with contextlib.suppress(OSError, ValueError):
        mounts = Path("/proc/mounts").read_text("utf-8", "surrogateescape")
        return kind_of_drive(mounts, os.path.realpath(path.parent)) in _REMOTE
    return False


def kind_of_drive(mounts: str, folder: str) -> str:
    """The kind of the drive that holds a folder, from the lines of `/proc/mounts`, in which spaces
    and line ends are written as octal numbers of bytes."""
    found = []
    for line in mounts.splitlines():
        _, place, kind, *_ = line.split(" ")
        name = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), place)
        if os.path.commonpath((folder, name)) == name:
            found.append((len(name), kind))
    return max(found, default=(0, ""))[1]


def header_schema(path: Path) -> int:
    """The schema number in the first page, read without opening a database: nothing is touched.

    Raises `DamagedError` where the file does not begin like one of ours.
    """
    with path.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise DamagedError("not a database")
    if int.from_bytes(header[68:72], "big") != APPLICATION:
        raise DamagedError("not a database of this program")
    return int.from_bytes(header[60:64], "big")


def check(connection: sqlite3.Connection) -> int:
    """The schema number of a database that is whole, else `DamagedError`."""
    try:
        result = connection.execute("PRAGMA quick_check(1)").fetchall()
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        # SQLite has no sums of its pages: a byte inside of a text is found by the text only.
        wrong = connection.execute(_BROKEN_ANSWER).fetchone() if result == [("ok",)] else None
    except UnicodeDecodeError as error:  # of a name that SQLite tells
        raise DamagedError(str(error)) from error
    except sqlite3.DatabaseError as error:
        told = told_error(error, Path())
        if told is not None and told.code == "work-unreadable":
            raise DamagedError(str(error)) from error
        raise
    if result != [("ok",)]:
        raise DamagedError(str(result[0][0]))
    if wrong is not None:
        raise DamagedError(f"an answer of {wrong[0]!r} is no JSON")
    return int(schema)


def check_file(path: Path) -> int:
    """The schema number of a closed database file that is whole, else `DamagedError`."""
    schema = header_schema(path)
    # Immutable: reading leaves no companions beside a backup.
    source = f"{uri(path.absolute())}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(source, uri=True)) as connection:
        check(connection)
    return schema


def copy(source: sqlite3.Connection, target: Path, *, durable: bool = True) -> None:
    """A whole copy through SQLite's backup call, closed when it returns, and on disk; one that need
    not outlive the program (not `durable`) is left to the system to write."""
    clear(target)
    with contextlib.closing(reached(target)) as copied:
        if not durable:
            copied.execute("PRAGMA synchronous=OFF")
        source.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")
    if durable:
        sync(target)


def sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def part(path: Path) -> Path:
    """Where a file that will replace `path` is written; left behind only by a kill."""
    return path.with_name(f".{path.name}.part")


def clear(beside: Path) -> None:
    """Remove what a kill left: an old log would be played into the next file of that name."""
    for companion in (*COMPANIONS, ""):
        beside.with_name(beside.name + companion).unlink(missing_ok=True)


def create(path: Path) -> None:
    """An empty database of the present schema at `path`, whole or not at all."""
    from wecoop_desktop.work.tables import creating  # SQLAlchemy, at the first start only

    beside = part(path)
    clear(beside)
    with contextlib.closing(reached(beside)) as connection:
        # Nothing is there to lose; the whole file is brought to the disk once, below.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA journal_mode=OFF")
        with transaction(connection):
            for statement in creating():
                connection.execute(statement)
            connection.execute(_VERSIONS)
            connection.execute(_VERSION, (f"{SCHEMA:04d}",))
            connection.execute(f"PRAGMA application_id={APPLICATION}")
            connection.execute(f"PRAGMA user_version={SCHEMA}")
    sync(beside)
    put_in_place(beside, path)


def put_in_place(beside: Path, path: Path) -> None:
    """Let a closed database take the place of another one, whose log must not outlive it."""
    path.with_name(path.name + "-shm").unlink(missing_ok=True)  # an index of the log, no content
    if any(path.with_name(path.name + companion).exists() for companion in COMPANIONS):
        raise AssertionError("a log stands beside the database that is to be replaced")
    replace(beside, path)
