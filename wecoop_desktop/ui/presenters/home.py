"""The first screen: drafts to go on with, the content on this computer, where to learn, dates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.ui.desk import Desk, Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import path, sample
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.path import Chapter, Step, name_of

if TYPE_CHECKING:  # this is the screen of the first picture: what it needs then is little
    from wecoop_desktop.forms.answers import Words
    from wecoop_desktop.forms.form import Data, Form
    from wecoop_desktop.forms.state import Problem
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.news import News
    from wecoop_desktop.packs.content import Event
    from wecoop_desktop.ui.presenters.homenews import HomeNews

DRAFTS = 3  # shown; the list of proposals has all
LANE, NEWS_LANE = "home", "home.news"
OLD_AFTER = 180  # days after which the age of the data is marked

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
    sample: bool = False  # came with the first start
    filled: frozenset[str] = frozenset()  # steps with an answer that no worked example has


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
    path: tuple[Step, ...] = ()
    purpose: str = ""
    guided: bool = True  # the path is shown
    around: bool = False  # the user asked to be shown around
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
        self._chapters: Mapping[str, Chapter] = {}
        self._seen: set[str] = set()
        opening.changed.connect(self.read)
        self.read()

    def arrive(self, place: Place) -> None:
        around = place.part == "path"
        if around != self.view.around:
            self._set(replace(self.view, around=around))
        self.read()

    def note(self, place: Place) -> None:
        """Somewhere was gone: a step of the path may be done by it."""
        name, desk = name_of(place), self.opening.view.desk
        if not name or desk is None or name in self._seen:
            return
        self._seen.add(name)
        with suppress(AppError):  # a path that cannot be kept stops nobody
            if name not in desk.store.marks(path.MARK):
                desk.store.mark(path.MARK, name, "1")

    def read(self) -> None:
        """What is known now; at once what is quick, then in the background what is not."""
        opened = self.opening.view
        settings = self._front.settings()
        view = replace(
            self.view,
            today=self._front.today(),
            purpose=settings.purpose,
            guided=settings.guided,
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
        drafts, given = [], sample.samples(desk)
        for row in rows[:DRAFTS]:
            draft = Draft(row.id, row.title, row.level, row.updated, sample=row.id in given)
            before = known.get(row.id)
            same = before is not None and before.updated == row.updated
            drafts.append(before if same and before is not None else draft)
        return replace(view, working=True, drafts=tuple(drafts), all_drafts=len(rows))

    def _look_closer(self, desk: Desk) -> None:
        """Weigh the drafts and measure the lessons, both away from the main thread."""
        from wecoop_desktop.ui.presenters.ownform import in_content

        waiting = [draft for draft in self.view.drafts if draft.share is None]
        answers = {draft.id: in_content(desk, desk.store.load(draft.id)) for draft in waiting}
        library, today, known = desk.library, desk.today(), self._chapters

        def look(job: Job) -> tuple[tuple[Draft, ...], Mapping[str, Chapter], Form]:
            form = library.form()
            weighed = tuple(
                _weighed(draft, library, form, answers[draft.id], today) for draft in waiting
            )
            return weighed, known or _chapters(library, form), form

        self._front.runner.start(LANE, look, self._looked, self._could_not_look)

    def _looked(self, found: tuple[tuple[Draft, ...], Mapping[str, Chapter], Form]) -> None:
        weighed, self._chapters, form = found
        known = {draft.id: draft for draft in weighed}
        drafts = tuple(known.get(draft.id, draft) for draft in self.view.drafts)
        self._set(replace(self.view, drafts=drafts, path=self._path(drafts), form=form))

    def _path(self, drafts: tuple[Draft, ...]) -> tuple[Step, ...]:
        """The steps of the learning path, as far as they are done."""
        desk = self.opening.view.desk
        if desk is None:
            return ()
        filled = frozenset(step for draft in drafts for step in draft.filled)
        seen, read = desk.store.marks(path.MARK), desk.store.marks(path.READ)
        return path.path_of(self.view.purpose, seen, read, filled, self._chapters)

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
        from wecoop_desktop.ui.presenters import affected
        from wecoop_desktop.ui.presenters.homenews import home_news

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

    def remove_sample(self, draft: str) -> None:
        """Into the bin, where it can be taken back."""
        desk = self.opening.view.desk
        if desk is None:
            return
        try:
            sample.remove(desk, draft)
        except AppError as error:
            self._set(replace(self.view, work_error=error))
            return
        self.read()

    def put_path_away(self) -> None:
        """The path is shown no more; the settings bring it back."""
        self._front.save_settings(replace(self._front.settings(), guided=False))
        self.read()

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
        filled=_own_steps(data, answers, form, library),
    )


def _chapters(library: Library, form: Form) -> Mapping[str, Chapter]:
    """The chapters of this edition of the guide by the step they are about, measured by words."""
    wanted = {aim.step for aims in path.PATHS.values() for aim in aims if aim.step}
    known = {section.id: section for section in library.sections()}
    chapters = {}
    for step in form.steps:
        if step.id in wanted and step.guide in known:
            parts = [step.guide, *(s.id for s in known.values() if s.parent == step.guide)]
            words = sum(len(library.section(part).body.en.split()) for part in parts)
            chapters[step.id] = Chapter(step.guide, max(1, round(words / WORDS_A_MINUTE)))
    return chapters


def _own_steps(
    data: Mapping[str, Data], answers: Mapping[str, object], form: Form, library: Library
) -> frozenset[str]:
    """The steps with an answer that no worked example has: written by the user."""
    from wecoop_desktop.forms.codec import read_answers

    examples = [example.answers for example in library.examples()]
    # What is stored alike means the same; only what is stored otherwise has to be read.
    other = [
        at
        for at, value in answers.items()
        if value and not any(_alike(data[at], example.get(at)) for example in examples)
    ]
    read = [
        read_answers(form, {at: example[at] for at in other if at in example})[0]
        for example in examples
    ]
    return frozenset(
        at.split(".")[0]
        for at in other
        if not any(example.get(at) == answers[at] for example in read)
    )


def _alike(one: Data, other: Data) -> bool:
    """Whether two stored answers are the same, lists or tuples."""
    return json.dumps(one, default=str) == json.dumps(other, default=str)
