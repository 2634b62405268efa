"""Presentation mode: slides of what is looked at, one after the other, with the trainer's notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.presentationroom import fitted
from wecoop_desktop.ui.presenters.presentationview import SCALES, PresentationView, Slide
from wecoop_desktop.ui.presenters.workshopclock import SessionClock

if TYPE_CHECKING:
    from wecoop_desktop.base.language import Language
    from wecoop_desktop.forms.answers import Answers
    from wecoop_desktop.forms.form import Data
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter

# What is presented where F11 was pressed, by the screen.
KINDS = {
    "guide": "section",
    "wizard": "draft",
    "export": "draft",
    "projects": "statistics",
    "funders": "match",
    "workshop": "exercise",
}


def presented(place: Place) -> Place | None:
    """The place of presentation mode for what is looked at; None where nothing can be shown."""
    kind = KINDS.get(place.screen)
    if kind is None or (kind in ("draft", "section") and not place.id):
        return None
    choices = place.choices if kind in ("statistics", "match") else ()
    step = place.part if kind == "draft" else ""
    made = Place("presentation", place.id if kind in ("draft", "section") else "", kind, choices)
    return made.choosing("step", step) if step else made


class PresentationPresenter(Presenter[PresentationView]):
    """`attend` gives it the workshop, whose groups and clock it shows, and the way back."""

    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(PresentationView())
        self._front = front
        self._opening = opening
        self._workshop: WorkshopPresenter | None = None
        self._back: Callable[[], object] = lambda: None
        self._place = Place("presentation")
        self._whole: tuple[Slide, ...] = ()

    def attend(self, workshop: WorkshopPresenter, back: Callable[[], object]) -> None:
        self._workshop, self._back = workshop, back
        workshop.timer.ticked.connect(self._ticked)
        self._ticked()

    @property
    def timer(self) -> SessionClock | None:
        return self._workshop.timer if self._workshop else None

    def _ticked(self) -> None:
        if self.timer is not None:
            self._set(replace(self.view, clock=self.timer.clock))

    # Arriving

    def arrive(self, place: Place) -> None:
        same = place == self._place and bool(self.view.slides)
        self._place = place
        library = self._opening.view.library
        if library is None:
            return
        fresh = replace(self.view, on=True, error=None)
        if not same:
            fresh = replace(fresh, at=0, answer=0)
        try:
            shown = self._show(library, place, fresh)
        except AppError as error:
            shown = replace(fresh, slides=(), error=error)
        whole = shown.at  # of slides that are not parted yet
        self._whole = shown.slides
        slides = fitted(self._whole, shown.scale)
        at = self.view.at if same else len(fitted(self._whole[:whole], shown.scale))
        at = min(at, max(0, len(slides) - 1))
        # An empty stage would only cover the screen on which it is said why.
        self._set(replace(shown, slides=slides, at=at, on=bool(slides)))

    def leave(self) -> None:
        self._set(replace(self.view, on=False))

    def _language(self) -> Language:
        """What the window says stays in its language; content is in the one it is read in."""
        from wecoop_desktop.base.language import Language

        return Language(self._front.language(), self._front.settings().content)

    def _show(self, library: Library, place: Place, view: PresentationView) -> PresentationView:
        """The slides of a place, whole; `at` counts them. Raises `AppError` as the stores do."""
        from wecoop_desktop.ui.presenters import presentationdecks as decks
        from wecoop_desktop.ui.presenters.presentationlines import text_slides

        language, today = self._language(), self._front.today()
        fresh = replace(
            view, group=0, groups=(), country="", source="", subject="", slides=(), at=0
        )
        match place.part:
            case "group":
                known = place.id.isascii() and place.id.isdecimal() and len(place.id) < 4
                return self._group(library, int(place.id) if known else 0, fresh)
            case "exercise":
                return self._exercise(library, fresh)
            case "highlights":
                return self._highlights(library, fresh)
            case "case":
                exercise = library.exercise(place.id)
                slides = text_slides(language.text(exercise.title), language.text(exercise.body))
                subject = language.text(exercise.title)
                return replace(fresh, kind="case", slides=slides, subject=subject)
            case "model":
                if self._workshop is None or self._workshop.view.opened != place.id:
                    return fresh
                exercise = library.exercise(place.id)
                slides = decks.model_slides(library, exercise, language, today)
                return replace(
                    fresh, kind="model", slides=slides, subject=language.text(exercise.title)
                )
            case "section":
                section = library.section(place.id)
                slides = text_slides(language.text(section.title), language.text(section.body))
                subject = language.text(section.title)
                return replace(
                    fresh, kind="section", slides=slides, subject=subject, source=section.number
                )
            case "draft":
                return self._draft(library, place, fresh)
            case "match":
                answers = self._newest(place)
                slides = decks.match_slides(library, answers, language, today) if answers else ()
                return replace(fresh, kind="match", slides=slides)
            case "statistics":
                from wecoop_desktop.ui.presenters.address import asked_of

                query = asked_of(Place("projects", choices=place.choices)).query
                slides = decks.statistics_slides(library, query, language)
                return replace(fresh, kind="statistics", slides=slides)
        return fresh

    def _exercise(self, library: Library, view: PresentationView) -> PresentationView:
        from wecoop_desktop.ui.presenters import presentationdecks as decks

        language = self._language()
        exercise = self._workshop.view.exercise if self._workshop else None
        if exercise is None:
            return replace(view, kind="exercise")
        slides = decks.exercise_slides(exercise, language)
        subject = language.text(exercise.title)
        return replace(view, kind="exercise", slides=slides, subject=subject)

    def _highlights(self, library: Library, view: PresentationView) -> PresentationView:
        """Answers that the trainer marked, in that order; a letter stands for each group."""
        from wecoop_desktop.ui.presenters.workshopreading import highlight_slides

        workshop = self._workshop
        session = workshop.view.session if workshop else None
        exercise = workshop.view.exercise if workshop else None
        if workshop is None or session is None or exercise is None:
            return replace(view, kind="highlights")
        language, room = self._language(), workshop.room
        groups = {marked.group for marked in session.marks}
        drafts = {group: room.answers(library, session, group) for group in groups}
        today = self._front.today()
        slides = highlight_slides(library, drafts, session.marks, language, today)
        subject = language.text(exercise.title)
        return replace(view, kind="highlights", slides=slides, subject=subject)

    def _group(self, library: Library, number: int, view: PresentationView) -> PresentationView:
        """A group's answers, task by task; who it is stays unsaid but for number and country."""
        from wecoop_desktop.ui.presenters import presentationdecks as decks

        workshop = self._workshop
        session = workshop.view.session if workshop else None
        exercise = workshop.view.exercise if workshop else None
        row = workshop.view.row(number) if workshop else None
        if workshop is None or session is None or exercise is None or row is None:
            return replace(view, kind="group")
        language = self._language()
        answers = workshop.room.answers(library, session, number)
        slides = decks.task_slides(library, exercise, answers, language, self._front.today())
        return replace(
            view,
            kind="group",
            slides=slides,
            subject=language.text(exercise.title),
            group=number,
            groups=tuple(each.number for each in session.groups if each.draft is not None),
            country=row.country,
        )

    def _draft(self, library: Library, place: Place, view: PresentationView) -> PresentationView:
        from wecoop_desktop.ui.presenters import presentationdecks as decks

        store = self._opening.view.store
        if store is None:
            return view
        answers = store.load(place.id).answers
        language = self._language()
        found = decks.draft_slides(library, self._read(library, answers), language,
                                   self._front.today())  # fmt: skip
        step = next(iter(place.choice("step")), "")
        first = next((at for at, (name, _) in enumerate(found) if name == step), 0)
        return replace(view, kind="draft", slides=tuple(slide for _, slide in found), at=first)

    def _newest(self, place: Place) -> Answers | None:
        """The draft that the match is about."""
        store, library = self._opening.view.store, self._opening.view.library
        if store is None or library is None:
            return None
        rows = [row for row in store.proposals() if row.deleted is None]
        wanted = next(iter(place.choice("draft")), "")
        chosen = next((row for row in rows if row.id == wanted), next(iter(rows), None))
        return self._read(library, store.load(chosen.id).answers) if chosen else None

    def _read(self, library: Library, answers: Mapping[str, Data]) -> Answers:
        from wecoop_desktop.forms.codec import read_answers

        return read_answers(library.form(), answers)[0]

    # Going through it

    def step(self, by: int) -> None:
        """To another slide; while an answer is shown first through all of it."""
        pages = len(self.view.slide.answered) if self.view.slide else 0
        if abs(by) == 1 and self.view.answer and 1 <= self.view.answer + by <= pages:
            self._set(replace(self.view, answer=self.view.answer + by))
            return
        at = min(max(self.view.at + by, 0), max(0, len(self.view.slides) - 1))
        if at != self.view.at:
            self._set(replace(self.view, at=at, answer=0))

    def jump(self, at: int) -> None:
        at = min(max(at, 0), max(0, len(self.view.slides) - 1))
        if at != self.view.at:
            self._set(replace(self.view, at=at, answer=0))

    def turn_group(self, by: int) -> None:
        """The same task of another group; round and round."""
        groups = self.view.groups
        if self.view.group not in groups or len(groups) < 2:
            return
        following = groups[(groups.index(self.view.group) + by) % len(groups)]
        title = self.view.slide.title if self.view.slide else ""
        place = Place("presentation", str(following), "group")
        self._front.stay(place)
        self.arrive(place)
        same = next((at for at, one in enumerate(self.view.slides) if one.title == title), 0)
        self.jump(same)

    def turn_answer(self) -> None:
        """Show or hide how it could be."""
        slide: Slide | None = self.view.slide
        if slide is not None and slide.answered:
            self._set(replace(self.view, answer=0 if self.view.answer else 1))

    def scale(self, by: int) -> None:
        """Larger or smaller words on the projector."""
        at = SCALES.index(self.view.scale) + by
        scale = SCALES[min(max(at, 0), len(SCALES) - 1)]
        if scale == self.view.scale:
            return
        # About the same words stay in sight: the part of this title that is as far through it all.
        share = (self.view.at + 0.5) / max(1, len(self.view.slides))
        slides = fitted(self._whole, scale)
        near = sorted(range(len(slides)), key=lambda at: abs((at + 0.5) / len(slides) - share))
        title = self.view.slide.title if self.view.slide else ""
        same = next((at for at in near if slides[at].title == title), 0)
        self._set(replace(self.view, scale=scale, slides=slides, at=same, answer=0))

    def end(self) -> None:
        """Back to where it was begun."""
        self._set(replace(self.view, on=False))
        self._back()
