"""One program at a time works on `work.sqlite`: the second is told so and writes nothing."""

from __future__ import annotations

import contextlib
import os
import sys

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home


class Lock:
    """Held until `release` or the end of the process; the system lets go of it after a kill."""

    def __init__(self, home: Home) -> None:
        """Raises `AppError` work-in-use or work-not-writable."""
        path = home.root / "work.lock"
        try:
            home.root.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise AppError("work-not-writable", path=home.root) from error
        try:
            taken = _take(self._handle)
        except BaseException:
            os.close(self._handle)
            raise
        if not taken:
            os.close(self._handle)
            raise AppError("work-in-use", path=home.work)

    def release(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._handle)


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
            return True  # no locks on this drive: SQLite's own exclusive lock remains
        return True
