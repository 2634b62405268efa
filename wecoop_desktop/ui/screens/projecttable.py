"""The same results as a table: sorted by its heads, its columns chosen, copied with tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.query import Hit, Sort
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.rows import VALUE
from wecoop_desktop.ui.parts.seen import SeenRows, SeenView, draw_waiting
from wecoop_desktop.ui.presenters.layout import Columns
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.screens.projectlist import identity
from wecoop_desktop.ui.screens.said import MILLION, amount_of, conversion_of, value_words
from wecoop_desktop.ui.wording import language, said, tr

Index = QModelIndex | QPersistentModelIndex
COPIED_MOST = 5_000  # rows
FALLING = ("approved", "ends", "amount")  # orders that begin with the largest
NARROW = 760  # pixels of the design below which only the columns of `SMALL` are shown


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in pixels of the design, how a hit is shown in it, and the
    order a click on the head asks for."""

    head: str
    width: int
    words: Callable[[ProjectsView, Hit], str]
    sort: Sort | None = None
    figures: bool = False


def _values(facet: str, values: tuple[str, ...], view: ProjectsView) -> str:
    return ", ".join(value_words(view.words, facet, value) for value in values)


def _usd(view: ProjectsView, hit: Hit) -> str:
    """Millions of dollars, with a sign where they were converted."""
    if hit.usd is None:
        return ""
    figure = language().number(hit.usd / MILLION, 1)
    return figure if hit.currency == "USD" else f"≈ {figure}"


def _amount(view: ProjectsView, hit: Hit) -> str:
    return tr("unknown") if hit.amount is None and hit.usd is None else amount_of(hit)


def _given(view: ProjectsView, hit: Hit) -> str:
    return "" if hit.amount is None else language().number(hit.amount, 0)


def _status(view: ProjectsView, hit: Hit) -> str:
    return value_words(view.words, "status", hit.status) if hit.status else ""


COLUMNS = {
    "title": Column(mark("Title"), 280, lambda view, hit: said(hit.title), "title"),
    "country": Column(mark("Country"), 66, lambda view, hit: ", ".join(hit.countries), "country"),
    "sector": Column(
        mark("Sector"), 120, lambda view, hit: _values("sector", hit.sectors, view), "sector"
    ),
    "funder": Column(
        mark("Funder"), 80, lambda view, hit: ", ".join(said(f) for f in hit.funders), "funder"
    ),
    "instrument": Column(
        mark("Instrument"), 130, lambda view, hit: _values("instrument", hit.instruments, view)
    ),
    "status": Column(mark("Status"), 96, _status, "status"),
    "amount": Column(mark("Amount"), 146, _amount, None, True),
    "given": Column(mark("Amount in full"), 120, _given, None, True),
    "currency": Column(mark("Currency"), 80, lambda view, hit: hit.currency),
    "usd": Column(mark("USD, million"), 86, _usd, "amount", True),
    "from": Column(mark("Approved"), 76, lambda view, hit: hit.years[0], "approved", True),
    "to": Column(mark("End year"), 62, lambda view, hit: hit.years[1], "ends", True),
    "id": Column(mark("Identifier"), 150, lambda view, hit: hit.id),
}
USUAL = ("title", "country", "sector", "funder", "amount", "usd", "from", "to", "status")
SMALL = ("title", "country", "amount", "from")
STANDARD: Columns = tuple((name, COLUMNS[name].width) for name in USUAL)


