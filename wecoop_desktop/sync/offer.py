"""What an update would bring, beside what is in use on this computer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.packs import source
from wecoop_desktop.packs.edition import Edition, Patch, edition_digest, pack_digest
from wecoop_desktop.sync import content, editions, log
from wecoop_desktop.sync.editions import Pack
from wecoop_desktop.sync.trust import Standing, Trust

# Bytes on the disk beside each byte of a pack file: the library with its index, as measured (16),
# built beside the old one, and the pack file itself as it came and as it is kept.
SPREAD = 20
MARGIN = 30_000_000  # bytes that stay free for everything else

Verdict = Literal["new", "same", "older"]


@dataclass(frozen=True, slots=True)
class Present:
    """What is in use: number 0 and the digest of the same content for the program's own packs."""

    digest: str
    number: int
    folder: Path
    packs: Mapping[str, Pack]

    @property
    def age(self) -> content.Age:
        ages = (content.age(pack.issued, pack.version) for pack in self.packs.values())
        return max(ages, default=("", ()))

    @property
    def issued(self) -> str:
        return self.age[0]


@dataclass(frozen=True, slots=True)
class PackOffer:
    """A pack as it is here (version, empty: not at all) and as offered; `bytes` that travel."""

    id: str
    installed: str
    offered: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What `check` found. `data` is `edition.json` as it was signed.

    `bytes` travel, as `patch` where there is one; `room` is needed on the disk; `seconds` is how
    long it will take if the line is as fast as last time, None where there was none.
    """

    verdict: Verdict
    edition: Edition
    data: bytes
    present: Present
    packs: tuple[PackOffer, ...]
    bytes: int
    room: int
    patch: Patch | None
    seconds: float | None
    standing: Standing
    carrier: str

    @property
    def available(self) -> bool:
        return self.verdict == "new"


def present(home: Home, shipped: Path | None = None) -> Present:
    """What is in use. The program's own packs are read for it, an edition is not."""
    now = content.in_use(home, shipped)
    if now.held is not None:
        held = {pack.id: pack for pack in now.held.packs}
        return Present(now.held.digest, now.held.number, now.folder, held)
    packs = own_packs(now.folder)
    digest = edition_digest({pack.id: pack.digest for pack in packs.values()})
    return Present(digest, 0, now.folder, packs)


def own_packs(folder: Path) -> Mapping[str, Pack]:
    """The packs of a folder with the digests of what they hold, by their ids."""
    from wecoop_desktop.packs.read import read_manifests

    told = {manifest.id: manifest for manifest in read_manifests(folder)}
    return {
        pack: Pack(pack, told[pack].version, told[pack].issued.isoformat(), pack_digest(files))
        for pack, files in source.all_files(folder)
        if pack in told
    }


def make_offer(
    home: Home,
    trust: Trust,
    edition: Edition,
    data: bytes,
    standing: Standing,
    shipped: Path | None = None,
) -> Offer:
    """What that edition would bring here. Raises `AppError` update-edition-older or
    update-needs-program."""
    here = present(home, shipped)
    verdict = _verdict(here, edition, anew=content.is_anew(home))
    if verdict == "new" and _numbers(edition.program) > _numbers(__version__):
        raise AppError(
            "update-needs-program",
            edition=edition.number,
            needed=edition.program,
            present=__version__,
        )
    missing = missing_parts(home, edition, here)
    sizes = {part.id: part.size for part in edition.parts if part.id in missing}
    patch = edition.patch(here.digest)
    if patch is not None and patch.size >= sum(sizes.values()):
        patch = None
    if patch is not None:
        sizes = _shared(patch.size, sizes)
    travels = sum(sizes.values()) if verdict == "new" else 0
    pace = log.pace(home, trust.carrier.kind)
    return Offer(
        verdict,
        edition,
        data,
        here,
        tuple(
            PackOffer(
                part.id,
                here.packs[part.id].version if part.id in here.packs else "",
                part.version,
                sizes.get(part.id, 0) if verdict == "new" else 0,
            )
            for part in edition.parts
        ),
        travels,
        travels + SPREAD * sum(part.size for part in edition.parts) + MARGIN,
        patch,
        travels / pace if pace else None,
        standing,
        trust.carrier.name,
    )


def missing_parts(home: Home, edition: Edition, here: Present) -> frozenset[str]:
    """The packs of an edition that no edition of this computer has."""
    known = {pack.digest for pack in here.packs.values()}
    known.update(pack.digest for held in editions.all_held(home) for pack in held.packs)
    return frozenset(part.id for part in edition.parts if part.digest not in known)


def _verdict(here: Present, edition: Edition, *, anew: bool) -> Verdict:
    """Raises `AppError` update-edition-older where a number lies below the one in use."""
    if edition.digest == here.digest:
        return "same"
    if here.number == 0 and not anew:
        # The program's own packs have no number; what was issued last counts.
        newest = max(content.age(_day(part.issued), part.version) for part in edition.parts)
        return "new" if newest >= here.age else "older"
    if edition.number <= here.number and not anew:
        raise AppError("update-edition-older", offered=edition.number, installed=here.number)
    return "new"


def _day(day: date) -> str:
    return day.isoformat()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", version))


def _shared(whole: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """The bytes of a patch, which covers all packs, told apart by the sizes of these."""
    total, given, shares = sum(sizes.values()), 0, {}
    for number, (pack, size) in enumerate(sorted(sizes.items()), 1):
        shares[pack] = whole - given if number == len(sizes) else whole * size // max(total, 1)
        given += shares[pack]
    return shares
