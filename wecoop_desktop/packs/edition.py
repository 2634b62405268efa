"""An edition: a state of all packs published together, with a number that only grows.

`edition.json` names its parts (packs) and the patches that lead to it, each with its size, and
digests of what they hold, whatever carries it: a folder, a pack file, a patch.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.packs.folder import is_plain_path, read_data
from wecoop_desktop.packs.record import Record

FORMAT = 1
FILE = "edition.json"
LIMIT = 1_000_000  # bytes
MOST = 64  # parts, and patches
LARGEST = 2**40  # bytes of a part, and number of an edition
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Part:
    """A pack of an edition. `size`: bytes of its pack file; `contents`: how many of each kind."""

    id: str
    version: str
    issued: date
    digest: str
    size: int
    contents: Mapping[str, int]

    @property
    def file(self) -> str:
        return f"{self.id}.pack"


@dataclass(frozen=True, slots=True)
class Patch:
    """One file of `size` bytes that makes this edition of the one with that number and digest."""

    number: int
    digest: str
    size: int

    @property
    def file(self) -> str:
        return f"from-{self.number}.patch"


@dataclass(frozen=True, slots=True)
class Edition:
    """All packs of one day. `program`: the least version that reads them; empty: any."""

    number: int
    issued: date
    parts: tuple[Part, ...]
    patches: tuple[Patch, ...] = ()
    digest: str = ""
    program: str = ""

    def part(self, pack: str) -> Part | None:
        return next((part for part in self.parts if part.id == pack), None)

    def patch(self, digest: str) -> Patch | None:
        """The patch for those who have the edition of that digest."""
        return next((patch for patch in self.patches if patch.digest == digest), None)


def pack_digest(files: Mapping[str, bytes]) -> str:
    """64 hexadecimal digits that change with any name or byte of a pack's files."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name} {len(files[name])}\n".encode("utf-8", "backslashreplace"))
        total.update(files[name])
    return total.hexdigest()


def edition_digest(packs: Mapping[str, str]) -> str:
    """The digest of an edition, of the digests of its packs by their ids."""
    told = "".join(f"{pack} {digest}\n" for pack, digest in sorted(packs.items()))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def make_edition(
    number: int,
    issued: date,
    parts: Iterable[Part],
    patches: Iterable[Patch] = (),
    program: str = "",
) -> Edition:
    """An edition with its parts in their order and its digest."""
    listed = tuple(sorted(parts, key=lambda part: part.id))
    newest = tuple(sorted(patches, key=lambda patch: -patch.number))
    digest = edition_digest({part.id: part.digest for part in listed})
    return Edition(number, issued, listed, newest, digest, program)


def edition_bytes(edition: Edition) -> bytes:
    """The file `edition.json`; the same edition gives the same bytes."""
    told = {
        "format": FORMAT,
        "number": edition.number,
        "issued": edition.issued.isoformat(),
        "program": edition.program,
        "digest": edition.digest,
        "parts": [
            {
                "id": part.id,
                "version": part.version,
                "issued": part.issued.isoformat(),
                "digest": part.digest,
                "size": part.size,
                "contents": dict(sorted(part.contents.items())),
            }
            for part in edition.parts
        ],
        "patches": [
            {"number": patch.number, "digest": patch.digest, "size": patch.size}
            for patch in edition.patches
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def read_edition(data: bytes) -> Edition:
    """What `edition.json` says. Raises `AppError` edition-damaged, edition-newer."""
    findings: list[Finding] = []
    if len(data) > LIMIT:
        raise AppError("edition-damaged", problem=f"more than {LIMIT} bytes")
    record = Record(read_data(data, FILE, findings), FILE, findings)
    number = record.whole("format", "needed")
    if number is not None and number > FORMAT:
        raise AppError("edition-newer", format=number)
    edition = Edition(
        number=_count(record, "number"),
        issued=record.day("issued", "needed") or date.min,
        program=record.string("program"),
        digest=_digest(record),
        parts=tuple(_part(entry) for entry in record.records("parts")),
        patches=tuple(_patch(entry) for entry in record.records("patches")),
    )
    wrong = [finding for finding in findings if finding.level == "error"]
    if number != FORMAT or wrong or not edition.parts:
        raise AppError("edition-damaged", problem=wrong[0].path if wrong else "format")
    _check(edition)
    return edition


def _check(edition: Edition) -> None:
    """Raises for what each entry for itself does not show."""
    ids = [part.id.casefold() for part in edition.parts]
    numbers = [patch.number for patch in edition.patches]
    if len(set(ids)) < len(ids) or len(ids) > MOST:
        raise AppError("edition-damaged", problem="parts")
    if len(set(numbers)) < len(numbers) or len(numbers) > MOST:
        raise AppError("edition-damaged", problem="patches")
    if edition.digest != edition_digest({part.id: part.digest for part in edition.parts}):
        raise AppError("edition-damaged", problem="digest")


def _part(record: Record) -> Part:
    contents = record.record("contents")
    part = Part(
        id=record.string("id", "needed"),
        version=record.string("version", "needed"),
        issued=record.day("issued", "needed") or date.min,
        digest=_digest(record),
        size=_count(record, "size"),
        contents={kind: _count(contents, kind) for kind in contents.data} if contents else {},
    )
    if part.id and ("." in part.id or not is_plain_path(f"{part.id}/pack.json")):
        record.report("pack-id-odd", "id", value=part.id[:100])
    return part


def _patch(record: Record) -> Patch:
    return Patch(_count(record, "number"), _digest(record), _count(record, "size"))


def _count(record: Record, key: str) -> int:
    value = record.whole(key, "needed") or 0
    if not 0 <= value <= LARGEST:
        record.report("pack-value-unknown", key, value=value)
        return 0
    return value


def _digest(record: Record) -> str:
    value = record.string("digest", "needed")
    if value and not DIGEST.fullmatch(value):
        record.report("pack-value-unknown", "digest", value=value[:100])
    return value
