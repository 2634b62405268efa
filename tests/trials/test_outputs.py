"""Outputs that are closed, full or unheard, and surroundings that are odd."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.trials.conftest import Program

SEARCH = ("projects", "search", "вода", "--limit", "200")
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
# A user whom no list of the system knows; they may read where the tests stand.
NOBODY = (
    "setpriv --reuid=54321 --regid=54321 --clear-groups "
    "--inh-caps=+dac_override --ambient-caps=+dac_override"
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")


def shell(program: Program, script: str) -> tuple[int, str, str]:
    """Run a script in which `$W` is the program; gives the exit code, output and complaints."""
    words = f"{sys.executable} -m wecoop_desktop"
    environment = {**os.environ, "W": words, "WECOOP_HOME": str(program.home)}
    done = program.run("bash", "-c", script, env=environment)
    return done.returncode, done.stdout, done.stderr


@posix
@pytest.mark.parametrize(
    ("script", "code", "sentence"),
    [
        ("$W projects search вода >&-", 0, ""),
        ("$W projects show none >&- 2>&-", 2, ""),
        ("$W projects search --limit 900 --json | head -c 9; exit ${PIPESTATUS[0]}", 0, ""),
        ("$W projects show none 2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}", 2, ""),
        ("P=$PWD; mkdir gone; cd gone; rmdir ../gone; PYTHONPATH=$P $W packs list", 2, "folder ."),
        ("env -u HOME -u WECOOP_HOME $W packs list >/dev/null", 0, ""),
        ("LC_ALL=ru_RU.KOI8-R $W projects show none", 2, "нет"),
        (
            "LC_ALL=xx PYTHONIOENCODING=ascii $W projects show ebrd-38901 --lang ru >/dev/null",
            0,
            "",
        ),
        ("LC_ALL=C PYTHONUTF8=0 $W projects show $'\\xff' ", 2, "no project"),
        ("for z in Nowhere/Strange :::; do TZ=$z $W packs list >/dev/null || exit 9; done", 0, ""),
        ("umask 077; LC_ALL=POSIX $W packs list <&- >/dev/null", 0, ""),
        pytest.param(
            f"{NOBODY} env -u HOME -u USER -u LOGNAME $W packs list >/dev/null",
            0,
            "",
            marks=pytest.mark.skipif(not ROOT or not shutil.which("setpriv"), reason="not root"),
        ),
    ],
)
def test_odd_surroundings(program: Program, script: str, code: int, sentence: str) -> None:
    found, _, told = shell(program, script)
    assert found == code, told
    assert sentence in told
    assert told.count("\n") <= 1


@posix
def test_a_full_device_is_said(program: Program) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    for words in ("projects search --limit 900 --json", "packs list"):
        code, _, told = shell(program, f"$W {words} > /dev/full")
        assert (code, told.count("\n")) == (2, 1)
        assert "disk is full" in told


@posix
def test_a_limit_on_the_size_of_files_leaves_nothing(
    program: Program, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    limits = "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 10"
    export = f"$W proposal export '{example}' --template eu_concept"
    for words in (
        f"{export} -o '{out}/a.pdf'",
        f"{export} --format xlsx -o '{out}/a.xlsx'",
        f"$W proposal table '{example}' -o '{out}/b.xlsx'",
    ):
        code, _, told = shell(program, f"{limits}; {words}")
        assert (code, told.count("\n")) == (2, 1), told
    assert list(out.iterdir()) == []
