"""Finds the library that belongs to the packs on this computer, and builds it where there is none.

A library is a folder named by the digest of the packs and of the library's format:
`library.sqlite`, `index/`, and `contents.json`, which is written last and names every file with
its size and checksum. Shipped ones stand in `resources/library`, built ones in the home. A folder
is never changed once it has its name: it is built beside and renamed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, permit, read_bytes
from wecoop_desktop.base.folders import Home, resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library.library import INDEX, TABLES, Library

FORMAT = 13  # of everything in the folder; a library of another format has another name
CONTENTS = "contents.json"
LIMIT = 1_000_000  # bytes of contents.json
BESIDE = ".building-"
LEFT_AFTER = 24 * 3600  # seconds after which an unfinished folder belongs to nobody
KEPT = 2  # libraries kept in the home: the newest, and one that a running window may have open


@dataclass(frozen=True, slots=True)
class Contents:
    """What `contents.json` says: the date of the newest pack, when it was built, the files.

    `files` are sizes in bytes, `sums` CRC-32 by the same names.
    """

    issued: str
    built: str
    files: dict[str, int]
    sums: dict[str, int]


def packs_folder() -> Path:
    """The packs shipped with the program."""
    return resources_folder() / "packs"


def shipped_folder() -> Path:
    """Libraries built when the program was packed; may be missing or not writable."""
    return resources_folder() / "library"


def available(home: Home, shipped: Path | None = None, wanted: str = "") -> Library | None:
    """The library with the digest `wanted`, else the newest that can be used at once, or None.

    Never builds.
    """
    shelves = [shipped or shipped_folder(), home.library]
    found = [(folder, contents(folder)) for shelf in shelves for folder in _folders(shelf)]
    whole = [
        (folder.name == wanted, told.issued, told.built, folder) for folder, told in found if told
    ]
    for *_, folder in sorted(whole, reverse=True):
        with contextlib.suppress(AppError):
            return _open(_lockable(folder, home))
    return None


def current(
    home: Home, job: Job | None = None, packs: Path | None = None, shipped: Path | None = None
) -> Library:
    """The library of exactly the packs that are there, built in the home where there is none.

    Raises `AppError` packs-missing, library-not-writable, library-not-built or disk-full.
    """
    packs = packs or packs_folder()
    name = digest(packs)
    target = home.library / name
    for folder in ((shipped or shipped_folder()) / name, target):
        if contents(folder):
            with contextlib.suppress(AppError):
                return _open(_lockable(folder, home))
    _aside(target)  # what could not be opened must not stand in the way
    build(packs, target, job)
    _clear(home.library, target)
    return _open(target)


def make(home: Home, packs: Path, job: Job | None = None) -> str:
    """The name of the library of these packs, which is built where there is none.

    Raises as `current`.
    """
    library = current(home, job, packs)
    try:
        return library.info().digest
    finally:
        library.close()


def digest(packs: Path) -> str:
    """The name of the library of these packs: changes with any byte of them.

    Raises `AppError` packs-missing.
    """
    from wecoop_desktop.packs.source import folder_digest

    return hashlib.sha256(f"library {FORMAT}\n{folder_digest(packs)}".encode()).hexdigest()[:32]


def build(packs: Path, target: Path, job: Job | None = None) -> None:
    """Build the library of `packs` as the folder `target`; several processes may do so at once.

    Raises `AppError` as `current` does, and `Cancelled`.
    """
    from sqlalchemy.exc import DBAPIError

    from wecoop_desktop.library.build import write
    from wecoop_desktop.packs.read import read_packs

    job = job or Job()
    published = read_packs(packs, job)
    issued = max((manifest.issued.isoformat() for manifest in published.manifests), default="")

    def fill(folder: Path) -> None:
        try:
            write(published, folder, target.name, job)
        except DBAPIError as error:
            raise _disk_error(error.orig) from error
        _write_contents(folder, target.name, issued)

    _place(target, fill)


def _disk_error(error: BaseException | None) -> OSError:
    """What SQLite says of a disk, as the system says it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return OSError(errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO, str(error))


def build_shipped() -> bool:
    """Build the library that is shipped with the program; False where it is there already."""
    target = shipped_folder() / digest(packs_folder())
    if contents(target):
        return False
    build(packs_folder(), target)
    for folder in _folders(shipped_folder()):
        if folder != target:
            shutil.rmtree(folder, ignore_errors=True)
    return True


