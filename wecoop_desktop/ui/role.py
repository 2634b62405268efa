"""What a screen reader calls a widget, where Qt alone cannot know it.

Qt names the role of its own widgets. What is painted by us would be nothing to it, and buttons of
which one is chosen would be tick boxes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QComboBox, QWidget

Spoken = Literal["chart", "picture", "group", "one-of", "choice", "text", "meter"]

_ROLES: Mapping[Spoken, QAccessible.Role] = MappingProxyType(
    {
        "chart": QAccessible.Role.Chart,
        "picture": QAccessible.Role.Graphic,
        "group": QAccessible.Role.Grouping,
        "one-of": QAccessible.Role.RadioButton,
        "choice": QAccessible.Role.ComboBox,
        "text": QAccessible.Role.StaticText,
        "meter": QAccessible.Role.ProgressBar,
    }
)
_PROPERTY = "spoken"
_installed = False


def speak_as(widget: QWidget, role: Spoken) -> None:
    """Let screen readers call the widget a chart, a picture, a group, one of several, a choice of
    a list, a line of text, or a bar that says how far something is."""
    global _installed
    if QAccessible.isActive():
        # Qt has asked while the widget was made, and keeps what it was told.
        told = QAccessible.queryAccessibleInterface(widget)
        if told is not None:
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(told))
    widget.setProperty(_PROPERTY, role)
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader say something that came without the focus: after what it is saying now,
    or, where it is `urgent`, at once."""
    if not QAccessible.isActive():
        return
    said = QAccessibleAnnouncementEvent(widget, words)
    way = QAccessible.AnnouncementPoliteness
    said.setPoliteness(way.Assertive if urgent else way.Polite)
    QAccessible.updateAccessibility(said)


def _made(_kind: str, made: QObject | None) -> QAccessibleInterface | None:
    """The interface of a widget that has a role of ours; Qt makes all others."""
    if not isinstance(made, QWidget):
        return None
    role: Spoken | None = made.property(_PROPERTY)
    if role is None:
        return None
    if role == "one-of" and isinstance(made, QAbstractButton):
        return _OneOf(made)
    if role == "choice" and isinstance(made, QComboBox):
        # Only on Windows does Qt say what is chosen here; elsewhere it says the choice alone.
        return None if sys.platform == "win32" else _Choice(made)
    return QAccessibleWidget(made, _ROLES[role], "")


class _Choice(QAccessibleWidget):
    """A list that opens: what is asked for, and what is chosen."""

    def __init__(self, choice: QComboBox) -> None:
        super().__init__(choice, QAccessible.Role.ComboBox, "")
        self._choice = choice

    def text(self, kind: QAccessible.Text) -> str:
        asked, chosen = self._choice.accessibleName(), self._choice.currentText()
        if kind == QAccessible.Text.Name:
            return f"{asked}: {chosen}" if asked and chosen else asked or chosen
        if kind == QAccessible.Text.Value:
            return chosen
        return super().text(kind)

    def state(self) -> QAccessible.State:
        found = super().state()
        found.expandable = 1
        found.expanded = int(self._choice.view().isVisible())
        return found

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.showMenuAction(), *super().actionNames()]

    def doAction(self, actionName: str) -> None:  # noqa: N803 - Qt's own name
        if actionName == QAccessibleActionInterface.showMenuAction():
            self._choice.showPopup()
        else:
            super().doAction(actionName)


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
