"""The canvas with its zero at the top left, as pages are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.lines import Line
from wecoop_desktop.documents.pdf.structure import annotation
from wecoop_desktop.documents.pdf.style import Align, Type
from wecoop_desktop.documents.pdf.tags import Node, Tags

Point = tuple[float, float]


@cache
def _colour(code: str) -> Any:
    return HexColor(code)


class Pen:
    """Draws on one reportlab canvas; `height` is that of the present page."""

    def __init__(self, canvas: Any, height: float, tags: Tags) -> None:
        self._canvas = canvas
        self._tags = tags
        self.height = height

    def inside(self, node: Node | None) -> AbstractContextManager[None]:
        """What is written here is this element; None: nothing that is read."""
        return self._tags.inside(node)

    @contextmanager
    def figure(
        self, node: Node, x: float, top: float, width: float, height: float
    ) -> Iterator[None]:
        """What is drawn here is this figure, or a part of it."""
        self._tags.boxed(node, (x, self.height - top - height, x + width, self.height - top))
        with self._tags.inside(node):
            yield

    def end_page(self) -> None:
        self._tags.close_page()
        self._canvas.showPage()

    def line_of_text(self, x: float, baseline: float, line: Line, size: float) -> None:
        """A broken line from `x` to the right."""
        for bit in line.bits:
            if bit.link:
                with self.link(x, baseline - size, bit.width, size * 1.25, bit.link, bit.text):
                    self._letters(x, baseline, bit.text, bit.font, size, bit.colour)
            else:
                self._letters(x, baseline, bit.text, bit.font, size, bit.colour)
            x += bit.width

    def _letters(
        self, x: float, baseline: float, text: str, font: str, size: float, colour: str
    ) -> None:
        canvas = self._canvas
        self._tags.letters(text)
        canvas.setFillColor(_colour(colour))
        canvas.setFont(font, size)
        canvas.drawString(x, self.height - baseline, text)

    def text(
        self, x: float, baseline: float, said: str, kind: Type, align: Align = "left"
    ) -> float:
        """One line of text in one look, not broken; returns its width."""
        clean = fonts.cleaned(said).replace("\n", " ")
        name = fonts.font_name(kind.family, bold=kind.bold, italic=False)
        parts = fonts.pieces(clean, name)
        wide = sum(fonts.width(part, font, kind.size) for part, font in parts)
        x -= wide if align == "right" else wide / 2 if align == "centre" else 0
        for part, font in parts:
            self._letters(x, baseline, part, font, kind.size, kind.colour)
            x += fonts.width(part, font, kind.size)
        return wide

    def box(self, x: float, top: float, width: float, height: float, fill: str) -> None:
        self._tags.drawing()
        self._canvas.setFillColor(_colour(fill))
        self._canvas.rect(x, self.height - top - height, width, height, stroke=0, fill=1)

    def frame(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        colour: str,
        thick: float = 0.75,
        fill: str = "",
        dash: Sequence[float] = (),
    ) -> None:
        self._tags.drawing()
        canvas = self._canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(thick)
        if fill:
            canvas.setFillColor(_colour(fill))
        if dash:
            canvas.setDash(list(dash))
        canvas.rect(x, self.height - top - height, width, height, stroke=1, fill=1 if fill else 0)
        if dash:
            canvas.setDash()

    def image(self, x: float, top: float, width: float, height: float, png: bytes) -> None:
        """An opaque picture."""
        self._tags.drawing()
        picture = ImageReader(BytesIO(png))
        self._canvas.drawImage(picture, x, self.height - top - height, width, height)

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: str, thick: float = 0.75
    ) -> None:
        self._tags.drawing()
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thick)
        self._canvas.line(x, self.height - y, to_x, self.height - to_y)

    def dots(self, x: float, to_x: float, y: float, *, apart: float, colour: str) -> None:
        """A dotted leader; its dots stand in the same places in every line."""
        self._tags.drawing()
        first = x + (to_x - x) % apart
        if first >= to_x:
            return
        canvas = self._canvas
        canvas.setStrokeColor(_colour(colour))
        canvas.setLineWidth(0.7)
        canvas.setDash([0.7, apart - 0.7])
        canvas.line(first, self.height - y, to_x, self.height - y)
        canvas.setDash()

    def path(
        self,
        points: Sequence[Point],
        *,
        colour: str = "",
        thick: float = 1.0,
        fill: str = "",
        closed: bool = False,
    ) -> None:
        """A polyline, or an area where `fill` is given."""
        self._tags.drawing()
        if len(points) < 2:
            return
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed or fill:
            path.close()
        if colour:
            self._canvas.setStrokeColor(_colour(colour))
            self._canvas.setLineWidth(thick)
        if fill:
            self._canvas.setFillColor(_colour(fill))
        self._canvas.setLineJoin(1)
        self._canvas.drawPath(path, stroke=1 if colour else 0, fill=1 if fill else 0)

    def disc(self, x: float, y: float, radius: float, *, fill: str, colour: str = "") -> None:
        self._tags.drawing()
        self._canvas.setFillColor(_colour(fill))
        if colour:
            self._canvas.setStrokeColor(_colour(colour))
            self._canvas.setLineWidth(1)
        self._canvas.circle(x, self.height - y, radius, stroke=1 if colour else 0, fill=1)

    def diamond(self, x: float, y: float, radius: float, *, fill: str) -> None:
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        self.path(corners, fill=fill)

    def clipped(self, x: float, top: float, width: float, height: float) -> None:
        """From here to `free`, draw only inside this box."""
        self._tags.drawing()
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x, self.height - top - height, width, height)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def free(self) -> None:
        self._tags.drawing()
        self._canvas.restoreState()

    @contextmanager
    def link(
        self, x: float, top: float, width: float, height: float, target: str, words: str
    ) -> Iterator[None]:
        """What is written here leads to `target`; the area around it can be clicked."""
        canvas, tags = self._canvas, self._tags
        node = tags.linked()
        with tags.inside(node):
            yield
        corners = (x, self.height - top - height, x + width, self.height - top)
        made = annotation(corners, words, canvas._bookmarkReference(target), tags.next_touch())
        tags.touch(node, made)
        canvas._addAnnotation(made)

    def bookmark(self, key: str, top: float) -> None:
        self._canvas.bookmarkHorizontalAbsolute(key, self.height - top + 12)
