"""Risks and stakeholders on a field of five by five beside their table."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.wording import ntr, tr

SIZE = 5
GRID = 0.66  # share of the field that a pin of a full cell takes


def risk_tone(likelihood: int, impact: int) -> str:
    """Low, medium or high: the score against 6 and 12, as the form's rule of measures."""
    score = likelihood * impact
    return "err" if score >= 12 else "warn" if score >= 6 else "ok"


def quiet_tone(across: int, up: int) -> str:
    """Who has much influence is marked; no cell is good or bad."""
    return "info" if up >= 4 else "none"


class Field5(QWidget):
    """Pins of rows by two columns with values 1-5; a click picks the row."""

    picked = Signal(int)

    def __init__(
        self,
        across: str,
        up: str,
        words: tuple[str, str],
        tone: Callable[[int, int], str],
        letter: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._across, self._up, self._words = across, up, words
        self._tone, self._letter = tone, letter
        self._pins: dict[int, tuple[int, int]] = {}
        self._row = -1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(284), theme.px(236))

    def display(self, value: Value | None, scene: Scene) -> None:
        self._pins = {}
        for at, row in enumerate(rows_of(value)):
            place = (_score(row, self._across), _score(row, self._up))
            if all(1 <= part <= SIZE for part in place):
                self._pins[at] = place
        count = len(self._pins)
        self.setAccessibleName(ntr("{n} row on the field", "{n} rows on the field", count))
        self.setToolTip(tr("The table beside holds the same rows"))
        self.update()

    def pick(self, row: int) -> None:
        self._row = row
        self.update()

    def _cell(self, across: int, up: int) -> QRectF:
        left, foot = theme.px(22), theme.px(22)
        width = (self.width() - left) / SIZE
        height = (self.height() - foot) / SIZE
        return QRectF(left + (across - 1) * width, (SIZE - up) * height, width - 3, height - 3)

    def _places(self) -> dict[int, QPointF]:
        """Where each pin stands; several in one cell stand side by side."""
        cells: dict[tuple[int, int], list[int]] = {}
        for row, place in self._pins.items():
            cells.setdefault(place, []).append(row)
        places = {}
        for place, rows in cells.items():
            cell = self._cell(*place)
            columns = 1 if len(rows) == 1 else 2 if len(rows) <= 4 else 3
            lines = -(-len(rows) // columns)
            for at, row in enumerate(rows):
                x = cell.left() + cell.width() * (at % columns + 0.5) / columns
                y = cell.top() + cell.height() * (at // columns + 0.5) / lines
                places[row] = QPointF(x, y)
        return places

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for across in range(1, SIZE + 1):
            for up in range(1, SIZE + 1):
                self._paint_cell(painter, across, up)
        self._paint_axes(painter)
        painter.setFont(theme.font("microStrong"))
        radius = theme.px(12)
        for row, place in self._places().items():
            chosen = row == self._row
            pen = QPen(theme.colour("focus" if chosen else "text2"), 2.5 if chosen else 1.2)
            painter.setPen(pen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(place, radius, radius)
            painter.setPen(theme.colour("text"))
            area = QRectF(place.x() - radius, place.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{self._letter}{row + 1}")

    def _paint_cell(self, painter: QPainter, across: int, up: int) -> None:
        tone = self._tone(across, up)
        cell = self._cell(across, up)
        if tone == "none":
            painter.setPen(theme.colour("line"))
            painter.setBrush(theme.colour("subtle"))
        else:
            painter.setPen(theme.mixed(tone, "surface", 0.35))
            painter.setBrush(theme.colour(f"{tone}Bg"))
        painter.drawRoundedRect(cell, 3, 3)

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font("micro"))
        low = QRectF(
            theme.px(22), self.height() - theme.px(18), self.width() - theme.px(22), theme.px(18)
        )
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, f"{self._words[0]} →")
        painter.save()
        painter.translate(0, self.height() - theme.px(22))
        painter.rotate(-90)
        side = QRectF(0, 0, self.height() - theme.px(22), theme.px(18))
        painter.drawText(side, Qt.AlignmentFlag.AlignCenter, f"{self._words[1]} →")
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, place in self._places().items():
            away = event.position() - place
            if away.x() ** 2 + away.y() ** 2 <= theme.px(13) ** 2:
                self.picked.emit(row)
                return


def _score(row: Row, column: str) -> int:
    value = row.get(column)
    if isinstance(value, Decimal):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdigit() else 0


def risk_matrix(question: Question, parent: QWidget | None = None) -> RowsEditor:
    field = Field5("impact", "likelihood", (tr("Impact"), tr("Likelihood")), risk_tone, "R")
    return RowsEditor(Grid(question, add=tr("Add a risk")), above=[field], parent=parent)


def stakeholder_matrix(question: Question, parent: QWidget | None = None) -> RowsEditor:
    words = (tr("Effect on them"), tr("Influence"))
    field = Field5("impact", "influence", words, quiet_tone, "")
    return RowsEditor(Grid(question, add=tr("Add a stakeholder")), above=[field], parent=parent)
