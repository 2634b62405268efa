"""A clock that moves on by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Ticking:
    """Moves on by three seconds at each look, so that every write is a step of its own."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=3)
        return self.now
