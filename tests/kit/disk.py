"""A real small file system, for what happens when it is full."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small(place: Path, megabytes: int) -> Iterator[Path]:
    """`place`, made and mounted with that size; the test is skipped where that is not allowed."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(command, capture_output=True, check=False).returncode
    ):
        pytest.skip("a small disk can be made by root only")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
