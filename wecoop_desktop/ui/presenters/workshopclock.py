"""The time left for an exercise: it pauses, and more can always be given."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from wecoop_desktop.ui.presenters.workshopview import Clock

MORE = 5 * 60  # seconds that are added at once
LONGEST = 24 * 3600


class SessionClock(QObject):
    """`now` gives seconds and may be replaced by a test; `ticked` is said each second it runs.

    It counts by a clock that nobody sets, so a computer that corrects its time changes nothing.
    """

    ticked = Signal()
    turned = Signal()  # started, paused or extended

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.now: Callable[[], float] = time.monotonic
        self._clock = Clock()
        self._until = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self.look)

    @property
    def clock(self) -> Clock:
        return self._clock

    def set(self, minutes: int) -> None:
        """Begin anew with so many minutes, standing still."""
        seconds = min(max(minutes, 0) * 60, LONGEST)
        self._take(Clock(seconds, seconds))

    def restore(self, clock: Clock) -> None:
        """As it was when the program closed."""
        self._until = self.now() + clock.left
        self._take(replace(clock, running=clock.running and clock.left > 0))

    def start(self) -> None:
        if not self._clock.running and self._clock.left:
            self._until = self.now() + self._clock.left
            self._take(replace(self._clock, running=True))
            self.turned.emit()

    def pause(self) -> None:
        self.look()
        self._take(replace(self._clock, running=False))
        self.turned.emit()

    def turn(self) -> None:
        """Start, or pause."""
        self.pause() if self._clock.running else self.start()

    def more(self, seconds: int = MORE) -> None:
        """Give more time; one that has run out runs again."""
        self.look()
        given, out = self._clock, self._clock.total and not self._clock.left
        if given.left + seconds > LONGEST:
            return
        left = given.left + seconds
        self._until = self.now() + left
        running = given.running or bool(out)
        self._take(Clock(given.total + seconds, left, running))
        self.turned.emit()

    def look(self) -> None:
        """Count what has passed."""
        if not self._clock.running:
            return
        left = max(0, round(self._until - self.now()))
        self._take(replace(self._clock, left=left, running=left > 0))

    def _take(self, clock: Clock) -> None:
        if clock.running != self._timer.isActive():
            self._timer.start() if clock.running else self._timer.stop()
        if clock != self._clock:
            self._clock = clock
            self.ticked.emit()
