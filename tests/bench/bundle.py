"""The bundle beside the source it was made from: start, memory, and the room it takes.

Needs `dist/wecoop-desktop`, made by script/bundle; without it there are no figures. Both start
as people start them, and are looked at from outside.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from tests.bench.figure import Figure
from tests.bench.start import _bare

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "dist" / "wecoop-desktop"
PROGRAM = BUNDLE / ("wecoop.exe" if os.name == "nt" else "wecoop")
ROUNDS = 7
SETTLED = 4.0  # seconds after the first picture at which memory is read: everything is open
LONGEST = 60.0


def figures(*, long: bool = False) -> Iterator[Figure]:
    if not PROGRAM.is_file():
        sys.stderr.write("bundle: no dist/wecoop-desktop; make it with script/bundle\n")
        return
    size = sum(p.stat().st_size for p in BUNDLE.rglob("*") if p.is_file() and not p.is_symlink())
    yield Figure("bundle: unpacked", size / 1e6, "MB", 270)
    for archive in BUNDLE.parent.glob(f"{BUNDLE.name}-*.*"):
        yield Figure(f"bundle: {archive.name}", archive.stat().st_size / 1e6, "MB", 95)
    ways: dict[str, Sequence[str]] = {
        "source": (sys.executable, "-m", "wecoop_desktop"),
        "bundle": (str(PROGRAM),),
    }
    bare: list[float] = []
    took: dict[str, list[float]] = {way: [] for way in ways}
    memory: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        for way, command in ways.items():
            _start(command, Path(folder, way))  # the first start makes work.sqlite
        for _ in range(ROUNDS):
            bare.append(_bare())
            for way, command in ways.items():
                milliseconds, resident = _start(command, Path(folder, way))
                took[way].append(milliseconds)
                memory[way].append(resident)
    source, bundle = statistics.median(took["source"]), statistics.median(took["bundle"])
    floor = statistics.median(bare)
    yield Figure("bundle: first picture, beside bare", bundle, "ms", 1.6, floor, "ratio")
    yield Figure("bundle: first picture, beside source", bundle, "ms", 1.1, source, "ratio")
    yield Figure("bundle: memory, everything open", statistics.median(memory["bundle"]), "MiB", 90)
    yield Figure("source: memory, everything open", statistics.median(memory["source"]), "MiB", 90)


def _start(command: Sequence[str], home: Path) -> tuple[float, float]:
    """Milliseconds to the first picture, and MiB once all is open.

    With its first picture the window writes where it hears of second starts: that file is awaited.
    """
    named = home / "window.json"
    named.unlink(missing_ok=True)
    begun = time.monotonic()
    child = subprocess.Popen([*command, "--home", str(home)], cwd=ROOT, stderr=subprocess.DEVNULL)
    while not named.is_file() and time.monotonic() - begun < LONGEST:
        if child.poll() is not None:
            raise RuntimeError(f"{command[0]} ended before its first picture")
        time.sleep(0.001)
    milliseconds = (time.monotonic() - begun) * 1000
    time.sleep(SETTLED)
    resident = psutil.Process(child.pid).memory_info().rss / 2**20
    child.terminate()
    child.wait(LONGEST)
    return milliseconds, resident
