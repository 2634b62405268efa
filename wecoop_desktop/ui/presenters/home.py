"""The first screen: drafts to go on with, the content on this computer, where to learn, dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.desk import Desk, Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import affected
from wecoop_desktop.ui.presenters.homenews import HomeNews, home_news
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.ownform import in_content

if TYPE_CHECKING:
    from wecoop_desktop.forms.form import Data, Form
    from wecoop_desktop.forms.state import Problem
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.news import News
    from wecoop_desktop.packs.content import Event

DRAFTS = 3  # shown; the list of proposals has all
LANE, NEWS_LANE = "home", "home.news"
OLD_AFTER = 180  # days after which the age of the data is marked

# The steps whose guide sections make the learning path, in the order of work.
PATH = ("basic", "problem", "logframe", "es_screening", "economics", "budget")
READ = "guide.read"  # kind of the marks the guide makes
WORDS_A_MINUTE = 160


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal to go on with. `share` (0-100) and `next` follow a moment after the title."""

    id: str
    title: Words
    level: str
    updated: datetime
    countries: tuple[str, ...] = ()
    template: Text = Text()
    share: int | None = None
    next: Problem | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A section of the guide on the way to a first proposal."""

    section: str
    title: Text
    minutes: int
    read: bool


@dataclass(frozen=True, slots=True)
class HomeView:
    """`ready`: the library is open; `working`: the user's work is open too."""

    ready: bool = False
    working: bool = False
    today: date = date.min
    drafts: tuple[Draft, ...] = ()
    all_drafts: int = 0
    form: Form | None = None
    counts: Mapping[str, int] | None = None
    data_as_of: str = ""
    old: bool = False
    lessons: tuple[Lesson, ...] = ()
    coming: tuple[Event, ...] = ()
    past: tuple[Event, ...] = ()
    library_error: AppError | None = None
    work_error: AppError | None = None
    opening_edition: int = 0
    news: HomeNews | None = None  # None: nothing was updated yet, or it is not known yet


