"""The statistics of a result: figures, charts whose bars are filters, and one year in full."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.documents.chart import Columns
from wecoop_desktop.documents.statistics import (
    ORDER,
    OTHER,
    TITLES,
    Exhibit,
    Measure,
    exhibits,
    year_parts,
)
from wecoop_desktop.documents.totals import counted, large, tiles
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.labels import ALL_OF, UNKNOWN, Labels, name_of
from wecoop_desktop.packs.statistics import SEVERAL, Statistics
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.exhibit import ExhibitCard, Shown
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.parts.tile import FigureTile
from wecoop_desktop.ui.screens.yearcard import YearCard
from wecoop_desktop.ui.wording import language, ntr, tr

# Pixels of the design from which figures stand in one line, and charts in two columns.
FOUR_TILES, TWO_TILES, TWO_COLUMNS = 760, 440, 640
FOUR_SHARES = (2, 5, 3, 3)  # the total has the most to say
MEASURES = (
    ("projects", mark("Projects")),
    ("USD", mark("USD")),
    ("EUR", mark("EUR")),
)
LEFT = ("country", "theme", "instrument", "status")
RIGHT = ("funder", "sector")
# Bars that no filter stands for: values known of too many projects, or of none.
NO_FILTER = {
    "country": (SEVERAL, OTHER, UNKNOWN),
    "theme": (SEVERAL, OTHER, UNKNOWN),
    "sector": (SEVERAL, OTHER, UNKNOWN),
}


class ProjectStatistics(QWidget):
    """`chosen(facet, value)` and `years(first, last)`: a bar was taken as a filter;
    `currency(code)`: money is asked for in another one."""

    chosen = Signal(str, str)
    years = Signal(int, int)
    currency = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._measure: Measure = "money"
        self._given: tuple[Statistics, Labels, Query] | None = None
        self._about: tuple[str, ...] = ()
        self._columns = (0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._panel = Panel("canvas", (16, 12, 16, 16), 12)
        column.addWidget(self._panel)
        self._panel.body.addLayout(self._head())
        self._tiles = [FigureTile() for _ in range(4)]
        self._tile_rows = self._column()
        self._cards = {group: ExhibitCard(tr(TITLES[group][0])) for group in ORDER}
        for group, card in self._cards.items():
            card.chosen.connect(lambda key, g=group: self._take(g, key))
        self._cards["year"].moved.connect(lambda _key: self._show_year())
        self._year = YearCard()
        self._year.shown.connect(lambda year: self.years.emit(year, year))
        self._charts = self._column()
        self._nothing = Empty("chart-column", tr("There is nothing to count"))
        self._unpriced = Empty(
            "coins",
            tr("No amount is known"),
            tr("None of these projects has an amount that is known and can be converted."),
            action=tr("Show the number of projects"),
        )
        self._unpriced.acted.connect(lambda: self._measured("projects"))
        for empty in (self._nothing, self._unpriced):
            empty.hide()
            self._panel.body.addWidget(empty)
        self._panel.body.addStretch(1)
        self._lay()

    def _column(self) -> QVBoxLayout:
        pile = _under()
        self._panel.body.addWidget(pile)
        column = pile.layout()
        assert isinstance(column, QVBoxLayout)
        return column

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        words = Caption(tr("Charts show"))
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
        row.addWidget(words, 1)
        self.measures = Segments(
            [(code, tr(words)) for code, words in MEASURES], "USD", tr("What the charts show")
        )
        self.measures.chosen.connect(self._measured)
        row.addWidget(self.measures, 0, Qt.AlignmentFlag.AlignTop)
        return row

    # What is shown

    def display(
        self,
        statistics: Statistics | None,
        labels: Labels,
        query: Query,
        about: tuple[str, ...] = (),
    ) -> None:
        """Without statistics what was shown stays, until they have been counted.

        `about`: sentences that files of charts say in addition, of the date of the data.
        """
        if statistics is None:
            return
        self._given = (statistics, labels, query)
        self._about = about
        self._refresh()

    def allow_letters(self, *, on: bool) -> None:
        """Whether T shows the table of a chart."""
        for card in self._cards.values():
            card.allow_letters(on=on)

    def card(self, group: str) -> ExhibitCard:
        """The chart of a group of `packs.statistics.GROUPS`."""
        return next(card for name, card in self._cards.items() if name == group)

    @property
    def year_card(self) -> YearCard:
        return self._year

    def keep(self) -> object:
        """What only the widgets know: what is measured, how far it is scrolled."""
        return (self._measure, self._panel.verticalScrollBar().value())

    def recall(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self._measure, scroll = kept
            self._refresh()
            self._panel.verticalScrollBar().setValue(scroll)

    def _refresh(self) -> None:
        if self._given is None:
            return
        told, labels, query = self._given
        # What is asked for, which may still be being counted.
        by_number = self._measure == "projects"
        self.measures.show_value("projects" if by_number else query.currency)
        for widget, tile in zip(self._tiles, tiles(told, language()), strict=True):
            widget.display(tile)
        found = {one.id: one for one in exhibits(told, labels, language(), self._measure)}
        about = (*_asked(query, labels), *counted(told, language()), *self._about)
        for group, card in self._cards.items():
            exhibit = found.get(group)
            card.setVisible(exhibit is not None)
            if exhibit is not None:
                card.display(_shown(exhibit, told, labels, about))
        self._year.setVisible("year" in found)
        self._nothing.setVisible(not told.projects)
        self._unpriced.setVisible(bool(told.projects) and not found)
        self._show_year()

    def _show_year(self) -> None:
        key = self._cards["year"].chart.key
        if self._given is None or not key:
            return
        told, labels, _ = self._given
        year = int(key)
        projects = next((stack.projects for stack in told.years if stack.year == year), 0)
        parts = year_parts(told, labels, language(), self._measure, year)
        self._year.display(year, projects, parts)

    # What is asked

    def _measured(self, code: str) -> None:
        self._measure = "projects" if code == "projects" else "money"
        if self._measure == "money" and self._given and self._given[0].currency != code:
            self.currency.emit(code)  # what is shown stays until it has been counted
        else:
            self._refresh()

    def _take(self, group: str, key: str) -> None:
        if group == "year":
            self.years.emit(int(key), int(key))
        elif group == "theme":
            self.chosen.emit("sector", f"{key}{ALL_OF}")
        else:
            self.chosen.emit(group, key)

    # Columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Figures in a line of four, two or one; charts in two columns, or one in a narrow pane."""
        width = theme.logical(self.width())
        in_line = 4 if width >= FOUR_TILES else 2 if width >= TWO_TILES else 1
        columns = 2 if width >= TWO_COLUMNS else 1
        if (in_line, columns) == self._columns:
            return
        self._columns = (in_line, columns)
        _take_out(self._tile_rows)
        for at in range(0, len(self._tiles), in_line):
            shares = FOUR_SHARES if in_line == 4 else (1, 1)
            self._tile_rows.addWidget(_beside(self._tiles[at : at + in_line], shares))
        _take_out(self._charts)
        if columns == 1:
            for widget in (self.card("year"), self._year, *(self.card(g) for g in ORDER[1:])):
                self._charts.addWidget(widget)
            return
        self._charts.addWidget(_beside((self.card("year"), self._year), (2, 1)))
        both = [_under([self.card(group) for group in groups]) for groups in (LEFT, RIGHT)]
        self._charts.addWidget(_beside(both))


