"""Workshop: not built yet, and it says so."""

from __future__ import annotations

from dataclasses import dataclass

from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter


@dataclass(frozen=True, slots=True)
class WorkshopView:
    """Nothing can be done here yet."""


class WorkshopPresenter(Presenter[WorkshopView]):
    def __init__(self, front: Front, opening: OpeningPresenter) -> None:
        super().__init__(WorkshopView())
        self._front = front

    def go(self, place: Place) -> None:
        self._front.go(place)
