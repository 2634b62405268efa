"""The editions that a release still holds: what patches are made from, and what may be cleared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tuf.api.metadata import Targets

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.archive import read_archive
from wecoop_desktop.packs.edition import FILE, Edition, read_edition
from wecoop_desktop.publisher.channel import read_metadata, versions
from wecoop_desktop.publisher.roles import FOLDERS, NETWORK
from wecoop_desktop.publisher.sign import LIMIT


@dataclass(frozen=True, slots=True)
class Past:
    """An edition with the version of the targets that list it and its files, by their names."""

    edition: Edition
    version: int
    files: Mapping[str, Path]


def past_editions(release: Path, channel: str = NETWORK) -> tuple[Past, ...]:
    """Every edition whose list of files is still there, the newest first, each once."""
    found: dict[int, Past] = {}
    for past in _past(release, channel):
        found.setdefault(past.edition.number, past)
    return tuple(found[number] for number in sorted(found, reverse=True))


def _past(release: Path, channel: str) -> Iterator[Past]:
    folder = release / FOLDERS[channel]
    for version in reversed(versions(folder, "targets")):
        files = target_files(release, folder / f"{version}.targets.json")
        if FILE in files and files[FILE].exists():
            yield Past(read_edition(_verified(files[FILE])), version, files)


def target_files(release: Path, listed: Path) -> Mapping[str, Path]:
    """The files that a `N.targets.json` names, where a release keeps them."""
    signed = read_metadata(listed).signed
    if not isinstance(signed, Targets):
        raise AppError("metadata-damaged", path=listed)
    return {
        name: release / "targets" / f"{target.hashes['sha256']}.{name}"
        for name, target in signed.targets.items()
    }


def packs_of(past: Past) -> dict[str, dict[str, bytes]]:
    """The packs of an edition by their ids. Raises `AppError` release-file-damaged."""
    packs = {}
    for part in past.edition.parts:
        path = past.files.get(part.file)
        if path is None:
            raise AppError("release-file-damaged", path=part.file)
        findings: list[Finding] = []
        packs[part.id] = read_archive(_verified(path), part.id, findings)
        if findings:
            raise AppError("release-file-damaged", path=path)
    return packs


def _verified(path: Path) -> bytes:
    """The file if it still is what its name says. Raises `AppError` release-file-damaged."""
    data = read_bytes(path, LIMIT)
    if hashlib.sha256(data).hexdigest() != path.name.partition(".")[0]:
        raise AppError("release-file-damaged", path=path)
    return data
