"""The canvas with its zero at the top left, as pages are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor

from wecoop_desktop.documents.pdf import fonts
from wecoop_desktop.documents.pdf.lines import Line
from wecoop_desktop.documents.pdf.style import Align, Type

Point = tuple[float, float]


@cache
def _colour(code: str) -> Any:
    return HexColor(code)


class Pen:
    """Draws on one reportlab canvas; `height` is that of the present page."""

    def __init__(self, canvas: Any, height: float) -> None:
        self._canvas = canvas
        self.height = height

    def line_of_text(self, x: float, baseline: float, line: Line, size: float) -> None:
        """A broken line from `x` to the right."""
        canvas, y = self._canvas, self.height - baseline
        for bit in line.bits:
            canvas.setFillColor(_colour(bit.colour))
            canvas.setFont(bit.font, size)
            canvas.drawString(x, y, bit.text)
            if bit.link:
                self.link(x, baseline - size, bit.width, size * 1.25, bit.link)
            x += bit.width

    def text(
        self, x: float, baseline: float, said: str, kind: Type, align: Align = "left"
    ) -> float:
        """One line of text in one look, not broken; returns its width."""
        clean = fonts.cleaned(said).replace("\n", " ")
        name = fonts.font_name(kind.family, bold=kind.bold, italic=False)
        parts = fonts.pieces(clean, name)
        wide = sum(fonts.width(part, font, kind.size) for part, font in parts)
        x -= wide if align == "right" else wide / 2 if align == "centre" else 0
        canvas = self._canvas
        canvas.setFillColor(_colour(kind.colour))
        for part, font in parts:
            canvas.setFont(font, kind.size)
            canvas.drawString(x, self.height - baseline, part)
            x += fonts.width(part, font, kind.size)
        return wide

    def box(self, x: float, top: float, width: float, height: float, fill: str) -> None:
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

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, *, colour: str, thick: float = 0.75
    ) -> None:
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(thick)
        self._canvas.line(x, self.height - y, to_x, self.height - to_y)

    def dots(self, x: float, to_x: float, y: float, *, apart: float, colour: str) -> None:
        """A dotted leader; its dots stand in the same places in every line."""
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
        self._canvas.saveState()
        path = self._canvas.beginPath()
        path.rect(x, self.height - top - height, width, height)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def free(self) -> None:
        self._canvas.restoreState()

    def link(self, x: float, top: float, width: float, height: float, target: str) -> None:
        corners = (x, self.height - top - height, x + width, self.height - top)
        self._canvas.linkAbsolute("", target, corners, Border="[0 0 0]")

    def bookmark(self, key: str, top: float) -> None:
        self._canvas.bookmarkHorizontalAbsolute(key, self.height - top + 12)
