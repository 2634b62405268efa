"""Preparing a session, handing it out, and taking part in one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.catalogue import original
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.presenters.workshopview import (
    MOST_GROUPS,
    Clearing,
    Joining,
    Session,
    Told,
    Wish,
)

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter

FEW_GROUPS = 4  # to begin with


class Preparing:
    """Verbs of `WorkshopPresenter.preparing`."""

    def __init__(self, led: WorkshopPresenter) -> None:
        self._led = led

    def begin(self, exercise: str = "") -> None:
        """Open the panel that prepares a session."""
        led = self._led
        known = [each.id for each in led.view.exercises]
        chosen = exercise if exercise in known else next(iter(known), "")
        wish = led.view.wish
        if wish is None or (exercise and wish.exercise != chosen):
            groups = wish.groups if wish else (("", ""),) * FEW_GROUPS
            language = original(led.front.language())
            wish = Wish(chosen, language, "", groups, "folder", None)
        led.put(tab="today", panel="prepare", wish=wish, error=None)

    def wish(self, **parts: object) -> None:
        """Change parts of the wish: exercise, language, title, place, kind, target."""
        if self._led.view.wish is not None:
            changed = replace(self._led.view.wish, **parts)  # type: ignore[arg-type]  # by name
            self._led.put(wish=changed, error=None)

    def number(self, count: int) -> None:
        """So many groups; names that were written stay."""
        if self._led.view.wish is not None:
            count = min(max(count, 1), MOST_GROUPS)
            given = self._led.view.wish.groups
            groups = (given + (("", ""),) * count)[:count]
            self._led.put(wish=replace(self._led.view.wish, groups=groups))

    def name(self, at: int, name: str, country: str) -> None:
        wish = self._led.view.wish
        if wish is not None and 0 <= at < len(wish.groups):
            groups = (*wish.groups[:at], (name[:200], country), *wish.groups[at + 1 :])
            self._led.put(wish=replace(wish, groups=groups))

    def prepare(self) -> None:
        led = self._led
        wish, library = led.view.wish, led.library
        if wish is None or wish.target is None or library is None:
            return
        room, asked = led.room, wish
        led.do("prepare", lambda job: room.prepare(library, asked, job), self._prepared)

    def _prepared(self, session: Session) -> None:
        led = self._led
        led.take(session)
        led.put(panel="", wish=None, told=Told("prepare", session.folder, len(session.groups)))
        led.look()

    def stick(self, target: Path) -> None:
        """The program with the exercise on a stick."""
        led, session = self._led, self._led.view.session
        if session is None:
            return
        room = led.room

        def done(_made: object) -> None:
            led.put(told=Told("stick", target))
            led.look()
            led.collect()

        led.do("stick", lambda job: room.stick(session, target, job), done)

    def one_file(self, target: Path) -> None:
        """The session as one file, to be sent where no folder is shared."""
        led, session = self._led, self._led.view.session
        if session is not None:
            room = led.room
            led.file("one-file", lambda job: room.one_file(session, target, job))

    # Taking part

    def join_at(self, place: Path) -> None:
        """Which session is there, and its groups, for someone who wants to take part."""
        led, room = self._led, self._led.room

        def found(joining: Joining) -> None:
            led.put(tab="today", panel="join", joining=joining)

        led.do("join", lambda job: room.offered(place, job), found)

    def join(self, group: int) -> None:
        """Take part on this computer: the program opens once more, on a home of its own."""
        led, joining, room = self._led, self._led.view.joining, self._led.room
        if joining is None:
            return

        def joined(home: Path) -> None:
            led.put(panel="", joining=None, told=Told("join", home, group))
            led.start(home)
            led.look()

        led.do("join", lambda job: room.join(joining.place, group, job), joined)

    # Places of groups on this computer

    def open_seat(self, session: str) -> None:
        """The window of a group that works on this computer."""
        seat = next((each for each in self._led.view.seats if each.session == session), None)
        if seat is not None:
            self._led.put(told=Told("join", seat.home, seat.group))
            self._led.start(seat.home)

    def ask_anew(self, session: str) -> None:
        """Say what goes when a new participant begins in that session."""
        led = self._led
        try:
            clearing: Clearing = led.room.clearing(session)
        except AppError as error:
            led.fail(error)
            return
        led.put(panel="anew", clearing=clearing, seat=session, error=None, told=Told())

    def begin_anew(self) -> None:
        """A copy is kept, the group begins from the start, in a window of its own."""
        led, session, room = self._led, self._led.view.seat, self._led.room
        if led.view.clearing is None or not session:
            return

        def done(home: Path) -> None:
            led.put(panel="", clearing=None, seat="", told=Told("anew", home))
            led.start(home)
            led.look()

        led.do("anew", lambda job: room.begin_anew(session, job), done)
