"""The first start: language, country, who one is and what one mostly does; all can be skipped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wecoop_desktop.base.settings import CHOICES, LONGEST, Settings
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters import sample
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

COUNTRIES = CHOICES["country"][1:]
PURPOSES = CHOICES["purpose"][1:]
PATH = Place("home", part="path")  # Home with the learning path in focus


@dataclass(frozen=True, slots=True)
class WelcomeView:
    language: str
    country: str = ""
    purpose: str = ""
    name: str = ""
    organisation: str = ""
    projects: int = 0
    sections: int = 0
    funders: int = 0


class WelcomePresenter(Presenter[WelcomeView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(WelcomeView(front.language()))
        self._front = front
        self._opening = opening
        self._owed = False  # the sample is made as soon as the user's work is open
        opening.changed.connect(self.read)

    def arrive(self, place: Place) -> None:
        self.read()

    def read(self) -> None:
        opened = self._opening.view
        counts = opened.library.info().counts if opened.library is not None else {}
        settings = self._front.settings()
        self._set(
            replace(
                self.view,
                language=self._front.language(),
                country=settings.country,
                purpose=settings.purpose,
                name=settings.author,
                organisation=settings.ministry,
                projects=counts.get("project", 0),
                sections=counts.get("section", 0),
                funders=counts.get("funder", 0),
            )
        )
        if self._owed and opened.desk is not None:
            self._owed = False
            sample.give(opened.desk)

    def _take(self, settings: Settings) -> None:
        self._front.save_settings(settings)
        self.read()

    def speak(self, language: str) -> None:
        self._take(replace(self._front.settings(), language=language))

    def live_in(self, country: str) -> None:
        """The country again: none."""
        chosen = "" if country == self.view.country else country
        self._take(replace(self._front.settings(), country=chosen))

    def do_mostly(self, purpose: str) -> None:
        """The same again: nothing in particular."""
        chosen = "" if purpose == self.view.purpose else purpose
        self._take(replace(self._front.settings(), purpose=chosen))

    def sign_as(self, name: str) -> None:
        """The name, or the role, that stands at comments."""
        kept = " ".join(name.split())[: LONGEST["author"]]
        self._take(replace(self._front.settings(), author=kept))

    def belong_to(self, organisation: str) -> None:
        """What stands on the cover of documents."""
        kept = " ".join(organisation.split())[: LONGEST["ministry"]]
        self._take(replace(self._front.settings(), ministry=kept))

    def begin(self) -> None:
        """Keep the language, chosen or the system's, and go home."""
        self._leave(HOME)

    def show_around(self) -> None:
        """The same, and the learning path is in focus."""
        self._front.save_settings(replace(self._front.settings(), guided=True))
        self._leave(PATH)

    def _leave(self, place: Place) -> None:
        settings = self._front.settings()
        if not settings.language:
            code = "ru" if self._front.language() == "ru" else "en"
            self._front.save_settings(replace(settings, language=code))
        self._owed = True
        self.read()
        self._front.stay(HOME)
        self._front.go(place)
