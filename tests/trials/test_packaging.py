"""What lies beside the bundle: the entry in the menus of Linux, names other files rely on."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "script" / "packaging"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """The part of a bundle that the installer of Linux uses, in an odd place."""
    folder = tmp_path / 'Айгүл $HOME `x` "y" 100%'
    inside = folder / "_internal" / "desktop"
    inside.mkdir(parents=True)
    for path in PACKAGING.glob("wecoop.*"):
        shutil.copy(path, inside)
    (inside / "wecoop.png").write_bytes(b"")
    shutil.copy(PACKAGING / "install.sh", folder)
    return folder


def installed(bundle: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(bundle / "install.sh"), *words],
        env={"HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def started(line: str) -> list[str]:
    """The words that a desktop starts, as its specification reads them."""
    text = re.sub(r"\\(.)", lambda found: found[1], line)  # the string of the file
    quoted = re.fullmatch(r'"((?:\\.|[^"\\])*)" (.*)', text)
    assert quoted is not None
    program = re.sub(r"\\(.)", lambda found: found[1], quoted[1]).replace("%%", "%")
    return [program, quoted[2]]


@pytest.mark.skipif(sys.platform != "linux", reason="the installer of Linux")
def test_the_menu_starts_the_program_where_it_lies(bundle: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = installed(bundle, home)
    assert done.returncode == 0, done.stderr
    entry = home / ".local/share/applications/wecoop.desktop"
    line = next(line for line in entry.read_text().splitlines() if line.startswith("Exec="))
    assert started(line.removeprefix("Exec=")) == [str(bundle / "wecoop"), "%F"]
    assert installed(bundle, home, "--remove").returncode == 0
    assert not entry.exists()
    assert not (home / ".local/share/mime/packages/wecoop.xml").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="the installer of Linux")
def test_wrong_use_installs_nothing(bundle: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert installed(bundle, home, "--all").returncode == 2
    assert not home.exists()


def test_the_installer_of_windows_names_what_is_there() -> None:
    said = (PACKAGING / "windows.iss").read_text("utf-8-sig")
    for name in re.findall(r"\{#Root\}\\([A-Za-z.\\]+)", said):
        first = name.split("\\")[0]
        assert first in ("dist", "build") or (ROOT / name.replace("\\", "/")).exists(), name
    spec = (ROOT / "build.spec").read_text("utf-8")
    assert 'program("WECOOP Desktop", console=False)' in spec
    assert said.count("WECOOP Desktop.exe") >= 5
    assert '"wecoop.ico"' in spec


def test_the_picture_is_made_for_every_system(tmp_path: Path) -> None:
    subprocess.run([sys.executable, ROOT / "script" / "icon", tmp_path], check=True)
    from PIL import Image

    made = {path.suffix: path for path in tmp_path.iterdir()}
    assert set(made) == {".png", ".svg", ".ico", ".icns"}
    with Image.open(made[".ico"]) as picture:
        assert {(16, 16), (32, 32), (256, 256)} <= picture.info["sizes"]
    with Image.open(made[".png"]) as picture:
        assert picture.size == (256, 256)
        assert len(picture.convert("RGB").getcolors(100_000) or ()) > 2
