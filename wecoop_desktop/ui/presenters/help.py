"""Help: the screen one came from, the keys, the manual, privacy, what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.packs.content import Manifest
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import manual
from wecoop_desktop.ui.presenters.manual import ABOUT, Chapter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.privacy import Privacy, privacy

PARTS = ("here", "keys", "manual", "privacy", "about")
LANE = "help"


@dataclass(frozen=True, slots=True)
class HelpView:
    """`about` is the screen from which help was asked for; `part` is what is shown of it.

    `chapters` are those that hold what is looked for, `chapter` the one that is open.
    """

    part: str = "here"
    about: str = ""
    packs: tuple[Manifest, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    chapter: Chapter | None = None
    text: str = ""
    privacy: Privacy | None = None
    error: AppError | None = None


class HelpPresenter(Presenter[HelpView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(HelpView())
        self._front = front
        self._opening = opening

    @property
    def home(self) -> Home:
        return self._opening.home

    def arrive(self, place: Place) -> None:
        library = self._opening.view.library
        packs = library.info().packs if library is not None else ()
        part = place.part if place.part in PARTS else "here"
        about = place.id if place.id not in ("help", "") else "home"
        view = HelpView(part, about, packs, text=self.view.text, privacy=self.view.privacy)
        asked = "".join(place.choice("chapter")[:1])
        self._set(self._with_manual(view, asked) if part == "manual" else view)
        if part == "privacy":
            self._look()

    def _with_manual(self, view: HelpView, asked: str) -> HelpView:
        try:
            every = manual.manual(self._front.language())
        except AppError as error:
            return replace(view, error=error)
        found = manual.holding(every, view.text)
        wanted = asked or ABOUT.get(view.about, "")
        chapter = next((one for one in found if one.id == wanted), None)
        return replace(view, chapters=found, chapter=chapter or next(iter(found), None))

    def _look(self) -> None:
        """What was connected and written; away from the main thread, a home may be large."""
        home, settings = self._opening.home, self._front.settings()
        self._front.runner.start(
            LANE,
            lambda job: privacy(home, settings),
            lambda found: self._set(replace(self.view, privacy=found)),
            lambda error: self._set(replace(self.view, error=error)),
        )

    # verbs

    def turn(self, part: str) -> None:
        self._stay(Place("help", self.view.about, part))

    def open(self, chapter: str) -> None:
        """A chapter of the manual."""
        self._stay(Place("help", self.view.about, "manual").choosing("chapter", chapter))

    def find(self, text: str) -> None:
        """The chapters of the manual that hold these words."""
        present = self.view.chapter.id if self.view.chapter is not None else ""
        self._set(self._with_manual(replace(self.view, text=" ".join(text.split())), present))

    def _stay(self, place: Place) -> None:
        self._front.stay(place)
        self.arrive(place)

    def go(self, place: Place) -> None:
        self._front.go(place)
