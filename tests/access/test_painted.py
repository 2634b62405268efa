"""What is painted by us, and where the same is said in words or as a table."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QWidget

from tests.access.tree import takes_focus
from tests.kit.places import PLACES
from tests.kit.window import settle, shown
from wecoop_desktop.ui.window import Window

UI = Path(importlib.import_module("wecoop_desktop.ui").__file__ or "").parent

# Pictures with a table, a list or a tree of the same, in what holds them, and where one is seen.
TWINS = {
    "editors.bars.Bars": "wizard-timeline",  # the switch “Table” above the bars
    "editors.budget.Balance": "wizard-budget",  # the financing plan
    "editors.drawing.Drawing": "wizard-problem",  # the switch “Outline” above the tree
    "editors.risks.Field5": "wizard-risks",  # the rows of the same table
    "editors.sites.SiteMap": "wizard-sites",  # the rows of the same table
    "parts.chart.ChartView": "projects-statistics",  # the button “Table (T)” of the chart
    "parts.worldmap.WorldMap": "projects-map",  # the button “Places as a table (T)”
    "parts.span.Bars": "projects",  # the two fields of years below
}
# Charts that turn into a table: `test_charts.py` compares the figures.
TURNED = {"editors.cashflow.Flows", "editors.sensitive.Tornado", "editors.decaychart.DecayChart"}
# Whose name and description say all that is drawn, and where one is seen.
SPOKEN = {
    "parts.bar.Bar": "proposals",
    "parts.cycle.Cycle": "funder-cycle",  # each stage in turn; the list beside has them all
    "parts.levels.Levels": "home",
    "parts.map.LocatorMap": "project",
    "parts.maplegend.Samples": "projects-map",
    "parts.ring.Ring": "home",
    "screens.workshopmarks.Marks": "workshop-led",
}
# What paints only the ground, the frame or the sign of something that Qt or a label says.
SILENT = {
    "editors.card.Messages": "sentences are labels; the bar has their colour",
    "editors.cells.Cells": "a cell's words come from the model",
    "editors.checklist.Item": "words, buttons and a field; the bar repeats the answer",
    "editors.gantt.Sample": "a sign beside its word",
    "editors.logframe.LevelCells": "a cell's words come from the model",
    "focus.FocusRing": "the focus itself is told",
    "palette.PaletteOverlay": "a scrim",
    "palette.LineDelegate": "a row's words come from the model",
    "parts.check.Check": "a tick of Qt",
    "parts.check.Radio": "a choice of Qt",
    "parts.choice.Choice": "a list of Qt",
    "parts.circle.Circle": "a number beside its step, which is told",
    "parts.facet.FacetHead": "a button with a name",
    "parts.labels.Elided": "its text is its name",
    "parts.link.Link": "a button with a name",
    "parts.maplegend.Hollow": "a sign beside its words",
    "parts.mappopup.ProjectRow": "a button with a name",
    "parts.rail.Rail": "the ground of buttons",
    "parts.rail.RailItem": "a button with a name",
    "parts.reader.Reader": "text; its figures are told by their alternative text",
    "parts.rows.RowDelegate": "a row's words come from the model",
    "parts.searchbox.SearchBox": "the frame of a field",
    "parts.terrain.Name": "a part of the map",
    "parts.tick.TickRow": "a button with a name",
    "screens.drafts.HeadRow": "the heads of columns, which each card repeats",
    "screens.fundergrid._Delegate": "a cell's words come from the model",
    "screens.offer.Lines": "its text is its name",
    "screens.presentationblocks.Beam": "a bar beside its figure",
    "screens.presentationblocks.Pills": "its name says which slide of how many",
    "screens.projectmoney.Dot": "a sign beside its words",
    "screens.projectmoney.Shares": "the parts stand below in words",
    "screens.projecttable._Cells": "a cell's words come from the model",
    "screens.stepper.StepCells": "a row's words come from the model",
    "screens.welcome.Side": "a ground",
    "screens.workshopstages.StageCircle": "its name says the stage",
    "screens.workshopmarks.Sample": "a sign beside its word",
    "window.Window": "nothing but the first moment",
}
PAINTS = {"paintEvent", "paint"}


def painted() -> set[str]:
    """Every class below `ui` that paints, as module and name."""
    found = set()
    for path in UI.rglob("*.py"):
        module = ".".join(path.relative_to(UI).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(part, ast.FunctionDef) and part.name in PAINTS for part in node.body
            ):
                found.add(f"{module}.{node.name}")
    return found


def test_everything_painted_is_accounted_for() -> None:
    assert painted() == {*TWINS, *TURNED, *SPOKEN, *SILENT}


def _kind(name: str) -> type[QWidget]:
    module, _, kind = name.rpartition(".")
    found = getattr(importlib.import_module(f"wecoop_desktop.ui.{module}"), kind)
    assert isinstance(found, type)
    return found


def _seen(window: Window, name: str, place: str) -> QWidget:
    window.go(PLACES[place](window))
    settle()
    for _ in range(40):  # cards are made one after another
        found = [one for one in shown(window) if type(one) is _kind(name)]
        if found:
            return found[0]
        settle()
    raise AssertionError(f"{name} is not shown at {place}")


def _says_the_same(widget: QWidget) -> bool:
    """A table, list or tree, or what turns one on."""
    if isinstance(widget, QAbstractItemView):
        return takes_focus(widget)
    words = widget.accessibleName().casefold()
    switch = isinstance(widget, QAbstractButton) and any(
        part in words for part in ("table", "outline", "list", "таблиц", "списк")
    )
    field = isinstance(widget, QComboBox) or type(widget).__name__ in ("QLineEdit", "YearField")
    return switch or (field and takes_focus(widget))


@pytest.mark.parametrize(("name", "place"), sorted(TWINS.items()))
def test_a_picture_has_a_twin_beside_it(window: Window, name: str, place: str) -> None:
    picture = _seen(window, name, place)
    assert _role(picture) in (QAccessible.Role.Chart, QAccessible.Role.Graphic)
    assert picture.accessibleName()
    above: QWidget | None = picture.parentWidget()
    while above is not None and above is not window.screen_shown:
        if any(_says_the_same(one) for one in shown(above) if not picture.isAncestorOf(one)):
            return
        above = above.parentWidget()
    raise AssertionError(f"nothing beside {name} says the same")


@pytest.mark.parametrize(("name", "place"), sorted(SPOKEN.items()))
def test_a_picture_says_what_it_shows(window: Window, name: str, place: str) -> None:
    picture = _seen(window, name, place)
    assert _role(picture) != QAccessible.Role.Client
    said = picture.accessibleName() + picture.accessibleDescription()
    assert said.strip()


def _role(widget: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.role()