class _Rows(SeenRows[Hit]):
    """The cells of the table; `view` gives the words of filters."""

    def __init__(self, parent: QWidget) -> None:
        self.view: ProjectsView | None = None
        self.names: tuple[str, ...] = USUAL
        super().__init__([self._says(name) for name in self.names], parent)

    def _says(self, name: str) -> Callable[[Hit], str]:
        return lambda hit: "" if self.view is None else COLUMNS[name].words(self.view, hit)

    def show_names(self, names: tuple[str, ...]) -> None:
        if names != self.names:
            self.names = names
            self.show_columns([self._says(name) for name in names])

    # Any: what Qt's signature says.
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.column() >= len(self.names):
            return None
        column = COLUMNS[self.names[index.column()]]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("smallFigures")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(index)
        return super().data(index, role)

    def _hint(self, index: Index) -> str:
        hit, name = self.at(index.row()), self.names[index.column()]
        if hit is None or self.view is None:
            return ""
        converted = name in ("amount", "usd") and conversion_of(hit, self.view.rates)
        return converted or COLUMNS[name].words(self.view, hit)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.names):
            return None
        column = COLUMNS[self.names[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(column.head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ToolTipRole and column.sort is not None:
            return tr("Sort by this; again turns the order round")
        return None


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignTrailing if column.figures else Qt.AlignmentFlag.AlignLeading
    return int(Qt.AlignmentFlag.AlignVCenter | side)


class _Cells(QStyledItemDelegate):
    """Cells with a hairline below; a grey line where the row is not there yet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        box: QRect = option.rect
        painter.save()
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.data(VALUE) is None:
            draw_waiting(painter, QRectF(box).adjusted(6, theme.px(6), -6, 0), (0.7,))
        painter.restore()


class ProjectTable(SeenView):
    """Click a head to sort, drag it to move it; Ctrl Shift and an arrow move a column by key."""

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(tr("Projects found, as a table"), 30, parent)
        self._presenter = presenter
        self._laying = False
        self._columns: Columns = STANDARD
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(8)}px; }}")
        cells = _Cells(self)
        self.setItemDelegate(cells)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(theme.px(40))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(
            lambda at: self.choose_columns().popup(head.mapToGlobal(at))
        )
        head.sectionClicked.connect(self._sort)
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(400)
        self._keep.timeout.connect(self._keep_columns)
        head.sectionResized.connect(lambda *_: self._touched())
        head.sectionMoved.connect(lambda *_: self._touched())
        self.seen.connect(presenter.seen)
        self.opened.connect(lambda hit: presenter.choose(hit.id))
        self._lay()

    # Displaying

    def display(self, view: ProjectsView) -> None:
        self.rows.view = view
        if (view.columns or STANDARD) != self._columns:
            self._columns = known(view.columns) or STANDARD
            self._lay()
        if self.rows.show_rows(view.rows, identity(view)):
            self.verticalScrollBar().setValue(0)
        self._show_order(view)
        self.rows_changed()

    def _shown(self) -> Columns:
        """The columns there is room for."""
        if theme.logical(self.width()) >= NARROW or not self.isVisible():
            return self._columns
        small = tuple(column for column in self._columns if column[0] in SMALL)
        return small or self._columns[:3]

    def _lay(self) -> None:
        """Put the columns in their order and width."""
        self._laying = True
        shown = self._shown()
        self.rows.show_names(tuple(name for name, _ in shown))
        head = self.horizontalHeader()
        for place in range(head.count()):
            head.moveSection(head.visualIndex(place), place)
        narrow = len(shown) < len(self._columns)
        for place, (_, width) in enumerate(shown):
            head.resizeSection(place, theme.px(min(width, 220) if narrow else width))
        head.setStretchLastSection(not narrow)
        for place, (name, _) in enumerate(shown):
            grows = narrow and name == "title"
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(place, mode.Stretch if grows else mode.Interactive)
        self._laying = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if tuple(name for name, _ in self._shown()) != self.rows.names:
            self._lay()
            self._show_order(self._presenter.view)

    def _show_order(self, view: ProjectsView) -> None:
        head = self.horizontalHeader()
        for place, name in enumerate(self.rows.names):
            sort = COLUMNS[name].sort
            if sort is not None and sort == view.query.sort:
                falling = (sort in FALLING) != view.query.reverse
                order = Qt.SortOrder.DescendingOrder if falling else Qt.SortOrder.AscendingOrder
                head.setSortIndicatorShown(True)
                head.setSortIndicator(place, order)
                return
        head.setSortIndicatorShown(False)

    # Columns

    def choose_columns(self) -> QMenu:
        """The menu of all columns, to be shown where it was asked for."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = dict(self._columns)
        for name, column in COLUMNS.items():
            action = menu.addAction(tr(column.head))
            action.setCheckable(True)
            action.setChecked(name in shown)
            action.setEnabled(name not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, n=name: self._show_column(n, wanted=on))
        menu.addSeparator()
        usual: QAction = menu.addAction(tr("Usual columns"))
        usual.triggered.connect(lambda _=False: self._presenter.lay_columns(()))
        return menu

    def _show_column(self, name: str, *, wanted: bool) -> None:
        kept = tuple(column for column in self._columns if column[0] != name)
        self._presenter.lay_columns((*kept, (name, COLUMNS[name].width)) if wanted else kept)

    def _touched(self) -> None:
        if not self._laying and len(self._shown()) == len(self._columns):
            self._keep.start()

    def _keep_columns(self) -> None:
        """Order and widths as they are now."""
        head = self.horizontalHeader()
        places = sorted(range(head.count()), key=head.visualIndex)
        last = places[-1] if places else -1
        widths = dict(self._columns)
        columns = tuple(
            (
                self.rows.names[place],
                widths[self.rows.names[place]]
                if place == last  # stretched, so its width is not a choice
                else round(theme.logical(head.sectionSize(place))),
            )
            for place in places
        )
        self._presenter.lay_columns(columns)

    def _move_column(self, step: int) -> None:
        place = self.currentIndex().column()
        to = place + step
        if len(self.rows.names) == len(self._columns) and 0 <= to < len(self._columns):
            row = self.currentIndex().row()
            columns = list(self._columns)
            columns[place], columns[to] = columns[to], columns[place]
            self._presenter.lay_columns(tuple(columns))
            self.setCurrentIndex(self.rows.index(row, to))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        moving = event.modifiers() == both
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif moving and event.key() == Qt.Key.Key_Left:
            self._move_column(-1)
        elif moving and event.key() == Qt.Key.Key_Right:
            self._move_column(1)
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """Heads and the selected rows as text with tabs, for a spreadsheet."""
        rows: set[int] = set()
        for part in cast(Iterable[QItemSelectionRange], self.selectionModel().selection()):
            rows |= set(range(part.top(), min(part.bottom(), part.top() + COPIED_MOST) + 1))
        view = self._presenter.view
        names = self.rows.names
        lines = ["\t".join(tr(COLUMNS[name].head) for name in names)]
        for row in sorted(rows)[:COPIED_MOST]:
            hit = self.rows.at(row)
            if hit is not None:
                lines.append("\t".join(_cell(COLUMNS[name].words(view, hit)) for name in names))
        return "\n".join(lines)

    def _sort(self, section: int) -> None:
        order = COLUMNS[self.rows.names[section]].sort
        if order is not None:
            self._presenter.sort(order)


def _cell(words: str) -> str:
    """Text that stays in its cell, and is never a formula of a spreadsheet."""
    flat = " ".join(words.split())
    return f"'{flat}" if flat[:1] in ("=", "+", "-", "@") else flat


def known(columns: Columns) -> Columns:
    """The columns of these that there are."""
    return tuple(column for column in columns if column[0] in COLUMNS)
