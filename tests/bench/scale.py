"""Large libraries of made-up records: building, sizes, counts, sums, the end of the list, memory.

Ten and a hundred thousand records; a million with --long. The floor of building, sizes and pages is
SQLite's own full text over the same words; that of counts one GROUP BY over the same rows.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, best, milliseconds, percentile
from tests.bench.search import stems
from tests.kit import bulk
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library import build
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import FACETS, Query
from wecoop_desktop.packs.read import Packs, read_packs

SIZES = (10_000, 100_000)
LARGEST = 1_000_000
COUNTED = 15  # times


def figures(*, long: bool = False) -> Iterator[Figure]:
    real = read_packs(resources_folder() / "packs")
    for size in (*SIZES, LARGEST) if long else SIZES:
        with tempfile.TemporaryDirectory() as folder:
            yield from _figures(real, size, Path(folder))


def _figures(real: Packs, size: int, folder: Path) -> Iterator[Figure]:
    published = bulk.packs(size, real)
    named = f", {size:,} records"
    index, table = folder / "index", folder / "floor.sqlite"
    index.mkdir()
    begun = time.perf_counter()
    build.write(published, index, "bulk", Job())
    built = (time.perf_counter() - begun) * 1000 / size
    begun = time.perf_counter()
    _full_text(published, table)
    floor = (time.perf_counter() - begun) * 1000 / size
    yield Figure(f"build a record{named}", built, "ms", 2.0, floor)
    kilobytes = _bytes(index) / size / 1000
    yield Figure(f"room of a record{named}", kilobytes, "kB", 8.0, _bytes(table) / size / 1000)
    library = Library(index)
    library.warm()
    yield _counts(library, index, named, size)
    yield _sums(library, named, size)
    yield _end(library, table, named, size)
    library.close()
    yield Figure(f"memory of a session{named}", _memory(index), "MiB", 150 + size / 5_000)


def _counts(library: Library, folder: Path, named: str, size: int) -> Figure:
    """All filters of the screen, beside one GROUP BY of one of them."""
    words = ("вода", "water", "отходы", "климат", "")
    times = []
    for number in range(COUNTED):
        # Each search differs, or counts that are kept would be measured.
        query = Query(text=words[number % 5], facets=FACETS, limit=1, years=(1990, 2000 + number))
        times.append(milliseconds(lambda query=query: library.find(query)))
    file = sqlite3.connect(folder / build.TABLES)
    grouped = "SELECT status, count(*) FROM line WHERE kind = 'project' GROUP BY status"
    floor = best(lambda: file.execute(grouped).fetchall())
    file.close()
    name, goal = f"counts of {len(FACETS)} filters{named}, p95", max(10.0, size / 2_000)
    return Figure(name, percentile(times, 95), "ms", goal, floor)


def _sums(library: Library, named: str, size: int) -> Figure:
    took = best(lambda: library.statistics(Query()), 3)
    return Figure(f"statistics of everything{named}", took, "ms", max(60.0, size / 80))


def _end(library: Library, table: Path, named: str, size: int) -> Figure:
    """The last rows of the whole list, as a hand that pulls the scroll bar down asks for them."""
    query = Query(sort="title", offset=size - 60)
    file = sqlite3.connect(table)
    paged = "SELECT rowid, title FROM text ORDER BY title LIMIT 50 OFFSET ?"
    floor = best(lambda: file.execute(paged, (size - 60,)).fetchall())
    file.close()
    took = best(lambda: library.find(query))
    return Figure(f"the last rows of the list{named}", took, "ms", max(5.0, size / 4_000), floor)


def _full_text(published: Packs, path: Path) -> None:
    file = sqlite3.connect(path)
    file.execute("CREATE VIRTUAL TABLE text USING fts5(title, summary)")
    file.executemany(
        "INSERT INTO text VALUES (?, ?)",
        (
            (stems(f"{p.title.en} {p.title.ru}"), stems(f"{p.summary.en} {p.summary.ru}"))
            for p in published.projects
        ),
    )
    file.commit()
    file.close()


def _bytes(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def _memory(folder: Path) -> float:
    """What a process holds after opening the library, 60 searches, statistics and the map."""
    told = subprocess.run(
        [sys.executable, "-c", _SESSION, str(folder)],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return float(json.loads(told.stdout)) / 2**20


_SESSION = """
import json, sys
from pathlib import Path
import psutil
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import FACETS, Query
library = Library(Path(sys.argv[1]))
for text in ("вода", "water supply", "отходы", "климат", "Naryn", "") * 10:
    library.find(Query(text=text, facets=FACETS))
library.statistics(Query(text="вода"))
library.places(Query(text="климат"))
print(json.dumps(psutil.Process().memory_info().rss))
"""
