"""Damaged content, fonts, homes and disks: told in one sentence, and the self-test names them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit import disk
from tests.trials.conftest import Program, wrong

SEARCH = ("projects", "search", "отходы", "--limit", "1")


def test_fonts(copied: Program, example: Path, tmp_path: Path) -> None:
    for path in (copied.resources / "fonts").glob("SourceS*.ttf"):
        path.write_bytes(b"\xa5" * 3_000)
    out = tmp_path / "out"
    out.mkdir()
    words = ("proposal", "export", str(example), "--template", "eu_concept")
    assert "fonts" in copied.refused(*words, "-o", str(out / "a.pdf"))
    assert list(out.iterdir()) == []
    assert "Document" in wrong(copied("selftest", "--no-window"))


def test_no_packs(copied: Program) -> None:
    shutil.rmtree(copied.resources / "packs")
    assert "packs" in copied.refused(*SEARCH)
    said = wrong(copied("selftest", "--no-window"))
    assert "Packs" in said
    assert "Library" in said


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


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.write_bytes(b"\xa5" * 5_000), "cannot be read"),
        (lambda path: path.mkdir(), "work.sqlite"),
    ],
)
def test_damaged_work_is_named_by_the_self_test_and_left_alone(
    program: Program, make: Callable[[Path], object], sentence: str
) -> None:
    program.home.mkdir(parents=True)
    make(program.home / "work.sqlite")
    said = wrong(program("selftest", "--no-window"))
    assert "Work" in said
    assert sentence in said
    assert [path.name for path in program.home.iterdir()] == ["work.sqlite"]
    assert program(*SEARCH).returncode == 0


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


def test_nothing_needs_a_network(program: Program, alone: tuple[str, ...]) -> None:
    done = program(*SEARCH, before=alone)
    assert (done.returncode, done.stderr) == (0, "")
    done = program("selftest", "--window", before=alone)
    assert done.returncode == 0, done.stdout


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
