"""Wires everything together; the one place that knows all rooms."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language, system_language
from wecoop_desktop.base.settings import Settings

if TYPE_CHECKING:
    from wecoop_desktop.base.jobs import Job
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.ui import keeping
    from wecoop_desktop.ui.instance import Listener
    from wecoop_desktop.ui.keeping import Session
    from wecoop_desktop.ui.place import Place
    from wecoop_desktop.ui.presenters.opening import Openers
    from wecoop_desktop.ui.runner import Runner
    from wecoop_desktop.ui.walk import Seen
    from wecoop_desktop.ui.window import Window
    from wecoop_desktop.work.store import WorkStore


def start(home: Home, files: Sequence[Path] = (), *, safe: bool = False) -> int:
    """Open the window, with these files in it, and stay until it is closed; in safe mode as
    `ui.keeping` describes it.

    Where a window of this home is open already, the files are handed to it. Returns the exit
    code: 2 without a display.
    """
    if not _has_display():
        language = Language(system_language())
        sys.stderr.write(
            "wecoop: "
            + language.tr(
                "There is no display, so the window cannot open. “wecoop --help” lists the "
                "commands that work without one."
            )
            + "\n"
        )
        return 2
    gc.disable()  # until the first picture stands: nothing on the way to it is garbage
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from wecoop_desktop.ui import instance, keeping
    from wecoop_desktop.ui.runner import Background

    if safe:
        os.environ["QT_OPENGL"] = "software"
    # Asked for by argument: `setStyle` gives a QStyle, whose class costs 20 ms to make in Python.
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    problem = _begun_anew(home)
    held = instance.claim(home)
    if held is None and instance.hand_over(home, files):
        return 0
    # Qt keeps the folders of its file dialogs: here, not among the settings of other programs.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home.dialogs))
    runner = Background()
    session = keeping.last_session(home) if held is not None else keeping.Session()
    safe = safe or session.safe
    window = make_window(home, runner, safe=safe)
    _hear_faults(window, home)
    window.first_painted.connect(lambda: gc.enable())
    _once_open(window)
    window.first_painted.connect(window.opening.begin)
    listener = _hear_others(window, home, files, alone=held is not None)
    keeper = _keep(window, home, runner, session, safe=safe) if held is not None else None
    if session.ends == 1 and not safe and not files:
        _go_back(window, session.place)
    if problem is not None:
        from wecoop_desktop.ui.parts.banner import Banner

        window.tell(Banner(problem, "err", closable=True))
    window.fit_to(window.screen().availableSize())
    window.show()
    code: int = application.exec()
    if keeper is not None:
        keeper.close()
    listener.close()
    ended = runner.close()
    window.opening.close()
    return code if ended else leave(code)


def leave(code: int) -> NoReturn:
    """End the process though a thread hangs: Qt would wait for it for ever. All work is saved."""
    from wecoop_desktop.ui.presenters.sealing import drop_all

    drop_all()
    os._exit(code)


def _begun_anew(home: Home) -> str | None:
    """A participant's place that its own window wished to begin anew; what went wrong, in words."""
    if not (home.root / "anew.json").is_file():
        return None
    from datetime import UTC, datetime

    from wecoop_desktop.base.errors import AppError
    from wecoop_desktop.base.wording import say
    from wecoop_desktop.workshop.anew import fulfil

    try:
        fulfil(home, datetime.now(UTC))
    except AppError as error:
        return say(Language(chosen.load(home.settings).language or system_language()), error)
    return None


def _hear_others(window: Window, home: Home, files: Sequence[Path], *, alone: bool) -> Listener:
    """Open the files given, and from the first picture on those of later starts."""
    from wecoop_desktop.ui import instance

    listener = instance.Listener(home)
    arrivals = instance.Arrivals(window.go, window.opening)

    def come(found: tuple[Path, ...]) -> None:
        instance.bring_forward(window)
        arrivals.take(found)

    def begin() -> None:
        if alone:
            listener.listen()
        for banner in instance.notes(home, alone=alone):
            window.tell(banner)

    listener.asked.connect(come)
    window.first_painted.connect(begin)
    if sys.platform == "darwin":  # elsewhere each event of the window would pass through Python
        from wecoop_desktop.ui.window import application

        desktop = instance.OpenedByDesktop(window)
        desktop.asked.connect(come)
        application().installEventFilter(desktop)
    arrivals.take(files)
    return listener


def _keep(
    window: Window, home: Home, runner: Runner, session: Session, *, safe: bool
) -> keeping.Keeper:
    """Backups while the window is open, and where it is; begins with the first picture."""
    from wecoop_desktop.ui import keeping
    from wecoop_desktop.ui.window import application

    keeper = keeping.Keeper(
        home,
        window.opening,
        runner,
        settings=lambda: window.settings,
        place=lambda: window.place,
        tell=window.tell,
        parent=window,
    )

    def begin() -> None:
        keeper.begin(session.ends)
        for banner in keeping.notes(session, safe=safe):
            window.tell(banner)

    window.first_painted.connect(begin)
    # Whoever goes to another place brings the focus there.
    application().focusChanged.connect(lambda _old, _new: keeper.note_place())
    window.moved.connect(keeper.note_soon)
    return keeper


