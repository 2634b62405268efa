"""What a screen reader calls a widget, where Qt alone cannot know it.

Qt names the role of its own widgets. What is painted by us would be nothing to it, and buttons of
which one is chosen would be tick boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

Spoken = Literal["chart", "picture", "group", "one-of"]

_ROLES: Mapping[Spoken, QAccessible.Role] = MappingProxyType(
    {
        "chart": QAccessible.Role.Chart,
        "picture": QAccessible.Role.Graphic,
        "group": QAccessible.Role.Grouping,
        "one-of": QAccessible.Role.RadioButton,
    }
)
_PROPERTY = "spoken"
_installed = False


def speak_as(widget: QWidget, role: Spoken) -> None:
    """Let screen readers call the widget a chart, a picture, a group, or one of several."""
    global _installed
    widget.setProperty(_PROPERTY, role)
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


def _made(_kind: str, made: QObject | None) -> QAccessibleInterface | None:
    """The interface of a widget that has a role of ours; Qt makes all others."""
    if not isinstance(made, QWidget):
        return None
    role: Spoken | None = made.property(_PROPERTY)
    if role is None:
        return None
    if role == "one-of" and isinstance(made, QAbstractButton):
        return _OneOf(made)
    return QAccessibleWidget(made, _ROLES[role], "")


class _OneOf(QAccessibleWidget):
    """A button of a row in which one is chosen: it says so, and can be pressed."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, QAccessible.Role.RadioButton, "")
        self._button = button

    def state(self) -> QAccessible.State:
        found = super().state()
        found.checkable = 1
        found.checked = int(self._button.isChecked())
        return found

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's own name
        if actionName == QAccessibleActionInterface.pressAction():
            self._button.click()
        else:
            super().doAction(actionName)
