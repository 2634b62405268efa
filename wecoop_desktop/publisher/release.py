"""A release onto a static host: in an order in which nobody ever sees half of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tuf.api.metadata import Root, Snapshot

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes, told, write_bytes
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.publisher.channel import read_metadata, versions
from wecoop_desktop.publisher.history import past_editions, target_files
from wecoop_desktop.publisher.roles import CHANNELS, FOLDERS
from wecoop_desktop.publisher.sign import LIMIT

EDITIONS = 9  # kept: the newest, and those from which patches lead to it
PART = re.compile(r"[0-9a-f]{64}\..+")


class Released(NamedTuple):
    """Names of the files that were written, in their order, and of those cleared away."""

    written: tuple[str, ...]
    cleared: tuple[str, ...]


def release(source: Path, target: Path, job: Job | None = None) -> Released:
    """Bring the release in `source` to `target`, the folder that a web server shows.

    Parts first, then what names them, the timestamp last; a client in the middle finds all files
    of the state it began with. Each file is read back. What nobody can need any more goes at the
    end. Raises `AppError` release-empty, release-older, copy-wrong and of writing.
    """
    job = job or Job()
    _check(source, target)
    names = list(ordered(source, target))
    written = []
    for done, name in enumerate(names):
        job.step(done, len(names), "publish-copying")
        if _bring(source / name, target / name):
            written.append(name)
    return Released(tuple(written), clear(target))


def ordered(source: Path, target: Path) -> Iterator[str]:
    """The files of a release by their names, in the order in which they may become visible."""
    kept = needed(source)
    yield from sorted(name for name in kept if name.startswith("targets/"))
    for channel in CHANNELS:
        folder = FOLDERS[channel]
        mine = [name for name in kept if name.startswith(f"{folder}/")]
        yield from sorted(name for name in mine if name.endswith(".targets.json"))
        yield from sorted(name for name in mine if name.endswith(".snapshot.json"))
        roots = [f"{folder}/{number}.root.json" for number in versions(source / folder, "root")]
        roots.append(f"{folder}/root.json")
        last = [f"{folder}/timestamp.json"]
        yield from (*last, *roots) if _still_accepted(source, target, channel) else (*roots, *last)


def needed(release: Path) -> frozenset[str]:
    """The names of all files that some client may still ask for."""
    found: set[str] = set()
    for channel in CHANNELS:
        folder = release / FOLDERS[channel]
        kept = past_editions(release, channel)[:EDITIONS]
        oldest = min((past.version for past in kept), default=1)
        listed = [number for number in versions(folder, "targets") if number >= oldest]
        for number in listed:
            found.add(f"{folder.name}/{number}.targets.json")
            files = target_files(release, folder / f"{number}.targets.json")
            found |= {f"targets/{path.name}" for path in files.values()}
        for number in versions(folder, "snapshot"):
            signed = read_metadata(folder / f"{number}.snapshot.json").signed
            assert isinstance(signed, Snapshot)
            if signed.meta["targets.json"].version >= oldest:
                found.add(f"{folder.name}/{number}.snapshot.json")
        found |= {f"{folder.name}/{number}.root.json" for number in versions(folder, "root")}
        found |= {f"{folder.name}/root.json", f"{folder.name}/timestamp.json"}
    return frozenset(found)


def clear(release: Path) -> tuple[str, ...]:
    """Remove the files of a release that no client can need; others are not touched."""
    kept = needed(release)
    old = [
        f"targets/{path.name}"
        for path in (release / "targets").glob("*")
        if PART.fullmatch(path.name)
    ]
    old += [
        f"{folder}/{number}.{role}.json"
        for folder in FOLDERS.values()
        for role in ("targets", "snapshot")
        for number in versions(release / folder, role)
    ]
    gone = tuple(sorted(name for name in old if name not in kept))
    try:
        for name in gone:
            (release / name).unlink(missing_ok=True)
    except OSError as error:
        raise told(error, release) from error
    return gone


def _check(source: Path, target: Path) -> None:
    """Raises where there is nothing to release, or something newer is out already."""
    if source.resolve() == target.resolve():
        raise AppError("copy-onto-itself", path=target)
    for folder in FOLDERS.values():
        new, old = source / folder / "timestamp.json", target / folder / "timestamp.json"
        if not new.is_file():
            raise AppError("release-empty", path=source)
        if old.is_file():
            before, now = (read_metadata(path).signed.version for path in (old, new))
            if before > now:
                raise AppError("release-older", path=target, version=before, offered=now)


def _still_accepted(source: Path, target: Path, channel: str) -> bool:
    """Whether a client that knows only the root in `target` takes the new metadata.

    Then the new root comes last: one that has it would not take the old timestamp. Where an old
    key is no longer used, nothing helps but to be quick, and the root comes first.
    """
    there = target / FOLDERS[channel] / "root.json"
    if not there.is_file():
        return False
    root = read_metadata(there).signed
    assert isinstance(root, Root)
    folder = source / FOLDERS[channel]
    newest = {
        role: folder / f"{versions(folder, role)[-1]}.{role}.json"
        for role in ("targets", "snapshot")
    }
    newest["timestamp"] = folder / "timestamp.json"
    for role, path in newest.items():
        md = read_metadata(path)
        if not root.get_verification_result(role, md.signed_bytes, md.signatures):
            return False
    return True


def _bring(source: Path, target: Path) -> bool:
    """Copy a file whole, read it back; False where it is there already."""
    data = read_bytes(source, LIMIT)
    if _is(target, data):
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, target) from error
    write_bytes(target, data)
    if not _is(target, data):
        raise AppError("copy-wrong", path=target)
    return True


def _is(target: Path, data: bytes) -> bool:
    try:
        return not target.is_symlink() and read_bytes(target, len(data)) == data
    except AppError:
        return False
