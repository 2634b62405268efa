"""The circles on the map: how they look, and what a circle is called."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from wecoop_desktop.base.text import Text
from wecoop_desktop.library.query import Spot
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.parts.borders import region_names
from wecoop_desktop.ui.parts.clusters import Atlas, Cluster, commonest
from wecoop_desktop.ui.parts.projection import Frame
from wecoop_desktop.ui.wording import language, ntr, said, tr

EDGE = 2  # pixels of the line around a circle
RING = 4  # pixels from a circle to the ring around the chosen one


@dataclass(frozen=True, slots=True)
class Circle:
    """A cluster where it is seen: middle and radius in pixels."""

    cluster: Cluster
    at: QPointF
    radius: float

    def box(self, around: float = 0.0) -> QRectF:
        half = self.radius + around
        return QRectF(self.at.x() - half, self.at.y() - half, 2 * half, 2 * half)

    def holds(self, point: QPointF) -> bool:
        apart = point - self.at
        return apart.x() ** 2 + apart.y() ** 2 <= (self.radius + EDGE) ** 2


def circles(atlas: Atlas, frame: Frame, zoom: float) -> tuple[Circle, ...]:
    """All that are seen in a frame, in reading order: from the north, and from the west."""
    found = []
    for cluster in atlas.within(frame.box(), frame.scale / zoom):
        across, down = frame.pixel(cluster.x, cluster.y)
        radius = atlas.radius(cluster.projects) * zoom
        inside = -radius < across < frame.width + radius and -radius < down < frame.height + radius
        if inside:
            found.append(Circle(cluster, QPointF(across, down), radius))
    band = 90 * zoom
    return tuple(sorted(found, key=lambda one: (one.at.y() // band, one.at.x())))


def draw(painter: QPainter, shown: Iterable[Circle], tone: str) -> None:
    """Paint circles as lines and areas; those of which only the region is known are hollow."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for circle in sorted(shown, key=lambda one: -one.radius):
        _draw(painter, circle.at, circle.radius, circle.cluster, tone)
    painter.restore()


def stamp(painter: QPainter, shown: Iterable[Circle], tone: str, ratio: float) -> None:
    """Paint circles on the screen with pictures that are kept, ten times as fast as `draw`.

    `ratio`: pixels of the screen for a pixel of the window.
    """
    for circle in sorted(shown, key=lambda one: -one.radius):
        cluster = circle.cluster
        look = (theme.name(), theme.px(100), tone, ratio)
        picture = _picture(cluster.projects, circle.radius, look, rough=cluster.rough)
        half = picture.width() / ratio / 2
        painter.drawPixmap(
            QPointF(round(circle.at.x() - half), round(circle.at.y() - half)), picture
        )


@lru_cache(maxsize=1024)
def _picture(
    projects: int, radius: float, look: tuple[str, int, str, float], *, rough: bool
) -> QPixmap:
    """A circle with its number. `look`: theme, text size, tone, pixel ratio."""
    _, _, tone, ratio = look
    side = 2 * math.ceil(radius + theme.px(EDGE))
    picture = QPixmap(math.ceil(side * ratio), math.ceil(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cluster = Cluster(0, 0, projects, rough, ())
    _draw(painter, QPointF(side / 2, side / 2), radius, cluster, tone)
    painter.end()
    return picture


def _draw(painter: QPainter, at: QPointF, radius: float, cluster: Cluster, tone: str) -> None:
    draw_one(painter, at, radius, tone, rough=cluster.rough)
    painter.setFont(theme.font("microStrong"))
    painter.setPen(theme.colour(tone if cluster.rough else "onPrimary"))
    half = radius + 12
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number(cluster.projects))


def number(count: int) -> str:
    """A count as it is written; below a thousand there is nothing to group."""
    return str(count) if count < 1000 else language().number(count)


def draw_one(painter: QPainter, at: QPointF, radius: float, tone: str, *, rough: bool) -> None:
    """A circle without its number."""
    edge = theme.px(EDGE)
    painter.setPen(QPen(theme.colour("canvas"), edge))
    painter.setBrush(theme.colour("surface" if rough else tone))
    painter.drawEllipse(at, radius, radius)
    if rough:
        painter.setPen(QPen(theme.colour(tone), edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, radius - edge, radius - edge)


def draw_ring(painter: QPainter, circle: Circle) -> None:
    """The ring around the circle that has the focus or is open."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
    around = circle.radius + theme.px(RING)
    painter.drawEllipse(circle.at, around, around)
    painter.restore()


# Words


def called(spots: tuple[Spot, ...]) -> str:
    """A name for places that are one circle: their own, their region's, or the most usual one."""
    names = dict.fromkeys(spot.name for spot in spots)
    if len(names) == 1:
        return said(next(iter(names)))
    regions = {spot.region for spot in spots}
    if len(regions) == 1 and (region := region_named(next(iter(regions)))):
        return said(region)
    usual = commonest(spots)
    if usual is None:
        return ""
    others = len(names) - 1
    return ntr(
        "{place} and {n} other place",
        "{place} and {n} other places",
        others,
        place=said(usual.name),
    )


def region_named(code: str) -> Text | None:
    """A first-level region by its ISO 3166-2 code, if the map knows it."""
    return region_names().get(code)


def where(spot: Spot) -> str:
    """The region and the country of a place, as far as known."""
    return ", ".join(_where(spot))


def _where(spot: Spot) -> Iterator[str]:
    region = region_named(spot.region)
    if region and region.en.casefold() != spot.name.en.casefold():
        yield said(region)
    if spot.region:
        yield country(spot.region.partition("-")[0])


def told(atlas: Atlas, cluster: Cluster) -> str:
    """A circle in a sentence, for the tooltip and the screen reader."""
    words = ntr("{place}: {n} project", "{place}: {n} projects", cluster.projects,
                place=called(atlas.spots(cluster)))  # fmt: skip
    rough = tr("Only the region is known.")
    return f"{words}. {rough}" if cluster.rough else words
