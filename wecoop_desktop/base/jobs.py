"""Long work that reports and can be stopped, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable

from wecoop_desktop.base.errors import Cancelled


class Job:
    """What long functions receive: they call `step` and thereby report progress and obey a stop.

    `listener(done, total, code)` is called in the worker's thread; `code` names what is being done
    as a code of `base.wording`.
    """

    def __init__(self, listener: Callable[[int, int, str], None] | None = None) -> None:
        self._listener = listener
        self._stopped = False

    def stop(self) -> None:
        """Ask the work to end at its next step. May be called from any thread."""
        self._stopped = True

    @property
    def stopped(self) -> bool:
        return self._stopped

    def step(self, done: int, total: int, code: str = "") -> None:
        """Report `done` of `total`; raises `Cancelled` once `stop` was called."""
        if self._stopped:
            raise Cancelled
        if self._listener is not None:
            self._listener(done, total, code)
