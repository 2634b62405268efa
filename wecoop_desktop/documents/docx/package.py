"""The same document, the same bytes: a DOCX is a zip, and zips know the hour."""

from __future__ import annotations

import io
import zipfile
from typing import BinaryIO

MOMENT = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"  # where readers look first


def write_same(packed: bytes, stream: BinaryIO) -> None:
    """Write the archive anew with one date for all entries, in a fixed order."""
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as given,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sorted(given.namelist(), key=lambda name: (name != FIRST, name)):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, given.read(name))
