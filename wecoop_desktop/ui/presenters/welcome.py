"""The first start: language and country, both of which can be skipped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wecoop_desktop.base.settings import CHOICES
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

COUNTRIES = CHOICES["country"][1:]


@dataclass(frozen=True, slots=True)
class WelcomeView:
    language: str
    country: str = ""
    projects: int = 0
    funders: int = 0


class WelcomePresenter(Presenter[WelcomeView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(WelcomeView(front.language()))
        self._front = front
        self._opening = opening
        opening.changed.connect(self.read)

    def arrive(self, place: Place) -> None:
        self.read()

    def read(self) -> None:
        library = self._opening.view.library
        counts = library.info().counts if library is not None else {}
        self._set(
            replace(
                self.view,
                language=self._front.language(),
                country=self._front.settings().country,
                projects=counts.get("project", 0),
                funders=counts.get("funder", 0),
            )
        )

    def speak(self, language: str) -> None:
        self._front.save_settings(replace(self._front.settings(), language=language))
        self.read()

    def live_in(self, country: str) -> None:
        """The country again: none."""
        chosen = "" if country == self.view.country else country
        self._front.save_settings(replace(self._front.settings(), country=chosen))
        self.read()

    def begin(self) -> None:
        """Keep the language, chosen or the system's, and go home."""
        settings = self._front.settings()
        if not settings.language:
            code = "ru" if self._front.language() == "ru" else "en"
            self._front.save_settings(replace(settings, language=code))
        self._front.stay(HOME)
        self._front.go(HOME)
