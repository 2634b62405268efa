"""Risks and stakeholders on a field of five by five beside their table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.form import Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.picker import Picker, both, words_of
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import MOST_ROWS, Scene, option_label, rows_of
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import ntr, said, tr

SIZE = 5
SIDE, FOOT = 78, 40  # pixels at 100 % for the words of the axes


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
    chosen = Signal(int)  # by the arrows: the cursor stays on the field

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
        speak_as(self, "picture")
        self._across, self._up, self._words = across, up, words
        self._tone, self._letter = tone, letter
        self._pins: dict[int, tuple[int, int]] = {}
        self._row = -1
        self._signs: dict[int, tuple[str, str]] = {}  # of a pin: what is drawn at it, and its tone
        self.sign: Callable[[Row], tuple[str, str]] = lambda _row: ("", "")
        self._names: dict[int, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(210))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(390), theme.px(262))

    def display(self, value: Value | None, scene: Scene) -> None:
        drawn = (self._pins, self._signs)
        self._pins, self._signs, self._names = {}, {}, {}
        for at, row in enumerate(rows_of(value)):
            place = (_score(row, self._across), _score(row, self._up))
            if all(1 <= part <= SIZE for part in place):
                self._pins[at] = place
                self._signs[at] = self.sign(row)
                words = row.get("description") or row.get("name")
                self._names[at] = words.of(scene.writing) if isinstance(words, Words) else ""
        count = len(self._pins)
        self.setAccessibleName(ntr("{n} row on the field", "{n} rows on the field", count))
        self.setToolTip(tr("The table beside holds the same rows"))
        if (self._pins, self._signs) != drawn:  # two hundred pins take longer than a key press
            self.update()

    def pick(self, row: int) -> None:
        self._row = row
        place = self._pins.get(row)
        if place is not None:
            across, up = place
            named = f"{self._letter}{row + 1} {self._names.get(row, '')}".strip()
            where = f"{self._words[0]} {across}, {self._words[1]} {up}"
            self.setAccessibleDescription(f"{named}: {where}")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from pin to pin; the table follows."""
        rows, key = sorted(self._pins), Qt.Key(event.key())
        ways = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }
        if key in ways and rows:
            at = rows.index(self._row) + ways[key] if self._row in rows else 0
            self.pick(rows[at % len(rows)])
            self.chosen.emit(self._row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._row in self._pins:
            self.picked.emit(self._row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _cell(self, across: int, up: int) -> QRectF:
        left, foot = theme.px(SIDE), theme.px(FOOT)
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
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            whole = self._cell(1, SIZE).united(self._cell(SIZE, 1))
            painter.drawRoundedRect(whole.adjusted(-1, 0, 1, 1), 4, 4)
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
            sign, tone = self._signs.get(row, ("", ""))
            painter.setPen(theme.colour(tone or "text"))
            words = f"{self._letter}{row + 1}{sign}"
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

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
        """The five steps in words, and what each axis is."""
        steps = (tr("very low"), tr("low"), tr("medium"), tr("high"), tr("very high"))
        painter.setFont(theme.font("micro"))
        painter.setPen(theme.colour("text2"))
        wish = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, words in enumerate(steps, 1):
            cell = self._cell(1, at)
            place = QRectF(theme.px(16), cell.top(), theme.px(SIDE - 22), cell.height())
            painter.drawText(place, wish | Qt.TextFlag.TextWordWrap, words)
            cell = self._cell(at, 1)
            place = QRectF(cell.left() - 4, cell.bottom() + 2, cell.width() + 8, theme.px(20))
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, round(place.width())
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)
        painter.setPen(theme.colour("muted"))
        left, foot = theme.px(SIDE), theme.px(FOOT)
        low = QRectF(left, self.height() - theme.px(18), self.width() - left, theme.px(18))
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, f"{self._words[0]} →")
        painter.save()
        painter.translate(0, self.height() - foot)
        painter.rotate(-90)
        side = QRectF(0, 0, self.height() - foot, theme.px(16))
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


