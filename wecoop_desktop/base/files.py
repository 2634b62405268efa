"""Reading with limits and writing beside, then replacing."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from wecoop_desktop.base.errors import AppError


@contextlib.contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """Open a file beside `target` that replaces it when the block ends well.

    The target is never half written: on any failure it stays as it was and the new file goes. A
    link is followed; a pipe or a device (`/dev/stdout`) is written to as it is, never replaced.
    Raises `AppError` file-not-writable, folder-missing, disk-full or clock-impossible.
    """
    target = Path(target)
    if not _nameable(target):
        raise AppError("file-not-writable", path=target)
    check_clock(target, datetime.now().astimezone())
    try:
        with _through(target) if _is_stream(target) else _beside(target) as stream:
            yield stream
    except OSError as error:
        raise told(error, target) from error


_DATED = (".docx", ".xlsx", ".zip")  # archives that hold the time of their making
_YEARS = range(1980, 2108)  # of which such archives know


def check_clock(target: Path, now: datetime) -> None:
    """Whether a file of that name can hold the time of now: a computer whose battery is empty
    begins in 1970. Raises `AppError` clock-impossible."""
    if target.suffix.lower() in _DATED and now.year not in _YEARS:
        raise AppError("clock-impossible", year=str(now.year), path=target)


def _nameable(target: Path) -> bool:
    """Whether the system can have such a name: halves of letters and NUL are no OSError."""
    try:
        return b"\0" not in os.fsencode(target)
    except UnicodeEncodeError:
        return False


def _is_stream(target: Path) -> bool:
    return target.exists() and not target.is_file() and not target.is_dir()


@contextlib.contextmanager
def _through(target: Path) -> Iterator[BinaryIO]:
    """Everything first, in memory: a pipe cannot be sought in, and a device not be undone."""
    with io.BytesIO() as whole:
        yield whole
        with target.open("wb", buffering=0) as stream:
            left = memoryview(whole.getvalue())
            while left:
                left = left[stream.write(left) or 0 :]


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    target = target.resolve()
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".wecoop-", suffix=".part", dir=target.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _keep_mode(target, beside)
        replace(beside, target)
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def replace(source: Path, target: Path) -> None:
    """Put `source` in the place of `target`, on disk when it returns. Raises OSError.

    Windows refuses while a virus scanner or an indexer looks at either file, for a moment.
    """
    for pause in (*_PAUSES, None):
        try:
            source.replace(target)
            break
        except PermissionError:
            if pause is None or sys.platform != "win32":
                raise
            time.sleep(pause)
    settle(target.parent)


_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4)  # seconds


def settle(folder: Path) -> None:
    """Wait until the entries of a folder are on disk, where the system offers that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some network drives refuse; the file itself is synced
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def permit(path: Path, mode: int) -> None:
    """Set who may read, write and start a file, as far as its file system knows of that: those of
    sticks, phones and shares often do not, and some of them refuse."""
    with contextlib.suppress(OSError):
        path.chmod(mode)


def _keep_mode(target: Path, beside: Path) -> None:
    """mkstemp makes files that only the owner reads; documents are handed to colleagues."""
    umask = os.umask(0)
    os.umask(umask)
    with contextlib.suppress(OSError):
        permit(beside, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)


def told(error: OSError, target: Path) -> AppError:
    """What to say when `target` could not be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return AppError("disk-full", path=target)
    if error.errno == errno.ENOENT and not target.parent.exists():
        return AppError("folder-missing", path=target.parent)
    return AppError("file-not-writable", path=target)


def is_taken(target: Path) -> bool:
    """Whether something stands there already.

    Raises `AppError` file-not-writable for a name that the system does not take.
    """
    try:
        return target.exists()
    except OSError as error:
        raise told(error, target) from error


def free_name(path: Path) -> Path:
    """The next name beside `path` that is not taken: `name (2).pdf`."""
    number = 2
    while True:
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if not candidate.exists():
            return candidate
        number += 1


def write_bytes(target: Path, data: bytes) -> None:
    """Write all of `data` or nothing; errors as in `writing`."""
    with writing(target) as stream:
        stream.write(data)


def read_bytes(path: Path, limit: int) -> bytes:
    """All bytes of a file of at most `limit` bytes.

    Raises `AppError` file-missing, file-not-readable or file-too-large.
    """
    try:
        with Path(path).open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise AppError("file-missing", path=path) from error
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error
    if len(data) > limit:
        raise AppError("file-too-large", path=path, limit=limit)
    return data


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    names = dict(pairs)
    if len(names) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return names


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


def parse_json(
    data: bytes | str,
    *,
    parse_float: Callable[[str], object] | None = None,
    parse_int: Callable[[str], object] | None = None,
) -> object:
    """Strict JSON: no NaN or Infinity, no name twice in an object, nesting bounded.

    Raises ValueError with a plain description; callers say which file it was.
    """
    try:
        return json.loads(
            data,
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constant,
            parse_float=parse_float,
            parse_int=parse_int,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
