"""The PDF writer: an outline in, the bytes of a PDF out; knows blocks and charts, never forms."""

from __future__ import annotations

from typing import BinaryIO

from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.enclosed import Enclosed
from wecoop_desktop.documents.outline import Outline


def write_pdf(
    outline: Outline, stream: BinaryIO, job: Job | None = None, enclosed: Enclosed | None = None
) -> tuple[float, ...]:
    """Write the document; the same outline always gives the same bytes.

    Gives how much of pages each section fills: the half of one is 0.5.
    The file `enclosed` travels inside the document. Raises `Cancelled` when the job is stopped;
    nothing was written to the stream then.
    """
    from wecoop_desktop.documents.pdf.write import write  # reportlab is imported here, not earlier

    return write(outline, stream, job or Job(), enclosed)
