"""A complete copy of a release for a stick: verified before, read back after.

Only what the channel `stick` needs: its metadata with every root, and all parts. Files come under
their last names one by one and whole, the timestamp last: a copy that breaks off leaves the stick
as it was, as far as anybody who reads it can tell.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tuf.api.exceptions import DownloadError

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, replace, told, write_bytes
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync.carrier import carrier
from wecoop_desktop.sync.clock import Clock, system_now
from wecoop_desktop.sync.fetching import Fetcher
from wecoop_desktop.sync.flow import Carrier
from wecoop_desktop.sync.folder import release_in
from wecoop_desktop.sync.limits import LIMITS, Limits
from wecoop_desktop.sync.trust import Standing, Target, Trust

CHANNEL = "stick"
FOLDER = "wecoop-updates"  # what a copy is called where the stick holds other things
BESIDE = ".wecoop-copy-"
SPARE = 1_000_000  # bytes that stay free
CHUNK = 1 << 20
PART = re.compile(r"[0-9a-f]{64}\..+")


class Copied(NamedTuple):
    """Where the copy stands, how many files of it are new, and their bytes."""

    folder: Path
    files: int
    written: int
    size: int
    standing: Standing


def copy(
    source: str | Path,
    target: Path,
    root: bytes,
    job: Job | None = None,
    limits: Limits = LIMITS,
    now: Clock = system_now,
) -> Copied:
    """Copy the release at `source`, a folder or an address, onto the stick `target`.

    `root` is what is trusted: a release that is not genuine is not carried on. Raises `AppError`
    as `Trust.refresh` and `Trust.fetch`, copy-no-room, copy-onto-itself, copy-wrong (what was
    written reads differently), copy-gone (the stick was pulled out), and `Cancelled`.
    """
    job = job or Job()
    place = place_on(target)
    bringer = carrier(source, CHANNEL, limits)
    if not isinstance(source, str) or "://" not in source:
        _check_apart(Path(source), place)
    try:
        with _workspace(target) as work, _watched(target):
            trust = Trust(work / "trust", CHANNEL, root, bringer, limits, now)
            standing = trust.refresh(job)
            if not standing.genuine:
                raise AppError("copy-expired", name=bringer.name)
            return _copied(trust, bringer, place, work, standing, job, limits)
    finally:
        bringer.close()


def place_on(target: Path) -> Path:
    """The folder of the copy: one that holds a release already, an empty one, else one inside.

    Raises `AppError` folder-missing.
    """
    try:
        empty = not any(not entry.name.startswith(".") for entry in target.iterdir())
    except OSError as error:
        raise AppError("folder-missing", path=target) from error
    return release_in(target) or (target if empty else target / FOLDER)


def _copied(
    trust: Trust,
    bringer: Carrier,
    place: Path,
    work: Path,
    standing: Standing,
    job: Job,
    limits: Limits,
) -> Copied:
    parts = trust.targets()
    wanted = [part for part in parts if not _is_whole(_path(place, part), part)]
    needed = sum(part.size for part in wanted)
    _check_room(place, needed)
    written = 0
    for done, part in enumerate(wanted):
        job.step(done, len(wanted), "copy-writing")
        fetched = trust.fetch(part.name, work / "parts", job)
        _move(fetched, _path(place, part))
        if not _is_whole(_path(place, part), part):
            raise AppError("copy-wrong", path=_path(place, part))
        written += part.size
    papers = _metadata(trust, bringer, standing, limits)
    for name, data in papers:
        _write(place / CHANNEL / name, data)
    _clear(place, parts, {name for name, _ in papers})
    job.step(len(wanted), len(wanted), "copy-writing")
    size = sum(part.size for part in parts) + sum(len(data) for _, data in papers)
    return Copied(place, len(wanted) + len(papers), written, size, standing)


def _path(place: Path, part: Target) -> Path:
    return place / "targets" / f"{part.digest}.{part.name}"


def _is_whole(path: Path, part: Target) -> bool:
    """Whether the file on the stick is that part: read from the stick, not from memory."""
    digest = hashlib.sha256()
    try:
        if path.is_symlink():
            return False
        with path.open("rb", buffering=0) as stream:
            if os.fstat(stream.fileno()).st_size != part.size:
                return False
            _forget(stream.fileno())
            while data := stream.read(CHUNK):
                digest.update(data)
    except OSError:
        return False
    return digest.hexdigest() == part.digest


def _forget(handle: int) -> None:
    """Have the system read from the stick itself, where it takes such wishes."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _move(fetched: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with fetched.open("rb") as stream:
            os.fsync(stream.fileno())
        replace(fetched, target)
    except OSError as error:
        raise told(error, target) from error


