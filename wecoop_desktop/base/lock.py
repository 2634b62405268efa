"""A file that one process holds at a time; the system lets go of it when the process ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
import time
from pathlib import Path

UNKNOWN = (errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)  # what a drive without locks says
STALE = 24 * 3600  # seconds after which a name that another computer left counts for nothing
NAMED = ".by"  # beside the file, on a drive without locks: who holds it
LIMIT = 1000  # bytes of it


class Held:
    """Held until `release` or the end of the process, also by a kill."""

    def __init__(self, handle: int, named: Path | None = None) -> None:
        self._handle = handle
        self._named = named

    def release(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)
        if self._named is not None:
            with contextlib.suppress(OSError):
                self._named.unlink()


def hold(path: Path) -> Held | None:
    """Hold the file, made where it is missing; None where another process has it.

    Raises OSError where the file cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        taken = _take(handle)
    except BaseException:
        os.close(handle)
        raise
    if taken is None:  # no locks here
        named = path.with_name(path.name + NAMED)
        if name_self(named):
            return Held(handle, named)
    elif taken:
        return Held(handle)
    os.close(handle)
    return None


def name_self(named: Path) -> bool:
    """Say in a file who holds it; False where somebody else says so and may be there still.

    After a kill the name of this computer counts for nothing once its process has gone, that of
    another one after a day. Raises OSError.
    """
    own = f"{_computer()} {os.getpid()}".encode("utf-8", "replace")
    for _try in range(2):
        with contextlib.suppress(FileExistsError):
            handle = os.open(named, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
            try:
                os.write(handle, own)
            finally:
                os.close(handle)
            return True
        if not _gone(named):
            return False
        with contextlib.suppress(FileNotFoundError):
            named.unlink()
    return False


def _computer() -> str:
    import platform  # not on the way to the first picture

    return platform.node()


def _gone(named: Path) -> bool:
    """Whether who is named in the file cannot be there any more."""
    try:
        with named.open("rb") as stream:
            host, _, process = stream.read(LIMIT).decode("utf-8", "replace").rpartition(" ")
        if host == _computer() and process.isdecimal():
            return not _runs(int(process))
        return abs(time.time() - named.stat().st_mtime) > STALE
    except OSError:
        return False


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def lockable(folder: Path) -> bool:
    """Whether the drive of a folder has locks; some in a network have none."""
    if sys.platform == "win32":
        return True
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            fcntl.lockf(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in UNKNOWN
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool | None:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool | None:
        """None where the drive has no locks."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True
