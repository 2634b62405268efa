"""Real file systems: a small one, for what happens when it is full, one that is protected, and one
that never answers."""

from __future__ import annotations

import ctypes
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
    with mounted(place, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs"):
        yield place


@contextmanager
def protected(place: Path) -> Iterator[Path]:
    """The folder as it is, on a drive that cannot be written: for root only a mount is one."""
    with mounted(place, "--bind", "-o", "ro", str(place)):
        yield place


@contextmanager
def mounted(place: Path, *what: str) -> Iterator[None]:
    """`place` with what `mount` puts there; the test is skipped where that is not allowed."""
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(("mount", *what, place), capture_output=True, check=False).returncode
    ):
        pytest.skip("only root can mount a file system")
    try:
        yield
    finally:
        subprocess.run(("umount", "-l", place), check=True)


@contextmanager
def silent(place: Path) -> Iterator[Path]:
    """A folder of a file system that never answers, as one in a network whose server is gone."""
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("a file system can be mounted by root only")
    try:
        handle = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        pytest.skip("there is no FUSE here")
    system = ctypes.CDLL(None)
    said = f"fd={handle},rootmode=40000,user_id=0,group_id=0".encode()
    try:
        if system.mount(b"silent", os.fsencode(place), b"fuse", 0, said):
            pytest.skip("no file system can be mounted here")
        yield place
    finally:
        os.close(handle)  # whoever waits is told that it is gone
        system.umount2(os.fsencode(place), 2)