def contents(folder: Path) -> Contents | None:
    """What is in a library's folder; None unless every file is there in its full size."""
    try:
        told = parse_json(read_bytes(folder / CONTENTS, LIMIT))
    except (AppError, ValueError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    files, sums = told.get("files"), told.get("sums")
    if told.get("name") != folder.name or not isinstance(files, dict) or TABLES not in files:
        return None
    if not isinstance(sums, dict):
        return None
    try:
        if any((folder / name).stat().st_size != size for name, size in files.items()):
            return None
    except OSError:
        return None
    return Contents(str(told.get("issued")), str(told.get("built")), files, sums)


def _lockable(folder: Path, home: Home) -> Path:
    """The folder, or a copy in the home where nothing can be written beside the index.

    The text index takes a lock file while it is opened; an installed program is often read only.
    """
    try:
        with tempfile.TemporaryFile(dir=folder / INDEX):
            return folder
    except OSError:
        copy = home.library / folder.name
        if not contents(copy):
            _place(copy, lambda beside: _copy(folder, beside))
        return copy


def _copy(folder: Path, beside: Path) -> None:
    """The files of a library as new ones: the permissions of the original are left behind."""
    told = contents(folder)
    for name in (*(told.files if told else ()), CONTENTS):
        target = beside / name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / name, target)


def _open(folder: Path) -> Library:
    """Open a library that is whole. Raises `AppError` library-damaged.

    A text index that was changed on the disk would end the program in the middle of a search.
    """
    told = contents(folder)
    if told is None or any(_sum(folder / name) != told.sums.get(name) for name in told.files):
        raise AppError("library-damaged", path=folder)
    library = Library(folder)
    try:
        if library.info().digest != folder.name:
            raise AppError("library-damaged", path=folder)
    except (AppError, KeyError, ValueError) as error:
        library.close()
        raise AppError("library-damaged", path=folder) from error
    return library


def _sum(path: Path) -> int | None:
    """The checksum of a file, None where it cannot be read."""
    total = 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                total = zlib.crc32(piece, total)
    except OSError:
        return None
    return total


def _write_contents(folder: Path, name: str, issued: str) -> None:
    """Name every file with its size and checksum, and have all of it on the disk."""
    files, sums = {}, {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.name.startswith(".") and path.suffix == ".lock":
            continue
        within = path.relative_to(folder).as_posix()
        files[within], sums[within] = path.stat().st_size, _sum(path)
        permit(path, 0o644)  # the index makes some that only their owner could read
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    told = {
        "format": FORMAT,
        "name": name,
        "issued": issued,
        "built": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "files": files,
        "sums": sums,
    }
    (folder / CONTENTS).write_text(json.dumps(told), "utf-8")


def _place(target: Path, fill: Callable[[Path], None]) -> None:
    """Fill a new folder and give it the name `target`, unless a whole one has come meanwhile."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=BESIDE, dir=target.parent))
    except OSError as error:
        raise _told(error, target.parent) from error
    try:
        fill(beside)
        _name(beside, target)
    except OSError as error:
        raise _told(error, target.parent) from error
    except ValueError as error:
        raise AppError("library-not-built", path=target.parent, problem=str(error)) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _name(beside: Path, target: Path) -> None:
    """Rename the finished folder; a damaged one of that name steps aside, a whole one wins."""
    permit(beside, 0o755)
    for _ in range(3):
        if contents(target):
            return
        _aside(target)
        with contextlib.suppress(OSError):
            beside.rename(target)
            return
    if not contents(target):
        raise PermissionError(errno.EACCES, "the library in the way cannot be moved", str(target))


def _aside(target: Path) -> None:
    """Take away a damaged library, at once and whole; one that cannot be moved stays."""
    if not target.exists():
        return
    with contextlib.suppress(OSError):
        aside = Path(tempfile.mkdtemp(prefix=BESIDE, dir=target.parent))
        with contextlib.suppress(OSError):
            target.rename(aside / "damaged")
        shutil.rmtree(aside, ignore_errors=True)


def _told(error: OSError, folder: Path) -> AppError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return AppError("disk-full", path=folder)
    return AppError("library-not-writable", path=folder)


def _folders(shelf: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (
            entry for entry in shelf.iterdir() if not entry.name.startswith(".") and entry.is_dir()
        )


def _clear(shelf: Path, newest: Path) -> None:
    """Remove old libraries and unfinished ones, now that another is in place."""
    old = [folder for folder in _folders(shelf) if folder != newest]
    old.sort(key=_age)
    for folder in old[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        for entry in shelf.glob(f"{BESIDE}*"):
            if _age(entry) > LEFT_AFTER:
                shutil.rmtree(entry, ignore_errors=True)


def _age(folder: Path) -> float:
    try:
        return time.time() - folder.stat().st_mtime
    except OSError:
        return 0.0
