"""Pages of a PDF in memory as pictures, drawn by PDFium from the very bytes that are saved."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtGui import QImage

KEPT = 48  # pictures of pages kept in memory


class Pages:
    """`take` other bytes at any time; pictures are made when they are asked for."""

    def __init__(self) -> None:
        self._document: object = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    @property
    def count(self) -> int:
        return len(self._sizes)

    def take(self, pdf: bytes) -> None:
        """Show these bytes; empty bytes have no pages."""
        self._images.clear()
        self._sizes = ()
        self._document = None
        if not pdf:
            return
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        self._document = document
        self._sizes = tuple(document.get_page_size(at) for at in range(len(document)))

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points."""
        return self._sizes[page]

    def image(self, page: int, width: int) -> QImage:
        """A page `width` pixels wide."""
        key = (page, width)
        found = self._images.get(key)
        if found is not None:
            self._images.move_to_end(key)
            return found.copy()
        import pypdfium2

        document = self._document
        assert isinstance(document, pypdfium2.PdfDocument)
        scale = width / self._sizes[page][0]
        bitmap = document[page].render(scale=scale, rev_byteorder=True, maybe_alpha=False)
        data = bytes(bitmap.buffer)
        kind = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else None
        image = QImage(
            data,
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            kind or QImage.Format.Format_RGB888,
        ).copy()
        self._images[key] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        return image.copy()
