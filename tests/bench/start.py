"""From the start of the process to a window one can use, beside a bare window with 500 rows."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.figure import Figure

ROUNDS = 9
# An installed program is compiled; a developer may have switched that off for himself.
_ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

BARE = """
import time
from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QApplication, QListView, QMainWindow
application = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.monotonic(), flush=True), application.quit()))
window = Window()
rows = QListView()
rows.setModel(QStringListModel([f"row {n}" for n in range(500)]))
window.setCentralWidget(rows)
window.resize(1366, 768)
window.show()
application.exec()
"""

# The program as it starts, up to the moment when Home is painted and library and work are open.
PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.runner import Background
application = QApplication([])
runner = Background()
window = make_window(Home(Path(sys.argv[1])), runner)
def painted():
    print("painted", time.monotonic(), flush=True)
    print("modules", *sorted({name.split(".")[0] for name in sys.modules}), flush=True)
said = set()
def opened():
    if window.opening.view.library is not None and "library" not in said:
        said.add("library")
        print("library", time.monotonic(), flush=True)
    if window.opening.view.desk is not None:
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
    bare, memory = [], []
    moments: dict[str, list[float]] = {"painted": [], "library": [], "usable": []}
    heavy: set[str] = set()
    with tempfile.TemporaryDirectory() as home:
        _program(Path(home))  # the first start makes work.sqlite; later ones are measured
        for _ in range(ROUNDS):
            bare.append(_bare())
            times, modules, resident = _program(Path(home))
            for name, kept in moments.items():
                kept.append(times[name])
            memory.append(resident)
            heavy |= modules & set(HEAVY)
    floor = statistics.median(bare)
    for name, what, goal in (
        ("painted", "first picture", 1.6),
        ("library", "whole library open to search", 1.6),
        ("usable", "the user's work open too", 3.0),
    ):
        yield Figure(f"start: {what}", statistics.median(moments[name]), "ms", goal, floor, "ratio")
    yield Figure("start: heavy modules at the first picture", len(heavy), "modules", 0)
    yield Figure("start: memory", statistics.median(memory), "MiB", 90)


def _bare() -> float:
    begun = time.monotonic()
    command = [sys.executable, "-c", BARE]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=_ENVIRONMENT)
    return (float(done.stdout.split()[0]) - begun) * 1000


def _program(home: Path) -> tuple[dict[str, float], set[str], float]:
    """Milliseconds to each moment, the modules at the first picture, and MiB once usable."""
    begun = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_ENVIRONMENT,
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
