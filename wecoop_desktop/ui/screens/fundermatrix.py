"""The matrix of funders: sectors by countries, and beside it the funders of the chosen cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.labels import Caption, CountryTag, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.presenters.funders import MOST, FundersPresenter, FundersView
from wecoop_desktop.ui.presenters.matrix import REGIONAL, Listed
from wecoop_desktop.ui.screens.funderfacts import ticket_of
from wecoop_desktop.ui.screens.fundergrid import Grid, in_words
from wecoop_desktop.ui.screens.fundertray import Tray
from wecoop_desktop.ui.wording import ntr, said, tr

TALL = 480  # pixels of the design from which there is room for more than the table
SIDE_BY_SIDE = 760  # pixels of the design from which the funders stand beside the matrix
VERDICTS = {
    "limited": (mark("With limits"), "warn"),
    "unknown": (mark("Unknown whether it works here"), "warn"),
}


class FunderMatrix(QWidget):
    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        self._panes = Panes((850, 390))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._panes)
        self._panes.addWidget(self._make_table())
        self._side = Panel("surface", (16, 14, 16, 14), 8)
        self._panes.addWidget(self._side)
        self._panes.setStretchFactor(0, 1)
        self._panes.lay()

    def panes(self) -> tuple[QWidget, ...]:
        return (self._table, self._side)

    def _make_table(self) -> QWidget:
        self._table = QWidget()
        self._table.setProperty("ground", "surface")
        self._table.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self._table)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(4))
        column.setSpacing(theme.px(6))
        column.addWidget(Title(tr("Who finances what, and where"), "subtitle"))
        note = tr(
            "Each cell: funders that work in the sector and the country, and below all projects of "
            "the database. A regional project counts in every country it covers; the last column "
            "holds funders that have paid for one."
        )
        self._note = Wrapped(note, "small", "muted")
        column.addWidget(self._note)
        self.grid = Grid()
        self.grid.chosen.connect(self._presenter.select)
        self.grid.opened.connect(self._into_side)
        column.addWidget(self.grid, 1)
        self._tray = Tray(self._presenter)
        column.addWidget(self._tray)
        return self._table

    def _into_side(self) -> None:
        """From the cell to the first of its funders."""
        for widget in self._side.findChildren(Link):
            if widget.isVisible():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = theme.logical(event.size().width()) >= SIDE_BY_SIDE
        wanted = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self._panes.orientation() != wanted:
            self._panes.setOrientation(wanted)
            self._panes.setSizes([theme.px(850), theme.px(390)] if wide else [300, 200])
        # The ticks beside the funders do the same as the tray.
        tall = theme.logical(event.size().height()) >= TALL
        self._note.setVisible(tall)
        self._tray.setVisible(tall)

    # Displaying

    def display(self, view: FundersView) -> None:
        self._tray.display(view)
        self.grid.display(view)
        state = (view.rows, view.cell, view.picked)
        if state == self._shown:
            return
        ticked = self._ticked() if self._shown[:2] == state[:2] else ""
        scroll = self._side.verticalScrollBar().value() if self._shown[:2] == state[:2] else 0
        self._shown = state
        clear(self._side.body)
        if view.rows:
            self._show_cell(view, ticked)
        self._side.body.addStretch(1)
        self._side.verticalScrollBar().setValue(scroll)

    def _ticked(self) -> str:
        """The funder whose tick has the focus."""
        focused = self._side.focusWidget()
        return str(focused.property("funder") or "") if isinstance(focused, Check) else ""

    def _show_cell(self, view: FundersView, ticked: str) -> None:
        sector, column = view.cell
        labels = view.labels or {}
        cell = next(
            each for row in view.rows for each in row if (each.sector, each.column) == view.cell
        )
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(CountryTag(column), 0, Qt.AlignmentFlag.AlignTop)
        place = tr("Regional") if column == REGIONAL else said(labels["country"][column])
        head.addWidget(Title(f"{said(labels['sector'][sector])} · {place}", "cardTitle"), 1)
        self._side.body.addLayout(head)
        self._side.body.addWidget(Caption(in_words(cell)))
        if cell.projects:
            words = ntr("Open the {n} project", "Open the {n} projects", cell.projects)
            button = Button(words, "plain", "layers", size="small")
            button.clicked.connect(lambda _=False: self._presenter.find_cell())
            self._side.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            self._side.body.addWidget(Wrapped(tr("No project in the database yet."), "small"))
        listed = view.listed
        for each in listed:
            self._side.body.addWidget(Rule())
            self._add_funder(each, view, ticked)
        if not listed:
            self._side.body.addWidget(Wrapped(tr("No funder profile names this."), "body"))
        note = tr(
            "Funders without a profile have paid for some of the projects too. Sizes are usual "
            "practice, not limits."
        )
        self._side.body.addWidget(Wrapped(note, "small", "muted"))

    def _add_funder(self, each: Listed, view: FundersView, ticked: str) -> None:
        funder = each.funder
        name = said(funder.name)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        link = Link(f"{said(funder.acronym)} · {name}")
        link.clicked.connect(lambda _=False: self._presenter.choose(funder.id))
        row.addWidget(link, 1)
        tick = Check(name=tr("Compare {name}", name=name))
        tick.setToolTip(tr("Compare {name}", name=said(funder.acronym)))
        tick.setProperty("funder", funder.id)
        tick.setChecked(funder.id in view.picked)
        tick.setEnabled(tick.isChecked() or len(view.picked) < MOST)
        tick.clicked.connect(
            lambda on: (self._presenter.pick_funder if on else self._presenter.drop_funder)(
                funder.id
            )
        )
        row.addWidget(tick)
        self._side.body.addLayout(row)
        count = ntr("{n} project", "{n} projects", each.projects)
        last = tr("last {year}", year=each.last) if each.last else ""
        size = ticket_of(funder) or tr("usual size unknown")
        facts = " · ".join(part for part in (size, count, last) if part)
        self._side.body.addWidget(Wrapped(facts, "small", "text2"))
        if each.verdict in VERDICTS:
            words, tone = VERDICTS[each.verdict]
            status = Status(tr(words), tone)
            self._side.body.addWidget(status, 0, Qt.AlignmentFlag.AlignLeading)
        if funder.id == ticked:
            tick.setFocus()
