"""The same results as a table: sortable by its heads, copied as text with tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.query import Hit, Sort
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter, ProjectsView
from wecoop_desktop.ui.wording import language, said, tr

Index = QModelIndex | QPersistentModelIndex


class Column:
    """A column: its head, how a hit is shown in it, and the order a click on the head asks for."""

    def __init__(
        self,
        head: str,
        width: int,
        words: Callable[[ProjectsView, Hit], str],
        sort: Sort | None = None,
        *,
        figures: bool = False,
    ) -> None:
        self.head, self.width, self.words = head, width, words
        self.sort, self.figures = sort, figures


def _amount(view: ProjectsView, hit: Hit) -> str:
    return "" if hit.amount is None else language().number(hit.amount, 0)


def _label(facet: str) -> Callable[[ProjectsView, str], str]:
    def words(view: ProjectsView, value: str) -> str:
        text = (view.labels or {}).get(facet, {}).get(value)
        return said(text) if text else value

    return words


COLUMNS = (
    Column(mark("Title"), 300, lambda view, hit: said(hit.title), "title"),
    Column(mark("Country"), 80, lambda view, hit: ", ".join(hit.countries)),
    Column(
        mark("Sector"),
        170,
        lambda view, hit: ", ".join(_label("sector")(view, s) for s in hit.sectors[:2]),
    ),
    Column(mark("Funder"), 110, lambda view, hit: ", ".join(said(f) for f in hit.funders)),
    Column(mark("Amount"), 110, _amount, "amount", figures=True),
    Column(mark("Currency"), 70, lambda view, hit: hit.currency),
    Column(mark("From"), 60, lambda view, hit: hit.years[0], "approved", figures=True),
    Column(mark("To"), 60, lambda view, hit: hit.years[1], figures=True),
)


class _Model(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view: ProjectsView | None = None
        self.hits: tuple[Hit, ...] = ()

    def replace(self, view: ProjectsView) -> None:
        self.view = view
        if view.hits != self.hits:
            self.beginResetModel()
            self.hits = view.hits
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(COLUMNS)

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.view is None:
            return None
        column, hit = COLUMNS[index.column()], self.hits[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.words(self.view, hit)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.figures:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("smallFigures")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[section].head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignTrailing
                if COLUMNS[section].figures
                else Qt.AlignmentFlag.AlignLeading
            )
            return int(Qt.AlignmentFlag.AlignVCenter | side)
        return None


class ProjectTable(QTableView):
    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._model = _Model(self)
        self.setModel(self._model)
        self.setAccessibleName(tr("Projects found, as a table"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for number, column in enumerate(COLUMNS):
            self.setColumnWidth(number, theme.px(column.width))
        head.sectionClicked.connect(self._sort)
        self.clicked.connect(lambda index: self._open(index.row()))
        self.verticalScrollBar().valueChanged.connect(self._near_end)

    def display(self, view: ProjectsView) -> None:
        self._model.replace(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _copied(self) -> str:
        """Heads and the selected rows as text with tabs, for a spreadsheet."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        lines = ["\t".join(tr(column.head) for column in COLUMNS)]
        view = self._presenter.view
        for row in rows:
            hit = self._model.hits[row]
            lines.append("\t".join(column.words(view, hit) for column in COLUMNS))
        return "\n".join(lines)

    def _sort(self, section: int) -> None:
        order = COLUMNS[section].sort
        if order is not None:
            self._presenter.sort(order)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._model.hits):
            self._presenter.choose(self._model.hits[row].id)

    def _near_end(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep():
            self._presenter.more()
