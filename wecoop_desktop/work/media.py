"""What kind of file it is, from its content; the name may say anything."""

from __future__ import annotations

import io
import re
import zipfile

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"

# How files begin, and at which byte. The longer and surer ones stand first.
_BEGINNINGS = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # old Word and Excel
    (0, b"{\\rtf", "application/rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (4, b"ftyp", "video/mp4"),
    (0, b"AC10", "image/vnd.dwg"),
    (0, b"BM", "image/bmp"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
# An entry of a zip archive that tells what it is.
_ENTRIES = (
    ("word/document.xml", _OFFICE + "wordprocessingml.document"),
    ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet"),
    ("ppt/presentation.xml", _OFFICE + "presentationml.presentation"),
    ("proposal.json", "application/x-wecoop"),
    ("doc.kml", "application/vnd.google-earth.kmz"),
)
_ODF = re.compile(rb"application/vnd\.oasis\.opendocument\.[a-z-]{1,40}")
_MARKUP = (
    (re.compile(rb"<svg[\s>]"), "image/svg+xml"),
    (re.compile(rb"<kml[\s>]"), "application/vnd.google-earth.kml+xml"),
    (re.compile(rb"<(!doctype html|html)[\s>]", re.IGNORECASE), "text/html"),
    (re.compile(rb"^<\?xml"), "application/xml"),
)
_LOOK = 4096


def media(data: bytes) -> str:
    """The media type; `UNKNOWN` where the content does not tell."""
    if data.startswith(b"PK\3\4"):
        return _zipped(data)
    for at, beginning, found in _BEGINNINGS:
        if data[at : at + len(beginning)] == beginning and _fits(found, data):
            return found
    return _text(data[:_LOOK])


def _fits(found: str, data: bytes) -> bool:
    """Two letters alone are no proof: a text may begin with them."""
    if found == "image/webp":
        return data.startswith(b"RIFF")
    if found in ("image/bmp", "application/x-msdownload"):
        return b"\0" in data[:_LOOK]
    return True


def _zipped(data: bytes) -> str:
    odf = _ODF.match(data, 38)  # such archives begin with an entry "mimetype", stored
    if data[30:38] == b"mimetype" and odf:
        return odf.group().decode()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:1000])
    except (zipfile.BadZipFile, ValueError, RuntimeError, EOFError, OverflowError):
        return "application/zip"
    return next((found for entry, found in _ENTRIES if entry in names), "application/zip")


def _text(start: bytes) -> str:
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = next((kind for pattern, kind in _MARKUP if pattern.search(bare)), None)
    if bare.startswith(b"<") and found:
        return found
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    if b"\0" in start or not start:
        return UNKNOWN
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(start) < _LOOK or error.start < len(start) - 4:  # not just cut within a letter
            return UNKNOWN
    return TEXT
