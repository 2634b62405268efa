"""The frame of the command line: no arguments, languages, wrong use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import run


def test_without_a_display_the_window_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run([]) == 2
    assert "no display" in capsys.readouterr().err


def test_the_program_starts_without_arguments(tmp_path: Path) -> None:
    """As a person starts it; ended from outside, because the window stays open."""
    child = subprocess.Popen(
        [sys.executable, "-m", "wecoop_desktop"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "WECOOP_HOME": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(4)
    child.terminate()
    _, said = child.communicate()
    assert "Traceback" not in said


@pytest.mark.parametrize("arguments", [["--lang", "ru"], ["--lang=ru"]])
def test_the_language_may_stand_anywhere(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "projects", "show", "nobody"]) == 2
    first = capsys.readouterr().err
    assert run(["projects", "show", "nobody", *arguments]) == 2
    assert capsys.readouterr().err == first
    assert any("а" <= letter <= "я" for letter in first)


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["--lang"], ["--lang", "xx"], ["projects"], ["projects", "dance"]]
)
def test_wrong_use_is_one_line_and_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("wecoop: ")
    assert said.err.count("\n") == 1


def test_version_and_help_answer(capsys: pytest.CaptureFixture[str]) -> None:
    for option, word in (("--version", "WECOOP Desktop"), ("--help", "projects")):
        with pytest.raises(SystemExit) as ended:
            run([option])
        assert ended.value.code == 0
        assert word in capsys.readouterr().out
