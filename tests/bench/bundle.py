"""The bundle beside the source it was made from: start, memory, and the room it takes.

Needs `dist/wecoop-desktop`, made by script/bundle; without it there are no figures. Both start
as people start them, and are looked at from outside.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.outside import ROOT, started
from tests.bench.start import bare_window, begun
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.keeping import SESSION

BUNDLE = ROOT / "dist" / "wecoop-desktop"
PROGRAM = BUNDLE / ("wecoop.exe" if os.name == "nt" else "wecoop")
ROUNDS = 7
SETTLED = 8.0  # seconds after the first picture at which memory is read: all is open and at rest


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
            Path(folder, way).mkdir()
            _start(command, begun(Path(folder, way)))  # the first start makes work.sqlite
        for _ in range(ROUNDS):
            bare.append(bare_window()[0])
            for way, command in ways.items():
                milliseconds, resident = _start(command, Home(Path(folder, way)))
                took[way].append(milliseconds)
                memory[way].append(resident)
    source, bundle = statistics.median(took["source"]), statistics.median(took["bundle"])
    floor = statistics.median(bare)
    yield Figure("bundle: first picture, beside bare", bundle, "ms", 1.6, floor, "ratio")
    yield Figure("bundle: first picture, beside source", bundle, "ms", 1.1, source, "ratio")
    yield Figure("bundle: memory, everything open", statistics.median(memory["bundle"]), "MiB", 90)
    yield Figure("source: memory, everything open", statistics.median(memory["source"]), "MiB", 90)


def _start(command: Sequence[str], home: Home) -> tuple[float, float]:
    """Milliseconds to the first picture, and MiB once all is open."""
    # A window that is ended from outside would open another time where it was, then in safe mode.
    (home.root / SESSION).unlink(missing_ok=True)
    with started((*command, "--home", str(home.root))) as shown:
        time.sleep(SETTLED)
        return shown.milliseconds, shown.resident()
