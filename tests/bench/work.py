"""An answer on disk, beside a bare SQLite commit on the same disk; and kills at random moments."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, percentile
from tests.kit import killing
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.store import WorkStore

EDITS = 400


def figures(*, long: bool = False) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        floor = _bare(Path(folder) / "bare.sqlite")
        store = WorkStore.open(Home(Path(folder) / "home"))
        proposal = store.create("proposal", "1", {})
        times = []
        for number in range(EDITS):
            begun = time.perf_counter()
            store.write(proposal, f"problem.field{number % 40}", {"en": f"word {number}", "ru": ""})
            times.append((time.perf_counter() - begun) * 1000)
        store.close()
    yield Figure("autosave: edit on disk, p95", percentile(times, 95), "ms", 2,
                 percentile(floor, 95))  # fmt: skip
    kills = 1_000 if long else 100
    survived = killing.run(kills, seed=20261122)
    yield Figure(
        f"autosave: {kills} kills while typing survived",
        survived["typing"],
        "kills",
        kills,
        least=True,
    )


def _bare(path: Path) -> list[float]:
    """One upsert and its commit with the same journal and the same care."""
    file = sqlite3.connect(path)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    file.execute("CREATE TABLE answer (path TEXT PRIMARY KEY, value TEXT)")
    times = []
    for number in range(EDITS):
        begun = time.perf_counter()
        file.execute(
            "INSERT INTO answer VALUES (?, ?) ON CONFLICT(path) DO UPDATE SET value=excluded.value",
            (f"problem.field{number % 40}", f"word {number}"),
        )
        file.commit()
        times.append((time.perf_counter() - begun) * 1000)
    file.close()
    return times
