"""Financed projects of the same country and sector."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.panels.rows import WHAT, rows
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter, WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr


class SimilarPanel(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(4), 0)
        self._note = Wrapped("", "small", "muted")
        column.addWidget(self._note)
        self._rows = rows(tr("Similar projects"))
        self._rows.itemActivated.connect(self._open)
        self._rows.itemClicked.connect(self._open)
        column.addWidget(self._rows, 1)

    def display(self, view: WizardView) -> None:
        sign = (view.similar, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self._rows.clear()
        words = ntr(
            "{n} financed project in the same country and sector",
            "{n} financed projects in the same country and sector",
            view.similar_total,
        )
        none = tr("Choose the country and the sector in step 1 to see what was financed there.")
        self._note.setText(words if view.similar else none)
        for hit in view.similar:
            line = " · ".join(part for part in _facts(hit) if part)
            item = QListWidgetItem(f"{said(hit.title)}\n{line}")
            item.setData(WHAT, hit.id)
            item.setIcon(icons.icon("layers", "primary", 15))
            self._rows.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        self._presenter.go(Place("projects", item.data(WHAT)))


def _facts(hit: Hit) -> tuple[str, ...]:
    funders = ", ".join(said(name) for name in hit.funders)
    money = language().money(hit.amount, hit.currency, "short") if hit.amount else ""
    return funders, money, "–".join(year[:4] for year in hit.years if year)
