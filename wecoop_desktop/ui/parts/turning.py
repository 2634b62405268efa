"""A chart of the wizard with its figures as a table, one in the place of the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.figuretable import Figures, FigureTable
from wecoop_desktop.ui.wording import tr


class Chart(QWidget):
    """What is painted, and can say every figure of it."""

    def figures(self) -> Figures:
        return Figures((), ())


class Turning(QWidget):
    """The chart, and after a press on the button the table in its place.

    The button is laid by who makes it, above the chart. `turned` when the one came for the other.
    """

    turned = Signal()

    def __init__(self, chart: Chart, name: str, parent: QWidget | None = None) -> None:
        """`name` is the table's."""
        super().__init__(parent)
        self.chart = chart
        self._name = name
        self.table: FigureTable | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.button = Button("", "quiet", "table", size="small", name=tr("Show as a table"))
        self.button.setCheckable(True)
        self.button.clicked.connect(lambda _=False: self.turn())
        column.addWidget(chart)
        self._say()

    def turn(self) -> None:
        """The table instead of the chart, or the chart again."""
        table, self.table = self.table, None
        if table is None:
            self.table = FigureTable(self._name, self)
            self._column.addWidget(self.table)
            self.renew()
            self.table.show()
        else:
            self._column.removeWidget(table)
            table.hide()
            table.deleteLater()
        self.chart.setVisible(self.table is None)
        self._say()
        self.turned.emit()

    def renew(self) -> None:
        """The chart shows other figures."""
        if self.table is not None:
            self.table.show_figures(self.chart.figures())

    def _say(self) -> None:
        words = tr("Show as a table") if self.table is None else tr("Show as a chart")
        self.button.setChecked(self.table is not None)
        self.button.setAccessibleName(f"{words}: {self._name}")
        self.button.setToolTip(words)
