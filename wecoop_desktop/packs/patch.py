"""A patch: what makes one edition of another, all packs in one file.

A changed file travels whole, but compressed against its earlier text, which the reader has: what
stayed the same costs next to nothing, and nothing has to be interpreted (docs/decisions/0015).

The file is a line `{"format":1,"list":273}`; then the list in as many compressed bytes,
`{"new":{path: size},"changed":{path: size},"gone":[paths],"known":digest}`; then the texts of the
new and the changed files, compressed with those of the changed and the gone ones as a dictionary.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.packs.folder import LIMITS, Limits, is_plain_path
from wecoop_desktop.packs.frame import SMALL, WINDOW, Frame, frame_bytes

if TYPE_CHECKING:
    import zstandard

FORMAT = 1
FIRST = 200  # bytes of the first line
LISTED = 50_000  # files a patch may name
NAMED = 250  # bytes of the list for each file

Files = Mapping[str, bytes]
Packs = Mapping[str, Files]  # files by their paths, by pack


@dataclass(frozen=True, slots=True)
class _List:
    """What a patch does; sizes in bytes, `known` the digest of all that it builds upon."""

    new: Mapping[str, int]
    changed: Mapping[str, int]
    gone: tuple[str, ...]
    known: str


def make_patch(old: Packs, new: Packs) -> bytes:
    """The patch that makes `new` of `old`; the same packs give the same bytes."""
    before, after = _all(old), _all(new)
    changed = sorted(
        name for name, data in after.items() if name in before and before[name] != data
    )
    added = sorted(after.keys() - before.keys())
    gone = sorted(before.keys() - after.keys())
    known = [before[name] for name in (*changed, *gone)]
    listed = frame_bytes(
        {
            "new": {name: len(after[name]) for name in added},
            "changed": {name: len(after[name]) for name in changed},
            "gone": gone,
            "known": _digest(known),
        },
        (),
    )
    first = json.dumps({"format": FORMAT, "list": len(listed)}, separators=(",", ":")).encode()
    body = frame_bytes({}, (after[name] for name in (*added, *changed)), SMALL, _dictionary(known))
    return b"\n".join((first, listed + body))


def apply_patch(old: Packs, patch: bytes, limits: Limits = LIMITS) -> dict[str, dict[str, bytes]]:
    """What the packs `old` become; `old` stays as it is.

    Raises `AppError` patch-unfit for a patch of other packs, a damaged or a hostile one. Whether
    the outcome is the edition that was published is for its digest to say.
    """
    try:
        return _applied(old, patch, limits)
    except AppError as error:
        raise AppError("patch-unfit", problem=error.code) from error


def _applied(old: Packs, patch: bytes, limits: Limits) -> dict[str, dict[str, bytes]]:
    first, _, rest = patch.partition(b"\n")
    size = _first(first)
    told = _listed(rest[:size], limits)
    known = [_there(old, name) for name in (*told.changed, *told.gone)]
    if _digest(known) != told.known or any(name in old.get(_pack(name), {}) for name in told.new):
        raise AppError("pack-file-other")
    frame = Frame(rest[size:], _dictionary(known))
    frame.head(FIRST)
    new = {pack: dict(files) for pack, files in old.items()}
    for name, length in (*told.new.items(), *told.changed.items()):
        new.setdefault(_pack(name), {})[name] = frame.take(length)
    frame.end()
    for name in told.gone:
        del new[_pack(name)][name]
    grown = {_pack(name) for name in told.new}
    _check(new, grown, limits)
    return {
        pack: dict(sorted(files.items())) if pack in grown else files
        for pack, files in sorted(new.items())
        if files
    }


def _first(line: bytes) -> int:
    """How many bytes the list has. Raises `AppError` pack-file-damaged, pack-newer."""
    try:
        told = parse_json(line[:FIRST].decode())
    except ValueError as error:
        raise AppError("pack-file-damaged") from error
    number, size = (told.get("format"), told.get("list")) if isinstance(told, dict) else (0, 0)
    if not _whole(number) or not _whole(size):
        raise AppError("pack-file-damaged")
    if number != FORMAT:
        raise AppError("pack-newer", format=number)
    assert isinstance(size, int)
    return size


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _listed(data: bytes, limits: Limits) -> _List:
    """The list, of which every path and size could be in a pack."""
    frame = Frame(data)
    told = frame.head(LISTED * NAMED)
    frame.end()
    match told:
        case {"new": dict(new), "changed": dict(changed), "gone": list(gone), "known": str(known)}:
            found = _List(new, changed, tuple(gone), known)
        case _:
            raise AppError("pack-file-damaged")
    names = (*found.new, *found.changed, *found.gone)
    if len(names) > LISTED:
        raise AppError("pack-too-large")
    if len(set(map(str, names))) < len(names):
        raise AppError("pack-name-twice")
    if not all(isinstance(name, str) and is_plain_path(name, limits) for name in names):
        raise AppError("pack-name-odd")
    sizes = (*found.new.values(), *found.changed.values())
    if not all(map(_whole, sizes)):
        raise AppError("pack-file-damaged")
    if any(size > limits.file for size in sizes) or sum(sizes) > limits.pack:
        raise AppError("pack-too-large")
    return found


def _there(old: Packs, name: str) -> bytes:
    """An earlier text. Raises `AppError` pack-file-other where there is none."""
    try:
        return old[_pack(name)][name]
    except KeyError as error:
        raise AppError("pack-file-other") from error


def _check(new: Packs, grown: Iterable[str], limits: Limits) -> None:
    """Raises where the packs that have new files break a limit of packs."""
    for pack in grown:
        files = new[pack]
        if len(files) > limits.files or sum(map(len, files.values())) > limits.pack:
            raise AppError("pack-too-large")
        if len({name.casefold() for name in files}) < len(files):
            raise AppError("pack-name-twice")


def _all(packs: Packs) -> dict[str, bytes]:
    return {name: data for files in packs.values() for name, data in files.items()}


def _pack(name: str) -> str:
    return name.partition("/")[0]


def _digest(texts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for text in texts:
        total.update(b"%d\n" % len(text))
        total.update(text)
    return total.hexdigest()


def _dictionary(texts: Iterable[bytes]) -> zstandard.ZstdCompressionDict | None:
    """Earlier texts for the compression to point to, as far as its window reaches."""
    import zstandard

    held = b"".join(texts)[: WINDOW // 4]
    # Less than eight bytes are no dictionary to the library.
    return (
        zstandard.ZstdCompressionDict(held, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        if len(held) >= 8
        else None
    )
