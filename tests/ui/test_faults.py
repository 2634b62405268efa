"""When things go wrong: logs without the user's text, the window back where it was, safe mode."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.kit import disk
from tests.kit.window import button, opened, settle
from tests.ui.test_screens import words
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.ui import fault, keeping
from wecoop_desktop.ui.keeping import Keeper, Session
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.runner import Immediate
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Тайная строка пользователя"


def raised() -> Exception:
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise RuntimeError(f"{SECRET} again") from error
    except RuntimeError as error:
        return error
    raise AssertionError


# the log


def test_a_report_says_where_and_nothing_the_user_wrote(tmp_path: Path) -> None:
    said = fault.report(raised())
    assert SECRET not in said
    assert "RuntimeError" in said
    assert "ValueError" in said
    assert "tests/ui/test_faults.py" in said
    assert str(ROOT) not in said
    told = fault.report(AppError("disk-full", path=SECRET))
    assert "disk-full" in told
    assert SECRET not in told


def test_the_log_turns_and_never_grows(tmp_path: Path) -> None:
    target = tmp_path / "Папка" / fault.LOG
    for _ in range(4):
        fault.write_fault(raised(), target)
        with target.open("a") as stream:
            stream.write("x" * fault.LONGEST)
    fault.write_fault(raised(), target)
    logs = sorted(path.name for path in target.parent.iterdir())
    assert logs == ["problems.1.txt", "problems.2.txt", "problems.txt"]
    assert target.stat().st_size < fault.LONGEST


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    fault.write_fault(raised(), tmp_path / "home" / fault.LOG)
    (tmp_path / fault.LOG).mkdir()
    fault.write_fault(raised(), tmp_path / fault.LOG)
    assert (tmp_path / "home").read_text() == "a file"


def test_the_details_can_be_copied_without_anything_private(window: Window) -> None:
    home, desk = window.opening.home, window.opening.view.desk
    assert desk is not None
    desk.store.create("proposal", "1", {"basic.title_en": SECRET})
    error = raised()
    fault.write_fault(error, home.root / fault.LOG)
    fault.tell_fault(window.tell, error, home)
    settle()
    button(window, "Copy the details").click()
    copied = QGuiApplication.clipboard().text()
    for part in ("WECOOP Desktop", "Python", "SQLite", "work.sqlite", "RuntimeError", "free"):
        assert part in copied
    assert SECRET not in copied
    assert str(home.root) not in copied
    assert "Айгүл" not in copied


# where the window was


def keeper(window: Window, told: list[Banner] | None = None) -> Keeper:
    return Keeper(
        window.opening.home,
        window.opening,
        Immediate(),
        Settings,
        lambda: window.place,
        (told if told is not None else []).append,
        window,
    )


def test_a_window_that_was_not_closed_says_where_it_was(window: Window) -> None:
    home = window.opening.home
    assert keeping.last_session(home) == Session()
    first = keeper(window)
    first.begin()
    window.go(Place("guide").choosing("text", "отходы"))
    first.note_place()
    assert keeping.last_session(home) == Session(window.place, 1)
    second = keeper(window)
    second.begin(1)
    assert keeping.last_session(home).ends == 2
    second.close()
    first.close()
    assert keeping.last_session(home) == Session(window.place, 0)
    third = keeper(window)
    third.begin(2)
    assert keeping.last_session(home).safe
    third.close()


def test_a_step_within_a_screen_is_noted_too(window: Window, qtbot: QtBot) -> None:
    """Nothing but the place changes: the focus stays where it was."""
    care = keeper(window)
    window.moved.connect(care.note_soon)
    care.begin()
    step = Place("guide", part="glossary")
    window.stay(step)
    qtbot.waitUntil(lambda: keeping.last_session(window.opening.home).place == step)
    care.close()


def test_going_back_begins_nothing() -> None:
    for screen in ("proposals", "begin", "merge"):
        assert keeping.back_to(Place(screen, "x", "new")) == Place("proposals")
    assert keeping.back_to(Place("welcome")) == HOME
    wizard = Place("wizard", "id", "budget")
    assert keeping.back_to(wizard) == wizard


def test_a_place_that_is_gone_is_no_fault(window: Window) -> None:
    for place in (
        Place("wizard", "nobody", "nowhere"),
        Place("wizard"),
        Place("export", "nobody"),
        Place("newerform", "nobody"),
        Place("exchange", "nobody"),
        Place("projects", "nobody"),
        Place("guide", "nobody", "x"),
        Place("funders", "nobody", "x"),
        Place("feedback", "x", "y"),
        Place("workshop", "x", "y"),
        Place("updates", "x", "y"),
        Place("settings", "x", "y"),
        Place("help", "x", "y"),
    ):
        window.go(place)
        settle()
        assert words(window)


def test_long_texts_of_a_place_are_not_kept(window: Window) -> None:
    care = keeper(window)
    care.begin()
    window.go(Place("projects").choosing("text", "x" * 5_000))
    care.note_place()
    assert keeping.last_session(window.opening.home).place == Place("projects")
    care.close()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"format":2}',
        b'{"format":1,"ends":true}',
        b'{"format":1,"ends":-1,"open":true}',
        b'{"format":1,"ends":0,"open":false,"place":[1,2,3,4]}',
        b'{"format":1,"ends":0,"open":false,"place":["home","","",[["a",1]]]}',
        b'{"format":1,"ends":0,"open":false,"place":["home","","",[["a"]]]}',
        b"\xff" * 30_000,
    ],
)
def test_a_damaged_session_is_as_none(home: Home, data: bytes) -> None:
    home.root.mkdir(parents=True)
    (home.root / keeping.SESSION).write_bytes(data)
    assert keeping.last_session(home) == Session(HOME, 0)


def test_what_a_new_window_says(window: Window) -> None:
    assert keeping.notes(Session(), safe=False) == []
    (ended,) = keeping.notes(Session(HOME, 1), safe=False)
    assert "before it was closed" in ended.accessibleName()
    (safe,) = keeping.notes(Session(HOME, 3), safe=True)
    assert "Safe mode" in safe.accessibleName()


def test_safe_mode_takes_nothing_that_may_be_wrong(tmp_path: Path) -> None:
    odd = replace(
        Settings(), language="ru", theme="contrast", network="start", address="http://x", zoom=150
    )
    safe = keeping.safe_settings(odd)
    assert (safe.language, safe.zoom, safe.network, safe.theme) == ("ru", 150, "never", "system")
    assert (safe.sticks, safe.address) == (False, "")


# a whole program


class Program:
    """The window as a process of its own, drawn nowhere."""

    def __init__(self, home: Path, *words: str, tree: Path = ROOT, **changed: str) -> None:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **changed}
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wecoop_desktop", "--home", str(home), *words],
            cwd=tree,
            env={name: value for name, value in environment.items() if value},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def session(self, wanted: str = '"open": true', seconds: float = 60) -> str:
        """Wait until the window is there and has written where it is."""
        until = time.monotonic() + seconds
        path = self.home / keeping.SESSION
        while time.monotonic() < until:
            if path.exists() and wanted in (text := path.read_text("utf-8")):
                return text
            assert self.process.poll() is None, self.process.communicate()[1].decode()
            select_nothing()
        raise AssertionError("the window did not come")

    def end(self, sign: int = signal.SIGKILL) -> None:
        self.process.send_signal(sign)
        self.process.communicate(timeout=30)


def select_nothing() -> None:
    """Give the other process a moment."""
    import select

    select.select([], [], [], 0.05)


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    running: list[Program] = []
    yield running
    for program in running:
        if program.process.poll() is None:
            program.end()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_program_comes_back_where_it_was_and_then_safely(
    tmp_path: Path, programs: list[Program]
) -> None:
    home = Home(tmp_path / "Дом с пробелом")
    chosen.save(home.settings, replace(Settings(), language="ru", network="never"))
    place = ["guide", "", "", []]
    (home.root / keeping.SESSION).write_text(
        json.dumps({"format": 1, "open": True, "ends": 0, "place": place})
    )
    for ends in (1, 2, 3):
        program = Program(home.root)
        programs.append(program)
        told = json.loads(program.session(f'"ends": {ends}'))
        assert told["place"][0] == ("guide" if ends == 1 else "home")
        program.end()
    assert keeping.last_session(home).safe


HANGING = """
import sys
from pathlib import Path
from threading import Event
from PySide6.QtCore import QCoreApplication
from wecoop_desktop.app import leave
from wecoop_desktop.ui.runner import Background
application, began = QCoreApplication([]), Event()
def work(job):
    began.set()
    return list(Path(sys.argv[1]).iterdir())
