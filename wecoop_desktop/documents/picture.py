"""Charts as pictures: the drawing of the PDF as SVG and, for programs that show none, as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from wecoop_desktop.documents.chart import Chart
from wecoop_desktop.documents.pdf.flow import Piece
from wecoop_desktop.documents.pdf.pen import Pen
from wecoop_desktop.documents.svg import SvgPen

SHARPNESS = 2.6  # pixels a point: 187 to the inch
EDGE = 1.5  # points around, so that lines at the edge are whole


@dataclass(frozen=True, slots=True)
class Picture:
    """Width and height in points."""

    width: float
    height: float
    svg: str
    png: bytes


def pictures(
    chart: Chart, width: float, room: float, language: str, title: str
) -> Iterator[Picture]:
    """The chart in `width`; several pictures where it is higher than `room`."""
    from wecoop_desktop.documents.pdf.charts import drawing

    for pieces in _parted(drawing(chart, width, room, language), room):
        yield _drawn(pieces, width, title)


def _parted(pieces: Sequence[Piece], room: float) -> Iterator[list[Piece]]:
    """As many pieces together as fit; each part begins with the head of its first piece."""
    part: list[Piece] = []
    used = 0.0
    for piece in pieces:
        if part and used + piece.height > room:
            yield part
            part = [piece.head] if piece.head is not None else []
            used = sum(one.height for one in part)
        part.append(piece)
        used += piece.height
    if part:
        yield part


def _drawn(pieces: Sequence[Piece], width: float, title: str) -> Picture:
    wide = width + 2 * EDGE
    high = sum(piece.height for piece in pieces) + 2 * EDGE
    pen = SvgPen(wide, high)
    # The pen of the PDF is asked for; charts draw with what both have.
    _paint(cast(Pen, pen), pieces)
    return Picture(wide, high, pen.svg(title), _png(pieces, wide, high))


def _paint(pen: Pen, pieces: Sequence[Piece]) -> None:
    top = EDGE
    for piece in pieces:
        piece.paint(pen, EDGE, top)
        top += piece.height


def _png(pieces: Sequence[Piece], width: float, height: float) -> bytes:
    """A page of just this size, drawn by PDFium."""
    from pypdfium2 import PdfDocument
    from reportlab.pdfgen.canvas import Canvas

    from wecoop_desktop.documents.pdf import fonts
    from wecoop_desktop.documents.pdf.tags import Node, Tags

    buffer = io.BytesIO()
    name = fonts.registered("Sans")
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, initialFontName=name)
    pen = Pen(canvas, height, Tags(canvas, Node("Document"), 1))
    _paint(pen, pieces)
    pen.end_page()
    canvas.save()
    document = PdfDocument(buffer.getvalue())
    try:
        image = document[0].render(scale=SHARPNESS).to_pil()
    finally:
        document.close()
    found = io.BytesIO()
    image.save(found, "PNG", compress_level=4)
    return found.getvalue()
