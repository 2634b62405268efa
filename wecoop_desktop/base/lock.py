"""A file that one process holds at a time; the system lets go of it when the process ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path


class Held:
    """Held until `release` or the end of the process, also by a kill."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def release(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)


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
    if taken:
        return Held(handle)
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # no locks on this drive: what is written replaces whole files anyway
        return True
