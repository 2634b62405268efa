"""The folder of attached files: each content once, under its sha256, and never changed.

Whoever refers to a content puts it here first: a kill leaves at most a file that nobody refers to.
Such files go after a time that is longer than the oldest backup is old
(docs/decisions/0010-attachments.md).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wecoop_desktop.base.files import told, write_bytes
from wecoop_desktop.base.folders import Home

KEPT = timedelta(days=90)  # after the last use; the oldest backup is five weeks old


def put(home: Home, data: bytes) -> str:
    """Keep a content and give its sha256; one that is there and whole is not written again.

    Raises `AppError` disk-full, file-not-writable.
    """
    found = digest(data)
    path = _place(home, found)
    if _whole(path, found):
        touch(home, (found,))
        return found
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise told(error, path) from error
    write_bytes(path, data)
    return found


def digest(data: bytes) -> str:
    """The sha256 of a content, under which it is kept."""
    return hashlib.sha256(data).hexdigest()


def get(home: Home, wanted: str) -> bytes | None:
    """The content, or None where it is not there. Raises ValueError where it was changed."""
    try:
        data = _place(home, wanted).read_bytes()
    except OSError:
        return None
    if digest(data) != wanted:
        raise ValueError("not what was put here")
    return data


def touch(home: Home, digests: Iterable[str]) -> None:
    """Note that these were in use until now."""
    for each in digests:
        with contextlib.suppress(OSError):
            os.utime(_place(home, each))


def thin(home: Home, wanted: Collection[str], now: datetime) -> None:
    """Let go what nobody wants and was not in use for long, and what kills left."""
    for path in home.attachments.glob("*/*"):
        with contextlib.suppress(OSError):
            age = now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
            if age > KEPT and path.name not in wanted:
                path.unlink()


def _whole(path: Path, wanted: str) -> bool:
    try:
        return digest(path.read_bytes()) == wanted
    except OSError:
        return False


def _place(home: Home, name: str) -> Path:
    return home.attachments / name[:2] / name
