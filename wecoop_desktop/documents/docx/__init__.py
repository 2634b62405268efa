"""The Word writer: an outline in, the bytes of a DOCX out; knows blocks and charts, never forms."""

from __future__ import annotations

from typing import BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.outline import Outline


def write_docx(outline: Outline, stream: BinaryIO, job: Job | None = None) -> None:
    """Write the document; the same outline always gives the same bytes.

    Raises `Cancelled` when the job is stopped; nothing was written to the stream then.
    """
    from wecoop_desktop.documents.docx.write import write  # python-docx is imported here

    write(outline, stream, job or Job())
