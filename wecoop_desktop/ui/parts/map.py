"""A small map of the region with places on it, drawn from the shipped borders."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.borders import shapes
from wecoop_desktop.ui.role import speak_as

MARGIN = 1.2  # degrees around a single place
LEAST = 6.0  # degrees of longitude that are always seen, so that one can tell where it is


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, WGS84; a rough one (the centre of a region) is drawn hollow."""

    name: str
    latitude: float
    longitude: float
    rough: bool = False


@cache
def _outline(file: str) -> QPainterPath:
    """All borders of a file as one path in degrees, latitude stretched to the middle of the region.

    Equirectangular at 41° north: north is up everywhere, and shapes are right to some percent
    between 35° and 55°.
    """
    path = QPainterPath()
    for shape in shapes(file):
        for line in shape.lines:
            path.moveTo(_flat(line[0][1], line[0][0]))
            for longitude, latitude in line[1:]:
                path.lineTo(_flat(latitude, longitude))
            path.closeSubpath()
    return path


def _flat(latitude: float, longitude: float) -> QPointF:
    return QPointF(longitude * math.cos(math.radians(41)), -latitude)


class LocatorMap(QWidget):
    """Borders of countries and regions around the given places; the whole region without any."""

    def __init__(self, spots: Sequence[Spot] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._spots: tuple[Spot, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.display(spots)

    def display(self, spots: Sequence[Spot]) -> None:
        self._spots = tuple(spots)
        self.setAccessibleName(", ".join(spot.name for spot in self._spots))
        self.setToolTip("\n".join(spot.name for spot in self._spots))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(350), theme.px(112))

    def _frame(self) -> QRectF:
        """What is seen, in the units of `_flat`, in the proportions of the widget."""
        if self._spots:
            points = [_flat(spot.latitude, spot.longitude) for spot in self._spots]
            left, right = min(p.x() for p in points), max(p.x() for p in points)
            top, bottom = min(p.y() for p in points), max(p.y() for p in points)
            frame = QRectF(left, top, right - left, bottom - top)
        else:
            frame = _outline("countries.geojson").boundingRect()
        frame = frame.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        width = max(frame.width(), LEAST, frame.height() * self.width() / max(1, self.height()))
        height = width * self.height() / max(1, self.width())
        centre = frame.center()
        return QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        clip = QPainterPath()
        clip.addRoundedRect(box, theme.px(5), theme.px(5))
        painter.setPen(QPen(theme.colour("line2"), 1))
        painter.setBrush(theme.colour("subtle"))
        painter.drawPath(clip)
        painter.setClipPath(clip)
        frame = self._frame()
        scale = self.width() / frame.width()
        painter.save()
        painter.scale(scale, scale)
        painter.translate(-frame.left(), -frame.top())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.mixed("irrigation", "surface", 0.12))
        painter.drawPath(_outline("countries.geojson"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_cosmetic("line2", 1))
        painter.drawPath(_outline("regions.geojson"))
        painter.setPen(_cosmetic("lineStrong", 1.3))
        painter.drawPath(_outline("countries.geojson"))
        painter.restore()
        for spot in self._spots:
            at = _flat(spot.latitude, spot.longitude) - frame.topLeft()
            painter.setPen(QPen(theme.colour("primary" if spot.rough else "surface"), 2))
            painter.setBrush(theme.colour("surface" if spot.rough else "primary"))
            painter.drawEllipse(at * scale, theme.px(5), theme.px(5))
        painter.end()


def _cosmetic(token: str, width: float) -> QPen:
    """A pen of the same width at every scale."""
    pen = QPen(theme.colour(token), width)
    pen.setCosmetic(True)
    return pen
