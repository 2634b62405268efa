"""Computers that get updates, over each carrier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.computer import Computer, beside_publisher


@pytest.fixture(params=["web", "folder"])
def computer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Computer]:
    """A computer beside a publisher who has published something, over each carrier."""
    yield from beside_publisher(request.param, tmp_path)


@pytest.fixture
def online(tmp_path: Path) -> Iterator[Computer]:
    """The same, by web only."""
    yield from beside_publisher("web", tmp_path)


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Computer]:
    """The same, by folder only."""
    yield from beside_publisher("folder", tmp_path)
