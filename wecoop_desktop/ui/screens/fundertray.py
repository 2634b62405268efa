"""The funders picked for the comparison: chips to take out, a list to add from, the way there."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.presenters.funders import COMPARE, MOST, FundersPresenter, FundersView
from wecoop_desktop.ui.wording import ntr, order, said, tr


class Tray(QWidget):
    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        self._flow = Flow(8)
        column.addLayout(self._flow)

    def display(self, view: FundersView) -> None:
        state = (view.picked, view.funders, view.mode)
        if state == self._shown:
            return
        focused = self.isAncestorOf(self.focusWidget() or self.window())
        self._shown = state
        clear(self._flow)
        for funder in view.compared:
            name = said(funder.acronym)
            chip = Chip(
                name, removable=True, name=tr("Take {name} out of the comparison", name=name)
            )
            chip.removed.connect(lambda f=funder.id: self._presenter.drop_funder(f))
            self._flow.addWidget(chip)
        first: QWidget | None = None
        if len(view.picked) < MOST:
            first = self._adding(view)
            self._flow.addWidget(first)
        if view.mode != COMPARE and view.picked:
            words = ntr("Compare {n} funder", "Compare {n} funders", len(view.picked))
            go = Button(words, "primary", "git-compare")
            go.clicked.connect(lambda _=False: self._presenter.compare())
            self._flow.addWidget(go)
            first = first or go
        if focused and first is not None:
            first.setFocus()

    def _adding(self, view: FundersView) -> Choice:
        """Every funder that is not picked yet."""
        rest = [funder for funder in view.funders if funder.id not in view.picked]
        names = ((said(funder.acronym), funder.id) for funder in rest)
        entries = sorted(names, key=lambda entry: order(entry[0]))
        choice = Choice(
            [("", tr("Add to the comparison")), *((key, name) for name, key in entries)],
            name=tr("Add a funder to the comparison, {most} at most", most=MOST),
        )
        choice.chosen.connect(self._presenter.pick_funder)
        return choice
