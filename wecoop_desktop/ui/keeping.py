"""Care for the work while the window is open: backups by the clock, and where the window was.

`place.json` in the home says where the window is and whether it was closed. One that was not
closed opens where it was; after two more such ends in a row it opens in safe mode.

Safe mode (`wecoop --safe`, or after three ends in a row): the settings as they come with the
program except for the language, nothing from outside of this computer, the first screen, and
drawing without the graphics card. Nothing that was chosen is overwritten.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.base.wording import say
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.runner import Runner
from wecoop_desktop.ui.wording import language, tr

SESSION = "place.json"  # not session.json: that is a workshop's, in the home of its groups
FORMAT = 1
LIMIT = 20_000  # bytes of the session
LONGEST = 300  # characters of one part of a place
TICK = 60_000  # ms between two looks
SAFE_AFTER = 3  # ends in a row without closing
LANE, AWAY = "keeping", "keeping elsewhere"
SOON = 400  # ms
SILENT = 10  # looks after which a folder that does not answer is told


@dataclass(frozen=True, slots=True)
class Session:
    """How the last window ended: `ends` counts those in a row that were not closed."""

    place: Place = HOME
    ends: int = 0

    @property
    def safe(self) -> bool:
        """Whether the next window is better opened in safe mode."""
        return self.ends >= SAFE_AFTER


def last_session(home: Home) -> Session:
    """What the window before left; a damaged file is as none."""
    try:
        data = parse_json(read_bytes(home.root / SESSION, LIMIT))
    except (AppError, ValueError):
        return Session()
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return Session()
    ends = data.get("ends")
    if type(ends) is not int or not 0 <= ends < 1000:
        return Session()
    return Session(_place(data.get("place")) or HOME, ends + (data.get("open") is True))


def _place(data: object) -> Place | None:
    if not isinstance(data, list) or len(data) != 4:
        return None
    screen, thing, part, choices = data
    if not all(isinstance(each, str) for each in (screen, thing, part)):
        return None
    if not isinstance(choices, list):
        return None
    pairs = [tuple(pair) for pair in choices if isinstance(pair, list) and len(pair) == 2]
    if not all(isinstance(each, str) for pair in pairs for each in pair):
        return None
    return Place(screen, thing, part, tuple(sorted(pairs)))


def _short(place: Place) -> Place:
    """Long texts (of a search) are not worth keeping."""
    held = (place.id, place.part, *(each for pair in place.choices for each in pair))
    return place if all(len(each) <= LONGEST for each in held) else Place(place.screen)


_DOING = ("proposals", "begin", "merge", "welcome", "compare")  # a place there may begin something


def back_to(place: Place) -> Place:
    """Where a new window goes: nothing is begun, taken in or merged by going there."""
    if place.screen == "welcome":
        return HOME
    return Place("proposals") if place.screen in _DOING else place


class Keeper(QObject):
    """Looks once a minute; made when the window is, `begin` when it is on the screen.

    `place` gives where the window is, `tell` shows a banner in it.
    """

    def __init__(
        self,
        home: Home,
        opening: OpeningPresenter,
        runner: Runner,
        settings: Callable[[], Settings],
        place: Callable[[], Place],
        tell: Callable[[Banner], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._home = home
        self._opening = opening
        self._runner = runner
        self._settings = settings
        self._place = place
        self._tell = tell
        self._ends = 0
        self._written: Place | None = None
        self._seen = self._kept = -1
        self._sent: tuple[int, str] | None = None  # changes that stand in the second folder
        self._busy = False
        self._away = 0  # looks since the second folder was last asked, 0 where it answered
        self._store: object = None
        self._told: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self.note_place)

    def begin(self, ends: int = 0) -> None:
        """From now on; `ends` of the session before."""
        self._ends = ends
        self._timer.start()
        self.note_place()

    def close(self) -> None:
        """The window is closed as it should be."""
        self._timer.stop()
        self._soon.stop()
        self._write(is_open=False)

    # where the window is

    def note_soon(self) -> None:
        """As `note_place`, in a moment: whoever types a search goes to many places."""
        if not self._soon.isActive():
            self._soon.start()

    def note_place(self) -> None:
        """Write down where the window is, if that changed."""
        if self._timer.isActive() and self._place() != self._written:
            self._written = self._place()
            self._write(is_open=True)

    def _write(self, *, is_open: bool) -> None:
        place = _short(self._place())
        data = {
            "format": FORMAT,
            "open": is_open,
            "ends": self._ends if is_open else 0,
            "place": [place.screen, place.id, place.part, [list(each) for each in place.choices]],
        }
        # A protected or full disk: the next window opens at its first screen.
        with contextlib.suppress(AppError):
            write_bytes(self._home.root / SESSION, json.dumps(data).encode())

    # backups

    def look(self) -> None:
        """Make a backup where one is due; once nothing was written for a minute, bring the files
        of the proposals and the second folder up to date."""
        store = self._opening.view.store
        self._wait()
        if store is None:
            return
        if store is not self._store:  # also after all was brought back
            self._store, self._seen, self._kept, self._sent = store, -1, -1, None
        store.back_up()
        self._say(store.backup_problem)
        changes = store.changes
        quiet, self._seen = changes == self._seen, changes
        if quiet and changes != self._kept and not self._busy:
            self._keep(changes)
        elif quiet and not self._busy:
            self._keep_elsewhere(changes)

    def _keep(self, changes: int) -> None:
        from wecoop_desktop.work import copies

        home, store = self._home, self._opening.view.store
        target, now = home.backups / ".now.sqlite", datetime.now(UTC)
        assert store is not None
        try:
            store.photograph(target)
        except AppError as error:
            self._say(error)
            return
        self._busy = True

        def done(kept: copies.Kept) -> None:
            self._busy = False
            self._kept = changes
            for _proposal, problem in kept.problems:
                self._say(problem)
            self._keep_elsewhere(changes)

        def failed(error: AppError) -> None:
            self._busy = False
            self._say(error)

        self._runner.start(LANE, lambda job: copies.keep(home, target, "", now, job), done, failed)

    def _keep_elsewhere(self, changes: int) -> None:
        """The second folder, in a lane of its own: one that hangs holds up nothing here."""
        from wecoop_desktop.work import copies

        home, elsewhere = self._home, self._settings().backups
        wanted = changes, elsewhere
        if not elsewhere or self._away or self._sent == wanted:
            return
        self._away = 1

        def done(_none: None) -> None:
            self._away, self._sent = 0, wanted

        def failed(error: AppError) -> None:
            self._away = 0
            self._say(error)

        folder = Path(elsewhere)
        self._runner.start(AWAY, lambda job: copies.mirror(home, folder, job), done, failed)

    def _wait(self) -> None:
        """Say once that the second folder does not answer."""
        if self._away:
            self._away += 1
            if self._away > SILENT:
                self._say(AppError("folder-silent", path=self._settings().backups))

    def _say(self, error: AppError | None) -> None:
        """Once each: a stick that is not plugged in is no news every minute."""
        if error is None:
            return
        sign = f"{error.code} {error.values.get('path', '')}"
        if sign not in self._told:
            self._told.add(sign)
            strong = tr("A backup could not be made; your proposals themselves are safe.")
            self._tell(Banner(say(language(), error), "warn", strong=strong, closable=True))


def notes(session: Session, *, safe: bool) -> Sequence[Banner]:
    """What a new window says about the end of the one before, and about safe mode."""
    found = []
    if session.ends and not safe:
        words = tr("Everything up to then is saved; you are where you were.")
        strong = tr("Last time the program ended before it was closed.")
        found.append(Banner(words, "info", strong=strong, closable=True))
    if safe:
        words = tr("The program runs with its own settings and connects to nothing; your "
                   "proposals are all there. What you chose is kept: close the window and start "
                   "again to go back to it.")  # fmt: skip
        found.append(Banner(words, "info", strong=tr("Safe mode."), closable=True))
    return found


def safe_settings(settings: Settings) -> Settings:
    """The settings of safe mode: the program's own, in the user's language and size."""
    return Settings(
        language=settings.language or "en",
        author=settings.author,
        country=settings.country,
        backups=settings.backups,
        zoom=settings.zoom,
        network="never",
        sticks=False,
        motion=False,
    )
