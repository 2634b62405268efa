"""An answer on disk, beside a bare SQLite commit on the same disk; a draft opened; and kills at
random moments."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, milliseconds, percentile
from tests.kit import killing
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.store import WorkStore

EDITS = 400
ANSWERS = 120  # of a draft that is well on its way
OPENED = 100
TEXT = {"en": "Waste is burnt in the open. " * 4, "ru": "Отходы жгут под открытым небом. " * 4}


def figures(*, long: bool = False) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        bare = _bare(Path(folder) / "bare.sqlite")
        store = WorkStore.open(Home(Path(folder) / "home"))
        draft = {f"problem.field{number}": TEXT for number in range(ANSWERS)}
        proposal = store.create("proposal", "1", draft)
        floor, edits, undone = [], [], []
        # In turns, so that what else the disk does falls on all of them.
        for number in range(EDITS):
            path, answer = f"problem.field{number % 40}", {"en": f"word {number}", "ru": ""}
            floor.append(milliseconds(lambda: _put(bare, path, answer)))  # noqa: B023 - called now
            edits.append(milliseconds(lambda: store.write(proposal, path, answer)))  # noqa: B023
            if number % 4 == 0:
                undone.append(milliseconds(lambda: store.undo(proposal)))
        reading, opened = [], []
        for _ in range(OPENED):
            reading.append(milliseconds(lambda: _read(bare)))
            opened.append(milliseconds(lambda: store.load(proposal)))
        store.close()
        bare.close()
    yield Figure("autosave: edit on disk, p95", percentile(edits, 95), "ms", 2,
                 percentile(floor, 95))  # fmt: skip
    yield Figure("autosave: undo on disk, median", percentile(undone, 50), "ms", 2,
                 percentile(floor, 50), by="ratio")  # fmt: skip
    yield Figure(f"a draft of {ANSWERS} answers opened, median", percentile(opened, 50), "ms", 3,
                 percentile(reading, 50), by="ratio")  # fmt: skip
    kills = 1_000 if long else 100
    survived = killing.run(kills, seed=20261122)
    yield Figure(
        f"autosave: {kills} kills while typing survived",
        survived["typing"],
        "kills",
        kills,
        least=True,
    )


def _bare(path: Path) -> sqlite3.Connection:
    """The same answers, with the same journal and the same care, and nothing else."""
    file = sqlite3.connect(path)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    file.execute("CREATE TABLE answer (path TEXT PRIMARY KEY, value TEXT)")
    for number in range(ANSWERS):
        _put(file, f"problem.field{number}", TEXT)
    return file


def _put(file: sqlite3.Connection, path: str, answer: dict[str, str]) -> None:
    file.execute(
        "INSERT INTO answer VALUES (?, ?) ON CONFLICT(path) DO UPDATE SET value=excluded.value",
        (path, json.dumps(answer, ensure_ascii=False)),
    )
    file.commit()


def _read(file: sqlite3.Connection) -> dict[str, object]:
    rows = file.execute("SELECT path, value FROM answer ORDER BY path")
    return {path: json.loads(value) for path, value in rows}
