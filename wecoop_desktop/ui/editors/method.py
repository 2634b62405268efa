"""One method of the calculator of greenhouse gases: its inputs, its result and how it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.answers import Row
from wecoop_desktop.forms.codec import parse_number
from wecoop_desktop.forms.emissions import Entry, Estimate
from wecoop_desktop.forms.factors import Choice as Factor
from wecoop_desktop.forms.factors import Factors
from wecoop_desktop.forms.greenhouse import derivation, formula_of, method_of, tonnes_words
from wecoop_desktop.forms.speech import rounded
from wecoop_desktop.forms.values import plain
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.decaychart import DecayChart
from wecoop_desktop.ui.editors.scene import LONGEST_LINE, Scene, typed
from wecoop_desktop.ui.editors.told import Told
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Label, Title, Wrapped
from wecoop_desktop.ui.parts.turning import Turning
from wecoop_desktop.ui.wording import language, said, tr

OWN = "\u0000own"  # in the list of choices: a number of one's own
Key = tuple[str, str]  # item, parameter


class Input(QWidget):
    """One variable: a number with its unit, the usual value behind it, and the source."""

    changed = Signal(str, str, object)  # column (value, choice, source), text, choice or None
    left = Signal()

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Entry | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        label = Wrapped(f"{said(entry.label)} ({entry.name})", "small", "text")
        tight = theme.px(100) >= 150  # large text: the label has a line of its own
        if tight:
            column.addWidget(label)
        else:
            row.addWidget(label, 3)
        self.pick: Choice | None = None
        if entry.choices:
            self.pick = Choice((), name=said(entry.label))
            self.pick.setMaximumWidth(theme.px(230))
            shorter = Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            self.pick.setSizeAdjustPolicy(shorter)
            self.pick.setMinimumContentsLength(8)
            self.pick.chosen.connect(self._picked)
            if tight:
                column.addWidget(self.pick)
            else:
                row.addWidget(self.pick, 3)
        self.line = QLineEdit()
        self.line.setFont(theme.font("figures"))
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setFixedWidth(theme.px(110))
        self.line.setMaxLength(60)
        self.line.setAccessibleName(f"{said(entry.label)}, {said(entry.unit)}")
        self.line.textEdited.connect(lambda text: self.changed.emit("value", text, None))
        self.line.editingFinished.connect(self.left)
        row.addWidget(self.line)
        unit = self._unit = Wrapped(said(entry.unit), "small", "muted")
        unit.setMinimumWidth(theme.px(60 if tight else 96))
        row.addWidget(unit, 2)
        column.addLayout(row)
        below: QHBoxLayout | QVBoxLayout = QVBoxLayout() if tight else QHBoxLayout()
        below.setSpacing(theme.px(8))
        self._origin = Wrapped("", "small", "muted")
        below.addWidget(self._origin, 2)
        column.addLayout(below)
        self.source = QLineEdit()
        self.source.setFont(theme.font("small"))
        self.source.setMaxLength(LONGEST_LINE)
        self.source.setPlaceholderText(tr("Source and year of this value"))
        self.source.setAccessibleName(tr("Source of {what}", what=said(entry.label)))
        self.source.textEdited.connect(lambda text: self.changed.emit("source", text, None))
        self.source.editingFinished.connect(self.left)
        below.addWidget(self.source, 3)
        if not entry.label and not entry.unit:
            label.hide()
        if entry.help:
            self.setToolTip(said(entry.help))

    def _picked(self, value: str) -> None:
        if value == OWN:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.selectAll()
            return
        self.changed.emit("choice", value, value)
        self.left.emit()

    def show_entry(self, entry: Entry, written: str, wrong: str, *, needed: bool) -> None:
        """`written` is the source in the language being written; `wrong` a sentence or ""."""
        self._fill_choices(entry)
        text_only = bool(entry.choices) and all(choice.value is None for choice in entry.choices)
        self.line.setVisible(not text_only)
        self._unit.setVisible(not text_only)
        if not self.line.hasFocus() and not wrong:
            own = entry.origin == "own"
            self.line.setText(_typed(entry.value) if own else "")
            self.line.setPlaceholderText(_typed(entry.value))
        told, tone = self._words(entry, needed=needed)
        self._origin.setText(wrong or told)
        self._origin.tone("err" if wrong else tone)
        self._origin.setVisible(bool(wrong or told))
        self.source.setVisible(entry.origin == "own" or bool(written) or self.source.hasFocus())
        if not self.source.hasFocus() and self.source.text() != written:
            self.source.setText(written)
            self.source.setCursorPosition(0)

    def complain(self, sentence: str) -> None:
        """What is wrong with the typed text, in place of where the value comes from."""
        self._origin.setText(sentence)
        self._origin.tone("err")
        self._origin.show()

    def _fill_choices(self, entry: Entry) -> None:
        box = self.pick
        if box is None:
            return
        entries = [("", tr("Choose"))] + [(c.id, _choice_words(c)) for c in entry.choices]
        if any(choice.value is not None for choice in entry.choices):
            entries.append((OWN, tr("own value")))
        if self._shown is None or self._shown.choices != entry.choices:
            box.show_entries(entries)
        self._shown = entry
        chosen = entry.choice if entry.origin != "own" else OWN
        box.show_value(chosen or (str(entry.value) if isinstance(entry.value, str) else ""))

    def _words(self, entry: Entry, *, needed: bool) -> tuple[str, str]:
        if entry.origin == "own":
            usual = _typed(entry.usual)
            if usual and entry.usual != entry.value:
                return tr("own value; usual is {value}", value=usual), "accent"
            return tr("own value"), "accent"
        if entry.origin == "missing":
            return (tr("no value yet"), "err") if needed else (tr("not needed so far"), "muted")
        if not entry.source:
            return (tr("default of the method"), "muted") if entry.origin == "default" else ("", "")
        if entry.verified:
            return entry.source, "muted"
        return tr("{source} (not re-read yet)", source=entry.source), "muted"


def _typed(value: object) -> str:
    if not isinstance(value, Decimal):
        return ""
    return rounded(language(), value) if abs(value) >= Decimal("1e15") else language().number(value)


def _choice_words(choice: Factor) -> str:
    if choice.value is None:
        return said(choice.label)
    return f"{said(choice.label)} · {language().number(choice.value)}"


class MethodCard(Card):
    """A method: its inputs, those per fraction or fuel in groups, the result and how it came."""

    changed = Signal(str, str, str, str, object)  # method, item, parameter, column, value
    added = Signal(str, str)  # method, item
    removed = Signal(str, str)
    wanted = Signal(str)
    left = Signal()

    def __init__(self, method: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, "leaf", tone="subtle", padding=12, parent=parent)
        self.method = method
        self.result = Label("", "strongFigures")
        self.head.addWidget(self.result)
        self._formula = Wrapped("", "small", "muted")
        self.body.addWidget(self._formula)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(theme.px(8))
        self.body.addLayout(self._fields)
        self._signature: tuple[object, ...] = ()
        self.inputs: dict[Key, Input] = {}
        self._wrong: dict[Key, str] = {}
        self.add: Choice | None = None
        self._guard = Wrapped("", "small", "err")
        self.body.addWidget(self._guard)
        self._chart = DecayChart()
        self.chart = Turning(self._chart, tr("Methane avoided by year, t CO₂e"))
        self.chart.hide()
        self.chart.button.hide()
        self.body.addWidget(self.chart.button, 0, Qt.AlignmentFlag.AlignTrailing)
        self.body.addWidget(self.chart)
        self.told = Told(name)
        self.told.wanted.connect(self.wanted)
        self.body.addWidget(self.told)

    def display(self, estimate: Estimate, scene: Scene, rows: Sequence[Row]) -> None:
        row = method_of(scene.form, self.method)
        self._formula.setText("\n".join(formula_of(row, language())))
        constants = Factors(plain(scene.form.tables.get("ghg_constants")), "")
        kind = _asked_per(row)
        items = tuple(dict.fromkeys(e.item for e in estimate.entries if e.item))
        signature = (tuple((e.item, e.name) for e in estimate.entries), kind)
        if signature != self._signature:
            self._signature = signature
            self._build(estimate, constants, kind, items)
        by_row = {(str(r.get("item") or ""), str(r.get("parameter") or "")): r for r in rows}
        for entry in estimate.entries:
            key = (entry.item, entry.name)
            written = typed(by_row.get(key, {}).get("source"), scene.writing)
            needed = entry.name in estimate.missing
            self.inputs[key].show_entry(entry, written, self._wrong.get(key, ""), needed=needed)
        self._tell(estimate, scene)

    def _tell(self, estimate: Estimate, scene: Scene) -> None:
        if estimate.tonnes is not None:
            self.result.setText(tonnes_words(estimate.tonnes, language()))
        else:
            self.result.setText("–")
        said_of = said(estimate.refused)
        if not said_of and estimate.missing:
            names = ", ".join(
                dict.fromkeys(said(e.label) for e in estimate.entries if e.name in estimate.missing)
            )
            names = names or ", ".join(estimate.missing)
            said_of = tr("For a result these are missing: {names}.", names=names)
        if not said_of and estimate.tonnes is None:
            said_of = tr("These figures give no result: look for one that is far too large.")
        if not said_of and estimate.tonnes is not None and estimate.tonnes < 0:
            said_of = tr("The result is negative: with these figures emissions rise.")
        self._guard.setText(said_of)
        self._guard.setVisible(bool(said_of))
        self._chart.show_profiles(estimate.profiles)
        self.chart.renew()
        for widget in (self.chart, self.chart.button):
            widget.setVisible(bool(estimate.profiles))
        self.told.ask(lambda: (derivation(scene.form, estimate, language()),))

    def _build(
        self, estimate: Estimate, constants: Factors, kind: str, items: tuple[str, ...]
    ) -> None:
        while self._fields.count():
            taken = self._fields.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.deleteLater()
        self.inputs.clear()
        for item in ("", *items):
            if item:
                self._fields.addWidget(self._group(said(constants.label(item)), item))
            for entry in estimate.entries:
                if entry.item == item:
                    self._fields.addWidget(self._input(entry))
        if kind:
            self._fields.addWidget(self._adder(constants, kind, items))

    def _input(self, entry: Entry) -> Input:
        made = Input(entry)
        key = (entry.item, entry.name)
        made.changed.connect(lambda column, text, value: self._typed(key, column, text, value))
        made.left.connect(self.left)
        self.inputs[key] = made
        return made

    def _group(self, words: str, item: str) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme.px(6), 0, 0)
        row.addWidget(Title(words, "medium"), 1)
        remove = Button("", icon="trash-2", size="small", name=tr("Remove {what}", what=words))
        remove.clicked.connect(lambda: self.removed.emit(self.method, item))
        row.addWidget(remove)
        return holder

    def _adder(self, constants: Factors, kind: str, items: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, theme.px(4), 0, 0)
        words = tr("Add a fuel") if kind == "fuel" else tr("Add a fraction of waste")
        entries = [(c.id, said(c.label)) for c in constants.items(kind) if c.id not in items]
        self.add = Choice([("", words), *entries], name=words)
        self.add.chosen.connect(lambda item: self.added.emit(self.method, item) if item else None)
        row.addWidget(self.add)
        row.addStretch(1)
        return holder

    def _typed(self, key: Key, column: str, text: str, value: object) -> None:
        """A number as it is typed; what is none is told at once and changes no answer."""
        if column == "value":
            self._wrong.pop(key, None)
            value = None
            if text.strip():
                try:
                    value = parse_number(text, "")
                except AppError as error:
                    self._wrong[key] = say(language(), error)
                    self.inputs[key].complain(self._wrong[key])
                    return
        elif column == "source":
            value = text
        self.changed.emit(self.method, *key, column, value)

    def complaints(self) -> tuple[str, ...]:
        return tuple(self._wrong.values())


def _asked_per(row: Mapping[str, object]) -> str:
    """What the method asks each of: "fraction", "fuel", or "" where there is only one."""
    variables = row.get("variables")
    for variable in variables.values() if isinstance(variables, Mapping) else ():
        if isinstance(variable, Mapping) and variable.get("per"):
            return str(variable["per"])
    return ""
