"""The calculator of greenhouse gases: every method that was chosen, and what they save together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.forms.answers import Cell, Row, Value, Words
from wecoop_desktop.forms.emissions import Estimate, estimates, total
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.forms.greenhouse import method_name, together, tonnes_words, whole
from wecoop_desktop.forms.speech import rounded
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.method import MethodCard
from wecoop_desktop.ui.editors.scene import Scene, rows_of
from wecoop_desktop.ui.editors.told import Told
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.wording import language, said, tr


class EmissionsEditor(QWidget):
    """The table of inputs as fields of each method; rows of methods not chosen are kept."""

    edited = Signal(object)
    edited_several = Signal(object)
    kept = Signal(object)
    left = Signal()
    wanted = Signal(str)
    wide = True
    lively = True

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._rows: tuple[Row, ...] = ()
        self._scene: Scene | None = None
        self._found: tuple[Estimate, ...] = ()
        self.cards: dict[str, MethodCard] = {}
        self.patient = False  # see kinds.Patient
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._none = Wrapped(tr("Choose a method above; its inputs appear here."), "body", "muted")
        self._column.addWidget(self._none)
        self._methods = QVBoxLayout()
        self._methods.setSpacing(theme.px(10))
        self._column.addLayout(self._methods)
        self._column.addWidget(self._sum())

    def _sum(self) -> Card:
        self.card = Card(tr("Saved in all"), "calculator", padding=12)
        self.total = Label("", "bigFigures")
        self.card.body.addWidget(self.total)
        self._compared = Wrapped("", "small", "muted")
        self.card.body.addWidget(self._compared)
        self.use = Button(tr("Use as claimed value"), icon="check", size="small")
        self.use.clicked.connect(self._use)
        self.card.body.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.told = Told(tr("All methods together"))
        self.told.wanted.connect(self.wanted)
        self.card.body.addWidget(self.told)
        return self.card

    def display(self, value: Value | None, scene: Scene) -> None:
        self._rows, self._scene = rows_of(value), scene
        self._found = estimates(
            scene.form, scene.answers, scene.reference, today=scene.today, language=scene.writing
        )
        ready = max(1, len(self.cards)) if self.patient else len(self._found)
        self._show_methods(scene, self._found[:ready])
        self._none.setVisible(not self._found)
        self.card.setVisible(bool(self._found))
        self._tell(scene)

    @property
    def growing(self) -> bool:
        """Whether some of the methods are not shown yet."""
        return len(self.cards) < len(self._found)

    def grow(self) -> None:
        """Show the next method too."""
        if self._scene is not None:
            self._show_methods(self._scene, self._found[: len(self.cards) + 1])
        self.patient = self.growing

    def _show_methods(self, scene: Scene, ready: Sequence[Estimate]) -> None:
        chosen = [found.method for found in ready]
        if list(self.cards) != chosen:
            self._build(scene, chosen)
        for found in ready:
            mine = [row for row in self._rows if row.get("method") == found.method]
            self.cards[found.method].display(found, scene, mine)

    def _build(self, scene: Scene, chosen: Sequence[str]) -> None:
        for name in [name for name in self.cards if name not in chosen]:
            self.cards.pop(name).deleteLater()
        kept, self.cards = self.cards, {}
        for at, name in enumerate(chosen):
            card = kept.get(name)
            if card is None:
                card = MethodCard(name, said(method_name(scene.form, name)))
                card.changed.connect(self._changed)
                card.added.connect(self._added)
                card.removed.connect(self._removed)
                card.wanted.connect(self.wanted)
                card.left.connect(self.left)
                self._methods.insertWidget(at, card)
            self.cards[name] = card

    def _tell(self, scene: Scene) -> None:
        tonnes = total(self._found)
        if tonnes is None:
            self.total.setText("–")
            self._compared.setText(tr("It appears once every method has a result."))
        else:
            self.total.setText(tonnes_words(tonnes, language()))
            self._compared.setText(self._against(tonnes, scene))
        self.use.setEnabled(tonnes is not None and self._claimed(scene) != whole(tonnes))
        sums = together(scene.form, self._found, language())
        self.told.ask((lambda: (sums,)) if sums is not None else None)

    def _claimed(self, scene: Scene) -> Decimal | None:
        found = scene.state.computed.get("climate.ghg_reduction")
        return found.value if found is not None and isinstance(found.value, Decimal) else None

    def _against(self, tonnes: Decimal, scene: Scene) -> str:
        claimed = self._claimed(scene)
        if claimed is None:
            return tr("No reduction is claimed yet.")
        if claimed in (tonnes, whole(tonnes)):
            return tr("The claimed reduction is the calculated one.")
        return tr(
            "Claimed so far: {claimed} t CO₂e a year. A part of the emissions that no method here "
            "counts may explain a difference: say so in the text.",
            claimed=rounded(language(), claimed),
        )

    def _use(self) -> None:
        """Without and with project so that the difference is the calculated one.

        Removals by trees count as negative emissions with the project. Emissions without project
        that were typed stay; only those with project follow.
        """
        scene, tonnes = self._scene, total(self._found)
        if scene is None or tonnes is None:
            return
        tonnes = whole(tonnes)
        before = scene.answers.get("climate.ghg_baseline")
        removal = all(found.method == "afforestation" for found in self._found)
        start = before if isinstance(before, Decimal) else Decimal(0)
        if not isinstance(before, Decimal) and not removal and tonnes > 0:
            start = tonnes
        self.edited_several.emit(
            {"climate.ghg_baseline": start, "climate.ghg_project": start - tonnes}
        )

    # changes

    def _changed(self, method: str, item: str, parameter: str, column: str, value: object) -> None:
        rows = [dict(row) for row in self._rows]
        row = next((r for r in rows if _same(r, method, item, parameter)), None)
        if row is None:
            row = {"method": method, "parameter": parameter}
            if item:
                row["item"] = item
            rows.append(row)
        cell: Cell = None
        if column == "source":
            cell = self._written(row.get("source"), str(value))
        elif isinstance(value, (Decimal, str)) and value != "":
            cell = value
        row.pop("value" if column == "choice" else "choice" if column == "value" else "", None)
        if cell is None:
            row.pop(column, None)
        else:
            row[column] = cell
        known = {"method", "item", "parameter", "unit"}
        own = {"W", "M_before"}  # the variable that keeps a fraction or fuel in the list
        self._put([r for r in rows if set(r) - known or r.get("parameter") in own])

    def _written(self, before: object, text: str) -> Words | None:
        scene = self._scene
        words = before if isinstance(before, Words) else Words()
        made = words.written(scene.writing if scene is not None else "en", text)
        return made if made.en or made.ru else None

    def _added(self, method: str, item: str) -> None:
        first = "M_before" if method == "fuel_saved" else "W"
        rows = [dict(row) for row in self._rows]
        rows.append({"method": method, "item": item, "parameter": first})
        self._put(rows)

    def _removed(self, method: str, item: str) -> None:
        self._put(
            [
                dict(row)
                for row in self._rows
                if row.get("method") != method or row.get("item") != item
            ]
        )

    def _put(self, rows: Sequence[Mapping[str, Cell]]) -> None:
        self._rows = tuple(rows)
        self.edited.emit(self._rows or None)

    def complaints(self) -> tuple[str, ...]:
        return tuple(sentence for card in self.cards.values() for sentence in card.complaints())

    def focus_at(self, row: int | None, column: str) -> None:
        """Into the input of that row, else into the first that has no value."""
        if row is not None and row < len(self._rows):
            entry = self._rows[row]
            card = self.cards.get(str(entry.get("method")))
            key = (str(entry.get("item") or ""), str(entry.get("parameter") or ""))
            if card is not None and key in card.inputs:
                made = card.inputs[key]
                target = made.source if column == "source" else made.line
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        for card in self.cards.values():
            for made in card.inputs.values():
                made.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def _same(row: Mapping[str, object], method: str, item: str, parameter: str) -> bool:
    return (
        row.get("method") == method
        and str(row.get("item") or "") == item
        and row.get("parameter") == parameter
    )
