"""Dates: the events of the packs as a list, a month, and what was published."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice import dates as about
from wecoop_desktop.base.language import mark
from wecoop_desktop.packs.content import Event
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import (
    Caption,
    CountryTag,
    Elided,
    Label,
    SectionLabel,
    Wrapped,
)
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopdates import DatesView
from wecoop_desktop.ui.presenters.workshopview import WorkshopView
from wecoop_desktop.ui.wording import language, ntr, tr

OF_A_DAY = 2  # events that a day of the calendar names
STATE_TONES = {"done": "ok", "under_way": "info", "postponed": "warn", "cancelled": "err"}
WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip


class DatesPage(Panel):
    """`ask` gives the file of a calendar."""

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
        head, filters = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(theme.px(8))
        filters.setSpacing(theme.px(8))
        self.look = Segments(
            (
                ("list", tr("List"), "list"),
                ("calendar", tr("Calendar"), "calendar"),
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
        filters.addStretch(1)
        head.addStretch(1)
        self.save = Button(tr("Save calendar (.ics)"), "plain", "calendar-days")
        self.save.clicked.connect(lambda _checked=False: self._save())
        head.addWidget(self.save)
        self.body.addLayout(head)
        self.body.addLayout(filters)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place, 1)

    def _save(self) -> None:
        target = self._ask("calendar")
        if target is not None:
            self._presenter.calendar(target)

    def display(self, view: WorkshopView) -> None:
        dates = view.dates
        seen = (dates, view.exercises, view.ready)
        if seen == self._seen:
            return
        self._seen = seen
        self.look.show_value(dates.look)
        self._show_filters(dates)
        self.save.setEnabled(any(event.date for event in dates.events))
        clear(self._place)
        if dates.look == "calendar" and dates.month is not None:
            self._place.addWidget(_month(self._presenter, dates, dates.month))
        elif dates.look == "publications":
            self._place.addWidget(_listing(self._presenter, view, dates.publications, dates))
        else:
            self._place.addWidget(_listing(self._presenter, view, dates.events, dates))

    def _show_filters(self, dates: DatesView) -> None:
        labels = {
            "country": [("", tr("All countries")), *((c, c) for c in dates.countries)],
            "topic": [("", tr("All topics")), *((t, _topic(t)) for t in dates.topics)],
            "kind": [("", tr("All kinds")), *((k, _kind(k)) for k in dates.kinds)],
        }
        if labels != self._entries:
            self._entries = labels
            for key, choice in self._filters.items():
                choice.show_entries(labels[key], getattr(dates, key))
        for key, choice in self._filters.items():
            choice.show_value(getattr(dates, key))
        self._filters["kind"].setVisible(dates.look != "publications")


def _kind(kind: str) -> str:
    return tr(about.KIND_WORDS[kind]) if kind in about.KIND_WORDS else kind


def _topic(topic: str) -> str:
    return tr(about.TOPIC_WORDS[topic]) if topic in about.TOPIC_WORDS else topic


def _listing(
    presenter: WorkshopPresenter, view: WorkshopView, events: tuple[Event, ...], dates: DatesView
) -> QWidget:
    if not events:
        return Empty("calendar", tr("No date fits these filters"), tr("Choose another country."))
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    today = dates.today.isoformat()
    coming = [e for e in events if e.when and e.when >= today[: len(e.when)]]
    known = {each.id for each in view.exercises}
    groups = (
        (tr("Still to come"), tuple(reversed(coming))),
        (tr("Past"), tuple(e for e in events if e.when and e not in coming)),
        (tr("Date not known"), tuple(e for e in events if not e.when)),
    )
    for title, found in groups:
        if not found:
            continue
        column.addWidget(SectionLabel(f"{title} · {len(found)}"))
        for event in found:
            column.addWidget(_card(presenter, event, known))
    column.addStretch(1)
    return holder


def _card(presenter: WorkshopPresenter, event: Event, exercises: set[str]) -> Card:
    spoken = language()
    card = Card(padding=12)
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    when = Label(about.when_words(event, spoken) or "–", "strongFigures")
    when.setFixedWidth(theme.px(116))
    when.setWordWrap(True)
    row.addWidget(when, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(theme.px(2))
    texts.addWidget(Wrapped(spoken.text(event.title), "strong", "text"))
    texts.addWidget(Wrapped(spoken.text(event.summary), "small", "text2"))
    where = [spoken.text(event.place), spoken.text(event.organiser)]
    if executor := spoken.text(event.executor):
        where.append(tr("Executor: {name}", name=executor))
    texts.addWidget(Wrapped(" · ".join(part for part in where if part), "small", "muted"))
    below = QHBoxLayout()
    below.setSpacing(theme.px(6))
    for code in about.countries_of(event):
        below.addWidget(CountryTag(code))
    topics = " · ".join(_topic(topic) for topic in about.topics_of(event))
    below.addWidget(Wrapped(topics, "small", "muted"), 1)
    texts.addLayout(below)
    row.addLayout(texts, 1)
    end = QVBoxLayout()
    end.setSpacing(theme.px(6))
    end.addWidget(Status(_kind(event.kind), "plain"), 0, Qt.AlignmentFlag.AlignTrailing)
    if event.state in about.STATE_WORDS:
        tone = STATE_TONES.get(event.state, "plain")
        end.addWidget(Status(tr(about.STATE_WORDS[event.state]), tone), 0,
                      Qt.AlignmentFlag.AlignTrailing)  # fmt: skip
    title = spoken.text(event.title)
    if event.exercise in exercises:
        open_ = Button(tr("Open the exercise"), "quiet", "presentation", size="small",
                       name=tr("Open the exercise of {event}", event=title))  # fmt: skip
        open_.clicked.connect(lambda _c=False: presenter.open_exercise(event.exercise))
        end.addWidget(open_, 0, Qt.AlignmentFlag.AlignTrailing)
    if event.url:
        page = Button(tr("Page"), "quiet", "external-link", size="small",
                      name=tr("Open the page of {event} in the browser", event=title))  # fmt: skip
        page.setToolTip(event.url)
        page.clicked.connect(lambda _c=False: _open_page(event.url))
        end.addWidget(page, 0, Qt.AlignmentFlag.AlignTrailing)
    end.addStretch(1)
    row.addLayout(end)
    card.body.addLayout(row)
    card.setAccessibleName(f"{when.text()}: {title}")
    return card


def _open_page(address: str) -> None:
    """Only pages: a pack must not open anything else."""
    from PySide6.QtCore import QUrl

    if address.startswith(("https://", "http://")):
        QDesktopServices.openUrl(QUrl(address))


def _month(presenter: WorkshopPresenter, dates: DatesView, month: date) -> QWidget:
    holder = Card(padding=14)
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    for icon, name, step in (("chevron-left", tr("Month before"), -1),
                             ("chevron-right", tr("Month after"), 1)):  # fmt: skip
        button = Button("", "plain", icon, size="small", name=name)
        button.clicked.connect(lambda _checked=False, step=step: presenter.month(step))
        row.addWidget(button)
    row.addWidget(Label(language().whole_month(month), "subtitle"))
    row.addStretch(1)
    inside = [e for e in dates.events if e.date and _touches(e, month)]
    row.addWidget(Caption(ntr("{n} event this month", "{n} events this month", len(inside))))
    holder.body.addLayout(row)
    holder.body.addLayout(_days(dates, month, inside), 1)
    rest = [e for e in dates.events if not e.date and e.when == f"{month:%Y-%m}"]
    for event in rest:
        holder.body.addWidget(Wrapped(language().text(event.title), "small", "text2"))
    return holder


def _touches(event: Event, month: date) -> bool:
    assert event.date is not None
    last = event.end or event.date
    following = (month + timedelta(days=32)).replace(day=1)
    return event.date < following and last >= month


def _days(dates: DatesView, month: date, events: list[Event]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(theme.px(4))
    for at, weekday in enumerate(WEEKDAYS):
        head = Label(tr(weekday), "smallStrong", "muted")
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(head, 0, at)
        grid.setColumnStretch(at, 1)
    for week, row in enumerate(calendar.Calendar().monthdatescalendar(month.year, month.month), 1):
        grid.setRowStretch(week, 1)
        for at, day in enumerate(row):
            found = [e for e in events if e.date and e.date <= day <= (e.end or e.date)]
            grid.addWidget(_day(day, found, inside=day.month == month.month,
                                today=day == dates.today), week, at)  # fmt: skip
    return grid


def _day(day: date, events: list[Event], *, inside: bool, today: bool) -> Card:
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
