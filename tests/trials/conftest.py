"""A copy of the program that a test may damage, and one way to run it as a person does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.kit.window import shared_library

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Program:
    """A program in a folder of its own, with its library, and a home to write in."""

    folder: Path
    home: Path

    @property
    def resources(self) -> Path:
        return self.folder / "resources"

    def __call__(
        self, *words: str, before: tuple[str, ...] = (), **options: object
    ) -> subprocess.CompletedProcess[str]:
        """Run a command; `before` are words in front of it, as `unshare -n`."""
        command = [*before, sys.executable, "-m", "wecoop_desktop", "--home", str(self.home)]
        return self.run(*command, *words, **options)

    def run(self, *command: str, **options: object) -> subprocess.CompletedProcess[str]:
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            command, cwd=self.folder, text=True, check=False, timeout=120, **given
        )

    def refused(self, *words: str, **options: object) -> str:
        """The one sentence with which a command is refused, and nothing else."""
        done = self(*words, **options)
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert done.stderr.count("\n") == 1, done.stderr
        assert done.stderr.startswith("wecoop: ")
        return done.stderr


def wrong(done: subprocess.CompletedProcess[str]) -> str:
    """The lines of a self-test that found something wrong."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr == ""
    return "\n".join(line for line in done.stdout.splitlines() if line.startswith("WRONG"))


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shared_library()
    folder = tmp_path_factory.mktemp("program")
    skip = shutil.ignore_patterns("__pycache__", "*.po")
    for name in ("wecoop_desktop", "translations", "resources"):
        shutil.copytree(ROOT / name, folder / name, ignore=skip)
    return folder


@pytest.fixture
def program(original: Path, tmp_path: Path) -> Program:
    """The whole program; tests that damage it take `copied`."""
    return Program(original, tmp_path / "Дом Айгүл" / "wecoop")


@pytest.fixture
def copied(original: Path, tmp_path: Path) -> Program:
    folder = tmp_path / "Программа"
    packs = Path("resources", "packs")
    skip = shutil.ignore_patterns("__pycache__", "packs")
    shutil.copytree(original, folder, ignore=skip)
    # Thousands of small files, which tests may remove but not write into.
    shutil.copytree(original / packs, folder / packs, copy_function=os.link)
    return Program(folder, tmp_path / "home")


@pytest.fixture(scope="session")
def example(original: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example as a file."""
    folder = tmp_path_factory.mktemp("example")
    path = folder / "пример.wecoop"
    done = Program(original, folder / "home")(
        "proposal", "new", "-o", str(path), "--from", "issyk-kul-waste"
    )
    assert done.returncode == 0, done.stderr
    return path
