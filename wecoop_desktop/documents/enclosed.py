"""A proposal file inside a PDF: the document is its own backup."""

from __future__ import annotations

from ctypes import c_ulong
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import mark

SUFFIX = ".wecoop"
MEDIA = "application/vnd.wecoop+zip"
PDF_LIMIT = 200_000_000  # bytes of a PDF that is looked into
LIMIT = 60_000_000  # bytes of the file inside, as of proposal files
NOTE = mark("The proposal of this document, for WECOOP Desktop: its answers and its comments.")
MOST = 50  # files of a PDF that are looked at


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`note` says to people what the file is, in the language of the document."""

    name: str
    data: bytes
    note: str
    media: str = MEDIA


def enclosed(path: Path) -> Enclosed:
    """The proposal file that a PDF holds.

    Raises `AppError` file-not-readable, pdf-broken, pdf-without-proposal, file-too-large.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        if path.stat().st_size > PDF_LIMIT:
            raise AppError("file-too-large", path=path, limit=PDF_LIMIT)
        data = path.read_bytes()
    except OSError as error:
        raise AppError("file-not-readable", path=path) from error
    try:
        document = PdfDocument(data)
    except PdfiumError as error:  # no PDF, damaged, or with a password
        raise AppError("pdf-broken", path=path) from error
    try:
        for index in range(min(document.count_attachments(), MOST)):
            held = document.get_attachment(index)
            name = held.get_name()
            if name.casefold().endswith(SUFFIX):
                return Enclosed(name, _bytes(held, path), "")
    except PdfiumError as error:
        raise AppError("pdf-broken", path=path) from error
    finally:
        document.close()
    raise AppError("pdf-without-proposal", path=path)


def _bytes(held: Any, path: Path) -> bytes:
    """PDFium unpacks at most a gigabyte to say how much there is; it is asked before it copies."""
    from pypdfium2.raw import FPDFAttachment_GetFile

    size = c_ulong()
    FPDFAttachment_GetFile(held, None, 0, size)
    if size.value > LIMIT:
        raise AppError("file-too-large", path=path, limit=LIMIT)
    return bytes(memoryview(held.get_data()))
