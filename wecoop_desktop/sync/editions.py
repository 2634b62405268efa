"""Editions of the packs that stand in the home, each a folder named by the edition's digest.

A folder holds the pack files, the signed `edition.json`, and `contents.json`, which names every
file with its size and checksum and is written last. A folder is never changed once it has its name.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, permit, read_bytes, settle
from wecoop_desktop.base.folders import Home

FORMAT = 1
CONTENTS, EDITION = "contents.json", "edition.json"
LIMIT = 1_000_000  # bytes of the JSON files here
ASIDE = ".aside-"
CHEAP = 16_000_000  # bytes that are read through at a start: some 10 ms
DIGEST = re.compile(r"[0-9a-f]{8,128}")


@dataclass(frozen=True, slots=True)
class Pack:
    """What an edition says of one of its packs; `digest` is that of its files, however carried."""

    id: str
    version: str
    issued: str
    digest: str


@dataclass(frozen=True, slots=True)
class Held:
    """An edition on this computer. `files` are size in bytes and CRC-32 by name."""

    digest: str
    number: int
    issued: str
    packs: tuple[Pack, ...]
    folder: Path
    files: Mapping[str, tuple[int, int]]

    def pack(self, pack_id: str) -> Pack | None:
        return next((pack for pack in self.packs if pack.id == pack_id), None)

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(size for size, _ in self.files.values())


def read_held(folder: Path) -> Held | None:
    """What `contents.json` of a folder says; None where it cannot be read. Looks at no files."""
    try:
        data = parse_json(read_bytes(folder / CONTENTS, LIMIT))
        return _held(data, folder)
    except (AppError, ValueError, KeyError, TypeError):
        return None


def _held(data: object, folder: Path) -> Held | None:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    if data["digest"] != folder.name or not DIGEST.fullmatch(folder.name):
        return None
    packs = tuple(
        Pack(str(one["id"]), str(one["version"]), str(one["issued"]), str(one["digest"]))
        for one in data["packs"]
    )
    files = {str(name): (int(size), int(total)) for name, (size, total) in data["files"].items()}
    if any(Path(name).name != name for name in files):
        return None
    return Held(folder.name, int(data["number"]), str(data["issued"]), packs, folder, files)


def damaged(held: Held, *, thorough: bool = False) -> tuple[str, ...]:
    """The files of an edition that are not as they were put there.

    Sizes always; checksums where reading all of it is cheap, or where asked to be `thorough`.
    """
    read = thorough or held.size <= CHEAP
    return tuple(
        name
        for name, (size, total) in held.files.items()
        if _size(held.folder / name) != size or (read and _sum(held.folder / name) != total)
    )


def measure(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file, -1 for what cannot be read."""
    return _size(path), _sum(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1


def _sum(path: Path) -> int:
    total = 0
    try:
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                total = zlib.crc32(piece, total)
    except OSError:
        return -1
    return total


def all_held(home: Home) -> list[Held]:
    """Every edition of the home that says what it is, the newest first."""
    with contextlib.suppress(OSError):
        found = [read_held(entry) for entry in home.content.iterdir() if entry.is_dir()]
        return sorted((one for one in found if one), key=lambda one: one.number, reverse=True)
    return []


def seal(beside: Path, digest: str, number: int, issued: str, packs: tuple[Pack, ...]) -> Held:
    """Write down what stands in the folder, when all of it is on the disk.

    The folder is an edition once it has its digest for a name. Raises OSError.
    """
    files = {}
    for path in sorted(path for path in beside.iterdir() if path.is_file()):
        files[path.name] = measure(path)
        permit(path, 0o644)
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    held = Held(digest, number, issued, packs, beside, files)
    write_contents(held, beside)
    return held


def place(home: Home, sealed: Held) -> Held:
    """Give a sealed folder its place among the editions.

    One that is there already and whole stays; a damaged one steps aside. Raises OSError.
    """
    target = home.content / sealed.digest
    there = read_held(target)
    if there is not None and not damaged(there, thorough=True):
        return there
    target.parent.mkdir(parents=True, exist_ok=True)
    set_aside(target)
    permit(sealed.folder, 0o755)
    sealed.folder.rename(target)
    settle(target.parent)
    return replace(sealed, folder=target)


def write_contents(held: Held, folder: Path) -> None:
    """Raises OSError."""
    data = {
        "format": FORMAT,
        "digest": held.digest,
        "number": held.number,
        "issued": held.issued,
        "packs": [asdict(pack) for pack in held.packs],
        "files": held.files,
    }
    with (folder / CONTENTS).open("wb") as stream:
        stream.write(json.dumps(data, indent=1).encode())
        stream.flush()
        os.fsync(stream.fileno())
    settle(folder)


def set_aside(folder: Path) -> None:
    """Take a damaged edition out of the way, at once and whole; it goes with the next update."""
    if folder.exists():
        beside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder.parent))
        folder.rename(beside / folder.name)


def remove(path: Path) -> None:
    """Take away whatever stands there, as far as the system lets us."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def clear(home: Home, keep: frozenset[str]) -> None:
    """Remove the editions that are not kept and what was set aside.

    Only for who holds the lock of updates.
    """
    with contextlib.suppress(OSError):
        for entry in home.content.iterdir():
            if entry.is_dir() and entry.name not in keep:
                shutil.rmtree(entry, ignore_errors=True)
