"""A program as people start it, looked at from outside: its first picture and its memory.

Qt says on request when it hands a picture to the screen; a bare window, the source and the bundle
are asked in the same way.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

# An installed program is compiled; a developer may have switched that off for himself.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
TOLD = {"QT_LOGGING_RULES": "qt.widgets.painting.info=true"}
DRAWN = b"Flushing"
LONGEST = 60.0  # seconds; a start that hangs must not hold up the bench
ROOT = Path(__file__).resolve().parents[2]


class Shown(NamedTuple):
    """A program with its first picture on the screen: milliseconds since it was started, and
    those of them that it kept a processor busy."""

    process: psutil.Process
    milliseconds: float
    busy: float

    def resident(self) -> float:
        """MiB in memory now, with its part of what it shares with other programs."""
        return float(self.process.memory_info().rss) / 2**20


@contextmanager
def started(command: Sequence[str]) -> Iterator[Shown]:
    """Start it, wait for the first picture, and end it after the block.

    Raises RuntimeError where it ends without one.
    """
    begun = time.monotonic()
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**ENVIRONMENT, **TOLD},
    )
    assert child.stderr is not None
    watch = threading.Timer(LONGEST, child.kill)
    watch.start()
    try:
        if not any(DRAWN in line for line in child.stderr):
            raise RuntimeError(f"{command[0]} ended before its first picture")
        took = (time.monotonic() - begun) * 1000
        process = psutil.Process(child.pid)
        spent = process.cpu_times()
        # What it says later is read too, or it would wait for a reader.
        threading.Thread(target=child.stderr.read, daemon=True).start()
        yield Shown(process, took, (spent.user + spent.system) * 1000)
    finally:
        watch.cancel()
        child.kill()
        child.wait(LONGEST)
