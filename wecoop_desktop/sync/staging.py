"""An offered edition becomes a folder in `incoming`, whole and verified, not yet in use.

What is here already is taken from here, the rest comes as one patch or as whole packs; whatever
carried it, the digest of every pack must be the signed one.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import read_bytes
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs import source
from wecoop_desktop.packs.archive import pack_bytes, read_archive
from wecoop_desktop.packs.edition import Edition, Part, pack_digest
from wecoop_desktop.packs.folder import LIMITS
from wecoop_desktop.packs.frame import QUICK
from wecoop_desktop.packs.patch import apply_patch
from wecoop_desktop.sync import editions
from wecoop_desktop.sync.editions import Held, Pack
from wecoop_desktop.sync.offer import Offer, missing_parts
from wecoop_desktop.sync.trust import Trust

FETCHING, STAGING = "update-fetching", "update-staging"
# What a patch may suffer without stopping the update: it does not fit, is damaged, or is not there.
UNFIT = (
    *("patch-unfit", "update-differs", "part-damaged", "part-missing", "part-too-large"),
    *("update-incomplete", "update-endless"),
)

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Staged:
    """An edition that waits to be installed. `packs` are those that differ from what was in use
    when it was offered, `bytes` travelled for it.

    `unfit` says why the patch was of no use, where whole packs had to be fetched instead.
    """

    edition: Edition
    held: Held
    carrier: str
    packs: tuple[str, ...] = ()
    bytes: int = 0
    unfit: AppError | None = None


def stage(home: Home, offer: Offer, trust: Trust, job: Job) -> Staged:
    """Fetch what is missing and put the edition together.

    Goes on where an earlier attempt ended. Raises `AppError` as `Trust.fetch`, update-differs, or
    as `base.files.told`; `Cancelled`; OSError of the disk.
    """
    edition = offer.edition
    _forget_others(home, edition)
    target = staged_folder(home, edition)
    there = editions.read_held(target)
    if there is not None and not editions.damaged(there, thorough=True):
        return Staged(edition, there, offer.carrier, _differing(offer))
    parts = home.incoming / f"parts-{edition.digest}"
    unfit: AppError | None = None
    if offer.patch is not None:
        try:
            path = trust.fetch(offer.patch.file, parts, _within(job, 0, offer.patch.size))
            files = _patched(offer, path, job)
            held = _put(home, offer, files, {}, job)
            return Staged(edition, held, offer.carrier, _differing(offer), offer.bytes)
        except AppError as error:
            if error.code not in UNFIT:
                raise
            unfit = error
    fetched, travelled = _fetch_packs(home, offer, trust, parts, job)
    if unfit and offer.patch:
        travelled += offer.patch.size
    held = _put(home, offer, {}, fetched, job)
    return Staged(edition, held, offer.carrier, _differing(offer), travelled, unfit)


def _differing(offer: Offer) -> tuple[str, ...]:
    here = {pack.digest for pack in offer.present.packs.values()}
    return tuple(part.id for part in offer.edition.parts if part.digest not in here)


def staged_folder(home: Home, edition: Edition) -> Path:
    return home.incoming / "staged" / edition.digest


def forget(home: Home) -> None:
    """Let go of everything that was on its way, but for the list of the edition itself."""
    for name in ("staged", "unfinished", *(path.name for path in home.incoming.glob("parts-*"))):
        editions.remove(home.incoming / name)


def _forget_others(home: Home, edition: Edition) -> None:
    """Parts of editions that are not offered any more only take room."""
    for path in (*home.incoming.glob("parts-*"), *home.incoming.glob("staged/*")):
        if not path.name.endswith(edition.digest):
            editions.remove(path)


def _within(job: Job, begun: int, whole: int) -> Job:
    """The job as one part sees it, which knows only its own bytes."""
    return Job(lambda done, _total, _code: job.step(begun + done, whole, FETCHING))


def _patched(offer: Offer, path: Path, job: Job) -> Mapping[str, Files]:
    """All packs as the patch makes them. Raises `AppError` patch-unfit or update-differs."""
    job.step(0, len(offer.edition.parts) + 1, STAGING)
    old = dict(source.all_files(offer.present.folder))
    new = apply_patch(old, read_bytes(path, LIMITS.pack))
    for part in offer.edition.parts:
        _check(offer.edition, part, new.get(part.id, {}))
    return new


def _check(edition: Edition, part: Part, files: Files) -> None:
    if pack_digest(files) != part.digest:
        raise AppError("update-differs", pack=part.id, edition=edition.number)


def _fetch_packs(
    home: Home, offer: Offer, trust: Trust, parts: Path, job: Job
) -> tuple[dict[str, Path], int]:
    """The packs that nobody here has, as files, and how many bytes they are."""
    missing = missing_parts(home, offer.edition, offer.present)
    wanted = [part for part in offer.edition.parts if part.id in missing]
    whole, done = sum(part.size for part in wanted), 0
    fetched = {}
    for part in wanted:
        job.step(done, whole, FETCHING)
        fetched[part.id] = trust.fetch(part.file, parts, _within(job, done, whole))
        done += part.size
    return fetched, done


def _put(
    home: Home,
    offer: Offer,
    made: Mapping[str, Files],
    fetched: Mapping[str, Path],
    job: Job,
) -> Held:
    """The folder of the edition with every pack verified, under its name in `incoming`."""
    edition = offer.edition
    beside = home.incoming / "unfinished"
    editions.remove(beside)
    beside.mkdir(parents=True)
    for done, part in enumerate(edition.parts, 1):
        job.step(done, len(edition.parts) + 1, STAGING)
        target = beside / part.file
        if part.id in fetched:
            findings: list[Finding] = []
            data = read_bytes(fetched[part.id], LIMITS.pack)
            _check(edition, part, read_archive(data, part.id, findings))
            target.write_bytes(data)
        elif not _kept(home, part, target):
            files = made.get(part.id) or _local(offer, part)
            _check(edition, part, files)
            target.write_bytes(pack_bytes(files, level=QUICK))
    (beside / editions.EDITION).write_bytes(offer.data)
    packs = tuple(
        Pack(part.id, part.version, part.issued.isoformat(), part.digest) for part in edition.parts
    )
    held = editions.seal(beside, edition.digest, edition.number, edition.issued.isoformat(), packs)
    target = staged_folder(home, edition)
    editions.remove(target)
    if not target.parent.is_dir():
        editions.remove(target.parent)
    target.parent.mkdir(parents=True, exist_ok=True)
    beside.rename(target)
    found = editions.read_held(target)
    return found or held


def _kept(home: Home, part: Part, target: Path) -> bool:
    """Copy the pack file of an edition of this computer that holds the very same."""
    for held in editions.all_held(home):
        pack = held.pack(part.id)
        if pack is None or pack.digest != part.digest:
            continue
        if part.file not in editions.damaged(held, thorough=True):
            shutil.copyfile(held.folder / part.file, target)
            return True
    return False


def _local(offer: Offer, part: Part) -> Files:
    """The files of a pack that did not change, from the packs in use."""
    return source.files_of(offer.present.folder, part.id, [])
