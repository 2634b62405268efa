"""One window a home: a second start hands its files over; who does not answer holds up nobody."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.app import make_window
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui import instance, wording
from wecoop_desktop.ui.runner import Immediate
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

ROOT = Path(__file__).resolve().parents[2]


def draft(folder: Path, name: str, title: str = "Water") -> Path:
    """A proposal file of another computer."""
    store = WorkStore.open(Home(folder / f"home of {name}"))
    made = store.create("proposal", "2026.11.0", {"basic.title_en": title})
    path = folder / name
    store.export_file(made, path)
    store.close()
    return path


@pytest.fixture
def listener(home: Home, qapp: QApplication) -> Iterator[instance.Listener]:
    held = instance.claim(home)
    assert held is not None
    made = instance.Listener(home)
    assert made.listen()
    yield made
    made.close()
    held.release()


def started(home: Home, *words: str) -> subprocess.Popen[bytes]:
    """The program as a desktop starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "wecoop_desktop", "--home", str(home.root), *words],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )


def test_a_second_start_hands_its_file_over_and_ends(
    listener: instance.Listener, home: Home, tmp_path: Path, qtbot: QtBot
) -> None:
    file = draft(tmp_path, "Черновик 1.wecoop")
    with qtbot.waitSignal(listener.asked, timeout=60_000) as heard:
        second = started(home, str(file))
    assert heard.args == [(file,)]
    assert second.wait(60) == 0
    _, said = second.communicate()
    assert said == b""


def test_a_second_start_without_a_file_only_brings_the_window_forward(
    listener: instance.Listener, home: Home, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(listener.asked, timeout=60_000) as heard:
        second = started(home)
    assert heard.args == [()]
    assert second.wait(60) == 0
    second.communicate()


def test_one_process_has_the_home(home: Home) -> None:
    first = instance.claim(home)
    assert first is not None
    assert instance.claim(home) is None
    first.release()
    again = instance.claim(home)
    assert again is not None
    again.release()


def test_a_home_that_cannot_be_written_is_shared_with_nobody(home: Home) -> None:
    home.root.parent.mkdir(parents=True)
    home.root.write_bytes(b"a file stands where the folder should be")
    held = instance.claim(home)
    assert held is not None
    held.release()
    assert not instance.Listener(home).listen()


def test_the_name_is_for_its_owner_alone_and_goes_with_the_window(
    listener: instance.Listener, home: Home
) -> None:
    path = home.root / instance.NAMED
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0
    listener.close()
    assert not path.exists()


@pytest.mark.parametrize(
    "told",
    [
        None,
        b"",
        b"{",
        b"[]",
        b'{"format": 2, "name": "x"}',
        b'{"format": 1}',
        b'{"format": 1, "name": "wecoop-gone"}',
        b'{"format": 1, "name": 5}',
        b" " * 100_000,
    ],
    ids=["none", "empty", "torn", "list", "newer", "nameless", "gone", "number", "large"],
)
def test_who_does_not_answer_holds_up_nobody(home: Home, told: bytes | None) -> None:
    home.root.mkdir(parents=True)
    if told is not None:
        (home.root / instance.NAMED).write_bytes(told)
    assert not instance.hand_over(home, (), wait=0)


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"{}\n",
        b'{"format": 2, "files": []}\n',
        b'{"format": 1, "files": "x"}\n',
        b'{"format": 1, "files": [1]}\n',
        b"[" * 20_000 + b"\n",
        b"x" * 70_000,
    ],
    ids=["empty", "web", "nothing", "newer", "text", "number", "deep", "endless"],
)
def test_rubbish_is_sent_away(
    listener: instance.Listener, home: Home, qtbot: QtBot, line: bytes
) -> None:
    heard: list[object] = []
    listener.asked.connect(heard.append)
    socket = QLocalSocket()
    if sys.platform.startswith("linux"):
        socket.setSocketOptions(QLocalSocket.SocketOption.AbstractNamespaceOption)
    with qtbot.waitSignal(socket.disconnected, timeout=10_000):
        socket.connectToServer(json.loads((home.root / instance.NAMED).read_text())["name"])
        socket.write(line)
    assert heard == []
    assert bytes(socket.readAll().data()) == b""


def test_only_whole_paths_are_opened_and_not_too_many(
    listener: instance.Listener, home: Home, qtbot: QtBot, tmp_path: Path
) -> None:
    """Files of a second start are meant from where it was started, so it says them in full."""
    many = [tmp_path / f"{number}.wecoop" for number in range(instance.MOST + 5)]
    for file in many:
        file.touch()
    with qtbot.waitSignal(listener.asked, timeout=60_000) as heard:
        second = started(home, *map(str, many))
    assert second.wait(60) == 0
    second.communicate()
    assert heard.args == [tuple(many[: instance.MOST])]
    assert instance._files(b'{"format": 1, "files": ["near.wecoop"]}') == ()


def test_a_file_that_comes_is_opened(window: Window, tmp_path: Path) -> None:
    arrivals = instance.Arrivals(window.go, window.opening)
    arrivals.take((draft(tmp_path, "a.wecoop"),))
    settle()
    assert window.place.screen == "wizard"
    desk = window.opening.view.desk
    assert desk is not None
    assert desk.store.load(window.place.id).answers["basic.title_en"] == "Water"


def test_files_of_the_start_wait_for_the_library(
    home: Home, tmp_path: Path, qapp: QApplication
) -> None:
    chosen.save(home.settings, chosen.Settings(language="en"))
    window = make_window(home, Immediate())
    arrivals = instance.Arrivals(window.go, window.opening)
    titles = ("First", "Second", "Third")
    arrivals.take([draft(tmp_path, f"{title}.wecoop", title) for title in titles])
    window.show()
    settle()
    assert window.place.screen == "proposals"
    window.opening.begin()
    settle()
    desk = window.opening.view.desk
    assert desk is not None
    assert {row.title.en for row in desk.store.proposals()} >= set(titles)
    assert desk.store.load(window.place.id).answers["basic.title_en"] == "Third"
    window.close()
    window.opening.close()
    window.deleteLater()
    settle()


@pytest.mark.parametrize(("language", "word"), [("en", "portable"), ("ru", "WECOOP Desktop")])
def test_the_title_says_where_the_work_is_kept(language: str, word: str) -> None:
    wording.speak(language)
    titles = [instance.title(Home(Path("x"), kept)) for kept in ("", "portable", "elsewhere")]
    wording.speak("en")
    assert titles[0] == "WECOOP Desktop"
    assert len(set(titles)) == 3
    assert word in titles[1]


def test_what_must_be_known_is_said(qapp: QApplication) -> None:
    said = instance.notes(Home(Path("there"), "elsewhere"), alone=False)
    assert ["there" in banner.accessibleName() for banner in said] == [True, True]
    assert instance.notes(Home(Path("there")), alone=True) == ()


def test_a_window_comes_forward(qapp: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.showMinimized()
    instance.bring_forward(widget)
    assert widget.isVisible()
    assert not widget.isMinimized()


def test_a_file_of_the_desktop_is_heard(qapp: QApplication) -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QFileOpenEvent

    opened, heard = instance.OpenedByDesktop(), []
    opened.asked.connect(heard.append)
    file = Path(__file__)
    assert opened.eventFilter(QObject(), QFileOpenEvent(QUrl.fromLocalFile(str(file))))
    assert heard == [(file,)]
