"""An edition of a folder of packs: its pack files, and patches from the editions before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told, write_bytes
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs.archive import pack_bytes
from wecoop_desktop.packs.content import Manifest
from wecoop_desktop.packs.edition import (
    FILE,
    Edition,
    Part,
    Patch,
    edition_bytes,
    make_edition,
    pack_digest,
)
from wecoop_desktop.packs.patch import make_patch
from wecoop_desktop.packs.read import Packs, read_packs
from wecoop_desktop.packs.source import files_of
from wecoop_desktop.publisher.history import packs_of, past_editions

PATCHES = 8  # editions back from which a patch leads to the new one
ENDINGS = (".pack", ".patch", ".json")

# What is counted in each pack, as users are told it.
COUNTED: Mapping[str, Mapping[str, Callable[[Packs], int]]] = {
    "projects": {
        "projects": lambda packs: len(packs.projects),
        "organisations": lambda packs: len(packs.organisations),
    },
    "funders": {"funders": lambda packs: len(packs.funders)},
    "policies": {"policies": lambda packs: len(packs.policies)},
    "forms": {
        "forms": lambda packs: len(packs.forms),
        "templates": lambda packs: len(packs.templates),
    },
    "guide": {
        "sections": lambda packs: len(packs.sections),
        "terms": lambda packs: len(packs.terms),
    },
    "events": {"events": lambda packs: len(packs.events)},
    "examples": {"examples": lambda packs: len(packs.examples)},
    "exercises": {"exercises": lambda packs: len(packs.exercises)},
    "answers": {"answers": lambda packs: len(packs.answers)},
}


class Built(NamedTuple):
    """An edition and the sizes of its files in bytes, by their names."""

    edition: Edition
    sizes: Mapping[str, int]


def build(
    packs: Path,
    target: Path,
    previous: Path | None = None,
    *,
    program: str = "",
    job: Job | None = None,
) -> Built:
    """Write the edition of `packs` into the folder `target`.

    It counts on from the newest edition of the release `previous`. The same packs after the same
    release give the same bytes. Raises `AppError` packs-missing, packs-unsound, edition-same,
    pack-version-same, pack-issued-back, release-file-damaged, folder-not-empty and of writing.
    """
    job = job or Job()
    published = read_packs(packs, job)
    if not published.sound:
        wrong = sum(1 for finding in published.findings if finding.level == "error")
        raise AppError("packs-unsound", path=packs, count=wrong)
    new = {manifest.id: files_of(packs, manifest.id, []) for manifest in published.manifests}
    past = past_editions(previous) if previous else ()
    files, parts = _parts(published, new, job)
    if past:
        _check_follows(past[0].edition, parts)
    made = [(old, make_patch(packs_of(old), new)) for old in past[:PATCHES]]
    largest = sum(part.size for part in parts)
    patches = []
    for old, data in made:
        if len(data) < largest:  # what is not smaller than the packs helps nobody
            patch = Patch(old.edition.number, old.edition.digest, len(data))
            patches.append(patch)
            files[patch.file] = data
    edition = make_edition(
        past[0].edition.number + 1 if past else 1,
        max(part.issued for part in parts),
        parts,
        patches,
        program,
    )
    files[FILE] = edition_bytes(edition)
    _place(target, files)
    return Built(edition, {name: len(data) for name, data in sorted(files.items())})


def _parts(
    published: Packs, new: Mapping[str, Mapping[str, bytes]], job: Job
) -> tuple[dict[str, bytes], list[Part]]:
    files: dict[str, bytes] = {}
    parts = []
    for done, manifest in enumerate(published.manifests):
        job.step(done, len(published.manifests), "publish-packing")
        data = pack_bytes(new[manifest.id])
        part = _part(published, manifest, pack_digest(new[manifest.id]), len(data))
        parts.append(part)
        files[part.file] = data
    return files, parts


def _part(published: Packs, manifest: Manifest, digest: str, size: int) -> Part:
    counted = COUNTED.get(manifest.id, {})
    contents = {kind: count(published) for kind, count in counted.items()}
    return Part(manifest.id, manifest.version, manifest.issued, digest, size, contents)


def _check_follows(last: Edition, parts: Iterable[Part]) -> None:
    """Raises where nothing changed, or a pack that changed does not say so."""
    parts = tuple(parts)
    if {(part.id, part.digest) for part in parts} == {
        (part.id, part.digest) for part in last.parts
    }:
        raise AppError("edition-same", number=last.number)
    for part in parts:
        before = last.part(part.id)
        if before is None or before.digest == part.digest:
            continue
        if before.version == part.version:
            raise AppError("pack-version-same", pack=part.id, version=part.version)
        if part.issued < before.issued:
            raise AppError("pack-issued-back", pack=part.id, issued=before.issued)


def _place(target: Path, files: Mapping[str, bytes]) -> None:
    """The files as the only ones of a folder, which may hold an earlier edition."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        there = list(target.iterdir())
    except OSError as error:
        raise told(error, target) from error
    if there and (not (target / FILE).is_file() or not all(_ours(path) for path in there)):
        raise AppError("folder-not-empty", path=target)
    try:
        for path in there:
            path.unlink()
    except OSError as error:
        raise told(error, target) from error
    for name, data in sorted(files.items(), key=lambda entry: entry[0] == FILE):
        write_bytes(target / name, data)


def _ours(path: Path) -> bool:
    return path.is_file() and path.suffix in ENDINGS
