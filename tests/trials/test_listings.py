"""Lists written to full, closed and odd places, and by programs that are killed in the middle."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.trials.conftest import Program
from tests.trials.test_outputs import posix, shell

ENDINGS = ("xlsx", "csv", "pdf", "xml")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


@posix
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_limit_on_the_size_of_files_leaves_nothing(
    program: Program, out: Path, ending: str
) -> None:
    # Compiled modules would be cut off by the limit too, and stay so for the tests that follow.
    limits = "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 10"
    script = f"{limits}; $W projects export --sector waste -o '{out}/a.{ending}'"
    code, said, told = shell(program, script)
    assert (code, said, told.count("\n")) == (2, "", 1), told
    assert list(out.iterdir()) == []


@posix
def test_a_full_device_is_said(program: Program) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    for form in ("xlsx", "csv", "pdf", "iati"):
        script = f"$W projects export --sector waste --format {form} -o /dev/full"
        code, _, told = shell(program, script)
        assert (code, told.count("\n")) == (2, 1), told
        assert "disk is full" in told


@posix
def test_no_place_for_temporary_files_is_a_sentence(program: Program, out: Path) -> None:
    script = f"TMPDIR=/dev/null $W projects export --sector waste -o '{out}/a.xlsx'"
    code, _, told = shell(program, script)
    if code == 0:
        assert zipfile.is_zipfile(out / "a.xlsx")  # the system has further places
    else:
        assert (code, told.count("\n")) == (2, 1), told


@posix
def test_a_list_goes_down_a_pipe(program: Program, out: Path) -> None:
    export = "$W projects export --sector waste --format"
    code, _, told = shell(program, f"{export} xlsx -o /dev/stdout | cat > '{out}/a.xlsx'")
    assert code == 0, told
    assert openpyxl.load_workbook(out / "a.xlsx").worksheets[0].max_row > 40
    script = f"{export} csv -o /dev/stdout | head -c 9; exit ${{PIPESTATUS[0]}}"
    code, _, told = shell(program, script)
    assert code in (0, 2)
    assert "Traceback" not in told


KILLED = """
import os, random, signal, sys
from wecoop_desktop.cli.main import run
dice, home, out = random.Random(int(sys.argv[1])), sys.argv[2], sys.argv[3]
words = ["--home", home, "projects", "export", "--sector", "waste", "-o", out]
run(words)
for number in range(12):
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, 0.02 + dice.random() * 0.6)
        run(words)
        os._exit(0)
    os.waitpid(child, 0)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_kills_leave_a_whole_file(program: Program, out: Path, ending: str) -> None:
    target = out / f"a.{ending}"
    words = (sys.executable, "-c", KILLED, "22", str(program.home), str(target))
    done = program.run(*words)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == 12
    if ending == "xlsx":
        assert openpyxl.load_workbook(target).worksheets[0].max_row > 40
    else:
        assert target.read_bytes().endswith(b"\r\n")
    assert all(each == target or each.suffix == ".part" for each in out.iterdir())


@pytest.mark.skipif(sys.platform != "win32", reason="other systems let a file be replaced")
def test_a_spreadsheet_that_is_open_elsewhere_is_left_alone(program: Program, out: Path) -> None:
    target = out / "a.xlsx"
    target.write_bytes(b"mine")
    with target.open("r+b"):
        said = program.refused("projects", "export", "--sector", "waste", "-o", str(target))
    assert "close the program" in said
    assert target.read_bytes() == b"mine"
    assert list(out.iterdir()) == [target]
