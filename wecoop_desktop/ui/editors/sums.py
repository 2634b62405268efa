"""Sums of the budget: by category, component, year or source, and what stands apart in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Row, Value
from wecoop_desktop.forms.form import Option
from wecoop_desktop.forms.spread import Spread, line_amount, spread
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.computed import HUGE, money_words
from wecoop_desktop.ui.editors.scene import Scene, option_label, rows_of, shown
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Label, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.wording import language, tr

ZERO = Decimal(0)
Entry = tuple[str, Decimal]
# Shown apart from the base cost, in this order.
APART = ("contingency_physical", "contingency_price", "taxes", "finance")


class Sums(Card):
    """Live sums below the lines; by year as the lines say, else as the dates say."""

    most = 560

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Sums"), padding=14, parent=parent)
        self.by = "category"
        ways = (
            ("category", tr("Category")),
            ("component", tr("Component")),
            ("year", tr("Year")),
            ("source", tr("Source")),
        )
        self.which = (
            Choice(ways, self.by, tr("Sums by"))
            if theme.px(100) >= 150
            else Segments(ways, self.by, tr("Sums by"))
        )
        self.which.chosen.connect(self._turn)
        self.body.addWidget(self.which, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(5))
        self.body.addLayout(self._column)
        self._lines: list[tuple[Wrapped, Label]] = []
        self._note = Wrapped("", "small", "muted")
        self.body.addWidget(self._note)
        self.body.addWidget(Rule())
        self._apart = QVBoxLayout()
        self._apart.setSpacing(theme.px(5))
        self.body.addWidget(Title(tr("Of the total"), "medium"))
        self.body.addLayout(self._apart)
        self._parts: list[tuple[Wrapped, Label]] = []
        self._total = Label("", "strongFigures")
        self._total.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._total)
        self._last: tuple[Value | None, Scene] | None = None

    def _turn(self, by: str) -> None:
        self.by = by
        if self._last is not None:
            self.display(*self._last)

    def display(self, value: Value | None, scene: Scene) -> None:
        self._last = (value, scene)
        rows = rows_of(value)
        categories = next((c.options for c in scene.question.columns if c.id == "category"), ())
        entries, note = self._entries(rows, scene, categories)
        _fill(self._column, self._lines, entries)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        _fill(self._apart, self._parts, list(_apart(rows, categories)))
        total = sum((line_amount(row) for row in rows), ZERO)
        self._total.setText(tr("Total {amount}", amount=money_words(total, scene.currency)))

    def _entries(
        self, rows: tuple[Row, ...], scene: Scene, categories: tuple[Option, ...]
    ) -> tuple[list[Entry], str]:
        which = self.by
        if which == "year":
            answers = {**scene.answers, "budget.lines": rows}
            return _years(spread(answers))
        if which == "category":
            order = {option.id: at for at, option in enumerate(categories)}
            sums = _grouped(rows, lambda row: str(row.get("category") or ""))
            found = sorted(sums.items(), key=lambda pair: order.get(pair[0], len(order)))
            empty = tr("No category yet")
            return [(option_label(categories, k) if k else empty, n) for k, n in found], ""
        empty = tr("No component yet") if which == "component" else tr("No source yet")
        sums = _grouped(rows, lambda row: shown(row.get(which), "text", (), scene.writing))
        if which == "source":
            return [(name or empty, n) for name, n in sums.items()], ""
        names = _outputs(scene)
        return [(names.get(name, name) or empty, n) for name, n in sums.items()], ""


def _outputs(scene: Scene) -> Mapping[str, str]:
    """Numbers of components with the words of the output of that number, where there is one."""
    found = {}
    for row in rows_of(scene.answers.get("logframe.matrix")):
        code = str(row.get("code") or "")
        if row.get("level") == "output" and code:
            words = shown(row.get("statement"), "text", (), scene.writing)
            found[code] = f"{code} {words}".strip()
            found.setdefault(code.lstrip("OPop."), found[code])
    return found


def _grouped(rows: tuple[Row, ...], key: Callable[[Row], str]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        name = key(row)
        sums[name] = sums.get(name, ZERO) + line_amount(row)
    return sums


def _years(found: Spread) -> tuple[list[Entry], str]:
    entries = [(str(year), found.of(year)) for year in found.years]
    if found.undated:
        entries.append((tr("Without a year"), found.undated))
    note = ""
    if found.undated:
        note = tr("Give the lines a split by year, or the project a start and a duration.")
    elif found.assumed:
        note = tr(
            "{amount} have no split of their own: they are spread over the dates of the activity, "
            "else of the project.",
            amount=figure(found.assumed),
        )
    return entries, note


def _apart(rows: tuple[Row, ...], categories: tuple[Option, ...]) -> list[Entry]:
    """The base cost, then contingencies, taxes and interest, each with its share of the base."""
    sums = _grouped(rows, lambda row: str(row.get("category") or ""))
    base = sum((n for name, n in sums.items() if name not in APART), ZERO)
    entries = [(tr("Base cost, without taxes and contingencies"), base)]
    for name in APART:
        part = sums.get(name, ZERO)
        words = option_label(categories, name)
        if part and base > 0 and abs(part / base) < 100:
            words = tr(
                "{what} ({share} of the base cost)",
                what=words,
                share=language().percent(100 * part / base, 1),
            )
        if part or name != "finance":
            entries.append((words, part))
    return entries


def _fill(column: QVBoxLayout, lines: list[tuple[Wrapped, Label]], entries: list[Entry]) -> None:
    while len(lines) < len(entries):
        name, sum_ = Wrapped("", "small", "text2"), Label("", "smallFigures")
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(name, 1)
        row.addWidget(sum_, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        lines.append((name, sum_))
    for at, (name, sum_) in enumerate(lines):
        there = at < len(entries)
        name.setVisible(there)
        sum_.setVisible(there)
        if there:
            name.setText(entries[at][0])
            sum_.setText(figure(entries[at][1]))


def figure(value: Decimal) -> str:
    """An amount without its currency, whole where it is whole."""
    if abs(value) >= HUGE:
        return f"{value:.3e}"
    return language().number(value, 0 if value == value.to_integral_value() else 2)
