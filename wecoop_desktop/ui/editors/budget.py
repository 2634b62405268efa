"""The lines of the budget, and the plan that pays for it with the gap in words."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value
from wecoop_desktop.forms.form import Column
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.spread import (
    CENT,
    line_amount,
    product,
    rate_of,
    split,
    split_text,
)
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.model import RowsModel
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene, amount, rows_of, shown
from wecoop_desktop.ui.editors.sums import Sums, figure
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Label, Title, Wrapped
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import language, tr

BEHIND = ("component", "activity", "foreign_share", "source", "by_year", "note")
SERIES = ("water", "biodiversity", "energy", "climate", "waste", "irrigation")


class Lines(RowsModel):
    """Fills the amount while it is quantity times unit price; a typed one stays.

    The split by year is shown as `2030: 900000; 2031: 1500000`, however it is kept.
    """

    def _text(self, key: tuple[int, str], column: Column, editing: object) -> str:
        kept = self.cell(*key)
        if column.id != "by_year" or key in self.held or not split(kept):
            return super()._text(key, column, editing)
        return split_text(split(kept))

    def message(self, row: int, column: int) -> str:
        said_of = super().message(row, column)
        name = self.columns[column].id
        if said_of or row >= len(self.rows):
            return said_of
        if name in ("currency", "amount"):
            return self._about_rate(row, name)
        if name != "by_year":
            return ""
        kept = self.rows[row].get("by_year")
        if not kept:
            return ""
        parts = split(kept)
        if not parts:
            return tr("Write years and amounts like this: 2030: 900000; 2031: 1500000.")
        left = line_amount(self.rows[row]) - sum(parts.values(), Decimal(0))
        if abs(left) <= CENT:
            return ""
        return tr(
            "The years add up to {sum}, the line is {amount}: the split is not used.",
            sum=language().figure(sum(parts.values(), Decimal(0))),
            amount=language().figure(line_amount(self.rows[row])),
        )

    def _about_rate(self, row: int, name: str) -> str:
        """A price in another currency needs a rate; its amount should be that of the rate."""
        line = self.rows[row]
        code = line.get("currency")
        if not code or self.scene is None:
            return ""
        if rate_of(self.scene.answers, code) is None:
            words = tr(
                "There is no rate for {code}: enter it under “Exchange rates used”.", code=code
            )
            return words if name == "currency" else ""
        worth, typed = self._product(line), line.get("amount")
        if name != "amount" or worth is None or not isinstance(typed, Decimal):
            return ""
        if abs(worth - typed) <= abs(worth) / 200:
            return ""
        return tr(
            "At the rate in force quantity and price make {amount}.",
            amount=language().figure(worth),
        )

    def setData(self, index: object, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = index.row()  # type: ignore[attr-defined]  # an index of Qt
        before = self.rows[row]
        own = self._product(before)
        done = super().setData(index, value, role)  # type: ignore[arg-type]
        after, worth = self.rows[row], self._product(self.rows[row])
        filled = before.get("amount") in (None, own)
        if worth is not None and worth != own and filled and after.get("amount") != worth:
            self.put(row, {"amount": worth})
        return done

    def _product(self, row: Row) -> Decimal | None:
        """Quantity times price in the currency of the proposal; None without a rate."""
        rate = rate_of(self.scene.answers, row.get("currency")) if self.scene else None
        return product(row, rate) if rate is not None else None


def budget(question: Question, parent: QWidget | None = None) -> RowsEditor:
    """What a line costs comes first; what it belongs to stands behind, where the grid scrolls."""
    shown_columns = sorted(question.columns, key=lambda column: column.id in BEHIND)
    grid = Grid(
        question, columns=shown_columns, add=tr("Add a line"), model=Lines(question, shown_columns)
    )
    grid.model.new_row = _new_line
    return RowsEditor(grid, below=[Sums()], parent=parent)


def _new_line(rows: tuple[Row, ...], at: int) -> dict[str, Cell]:
    """A new line takes the category of the one above."""
    above = rows[at - 1] if 0 < at <= len(rows) else {}
    return {"category": above["category"]} if above.get("category") else {}


class Balance(QWidget):
    """One bar: what each source pays, and what is still to be found as an open end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speak_as(self, "chart")
        self._parts: list[tuple[Decimal, str]] = []
        self._total = Decimal(0)
        self.setFixedHeight(theme.px(24))
        self.setMinimumWidth(theme.px(200))
        self.setAccessibleName(tr("Sources against cost"))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(300), theme.px(24))

    def show_parts(self, parts: list[tuple[Decimal, str]], total: Decimal) -> None:
        self._parts, self._total = parts, total
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paid = sum((part for part, _name in self._parts), Decimal(0))
        whole = max(paid, self._total)
        if whole <= 0:
            painter.fillRect(self.rect(), theme.colour("line"))
            return
        left, width = 0.0, float(self.width())
        for at, (part, _name) in enumerate(self._parts):
            share = float(part / whole) * width
            area = QRectF(left, 0, max(0.0, share - 1), self.height())
            painter.fillRect(area, theme.colour(SERIES[at % len(SERIES)]))
            left += share
        if paid < self._total:
            pen = QPen(theme.colour("err"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.fillRect(QRectF(left, 0, width - left, self.height()), theme.colour("errBg"))
            painter.drawRect(QRectF(left + 1, 1, max(2.0, width - left - 2), self.height() - 2))
        elif paid > self._total > 0:
            at_total = float(self._total / whole) * width
            painter.setPen(QPen(theme.colour("err"), 2))
            painter.drawLine(round(at_total), 0, round(at_total), self.height())


class Source(QWidget):
    """A line of the legend: the colour of a source, its name, its amount and its share."""

    def __init__(self, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        swatch = QFrame()
        swatch.setFixedSize(theme.px(10), theme.px(10))
        swatch.setStyleSheet(f"background: {theme.token(token)}; border-radius: 2px;")
        self._name = Wrapped("", "small", "text")
        self._sum = Label("", "smallFigures")
        self._share = Label("", "smallFigures", "muted")
        self._share.setMinimumWidth(theme.px(48))
        self._share.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(swatch)
        row.addWidget(self._name, 1)
        row.addWidget(self._sum)
        row.addWidget(self._share)

    def say(self, name: str, part: Decimal, whole: Decimal) -> None:
        self._name.setText(name)
        self._sum.setText(figure(part))
        self._share.setText(language().percent(100 * part / whole) if whole else "")


class Gap(Card):
    """The balance of sources and cost: the bar, its legend, and the gap in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self.body.addWidget(Title(tr("Sources against cost"), "cardTitle"))
        self._bar = Balance()
        self.body.addWidget(self._bar)
        self._legend = QVBoxLayout()
        self._legend.setSpacing(theme.px(5))
        self.body.addLayout(self._legend)
        self._kinds = Wrapped("", "small", "text2")
        self.body.addWidget(self._kinds)
        self._sources: list[Source] = []
        self._banner: Banner | None = None
        self._said = ("", "", "")

    def display(self, value: Value | None, scene: Scene) -> None:
        rows = rows_of(value)
        total = self._cost(scene)
        parts = [(amount(row.get("amount")), self._name(row, scene)) for row in rows]
        parts = [part for part in parts if part[0] > 0]
        self._bar.show_parts(parts, total)
        paid = sum((part for part, _name in parts), Decimal(0))
        self._name_parts(parts, max(paid, total))
        self._tell(paid, total, scene)
        self._kinds.setText(_kinds(rows, total))
        self._kinds.setVisible(bool(self._kinds.words))

    def _cost(self, scene: Scene) -> Decimal:
        found = scene.state.computed.get("budget.total")
        return found.value if found and isinstance(found.value, Decimal) else Decimal(0)

    def _name(self, row: Row, scene: Scene) -> str:
        return shown(row.get("source"), "text", (), scene.writing) or tr("Unnamed source")

    def _name_parts(self, parts: list[tuple[Decimal, str]], whole: Decimal) -> None:
        while len(self._sources) < len(parts):
            source = Source(SERIES[len(self._sources) % len(SERIES)])
            self._legend.addWidget(source)
            self._sources.append(source)
        for at, source in enumerate(self._sources):
            source.setVisible(at < len(parts))
            if at < len(parts):
                source.say(parts[at][1], parts[at][0], whole)

    def _tell(self, paid: Decimal, total: Decimal, scene: Scene) -> None:
        gap = total - paid
        money = language().money(abs(gap), scene.currency)
        if total <= 0:
            told = ("info", "", tr("The cost comes from the budget above; it is empty so far."))
        elif gap == 0:
            told = ("ok", "", tr("The sources equal the cost."))
        elif gap > 0:
            words = tr("The sources must equal the total cost.")
            told = ("err", tr("Short by {amount}.", amount=money), words)
        else:
            words = tr("The sources must equal the total cost.")
            told = ("warn", tr("{amount} more than the cost.", amount=money), words)
        if told == self._said:
            return
        self._said = told
        if self._banner is not None:
            self._banner.deleteLater()
        tones = {"info": "info", "ok": "ok", "err": "err", "warn": "warn"}
        self._banner = Banner(told[2], tones[told[0]], strong=told[1])  # type: ignore[arg-type]
        self.body.addWidget(self._banner)


NATIONAL = ("budget", "own", "in_kind")
GRANTS = ("grant", "technical_assistance")
LOANS = ("loan", "blending")


def _kinds(rows: tuple[Row, ...], total: Decimal) -> str:
    """What is paid at home, what is given, what is lent: as shares of the cost."""
    if total <= 0:
        return ""
    parts = []
    for words, wanted in (
        (tr("national contribution"), NATIONAL),
        (tr("grants"), GRANTS),
        (tr("loans"), LOANS),
    ):
        paid = [amount(row.get("amount")) for row in rows if row.get("instrument") in wanted]
        share = 100 * sum(paid, Decimal(0)) / total
        if share and share < 10**6:
            parts.append(f"{words} {language().percent(share, 1)}")
    return tr("Of the cost: {parts}.", parts=", ".join(parts)) if parts else ""


def financing_plan(question: Question, parent: QWidget | None = None) -> RowsEditor:
    return RowsEditor(Grid(question, add=tr("Add a source")), above=[Gap()], parent=parent)