runner = Background()
runner.start("away", work, print, print)
began.wait()
if not runner.close(500):
    leave(7)
"""


def test_a_folder_that_never_answers_does_not_keep_the_program_from_ending(tmp_path: Path) -> None:
    with disk.silent(tmp_path / "сеть") as place:
        words = [sys.executable, "-c", HANGING, str(place)]
        assert subprocess.run(words, cwd=ROOT, timeout=60, check=False).returncode == 7


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_safe_mode_can_be_asked_for_and_keeps_what_was_chosen(
    tmp_path: Path, programs: list[Program]
) -> None:
    home = Home(tmp_path / "home")
    chosen.save(home.settings, replace(Settings(), language="en", theme="contrast", zoom=150))
    before = home.settings.read_bytes()
    program = Program(home.root, "--safe")
    programs.append(program)
    program.session()
    program.end()
    assert home.settings.read_bytes() == before
    _out, told = Program(home.root, "--safe", "packs", "list").process.communicate(timeout=60)
    assert b"Traceback" not in told


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_missing_fonts_do_not_stand_in_the_way(tmp_path: Path, programs: list[Program]) -> None:
    tree = tmp_path / "Программа"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "wecoop_desktop", tree / "wecoop_desktop", ignore=skip)
    shutil.copytree(ROOT / "translations", tree / "translations")
    (tree / "resources").mkdir()
    for part in (ROOT / "resources").iterdir():
        if part.name != "fonts":
            (tree / "resources" / part.name).symlink_to(part)
    program = Program(tmp_path / "home", tree=tree)
    programs.append(program)
    program.session()
    program.end()


@pytest.mark.skipif(sys.platform != "linux", reason="X is asked for on Linux only")
def test_a_display_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    program = Program(tmp_path / "home", QT_QPA_PLATFORM="", DISPLAY=":4711", WAYLAND_DISPLAY="")
    _out, told = program.process.communicate(timeout=60)
    assert program.process.returncode == 2
    assert b"no display" in told
    assert told.count(b"\n") == 1


# files that are damaged or cannot be written


def test_damaged_settings_are_no_choice(qapp: QApplication, home: Home) -> None:
    home.root.mkdir(parents=True)
    for data in (b"\0" * 100, b"{", b'{"zoom": "x", "theme": 7, "width": 1e9}', b"[" * 100_000):
        home.settings.write_bytes(data)
        assert chosen.load(home.settings) == Settings()


@pytest.fixture
def protected(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written, not by root either."""
    place = tmp_path / "Только чтение"
    place.mkdir()
    store = WorkStore.open(Home(place))
    store.create("proposal", "1", {})
    store.close()
    with disk.protected(place):
        yield place


