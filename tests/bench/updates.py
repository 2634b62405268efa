"""Updates: what a change of one file in a hundred costs, and how fast it is put in place.

The floor of a patch is what the changed texts alone take, compressed without what was there before;
that of applying it is copying the lists of all files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import zstandard

from tests.bench.figure import Figure, best
from tests.bench.traffic import traffic
from tests.bench.updating import whole_updates
from tests.kit import content, revised
from tests.kit.revised import Packs
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs import archive, source
from wecoop_desktop.packs.changes import changes
from wecoop_desktop.packs.edition import pack_digest
from wecoop_desktop.packs.folder import Limits
from wecoop_desktop.packs.frame import QUICK, SMALL
from wecoop_desktop.packs.patch import apply_patch, make_patch

MANY = 100_000
WIDE = Limits(files=2 * MANY)
FAIR = 9  # level for the whole of many records: close to SMALL, in a tenth of the time


def figures(*, long: bool = False) -> Iterator[Figure]:
    old = revised.shipped()
    yield from _patches(old, "real packs", 5, SMALL)
    yield from _reading(old)
    yield from whole_updates(old)
    yield from traffic(old)
    if long:
        many = revised.grown(old, MANY, content.packs())
        yield from _patches(many, f"{MANY:,} projects", 150, FAIR)


def _patches(old: Packs, named: str, goal: float, level: int) -> Iterator[Figure]:
    """`goal`: milliseconds for applying a patch."""
    new = revised.revise(old)
    patch = make_patch(old, new)
    whole = sum(len(archive.pack_bytes(files, level=level)) for files in old.values())
    alone = len(zstandard.ZstdCompressor(level=SMALL).compress(b"".join(_changed(old, new))))
    yield Figure(f"patch for 1 %, share of all packs, {named}", 100 * len(patch) / whole, "%", 1.0,
                 100 * alone / whole)  # fmt: skip
    took = best(lambda: apply_patch(old, patch, WIDE), 7)
    copied = best(lambda: {pack: dict(files) for pack, files in old.items()}, 7)
    yield Figure(f"patch applied, {named}", took, "ms", goal, copied)
    touched = [files for pack, files in new.items() if files != old[pack]]
    hashed = best(lambda: [pack_digest(files) for files in touched])
    yield Figure(f"digests of the changed packs, {named}", hashed, "ms", 2 * goal)
    told = best(lambda: changes(old, new))
    yield Figure(f"list of what changed, {named}", told, "ms", max(20.0, 4 * goal))


def _changed(old: Packs, new: Packs) -> Iterator[bytes]:
    for pack, files in new.items():
        yield from (data for name, data in files.items() if old[pack].get(name) != data)


def _reading(old: Packs) -> Iterator[Figure]:
    """All packs from pack files, beside the same from two thousand files."""
    with tempfile.TemporaryDirectory() as folder:
        for pack, files in old.items():
            file = Path(folder) / f"{pack}.pack"
            file.write_bytes(archive.pack_bytes(files, level=QUICK))
        floor = best(lambda: dict(source.all_files(resources_folder() / "packs")))
        took = best(lambda: dict(source.all_files(Path(folder))))
        yield Figure("all packs read from pack files", took, "ms", 1.0, floor, "ratio")
