"""The lines above a result: search, saving and export, how many, how shown, filters that are on."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wecoop_desktop.library.query import SORTS
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.blocks import SIZE
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Elided, Label
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Switch
from wecoop_desktop.ui.presenters.address import View
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.screens.filters import ChipRow
from wecoop_desktop.ui.screens.said import ORDERS, SOME, asked_words, other_words
from wecoop_desktop.ui.screens.savedsearches import Naming
from wecoop_desktop.ui.wording import language, ntr, tr

BARE = 500  # pixels of the design below which saving and export are icons
OTHERS = 120  # pixels of the design below which other words that were found are not named


class ProjectHead(QWidget):
    """Says `entered` on Enter in the search, `drawn(on)` when the drawer of filters is pulled,
    and `columns_asked` with the place for a menu of columns."""

    entered = Signal()
    drawn = Signal(bool)
    columns_asked = Signal(QPoint)

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = QVBoxLayout(self)
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        head.setSpacing(theme.px(8))
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        self.search = SearchBox(tr("Search projects in English or Russian"))
        self.search.searched.connect(self._presenter.search)
        self.search.entered.connect(self.entered)
        line.addWidget(self.search, 1)
        self._save = Button(tr("Save search"), "plain", "bookmark-plus")
        self._save.clicked.connect(lambda _=False: self._name_search())
        line.addWidget(self._save)
        self.export = Button(tr("Export"), "plain", "download")
        self.export.setToolTip(tr("The list as XLSX, CSV, PDF or IATI (Ctrl Shift E)"))
        self.export.clicked.connect(lambda _=False: self._presenter.export())
        line.addWidget(self.export)
        head.addLayout(line)
        self.naming = Naming(self._presenter, lambda: self.search.setFocus())
        head.addWidget(self.naming)
        self._count_row = self._make_count_row()
        head.addLayout(self._count_row)
        self._also_row = QWidget()
        self._also = Flow(4, self._also_row)
        self._also_shown: tuple[str, ...] = ()
        self._also_row.hide()
        head.addWidget(self._also_row)
        head.addLayout(self._make_chip_row())

    def _make_count_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self.drawer = Button(tr("Filters"), "plain", "sliders-horizontal", size="small")
        self.drawer.setCheckable(True)
        self.drawer.toggled.connect(self.drawn)
        row.addWidget(self.drawer)
        self._count = Label("", "strong")
        row.addWidget(self._count)
        self._others = Elided("", "small", "muted")
        row.addWidget(self._others, 100)
        row.addStretch(1)
        self._segments = Switch(
            [
                ("list", tr("List"), "list"),
                ("table", tr("Table"), "table"),
                ("map", tr("Map"), "map"),
                ("statistics", tr("Statistics"), "chart-column"),
            ],
            "list",
            tr("How the results are shown"),
        )
        self._segments.chosen.connect(lambda view: self._presenter.show(cast(View, view)))
        row.addWidget(self._segments)
        return row

    def _make_chip_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._chips = ChipRow(self._presenter)
        row.addWidget(self._chips, 1)
        self._columns = Button(tr("Columns"), "quiet", "columns-2", size="small")
        self._columns.clicked.connect(lambda _=False: self._ask_columns())
        row.addWidget(self._columns, 0, Qt.AlignmentFlag.AlignTop)
        self._sort = Button("", "quiet", "arrow-up-down", size="small")
        self._sort.clicked.connect(lambda _=False: self._choose_order())
        row.addWidget(self._sort, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        short = theme.logical(self.width()) < BARE
        self._save.shorten(tr("Save search"), "bookmark-plus", short=short)
        self.export.shorten(tr("Export"), "download", short=short)
        self._place_views()

    def _place_views(self) -> None:
        """Other words that were found are named where there is room for them."""
        parts = (self._count, self._segments, *([] if self.drawer.isHidden() else [self.drawer]))
        needed = sum(part.sizeHint().width() for part in parts) + theme.px(32 + 30 + 40)
        self._others.setVisible(needed + theme.px(OTHERS) <= self.width())

    # Displaying

    def display(self, view: ProjectsView) -> None:
        self.setVisible(view.asked.tab != "searches")
        self.search.show_text(view.query.text)
        self._show_order(view)
        self._segments.show_value(view.asked.view)
        self._chips.display(view)
        rows = view.asked.view in ("list", "table")
        self._columns.setVisible(view.asked.view == "table")
        self._sort.setVisible(rows)
        count = language().number(view.filters)
        self.drawer.say(f"{tr('Filters')} {count}" if view.filters else tr("Filters"))
        if view.page is not None:
            self._count.setText(ntr("{n} project", "{n} projects", view.page.total))
            others = other_words(view.result.text if view.result else "", view.hits[:SIZE])
            said = ", ".join(others)
            self._others.setText(tr("also matching {words}", words=said) if said else "")
            self._show_also(view)
        self._place_views()

    def _show_order(self, view: ProjectsView) -> None:
        order = tr(ORDERS[view.query.sort])
        if view.query.reverse:
            order = tr("{order}, the other way round", order=order)
        self._sort.say(tr("Sort: {order}", order=order))

    def _choose_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        query = self._presenter.view.query
        for order in SORTS:
            action = menu.addAction(tr(ORDERS[order]))
            action.setCheckable(True)
            action.setChecked(order == query.sort and not query.reverse)
            action.triggered.connect(lambda _=False, o=order: self._presenter.order(o))
        if query.sort != "relevance":
            menu.addSeparator()
            turn = menu.addAction(tr("The other way round"))
            turn.setCheckable(True)
            turn.setChecked(query.reverse)
            turn.triggered.connect(lambda _=False: self._presenter.reverse())
        menu.popup(self._sort.mapToGlobal(self._sort.rect().bottomLeft()))

    def _show_also(self, view: ProjectsView) -> None:
        """What else was searched for, each a way to search for exactly that."""
        also = view.page.also if view.page is not None else ()
        if also == self._also_shown:
            return
        self._also_shown = also
        clear(self._also)
        self._also_row.setVisible(bool(also))
        fewer = any(text.startswith(SOME) for text in also)
        if also:
            words = tr("with most of the words:") if fewer else tr("also searched for:")
            self._also.addWidget(Caption(words))
        for text in also:
            plain = text.lstrip(f"{SOME} ")
            if fewer:
                self._also.addWidget(Caption(plain, "text2"))
                continue
            button = Button(plain, "quiet", size="small", name=tr("Search for {text}", text=plain))
            button.clicked.connect(lambda _=False, t=text: self._presenter.search(t))
            self._also.addWidget(button)

    # Verbs

    def _name_search(self) -> None:
        view = self._presenter.view
        self.naming.begin(asked_words(view.words, view.asked).replace("“", "").replace("”", ""))

    def _ask_columns(self) -> None:
        self.columns_asked.emit(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def close_top(self) -> bool:
        """Leave the name that is being written."""
        if not self.naming.isVisible():
            return False
        self.naming.hide()
        self.search.setFocus()
        return True
