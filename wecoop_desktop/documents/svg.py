"""A pen that draws charts as SVG: the same drawing as on the pages of the PDF, for Word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape, quoteattr

from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.lines import Line
from wecoop_desktop.documents.pdf.pen import Point
from wecoop_desktop.documents.pdf.style import Align, Type
from wecoop_desktop.documents.pdf.tags import Node

# Calibri and Carlito are as narrow as the font of the PDF, and on the machines of offices.
FAMILY = "Calibri, Carlito, 'Source Sans 3', sans-serif"


class SvgPen:
    """Offers what charts draw with (`pdf.pen.Pen`); measures are points from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._parts: list[str] = []
        self._clips = 0

    def svg(self, title: str) -> str:
        """The drawing; `title` says it in words."""
        size = f'width="{self.width:.1f}pt" height="{self.height:.1f}pt"'
        box = f'viewBox="0 0 {self.width:.1f} {self.height:.1f}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FAMILY}">'
        return f"{head}<title>{escape(title)}</title>{''.join(self._parts)}</svg>"

    @contextmanager
    def inside(self, _node: Node | None) -> Iterator[None]:
        yield

    def line_of_text(self, x: float, baseline: float, line: Line, size: float) -> None:
        for bit in line.bits:
            self._letters(x, baseline, bit.text, size, bit.colour, bold="Bold" in bit.font)
            x += bit.width

    def text(
        self, x: float, baseline: float, said: str, kind: Type, align: Align = "left"
    ) -> float:
        clean = fonts.cleaned(said).replace("\n", " ")
        name = fonts.font_name(kind.family, bold=kind.bold, italic=False)
        wide = sum(fonts.width(part, font, kind.size) for part, font in fonts.pieces(clean, name))
        anchor = {"right": "end", "centre": "middle"}.get(align, "start")
        self._letters(x, baseline, clean, kind.size, kind.colour, bold=kind.bold, anchor=anchor)
        return wide

    def _letters(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        colour: str,
        *,
        bold: bool,
        anchor: str = "start",
    ) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{x:.2f}" y="{baseline:.2f}" font-size="{size:g}" fill="{colour}"'
            f'{weight} text-anchor="{anchor}" xml:space="preserve">{escape(text)}</text>'
        )

    def box(self, x: float, top: float, width: float, height: float, fill: str) -> None:
        self._rect(x, top, width, height, f'fill="{fill}"')

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
        dashed = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
        look = f'fill="{fill or "none"}" stroke="{colour}" stroke-width="{thick:g}"{dashed}'
        self._rect(x, top, width, height, look)

    def _rect(self, x: float, top: float, width: float, height: float, look: str) -> None:
        self._parts.append(
            f'<rect x="{x:.2f}" y="{top:.2f}" width="{width:.2f}" height="{height:.2f}" {look}/>'
        )

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: str, thick: float = 0.75
    ) -> None:
        self._parts.append(
            f'<line x1="{x:.2f}" y1="{y:.2f}" x2="{to_x:.2f}" y2="{to_y:.2f}"'
            f' stroke="{colour}" stroke-width="{thick:g}"/>'
        )

    def path(
        self,
        points: Sequence[Point],
        *,
        colour: str = "",
        thick: float = 1.0,
        fill: str = "",
        closed: bool = False,
    ) -> None:
        if len(points) < 2:
            return
        way = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
        ended = "Z" if closed or fill else ""
        line = f' stroke="{colour}" stroke-width="{thick:g}" stroke-linejoin="round"'
        self._parts.append(
            f'<path d="{way}{ended}" fill="{fill or "none"}"{line if colour else ""}/>'
        )

    def disc(self, x: float, y: float, radius: float, *, fill: str, colour: str = "") -> None:
        line = f' stroke="{colour}"' if colour else ""
        self._parts.append(
            f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" fill="{fill}"{line}/>'
        )

    def diamond(self, x: float, y: float, radius: float, *, fill: str) -> None:
        corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
        self.path(corners, fill=fill)

    def clipped(self, x: float, top: float, width: float, height: float) -> None:
        """From here to `free`, draw only inside this box."""
        self._clips += 1
        name = f"clip{self._clips}"
        self._parts.append(f"<clipPath id={quoteattr(name)}>")
        self._rect(x, top, width, height, "")
        self._parts.append(f'</clipPath><g clip-path="url(#{name})">')

    def free(self) -> None:
        self._parts.append("</g>")
