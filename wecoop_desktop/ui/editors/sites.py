"""Sites: their table, and a small map that shows where the coordinates really lie."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of, shown
from wecoop_desktop.ui.wording import ntr, tr

WEST, EAST, SOUTH, NORTH = 46.0, 88.0, 34.5, 56.0
STRETCH = 0.74  # a degree of longitude against one of latitude at 42° N


@cache
def outlines(file: str) -> tuple[tuple[str, QPainterPath], ...]:
    """Id and border of each area of a file of `resources/map`, in degrees; north is up."""
    path = resources_folder() / "map" / file
    if not path.exists():
        return ()
    data = json.loads(path.read_text("utf-8"))
    found = []
    for feature in data["features"]:
        shape = feature["geometry"]
        groups = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        border = QPainterPath()
        for polygon in groups:
            for ring in polygon:
                _add(border, ring)
        found.append((str(feature.get("id", "")), border))
    return tuple(found)


def _add(border: QPainterPath, ring: Iterable[Iterable[float]]) -> None:
    points = [QPointF(x * STRETCH, -y) for x, y, *_ in (tuple(point) for point in ring)]
    if points:
        border.moveTo(points[0])
        for point in points[1:]:
            border.lineTo(point)
        border.closeSubpath()


class SiteMap(QWidget):
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pins: list[tuple[int, float, float, str]] = []
        self._row = -1
        self._mine: frozenset[str] = frozenset()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(260))

    def display(self, value: Value | None, scene: Scene) -> None:
        self._pins = []
        for at, row in enumerate(rows_of(value)):
            lat, lon = row.get("lat"), row.get("lon")
            if not isinstance(lat, Decimal) or not isinstance(lon, Decimal):
                continue
            if abs(lat) <= 90 and abs(lon) <= 180:
                name = shown(row.get("name"), "text", (), scene.writing)
                self._pins.append((at, float(lat), float(lon), name))
        countries = scene.answers.get("basic.countries")
        chosen = countries if isinstance(countries, tuple) else ()
        self._mine = frozenset(str(country) for country in chosen)
        count = len(self._pins)
        self.setAccessibleName(ntr("Map with {n} site", "Map with {n} sites", count))
        self.update()

    def pick(self, row: int) -> None:
        self._row = row
        self.update()

    def _frame(self) -> QRectF:
        """Around the pins, else the countries chosen, else all five."""
        area = QRectF()
        for _row, lat, lon, _name in self._pins:
            area = area.united(QRectF(lon * STRETCH - 1.2, -lat - 0.9, 2.4, 1.8))
        if not area.isNull():
            return area
        for country, border in outlines("countries.geojson"):
            if country in self._mine or not self._mine - {"REG"}:
                area = area.united(border.boundingRect())
        if area.isNull():
            area = QRectF(WEST * STRETCH, -NORTH, (EAST - WEST) * STRETCH, NORTH - SOUTH)
        return area.adjusted(-0.4, -0.4, 0.4, 0.4)

    def _transform(self) -> QTransform:
        frame = self._frame()
        scale = min(self.width() / frame.width(), self.height() / frame.height())
        move = QTransform()
        move.translate(self.width() / 2, self.height() / 2)
        move.scale(scale, scale)
        move.translate(-frame.center().x(), -frame.center().y())
        return move

    def _places(self) -> list[tuple[int, QPointF, str]]:
        move = self._transform()
        return [
            (row, move.map(QPointF(lon * STRETCH, -lat)), name)
            for row, lat, lon, name in self._pins
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("subtle"))
        move = self._transform()
        painter.setPen(QPen(theme.colour("line2"), 1))
        for _region, border in outlines("regions.geojson"):
            painter.drawPath(move.map(border))
        painter.setPen(QPen(theme.colour("muted"), 1.2))
        for country, border in outlines("countries.geojson"):
            mine = country in self._mine
            painter.setBrush(
                theme.mixed("primary", "surface", 0.12) if mine else Qt.BrushStyle.NoBrush
            )
            painter.drawPath(move.map(border))
        painter.setFont(theme.font("smallStrong"))
        taken: list[QRectF] = []
        for row, place, name in self._places():
            chosen = row == self._row
            painter.setPen(QPen(theme.colour("focus" if chosen else "surface"), 2))
            painter.setBrush(theme.colour("err"))
            painter.drawEllipse(place, theme.px(6), theme.px(6))
            self._label(painter, place, name, taken)
        self._notice(painter)

    def _label(self, painter: QPainter, place: QPointF, name: str, taken: list[QRectF]) -> None:
        """The name beside its pin where nothing else stands; the table has all of them."""
        metrics = painter.fontMetrics()
        width, height = metrics.horizontalAdvance(name), metrics.height()
        gap = theme.px(9)
        for left in (place.x() + gap, place.x() - gap - width):
            area = QRectF(left, place.y() - height / 2, width, height)
            free = not any(area.intersects(other) for other in taken)
            if free and QRectF(self.rect()).contains(area):
                taken.append(area)
                painter.setPen(theme.colour("text"))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
                return

    def _notice(self, painter: QPainter) -> None:
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("muted"))
        words = tr("Borders: Natural Earth; no opinion on any border is implied")
        area = QRectF(self.rect()).adjusted(0, 0, -theme.px(6), -theme.px(3))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, place, _name in self._places():
            away = event.position() - place
            if away.x() ** 2 + away.y() ** 2 <= theme.px(9) ** 2:
                self.picked.emit(row)
                return


def location(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return RowsEditor(Grid(question, add=tr("Add a site")), below=[SiteMap()], parent=parent)
