"""Places of a screen that are laid anew only when what they show has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from wecoop_desktop.ui.focus import first_focus
from wecoop_desktop.ui.parts.panel import clear


class _Region(NamedTuple):
    holder: QWidget
    layout: QVBoxLayout
    seen: list[object]  # empty before it is laid, else the one thing it shows


class Regions:
    """`add` a place by its name, `lay` what stands in it."""

    def __init__(self) -> None:
        self._held: dict[str, _Region] = {}

    def add(self, name: str) -> QWidget:
        """The widget that holds the place; what stands in it comes and goes."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._held[name] = _Region(holder, layout, [])
        return holder

    def holder(self, name: str) -> QWidget:
        return self._held[name].holder

    def lay(self, name: str, seen: object, make: Callable[[], QWidget | None]) -> bool:
        """Lay a place anew where `seen` is another one than before; the focus stays in it.

        A place for which nothing is made is hidden. Whether it was laid.
        """
        region = self._held[name]
        if region.seen == [seen]:
            return False
        focused = QApplication.focusWidget()
        inside = focused is not None and region.holder.isAncestorOf(focused)
        clear(region.layout)
        made = make()
        if made is not None:
            region.layout.addWidget(made)
        region.holder.setVisible(made is not None)
        region.seen[:] = [seen]
        if inside and made is not None:
            made.show()  # now: what is not shown yet takes no focus
            target = first_focus(made)
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
