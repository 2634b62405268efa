"""The projects: filters, results as a list or a table, and one project beside them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.library.query import SORTS, Hit
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.facet import Facet, Tick, Years
from wecoop_desktop.ui.parts.labels import Caption, Label, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text, marks
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.projects import (
    FACETS,
    ProjectsPresenter,
    ProjectsView,
    WayOut,
)
from wecoop_desktop.ui.screens.project import STATUSES, ProjectPane
from wecoop_desktop.ui.screens.projecttable import ProjectTable
from wecoop_desktop.ui.wording import language, ntr, said, tr

# Pixels of the design from which the filters, and a project beside the list, have room.
WITH_FILTERS, WITH_PROJECT = 800, 1000

TITLES = {
    "country": mark("Country"),
    "sector": mark("Sector"),
    "funder": mark("Funder"),
    "instrument": mark("Instrument"),
    "status": mark("Status"),
}
# The colour of the dot before a status, by its tone.
DOTS = {"ok": "ok", "info": "info", "err": "err", "plain": "lineStrong"}
ORDERS = {
    "relevance": mark("best match"),
    "approved": mark("newest first"),
    "amount": mark("largest first"),
    "title": mark("title"),
}


def words_of(view: ProjectsView, facet: str, value: str) -> str:
    """What a value of a filter is called."""
    if facet == "status":
        return tr(STATUSES[value][0]) if value in STATUSES else tr("Status unknown")
    if value == "regional":
        return tr("Regional")
    text = (view.labels or {}).get(facet, {}).get(value)
    return said(text) if text else (value or tr("Unknown"))


def years_of(hit: Hit) -> str:
    """`2018–2025`, one year, or nothing."""
    first, last = hit.years
    return f"{first}–{last}" if first and last and first != last else first or last


def amount_of(hit: Hit) -> str:
    if hit.amount is None:
        return tr("amount unknown")
    return language().money(hit.amount, hit.currency, "short")


class HitDelegate(RowDelegate):
    """A result as a card of 82 px: title and amount, a line of text, a line of facts."""

    height = 82

    def __init__(self) -> None:
        super().__init__()
        self.view: ProjectsView | None = None

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Hit) or self.view is None:
            return
        inside = QRectF(box).adjusted(theme.px(16), theme.px(10), -theme.px(16), -theme.px(6))
        found = [why.word for why in value.why]
        amount = amount_of(value)
        known = value.amount is not None
        strong = theme.font("strongFigures" if known else "small")
        width = QFontMetrics(strong).horizontalAdvance(amount) + 2
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        money = QRectF(
            inside.left() if mirrored else inside.right() - width, inside.top(), width, 30
        )
        draw_text(painter, money, amount, strong, "text" if known else "muted")
        gap = theme.px(12)
        head = QRectF(inside)
        if mirrored:
            head.setLeft(money.right() + gap)
        else:
            head.setRight(money.left() - gap)
        title = said(value.title)
        draw_text(painter, head, title, theme.font("cardTitle"), "text", marks(title, found))
        line = inside.adjusted(0, theme.px(23), 0, 0)
        summary = said(value.summary)
        draw_text(painter, line, summary, theme.font("small"), "text2", marks(summary, found))
        self._facts(painter, inside.adjusted(0, theme.px(45), 0, 0), value, mirrored)

    def _facts(self, painter: QPainter, box: QRectF, hit: Hit, mirrored: bool) -> None:
        assert self.view is not None
        at = 0.0
        for code in ("REG",) if len(hit.countries) > 2 else hit.countries:
            at += _tag(painter, box, at, code, mirrored) + theme.px(6)
        at += theme.px(6)
        if hit.sectors:
            sector = hit.sectors[0]
            picture = icons.pixmap("layers", theme.sector_colour(sector), 13)
            x = box.right() - at - theme.px(13) if mirrored else box.left() + at
            painter.drawPixmap(QPointF(x, box.top() + theme.px(1)), picture)
            at += theme.px(18)
            at += self._fact(painter, box, at, words_of(self.view, "sector", sector), mirrored)
        names = [said(name) for name in hit.funders]
        shown = " · ".join(names[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
        for fact in (shown, years_of(hit)):
            if fact:
                at += self._fact(painter, box, at, fact, mirrored)
        if hit.status in STATUSES:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(DOTS[STATUSES[hit.status][1]]))
            dot = theme.px(7)
            x = box.right() - at - dot if mirrored else box.left() + at
            painter.drawEllipse(QRectF(x, box.top() + theme.px(5), dot, dot))
            at += theme.px(12)
            self._fact(painter, box, at, words_of(self.view, "status", hit.status), mirrored)

    def _fact(self, painter: QPainter, box: QRectF, at: float, text: str, mirrored: bool) -> float:
        """Paint a fact `at` pixels from the start of the line; returns what it took."""
        room = box.width() - at
        if room < theme.px(30):
            return 0
        place = QRectF(box.left() if mirrored else box.left() + at, box.top(), room, box.height())
        return draw_text(painter, place, text, theme.font("small"), "muted") + theme.px(14)


def _tag(painter: QPainter, box: QRectF, at: float, code: str, mirrored: bool) -> float:
    font = theme.font("microStrong")
    width = QFontMetrics(font).horizontalAdvance(code) + theme.px(12)
    x = box.right() - at - width if mirrored else box.left() + at
    place = QRectF(x, box.top(), width, theme.px(17))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(place, 3, 3)
    painter.setFont(font)
    painter.setPen(theme.colour("text2"))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, code)
    return width


class ProjectsScreen(QWidget):
    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._filters = self._make_filters()
        self._pane = ProjectPane(presenter)
        self._split.addWidget(self._filters)
        self._middle = self._make_results()
        self._split.addWidget(self._middle)
        self._split.addWidget(self._pane)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([theme.px(226), theme.px(668), theme.px(384)])
        row.addWidget(self._split)

    # What the window asks of a screen

    def panes(self) -> Sequence[QWidget]:
        return (self._filters, self._list, self._pane)

    def search_field(self) -> QWidget:
        return self._search

    def close_top(self) -> bool:
        if self._presenter.view.project is None:
            return False
        self._presenter.close()
        self._list.setFocus()
        return True

    def facts(self) -> str:
        page = self._presenter.view.page
        if page is None:
            return ""
        return tr(
            "{found} of {all} projects · {seconds} s",
            found=language().number(page.total),
            all=language().number(self._presenter.view.everything),
            seconds=language().number(Decimal(str(round(page.seconds, 3))), 3),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a small window filters open on a button, and a project takes the place of the list."""
        logical = theme.logical(self.width())
        opened = self._presenter.view.project is not None
        self._filters_button.setVisible(logical < WITH_FILTERS)
        self._filters.setVisible(logical >= WITH_FILTERS or self._filters_button.isChecked())
        self._middle.setVisible(not opened or logical >= WITH_PROJECT)

    def keep(self) -> object:
        bar = self._list.verticalScrollBar()
        return (self._split.sizes(), self._views.value, bar.value())

    def recall(self, kept: object) -> None:
        if isinstance(kept, tuple):
            sizes, views, scroll = kept
            self._split.setSizes(sizes)
            self._views.show_value(views)
            self._turn(views)
            self._list.verticalScrollBar().setValue(scroll)

    # Making

    def _make_filters(self) -> Panel:
        panel = Panel("surface", (14, 12, 10, 12), 0)
        panel.setMinimumWidth(theme.px(200))
        head = QHBoxLayout()
        head.addWidget(Label(tr("Filters"), "strong"))
        self._filter_count = Label("", "micro", "primary")
        head.addWidget(self._filter_count)
        head.addStretch(1)
        self._clear_all = Button(tr("Clear all"), "quiet", size="small")
        self._clear_all.clicked.connect(lambda _=False: self._presenter.clear())
        head.addWidget(self._clear_all)
        panel.body.addLayout(head)
        self._facets: dict[str, Facet] = {}
        for name in FACETS:
            facet = Facet(tr(TITLES[name]))
            facet.ticked.connect(lambda value, n=name: self._presenter.tick(n, value))
            self._facets[name] = facet
            panel.body.addWidget(facet)
        self._years = Years(tr("Approval year"))
        self._years.chosen.connect(
            lambda first, last: self._presenter.years(first or None, last or None)
        )
        panel.body.insertWidget(4, self._years)
        panel.body.addStretch(1)
        return panel

    def _make_results(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        head.setSpacing(theme.px(8))
        self._search = SearchBox(tr("Search projects in English or Russian"))
        self._search.searched.connect(self._presenter.search)
        self._search.entered.connect(self._to_results)
        head.addWidget(self._search)
        head.addLayout(self._make_count_row())
        self._chips = QHBoxLayout()
        self._chips.setSpacing(theme.px(6))
        chips = QWidget()
        chips.setLayout(self._chips)
        self._chips.setContentsMargins(0, 0, 0, 0)
        self._chip_row = chips
        head.addWidget(chips)
        column.addLayout(head)
        self._banner_place = QVBoxLayout()
        column.addLayout(self._banner_place)
        self._stack = QStackedWidget()
        self._model: Rows[Hit] = Rows(lambda hit: f"{said(hit.title)}, {amount_of(hit)}")
        self._delegate = HitDelegate()
        self._list = RowList(self._model, self._delegate, tr("Projects found"))
        self._list.opened.connect(lambda hit: self._presenter.choose(hit.id))
        self._list.verticalScrollBar().valueChanged.connect(self._near_end)
        self._table = ProjectTable(self._presenter)
        self._nothing = Panel("canvas", (24, 40, 24, 24), 8)
        for widget in (self._list, self._table, self._nothing):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        middle.setMinimumWidth(theme.px(340))
        return middle

    def _make_count_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self._filters_button = Button(tr("Filters"), "plain", "sliders-horizontal", size="small")
        self._filters_button.setCheckable(True)
        self._filters_button.toggled.connect(lambda _on: self._fit())
        row.addWidget(self._filters_button)
        self._count = Label("", "strong")
        row.addWidget(self._count)
        self._also = Caption("")
        row.addWidget(self._also)
        row.addStretch(1)
        self._sort = Choice(
            [(order, tr(ORDERS[order])) for order in SORTS if order in ORDERS], name=tr("Order of the results")
        )
        self._sort.chosen.connect(self._presenter.sort)
        row.addWidget(self._sort)
        self._views = Segments(
            [("list", tr("List"), "list"), ("table", tr("Table"), "table")],
            "list",
            tr("How the results are shown"),
        )
        self._views.chosen.connect(self._turn)
        row.addWidget(self._views)
        return row

    # Displaying

    def display(self, view: ProjectsView) -> None:
        self._delegate.view = view
        self._search.show_text(view.query.text)
        self._sort.show_value(view.query.sort)
        self._show_filters(view)
        self._show_chips(view)
        self._show_error(view)
        if view.page is not None:
            self._count.setText(ntr("{n} project", "{n} projects", view.page.total))
            also = ", ".join(view.page.also)
            self._also.setText(tr("also searched for: {words}", words=also) if also else "")
        self._model.replace(view.hits)
        self._table.display(view)
        self._turn(self._views.value)
        if view.page is not None and not view.page.total:
            self._show_ways_out(view)
        self._select(view)
        self._pane.setVisible(view.project is not None)
        self._pane.display(view)
        self._fit()

    def _turn(self, shown: str) -> None:
        page = self._presenter.view.page
        if page is not None and not page.total:
            self._stack.setCurrentWidget(self._nothing)
        else:
            self._stack.setCurrentWidget(self._table if shown == "table" else self._list)

    def _select(self, view: ProjectsView) -> None:
        if view.project is None:
            return
        for row, hit in enumerate(view.hits):
            if hit.id == view.project.id:
                if self._list.currentIndex().row() != row:
                    self._list.choose(row)
                return

    def _show_filters(self, view: ProjectsView) -> None:
        self._filter_count.setText(language().number(view.filters) if view.filters else "")
        self._clear_all.setVisible(view.filters > 0)
        if view.page is None:
            return
        for name, facet in self._facets.items():
            chosen = view.chosen(name)
            counted = {entry.value: entry.count for entry in view.page.facets.get(name, ())}
            values = [*counted, *(value for value in chosen if value not in counted)]
            if view.own_country in values:
                values.sort(key=lambda value: value != view.own_country)
            facet.display(
                [
                    Tick(value, words_of(view, name, value), counted.get(value, 0), value in chosen)
                    for value in values
                    if value
                ]
            )
        years = view.page.facets.get("year", ())
        counts = {int(entry.value): entry.count for entry in years if entry.value.isdecimal()}
        self._years.display(counts, *view.query.years)

    def _show_chips(self, view: ProjectsView) -> None:
        clear(self._chips)
        for name in FACETS:
            for value in view.chosen(name):
                words = words_of(view, name, value)
                chip = Chip(words, removable=True, name=tr("Remove the filter {name}", name=words))
                chip.removed.connect(lambda n=name, v=value: self._presenter.tick(n, v))
                self._chips.addWidget(chip)
        first, last = view.query.years
        if first or last:
            chip = Chip(f"{first or '…'}–{last or '…'}", removable=True)
            chip.removed.connect(lambda: self._presenter.years(None, None))
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        self._chip_row.setVisible(view.filters > 0)

    def _show_error(self, view: ProjectsView) -> None:
        clear(self._banner_place)
        if view.error is not None:
            from wecoop_desktop.base.wording import say

            self._banner_place.addWidget(Banner(say(language(), view.error), "err"))

    def _show_ways_out(self, view: ProjectsView) -> None:
        body = self._nothing.body
        clear(body)
        body.addWidget(Title(tr("No project matches all of this"), "subtitle"))
        if view.ways_out:
            body.addWidget(Wrapped(tr("One change is enough to see results:")))
        for way in view.ways_out:
            card = Card()
            row = QHBoxLayout()
            row.addWidget(Wrapped(self._way_words(view, way), "body", "text"), 1)
            button = Button(ntr("{n} result", "{n} results", way.count), "quiet", "chevron-right")
            button.setAccessibleName(f"{self._way_words(view, way)}, {way.count}")
            if way.kind == "elsewhere":
                button.clicked.connect(lambda _=False, w=way: self._presenter.search_all(w.value))
            else:
                button.clicked.connect(lambda _=False, w=way: self._presenter.take(w))
            row.addWidget(button)
            card.body.addLayout(row)
            body.addWidget(card)
        if view.filters:
            button = Button(tr("Clear all filters"))
            button.clicked.connect(lambda _=False: self._presenter.clear())
            body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        if not view.ways_out:
            body.addWidget(
                Empty(
                    "search-x",
                    tr("Nothing is known under these words"),
                    tr("Try another word for the same thing, or a place or funder."),
                )
            )
        body.addStretch(1)

    def _way_words(self, view: ProjectsView, way: WayOut) -> str:
        if way.kind == "filter":
            name = words_of(view, way.facet, way.value)
            return tr("Remove the filter {name}, keep the words", name=name)
        if way.kind == "years":
            return tr("Take all years")
        if way.kind == "word":
            return tr("Search without “{word}”", word=way.facet)
        return tr("Look in the guide, funders, policies and glossary instead")

    def _to_results(self) -> None:
        self._list.setFocus()

    def _near_end(self, value: int) -> None:
        bar = self._list.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep():
            self._presenter.more()