class RiskEditor(RowsEditor):
    """The field, the table, and a library of typical risks below."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        field = Field5("impact", "likelihood", (tr("Impact"), tr("Likelihood")), risk_tone, "R")
        self.field = field
        grid = Grid(question, add=tr("Add a risk"))
        super().__init__(grid, above=[field], parent=parent)
        field.chosen.connect(lambda row: choose(grid, row))
        self.picker = Picker(tr("Typical risks"), "risk_library", self._lines, self._there, self)
        self.picker.taken.connect(self._take)
        self.picker.closed.connect(lambda: grid.view.setFocus(Qt.FocusReason.OtherFocusReason))
        button = Button(tr("Typical risks"), icon="book-text", size="small")
        button.clicked.connect(self.picker.open_picker)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self.picker)

    def display(self, value: Value | None, scene: Scene) -> None:
        super().display(value, scene)
        self.picker.display(scene)

    def _lines(self, option: Option, scene: Scene) -> tuple[str, str]:
        kinds = next((c.options for c in scene.question.columns if c.id == "category"), ())
        kind = option_label(kinds, option.data.get("category"))
        return kind, tr("Measure: {words}", words=said(both(option, "measure")))

    def _there(self, option: Option, scene: Scene) -> bool:
        name = words_of(option.label)
        return any(row.get("description") == name for row in self.grid.model.rows)

    def _take(self, option: object) -> None:
        model = self.grid.model
        if not isinstance(option, Option):
            return
        if len(model.rows) >= MOST_ROWS:
            words = ntr(
                "A table holds at most {n} row.", "A table holds at most {n} rows.", MOST_ROWS
            )
            self.grid.refuse(words)
            return
        cells: dict[str, Cell] = {
            "category": str(option.data.get("category") or ""),
            "description": words_of(option.label),
            "measure": words_of(both(option, "measure")),
        }
        at = model.insert(len(model.rows), {name: cell for name, cell in cells.items() if cell})
        choose(self.grid, at)


def choose(grid: Grid, row: int) -> None:
    """The table's cursor into a row; who has the focus keeps it."""
    if 0 <= row < len(grid.model.rows):
        index = grid.model.index(row, max(0, grid.view.currentIndex().column()))
        grid.view.setCurrentIndex(index)
        grid.view.scrollTo(index)


SIGNS = {
    "positive": ("+", "ok"),
    "negative": ("−", "err"),
    "mixed": ("±", "warn"),
    "neutral": ("", "text"),
}


class StakeholderEditor(RowsEditor):
    """The field with the sign of each interest, what still needs an action, and the table."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        words = (tr("Effect on them"), tr("Influence"))
        field = Field5("impact", "influence", words, quiet_tone, "")
        field.sign = lambda row: SIGNS.get(str(row.get("interest") or ""), ("", "text"))
        self.field = field
        self._legend = Wrapped(
            tr("+ for it · − against it · ± mixed · blue: much influence"), "small", "muted"
        )
        self._needs = Wrapped("", "small", "warn")
        grid = Grid(question, add=tr("Add a stakeholder"))
        super().__init__(grid, above=[field, self._legend, self._needs], parent=parent)
        field.chosen.connect(lambda row: choose(grid, row))

    def display(self, value: Value | None, scene: Scene) -> None:
        super().display(value, scene)
        rows = rows_of(value)
        names = [self._name(rows[at], at, scene) for at in waiting(rows)]
        words = tr("Needs an action before submission: {names}", names="; ".join(names[:6]))
        self._needs.setText(words if names else "")
        self._needs.setVisible(bool(names))

    def _name(self, row: Row, at: int, scene: Scene) -> str:
        name = row.get("name")
        words = name.of(scene.writing) if isinstance(name, Words) else ""
        return f"{at + 1} {words}".strip()


def waiting(rows: Sequence[Row]) -> tuple[int, ...]:
    """The places of the influential who are against it or in two minds, without an action."""
    return tuple(
        at
        for at, row in enumerate(rows)
        if row.get("interest") in ("negative", "mixed")
        and _score(row, "influence") >= 4
        and not row.get("action")
    )


def risk_matrix(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return RiskEditor(question, parent)


def stakeholder_matrix(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return StakeholderEditor(question, parent)
