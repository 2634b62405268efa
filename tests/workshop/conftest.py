"""A class of three, and a stick of two megabytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.classroom import Classroom, classroom
from tests.kit.disk import small


@pytest.fixture
def room(tmp_path: Path) -> Classroom:
    return classroom(tmp_path, 3, ("KG: Министерство", "UZ: Сув хўжалиги", "大学"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, as full as a test makes it."""
    with small(tmp_path / "small", 2) as place:
        yield place
