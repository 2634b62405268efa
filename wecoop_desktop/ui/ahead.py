"""What the next screen will need, imported while nothing is done."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

PAUSE = 20  # ms between two modules, in which keys and painting come first
# The wizard is made of a hundred modules, an eighth of a second of the processor: in an order in
# which none of these brings many others.
WIZARD = (
    "forms.derivation",
    "forms.upgrade",
    "ui.editors.grid",
    "ui.editors.matrix",
    "ui.editors.bars",
    "ui.editors.gantt",
    "ui.editors.sites",
    "ui.editors.budget",
    "ui.editors.told",
    "ui.editors.tree",
    "ui.editors.cashflow",
    "ui.editors.comparison",
    "ui.editors.emissions",
    "ui.editors.procurement",
    "ui.editors.risks",
    "ui.editors.logframe",
    "ui.editors.annexes",
    "ui.editors.checklist",
    "ui.editors.choices",
    "ui.editors.exchange",
    "ui.editors.kinds",
    "ui.presenters.wizard",
    "ui.screens.wizard",
    "documents.outline",
    "ui.parts.reader",
    "ui.panels.guidance",
)


class Ahead(QObject):
    """Begins when it is made, and goes with its parent."""

    def __init__(self, modules: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(modules)
        self._next = QTimer(self)
        self._next.setInterval(PAUSE)
        self._next.timeout.connect(self._load)
        self._next.start()

    def _load(self) -> None:
        if self._left:
            import_module(f"wecoop_desktop.{self._left.pop(0)}")
        else:
            self._next.stop()
