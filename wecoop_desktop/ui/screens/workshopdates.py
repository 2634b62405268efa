"""Dates: the events of the packs as a list, the plan, a month, terms, and what was published."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice import dates as about
from wecoop_desktop.advice import datespaper as paper
from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.content import Event
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import (
    Caption,
    Elided,
    Label,
    Wrapped,
)
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopdates import DatesView, next_dated
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.screens import workshopdaterows as rows
from wecoop_desktop.ui.screens import workshopwords
from wecoop_desktop.ui.wording import language, ntr, tr

OF_A_DAY = 2  # events that a day of the calendar names
NARROW = 760  # pixels at 100 % below which a line of the plan stands in one column
WRITTEN = ("calendar", "stopped")  # what is told here; the rest belongs to today


class DatesPage(Panel):
    """`ask` gives the file of a calendar, or of a paper."""

    def __init__(
        self,
        presenter: WorkshopPresenter,
        ask: Callable[[str], Path | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("canvas", (18, 14, 18, 14), 12, parent)
        self._presenter, self._ask = presenter, ask
        self._filters: dict[str, Choice] = {}
        self._entries: object = None
        self._seen: object = None
        self._narrow = False
        head, filters = Flow(8), Flow(8)
        self.look = Segments(
            (
                ("list", tr("List"), "list"),
                ("plan", tr("Plan"), "table"),
                ("calendar", tr("Calendar"), "calendar"),
                ("terms", tr("Terms"), "scale"),
                ("publications", tr("Publications"), "book-text"),
            ),
            "list",
            tr("Show dates as"),
        )
        self.look.chosen.connect(lambda value: presenter.dates(look=value))
        head.addWidget(self.look)
        for key, name in (("country", tr("Country")), ("topic", tr("Topic")), ("kind", tr("Kind"))):
            choice = Choice((), "", name)
            choice.setMinimumWidth(theme.px(110))
            choice.chosen.connect(lambda value, key=key: presenter.dates(**{key: value}))
            self._filters[key] = choice
            filters.addWidget(choice)
        self.save = Button(tr("Save calendar (.ics)"), "plain", "calendar-days")
        self.print = Button(tr("Save for printing (PDF)"), "plain", "printer")
        for button, what in ((self.save, "calendar"), (self.print, "dates")):
            button.clicked.connect(lambda _checked=False, what=what: self._save(what))
            head.addWidget(button)
        self.body.addLayout(head)
        self.body.addLayout(filters)
        self._told, self._place = QVBoxLayout(), QVBoxLayout()
        self.body.addLayout(self._told)
        self.body.addLayout(self._place, 1)

    def _save(self, what: str) -> None:
        target = self._ask(what)
        if target is not None:
            self._presenter.calendar(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = theme.logical(self.viewport().width()) < NARROW
        if narrow != self._narrow:
            self._narrow, self._seen = narrow, None
            self.display(self._presenter.view)

    def display(self, view: WorkshopView) -> None:
        dates = view.dates
        seen = (dates, view.exercises, view.ready, view.told, view.error, self._narrow)
        if seen == self._seen:
            return
        self._seen = seen
        self.look.show_value(dates.look)
        self._show_filters(dates)
        self._tell(view)
        self.save.setEnabled(any(event.date for event in dates.shown))
        self.print.setEnabled(bool(dates.shown))
        clear(self._place)
        known = frozenset(each.id for each in view.exercises)
        match dates.look:
            case "calendar" if dates.month is not None:
                made: QWidget = _month(self._presenter, dates, dates.month)
            case "plan":
                made = rows.plan(self._presenter, dates, known, narrow=self._narrow)
            case "terms":
                made = rows.terms(self._presenter, dates)
            case _:
                made = rows.listing(self._presenter, dates, known)
        self._place.addWidget(made)

    def _tell(self, view: WorkshopView) -> None:
        """What saving came to."""
        clear(self._told)
        words = workshopwords.came(view.told) if view.told.verb in WRITTEN else ""
        if view.error is not None:
            words = say(language(), view.error)
        if words:
            banner = Banner(words, "err" if view.error is not None else "ok", closable=True)
            banner.closed.connect(self._presenter.forget)
            self._told.addWidget(banner)

    def _show_filters(self, dates: DatesView) -> None:
        labels = {
            "country": [("", tr("All countries")), *((c, c) for c in dates.countries)],
            "topic": [("", tr("All topics")), *((t, rows.topic_words(t)) for t in dates.topics)],
            "kind": [("", tr("All kinds")), *((k, rows.kind_words(k)) for k in dates.kinds)],
        }
        if labels != self._entries:
            self._entries = labels
            for key, choice in self._filters.items():
                choice.show_entries(labels[key], getattr(dates, key))
        for key, choice in self._filters.items():
            choice.show_value(getattr(dates, key))
        self._filters["kind"].setVisible(dates.look not in ("publications", "terms"))


def _month(presenter: WorkshopPresenter, dates: DatesView, month: date) -> QWidget:
    holder = Card(padding=14)
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    moves: tuple[tuple[str, str, Callable[[], object], bool], ...] = (
        ("arrow-left", tr("Earlier month with a date"), lambda: presenter.dated_month(-1),
         next_dated(dates, -1) is not None),
        ("chevron-left", tr("Month before"), lambda: presenter.month(-1), True),
        ("chevron-right", tr("Month after"), lambda: presenter.month(1), True),
        ("arrow-right", tr("Later month with a date"), lambda: presenter.dated_month(1),
         next_dated(dates, 1) is not None),
    )  # fmt: skip
    for icon, name, call, usable in moves:
        button = Button("", "plain", icon, size="small", name=name)
        button.setEnabled(usable)
        button.clicked.connect(lambda _checked=False, call=call: call())
        row.addWidget(button)
    row.addWidget(Label(language().whole_month(month), "subtitle"))
    row.addStretch(1)
    inside = paper.in_month(dates.events, month)
    row.addWidget(Caption(ntr("{n} event this month", "{n} events this month", len(inside))))
    holder.body.addLayout(row)
    holder.body.addLayout(_days(dates, month, inside), 1)
    for event in inside:
        words = about.when_words(event, language())
        title = language().text(event.title)
        holder.body.addWidget(Wrapped(f"{words}: {title}", "small", "text2"))
    return holder


def _days(dates: DatesView, month: date, events: Sequence[Event]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.px(4))
    for at, weekday in enumerate(paper.WEEKDAYS):
        head = Label(tr(weekday), "smallStrong", "muted")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(head, 0, at)
        grid.setColumnStretch(at, 1)
    for week, row in enumerate(calendar.Calendar().monthdatescalendar(month.year, month.month), 1):
        grid.setRowStretch(week, 1)
        for at, day in enumerate(row):
            found = paper.on_day(events, day)
            grid.addWidget(_day(day, found, inside=day.month == month.month,
                                today=day == dates.today), week, at)  # fmt: skip
    return grid


def _day(day: date, events: Sequence[Event], *, inside: bool, today: bool) -> Card:
    cell = Card(tone="selected" if today else ("surface" if inside else "subtle"), padding=6)
    cell.setMinimumHeight(theme.px(64))
    cell.body.setSpacing(theme.px(2))
    number = Label(
        str(day.day), "smallStrong" if events else "small", "text" if inside else "muted"
    )
    cell.body.addWidget(number)
    for event in events[:OF_A_DAY]:
        cell.body.addWidget(Elided(language().text(event.title), "micro", "primary"))
    if len(events) > OF_A_DAY:
        cell.body.addWidget(Caption(ntr("{n} more", "{n} more", len(events) - OF_A_DAY)))
    cell.body.addStretch(1)
    named = "; ".join(language().text(event.title) for event in events)
    cell.setAccessibleName(f"{day.day}: {named}" if named else str(day.day))
    return cell
