"""The projects: filters, one result in four views, and one project beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.library.query import Hit
from wecoop_desktop.ui import keys, theme
from wecoop_desktop.ui.focus import first_focus
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.labels import Label, Rule
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.seen import SeenView
from wecoop_desktop.ui.parts.segments import Segments, beside
from wecoop_desktop.ui.presenters.address import TABS, Tab
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.screens.filters import FilterPanel
from wecoop_desktop.ui.screens.listing import ListingPanel
from wecoop_desktop.ui.screens.nothing import Nothing
from wecoop_desktop.ui.screens.project import ProjectPane
from wecoop_desktop.ui.screens.projecthead import ProjectHead
from wecoop_desktop.ui.screens.projectlist import ProjectList
from wecoop_desktop.ui.screens.projectmap import ProjectMap
from wecoop_desktop.ui.screens.projectstatistics import ProjectStatistics
from wecoop_desktop.ui.screens.projecttable import ProjectTable
from wecoop_desktop.ui.screens.said import sum_words, tone_of
from wecoop_desktop.ui.screens.savedsearches import ENDING, SavedSearches
from wecoop_desktop.ui.wording import language, ntr, tr

# Pixels of the design from which the filters, and a project beside the results, have room.
WITH_FILTERS, WITH_PROJECT = 800, 1000
WITH_LIST = 760  # from which the list stays beside a project, without the filters
WIDTHS = (240, 654, 384, 384)  # of filters, results, project and export
DRAWER = 300  # of the filters where they lie over the results


class ProjectsScreen(QWidget):
    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setAcceptDrops(True)
        self._tabs: Segments | None = None
        self._sizes: list[int] = []  # of the panes, while the results are out of sight
        self._everything = Label("", "body", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._split = Panes(WIDTHS)
        self.filters = FilterPanel(presenter)
        self.filters.left.connect(lambda: self.head.drawer.setChecked(False))
        self.pane = ProjectPane(presenter.detail)
        self.listing = ListingPanel(presenter.listing)
        presenter.listing.changed.connect(self._show_listing)
        self._middle = self._make_results()
        for part in (self.filters, self._middle, self.pane, self.listing):
            self._split.addWidget(part)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        self._split.lay()
        row.addWidget(self._split)
        self._bind_keys()

    # What the window asks of a screen

    def bar(self) -> QWidget:
        """The tabs; their numbers come with `display`."""
        entries = {"all": tr("All"), "saved": tr("Saved"), "searches": tr("Saved searches")}
        self._tabs = Segments([(tab, entries[tab]) for tab in TABS], "all", tr("Which projects"))
        self._tabs.chosen.connect(lambda tab: self._presenter.turn(cast(Tab, tab)))
        self._show_tabs(self._presenter.view)
        line = beside(self._tabs)
        row = line.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, self._everything)
        row.setSpacing(theme.px(12))
        return line

    def panes(self) -> Sequence[QWidget]:
        return (self.filters, self._middle, self.pane, self.listing)

    def search_field(self) -> QWidget:
        return self.head.search

    def close_top(self) -> bool:
        if self.head.close_top() or self.filters.close_top() or self.searches.close_top():
            return True
        if self._map is not None and self._map.isVisible() and self._map.popup.isVisible():
            self._map.close_popup()
            return True
        if self.listing.close_top():
            if not self._presenter.listing.view.opened:
                self.head.export.setFocus()
            return True
        if self.pane.close_top():
            return True
        if self.head.drawer.isChecked() and self.head.drawer.isVisible():
            self.head.drawer.setChecked(False)
            return True
        return False

    def facts(self) -> str:
        view = self._presenter.view
        if view.page is None:
            return ""
        if view.asked.tab == "searches":
            return ntr("{n} saved search", "{n} saved searches", len(view.searches))
        number = language().number
        seconds = number(Decimal(str(round(view.page.seconds, 3))), 3)
        counted = tr(
            "{found} of {all} projects · {seconds} s",
            found=number(view.page.total),
            all=number(view.everything),
            seconds=seconds,
        )
        return " · ".join(part for part in (counted, sum_words(view)) if part)

    # Making

    def _make_results(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ProjectHead(self._presenter)
        self.head.entered.connect(self._to_results)
        self.head.drawn.connect(self._pull_drawer)
        self.head.columns_asked.connect(self._choose_columns)
        column.addWidget(self.head)
        column.addWidget(Rule())
        self._messages = QVBoxLayout()
        self._messages.setSpacing(theme.px(6))
        self._told: tuple[object, ...] = (None, None, "")
        self._selected: tuple[object, ...] = ()
        column.addLayout(self._messages)
        self._stack = QStackedWidget()
        self.list = ProjectList(self._presenter)
        self.table = ProjectTable(self._presenter)
        self.nothing = Nothing(self._presenter)
        self.searches = SavedSearches(self._presenter)
        self._map: ProjectMap | None = None
        self._statistics: ProjectStatistics | None = None
        for widget in (self.list, self.table, self.nothing, self.searches):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        return middle

    def _bind_keys(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        verbs: tuple[tuple[str, Callable[[], object]], ...] = (
            ("V", self._presenter.next_view),
            ("/", lambda: self.head.search.setFocus()),
        )
        for key, verb in verbs:
            keys.bind(self, key, partial(self._letter, verb), context)
        for rows in (self.list, self.table):
            keys.bind(rows, "B", partial(self._letter, self._bookmark), context)
            keys.bind(rows, "T", partial(self._letter, self._twin), context)
            self.pane.bind_keys(rows, "CN")  # of the project that is open
        keys.bind(self, "Ctrl+Shift+E", self._presenter.export)

    def _letter(self, verb: Callable[[], object]) -> None:
        """Single letters can be switched off."""
        if self._presenter.view.single_keys:
            verb()

    def _bookmark(self) -> None:
        hit = self._rows().value()
        if isinstance(hit, Hit):
            self._presenter.bookmark(hit.id)

    def _twin(self) -> None:
        """The list as a table, and back."""
        self._presenter.show("list" if self._presenter.view.asked.view == "table" else "table")
        self._rows().setFocus()

    def _rows(self) -> SeenView:
        return self.table if self._presenter.view.asked.view == "table" else self.list

    # Displaying

    def display(self, view: ProjectsView) -> None:
        self._show_tabs(view)
        self.filters.display(view)
        self.head.display(view)
        self._show_messages(view)
        self.list.display(view)
        self.table.display(view)
        if view.page is not None and not view.page.total:
            self.nothing.display(view)
        self.searches.display(view)
        self._stack.setCurrentWidget(self._shown(view))
        self._select(view)
        self._fit()

    def _shown(self, view: ProjectsView) -> QWidget:
        if view.asked.tab == "searches":
            return self.searches
        if view.page is not None and not view.page.total:
            return self.nothing
        match view.asked.view:
            case "map":
                return self._shown_map(view)
            case "statistics":
                return self._shown_statistics(view)
            case "table":
                return self.table
        return self.list

    def _shown_map(self, view: ProjectsView) -> QWidget:
        """The map, made when it is first asked for."""
        presenter = self._presenter
        if self._map is None:
            self._map = ProjectMap(presenter.hits_of)
            self._map.opened.connect(presenter.choose)
            self._map.listed.connect(presenter.only)
            self._map.unplaced.connect(presenter.unlisted)
            self._map.regional.connect(presenter.regional)
            self._stack.addWidget(self._map)
        self._map.display(view.atlas, tone_of(view))
        return self._map

    def _shown_statistics(self, view: ProjectsView) -> QWidget:
        presenter = self._presenter
        if self._statistics is None:
            self._statistics = ProjectStatistics()
            self._statistics.chosen.connect(presenter.tick)
            self._statistics.years.connect(presenter.years)
            self._statistics.currency.connect(presenter.count_in)
            self._stack.addWidget(self._statistics)
        self._statistics.allow_letters(on=view.single_keys)
        self._statistics.display(view.statistics, view.words, view.query)
        return self._statistics

    def _show_tabs(self, view: ProjectsView) -> None:
        if self._tabs is None:
            return
        counts = {"saved": len(view.saved), "searches": len(view.searches)}
        words = {"saved": tr("Saved"), "searches": tr("Saved searches")}
        for tab, count in counts.items():
            number = language().number(count)
            button = self._tabs.button(tab)
            button.setText(f"{words[tab]}  {number}" if count else words[tab])
            button.setAccessibleName(f"{words[tab]}, {number}")
        self._tabs.show_value(view.asked.tab)
        self._everything.setText(language().number(view.everything) if view.everything else "")

    def _show_listing(self) -> None:
        """The export panel changes by itself, whatever the results do."""
        opened = self._presenter.listing.view.opened
        if opened:
            self.listing.display(self._presenter.listing.view)
        if opened != self.listing.isVisibleTo(self):
            self._fit()

    def _show_messages(self, view: ProjectsView) -> None:
        error = view.error or view.shelf.error
        told = (error, view.shelf.forgotten, view.shelf.told)
        if told == self._told:
            return
        self._told = told
        clear(self._messages)
        self._messages.setContentsMargins(
            theme.px(16), theme.px(8) if any(told) else 0, theme.px(16), 0
        )
        presenter = self._presenter
        if error is not None:
            banner = Banner(say(language(), error), "err", closable=True)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)
        if view.shelf.forgotten is not None:
            words = tr("The saved search “{name}” was deleted.", name=view.shelf.forgotten.name)
            banner = Banner(words, "info", closable=True, action=tr("Undo"))
            banner.acted.connect(presenter.shelf.bring_back)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)
        if view.shelf.told:
            words = tr("The search is saved as “{name}”.", name=view.shelf.told)
            banner = Banner(words, "ok", closable=True)
            banner.closed.connect(presenter.forget_messages)
            self._messages.addWidget(banner)

    def _select(self, view: ProjectsView) -> None:
        """The row of a project just opened becomes the current one, if it is among the first."""
        selected = (view.opened, view.result, view.asked.view)
        if not view.opened or selected == self._selected:
            return
        self._selected = selected
        rows = self._rows()
        value = rows.value()
        if isinstance(value, Hit) and value.id == view.opened:
            return
        for row, hit in enumerate(view.hits):
            if hit.id == view.opened:
                rows.choose(row)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window filters are a drawer, and a project takes the place of the list.

        With a project beside the list the filters give their room away first.
        """
        logical = theme.logical(self.width())
        view = self._presenter.view
        searching = view.asked.tab != "searches"
        writing = self._presenter.listing.view.opened and searching
        beside = bool(view.opened) or writing
        small = logical < (WITH_PROJECT if beside else WITH_FILTERS)
        self.head.drawer.setVisible(small)
        self._lay_filters(small=small)
        self.filters.setVisible(searching and (not small or self.head.drawer.isChecked()))
        self.listing.setVisible(writing)
        self.pane.setVisible(bool(view.opened) and not writing)
        self._show_middle(wanted=not beside or logical >= WITH_LIST)

    def _show_middle(self, *, wanted: bool) -> None:
        """What takes the place of the results takes the focus too, and gives it back."""
        shown = not self._middle.isHidden()
        if wanted == shown:
            return
        focused = self.window().focusWidget()
        within = focused is not None and self._middle.isAncestorOf(focused)
        if not wanted and within:
            self._beside().setFocus()
            # What is in it is only there after the next round of events.
            QTimer.singleShot(0, self, self._focus_beside)
        if not wanted:
            self._sizes = self._split.sizes()
        self._middle.setVisible(wanted)
        if wanted:
            self._split.setSizes(self._sizes)
            self._rows().setFocus()
        else:
            filters = theme.px(WIDTHS[0])
            rest = max(1, self.width() - filters)
            self._split.setSizes([filters, 0, rest, rest][-self._split.count() :])

    def _beside(self) -> QWidget:
        return self.listing if self._presenter.listing.view.opened else self.pane

    def _focus_beside(self) -> None:
        target = first_focus(self._beside())
        if target is not None:
            target.setFocus()

    def _lay_filters(self, *, small: bool) -> None:
        """Beside the results, or over them where the window is small."""
        drawn = self.filters.parentWidget() is self
        if small:
            if not drawn:
                self.filters.setParent(self)
            self.filters.setGeometry(0, 0, min(self.width(), theme.px(DRAWER)), self.height())
            self.filters.raise_()
        elif drawn:
            sizes = self._split.sizes()
            self._split.insertWidget(0, self.filters)
            self._split.setSizes([theme.px(WIDTHS[0]), *sizes])
        self.filters.show_as_drawer(small=small)

    def _pull_drawer(self, on: object) -> None:
        self._fit()
        if on:
            self.filters.setFocus()
            self.filters.focus_first()
        else:
            self.head.drawer.setFocus()

    # Verbs

    def _to_results(self) -> None:
        """Enter in the search field: on to the first result."""
        rows = self._rows()
        rows.setFocus()
        if not rows.currentIndex().isValid():
            rows.choose(0)

    def _choose_columns(self, at: QPoint) -> None:
        self.table.choose_columns().popup(at)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _dropped(event):
            self._presenter.read_search(path)


def _dropped(event: QDropEvent) -> list[Path]:
    """The saved searches among the files that are dragged here."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in files if path.suffix == ENDING]
