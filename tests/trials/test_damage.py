"""Damaged content, fonts, homes and disks: told in one sentence, and the self-test names them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit import disk
from tests.trials.conftest import Program, wrong

SEARCH = ("projects", "search", "отходы", "--limit", "1")


def test_damaged_fonts_and_work_are_named_and_the_work_is_left_alone(
    copied: Program, example: Path, tmp_path: Path
) -> None:
    for path in (copied.resources / "fonts").glob("SourceS*.ttf"):
        path.write_bytes(b"\xa5" * 3_000)
    out = tmp_path / "out"
    out.mkdir()
    words = ("proposal", "export", str(example), "--template", "eu_concept")
    assert "fonts" in copied.refused(*words, "-o", str(out / "a.pdf"))
    assert list(out.iterdir()) == []
    copied.home.mkdir(exist_ok=True)
    (copied.home / "work.sqlite").write_bytes(b"\xa5" * 5_000)
    there = _names(copied.home)
    said = wrong(copied("selftest", "--no-window"))
    assert {"Documents", "Work"} <= _wrong_parts(said)
    assert "cannot be read" in said
    assert _names(copied.home) == there
    assert copied(*SEARCH).returncode == 0


def test_no_packs_and_a_folder_in_place_of_the_work(copied: Program) -> None:
    (copied.home / "work.sqlite").mkdir(parents=True)
    assert copied(*SEARCH).returncode == 0
    shutil.rmtree(copied.resources / "packs")
    assert "packs" in copied.refused(*SEARCH)
    there = _names(copied.home)
    said = wrong(copied("selftest", "--no-window"))
    assert {"Packs", "Library", "Work"} <= _wrong_parts(said)
    assert "work.sqlite" in said
    assert _names(copied.home) == there


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _wrong_parts(said: str) -> set[str]:
    """The checks that found something wrong: `WRONG  0.1 s  Work: …`."""
    return {line.partition(" s ")[2].strip().partition(":")[0] for line in said.splitlines()}


def test_a_wrong_byte_in_the_shipped_library(copied: Program) -> None:
    """Another one is built in the home, which must be the one that was named."""
    (path,) = (copied.resources / "library").glob("*/index/*.fast")
    data = bytearray(path.read_bytes())
    for place in range(0, len(data), 500):
        data[place] ^= 0xFF
    path.write_bytes(data)
    done = copied(*SEARCH)
    assert (done.returncode, done.stderr) == (0, "")
    assert list((copied.home / "library").iterdir())


def test_a_damaged_catalogue_leaves_the_words_in_english(copied: Program) -> None:
    for path in copied.folder.rglob("*.mo"):
        path.write_bytes(b"noise")
    assert "There is no project" in copied.refused("projects", "show", "none", "--lang", "ru")
    shutil.rmtree(copied.folder / "translations")
    assert "There is no project" in copied.refused("projects", "show", "none")


@pytest.mark.skipif(sys.platform == "win32", reason="mounts")
def test_a_disk_that_fills_up_while_the_library_is_built(copied: Program) -> None:
    shutil.rmtree(copied.resources / "library")
    copied.home.mkdir(parents=True)
    with disk.mounted(copied.home, "-t", "tmpfs", "-o", "size=200k", "tmpfs"):
        assert "disk is full" in copied.refused(*SEARCH)
        assert [path for path in copied.home.rglob("*") if path.is_file()] == []


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.runner import Immediate
app = QApplication([])
window = make_window(Home(Path(sys.argv[1])), Immediate())
window.show()
window.opening.begin()
app.processEvents()
desk = window.opening.view.desk
print(desk.library.info().counts["project"], desk.library.folder)
window.close()
window.opening.close()
"""


@pytest.fixture
def alone() -> tuple[str, ...]:
    """Words that run a command without any network."""
    command = ("unshare", "-n")
    try:
        done = subprocess.run([*command, "true"], capture_output=True, check=False)
    except OSError:
        pytest.skip("no unshare here")
    if done.returncode:
        pytest.skip("only root can take the network away")
    return command


def test_a_search_needs_no_network(program: Program, alone: tuple[str, ...]) -> None:
    """Nor does anything else: `tests/cli/test_selftest.py`."""
    done = program(*SEARCH, before=alone)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_window_opens_over_a_damaged_library_without_a_network(
    copied: Program, alone: tuple[str, ...]
) -> None:
    (path,) = (copied.resources / "library").glob("*/library.sqlite")
    path.write_bytes(path.read_bytes()[:-5_000] + bytes(5_000))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = (*alone, sys.executable, "-c", WINDOW, str(copied.home))
    done = copied.run(*command, env=environment)
    assert done.returncode == 0, done.stderr
    count, folder = done.stdout.strip().split(" ", 1)
    assert int(count) > 900
    assert Path(folder).is_relative_to(copied.home)
