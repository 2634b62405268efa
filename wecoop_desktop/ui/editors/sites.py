"""Sites: their table, and a small map that shows where the coordinates really lie."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Column
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.editors import whereabouts
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.offers import Offer, Offers
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of, shown
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, ntr, said, tr

WEST, EAST, SOUTH, NORTH = 46.0, 88.0, 34.5, 56.0
COORDINATES = ("lat", "lon")
MOST_TOLD = 6  # sites with something wrong
MOST_PLACED = 8  # sites of which the region is told
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
    """Pins of the sites; while a point is asked for, a cross that mouse or arrows move."""

    picked = Signal(int)
    pointed = Signal(object, object)  # latitude, longitude: Decimal
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "picture")
        self._pins: list[tuple[int, float, float, str]] = []
        self._row = -1
        self._mine: frozenset[str] = frozenset()
        self._cross: QPointF | None = None
        self.setMouseTracking(True)
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
        self._mine = frozenset(str(code) for code in chosen)
        count = len(self._pins)
        self.setAccessibleName(ntr("Map with {n} site", "Map with {n} sites", count))
        self.update()

    def pick(self, row: int) -> None:
        self._row = row
        self.update()

    def ask(self, what: str) -> None:
        """ "point": the next click or Enter says where; "" takes that back."""
        self._cross = QPointF(self.rect().center()) if what else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if what else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if what else Qt.CursorShape.ArrowCursor)
        if what:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setAccessibleDescription(
                tr("Arrows move the cross, with Shift finely; Enter takes the place, Esc leaves.")
            )
        self.update()

    def place_of(self, point: QPointF) -> tuple[Decimal, Decimal] | None:
        """Latitude and longitude of a pixel, four decimals; None beyond the poles."""
        back, sure = self._transform().inverted()
        if not sure:
            return None
        flat = back.map(point)
        lat, lon = Decimal(repr(-flat.y())), Decimal(repr(flat.x() / STRETCH))
        if abs(lat) > 90 or abs(lon) > 180:
            return None
        fine = Decimal("0.0001")
        return lat.quantize(fine), lon.quantize(fine)

    def event(self, event: QEvent) -> bool:
        """While a point is asked for, Esc ends that and nothing else."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._cross is not None
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: QPointF(-1, 0),
            Qt.Key.Key_Right: QPointF(1, 0),
            Qt.Key.Key_Up: QPointF(0, -1),
            Qt.Key.Key_Down: QPointF(0, 1),
        }
        key = Qt.Key(event.key())
        if self._cross is None:
            super().keyPressEvent(event)
        elif key in ways:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            moved = self._cross + ways[key] * (1 if fine else theme.px(10))
            self._cross = QPointF(
                min(max(moved.x(), 0), self.width() - 1), min(max(moved.y(), 0), self.height() - 1)
            )
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._say_point(self._cross)
        elif key == Qt.Key.Key_Escape:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)

    def _say_point(self, point: QPointF) -> None:
        place = self.place_of(point)
        if place is not None:
            self.pointed.emit(*place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._cross is not None:
            self._cross = event.position()
            self.update()

    def _paint_cross(self, painter: QPainter) -> None:
        cross = self._cross
        if cross is None:
            return
        painter.setPen(QPen(theme.colour("focus"), 1.4))
        painter.drawLine(QPointF(0, cross.y()), QPointF(self.width(), cross.y()))
        painter.drawLine(QPointF(cross.x(), 0), QPointF(cross.x(), self.height()))
        place = self.place_of(cross)
        if place is not None:
            painter.setFont(theme.font("microStrong"))
            painter.setPen(theme.colour("text"))
            words = ", ".join(f"{part:f}" for part in place)
            painter.drawText(QPointF(theme.px(8), theme.px(16)), words)

    def _frame(self) -> QRectF:
        """Around the pins of the region, else the countries chosen, else all five: a mistyped
        coordinate far away must not make the others a speck."""
        area = QRectF()
        near = [pin for pin in self._pins if SOUTH < pin[1] < NORTH and WEST < pin[2] < EAST]
        for _row, lat, lon, _name in near:
            area = area.united(QRectF(lon * STRETCH - 1.2, -lat - 0.9, 2.4, 1.8))
        if not area.isNull():
            return area
        for code, border in outlines("countries.geojson"):
            if code in self._mine or not self._mine - {"REG"}:
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
        for code, border in outlines("countries.geojson"):
            mine = code in self._mine
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
        self._paint_cross(painter)

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
        if self._cross is not None:
            self._say_point(event.position())
            return
        for row, place, _name in self._places():
            away = event.position() - place
            if away.x() ** 2 + away.y() ** 2 <= theme.px(9) ** 2:
                self.picked.emit(row)
                return


class SitesModel(RowsModel):
    """Coordinates may be typed with degrees, minutes and seconds, and as a pair into one cell."""

    def _put(self, row: int, column: Column, text: str) -> None:
        if column.id in COORDINATES:
            parts = [
                part.strip() for part in re.split(r"[;,]\s+|[;|]", text.strip()) if part.strip()
            ]
            angles = [_angle(part) for part in parts]
            if len(parts) == 2 and None not in angles:
                for name, angle in zip(COORDINATES, angles, strict=True):
                    other = next((c for c in self.columns if c.id == name), None)
                    if other is not None and angle is not None:
                        super()._put(row, other, self._typed(angle))
                return
            angle = whereabouts.degrees(text)
            if angle is not None:
                text = self._typed(angle)
        super()._put(row, column, text)

    def _typed(self, angle: Decimal) -> str:
        text = f"{angle:f}"
        russian = self.scene is not None and self.scene.writing == "ru"
        return text.replace(".", ",") if russian else text


def _angle(text: str) -> Decimal | None:
    found = whereabouts.degrees(text)
    if found is None and re.fullmatch(r"[-−+]?\d{1,3}(\.\d{1,12})?", text):
        return Decimal(text.replace("−", "-"))
    return found


class SitesEditor(RowsEditor):
    """The table, what the shipped map says about the coordinates, and the map to pick a point."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        self.map = SiteMap()
        self.offers = Offers()
        grid = Grid(question, add=tr("Add a site"), model=SitesModel(question))
        super().__init__(grid, below=[self.map, self.offers], parent=parent)
        self.pointing = grid.add_verb(tr("Pick on the map"), "map-pin", 2)
        self.pointing.setCheckable(True)
        self.pointing.toggled.connect(self._point)
        self.map.pointed.connect(self._pointed)
        self.map.stopped.connect(lambda: self.pointing.setChecked(False))
        self.offers.taken.connect(self._take)

    def _draw(self, value: Value | None, scene: Scene) -> None:
        self.map.display(value, scene)
        self.offers.show_offers(tuple(self._offers(rows_of(value), scene)))

    def _point(self, wished: bool) -> None:
        if wished:
            row = self.grid.view.currentIndex().row()
            if row < 0:
                row = self.grid.model.insert(len(self.grid.model.rows))
                self.grid.place_at(row, 0)
            self.map.pick(row)
        self.map.ask("point" if wished else "")

    def _pointed(self, lat: Decimal, lon: Decimal) -> None:
        """A place on the map for the row with the cursor."""
        self.pointing.setChecked(False)
        model, row = self.grid.model, max(0, self.grid.view.currentIndex().row())
        if row >= len(model.rows):
            row = model.insert(len(model.rows))
        changes: dict[str, Cell] = {"lat": lat, "lon": lon}
        country = whereabouts.country_at(float(lat), float(lon))
        if country and not model.rows[row].get("country"):
            changes["country"] = country
        model.put(row, changes)
        self.map.pick(row)

    def _offers(self, rows: Sequence[Row], scene: Scene) -> Iterator[Offer]:
        told = 0
        for at, row in enumerate(rows):
            lat, lon = row.get("lat"), row.get("lon")
            if not isinstance(lat, Decimal) or not isinstance(lon, Decimal):
                continue
            name = shown(row.get("name"), "text", (), scene.writing)
            label = tr("Site {n} {name}", n=at + 1, name=name).strip()
            wanted = str(row.get("country") or "")
            found = whereabouts.verdict(lat, lon, wanted)
            if found.code != "fine":
                told += 1
                if told <= MOST_TOLD:
                    yield self._wrong(at, label, wanted, found)
            elif told <= MOST_TOLD and len(rows) <= MOST_PLACED:
                yield from self._right(at, label, row, float(lat), float(lon))

    def _wrong(self, at: int, label: str, wanted: str, found: whereabouts.Verdict) -> Offer:
        if found.code == "swapped":
            words = tr(
                "{site}: latitude and longitude seem to be swapped. The other way round the point "
                "lies in {country}.",
                site=label,
                country=country(found.country),
            )
            return Offer("warn", words, tr("Swap"), f"swap {at}")
        if found.code == "globe":
            words = tr(
                "{site}: there is no such place. Latitude goes from −90 to 90, longitude from −180 "
                "to 180.",
                site=label,
            )
            return Offer("err", words, tr("Show"), f"show {at}")
        if found.country and wanted:
            words = tr(
                "{site}: the point lies in {country}, not in {wanted}.",
                site=label,
                country=country(found.country),
                wanted=country(wanted),
            )
        elif wanted:
            words = tr(
                "{site}: the point lies outside of {wanted}.", site=label, wanted=country(wanted)
            )
        else:
            words = tr("{site}: the point lies outside of the five countries.", site=label)
        return Offer("warn", words, tr("Show"), f"show {at}")

    def _right(self, at: int, label: str, row: Row, lat: float, lon: float) -> Iterator[Offer]:
        region, water = whereabouts.region_at(lat, lon), whereabouts.water_at(lat, lon)
        if water:
            words = tr(
                "{site}: by the map the point lies in the water: {water}.",
                site=label,
                water=said(water),
            )
            yield Offer("warn", words, tr("Show"), f"show {at}")
            return
        town, far = whereabouts.town_near(lat, lon)
        if region and town:
            words = tr(
                "{site}: {region}, {n} km from {town}.",
                site=label,
                region=said(region),
                n=language().number(round(far)),
                town=said(town),
            )
            missing = not row.get("admin1")
            verb = tr("Enter the region") if missing else ""
            yield Offer("info", words, verb, f"region {at}" if missing else "")

    def _take(self, key: str) -> None:
        verb, _, number = key.partition(" ")
        model, at = self.grid.model, int(number)
        if at >= len(model.rows):
            return
        lat, lon = model.rows[at].get("lat"), model.rows[at].get("lon")
        if verb == "swap":
            model.put(at, {"lat": lon, "lon": lat})
        elif verb == "show":
            self.grid.focus_at(at, "lat")
        elif verb == "region" and isinstance(lat, Decimal) and isinstance(lon, Decimal):
            region = whereabouts.region_at(float(lat), float(lon))
            scene = self._scene
            model.put(at, {"admin1": region.of(scene.writing if scene is not None else "en")})


def location(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return SitesEditor(question, parent)
