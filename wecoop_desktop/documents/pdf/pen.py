"""The canvas with its zero at the top left, as pages are laid out.

What is drawn thousands of times (letters, lines, areas) is written down as operators of ISO
32000-1, 8.5 and 9.4: the canvas' own verbs keep a state that is not needed and cost twice the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics

from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.lines import Line
from wecoop_desktop.documents.pdf.structure import annotation
from wecoop_desktop.documents.pdf.style import Align, Type
from wecoop_desktop.documents.pdf.tags import Node, Tags

Point = tuple[float, float]


@cache
def _shares(code: str) -> str:
    """Red, green and blue of "#RRGGBB" from 0 to 1."""
    return " ".join(f"{int(code[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


class Pen:
    """Draws on one reportlab canvas; `height` is that of the present page."""

    def __init__(self, canvas: Any, height: float, tags: Tags) -> None:
        self._canvas = canvas
        self._tags = tags
        self._fill = ""  # the colours that hold on this page by now
        self._stroke = ""
        self._held: list[tuple[str, str]] = []
        self.height = height

    def _write(self, operators: str) -> None:
        self._canvas._code.append(operators)

    def _filled(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._write(f"{_shares(colour)} rg")

    def _drawn(self, colour: str, thick: float) -> None:
        if colour != self._stroke:
            self._stroke = colour
            self._write(f"{_shares(colour)} RG")
        self._write(f"{thick:g} w")

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
        self._fill = self._stroke = ""

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
        self._tags.letters(text)
        self._filled(colour)
        face, document = pdfmetrics.getFont(font), self._canvas._doc
        shown = " ".join(
            f"{face.getSubsetInternalName(subset, document)} {size:g} Tf <{codes.hex()}> Tj"
            for subset, codes in face.splitString(text, document)
        )
        if shown:
            self._write(f"BT 1 0 0 1 {x:.2f} {self.height - baseline:.2f} Tm {shown} ET")

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
        self._filled(fill)
        self._write(f"{self._area(x, top, width, height)} f")

    def _area(self, x: float, top: float, width: float, height: float) -> str:
        return f"{x:.2f} {self.height - top - height:.2f} {width:.2f} {height:.2f} re"

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
        self._drawn(colour, thick)
        if fill:
            self._filled(fill)
        if dash:
            self._dashed(dash)
        self._write(f"{self._area(x, top, width, height)} {'B' if fill else 'S'}")
        if dash:
            self._dashed()

    def _dashed(self, lengths: Sequence[float] = ()) -> None:
        """Lines from here on; without lengths they are whole."""
        self._write(f"[{' '.join(f'{one:g}' for one in lengths)}] 0 d")

    def image(self, x: float, top: float, width: float, height: float, png: bytes) -> None:
        """An opaque picture."""
        self._tags.drawing()
        picture = ImageReader(BytesIO(png))
        self._canvas.drawImage(picture, x, self.height - top - height, width, height)

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: str, thick: float = 0.75
    ) -> None:
        self._tags.drawing()
        self._drawn(colour, thick)
        self._line(x, y, to_x, to_y)

    def _line(self, x: float, y: float, to_x: float, to_y: float) -> None:
        high = self.height
        self._write(f"{x:.2f} {high - y:.2f} m {to_x:.2f} {high - to_y:.2f} l S")

    def dots(self, x: float, to_x: float, y: float, *, apart: float, colour: str) -> None:
        """A dotted leader; its dots stand in the same places in every line."""
        self._tags.drawing()
        first = x + (to_x - x) % apart
        if first >= to_x:
            return
        self._drawn(colour, 0.7)
        self._dashed([0.7, apart - 0.7])
        self._line(first, y, to_x, y)
        self._dashed()

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
        if not (colour or fill):
            return
        high = self.height
        steps = [f"{x:.2f} {high - y:.2f} l" for x, y in points]
        steps[0] = steps[0][:-1] + "m"
        if closed or fill:
            steps.append("h")
        if colour:
            self._drawn(colour, thick)
        if fill:
            self._filled(fill)
        ending = "B" if colour and fill else "S" if colour else "f"
        self._write(f"1 j {' '.join(steps)} {ending}")

    def disc(self, x: float, y: float, radius: float, *, fill: str, colour: str = "") -> None:
        self._tags.drawing()
        self._filled(fill)
        if colour:
            self._drawn(colour, 1)
        self._canvas.circle(x, self.height - y, radius, stroke=1 if colour else 0, fill=1)

    def diamond(self, x: float, y: float, radius: float, *, fill: str) -> None:
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        self.path(corners, fill=fill)

    def clipped(self, x: float, top: float, width: float, height: float) -> None:
        """From here to `free`, draw only inside this box."""
        self._tags.drawing()
        self._held.append((self._fill, self._stroke))
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x, self.height - top - height, width, height)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def free(self) -> None:
        self._tags.drawing()
        self._canvas.restoreState()
        self._fill, self._stroke = self._held.pop()

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
        made = annotation(
            corners, fonts.cleaned(words), canvas._bookmarkReference(target), tags.next_touch()
        )
        tags.touch(node, made)
        canvas._addAnnotation(made)

    def bookmark(self, key: str, top: float) -> None:
        self._canvas.bookmarkHorizontalAbsolute(key, self.height - top + 12)
