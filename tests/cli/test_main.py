"""The frame of the command line: no arguments, languages, wrong use."""

from __future__ import annotations

import argparse
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from wecoop_desktop.base.language import Language
from wecoop_desktop.cli import usage
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


# What only a wrong declaration makes argparse say.
OURS = ("conflict", "cannot", "'required'", "dest=", "mutually", "option string", "callable",
        "__call__", "mode", "error: ", "invalid option", "unknown parser")  # fmt: skip


def test_every_word_of_argparse_is_ours_to_translate() -> None:
    source = inspect.getsource(argparse)
    said = set(re.findall(r"""\b_\((['"])(.*?)\1\)""", source))
    ours = {*usage.SAID, *(one for pair in usage.COUNTED for one in pair)}
    missing = {text for _, text in said if text not in ours and not any(w in text for w in OURS)}
    assert not missing - {"subcommands"}


class Quoting:
    """A language that shows what passed through it."""

    def tr(self, text: str) -> str:
        return f"«{text}»"

    def ntr(self, one: str, many: str, n: int) -> str:
        return f"«{many}»"


def test_argparse_speaks_the_language_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    usage.speak(cast(Language, Quoting()))
    parser = argparse.ArgumentParser()
    parser.add_argument("--how", choices=("x",), required=True)
    for words in (["--how", "y"], [], ["--how"], ["--how", "x", "-q"]):
        with pytest.raises(SystemExit):
            parser.parse_args(words)
        told = capsys.readouterr().err
        assert told.startswith("«usage: »")
        assert told.count("«") >= 2
    run(["--lang", "en", "nothing"])
    told = capsys.readouterr().err
    assert "invalid choice" in told
    assert "«" not in told


def test_version_and_help_answer(capsys: pytest.CaptureFixture[str]) -> None:
    for option, word in (("--version", "WECOOP Desktop"), ("--help", "projects")):
        with pytest.raises(SystemExit) as ended:
            run([option])
        assert ended.value.code == 0
        assert word in capsys.readouterr().out
