"""Which editor serves which kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.form import Field as Question
from wecoop_desktop.ui.editors.annexes import attachments_list
from wecoop_desktop.ui.editors.budget import budget, financing_plan
from wecoop_desktop.ui.editors.cashflow import cashflow
from wecoop_desktop.ui.editors.checklist import ChecklistEditor
from wecoop_desktop.ui.editors.choices import ChoiceEditor, SeveralEditor, YesNoEditor
from wecoop_desktop.ui.editors.comparison import COMPARED, comparison
from wecoop_desktop.ui.editors.computed import ComputedEditor
from wecoop_desktop.ui.editors.emissions import EmissionsEditor
from wecoop_desktop.ui.editors.exchange import exchange
from wecoop_desktop.ui.editors.figures import FigureEditor
from wecoop_desktop.ui.editors.gantt import timeline
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.links import LINK
from wecoop_desktop.ui.editors.lists import (
    RioEditor,
    indicator_list,
    readiness,
    sdg_list,
)
from wecoop_desktop.ui.editors.logframe import logframe
from wecoop_desktop.ui.editors.monitoring import monitoring
from wecoop_desktop.ui.editors.procurement import ProcurementEditor
from wecoop_desktop.ui.editors.readiness import ReadinessEditor
from wecoop_desktop.ui.editors.risks import risk_matrix, stakeholder_matrix
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.editors.sites import location
from wecoop_desktop.ui.editors.tree import TreeEditor
from wecoop_desktop.ui.editors.words import TextEditor


class Editor(Protocol):
    """What every editor offers; each is a QWidget too."""

    edited: SignalInstance
    kept: SignalInstance
    left: SignalInstance
    wide: bool

    def display(self, value: Value | None, scene: Scene) -> None: ...
    def complaints(self) -> tuple[str, ...]: ...
    def focus_at(self, row: int | None, column: str) -> None: ...


@runtime_checkable
class Patient(Protocol):
    """An editor of many parts: while it is `patient`, only the first are made when it is filled,
    and each `grow` makes some of the others, as long as it is `growing`."""

    patient: bool

    @property
    def growing(self) -> bool: ...
    def grow(self) -> None: ...


def table(question: Question, parent: QWidget | None = None) -> QWidget:
    """A plain grid; where its rows are entries of a list, all can be added at once."""
    columns = {column.id for column in question.columns}
    if LINK in columns:
        return monitoring(question, parent)
    if columns >= COMPARED:
        return comparison(question, parent)
    if question.path in TABLES:
        return TABLES[question.path](question, parent)
    if question.list_ref:
        return readiness(question, parent)
    return RowsEditor(Grid(question), parent=parent)


def choice(question: Question, parent: QWidget | None = None) -> QWidget:
    several = question.multiple or question.kind == "multi_choice"
    return SeveralEditor(question, parent) if several else ChoiceEditor(question, parent)


# Tables that a calculation fills or reads have editors of their own.
TABLES: Mapping[str, Callable[[Question, QWidget | None], QWidget]] = {
    "basic.exchange_rates": exchange,
    "climate.ghg_inputs": EmissionsEditor,
    "implementation.procurement_plan": ProcurementEditor,
    "readiness.items": ReadinessEditor,
}

EDITORS: Mapping[str, Callable[[Question, QWidget | None], QWidget]] = {
    "text": TextEditor,
    "rich_text": TextEditor,
    "choice": choice,
    "multi_choice": choice,
    "date": FigureEditor,
    "money": FigureEditor,
    "number": FigureEditor,
    "percent": FigureEditor,
    "yes_no": YesNoEditor,
    "table": table,
    "tree": TreeEditor,
    "logframe": logframe,
    "budget": budget,
    "financing_plan": financing_plan,
    "risk_matrix": risk_matrix,
    "stakeholder_matrix": stakeholder_matrix,
    "timeline": timeline,
    "location": location,
    "indicator_list": indicator_list,
    "sdg_list": sdg_list,
    "rio_markers": RioEditor,
    "checklist": ChecklistEditor,
    "attachments_list": attachments_list,
    "cashflow": cashflow,
    "computed": ComputedEditor,
}

# Kinds that want the width of the window: the panel starts folded away beside them.
WIDEST = frozenset({"logframe", "budget", "financing_plan", "timeline", "risk_matrix", "cashflow"})


def editor(question: Question, parent: QWidget | None = None) -> QWidget:
    """The editor of a question; kinds of later forms are shown as what they are computed from."""
    return EDITORS.get(question.kind, ComputedEditor)(question, parent)
