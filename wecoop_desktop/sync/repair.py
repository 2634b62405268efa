"""Damaged files of an edition put back from elsewhere on this computer, where the very same are."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync import editions
from wecoop_desktop.sync.editions import Held

BESIDE = ".beside"


def repair(home: Home, shipped: Path, held: Held, names: Iterable[str]) -> bool:
    """Put each of these files back. False, with the edition as damaged, where one is nowhere.

    Raises OSError.
    """
    files: dict[str, tuple[int, int]] = {}
    for name in names:
        beside = held.folder / BESIDE
        if not (_kept(home, held, name, beside) or _made(shipped, held, name, beside)):
            return False
        files[name] = editions.measure(beside)
        target = held.folder / name
        if target.is_dir():
            shutil.rmtree(target)
        beside.replace(target)
    mended: Mapping[str, tuple[int, int]] = {**held.files, **files}
    editions.write_contents(replace(held, files=mended), held.folder)
    return True


def _kept(home: Home, held: Held, name: str, beside: Path) -> bool:
    """Copy the same file of another edition, or of what is on its way."""
    others = [one.folder for one in editions.all_held(home) if one.digest != held.digest]
    for folder in (*others, home.incoming):
        if editions.measure(folder / name) == held.files[name]:
            shutil.copyfile(folder / name, beside)
            return True
    return False


def _made(shipped: Path, held: Held, name: str, beside: Path) -> bool:
    """Make the pack file of the program's own pack, where that holds the same."""
    from wecoop_desktop.packs import source
    from wecoop_desktop.packs.archive import pack_bytes
    from wecoop_desktop.packs.edition import pack_digest
    from wecoop_desktop.packs.frame import QUICK

    pack = held.pack(name.removesuffix(".pack"))
    if pack is None or not name.endswith(".pack"):
        return False
    files = source.files_of(shipped, pack.id, [])
    if pack_digest(files) != pack.digest:
        return False
    beside.write_bytes(pack_bytes(files, level=QUICK))
    return True
