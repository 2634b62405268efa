"""Whether a release is what its publisher means it to be: seen through the users' own client."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.edition import (
    FILE,
    Edition,
    edition_digest,
    pack_digest,
    read_edition,
)
from wecoop_desktop.packs.patch import apply_patch
from wecoop_desktop.publisher.channel import read_metadata, versions
from wecoop_desktop.publisher.history import Past, packs_of, past_editions
from wecoop_desktop.publisher.roles import CHANNELS, FOLDERS, ROLES
from wecoop_desktop.sync.folder import Folder
from wecoop_desktop.sync.trust import Trust

SOON = 3  # a role is to be renewed when less than a third of its life is left
ROOT_LIMIT = 512_000  # bytes

Files = Mapping[str, Mapping[str, bytes]]


def is_release(folder: Path) -> bool:
    return any((folder / name / "root.json").is_file() for name in FOLDERS.values())


def inspect(release: Path, now: datetime) -> tuple[Finding, ...]:
    """Everything that is wrong with a release folder; errors are what clients would refuse."""
    findings: list[Finding] = []
    for channel in CHANNELS:
        findings += _as_client(release, channel, now)
        findings += _ends(release, channel, now)
    try:
        past = past_editions(release)
        findings += _edition(past[0].edition, past) if past else ()
    except AppError as error:
        findings.append(_finding(error, "targets"))
    return tuple(findings)


def _as_client(release: Path, channel: str, now: datetime) -> Iterator[Finding]:
    """What a new installation meets that begins with the first root that is there."""
    folder = release / FOLDERS[channel]
    roots = versions(folder, "root")
    if not roots:
        yield Finding("release-empty", FOLDERS[channel], values={"path": folder})
        return
    with tempfile.TemporaryDirectory(prefix="wecoop-") as name:
        root = read_bytes(folder / f"{roots[0]}.root.json", ROOT_LIMIT)
        trust = Trust(
            Path(name) / "trust", channel, root, Folder(release, channel), now=lambda: now
        )
        try:
            trust.refresh()
            for part in trust.targets():
                fetched = trust.fetch(part.name, Path(name) / "parts")
                if part.name == FILE:
                    yield from _listed(read_bytes(fetched, part.size), trust)
        except AppError as error:
            yield _finding(error, FOLDERS[channel])


def _listed(data: bytes, trust: Trust) -> Iterator[Finding]:
    """Whether the edition and the signed list name the same files."""
    edition = read_edition(data)
    named = {part.file: part.size for part in edition.parts}
    named |= {patch.file: patch.size for patch in edition.patches}
    signed = {part.name: part.size for part in trust.targets() if part.name != FILE}
    for file in sorted(named.keys() | signed.keys()):
        if file not in named:
            yield Finding("release-part-extra", file, level="warning")
        elif signed.get(file) != named[file]:
            yield Finding("release-file-damaged", file, values={"path": file})


def _edition(edition: Edition, past: tuple[Past, ...]) -> Iterator[Finding]:
    """Whether each pack is the one named, and each patch leads where it says."""
    newest = packs_of(past[0])
    for part in edition.parts:
        if pack_digest(newest[part.id]) != part.digest:
            yield Finding("release-file-damaged", part.file, values={"path": part.file})
    earlier = {each.edition.digest: each for each in past[1:]}
    for patch in edition.patches:
        origin = earlier.get(patch.digest)
        if origin is None:
            yield Finding("release-patch-unread", patch.file, level="note")
        elif not _leads(packs_of(origin), past[0].files[patch.file], edition.digest):
            yield Finding("release-patch-wrong", patch.file)


def _leads(old: Files, patch: Path, digest: str) -> bool:
    try:
        new = apply_patch({pack: dict(files) for pack, files in old.items()}, patch.read_bytes())
    except (AppError, OSError):
        return False
    return edition_digest({pack: pack_digest(files) for pack, files in new.items()}) == digest


def _ends(release: Path, channel: str, now: datetime) -> Iterator[Finding]:
    """What has run out, or will soon."""
    folder = release / FOLDERS[channel]
    for role in ROLES:
        number = versions(folder, role)
        path = folder / (f"{number[-1]}.{role}.json" if number else f"{role}.json")
        if not path.is_file():
            continue
        signed = read_metadata(path).signed
        issued = signed.unrecognized_fields.get("issued")
        began = datetime.fromisoformat(issued) if isinstance(issued, str) else now
        life = max(signed.expires - began, timedelta(days=1))
        values = {"role": role, "channel": channel, "day": signed.expires.date().isoformat()}
        if signed.expires <= now:
            yield Finding("release-ended", path.name, values=values)
        elif (signed.expires - now) * SOON < life:
            yield Finding("release-ends", path.name, level="warning", values=values)


def _finding(error: AppError, file: str) -> Finding:
    return Finding(error.code, file, values=error.values)
