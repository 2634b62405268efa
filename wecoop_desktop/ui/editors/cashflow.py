"""Flows by year: the grid, the chart of costs and benefits, and what they amount to."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.spread import proposed_flows
from wecoop_desktop.forms.streams import Analysis, analysis
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.computed import figure_words, why_empty
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.editors.sensitive import Sensitive
from wecoop_desktop.ui.editors.told import Told, of_field
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.figuretable import Figures
from wecoop_desktop.ui.parts.labels import Caption, Label, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.turning import Chart, Turning
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, ntr, said, tr

FIGURES = {
    "economics.enpv": ("enpv", "eirr", "bcr"),
    "economics.fnpv": ("fnpv", "firr", "payback", "payback_discounted", "grant_case"),
}
TITLE = mark("Cash flow, {currency}")
NOTES = {
    "no-years": mark(
        "The budget has no years yet: give start and duration of the project, or dates in the "
        "timeline."
    ),
    "spread-evenly": mark(
        "Lines without a split by year were spread over the dates of their activity or of the "
        "project."
    ),
    "no-operating-cost": mark(
        "Operating cost is left empty: answer “Operation and maintenance per year” in the "
        "currency of the proposal."
    ),
    "no-horizon": mark(
        "Only the years of the investment were added: the analysis period is not answered yet."
    ),
}


class Year(NamedTuple):
    """Costs (negative), gains and the running discounted sum at the end of a year."""

    year: int
    cost: Decimal
    gain: Decimal
    running: Decimal


def years(found: Analysis) -> tuple[Year, ...]:
    """The streams of an analysis by year; not discounted where there is no rate."""
    factor = 1 + (found.rate or Decimal(0)) / 100
    costs: dict[int, Decimal] = {}
    gains: dict[int, Decimal] = {}
    for stream in found.streams:
        for year, amount in stream.flows:
            side = costs if amount < 0 else gains
            side[year] = side.get(year, Decimal(0)) + amount
    running, made = Decimal(0), []
    for year, amount in found.flows:
        running += amount / factor**year
        made.append(Year(year, costs.get(year, Decimal(0)), gains.get(year, Decimal(0)), running))
    return tuple(made)


class Flows(Chart):
    """Bars of cost and benefit, and the running sum as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._years: tuple[Year, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Chart of the flows"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(220))

    def show_years(self, found: tuple[Year, ...]) -> None:
        self._years = found
        self.update()

    def figures(self) -> Figures:
        """Every bar and every point of the line, in whole units of the currency."""
        heads = (tr("Year"), tr("Costs"), tr("Benefits"), tr("Running sum, discounted"))
        return Figures(
            heads,
            tuple(
                (str(one.year), *(whole(part) for part in (one.cost, one.gain, one.running)))
                for one in self._years
            ),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("micro"))
        if len(self._years) < 2:
            painter.setPen(theme.colour("muted"))
            words = tr("The chart appears with the second year")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        values = [part for one in self._years for part in (one.cost, one.gain, one.running)]
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
        for at, one in enumerate(self._years):
            x = area.left() + at * step + (step - width) / 2
            for value, token in ((one.cost, "waste"), (one.gain, "biodiversity")):
                if value:
                    top, bottom = sorted((y(value), y(Decimal(0))))
                    painter.fillRect(QRectF(x, top, width, bottom - top), theme.colour(token))
            line.append(QPointF(x + width / 2, y(one.running)))
            if at % max(1, len(self._years) // 8) == 0:
                painter.setPen(theme.colour("muted"))
                room = QRectF(x - 20, area.bottom() + 3, width + 40, theme.px(16))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(one.year))
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


def whole(value: Decimal) -> str:
    """A figure of a table, without decimals."""
    return language().number(value, 0)


def short(value: Decimal) -> str:
    """A figure for an axis: millions with one decimal."""
    if abs(value) >= 1_000_000:
        return tr("{n} M", n=language().number(value / 1_000_000, 1))
    return language().number(value, 0)


class Outcome(Card):
    """Chart, key figures and how each came; where a figure is empty, the reason stands there."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", padding=14, parent=parent)
        self.which = Segments(
            (("economics.enpv", tr("Economic")), ("economics.fnpv", tr("Financial"))),
            "economics.enpv",
            tr("Analysis"),
        )
        self.which.chosen.connect(self._turn)
        self.head.addWidget(self.which)
        legend = Label("", "small", "text2")
        legend.setTextFormat(Qt.TextFormat.RichText)
        legend.setWordWrap(True)
        parts = (
            ("waste", tr("cost")),
            ("biodiversity", tr("benefit")),
            ("text", tr("running sum, discounted")),
        )
        legend.setText(
            " &nbsp; ".join(
                f'<span style="color:{theme.token(token)}">■</span> {words}'
                for token, words in parts
            )
        )
        self._chart = Flows()
        self.flows = Turning(self._chart, tr("Cash flow by year"))
        line = QHBoxLayout()
        line.addWidget(legend, 1)
        line.addWidget(self.flows.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)
        self.body.addWidget(self.flows)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(theme.px(18))
        self.body.addLayout(self._figures)
        self._cells: list[tuple[Caption, Label, Wrapped]] = []
        self.told = Told(tr("Key figures"))
        self.told.wanted.connect(self.wanted)
        self.body.addWidget(self.told)
        self.sensitive = Sensitive()
        self.body.addWidget(self.sensitive)
        self._last: Scene | None = None

    def _turn(self, _which: str) -> None:
        if self._last is not None:
            self._show(self._last)

    def display(self, value: Value | None, scene: Scene) -> None:
        self._last = scene
        self._show(scene)

    def _show(self, scene: Scene) -> None:
        self.title.setText(tr(TITLE, currency=scene.currency))
        path = self.which.value
        found = analysis(scene.form, scene.answers, scene.reference, path=path, today=scene.today)
        if found is None:
            self._show_years(())
            return
        self._show_years(years(found))
        self._say_figures(path, scene)
        self.sensitive.show_analysis(found, scene.question, scene.currency)

    def _show_years(self, found: tuple[Year, ...]) -> None:
        self._chart.show_years(found)
        self.flows.button.setEnabled(bool(found))
        self.flows.renew()

    def _say_figures(self, path: str, scene: Scene) -> None:
        paths = [f"economics.{name}" for name in FIGURES[path]]
        for at in range(max(len(paths), len(self._cells))):
            if at >= len(self._cells):
                self._add(at)
            name, figure, why = self._cells[at]
            for widget in (name, figure, why):
                widget.setVisible(at < len(paths))
            if at < len(paths):
                question = scene.form.field(paths[at])
                worked = scene.state.computed.get(question.path)
                words = figure_words(question, worked, scene)
                name.setText(said(question.label))
                figure.setText(words or "–")
                why.setText("" if words else why_empty(question, worked, scene))
                why.setVisible(not words)
        asks = [of_field(one, scene) for one in paths]
        self.told.ask(lambda: [derivation for ask in asks for derivation in ask()])

    def _add(self, at: int) -> None:
        name, figure, why = Caption(""), Label("", "strongFigures"), Wrapped("", "small", "muted")
        name.setWordWrap(True)
        across = 1 if theme.px(100) >= 150 else 3
        column, line = at % across, 3 * (at // across)
        for offset, widget in enumerate((name, figure, why)):
            self._figures.addWidget(widget, line + offset, column, Qt.AlignmentFlag.AlignTop)
        self._cells.append((name, figure, why))


class CashflowEditor(RowsEditor):
    """The grid of flows; missing years can be worked out from the budget, typed ones stay."""

    edited_several = Signal(object)
    wanted = Signal(str)

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        grid = Grid(question, add=tr("Add a year"))
        grid.model.new_row = _next_year
        self.outcome = Outcome()
        super().__init__(grid, below=[self.outcome], parent=parent)
        self.outcome.wanted.connect(self.wanted)
        self.outcome.sensitive.put.connect(self._put)
        self.work_out = grid.add_verb(tr("Work out from the budget"), "calculator", 1)
        self.work_out.clicked.connect(self._propose)
        self.note = self.add_note()

    def _propose(self) -> None:
        scene = self._scene
        if scene is None:
            return
        found = proposed_flows(scene.answers)
        lines = [tr(NOTES[code]) for code in found.notes]
        if found.added:
            lines.insert(
                0,
                ntr(
                    "{n} year was added; rows that were there are as they were.",
                    "{n} years were added; rows that were there are as they were.",
                    found.added,
                ),
            )
            self.edited.emit(found.rows)
            self.left.emit()
        elif "no-years" not in found.notes:
            lines = [tr("Every year has a row already; nothing was changed.")]
        self.note.setText(" ".join(lines))
        self.note.show()

    def _put(self, rows: object) -> None:
        """New cases below those that are there; the same case is not put in twice."""
        scene = self._scene
        if scene is None or not isinstance(rows, tuple):
            return
        kept = rows_of(scene.answers.get("economics.sensitivity"))
        names = {(row.get("variable"), row.get("change")) for row in kept}
        fresh = [r for r in rows if (r.get("variable"), r.get("change")) not in names]
        if fresh:
            self.edited_several.emit({"economics.sensitivity": (*kept, *fresh)})


def cashflow(question: Question, parent: QWidget | None = None) -> CashflowEditor:
    return CashflowEditor(question, parent)


def _next_year(rows: tuple[Row, ...], at: int) -> dict[str, Cell]:
    taken = [row["year"] for row in rows if isinstance(row.get("year"), Decimal)]
    years_taken = [year for year in taken if isinstance(year, Decimal)]
    return {"year": max(years_taken) + 1 if years_taken else Decimal(0)}
