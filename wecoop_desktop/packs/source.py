"""A folder of packs, each a folder (`projects/`) or a file (`projects.pack`): the same files."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.archive import ENDING, MANIFEST, read_archive, read_manifest
from wecoop_desktop.packs.edition import edition_digest, pack_digest
from wecoop_desktop.packs.folder import LIMITS, Limits, read_folder


def pack_names(folder: Path) -> tuple[str, ...]:
    """The ids of all packs that are there, known or not, in their order.

    Raises `AppError` packs-missing when there is no such folder.
    """
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
        found = {entry.name for entry in entries if entry.is_dir() and not entry.is_symlink()}
        found |= {entry.stem for entry in entries if _is_pack_file(entry)}
    except OSError as error:
        raise AppError("packs-missing", path=folder) from error
    return tuple(sorted(found))


def _is_pack_file(path: Path) -> bool:
    return path.suffix == ENDING and path.is_file() and not path.is_symlink()


def files_of(
    folder: Path, pack: str, findings: list[Finding], limits: Limits = LIMITS
) -> dict[str, bytes]:
    """All files of a pack by their path, `funders/funders/ebrd.json`, in their order.

    Never raises for what is there: what is wrong is a finding, and left out.
    """
    inside, file = folder / pack, folder / f"{pack}{ENDING}"
    if inside.is_dir() and not inside.is_symlink():
        if _is_pack_file(file):
            findings.append(Finding("pack-twice", file.name, level="warning"))
        return dict(sorted(read_folder(inside, findings, limits).items()))
    if file.is_symlink():
        findings.append(Finding("pack-link", file.name))
        return {}
    data = _read(file, limits.pack, findings)
    return {} if data is None else read_archive(data, pack, findings, limits)


def manifest_of(folder: Path, pack: str) -> dict[str, bytes]:
    """`pack.json` of a pack by its path, empty where it cannot be read; the rest is not read."""
    name = f"{pack}/{MANIFEST}"
    inside, file = folder / pack, folder / f"{pack}{ENDING}"
    if inside.is_dir() and not inside.is_symlink():
        data = _read(inside / MANIFEST, LIMITS.file, [])
        return {} if data is None else {name: data}
    data = _read(file, LIMITS.pack, [])
    return {} if data is None else read_manifest(data, pack)


def _read(path: Path, limit: int, findings: list[Finding]) -> bytes | None:
    try:
        return read_bytes(path, limit)
    except AppError as error:
        findings.append(Finding(f"pack-{error.code}", path.name, values={"limit": limit}))
        return None


def all_files(folder: Path) -> Iterator[tuple[str, Mapping[str, bytes]]]:
    """Every pack of a folder with its files, known or not. Raises `AppError` packs-missing."""
    for pack in pack_names(folder):
        yield pack, files_of(folder, pack, [])


def folder_digest(folder: Path) -> str:
    """The digest of the edition that stands in a folder of packs, whatever carries it.

    Files that were not touched since are not read again by the same process: an update asks
    several times, and a start on an old computer should not. Raises `AppError` packs-missing.
    """
    return _digest(folder, _stamp(folder))


@lru_cache(maxsize=4)
def _digest(folder: Path, _stamp: str) -> str:
    return edition_digest({pack: pack_digest(files) for pack, files in all_files(folder)})


def _stamp(folder: Path) -> str:
    """Names, sizes and times of everything below a folder; errors are for the reading to tell."""
    total = hashlib.sha256()
    ahead = [str(folder)]
    while ahead:
        inside = ahead.pop()
        with contextlib.suppress(OSError), os.scandir(inside) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir(follow_symlinks=False):
                    ahead.append(entry.path)
                found = entry.stat(follow_symlinks=False)
                stamp = f"{found.st_size} {found.st_mtime_ns}\n"
                total.update(os.fsencode(entry.path) + b" " + stamp.encode())
    return total.hexdigest()
