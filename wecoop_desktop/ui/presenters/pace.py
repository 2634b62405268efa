"""How fast something comes, and how long it will still take."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

WINDOW = 5.0  # seconds over which the speed is told
SOONEST = 0.5  # seconds before anything is told


class Pace:
    """`take(done, total)` gives bytes a second and seconds left; None while it is too early."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()

    def take(self, done: int, total: int) -> tuple[int | None, int | None]:
        now = self._clock()
        if self._seen and done < self._seen[-1][1]:  # another part, or begun again
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > WINDOW:
            self._seen.popleft()
        began, first = self._seen[0]
        if now - began < SOONEST or done <= first:
            return None, None
        rate = (done - first) / (now - began)
        return round(rate), max(0, round((total - done) / rate))