def test_a_protected_home_opens_and_says_so(
    qapp: QApplication, protected: Path, programs: list[Program]
) -> None:
    from wecoop_desktop.app import make_window

    wording_home = Home(protected)
    window = make_window(wording_home, Immediate())
    window.show()
    window.opening.begin()
    settle()
    told: list[Banner] = []
    care = keeper(window, told)
    care.begin()
    care.look()
    care.close()
    window.visit("proposals")
    settle()
    assert "could not be opened" in words(window)
    assert fault.diagnostics(wording_home)
    window.close()
    window.opening.close()
    window.deleteLater()
    settle()


def test_paths_of_260_characters_and_more(qapp: QApplication, tmp_path: Path) -> None:
    deep = tmp_path / "Папка с пробелом"
    while len(str(deep)) < 300:
        deep = deep / "a very long name of a folder"
    home = Home(deep)
    with opened(home, drafts=1) as window:
        desk = window.opening.view.desk
        assert desk is not None
        care = keeper(window)
        care.look()
        care.look()
        assert list((home.backups / "proposals").glob("*.wecoop"))
        window.go(Place("backups"))
        settle()
        assert "asked for" in words(window) or "after work" in words(window)


def test_a_path_that_is_too_long_for_the_database_is_a_sentence(
    qapp: QApplication, tmp_path: Path
) -> None:
    deep = tmp_path
    while len(str(deep)) < 300:
        deep = deep / "Очень длинное имя папки"
    with opened(Home(deep)) as window:
        window.visit("proposals")
        settle()
        assert "nearer to the top" in words(window)
