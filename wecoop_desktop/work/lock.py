"""One program at a time works on `work.sqlite`: the second is told so and writes nothing."""

from __future__ import annotations

from wecoop_desktop.base import lock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home


class Lock:
    """Held until `release` or the end of the process.

    On a drive without locks SQLite's own exclusive lock remains.
    """

    def __init__(self, home: Home) -> None:
        """Raises `AppError` work-in-use or work-not-writable."""
        try:
            home.root.mkdir(parents=True, exist_ok=True)
            held = lock.hold(home.root / "work.lock")
        except OSError as error:
            raise AppError("work-not-writable", path=home.root) from error
        if held is None:
            raise AppError("work-in-use", path=home.work)
        self._held = held

    def release(self) -> None:
        self._held.release()
