"""A scripted hour in the window: every room visited, searches, answers, documents, in ten tenths.

The program runs in a process of its own (`tests.bench.scripted`); its memory is read from outside
at each tenth. What the hour adds after the first one is the leak. `--long` does ten times as much.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from tests.bench.figure import Figure
from tests.bench.outside import ENVIRONMENT, ROOT
from tests.bench.start import begun
from tests.kit.answers import everything
from tests.kit.large import large_tables
from tests.kit.window import shared_library
from wecoop_desktop.app import open_library
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.work.store import WorkStore

TENTHS = 10
ROWS = 200


def figures(*, long: bool = False) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = begun(Path(folder) / "home")
        proposal = largest(home)
        tenths = []
        for when, resident in hour(home, proposal, Path(folder), times=10 if long else 1):
            if when == "rest":
                yield Figure("hour: memory before it", resident, "MiB", 90)
            else:
                tenths.append(resident)
                yield Figure(f"hour: memory after {when}", resident, "MiB", 180)
    yield Figure("hour: memory that nine tenths added", tenths[-1] - tenths[0], "MiB", 10)


def largest(home: Home) -> str:
    """A proposal with every question answered and tables of 200 rows; gives its id."""
    shared_library()
    form = open_library(home, Job()).form()
    answers: dict[str, Value] = {**everything(form), **large_tables(form, ROWS)}
    store = WorkStore.open(home)
    data = {path: plain_value(value) for path, value in answers.items()}
    made = store.create(form.id, form.version, data)
    store.close()
    return made


def hour(
    home: Home, proposal: str, out: Path, *, tenths: int = TENTHS, times: int = 1
) -> Iterator[tuple[str, float]]:
    """What the program says it has done, and the MiB it holds then."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.scripted",
         str(home.root), proposal, str(out), str(tenths), str(times)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        for line in child.stdout:
            yield line.strip(), psutil.Process(child.pid).memory_info().rss / 2**20
            child.stdin.write("\n")
            child.stdin.flush()
        if child.wait(60):
            raise RuntimeError(f"the hour ended with {child.returncode}")
    finally:
        child.kill()
        child.communicate()
