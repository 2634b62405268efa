"""After a session: report, certificates, what participants said, clearing the computer."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.presenters.workshopview import Clearing, Past, Told

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter


class Closing:
    """Verbs of `WorkshopPresenter.closing`."""

    def __init__(self, led: WorkshopPresenter) -> None:
        self._led = led

    # Papers

    def report(self, target: Path) -> None:
        led, session, library = self._led, self._led.view.session, self._led.library
        if session is not None and library is not None:
            room = led.room
            led.file("report", lambda job: room.report(library, session, target, job))

    def certificates(self, names: tuple[str, ...], language: str, target: Path) -> None:
        led, session, room = self._led, self._led.view.session, self._led.room
        if session is None:
            return

        def done(file: Path) -> None:
            led.put(told=Told("certificates", file, len(names)))

        led.do(
            "certificates",
            lambda job: room.certificates(session, names, language, target, job),
            done,
        )

    def evaluation(self, language: str, target: Path) -> None:
        """The empty form, to be printed."""
        led, session = self._led, self._led.view.session
        if session is not None:
            room = led.room
            led.file("evaluation", lambda job: room.evaluation(session, language, target, job))

    def summary(self, language: str, target: Path) -> None:
        """What all said, on paper."""
        led, session = self._led, self._led.view.session
        if session is not None:
            room = led.room
            led.file("summary", lambda job: room.summary(session, language, target, job))

    # Forms that were filled on paper

    def enter(self, scores: Mapping[str, int], texts: Mapping[str, str]) -> bool:
        """Keep what stands on one form; whether it was kept."""
        led, session = self._led, self._led.view.session
        if session is None:
            return False
        try:
            path = led.room.enter(session, scores, texts)
        except AppError as error:
            led.fail(error)
            return False
        led.put(entered=(*led.view.entered, path), error=None)
        led.collect()
        return True

    def take_back(self) -> None:
        """The form that was entered last is taken away again."""
        led, session = self._led, self._led.view.session
        if session is None or not led.view.entered:
            return
        *others, last = led.view.entered
        try:
            led.room.take_back(session, last)
        except AppError as error:
            led.fail(error)
            return
        led.put(entered=tuple(others))
        led.collect()

    # Reset

    def ask_reset(self) -> None:
        """Say exactly what goes and what stays, before anything does."""
        try:
            clearing: Clearing = self._led.room.clearing("")
        except AppError as error:
            self._led.fail(error)
            return
        self._led.put(panel="reset", clearing=clearing, error=None, told=Told())

    def reset(self) -> None:
        led, session, room = self._led, self._led.view.session, self._led.room
        if led.view.clearing is not None:
            led.do("reset", lambda job: room.reset(session, job), led.cleared)

    def undo(self, past: Past) -> None:
        led, room = self._led, self._led.room

        def done(_nothing: None) -> None:
            led.put(told=Told("undo"))
            led.look()

        led.do("undo", lambda job: room.undo(past, job), done)
