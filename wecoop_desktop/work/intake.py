"""Reading a file of the user's that is to be attached: whole, of one moment, within the limits."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work.archive import ENTRY_LIMIT
from wecoop_desktop.work.naming import safe

SIZE_LIMIT = ENTRY_LIMIT  # bytes of a file: what one entry of a proposal file may have
ALL_LIMIT = 50_000_000  # bytes of all files of a proposal; with the answers it fits into a file
COUNT_LIMIT = 150


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read; `name` is safe."""

    name: str
    data: bytes


def read_document(path: Path) -> Document:
    """Read a file that is to be attached; may run in a job.

    Raises `AppError` attachment-folder, attachment-special, attachment-empty, attachment-too-large
    (limit, MB), attachment-changing, attachment-not-readable, file-missing.
    """
    try:
        before = path.stat()
        _check(before, path)
        with path.open("rb") as stream:
            data = stream.read(SIZE_LIMIT + 1)
            after = os.fstat(stream.fileno())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise AppError("file-missing", path=path) from error
    except (OSError, ValueError) as error:  # ValueError: a name that no system has
        raise AppError("attachment-not-readable", path=path) from error
    if len(data) > SIZE_LIMIT:
        raise _too_large(path)
    if len(data) != after.st_size or before.st_mtime_ns != after.st_mtime_ns:
        raise AppError("attachment-changing", path=path)
    return Document(safe(path.name), data)


def _check(found: os.stat_result, path: Path) -> None:
    """Before it is opened: a pipe would wait for ever."""
    if stat.S_ISDIR(found.st_mode):
        raise AppError("attachment-folder", path=path)
    if not stat.S_ISREG(found.st_mode):
        raise AppError("attachment-special", path=path)
    if found.st_size == 0:
        raise AppError("attachment-empty", path=path)
    if found.st_size > SIZE_LIMIT:
        raise _too_large(path)


def _too_large(path: Path) -> AppError:
    return AppError("attachment-too-large", path=path, limit=SIZE_LIMIT // 1_000_000)
