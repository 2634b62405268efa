"""What a date is on the screen: a card of the list, a line of the plan, a term."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.advice import dates as about
from wecoop_desktop.advice import datespaper as paper
from wecoop_desktop.packs.content import Event
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.labels import CountryTag, Label, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopdates import DatesView, ahead
from wecoop_desktop.ui.wording import language, tr

STATE_TONES = {
    "done": "ok", "held": "ok", "under_way": "info", "postponed": "warn", "cancelled": "err",
}  # fmt: skip


def kind_words(kind: str) -> str:
    return tr(about.KIND_WORDS[kind]) if kind in about.KIND_WORDS else kind


def topic_words(topic: str) -> str:
    return tr(about.TOPIC_WORDS[topic]) if topic in about.TOPIC_WORDS else topic


def _empty() -> Empty:
    return Empty("calendar", tr("No date fits these filters"), tr("Choose another country."))


def _column() -> tuple[QWidget, QVBoxLayout]:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    return holder, column


def _ahead_note(presenter: WorkshopPresenter, dates: DatesView) -> Card:
    """Where nothing is to come: until when this edition knows dates, and what one can do."""
    card = Card(padding=12)
    known = dates.known_until
    said = (
        tr("This edition knows no date after {date}.", date=language().date(known))
        if known is not None
        else tr("This edition knows no date.")
    )
    card.body.addWidget(Wrapped(said, "strong", "text"))
    told = tr("New dates come with updates of the content. If you know one, tell the publisher.")
    card.body.addWidget(Wrapped(told, "small", "text2"))
    row = QWidget()
    flow = Flow(8, row)
    suggest = Button(tr("Suggest a date"), "plain", "message-square", size="small")
    suggest.clicked.connect(lambda _checked=False: presenter.suggest_date())
    updates = Button(tr("Look for updates"), "plain", "refresh-cw", size="small")
    updates.clicked.connect(lambda _checked=False: presenter.go(Place("updates")))
    for button in (suggest, updates):
        flow.addWidget(button)
    card.body.addWidget(row)
    return card


def listing(presenter: WorkshopPresenter, dates: DatesView, exercises: frozenset[str]) -> QWidget:
    holder, column = _column()
    events = dates.shown
    if dates.look == "list" and not dates.coming:
        column.addWidget(_ahead_note(presenter, dates))
    if not events:
        column.addWidget(_empty(), 1)
        return holder
    coming = [e for e in events if ahead(e, dates.today)]
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
            column.addWidget(_card(presenter, event, exercises))
    column.addStretch(1)
    return holder


# The plan: activity, dates, executor, state


def plan(
    presenter: WorkshopPresenter, dates: DatesView, exercises: frozenset[str], *, narrow: bool
) -> QWidget:
    holder, column = _column()
    if not dates.coming:
        column.addWidget(_ahead_note(presenter, dates))
    if not dates.events:
        column.addWidget(_empty(), 1)
        return holder
    card = Card(padding=14)
    if not narrow:
        heads = (tr("Activity"), tr("Dates"), tr("Executor or organiser"), tr("State"))
        card.body.addLayout(_across([Label(head, "smallStrong", "muted") for head in heads]))
    for event in dates.events:
        card.body.addWidget(Rule())
        card.body.addWidget(_activity(presenter, event, exercises, narrow=narrow))
    card.body.addWidget(Rule())
    note = tr("As the sources of the edition say it; what they do not say is not filled in.")
    card.body.addWidget(Wrapped(note, "small", "muted"))
    column.addWidget(card)
    column.addStretch(1)
    return holder


def _across(cells: Sequence[QWidget]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(12))
    for cell, share in zip(cells, (46, 20, 22, 12), strict=True):
        cell.setMinimumWidth(1)
        row.addWidget(cell, share, Qt.AlignmentFlag.AlignTop)
    return row


def _activity(
    presenter: WorkshopPresenter, event: Event, exercises: frozenset[str], *, narrow: bool
) -> QWidget:
    spoken = language()
    title = spoken.text(event.title)
    when = about.when_words(event, spoken) or tr("date not known")
    who = paper.executor_of(event, spoken) or tr("not known")
    state = paper.state_of(event, spoken) or tr("not said")
    holder = QWidget()
    holder.setAccessibleName(f"{title}: {when}; {who}; {state}")
    what, texts = _column()
    texts.setSpacing(theme.px(2))
    texts.addWidget(Wrapped(title, "strong", "text"))
    place = [kind_words(event.kind), spoken.text(event.place)]
    texts.addWidget(Wrapped(" · ".join(part for part in place if part), "small", "muted"))
    if button := _exercise(presenter, event, exercises):
        texts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    if narrow:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(what)
        column.addWidget(Wrapped(f"{when} · {who} · {state}", "small", "text2"))
        return holder
    cells = [what, Wrapped(when, "body", "text"), Wrapped(who, "small", "text2"),
             Wrapped(state, "small", "text2")]  # fmt: skip
    row = _across(cells)
    row.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(row)
    return holder


# Terms: periods of funding and documents that run until a year


def terms(presenter: WorkshopPresenter, dates: DatesView) -> QWidget:
    holder, column = _column()
    told = tr(
        "Until when national documents and periods of funding run. What follows is prepared "
        "before: a time to bring a project in."
    )
    column.addWidget(Wrapped(told, "body", "text2"))
    if not dates.lasting:
        column.addWidget(_empty(), 1)
        return holder
    running = tuple(e for e in dates.lasting if ahead(e, dates.today))
    over = tuple(e for e in dates.lasting if e not in running)
    for title, found in ((tr("Running"), running), (tr("Over by their dates"), over)):
        if not found:
            continue
        column.addWidget(SectionLabel(f"{title} · {len(found)}"))
        card = Card(padding=14)
        for at, event in enumerate(found):
            if at:
                card.body.addWidget(Rule())
            card.body.addWidget(_term(presenter, event))
        column.addWidget(card)
    column.addStretch(1)
    return holder


def _term(presenter: WorkshopPresenter, event: Event) -> QWidget:
    spoken = language()
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(10))
    title, words = spoken.text(event.title), about.when_words(event, spoken)
    if event.kind == "term":
        words = tr("to {year}", year=words)
    texts = _dated(row, words, event)
    texts.addLayout(_tags(event))
    kind, _, thing = event.id.partition(":")
    if kind == "policy":
        place = Place("funders", part="policies").choosing("policy", thing)
        button = Button(tr("Open"), "quiet", "scale", size="small",
                        name=tr("Open the document {title}", title=title))  # fmt: skip
        button.clicked.connect(lambda _checked=False: presenter.go(place))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    elif event.url:
        row.addWidget(_page(event), 0, Qt.AlignmentFlag.AlignTop)
    holder.setAccessibleName(f"{title}: {words}")
    return holder


# One event


def _dated(row: QHBoxLayout, when: str, event: Event) -> QVBoxLayout:
    """The date, and beside it title and summary; what follows below them goes into the column."""
    date = Wrapped(when or "–", "strongFigures", "text")
    date.setFixedWidth(theme.px(116))
    row.addWidget(date, 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(theme.px(2))
    texts.addWidget(Wrapped(language().text(event.title), "strong", "text"))
    if event.summary:
        texts.addWidget(Wrapped(language().text(event.summary), "small", "text2"))
    row.addLayout(texts, 1)
    return texts


def _tags(event: Event) -> QHBoxLayout:
    below = QHBoxLayout()
    below.setSpacing(theme.px(6))
    for code in about.countries_of(event):
        below.addWidget(CountryTag(code))
    topics = " · ".join(topic_words(topic) for topic in about.topics_of(event))
    below.addWidget(Wrapped(topics, "small", "muted"), 1)
    return below


def _exercise(
    presenter: WorkshopPresenter, event: Event, exercises: frozenset[str]
) -> Button | None:
    """The exercise of a training, or one on the same topic where the editors link one."""
    title = language().text(event.title)
    if event.exercise in exercises:
        words, exercise = tr("Open the exercise"), event.exercise
        name = tr("Open the exercise of {event}", event=title)
    elif event.alike in exercises:
        words, exercise = tr("Exercise on the same topic"), event.alike
        name = tr("Open an exercise on the same topic as {event}", event=title)
    else:
        return None
    button = Button(words, "quiet", "presentation", size="small", name=name)
    if not event.exercise:
        button.setToolTip(
            tr("A link of the editors. It does not say that this exercise was used there.")
        )
    button.clicked.connect(lambda _c=False: presenter.open_exercise(exercise))
    return button


def _page(event: Event) -> Button:
    title = language().text(event.title)
    page = Button(tr("Page"), "quiet", "external-link", size="small",
                  name=tr("Open the page of {event} in the browser", event=title))  # fmt: skip
    page.setToolTip(event.url)
    page.clicked.connect(lambda _c=False: _open_page(event.url))
    return page


def _card(presenter: WorkshopPresenter, event: Event, exercises: frozenset[str]) -> Card:
    spoken = language()
    card = Card(padding=12)
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    when = about.when_words(event, spoken)
    texts = _dated(row, when, event)
    where = [spoken.text(event.place), spoken.text(event.organiser)]
    if executor := spoken.text(event.executor):
        where.append(tr("Executor: {name}", name=executor))
    texts.addWidget(Wrapped(" · ".join(part for part in where if part), "small", "muted"))
    texts.addLayout(_tags(event))
    if button := _exercise(presenter, event, exercises):
        texts.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
    end = QVBoxLayout()
    end.setSpacing(theme.px(6))
    end.addWidget(Status(kind_words(event.kind), "plain"), 0, Qt.AlignmentFlag.AlignTrailing)
    if event.state in about.STATE_WORDS:
        tone = STATE_TONES.get(event.state, "plain")
        end.addWidget(Status(tr(about.STATE_WORDS[event.state]), tone), 0,
                      Qt.AlignmentFlag.AlignTrailing)  # fmt: skip
    if event.url:
        end.addWidget(_page(event), 0, Qt.AlignmentFlag.AlignTrailing)
    end.addStretch(1)
    row.addLayout(end)
    card.body.addLayout(row)
    card.setAccessibleName(f"{when}: {spoken.text(event.title)}")
    return card


def _open_page(address: str) -> None:
    """Only pages: a pack must not open anything else."""
    from PySide6.QtCore import QUrl

    if address.startswith(("https://", "http://")):
        QDesktopServices.openUrl(QUrl(address))
