"""Funders: a list with filters, matrix, comparison, and the policies of the countries."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.fold import Fold
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.funders import (
    COMPARE,
    MATRIX,
    POLICIES,
    FundersPresenter,
    FundersView,
)
from wecoop_desktop.ui.presenters.matchingview import MATCH
from wecoop_desktop.ui.presenters.matrix import COUNTRIES, eligible
from wecoop_desktop.ui.screen import Crumb
from wecoop_desktop.ui.screens.filing import FilingPanel
from wecoop_desktop.ui.screens.funder import FunderPage
from wecoop_desktop.ui.screens.fundercompare import FunderCompare
from wecoop_desktop.ui.screens.funderfacts import ticket_of
from wecoop_desktop.ui.screens.fundermatrix import FunderMatrix
from wecoop_desktop.ui.screens.fundertray import Tray
from wecoop_desktop.ui.screens.funderviews import views
from wecoop_desktop.ui.screens.matching import Matching
from wecoop_desktop.ui.screens.policies import Policies
from wecoop_desktop.ui.wording import language, ntr, said, tr

ELIGIBLE_TONES = {"yes": "ok", "limited": "warn", "no": "muted"}


class FunderDelegate(RowDelegate):
    """A funder in a row: acronym, name, instruments and size, countries, number of projects."""

    height = 64

    def __init__(self) -> None:
        super().__init__()
        self.view: FundersView | None = None

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Funder) or self.view is None:
            return
        inside = QRectF(box).adjusted(theme.px(16), theme.px(8), -theme.px(16), -theme.px(8))
        side = theme.px(52)
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        badge = QRectF(inside.right() - side if mirrored else inside.left(), inside.top(), side, 46)
        badge.setHeight(theme.px(46))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selected"))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setFont(theme.font("microStrong"))
        painter.setPen(theme.colour("primary"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(badge.adjusted(2, 2, -2, -2), flags, said(value.acronym))
        room = theme.px(66)
        count = ntr("{n} project", "{n} projects", (self.view.counts or {}).get(value.id, 0))
        width = theme.px(250)
        text = inside.adjusted(0 if mirrored else room, 0, -room if mirrored else 0, 0)
        head = text.adjusted(width if mirrored else 0, 0, 0 if mirrored else -width, 0)
        draw_text(painter, head, said(value.name), theme.font("cardTitle"))
        instruments = (self.view.labels or {}).get("instrument", {})
        kinds = ", ".join(said(instruments[i]) for i in value.instruments[:4] if i in instruments)
        facts = " · ".join(part for part in (kinds, ticket_of(value)) if part)
        line = text.adjusted(0, theme.px(24), 0, 0)
        line = line.adjusted(width if mirrored else 0, 0, 0 if mirrored else -width, 0)
        draw_text(painter, line, facts, theme.font("small"), "muted")
        self._end(painter, inside, value, count, mirrored)

    def _end(
        self, painter: QPainter, box: QRectF, funder: Funder, count: str, mirrored: bool
    ) -> None:
        font = theme.font("smallFigures")
        width = QFontMetrics(font).horizontalAdvance(count) + 2
        place = QRectF(
            box.left() if mirrored else box.right() - width, box.top(), width, box.height()
        )
        draw_text(painter, place, count, font, "text2")
        at = 0.0
        painter.setFont(theme.font("microStrong"))
        for country in reversed(COUNTRIES):
            state = eligible(funder, country)
            wide = theme.px(26)
            x = box.left() + at if mirrored else box.right() - at - wide
            tag = QRectF(x, box.top() + theme.px(26), wide - theme.px(3), theme.px(17))
            known = state in ("yes", "limited")
            painter.setPen(Qt.PenStyle.NoPen)
            fill = {"yes": "okBg", "limited": "warnBg"}.get(state, "subtle")
            painter.setBrush(theme.colour(fill))
            painter.drawRoundedRect(tag, 3, 3)
            painter.setPen(theme.colour(ELIGIBLE_TONES.get(state, "muted") if known else "line2"))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, country)
            at += wide


FILTERS = 640  # pixels of the design below which search and filters stand one below the other


class FundersScreen(QWidget):
    def __init__(self, presenter: FundersPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._banner = QVBoxLayout()
        column.addLayout(self._banner)
        self._stack = QStackedWidget()
        self._list_page = self._make_list()
        self._page = FunderPage(presenter)
        self._policies = Policies(presenter)
        self._matrix = FunderMatrix(presenter)
        self._compare = FunderCompare(presenter)
        self._match = Matching(presenter.matching)
        pages = (
            self._list_page, self._page, self._policies, self._matrix, self._compare, self._match,
        )  # fmt: skip
        for widget in pages:
            self._stack.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        self.filing = FilingPanel(presenter.matching.filing)
        row.addWidget(self.filing)
        column.addLayout(row, 1)
        presenter.matching.changed.connect(self._draft_changed)
        presenter.appraising.changed.connect(self._draft_changed)

    # What the window asks of a screen

    def crumbs(self) -> Sequence[Crumb]:
        view = self._presenter.view
        crumbs = [Crumb(tr("Funders"), Place("funders"))]
        if view.funder is not None:
            crumbs.append(Crumb(said(view.funder.name)))
        return crumbs

    def bar(self) -> QWidget:
        self._views = views(self._presenter.view.mode)
        self._views.chosen.connect(self._presenter.show)
        return self._views

    def facts(self) -> str:
        view = self._presenter.view
        if view.mode == POLICIES and view.funder is None:
            shown = self._presenter.policies.view.shown
            return ntr("{n} national policy", "{n} national policies", len(shown))
        return ntr("{n} funder profile", "{n} funder profiles", len(view.funders))

    def panes(self) -> Sequence[QWidget]:
        if self._presenter.view.funder is not None:
            return (self._page,)
        match self._presenter.view.mode:
            case "matrix":
                return self._matrix.panes()
            case "compare":
                return self._compare.panes()
            case "match":
                return self._match.panes()
            case "policies":
                return (self._policies,)
        return (self._list_page,)

    def close_top(self) -> bool:
        if self.filing.close_top():
            return True
        return self._stack.currentWidget() is self._match and self._match.close_top()

    def search_field(self) -> QWidget:
        return self._search

    def keep(self) -> object:
        return self._list.verticalScrollBar().value()

    def recall(self, kept: object) -> None:
        if isinstance(kept, int):
            self._list.verticalScrollBar().setValue(kept)

    # Making

    def _make_list(self) -> QWidget:
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        head = Fold(FILTERS, 8)
        head.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(8))
        self._search = SearchBox(tr("Name of a funder"))
        self._search.searched.connect(self._presenter.search)
        head.add(self._search, 3)
        filters = QWidget()
        row = QHBoxLayout(filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._country = Choice([("", tr("All countries"))], name=tr("Country"))
        self._country.chosen.connect(lambda value: self._presenter.filter(country=value))
        self._sector = Choice([("", tr("All sectors"))], name=tr("Sector"))
        self._sector.chosen.connect(lambda value: self._presenter.filter(sector=value))
        for share, choice in ((2, self._country), (3, self._sector)):
            choice.setMinimumWidth(theme.px(120))
            choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(choice, share)
        head.add(filters, 4)
        column.addWidget(head)
        legend = Wrapped(
            tr("Countries: green regular work, amber with limits, grey not active. ")
            + tr("Sizes are usual practice, not limits."),
            "small",
            "muted",
        )
        legend.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(4))
        column.addWidget(legend)
        self._model: Rows[Funder] = Rows(lambda funder: said(funder.name))
        self._delegate = FunderDelegate()
        self._list = RowList(self._model, self._delegate, tr("Funders"))
        self._list.opened.connect(lambda funder: self._presenter.choose(funder.id))
        self._rows = QStackedWidget()
        self._rows.addWidget(self._list)
        nobody = Empty(
            "landmark",
            tr("No funder passes these filters"),
            tr("Take a filter off to see who comes near."),
            action=tr("Clear the filters"),
        )
        nobody.acted.connect(self._clear)
        self._rows.addWidget(nobody)
        column.addWidget(self._rows, 1)
        self._tray = Tray(self._presenter)
        self._tray.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        column.addWidget(self._tray)
        return page

    # Displaying

    def _draft_changed(self) -> None:
        """What profile and comparison say about the draft."""
        shown = self._stack.currentWidget()
        if self.isVisible() and shown in (self._page, self._compare):
            self.display(self._presenter.view)

    def display(self, view: FundersView) -> None:
        clear(self._banner)
        if view.error is not None:
            self._banner.addWidget(Banner(say(language(), view.error), "err"))
        if hasattr(self, "_views"):
            self._views.show_value(view.mode)
        if view.funder is not None:
            self._page.display(view)
            self._stack.setCurrentWidget(self._page)
        elif view.mode == POLICIES:
            self._stack.setCurrentWidget(self._policies)
            self._policies.display()
        elif view.mode == MATRIX:
            self._stack.setCurrentWidget(self._matrix)
            self._matrix.display(view)
        elif view.mode == COMPARE:
            self._stack.setCurrentWidget(self._compare)
            self._compare.display(view)
        elif view.mode == MATCH:
            self._stack.setCurrentWidget(self._match)
            self._match.display(self._presenter.matching.view)
        else:
            self._show_list(view)
            self._stack.setCurrentWidget(self._list_page)

    def _show_list(self, view: FundersView) -> None:
        self._tray.display(view)
        self._delegate.view = view
        labels = view.labels or {}
        if self._country.count() < 2:
            for choice, name, nothing in (
                (self._country, "country", tr("All countries")),
                (self._sector, "sector", tr("All sectors")),
            ):
                entries = [
                    (value, said(text)) for value, text in labels.get(name, {}).items()
                    if value != "REG"
                ]  # fmt: skip
                choice.show_entries([("", nothing), *entries])
        self._country.show_value(view.country)
        self._sector.show_value(view.sector)
        self._search.show_text(view.text)
        shown = view.shown
        self._model.replace(shown)
        self._rows.setCurrentIndex(0 if shown else 1)

    # Doing

    def _clear(self) -> None:
        self._presenter.search("")
        self._presenter.filter(country="", sector="")
