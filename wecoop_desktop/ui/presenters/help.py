"""Help: the keys, how to begin, and where the content comes from."""

from __future__ import annotations

from dataclasses import dataclass

from wecoop_desktop.packs.content import Manifest
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter

PARTS = ("here", "keys", "about")


@dataclass(frozen=True, slots=True)
class HelpView:
    """`about` is the screen from which help was asked for; `part` is what is shown of it."""

    part: str = "here"
    about: str = ""
    packs: tuple[Manifest, ...] = ()


class HelpPresenter(Presenter[HelpView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(HelpView())
        self._front = front
        self._opening = opening

    def arrive(self, place: Place) -> None:
        library = self._opening.view.library
        packs = library.info().packs if library is not None else ()
        part = place.part if place.part in PARTS else "here"
        about = place.id if place.id not in ("help", "") else "home"
        self._set(HelpView(part, about, packs))

    def turn(self, part: str) -> None:
        self._front.stay(Place("help", self.view.about, part))
        self.arrive(Place("help", self.view.about, part))

    def go(self, place: Place) -> None:
        self._front.go(place)
