"""Proposal files from a hostile and unlucky world, through the whole command line."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trials.conftest import Program
from tests.work.test_file import HOSTILE
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.cli.main import run
from wecoop_desktop.forms.form import Data
from wecoop_desktop.work.file import read_proposal, write_proposal

EXPORT = ("--template", "eu_concept", "--lang", "ru")


@pytest.mark.parametrize("make", [row[1] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_file_is_refused_by_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], make: Callable[[], bytes]
) -> None:
    path = tmp_path / "заявка.wecoop"
    path.write_bytes(make())
    before = path.read_bytes()
    for words in (
        ("show", str(path), "--json"),
        ("set", str(path), "basic.acronym=X"),
        ("export", str(path), *EXPORT, "-o", str(tmp_path / "a.pdf")),
    ):
        assert run(["proposal", *words]) == 2
        said, told = capsys.readouterr()
        assert said == ""
        assert told.count("\n") == 1
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@given(st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_changed_bytes_give_the_same_answers_or_a_sentence(
    example: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = example.read_bytes()
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "changed.wecoop"
    path.write_bytes(changed[: data.draw(st.sampled_from([len(whole), len(whole) // 2, 25]))])
    try:
        found = read_proposal(path)
    except AppError:
        return
    assert found.answers == read_proposal(example).answers


def changed(example: Path, path: Path, answers: Mapping[str, Data]) -> Path:
    """The worked example with other answers."""
    file = read_proposal(example)
    write_proposal(path, replace(file, answers={**file.answers, **answers}))
    return path


LETTERS = {
    "right to left": "\u202e\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "emoji": "👩‍👩‍👧‍👦🇰🇬💧",
    "combining": "a" + "\u0301" * 500,
    "no width": "\u200b\u200d\ufeff" * 50,
    "control": "".join(map(chr, range(32))) + "\x7f\x9b2J",
    "line separators": "a\u2028b\u2029c",
    "halves": "\ud800x\udfff",
    "markup": "<b>&amp;</i><para>&lt; **a\n| a |\n```",
}


@pytest.mark.parametrize("text", LETTERS.values(), ids=LETTERS)
def test_odd_letters_are_kept_shown_and_printed(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    words: dict[str, Data] = {"en": text, "ru": text}
    answers: dict[str, Data] = {"basic.title_ru": text, "problem.core_problem": words}
    path = changed(example, tmp_path / "a.wecoop", answers)
    assert run(["proposal", "show", str(path)]) == 0
    assert not any(sign in capsys.readouterr().out for sign in "\x1b\x00\x9b\x08")
    assert run(["proposal", "set", str(path), "basic.acronym=ok"]) == 0
    assert run(["proposal", "export", str(path), *EXPORT, "-o", str(tmp_path / "a.pdf")]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    assert read_proposal(path).answers["problem.core_problem"] == words


LARGE = "9" * 24


def enlarged(data: Data) -> Data:
    """Every number as large as an answer may be; formulas multiply them further."""
    if isinstance(data, Mapping):
        return {name: enlarged(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [enlarged(value) for value in data]
    if isinstance(data, str) and data.replace(".", "", 1).isdecimal():
        return LARGE
    return data


def test_the_largest_numbers_are_shown_and_printed(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {path: enlarged(data) for path, data in read_proposal(example).answers.items()}
    path = changed(example, tmp_path / "a.wecoop", answers)
    assert run(["proposal", "show", str(path)]) == 0
    assert ",".join(["999"] * 8) in capsys.readouterr().out
    assert run(["proposal", "check", str(path), "--lang", "ru"]) == 1
    assert run(["proposal", "export", str(path), *EXPORT, "-o", str(tmp_path / "a.pdf")]) == 0


def test_a_megabyte_of_text_is_an_answer_like_any_other(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("ж" * 1_000_000, encoding="utf-8")
    path = changed(example, tmp_path / "a.wecoop", {})
    assert run(["proposal", "set", str(path), f"problem.core_problem:ru=@{long}"]) == 0
    assert run(["proposal", "show", str(path), "--lang", "ru"]) == 0
    assert "ж" * 1_000_000 in capsys.readouterr().out


def test_five_thousand_rows_are_told_and_kept(
    example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[Data] = [{"milestone": str(number)} for number in range(5_000)]
    path = changed(example, tmp_path / "a.wecoop", {"timeline.milestones": rows})
    assert run(["proposal", "check", str(path)]) == 1
    assert "timeline.milestones is too large" in capsys.readouterr().out
    assert run(["proposal", "set", str(path), "timeline.milestones[+].milestone=x"]) == 2
    assert run(["proposal", "set", str(path), "basic.acronym=ok"]) == 0
    assert read_proposal(path).answers["timeline.milestones"] == rows


def test_a_draft_is_never_pushed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.wecoop"
    for number in range(4):
        assert run(["proposal", "new", "-o", str(path)]) == 0
        assert run(["proposal", "set", str(path), f"basic.acronym=N{number}"]) == 0
    kept = {read_proposal(each).answers["basic.acronym"] for each in tmp_path.iterdir()}
    assert kept == {"N0", "N1", "N2", "N3"}


@pytest.mark.parametrize("name", ["", "none/a.wecoop", "д" * 300, "a.wecoop/x"])
def test_a_target_that_cannot_be_is_refused(
    tmp_path: Path, example: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "a.wecoop").write_bytes(b"mine")
    target = str(tmp_path / name)
    for words in (("new", "-o", target), ("export", str(example), *EXPORT, "-o", target)):
        assert run(["proposal", *words]) == 2
        said, told = capsys.readouterr()
        assert (said, told.count("\n")) == ("", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wecoop"]
    assert (tmp_path / "a.wecoop").read_bytes() == b"mine"


def test_two_programs_export_to_one_place(program: Program, example: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.pdf"
    target.parent.mkdir()
    command = [sys.executable, "-m", "wecoop_desktop", "--home", str(program.home), "proposal"]
    command += ["export", str(example), *EXPORT, "-o", str(target)]
    running = [subprocess.Popen(command, cwd=program.folder) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    data = target.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert list(target.parent.iterdir()) == [target]


KILLED = """
import os, random, signal, sys, threading
from wecoop_desktop.cli.main import run
import wecoop_desktop.cli.proposal, wecoop_desktop.documents.pdf, wecoop_desktop.documents.compose
dice, path, out = random.Random(int(sys.argv[1])), sys.argv[2], sys.argv[3]
run(["proposal", "export", path, "--template", "eu_concept", "-o", out])
for number in range(30):
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_REAL, dice.random() * (0.15 if number % 4 else 0.8))
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        if number % 4:
            run(["proposal", "set", path, f"basic.acronym=N{number}"])
        else:
            run(["proposal", "export", path, "--template", "eu_concept", "-o", out])
        os._exit(0)
    os.waitpid(child, 0)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_kills_leave_whole_files(program: Program, example: Path, tmp_path: Path) -> None:
    path, out = changed(example, tmp_path / "a.wecoop", {}), tmp_path / "a.pdf"
    seed = str(random.Random(22).randrange(1_000))
    done = program.run(sys.executable, "-c", KILLED, seed, str(path), str(out))
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 30
    file = read_proposal(path)
    expected = read_proposal(example).answers
    assert {**file.answers, "basic.acronym": ""} == {**expected, "basic.acronym": ""}
    data = out.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
