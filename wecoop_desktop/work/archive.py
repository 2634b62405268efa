"""Zip archives from outside, with limits; and ours, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from wecoop_desktop.base.errors import AppError

ARCHIVE_LIMIT = 60_000_000  # bytes of the file
ENTRY_LIMIT = 30_000_000  # bytes of one entry, unpacked
TOTAL_LIMIT = 100_000_000  # bytes of all entries, unpacked
COUNT_LIMIT = 200
NAME_LIMIT = 200
_DIRECTORY_LIMIT = COUNT_LIMIT * (46 + 4 * NAME_LIMIT + 200)
_END = b"PK\5\6"
_END_SIZE = 22
_ZIP64 = b"PK\6\7"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLDEST = (1980, 1, 1, 0, 0, 0)
_BAD_NAME = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def pack(entries: Mapping[str, bytes], path: Path) -> bytes:
    """The archive of these entries, in their order. Raises `AppError` proposal-too-large.

    What we write can be read again: the limits of reading hold here too.
    """
    sizes = [len(data) for data in entries.values()]
    if len(sizes) > COUNT_LIMIT or sum(sizes) > TOTAL_LIMIT or max(sizes, default=0) > ENTRY_LIMIT:
        raise _too_large(path)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    packed = stream.getvalue()
    if len(packed) > ARCHIVE_LIMIT:
        raise _too_large(path)
    return packed


def unpack(data: bytes, path: Path) -> dict[str, bytes]:
    """All entries by name; folders are passed over.

    Raises `AppError` proposal-not-zip, proposal-encrypted, proposal-unsafe, proposal-too-large.
    """
    _check_end(data, path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, len(data), path)
            _check_names(entries, path)
            return {
                entry.filename: _unpacked(archive, entry, path)
                for entry in entries
                if not entry.is_dir()
            }
    # RuntimeError is what zipfile says to features it does not have.
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        struct.error,
        ValueError,
        OverflowError,
        RuntimeError,
    ) as error:
        raise AppError("proposal-not-zip", path=path) from error


def _check_end(data: bytes, path: Path) -> None:
    """Look at the end record before a list of millions of entries is read into memory."""
    at = data.rfind(_END, max(0, len(data) - 0xFFFF - _END_SIZE))
    if at < 0 or len(data) - at < _END_SIZE:
        raise AppError("proposal-not-zip", path=path)
    count, size = struct.unpack_from("<HL", data, at + 10)
    large = at >= 20 and data[at - 20 : at].startswith(_ZIP64)
    if large or count > COUNT_LIMIT or size > _DIRECTORY_LIMIT:
        raise _too_large(path)


def _check_sizes(entries: list[zipfile.ZipInfo], size: int, path: Path) -> None:
    """As declared; `_unpacked` looks at what really comes."""
    if len(entries) > COUNT_LIMIT or sum(entry.file_size for entry in entries) > TOTAL_LIMIT:
        raise _too_large(path)
    if any(entry.file_size > ENTRY_LIMIT for entry in entries):
        raise _too_large(path)
    # More packed bytes than the file has: entries lie over one another, as in bombs.
    if sum(entry.compress_size for entry in entries) > size:
        raise AppError("proposal-unsafe", path=path, name=entries[0].filename[:NAME_LIMIT])


def _check_names(entries: list[zipfile.ZipInfo], path: Path) -> None:
    seen = set()
    for entry in entries:
        # On Windows and macOS names that differ in case are the same file.
        name = entry.filename
        if entry.flag_bits & 0x1:
            raise AppError("proposal-encrypted", path=path)
        if name.casefold() in seen or not _is_safe(entry):
            raise AppError("proposal-unsafe", path=path, name=ascii(name[:NAME_LIMIT])[1:-1])
        seen.add(name.casefold())


def _is_safe(entry: zipfile.ZipInfo) -> bool:
    """A plain relative name of a plain file, on every system."""
    # zipfile cuts names at a zero byte and turns separators; the original tells.
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    return (
        0 < len(name) <= NAME_LIMIT
        and not _BAD_NAME.search(name)
        and all(part not in ("", ".", "..") and part == part.rstrip(". ") for part in parts)
        and not any(_DEVICES.fullmatch(part) for part in parts)
        and (entry.external_attr >> 16) & 0o170000 in (0, 0o100000, 0o040000)
        and entry.compress_type in _METHODS
    )


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise AppError("proposal-not-zip", path=path)
    return data


def _too_large(path: Path) -> AppError:
    return AppError("proposal-too-large", path=path, limit=TOTAL_LIMIT // 1_000_000)