# Rows and columns are widgets: layouts in layouts keep a height that is no longer true.


def _beside(widgets: Sequence[QWidget], shares: Sequence[int] = (1, 1)) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    for widget, share in zip(widgets, shares, strict=False):
        # Widths follow from the shares alone, whatever the words need.
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(widget, share)
    return line


def _under(widgets: Sequence[QWidget] = ()) -> QWidget:
    pile = QWidget()
    column = QVBoxLayout(pile)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(12))
    for widget in widgets:
        column.addWidget(widget)
    if widgets:
        column.addStretch(1)
    return pile


def _take_out(column: QLayout) -> None:
    """Empty a column; its rows go, the cards in them stay.

    By `removeWidget`, which ends the layout's item: while an old one lives, Qt keeps the heights
    it once asked for in the new one for ever.
    """
    while (item := column.itemAt(0)) is not None:
        line = item.widget()
        assert line is not None  # columns hold rows and cards only
        inner = line.layout()
        column.removeWidget(line)
        if isinstance(line, Card):
            continue
        for card in line.findChildren(Card):
            if inner is not None:
                inner.removeWidget(card)
            card.setParent(line.parentWidget())
        line.deleteLater()


# Words


def _shown(exhibit: Exhibit, told: Statistics, labels: Labels, about: tuple[str, ...]) -> Shown:
    keys = {bar.value for bar in told.groups.get(exhibit.id, ())} | {OTHER}
    none = NO_FILTER.get(exhibit.id, (SEVERAL, OTHER))
    inert = frozenset(key for key in keys if key in none)
    if isinstance(exhibit.chart, Columns):
        # Years between the first and the last in which nothing was approved.
        inert |= frozenset(pile.key for pile in exhibit.chart.piles) - keys
    return Shown(exhibit, _told(exhibit, told, labels), inert, about)


def _told(exhibit: Exhibit, told: Statistics, labels: Labels) -> Mapping[str, str]:
    """Each bar in a sentence: its tooltip, and what a screen reader says."""
    found = {}
    drawn = {beam.key: beam.label for beam in getattr(exhibit.chart, "beams", ())}
    for bar in told.groups.get(exhibit.id, ()):
        name = _full(exhibit, bar.value, labels, drawn)
        money = large(language(), bar.amount, told.currency) if bar.amount else tr("no amount")
        projects = ntr("{n} project", "{n} projects", bar.projects)
        if bar.value == SEVERAL:
            found[bar.value] = tr("{name}: {money}", name=name, money=money)
        else:
            found[bar.value] = tr(
                "{name}: {projects}, {money}", name=name, projects=projects, money=money
            )
    if OTHER in drawn:
        found[OTHER] = tr("{name}; the table names them all", name=drawn[OTHER])
    return found


def _full(exhibit: Exhibit, value: str, labels: Labels, drawn: Mapping[str, str]) -> str:
    if exhibit.id == "year":
        return value
    if value in (SEVERAL, UNKNOWN):
        return drawn.get(value, "")
    return labels.of(language(), exhibit.id, value)


def _asked(query: Query, labels: Labels) -> list[str]:
    """The search behind the charts, for files that are read elsewhere."""
    found = []
    if query.text.strip():
        found.append(tr("Search: “{words}”.", words=query.text.strip()[:200]))
    for choice in query.choices:
        name = name_of(language(), choice.facet)
        for words, values in (
            (mark("{name}: {values}."), choice.values),
            (mark("{name}, without: {values}."), choice.without),
        ):
            if values:
                said = ", ".join(labels.of(language(), choice.facet, value) for value in values)
                found.append(tr(words, name=name, values=said))
    first, last = query.years
    if first or last:
        found.append(tr("Years: {first}–{last}.", first=first or "…", last=last or "…"))
    return found
