"""Values that the program works out: the figure, where it comes from, why it is empty."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.answers import Money, Value
from wecoop_desktop.forms.derivation import in_currency
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.speech import rounded
from wecoop_desktop.forms.state import Computed
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene, number, option_label
from wecoop_desktop.ui.editors.told import Told, of_field
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.wording import language, ntr, read, said, tr

HUGE = Decimal("1e15")
REASONS = {
    "no_rate": mark("An exchange rate is missing: enter it under “Exchange rates used”."),
    "no_sign_change": mark("The flows never change sign, so there is no rate of return."),
    "no_real_root": mark("No rate of return fits these flows."),
    "multiple": mark("Several rates fit these flows; compare by net present value instead."),
    "not_recovered": mark("The investment is not recovered within the period."),
    "not_answered": mark("It appears once the answers it comes from are given."),
    "empty": mark("It appears once the answers it comes from are given."),
}

LISTED = 50  # entries of a result: laying out a thousand takes half a second at each change


def reason_words(reason: str) -> str:
    return tr(REASONS.get(reason, REASONS["empty"]))


def why_empty(question: Question, found: Computed | None, scene: Scene) -> str:
    """Why there is no figure: it does not apply to this kind of project, or what is missing."""
    if question.path not in scene.state.visible:
        return tr("Not applicable to this type of project.")
    return reason_words(found.reason if found is not None else "empty")


def figure_words(question: Question, found: Computed | None, scene: Scene) -> str:
    """A computed value in words, "" where there is none."""
    value = found.value if found is not None else None
    if value is None:
        return ""
    if isinstance(value, Decimal):
        figure = language().number(value, 0 if abs(value) >= 1000 else 2)
        percent = question.unit in ("percent", "%")
        if in_currency(question):
            return money_words(value, scene.currency)
        if abs(value) >= HUGE:
            return rounded(language(), value)
        unit = "" if percent else f"\u00a0{said(question.unit_words)}" if question.unit else ""
        return (language().percent(value, 1) if percent else figure) + unit
    if isinstance(value, Money):
        return language().money(value.amount, value.currency)
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if isinstance(value, (list, tuple)):
        lines = [f"• {_entry(entry, scene)}" for entry in value[:LISTED]]
        rest = len(value) - len(lines)
        return "\n".join([*lines, ntr("… and {n} more", "… and {n} more", rest)] if rest else lines)
    if isinstance(value, Mapping):
        return _entry(value, scene)
    return _labelled(str(value), question, scene)


def money_words(value: Decimal, currency: str) -> str:
    """An amount, whole where that is exact enough; absurdly large ones by their power of ten."""
    if abs(value) >= HUGE:
        return f"{rounded(language(), value)}\u00a0{currency}"
    whole = abs(value) >= 100
    return language().money(round(value) if whole else round(value, 2), currency)


def _labelled(value: str, question: Question, scene: Scene) -> str:
    """An id by its label: of the question's own options, of the sectors, else as it is."""
    for option in question.options:
        if option.id == value:
            return said(option.label)
    try:
        sectors = scene.form.field("basic.sectors").options
    except KeyError:
        return value
    return option_label(sectors, value)


def _entry(entry: object, scene: Scene) -> str:
    if isinstance(entry, Mapping):
        for name in ("label", "name", "message", "title", "document"):
            if entry.get(name):
                text = entry[name]
                own = original(read())
                return str(text.get(own)) if isinstance(text, Mapping) else str(text)
        return ", ".join(str(part) for part in entry.values() if part)
    if isinstance(entry, Decimal):
        return number(entry)
    return _document(str(entry), scene)


def _document(name: str, scene: Scene) -> str:
    """The label of an environmental document by its id, else the id."""
    rule = scene.form.tables.get("es_documents_rule")
    labels = rule.get("labels") if isinstance(rule, Mapping) else None
    entry = labels.get(name) if isinstance(labels, Mapping) else None
    own = original(read())
    if isinstance(entry, Mapping):
        return str(entry.get(own) or entry.get("en") or name)
    return name


class ComputedEditor(QWidget):
    """Shows only; its signals are never sent."""

    edited = Signal(object)
    kept = Signal(object)
    left = Signal()
    wanted = Signal(str)
    wide = False

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        row = QHBoxLayout()
        self._figure = Label("", "bigFigures")
        self._figure.setWordWrap(True)
        self._figure.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._figure.setAccessibleName(said(question.label))
        row.addWidget(self._figure, 1)
        column.addLayout(row)
        self._why = Wrapped("", "small", "muted")
        column.addWidget(self._why)
        self._told = Told(said(question.label))
        self._told.wanted.connect(self.wanted)
        column.addWidget(self._told)
        self.setFocusProxy(self._figure)

    def display(self, value: Value | None, scene: Scene) -> None:
        found = scene.state.computed.get(self._question.path)
        words = figure_words(self._question, found, scene)
        tells = self._question.formula or self._question.formula_ref == "es_category_rule"
        listed = "issues(" in self._question.formula
        self._told.ask(of_field(self._question.path, scene) if tells and not listed else None)
        if self._question.formula_ref == "es_category_rule":
            self._category(found, scene)
            return
        self._figure.setFont(theme.font("body" if "•" in words else "bigFigures"))
        self._figure.setText(words)
        self._figure.setVisible(bool(words))
        why = tr("Worked out by the program from other answers.")
        self._why.setText(why if words else why_empty(self._question, found, scene))

    def _category(self, found: Computed | None, scene: Scene) -> None:
        from wecoop_desktop.ui.editors.checklist import category_words

        letter, why = category_words(found, scene)
        self._figure.setText(letter)
        self._figure.setVisible(bool(letter))
        self._why.setText(why)

    def complaints(self) -> tuple[str, ...]:
        return ()

    def focus_at(self, row: int | None, column: str) -> None:
        self._figure.setFocus(Qt.FocusReason.OtherFocusReason)
