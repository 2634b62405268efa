"""From the start of the process to a window one can use, beside a bare window with 500 rows."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil

from tests.bench.figure import Figure
from tests.bench.outside import ENVIRONMENT, started
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.keeping import SESSION

ROUNDS = 9

BARE = """
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
application = QApplication([])
window = QMainWindow()
rows = QListView()
rows.setModel(QStringListModel([f"row {n}" for n in range(500)]))
window.setCentralWidget(rows)
window.resize(1366, 768)
window.show()
application.exec()
"""

# The same way in, Qt after our wiring, and then up to the moment when library and work are open.
PROGRAM = """
import sys, time
from pathlib import Path
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from PySide6.QtWidgets import QApplication
from wecoop_desktop.ui.runner import Background
application = QApplication([*sys.argv[:1], "-style", "fusion"])
runner = Background()
window = make_window(Home(Path(sys.argv[1])), runner)
def painted():
    print("modules", *sorted({name.split(".")[0] for name in sys.modules}), flush=True)
said = set()
def opened():
    if window.opening.view.library is not None and "library" not in said:
        said.add("library")
        print("library", time.monotonic(), flush=True)
    if window.opening.view.desk is not None and "usable" not in said:
        said.add("usable")
        print("usable", time.monotonic(), flush=True)
        sys.stdin.readline()
        application.quit()
window.first_painted.connect(painted)
window.first_painted.connect(window.opening.begin)
window.opening.changed.connect(opened)
window.show()
application.exec()
runner.close()
"""
HEAVY = (
    "sqlalchemy", "alembic", "reportlab", "tuf", "cryptography", "urllib3", "requests", "pydantic",
    "babel", "docx", "openpyxl", "lxml", "numpy", "pymorphy3",
)  # fmt: skip


def figures(*, long: bool = False) -> Iterator[Figure]:
    bare, floors, painted, memory = [], [], [], []
    moments: dict[str, list[float]] = {"library": [], "usable": []}
    heavy: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        home = begun(Path(folder))
        _opening(home)  # the first start makes work.sqlite; later ones are measured
        for _ in range(ROUNDS):
            milliseconds, resident = bare_window()
            bare.append(milliseconds)
            floors.append(resident)
            painted.append(first_picture(home, sys.executable, "-m", "wecoop_desktop"))
            times, modules, taken = _opening(home)
            for name, kept in moments.items():
                kept.append(times[name])
            memory.append(taken)
            heavy |= modules & set(HEAVY)
    floor = statistics.median(bare)
    for what, values, goal in (
        ("first picture", painted, 1.6),
        ("whole library open to search", moments["library"], 1.6),
        ("the user's work open too", moments["usable"], 3.0),
    ):
        yield Figure(f"start: {what}", statistics.median(values), "ms", goal, floor, "ratio")
    yield Figure("start: heavy modules at the first picture", len(heavy), "modules", 0)
    least = statistics.median(floors)
    yield Figure("start: memory", statistics.median(memory), "MiB", 90, least)


def begun(folder: Path) -> Home:
    """A home in which the language is chosen, so that the window opens with its first screen."""
    home = Home(folder)
    chosen.save(home.settings, replace(chosen.Settings(), language="en"))
    return home


def bare_window() -> tuple[float, float]:
    """Milliseconds to the first picture of a window of Qt alone, and MiB then."""
    with started((sys.executable, "-c", BARE)) as shown:
        return shown.milliseconds, shown.resident()


def first_picture(home: Home, *command: str) -> float:
    # A window that is ended from outside would open another time where it was, then in safe mode.
    (home.root / SESSION).unlink(missing_ok=True)
    with started((*command, "--home", str(home.root))) as shown:
        return shown.milliseconds


def _opening(home: Home) -> tuple[dict[str, float], set[str], float]:
    """Milliseconds to each moment, the modules at the first picture, and MiB once usable."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )
    assert child.stdout is not None
    times: dict[str, float] = {}
    modules: set[str] = set()
    watch = threading.Timer(60, child.kill)  # a start that hangs must not hold up the bench
    watch.start()
    for line in child.stdout:
        word, *rest = line.split()
        if word == "modules":
            modules = set(rest)
        else:
            times[word] = (float(rest[0]) - begun) * 1000
        if word == "usable":
            break
    resident = psutil.Process(child.pid).memory_info().rss / 2**20
    watch.cancel()
    child.communicate("\n", timeout=60)
    return times, modules, resident
