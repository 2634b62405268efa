"""Pages of a PDF in memory as pictures, drawn by PDFium from the very bytes that are saved."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import closing

from PySide6.QtGui import QImage

KEPT = 48  # pictures of pages kept in memory


class Pages:
    """`take` other bytes at any time; pictures are made when they are asked for.

    The document is opened for each picture: that costs a millisecond, and nothing stays open.
    """

    def __init__(self) -> None:
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    @property
    def count(self) -> int:
        return len(self._sizes)

    def take(self, pdf: bytes) -> None:
        """Show these bytes; empty bytes have no pages."""
        self._images.clear()
        self._sizes = ()
        self._pdf = pdf
        if not pdf:
            return
        from pypdfium2 import PdfDocument

        with closing(PdfDocument(pdf)) as document:
            self._sizes = tuple(document.get_page_size(at) for at in range(len(document)))

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        return self._sizes[page]

    def image(self, page: int, width: int) -> QImage:
        """A page `width` pixels wide."""
        key = (page, width)
        found = self._images.get(key)
        if found is None:
            found = self._images[key] = self._draw(page, width)
        self._images.move_to_end(key)
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        return found.copy()

    def _draw(self, page: int, width: int) -> QImage:
        from pypdfium2 import PdfDocument

        scale = width / self._sizes[page][0]
        with closing(PdfDocument(self._pdf)) as document, closing(document[page]) as sheet:
            bitmap = sheet.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
            colours = QImage.Format
            kind = colours.Format_RGBX8888 if bitmap.n_channels == 4 else colours.Format_RGB888
            data = bytes(bitmap.buffer)
            picture = QImage(data, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
            bitmap.close()
        return picture
