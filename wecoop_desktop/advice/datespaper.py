"""Dates on paper: a month as a sheet, and the plan: activity, dates, executor, state."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.advice import dates
from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.documents.outline import (
    Block,
    Column,
    Cover,
    Outline,
    Paragraph,
    Properties,
    Rich,
    Row,
    Run,
    Section,
    Table,
    plain,
)

if TYPE_CHECKING:
    from wecoop_desktop.packs.content import Event

WEEKDAYS = (
    mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"),
)  # fmt: skip


def executor_of(event: Event, language: Language) -> str:
    """Who carries it out; the organiser where nobody else is named; empty if not known."""
    return language.text(event.executor) or language.text(event.organiser)


def state_of(event: Event, language: Language) -> str:
    """The state as the source says it; empty where it says none."""
    known = event.state in dates.STATE_WORDS
    return language.tr(dates.STATE_WORDS[event.state]) if known else ""


def in_month(events: Sequence[Event], month: date) -> tuple[Event, ...]:
    """What happens in the month, as far as the month is known; the first to begin first."""
    found = []
    for event in events:
        days = dates.span(event)
        if days is None or len(event.when) < len("2026-11") or "Q" in event.when:
            continue
        if days[0] <= _last(month) and days[1] >= month:
            found.append((days[0], event.id, event))
    return tuple(event for _, _, event in sorted(found, key=lambda one: one[:2]))


def _last(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def on_day(events: Sequence[Event], day: date) -> tuple[Event, ...]:
    """Those of known days that are on this one."""
    return tuple(e for e in events if e.date and e.date <= day <= max(e.end or e.date, e.date))


def papered(
    events: Sequence[Event], language: Language, day: date, month: date | None = None
) -> Outline:
    """The events as a document of `day`; with `month`, a sheet of that month before them."""
    title = language.tr("Dates of WECOOP")
    made = language.date(day, "long")
    sections = [Section(title, _plan(events, language))]
    if month is not None:
        sheet = _sheet(in_month(events, month), month, language)
        sections = [
            Section(language.whole_month(month), sheet, orientation="landscape"),
            Section(title, _plan(events, language), new_page=True),
        ]
    return Outline(
        language="ru" if language.original == "ru" else "en",
        cover=Cover(title, title, "", "", "", (), (made,), "", 0),
        contents="",
        head=title,
        foot=made,
        properties=Properties(title, "", title, ()),
        sections=tuple(sections),
        bare=True,
    )


def _plan(events: Sequence[Event], language: Language) -> tuple[Block, ...]:
    tr = language.tr
    if not events:
        return (Paragraph(plain(tr("No date fits these filters"))),)
    columns = (
        Column(tr("Activity"), share=46),
        Column(tr("Dates"), share=20),
        Column(tr("Executor or organiser"), share=22),
        Column(tr("State"), share=12),
    )
    rows = tuple(
        Row(
            (
                _named(event, language),
                plain(dates.when_words(event, language) or tr("date not known")),
                plain(executor_of(event, language) or tr("not known")),
                plain(state_of(event, language) or tr("not said")),
            )
        )
        for event in events
    )
    note = tr("As the sources of the edition say it; what they do not say is not filled in.")
    return (Table(columns, rows, note=note),)


def _named(event: Event, language: Language) -> Rich:
    kind = dates.KIND_WORDS.get(event.kind, "")
    about = [language.tr(kind) if kind else "", language.text(event.place)]
    return (
        Run(language.text(event.title), bold=True),
        Run("\n" + " · ".join(part for part in about if part), tone="muted"),
    )


def _sheet(events: Sequence[Event], month: date, language: Language) -> tuple[Block, ...]:
    columns = tuple(Column(language.tr(weekday), share=14) for weekday in WEEKDAYS)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    rows = tuple(Row(tuple(_day(day, month, events, language) for day in week)) for week in weeks)
    found: list[Block] = [Table(columns, rows)]
    for event in events:
        if event.date is None:
            when = dates.when_words(event, language)
            found.append(Paragraph((Run(f"{when}: ", bold=True), Run(language.text(event.title)))))
    return tuple(found)


def _day(day: date, month: date, events: Sequence[Event], language: Language) -> Rich:
    if day.month != month.month:
        return (Run(f"{day.day}\n\n\n", tone="muted"),)
    named = "\n".join(language.text(event.title) for event in on_day(events, day))
    return (Run(f"{day.day}\n", bold=True), Run(named or "\n\n"))
