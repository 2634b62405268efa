"""What changes the net present value most: bars for 20 % either way, and switching values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wecoop_desktop.appraisal.cashflow import npv
from wecoop_desktop.appraisal.sensitivity import CHANGES, Case, balance, cases, switching
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Cell, Row, Words
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.streams import Analysis
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.computed import money_words
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.figuretable import Figures
from wecoop_desktop.ui.parts.labels import Caption, Label, Wrapped
from wecoop_desktop.ui.parts.turning import Chart, Turning
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, said, tr

WIDEST = Decimal(1000)  # percent: a switching value beyond says nothing
TELLABLE = Decimal("1e15")  # from which a figure is said by its power of ten
# Written into the answer in both languages at once, so not sentences of the window.
ECONOMIC = Text("economic NPV", "экономическая ЧПС")
FINANCIAL = Text("financial NPV", "финансовая ЧПС")


@dataclass(frozen=True, slots=True)
class Line:
    """One stream: its name, the values at -20, -10, +10, +20 %, and where the value is 0."""

    id: str
    name: Text
    values: tuple[Decimal, ...]
    switch: Decimal | None


def lines_of(analysis: Analysis, question: Question) -> tuple[Line, ...]:
    """One line for each stream that is not all zero; none without a rate."""
    if analysis.rate is None:
        return ()
    labels = {column.id: column.label for column in question.columns}
    found: dict[str, list[Case]] = {}
    for case in cases(analysis.streams, analysis.rate):
        found.setdefault(case.name, []).append(case)
    return tuple(
        Line(
            name,
            labels.get(name, Text(name)),
            tuple(case.npv for case in group),
            switching(analysis.streams, name, analysis.rate),
        )
        for name, group in found.items()
    )


class Tornado(Chart):
    """A bar for each stream, from its value at -20 % to that at +20 %, around the base."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._lines: tuple[Line, ...] = ()
        self._base = Decimal(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Bars of the sensitivity"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(26) * max(1, len(self._lines)))

    def show_lines(self, lines: Sequence[Line], base: Decimal) -> None:
        def width(line: Line) -> Decimal:
            return abs(line.values[-1] - line.values[0])

        self._lines = tuple(sorted(lines, key=width, reverse=True))
        self._base = base
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def figures(self) -> Figures:
        """The value at each change, as it is without one in the middle, and where it is 0."""
        half = len(CHANGES) // 2
        heads = [_signed(change) for change in CHANGES]
        base = language().percent(0)
        return Figures(
            (tr("Change of"), *heads[:half], base, *heads[half:], tr("Switching value")),
            tuple(
                (
                    said(line.name),
                    *(_whole(value) for value in (*line.values[:half], self._base)),
                    *(_whole(value) for value in line.values[half:]),
                    switch_words(line.switch),
                )
                for line in self._lines
            ),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._lines:
            return
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        reach = max(abs(v - self._base) for line in self._lines for v in line.values) or Decimal(1)
        names = self.width() * 0.42
        middle = names + (self.width() - names) / 2
        half = (self.width() - names) / 2 - 2
        high = theme.px(26)
        for at, line in enumerate(self._lines):
            painter.setPen(theme.colour("text"))
            room = QRectF(0, at * high, names - theme.px(6), high)
            words = painter.fontMetrics().elidedText(
                f"{said(line.name)} ±{language().percent(20)}",
                Qt.TextElideMode.ElideRight,
                round(room.width()),
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            for value in (line.values[0], line.values[-1]):
                width = float((value - self._base) / reach) * half
                token = "biodiversity" if width > 0 else "waste"
                box = QRectF(middle, at * high + 5, width, high - 10).normalized()
                painter.fillRect(box, theme.colour(token))
        painter.setPen(theme.colour("text"))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))


class Sensitive(Card):
    """Bars, the figures behind them, and the change of each input at which the value is 0."""

    put = Signal(object)  # rows for the table of sensitivity

    def __init__(self, parent: QWidget | None = None) -> None:
        words = tr("What changes the net present value most")
        super().__init__(words, "sliders-horizontal", padding=14, parent=parent)
        self._bars = Tornado()
        self.bars = Turning(self._bars, words)
        self.head.addWidget(self.bars.button, 0, Qt.AlignmentFlag.AlignTop)
        self.bars.turned.connect(self._turned)
        self.body.addWidget(self.bars)
        self._below = QWidget()
        self._grid = QGridLayout(self._below)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(14))
        self._grid.setVerticalSpacing(theme.px(3))
        self.body.addWidget(self._below)
        self._cells: list[list[Label]] = []
        self._note = Wrapped("", "small", "muted")
        self.body.addWidget(self._note)
        self.button = Button(tr("Put into the sensitivity table"), icon="table", size="small")
        self.button.clicked.connect(self._put)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows: tuple[Row, ...] = ()
        self._shown: object = None

    def show_analysis(self, analysis: Analysis, question: Question, currency: str) -> None:
        sign = (analysis, currency, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        lines = lines_of(analysis, question)
        self.setVisible(bool(lines))
        if not lines or analysis.rate is None:
            return
        base = npv(balance(analysis.streams), analysis.rate)
        self._bars.show_lines(lines, base)
        self.bars.renew()
        self._fill(lines, currency)
        self._note.setText(
            tr(
                "Net present value {npv} at {rate}. The switching value is the change of an input "
                "at which it is 0; the smaller it is, the more the project depends on it.",
                npv=money_words(base, currency),
                rate=language().percent(analysis.rate, 1),
            )
        )
        self._rows = tuple(_rows(analysis, lines, base))

    def _turned(self) -> None:
        """The table says all that stands below the bars."""
        self._below.setVisible(self.bars.table is None)

    def _fill(self, lines: Sequence[Line], currency: str) -> None:
        """The same labels say other figures; new ones are made only where the table grew."""
        tight = theme.px(100) >= 150  # large text: the bars show what these columns would hold
        heads = [tr("Net present value, {unit}", unit=currency)]
        heads += [] if tight else [_signed(change) for change in CHANGES]
        heads.append(tr("Switching value"))
        table = [heads]
        for line in lines:
            values = [] if tight else [_short(value) for value in line.values]
            table.append([said(line.name), *values, switch_words(line.switch)])
        while len(self._cells) < len(table):
            self._cells.append(self._row(len(self._cells), len(heads)))
        for at, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                cell.setVisible(at < len(table))
                if at < len(table):
                    cell.setText(table[at][column])
        self._grid.setColumnStretch(0, 1)

    def _row(self, at: int, columns: int) -> list[Label]:
        made: list[Label] = []
        for column in range(columns):
            cell: Label
            if at == 0:
                cell = Caption("")
                cell.setWordWrap(True)
            elif column == 0:
                cell = Wrapped("", "small", "text")
            else:
                cell = Label("", "smallFigures", "accent" if column == columns - 1 else "text")
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignVCenter
            if column == 0 and at:
                self._grid.addWidget(cell, at, column)
            else:
                self._grid.addWidget(cell, at, column, side | Qt.AlignmentFlag.AlignVCenter)
            made.append(cell)
        return made

    def _put(self) -> None:
        self.put.emit(self._rows)


def _rows(analysis: Analysis, lines: Sequence[Line], base: Decimal) -> list[Row]:
    """Rows for the table of the form: the change of 20 % that makes each input worse."""
    economic = analysis.path.endswith("enpv")
    kinds = ECONOMIC if economic else FINANCIAL
    rows: list[Row] = []
    for case in cases(analysis.streams, analysis.rate or Decimal(0), (CHANGES[0], CHANGES[-1])):
        if case.npv >= base:
            continue
        name = next((line.name for line in lines if line.id == case.name), Text(case.name))
        row: dict[str, Cell] = {
            "variable": Words(
                en=f"{name.of('en')} ({kinds.en})", ru=f"{name.of('ru')} ({kinds.ru})"
            ),
            "change": case.change,
            "npv": Decimal(round(case.npv)),
        }
        if case.rate.value is not None:
            row["irr"] = Decimal(round(case.rate.value * 10)) / 10
        rows.append(row)
    return rows


def switch_words(value: Decimal | None) -> str:
    """A switching value with its sign; "–" where no change of the input matters."""
    if value is None:
        return "–"
    if abs(value) > WIDEST:
        return tr("beyond ±{limit}", limit=language().percent(WIDEST))
    return _signed(value, 1 if value != value.to_integral_value() else 0)


def _signed(value: Decimal, decimals: int = 0) -> str:
    sign = "+" if value > 0 else ""  # a minus is CLDR's, as in the figures beside it
    return f"{sign}{language().percent(value, decimals)}"


def _whole(value: Decimal) -> str:
    return f"{value:.2e}" if abs(value) >= TELLABLE else language().number(round(value))


def _short(value: Decimal) -> str:
    if abs(value) >= TELLABLE:
        return f"{value:.2e}"
    if abs(value) >= 1_000_000:
        return tr("{n} M", n=language().number(value / 1_000_000, 2))
    return language().number(round(value))