class HomePresenter(Presenter[HomeView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(HomeView())
        self._front = front
        self.opening = opening
        self._told_news: News | None = None
        opening.changed.connect(self.read)
        self.read()

    def arrive(self, place: Place) -> None:
        self.read()

    def read(self) -> None:
        """What is known now; at once what is quick, then in the background what is not."""
        opened = self.opening.view
        view = replace(
            self.view,
            today=self._front.today(),
            library_error=opened.library_error,
            work_error=opened.work_error,
        )
        if opened.library is not None:
            view = _with_library(view, opened.library)
        if opened.desk is not None:
            view = self._with_work(view, opened.desk)
        self._set(view)
        if opened.desk is not None:
            self._look_closer(opened.desk)
            self._read_news(opened.desk)

    def _with_work(self, view: HomeView, desk: Desk) -> HomeView:
        rows = [row for row in desk.store.proposals() if row.deleted is None]
        known = {draft.id: draft for draft in view.drafts}
        drafts = []
        for row in rows[:DRAFTS]:
            draft = Draft(row.id, row.title, row.level, row.updated)
            before = known.get(row.id)
            same = before is not None and before.updated == row.updated
            drafts.append(before if same and before is not None else draft)
        return replace(view, working=True, drafts=tuple(drafts), all_drafts=len(rows))

    def _look_closer(self, desk: Desk) -> None:
        """Weigh the drafts and measure the lessons, both away from the main thread."""
        waiting = [draft for draft in self.view.drafts if draft.share is None]
        answers = {draft.id: in_content(desk, desk.store.load(draft.id)) for draft in waiting}
        read = frozenset(desk.store.marks(READ))
        library, today = desk.library, desk.today()

        def look(job: Job) -> tuple[tuple[Draft, ...], tuple[Lesson, ...], Form]:
            form = library.form()
            weighed = tuple(
                _weighed(draft, library, form, answers[draft.id], today) for draft in waiting
            )
            return weighed, _lessons(library, form, read), form

        self._front.runner.start(LANE, look, self._looked, self._could_not_look)

    def _looked(self, found: tuple[tuple[Draft, ...], tuple[Lesson, ...], Form]) -> None:
        weighed, lessons, form = found
        known = {draft.id: draft for draft in weighed}
        drafts = tuple(known.get(draft.id, draft) for draft in self.view.drafts)
        self._set(replace(self.view, drafts=drafts, lessons=lessons, form=form))

    def _could_not_look(self, error: AppError) -> None:
        self._set(replace(self.view, library_error=error))

    def _read_news(self, desk: Desk) -> None:
        """What the last update brought, once for each update; away from the main thread."""
        told = desk.news()
        if told is None or told is self._told_news:
            return
        self._told_news = told
        if not (told.since or any(told.new.values()) or any(told.changed.values())):
            self._set(replace(self.view, news=None))
            return
        try:
            own = affected.own_things(desk)
        except AppError as error:
            self._set(replace(self.view, work_error=error))
            return
        library, news = desk.library, told
        self._front.runner.start(
            NEWS_LANE,
            lambda job: home_news(library, news, own),
            lambda found: self._set(replace(self.view, news=found)),
            self._could_not_look,
        )

    # verbs

    def resume(self, draft: str) -> None:
        """Go on with a proposal where it was left."""
        self._front.go(Place("wizard", draft))

    def begin(self) -> None:
        self._front.go(Place("proposals", part="new"))

    def find(self, text: str) -> None:
        """Look for it among everything."""
        self._front.search(text)

    def go(self, place: Place) -> None:
        self._front.go(place)


def _with_library(view: HomeView, library: Library) -> HomeView:
    info = library.info()
    events = sorted((e for e in library.events() if e.date), key=lambda e: e.date or date.min)
    coming = tuple(e for e in events if e.date and e.date >= view.today)
    past = tuple(reversed([e for e in events if e.date and e.date < view.today]))
    return replace(
        view,
        ready=True,
        counts=info.counts,
        data_as_of=info.data_as_of,
        old=_age(info.data_as_of, view.today) > OLD_AFTER,
        coming=coming[:2],
        past=past[:2],
    )


def _age(written: str, today: date) -> int:
    """Days since a date of the content; 0 where it is not a whole date."""
    try:
        return (today - date.fromisoformat(written)).days
    except ValueError:
        return 0


def _weighed(
    draft: Draft, library: Library, form: Form, data: Mapping[str, Data], today: date
) -> Draft:
    from wecoop_desktop.forms.codec import read_answers
    from wecoop_desktop.forms.evaluate import evaluate

    answers, _aside = read_answers(form, data)
    state = evaluate(form, answers, reference=library.reference(), today=today)
    countries = answers.get("basic.countries")
    wanted = answers.get("review.template")
    template = next((t.name for t in library.templates() if t.id == wanted), Text())
    errors = [problem for problem in state.problems if problem.level == "error"]
    broken = next((p for p in errors if p.code != "required"), None)
    return replace(
        draft,
        level=state.level,
        countries=tuple(str(c) for c in countries) if isinstance(countries, tuple) else (),
        template=template,
        share=int(state.meters.complete),
        next=broken or next(iter(errors), None),
    )


def _lessons(library: Library, form: Form, read: frozenset[str]) -> tuple[Lesson, ...]:
    """The sections of the path that this edition of the guide has."""
    known = {section.id: section for section in library.sections()}
    lessons = []
    for step in form.steps:
        if step.id in PATH and step.guide in known:
            parts = [step.guide, *(s.id for s in known.values() if s.parent == step.guide)]
            words = sum(len(library.section(part).body.en.split()) for part in parts)
            minutes = max(1, round(words / WORDS_A_MINUTE))
            title = known[step.guide].title
            lessons.append(Lesson(step.guide, title, minutes, bool(read & {*parts})))
    return tuple(lessons)
