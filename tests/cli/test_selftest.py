"""`wecoop selftest`: every part works, and a part that does not is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import settle
from wecoop_desktop import __version__, selftest
from wecoop_desktop.app import make_window
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import BESIDE, Home, resources_folder
from wecoop_desktop.cli.main import NO, YES, run
from wecoop_desktop.ui import walk
from wecoop_desktop.ui.pages import SCREENS
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import Immediate

ROOT = Path(__file__).resolve().parents[2]


# As it runs from a stick: the bundle, with a marker beside it.
PORTABLE = """
import sys
sys.frozen, sys._MEIPASS, sys.executable = True, {root!r}, {program!r}
from wecoop_desktop.cli.main import run
sys.exit(run(["selftest", "--json"]))
"""


def _without_network() -> tuple[str, ...]:
    """Words that run a command without any network, where that may be asked for."""
    command = ("unshare", "-n")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return () if done.returncode else command


def test_all_is_well(tmp_path: Path) -> None:
    """Everything once: nothing needs a network, and a portable program leaves the user's folders
    as they were."""
    user, stick, passing = tmp_path / "user", tmp_path / "stick", tmp_path / "temp"
    for folder in (user, stick, passing):
        folder.mkdir()
    (stick / "portable").touch()
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("XDG_", "WECOOP", "TEMP", "TMP"))
    }
    environment |= {"HOME": str(user), "USERPROFILE": str(user), "LOCALAPPDATA": str(user)}
    environment |= {"TMPDIR": str(passing), "PYTHONDONTWRITEBYTECODE": "1"}
    program = PORTABLE.format(root=str(ROOT), program=str(stick / "wecoop"))
    command = [*_without_network(), sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=300)
    assert done.returncode == YES, done.stdout + done.stderr
    data = json.loads(done.stdout)
    assert [check for check in data["checks"] if not check["ok"]] == []
    assert (data["ok"], len(data["checks"])) == (True, 12)
    assert data["versions"]["program"] == __version__
    assert list(user.iterdir()) == []
    assert list(passing.iterdir()) == []
    assert {path.name for path in stick.iterdir()} == {"portable", BESIDE}
    # Of the home only the library is written, where the shipped one does not fit, and a place for
    # what passes.
    kept = Home(stick / BESIDE, "portable")
    assert {path.name for path in kept.root.iterdir()} <= {"library", kept.passing.name}


def test_the_report_can_be_read_aloud_to_who_helps(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["selftest", "--no-window", "--lang", "en", "--home", str(tmp_path)]) == YES
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"WECOOP Desktop {__version__} (source)")
    assert str(tmp_path) in lines[1]
    assert lines[-1] == "Everything works."
    assert sum(line.startswith("ok ") for line in lines) == 11


def test_every_screen_has_its_place_in_the_walk(qapp: QApplication, tmp_path: Path) -> None:
    """And what cannot be shown is named."""
    home = Home(tmp_path / "home")
    chosen.save(home.settings, chosen.Settings(language="en"))
    window = make_window(home, Immediate())
    assert [seen.problem for seen in walk.walk(window)] == ["not open"]
    window.opening.begin()
    desk = window.opening.view.desk
    assert desk is not None
    walked = list(walk.places(desk, tmp_path))
    steps = [place.part for place in walked if place.screen == "wizard"]
    assert {place.screen for place in walked} == set(SCREENS)
    assert steps == [step.id for step in desk.library.form().steps]
    assert walk._problem(window, walked[1]) == ""
    assert walk._problem(window, Place("projects").choosing("nothing", "x")) == ""
    window.close()
    window.opening.close()
    window.deleteLater()
    settle()


def test_fonts_that_lack_letters_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after somebody put something else in their place."""
    lost = tmp_path / "resources" / "fonts"
    shutil.copytree(resources_folder() / "fonts", lost)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(selftest.WrongError, match=r"^Inter_400Regular\.ttf: ჵ; "):
        selftest._fonts("яჵ")
    (lost / "Inter_700Bold.ttf").write_bytes(b"no font")
    with pytest.raises(selftest.WrongError, match=r"^Inter_700Bold\.ttf$"):
        selftest._fonts()


def test_a_library_that_cannot_be_had_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a bundle that lost its resources: packs, fonts and library are gone.
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path / "lost"), raising=False)
    assert run(["selftest", "--no-window", "--lang", "en", "--home", str(tmp_path)]) == NO
    lines = capsys.readouterr().out.splitlines()
    wrong = [line for line in lines if line.startswith("WRONG")]
    assert len(wrong) >= 3
    assert any("Packs: There is no folder of packs" in line for line in wrong)
