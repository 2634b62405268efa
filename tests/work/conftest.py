"""A home with a Russian user name and a space, a clock that is moved by hand, and a store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.store import WorkStore


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Айгүл Осмонова" / "WECOOP Desktop")


@pytest.fixture
def store(home: Home, clock: Clock) -> Iterator[WorkStore]:
    opened = WorkStore.open(home, clock)
    yield opened
    opened.close()
