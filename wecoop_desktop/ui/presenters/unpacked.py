"""A document that holds its proposal is opened as the proposal."""

from __future__ import annotations

from pathlib import Path

from wecoop_desktop.base.files import write_bytes
from wecoop_desktop.ui.presenters.sealing import passing_file

START = b"%PDF-"
LOOKED_AT = 1024  # bytes at the beginning; some programs write a few before it


def unpacked(path: Path) -> Path:
    """The proposal file inside of a PDF, as a file of its own that goes when the program ends;
    every other file is itself.

    Raises `AppError` as `documents.enclosed.enclosed`, and of `base.files.writing`.
    """
    if not _is_pdf(path):
        return path
    from wecoop_desktop.documents.enclosed import enclosed
    from wecoop_desktop.work.naming import safe

    found = enclosed(path)
    target = passing_file(path.with_name(safe(Path(found.name).name)))
    write_bytes(target, found.data)
    return target


def _is_pdf(path: Path) -> bool:
    """What cannot be read is told by whoever reads it."""
    try:
        with path.open("rb") as stream:
            return START in stream.read(LOOKED_AT)
    except (OSError, ValueError):
        return False