def _go_back(window: Window, place: Place) -> None:
    """Where the window was when it ended, if such a place can be."""
    from wecoop_desktop.ui.keeping import back_to
    from wecoop_desktop.ui.pages import SCREENS

    if window.settings.language and place.screen in SCREENS:
        window.go(back_to(place))


def _once_open(window: Window) -> None:
    """What nobody waits for begins when library and work are open and shown."""
    from PySide6.QtCore import QTimer

    def begin() -> None:
        window.attend()
        # What stands now stays: to look for garbage in it held up a key by 20 to 60 ms, again and
        # again.
        gc.freeze()

    def opened() -> None:
        if window.opening.view.desk is not None:
            window.opening.changed.disconnect(opened)
            QTimer.singleShot(0, window, begin)

    window.opening.changed.connect(opened)


def _hear_faults(window: Window, home: Home) -> None:
    """The one hook for bugs: a report in the home and a calm banner; the window stays open."""
    from types import TracebackType

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from wecoop_desktop.ui.fault import LOG, tell_fault, write_fault

        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            write_fault(error, home.root / LOG)
            tell_fault(window.tell, error, home)

    sys.excepthook = hear


def _has_display() -> bool:
    """Only Linux can be without one, and Qt would abort instead of saying so."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _answers_wayland() or _answers_x()


def _answers_wayland() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and (Path(folder) / str(name)).exists()


def _answers_x() -> bool:
    """Whether somebody listens at DISPLAY on this computer; one of another is believed."""
    host, _, number = os.environ.get("DISPLAY", "").rpartition(":")
    screen = number.partition(".")[0]
    if not screen.isdigit():
        return False
    if host not in ("", "unix"):
        return True
    path = f"/tmp/.X11-unix/X{screen}"
    if Path(path).exists():
        return True
    try:  # without a file, as containers have it
        listed = Path("/proc/net/unix").read_text("ascii", "replace")
    except OSError:
        return True
    return f"@{path}\n" in listed


def make_window(
    home: Home, runner: Runner, *, safe: bool = False, openers: Openers | None = None
) -> Window:
    """The window of that home, not shown yet; its opening has not begun.

    `openers` None: as the program opens library and work.
    """
    from PySide6.QtWidgets import QApplication

    from wecoop_desktop.ui import window, wording
    from wecoop_desktop.ui.desk import Front
    from wecoop_desktop.ui.presenters.opening import OpeningPresenter

    QApplication.setApplicationName("WECOOP Desktop")
    settings = chosen.load(home.settings)
    if safe:
        from wecoop_desktop.ui.keeping import safe_settings

        settings = safe_settings(settings)
    wording.speak(settings.language or system_language())
    window.dress(settings)

    def front(made: Window) -> Front:
        return Front(
            runner=runner,
            settings=lambda: made.settings,
            go=made.go,
            stay=made.stay,
            save_settings=made.take_settings,
            today=date.today,
            language=lambda: wording.language().code,
            search=made.open_palette,
        )

    def opening(of: Front) -> OpeningPresenter:
        return OpeningPresenter(of, home, openers or usual_openers())

    def save(settings: Settings) -> None:
        if not safe:
            chosen.save(home.settings, settings)

    return window.Window(front, opening, settings, save)


def usual_openers() -> Openers:
    """How the program opens library and work."""
    from wecoop_desktop.ui.presenters.opening import Openers

    return Openers(open_library, newer_library, prepare_work, open_store)


def open_library(home: Home, job: Job) -> Library:
    """In a thread: the library that stands ready, or a new one."""
    from wecoop_desktop.library import shelf
    from wecoop_desktop.sync import content
    from wecoop_desktop.ui import wording

    # What they need is read here, so that the first of them does not hold up the window.
    wording.language().number(0)
    wording.language().date(date.min)
    now = content.in_use(home)
    ready = shelf.available(home, wanted=now.library)
    return ready if ready is not None else shelf.current(home, job, now.folder)


def newer_library(home: Home, present: Library, job: Job) -> Library | None:
    """In a thread: a new library if the packs are others than those of the present one."""
    from wecoop_desktop.library import shelf
    from wecoop_desktop.sync import content

    now = content.in_use(home, thorough=True)
    wanted, found = shelf.digest(now.folder), None
    if wanted != present.info().digest:
        found = shelf.current(home, job, now.folder)
    content.note_library(home, now, wanted)
    return found


def prepare_work(job: Job) -> None:
    """In a thread: the imports of the work store, which take longer than the first picture."""
    from wecoop_desktop.work import store  # noqa: F401 - opened in the main thread


def open_store(home: Home) -> WorkStore:
    """In the main thread, which alone uses it."""
    from wecoop_desktop.work.store import WorkStore

    return WorkStore.open(home)


def walk(home: Home) -> tuple[Seen, ...]:
    """Open every screen once, off the screen where there is none, for the self-test.

    The home is a temporary one; a proposal is made in it.
    """
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from wecoop_desktop.ui import walk as walking
    from wecoop_desktop.ui.runner import Immediate

    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", "fusion"])
    chosen.save(home.settings, chosen.Settings(language=system_language()))
    with walking.faults() as faults:
        window = make_window(home, Immediate())
        window.opening.begin()
    seen = tuple(walking.walk(window, faults))
    window.close()
    window.opening.close()
    window.deleteLater()
    application.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return seen
