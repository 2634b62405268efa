"""The cards of the first screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chip import Status
from wecoop_desktop.ui.parts.circle import Circle
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import (
    Caption,
    CountryTag,
    Elided,
    Label,
    Picture,
    Rule,
    Wrapped,
)
from wecoop_desktop.ui.parts.levels import Levels
from wecoop_desktop.ui.parts.ring import Ring
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.home import Draft, HomePresenter, HomeView
from wecoop_desktop.ui.presenters.path import Step
from wecoop_desktop.ui.screens.opening import trouble
from wecoop_desktop.ui.wording import ntr, said, tr

COUNTED = (
    (("project",), mark("Projects")),
    (("section", "term"), mark("Guide sections · glossary terms")),
    (("funder",), mark("Funder profiles")),
    (("policy",), mark("National policies")),
)

# What came with the program: kind, icon, one, many, about, verb, screen, part.
NEWS = (
    (
        "project",
        "layers",
        *nmark("{n} financed project", "{n} financed projects"),
        mark("each with its source and date"),
        mark("Show"),
        "projects",
        "",
    ),
    (
        "section",
        "book-open",
        *nmark("Guide: {n} section", "Guide: {n} sections"),
        mark("one chapter for each step of a proposal"),
        mark("Open"),
        "guide",
        "",
    ),
    (
        "funder",
        "landmark",
        *nmark("{n} funder profile", "{n} funder profiles"),
        mark("cycle, documents, who decides"),
        mark("Open"),
        "funders",
        "",
    ),
    (
        "policy",
        "scale",
        *nmark("{n} national policy", "{n} national policies"),
        mark("strategies, programmes and laws of five countries"),
        mark("Open"),
        "funders",
        "policies",
    ),
)


PATH_TITLES = {
    "preparing": mark("Your first proposal"),
    "training": mark("Your first workshop"),
    "finding": mark("Finding what was financed"),
}
PATH_WORDS = {
    "projects": mark("See how financed projects look"),
    "funders": mark("Who funds what in your country"),
    "problem": mark("From problem to objective"),
    "logframe": mark("Build a logframe step by step"),
    "budget": mark("Budget and financing plan"),
    "document": mark("See it as a document"),
    "example": mark("Open the sample proposal"),
    "guide": mark("Read a chapter as participants will"),
    "exercises": mark("Look at the exercises"),
    "review": mark("Compare two states of a draft"),
    "stick": mark("Content for other computers"),
    "map": mark("Projects on the map"),
    "statistics": mark("Where the money went"),
    "kept": mark("Keep what you found"),
    "policies": mark("National priorities"),
}

NEWS_SHOWN = 5


class Cards:
    """Makes the cards of one view."""

    def __init__(self, presenter: HomePresenter, view: HomeView) -> None:
        self._presenter = presenter
        self._view = view
        self.next_step: QWidget | None = None

    def all(self) -> Iterator[tuple[str, object, Callable[[], QWidget | None]]]:
        """The name of each card, what of the view it shows, and how it is made."""
        view = self._view
        drafts = (view.drafts, view.all_drafts, view.form, view.today)
        yield "drafts", (*drafts, view.working, view.work_error), self.drafts
        yield "news", (view.news, view.counts), self.news
        yield "path", (view.path, view.purpose, view.around, view.guided), self.path
        held = (view.ready, view.counts, view.data_as_of, view.old)
        yield "content", (*held, view.library_error), self.content
        yield "dates", (view.ready, view.coming, view.past), self.dates

    # left

    def drafts(self) -> QWidget:
        """The drafts to go on with, or the panel that says why they cannot be shown."""
        view = self._view
        if view.work_error is not None:
            panel = trouble(self._presenter.opening, self._presenter.opening.view)
            if panel is not None:
                return panel
        card = Card(tr("Continue your drafts"))
        if not view.working:
            card.body.addWidget(_grey(3))
            return card
        if not view.drafts:
            empty = Empty(
                "file-pen-line",
                tr("No proposals yet"),
                tr("Start from a problem, or from a worked example that you change."),
                action=tr("New proposal"),
                alternative=tr("See an example"),
            )
            empty.acted.connect(self._presenter.begin)
            empty.alternative_taken.connect(
                lambda: self._presenter.go(Place("proposals", part="example"))
            )
            card.body.addWidget(empty)
            return card
        words = ntr("All proposals ({n})", "All proposals ({n})", view.all_drafts)
        card.head.addWidget(self._link(words, Place("proposals")))
        for at, draft in enumerate(view.drafts):
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(self._draft(draft, first=at == 0))
        return card

    def _draft(self, draft: Draft, *, first: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(17))
        row.setContentsMargins(theme.px(2), theme.px(4), 0, theme.px(4))
        row.addWidget(Ring(draft.share), 0, Qt.AlignmentFlag.AlignVCenter)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(5))
        title = draft.title.of(wording.language().code) or tr("Untitled proposal")
        middle.addWidget(Elided(title, "cardTitle"))
        about = QHBoxLayout()
        about.setSpacing(theme.px(9))
        if draft.sample:
            about.addWidget(Status(tr("Sample"), "info", "info"))
        for code in draft.countries[:3]:
            about.addWidget(CountryTag(code))
        if draft.template:
            name = Elided(said(draft.template), "small", "muted")
            name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            about.addWidget(name)
        levels = Levels(draft.level or "concept")
        if theme.large():  # a line of its own
            about.addStretch(1)
            middle.addLayout(about)
            middle.addWidget(levels)
        else:
            about.addWidget(levels)
            about.addStretch(1)
            middle.addLayout(about)
        middle.addLayout(self._next(draft))
        row.addLayout(middle, 1)
        end = QVBoxLayout()
        end.setSpacing(theme.px(5))
        button = Button(
            tr("Continue"),
            "primary" if first else "plain",
            size="small",
            name=tr("Continue “{title}”", title=title),
        )
        button.clicked.connect(lambda _checked=False: self._presenter.resume(draft.id))
        end.addWidget(button, 0, Qt.AlignmentFlag.AlignTrailing)
        if draft.sample:
            remove = Button(
                tr("Remove"),
                "quiet",
                size="small",
                name=tr("Remove the sample “{title}”", title=title),
            )
            remove.setToolTip(tr("Illustrative, made for learning. It goes into the bin."))
            remove.clicked.connect(lambda _checked=False: self._presenter.remove_sample(draft.id))
            end.addWidget(remove, 0, Qt.AlignmentFlag.AlignTrailing)
        else:
            moment = Caption(when(draft.updated, self._view))
            end.addWidget(moment, 0, Qt.AlignmentFlag.AlignTrailing)
        row.addLayout(end)
        return row

    def _next(self, draft: Draft) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        if draft.share is None:
            row.addWidget(Caption(" "))
            return row
        if draft.next is None or self._view.form is None:
            row.addWidget(Picture("circle-check", "ok", 14))
            row.addWidget(Caption(tr("Nothing is missing: ready to export"), "ok"), 1)
            return row
        from wecoop_desktop.forms.wording import problem_message

        broken = draft.next.code != "required"
        message = problem_message(self._view.form, draft.next, wording.language())
        words = message if broken else tr("Next: {step}", step=message)
        ink = "warn" if broken else "text2"
        row.addWidget(Picture("triangle-alert" if broken else "arrow-right", ink, 14))
        row.addWidget(Elided(words, "small", ink), 1)
        return row

    def news(self) -> Card:
        """What is new; before the first update, what came with the program."""
        view = self._view
        card = Card(tr("New since your last update"))
        card.body.setSpacing(theme.px(3))
        if view.news is not None:
            from wecoop_desktop.ui.screens import homenews  # not for the first picture

            card.head.addWidget(Caption(homenews.span(view.news)))
            card.head.addWidget(self._link(tr("See all changes"), Place("updates", part="changes")))
            rows = [(*homenews.row_words(row), row.place) for row in view.news.rows[:NEWS_SHOWN]]
            if not rows:
                words = tr("The update changed nothing in projects, guide, funders and policies.")
                card.body.addWidget(Wrapped(words, "body", "muted"))
        elif view.counts is None:
            card.body.addWidget(_grey(3))
            return card
        else:
            card.head.addWidget(Caption(tr("no update yet: this came with the program")))
            rows = list(_came(view.counts))
        for at, row in enumerate(rows):
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(self._news_row(*row))
        card.body.addStretch(1)
        return card

    def _news_row(
        self, icon: str, words: str, about: str, verb: str, place: Place | None
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Picture(icon, "primary", 17))
        title = Elided(words, "medium")
        title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(title, 3)
        if about:
            row.addWidget(Elided(about, "small", "muted"), 2)
        else:
            row.addStretch(1)
        if place is not None:
            button = self._link(verb, place)
            button.setAccessibleName(f"{verb}: {words}")
            row.addWidget(button)
        return row

    # right

    def path(self) -> Card | None:
        """The learning path: what is done, what comes next; None where it was put away."""
        view = self._view
        if not view.guided:
            return None
        card = Card(tr(PATH_TITLES.get(view.purpose, PATH_TITLES["preparing"])), "graduation-cap")
        if not view.path:
            card.body.addWidget(_grey(4))
            return card
        done = sum(step.done for step in view.path)
        counted = tr("{n} of {total}", n=done, total=len(view.path))
        card.head.addWidget(Label(counted, "smallFigures", "text2"))
        card.body.addWidget(Bar(done * 100 // len(view.path), counted))
        if view.around:
            words = tr("Each step opens its room and ticks itself when you have been there.")
            card.body.addWidget(Wrapped(words, "small", "text2"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        following = next((step for step in view.path if not step.done), None)
        for number, step in enumerate(view.path, 1):
            row = StepRow(number, step, here=step is following)
            row.clicked.connect(
                lambda _checked=False, place=step.aim.place: self._presenter.go(place)
            )
            rows.addWidget(row)
            if step is following:
                self.next_step = row
        card.body.addLayout(rows)
        if following is None:
            away = Button(tr("All done: put this away"), "quiet", size="small")
            away.clicked.connect(lambda _checked=False: self._presenter.put_path_away())
            card.body.addWidget(away, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def content(self) -> Card:
        view = self._view
        card = Card(tr("Content on this computer"), "database")
        if view.library_error is not None and not view.ready:
            panel = trouble(self._presenter.opening, self._presenter.opening.view)
            if panel is not None:
                return panel
        if view.counts is None:
            card.body.addWidget(_grey(3))
            return card
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Status(tr("On this computer"), "ok", "circle-check"))
        as_of = tr("Data as of {date}", date=wording.day(view.data_as_of))
        row.addWidget(Caption(as_of, "warn" if view.old else "text2"), 1)
        card.body.addLayout(row)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(3))
        for kinds, words in COUNTED:
            known = [view.counts.get(kind, 0) for kind in kinds]
            if any(known):
                lines.addLayout(_counted(tr(words), known))
        card.body.addLayout(lines)
        buttons = QHBoxLayout()
        for words, icon, part in (
            (tr("Import from USB"), "usb", "import"),
            (tr("Check now"), "refresh-cw", "check"),
        ):
            button = Button(words, "plain", icon, size="small")
            place = Place("updates", part=part)
            button.clicked.connect(lambda _checked=False, to=place: self._presenter.go(to))
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def dates(self) -> Card:
        view = self._view
        card = Card(tr("Dates to remember"), "calendar-days")
        if not view.ready:
            card.body.addWidget(_grey(2))
            return card
        shown = view.coming
        if not shown:
            card.body.addWidget(
                Wrapped(
                    tr("No event ahead is known in this edition. The latest:"), "small", "muted"
                )
            )
            shown = view.past
        card.body.setSpacing(theme.px(5))
        for at, event in enumerate(shown):
            if at:
                card.body.addWidget(Rule())
            if event.date is not None:
                card.body.addLayout(_dated(event.date, said(event.title), said(event.place)))
        card.body.addStretch(1)
        return card

    def _link(self, words: str, place: Place) -> Button:
        button = Button(words, "quiet", size="small")
        button.clicked.connect(lambda _checked=False: self._presenter.go(place))
        return button


class StepRow(Button):
    """A line of the learning path: its number or a tick, what to do, the minutes."""

    def __init__(self, number: int, step: Step, *, here: bool) -> None:
        words = tr(PATH_WORDS[step.aim.id])
        minutes = ntr("{n} min", "{n} min", step.aim.minutes)
        state = tr("done") if step.done else minutes
        super().__init__("", "quiet", name=f"{words}, {state}")
        self.setToolTip("")
        self.setProperty("lesson", "here" if here else "true")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(10))
        row.addWidget(Circle(0 if step.done else number))
        role = "strong" if here else "body"
        row.addWidget(Elided(words, role, "text2" if step.done else "text"), 1)
        row.addWidget(Label(minutes, "smallFigures", "muted"))


def _came(counts: Mapping[str, int]) -> Iterator[tuple[str, str, str, str, Place | None]]:
    """What came with the program, before the first update."""
    for kind, icon, one, many, about, verb, screen, part in NEWS:
        if counts.get(kind):
            place = Place(screen, part=part)
            yield icon, ntr(one, many, counts[kind]), tr(about), tr(verb), place


def when(moment: datetime, view: HomeView) -> str:
    """Today with the time of day, else the date."""
    local = moment.astimezone()
    if local.date() == view.today:
        return tr("Today, {time}", time=f"{local:%H:%M}")
    return wording.language().date(local.date())


def _counted(words: str, numbers: list[int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(Label(words, "small", "text2"), 1)
    figures = " · ".join(wording.language().number(n) for n in numbers)
    row.addWidget(Label(figures, "smallFigures"))
    return row


def _dated(day: object, title: str, place: str) -> QHBoxLayout:
    from datetime import date

    assert isinstance(day, date)
    language = wording.language()
    row = QHBoxLayout()
    row.setSpacing(theme.px(14))
    left = QVBoxLayout()
    left.setSpacing(0)
    left.addWidget(Label(f"{day:%d}", "bigFigures"), 0, Qt.AlignmentFlag.AlignHCenter)
    left.addWidget(Caption(language.month(day), "muted"), 0, Qt.AlignmentFlag.AlignHCenter)
    holder = QWidget()
    holder.setLayout(left)
    left.setContentsMargins(0, 0, 0, 0)
    holder.setMinimumWidth(theme.px(58))
    row.addWidget(holder)
    right = QVBoxLayout()
    right.setSpacing(theme.px(1))
    right.addStretch(1)
    right.addWidget(Elided(title, "body"))
    if place:
        right.addWidget(Elided(place, "small", "muted"))
    right.addStretch(1)
    row.addLayout(right, 1)
    return row


def _grey(lines: int) -> QWidget:
    """Quiet lines where something is about to stand."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.px(4), 0, theme.px(4))
    column.setSpacing(theme.px(10))
    for at in range(lines):
        row = QHBoxLayout()
        row.addWidget(Bar(0, "", height=10), 5 - at % 3)
        row.addStretch(1 + at % 3)
        column.addLayout(row)
    return holder
