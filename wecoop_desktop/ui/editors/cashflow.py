"""Flows by year: the grid, the chart of costs and benefits, and what they amount to."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.computed import figure_words, reason_words
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, amount, rows_of
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Caption, Label, Title, Wrapped
from wecoop_desktop.ui.wording import language, said, tr

MOST_FIGURES = 8
COSTS = ("capex", "opex", "reinvestment", "replacement", "externality_cost")
BENEFITS = ("revenue", "savings", "residual", "residual_value", "benefits", "externalities")
TITLE = mark("Cash flow, {currency}")


def years(rows: tuple[Row, ...]) -> list[tuple[int, Decimal, Decimal]]:
    """Year, cost (negative) and benefit of each row that names its year, in order."""
    found: dict[int, tuple[Decimal, Decimal]] = {}
    for row in rows:
        year = row.get("year")
        if not isinstance(year, Decimal) or not -1 < year < 200:
            continue
        cost, gain = found.get(int(year), (Decimal(0), Decimal(0)))
        cost -= sum((amount(row.get(name)) for name in COSTS), Decimal(0))
        gain += sum((amount(row.get(name)) for name in BENEFITS), Decimal(0))
        found[int(year)] = (cost, gain)
    return [(year, *found[year]) for year in sorted(found)]


class Flows(QWidget):
    """Bars of cost and benefit, and the running sum as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._years: list[tuple[int, Decimal, Decimal]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Chart of the flows; the table above holds the same figures"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(220))

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        self._years = years(rows)
        self.update()

    def _running(self) -> list[Decimal]:
        total, found = Decimal(0), []
        for _year, cost, gain in self._years:
            total += cost + gain
            found.append(total)
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("micro"))
        if len(self._years) < 2:
            painter.setPen(theme.colour("muted"))
            words = tr("The chart appears with the second year")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        running = self._running()
        values = [part for _y, cost, gain in self._years for part in (cost, gain)] + running
        high, low = max(*values, Decimal(0)), min(*values, Decimal(0))
        if high == low:
            return
        area = QRectF(self.rect()).adjusted(theme.px(64), theme.px(8), -theme.px(8), -theme.px(22))

        def y(value: Decimal) -> float:
            return area.bottom() - float((value - low) / (high - low)) * area.height()

        self._axis(painter, area, (low, Decimal(0), high), y(Decimal(0)), y(low), y(high))
        step = area.width() / len(self._years)
        width = max(2.0, step * 0.62)
        line = QPolygonF()
        for at, (year, cost, gain) in enumerate(self._years):
            x = area.left() + at * step + (step - width) / 2
            for value, token in ((cost, "waste"), (gain, "biodiversity")):
                if value:
                    top, bottom = sorted((y(value), y(Decimal(0))))
                    painter.fillRect(QRectF(x, top, width, bottom - top), theme.colour(token))
            line.append(QPointF(x + width / 2, y(running[at])))
            if at % max(1, len(self._years) // 8) == 0:
                painter.setPen(theme.colour("muted"))
                room = QRectF(x - 20, area.bottom() + 3, width + 40, theme.px(16))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(year))
        painter.setPen(QPen(theme.colour("text"), 1.8))
        painter.drawPolyline(line)

    def _axis(
        self,
        painter: QPainter,
        area: QRectF,
        values: tuple[Decimal, Decimal, Decimal],
        zero: float,
        low: float,
        high: float,
    ) -> None:
        for value, at in zip(values, (low, zero, high), strict=True):
            painter.setPen(theme.colour("line2" if value == 0 else "line"))
            painter.drawLine(QPointF(area.left(), at), QPointF(area.right(), at))
            painter.setPen(theme.colour("muted"))
            room = QRectF(0, at - 8, area.left() - 6, 16)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, side, short(value))


def short(value: Decimal) -> str:
    """A figure for an axis: millions with one decimal."""
    if abs(value) >= 1_000_000:
        return tr("{n} M", n=language().number(value / 1_000_000, 1))
    return language().number(value, 0)


class Outcome(Card):
    """Chart and key figures; where a figure is empty, the reason stands in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self._title = Title("", "cardTitle")
        self.body.addWidget(self._title)
        legend = Label("", "small", "text2")
        legend.setTextFormat(Qt.TextFormat.RichText)
        parts = (
            ("waste", tr("cost")),
            ("biodiversity", tr("benefit")),
            ("text", tr("running sum")),
        )
        legend.setText(
            " &nbsp; ".join(
                f'<span style="color:{theme.token(token)}">■</span> {words}'
                for token, words in parts
            )
        )
        self.body.addWidget(legend)
        self._chart = Flows()
        self.body.addWidget(self._chart)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.px(18))
        self.body.addLayout(self._figures)
        self._cells: list[tuple[Caption, Label, Wrapped]] = []

    def display(self, value: Value | None, scene: Scene) -> None:
        self._title.setText(tr(TITLE, currency=scene.currency))
        self._chart.show_rows(rows_of(value))
        step = scene.form.step(scene.question.step)
        asked = [question for question in step.fields if question.kind == "computed"]
        for at, question in enumerate(asked[:MOST_FIGURES]):
            if at >= len(self._cells):
                self._add(at)
            name, figure, why = self._cells[at]
            found = scene.state.computed.get(question.path)
            words = figure_words(question, found, scene)
            name.setText(said(question.label))
            figure.setText(words or "–")
            why.setText("" if words else reason_words(found.reason if found else "empty"))
            why.setVisible(not words)

    def _add(self, at: int) -> None:
        name, figure, why = Caption(""), Label("", "strongFigures"), Wrapped("", "small", "muted")
        name.setWordWrap(True)
        column, line = at % 4, 3 * (at // 4)
        for offset, widget in enumerate((name, figure, why)):
            self._figures.addWidget(widget, line + offset, column, Qt.AlignmentFlag.AlignTop)
        self._cells.append((name, figure, why))


def cashflow(question: Question, parent: QWidget | None = None) -> RowsEditor:
    grid = Grid(question, add=tr("Add a year"))
    grid.model.new_row = _next_year
    return RowsEditor(grid, below=[Outcome()], parent=parent)


def _next_year(rows: tuple[Row, ...], at: int) -> dict[str, Cell]:
    taken = [row["year"] for row in rows if isinstance(row.get("year"), Decimal)]
    years_taken = [year for year in taken if isinstance(year, Decimal)]
    return {"year": max(years_taken) + 1 if years_taken else Decimal(0)}