def _write(path: Path, data: bytes) -> None:
    """Write and read back."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    write_bytes(path, data)
    if read_bytes(path, len(data) + 1) != data:
        raise AppError("copy-wrong", path=path)


def _metadata(
    trust: Trust, bringer: Carrier, standing: Standing, limits: Limits
) -> list[tuple[str, bytes]]:
    """The metadata files with their names, in the order in which they may appear."""
    version = dict(standing.versions)
    held = {
        role: read_bytes(trust.folder / f"{role}.json", limits.targets)
        for role in ("targets", "snapshot", "timestamp")
    }
    roots = dict(_roots(trust, bringer, version["root"], limits))
    return [
        (f"{version['targets']}.targets.json", held["targets"]),
        (f"{version['snapshot']}.snapshot.json", held["snapshot"]),
        *((f"{number}.root.json", data) for number, data in sorted(roots.items())),
        ("root.json", roots[version["root"]]),
        ("timestamp.json", held["timestamp"]),
    ]


def _roots(
    trust: Trust, bringer: Carrier, newest: int, limits: Limits
) -> Iterator[tuple[int, bytes]]:
    """Every root there is: a program of three years ago follows them one after the other."""
    fetcher = Fetcher(bringer, limits)
    for number in range(newest, 0, -1):
        verified = trust.folder / "root_history" / f"{number}.root.json"
        if verified.is_file():
            yield number, read_bytes(verified, limits.root)
            continue
        try:
            yield (
                number,
                fetcher.download_bytes(f"{bringer.metadata}{number}.root.json", limits.root),
            )
        except DownloadError:
            return  # a publisher may have begun with a later one


def _clear(place: Path, parts: tuple[Target, ...], papers: set[str]) -> None:
    """Take away what the earlier copy had; what the channel of the network may need stays."""
    if (place / "metadata").exists():
        return
    wanted = {_path(place, part).name for part in parts}
    old = [
        path
        for path in (place / "targets").iterdir()
        if PART.fullmatch(path.name) and path.name not in wanted
    ]
    old += [
        path
        for pattern in ("[0-9]*.targets.json", "[0-9]*.snapshot.json")
        for path in (place / CHANNEL).glob(pattern)
        if path.name not in papers
    ]
    for path in old:
        path.unlink(missing_ok=True)


def _check_room(place: Path, needed: int) -> None:
    folder = next(each for each in (place, *place.parents) if each.is_dir())
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise AppError("copy-no-room", path=place, needed=_megabytes(needed), free=free // 10**6)


def _megabytes(size: int) -> int:
    return max(1, (size + SPARE + 10**6 - 1) // 10**6)


def _check_apart(source: Path, place: Path) -> None:
    found = release_in(source) or source
    if found.resolve() == place.resolve():
        raise AppError("copy-onto-itself", path=place)


@contextmanager
def _workspace(target: Path) -> Iterator[Path]:
    """A folder on the stick for what is on its way; leftovers of an earlier time go first."""
    for left in target.glob(f"{BESIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        work = Path(tempfile.mkdtemp(prefix=BESIDE, dir=target))
    except OSError as error:
        raise told(error, target) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _watched(target: Path) -> Iterator[None]:
    """Say that a stick is gone rather than that a file could not be written."""
    try:
        yield
    except AppError as error:
        if error.code in ("file-not-writable", "folder-missing") and not target.is_dir():
            raise AppError("copy-gone", path=target) from error
        raise
    except OSError as error:
        if not target.is_dir():
            raise AppError("copy-gone", path=target) from error
        raise told(error, target) from error
