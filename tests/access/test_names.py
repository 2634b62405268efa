"""What a screen reader is told of the rail, of what is painted, and of a place unknown.

That everything on every screen has a name and a role is asserted in `tests/ui/test_looks.py`, where
a window stands at each place anyway.
"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QApplication, QPushButton

from tests.access.tree import met
from tests.kit.places import PLACES
from tests.kit.window import settle
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.window import Window


def test_the_rail_says_which_room_is_open_and_can_be_pressed(window: Window) -> None:
    window.go(HOME)
    settle()
    rail = {one.widget: one for one in met(window.rail)}
    said = {}
    for widget, one in rail.items():
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert one.role == QAccessible.Role.RadioButton
        said[one.name] = bool(interface.state().checked)
    assert list(said.values()).count(True) == 1
    guide = QAccessible.queryAccessibleInterface(window.rail.item("guide"))
    assert guide is not None
    guide.actionInterface().doAction(QAccessibleActionInterface.pressAction())
    settle()
    assert window.place.screen == "guide"


def test_a_role_goes_with_its_widget(qapp: QApplication) -> None:
    for _ in range(300):
        button = QPushButton("Water")
        button.setCheckable(True)
        speak_as(button, "one-of")
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface is not None
        assert (interface.role(), bool(interface.state().checked)) == (
            QAccessible.Role.RadioButton,
            False,
        )
        button.deleteLater()
    settle()


@pytest.mark.parametrize("place", ["projects-map", "projects-statistics", "wizard-timeline"])
def test_what_is_painted_tells_more_than_its_name(window: Window, place: str) -> None:
    """A map, a chart and a schedule say what is in them, or offer it as a table."""
    window.go(PLACES[place](window))
    settle()
    painted = [
        one
        for one in met(window.screen_shown)
        if one.role in (QAccessible.Role.Chart, QAccessible.Role.Graphic)
    ]
    tables = [one for one in met(window.screen_shown) if one.role == QAccessible.Role.Table]
    switches = [
        one
        for one in met(window.screen_shown)
        if "able" in one.name or "аблиц" in one.name or "List" in one.name or "Спис" in one.name
    ]
    assert painted or tables
    silent = [str(one) for one in painted if not one.widget.accessibleDescription()]
    assert tables or switches or not silent, silent


def test_a_place_unknown_still_has_names(window: Window) -> None:
    window.go(Place("projects", "no-such-project"))
    settle()
    assert all(one.name for one in met(window))
