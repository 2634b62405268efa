"""The filters beside the projects: every group with its counts, and chips of what is on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from wecoop_desktop.library.query import BANDS, CURRENCIES, RANGES, Currency
from wecoop_desktop.packs.labels import ALL_OF, UNKNOWN, VALUES
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.chip import Chip
from wecoop_desktop.ui.parts.facet import Facet, in_order
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.span import Bar, Range
from wecoop_desktop.ui.parts.tick import Tick
from wecoop_desktop.ui.presenters.address import News
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import MORE, OFTEN, SELDOM, ProjectsView
from wecoop_desktop.ui.screens.said import (
    MILLION,
    NEWS,
    among_words,
    bounds_words,
    filter_name,
    not_words,
    value_words,
)
from wecoop_desktop.ui.wording import day, language, ntr, tr

KEPT_MOST = 100  # values of a filter that stay to be seen without results
CHIPS_MOST = 10


class FilterPanel(Panel):
    """All groups of filters; those that are seldom used stand under “More filters”.

    As a drawer over the results it has a cross, which says `left`.
    """

    left = Signal()

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (14, 12, 12, 12), 0, parent)
        self._presenter = presenter
        self._known: dict[str, dict[str, None]] = {}  # values seen, in the order they came
        self._years: tuple[int, int] | None = None
        self._shown: object = None
        self.setMinimumWidth(theme.px(236))
        self.setMaximumWidth(theme.px(300))
        self.body.addLayout(self._head())
        self._news = Facet(tr("Last update"))
        self._news.ticked.connect(self._tick_news)
        self._news.refused.connect(self._tick_news)
        self._news.cleared.connect(lambda: presenter.clear("news"))
        self._news.folded.connect(lambda: None)
        self.body.addWidget(self._news)
        self.facets: dict[str, Facet] = {}
        self.ranges: dict[str, Range] = {}
        for name in OFTEN:
            self._add(name)
        self._more = Button("", "quiet", size="small")
        self._more.clicked.connect(lambda _=False: presenter.fold(MORE))
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        for name in SELDOM:
            self._add(name)
        self.body.addStretch(1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Label(tr("Filters"), "strong"))
        self._count = Label("", "micro", "primary")
        head.addWidget(self._count)
        head.addStretch(1)
        self.clear_all = Button(tr("Clear all"), "quiet", size="small")
        self.clear_all.clicked.connect(lambda _=False: self._presenter.clear())
        policy = self.clear_all.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear_all.setSizePolicy(policy)
        head.addWidget(self.clear_all)
        self._cross = Button("", "quiet", "x", size="small", name=tr("Close the filters"))
        self._cross.clicked.connect(lambda _=False: self.left.emit())
        self._cross.hide()
        head.addWidget(self._cross)
        return head

    def show_as_drawer(self, *, small: bool) -> None:
        if self._cross.isHidden() != small:
            return
        self._cross.setVisible(small)
        edge = "right" if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else "left"
        ground, line = theme.token("surface"), theme.token("line2")
        frame = f"QScrollArea {{ background: {ground}; border-{edge}: 1px solid {line}; }}"
        self.setStyleSheet(frame if small else "")

    def focus_first(self) -> None:
        """Bring the keyboard into the drawer."""
        self._cross.setFocus()

    def _add(self, name: str) -> None:
        presenter = self._presenter
        group: Facet | Range
        if name in RANGES:
            group = self.ranges[name] = _years(presenter) if name == "year" else self._size()
        else:
            group = self.facets[name] = Facet(filter_name(name))
            group.ticked.connect(lambda value: presenter.tick(name, value))
            group.refused.connect(lambda value: presenter.exclude(name, value))
        group.folded.connect(lambda: presenter.fold(name))
        group.cleared.connect(lambda: presenter.clear(name))
        self.body.addWidget(group)
        self.body.addWidget(Rule())

    def _size(self) -> Range:
        presenter = self._presenter
        size = Range(filter_name("size"), _read_millions, _write_millions, tr("million"))
        size.chosen.connect(presenter.size)
        self.currency = Segments(
            [(code, code) for code in CURRENCIES], CURRENCIES[0], tr("Currency of sizes and sums")
        )
        self.currency.chosen.connect(lambda code: presenter.count_in(cast(Currency, code)))
        size.body.addWidget(self.currency)
        return size

    def _tick_news(self, value: str) -> None:
        now = self._presenter.view.asked.news
        self._presenter.news("" if value == now else cast(News, value))

    def close_top(self) -> bool:
        """Leave the search for a value, where the cursor is in it."""
        return any(facet.searching() and facet.close_search() for facet in self.facets.values())

    # Displaying

    def display(self, view: ProjectsView) -> None:
        self._count.setText(language().number(view.filters) if view.filters else "")
        self.clear_all.setVisible(view.filters > 0)
        shown = (view.asked, view.page, view.unfolded, view.newer, view.own_country, view.words)
        if view.page is None or shown == self._shown:
            return
        self._shown = shown
        self._show_news(view)
        more = MORE in view.unfolded
        self._more.say(tr("Fewer filters") if more else tr("More filters"))
        for name, facet in self.facets.items():
            there = name in OFTEN or more or view.query.asks(name)
            facet.setVisible(there)
            if there:
                facet.display(self._ticks(view, name), opened=name in view.unfolded)
        self._show_ranges(view)

    def _show_news(self, view: ProjectsView) -> None:
        self._news.setVisible(any(view.newer) or bool(view.asked.news))
        if self._news.isVisibleTo(self):
            ticks = [
                Tick(name, tr(NEWS[name]), count, view.asked.news == name)
                for name, count in zip(("new", "changed"), view.newer, strict=True)
            ]
            self._news.display(ticks)
            if view.since:
                self._news.setToolTip(tr("Since the data of {date}", date=day(view.since)))

    def _show_ranges(self, view: ProjectsView) -> None:
        assert view.page is not None
        counted = view.page.facets
        query = view.query
        years = {int(v.value): v.count for v in counted.get("year", ()) if v.value.isdecimal()}
        if years:
            low, high = self._years or (min(years), max(years))
            self._years = (min(low, *years), max(high, *years))
        if self._years is not None:
            first, last = self._years
            bars = [Bar(year, year, years.get(year, 0)) for year in range(first, last + 1)]
            self.ranges["year"].display(bars, *query.years, opened="year" in view.unfolded)
        counts = {v.value: v.count for v in counted.get("size", ())}
        ends = [*BANDS[1:], None]
        sizes = [
            Bar(least, most, counts.get(str(least), 0))
            for least, most in zip(BANDS, ends, strict=True)
        ]
        self.ranges["size"].display(sizes, *query.size, opened="size" in view.unfolded)
        self.currency.show_value(query.currency)

    def _ticks(self, view: ProjectsView, name: str) -> list[Tick]:
        assert view.page is not None
        counts = {entry.value: entry.count for entry in view.page.facets.get(name, ())}
        chosen, excluded = view.query.chosen(name), view.query.excluded(name)
        known = self._known.setdefault(name, dict.fromkeys(_closed(view, name)))
        if len(known) < KEPT_MOST:
            known |= dict.fromkeys(counts)
        values = {**known, **counts, **dict.fromkeys((*chosen, *excluded))}
        under = _under(view, name)
        ticks = [
            Tick(
                value,
                value_words(view.words, name, value),
                counts.get(value, 0),
                value in chosen,
                value in excluded,
                under=under(value),
                group=name in ("sector", "dac") and not under(value) and value != UNKNOWN,
                unknown=value == UNKNOWN,
                first=name == "country" and value == view.own_country,
            )
            for value in values
            if value
        ]
        return in_order(ticks)


def _closed(view: ProjectsView, name: str) -> tuple[str, ...]:
    """The values of a closed list: they are shown also where there are no results."""
    if name == "sector":
        themes = view.themes
        groups = tuple(f"{theme_.id}{ALL_OF}" for theme_ in themes)
        return (*groups, *(sector for theme_ in themes for sector in theme_.sectors))
    if name == "country":
        return tuple(code for code in view.words.texts.get("country", {}) if len(code) == 2)
    if name == "funder":
        return tuple(view.words.texts.get("funder", {}))
    return tuple(VALUES.get(name, ()))


def _under(view: ProjectsView, name: str) -> Callable[[str], str]:
    """The value of the group that a value belongs to; empty for groups and filters without."""
    if name == "dac":
        return lambda value: value[:3] if len(value) > 3 and value.isdecimal() else ""
    if name == "sector":
        groups = {s: f"{theme_.id}{ALL_OF}" for theme_ in view.themes for s in theme_.sectors}
        return lambda value: groups.get(value, "")
    return lambda value: ""


def _years(presenter: ProjectsPresenter) -> Range:
    years = Range(filter_name("year"), _read_year, str)
    years.chosen.connect(presenter.years)
    return years


def _read_year(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) == 4:
        return int(text)
    raise ValueError(text)


def _read_millions(text: str) -> int:
    """Millions as people write them: 2.5, 2,5, 1 000."""
    plain = "".join(text.split()).replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or not 0 <= amount <= 1_000_000:
        raise ValueError(text)
    return int(amount * MILLION)


def _write_millions(amount: int) -> str:
    return language().figure(Decimal(amount) / MILLION)


class ChipRow(QWidget):
    """What is on, as chips that take it off; without any, the words that nothing is.

    Only the first chips are shown: hundreds would leave no room for the result, and the filters
    beside it show every one that is on.
    """

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        self._flow = Flow(6, self, line=27)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def display(self, view: ProjectsView) -> None:
        shown = (view.asked, view.words)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._flow)
        every = list(self._chips(view))
        for words, icon, call in every[:CHIPS_MOST]:
            chip = Chip(
                words, icon=icon, removable=True, name=tr("Remove the filter {name}", name=words)
            )
            chip.removed.connect(call)
            self._flow.addWidget(chip)
        if len(every) > CHIPS_MOST:
            left = len(every) - CHIPS_MOST
            self._flow.addWidget(Caption(ntr("{n} more", "{n} more", left)))
        if view.filters:
            button = Button(tr("Clear"), "quiet", size="small", name=tr("Clear all filters"))
            button.clicked.connect(lambda _=False: self._presenter.clear())
            self._flow.addWidget(button)
        else:
            some = bool(view.query.text.strip())
            none = tr("No filters") if some else tr("No filters: the whole database")
            saved = tr("No filters: all saved projects")
            self._flow.addWidget(Caption(saved if view.asked.tab == "saved" else none))
        self.updateGeometry()

    def _chips(self, view: ProjectsView) -> Iterator[tuple[str, str, Callable[[], None]]]:
        presenter, query = self._presenter, view.query
        for choice in query.choices:
            facet = choice.facet
            for value in choice.values:
                words = value_words(view.words, facet, value)
                yield words, "", lambda f=facet, v=value: presenter.tick(f, v)  # type: ignore[misc]
            for value in choice.without:
                words = not_words(view.words, facet, value)
                yield (
                    words,
                    "circle-slash",
                    lambda f=facet, v=value: presenter.exclude(f, v),  # type: ignore[misc]
                )
        for facet in RANGES:
            words = bounds_words(query, facet)
            if words:
                yield words, "", lambda f=facet: presenter.clear(f)  # type: ignore[misc]
        if query.among is not None:
            yield among_words(query), "map-pin", lambda: presenter.clear("among")
        if view.asked.news:
            yield tr(NEWS[view.asked.news]), "", lambda: presenter.clear("news")
