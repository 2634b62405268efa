"""What a screen reader finds in a window, read through Qt's own interfaces."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from tests.kit.window import shown

Role = QAccessible.Role

# What somebody may do with what takes the focus; anything else would be said as nothing.
ROLES = {
    Role.Button,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Slider,
    Role.Link,
    Role.List,
    Role.Table,
    Role.Tree,
    Role.PageTabList,
    Role.StaticText,  # a text that is read line by line
    Role.Chart,
    Role.Graphic,
    Role.Grouping,
}


@dataclass(frozen=True, slots=True)
class Met:
    """A widget that takes the focus, as it is said."""

    widget: QWidget
    name: str
    role: Role

    def __str__(self) -> str:
        above = type(self.widget.parentWidget()).__name__
        return f"{self.role.name} “{self.name}” ({type(self.widget).__name__} in {above})"


def takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def met(root: QWidget) -> list[Met]:
    """Everything to be seen that takes the focus by Tab."""
    found = []
    for widget in shown(root):
        if not takes_focus(widget) or widget.focusProxy() is not None:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None, f"{widget} is nothing to a screen reader"
        found.append(Met(widget, interface.text(QAccessible.Text.Name), interface.role()))
    return found
