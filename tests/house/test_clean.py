"""The project speaks of itself alone, and holds nothing half done."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".png", ".ttf", ".ico", ".icns", ".pdf", ".wecoop", ".zip", ".sqlite", ".mo", ".icc"}
# Spelled in two halves so that this file does not find itself.
REGISTRIES = re.compile("py" + r"pi\.org|python" + r"hosted|registry\.npm" + "js|deb\\.debian")
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + "X|NotImplemented" + r"Error)\b")


def _files() -> list[Path]:
    """What git tracks; where there is no git, what stands in the folders of the layout."""
    names: list[str] = []
    if shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        names = [name for name in listed.stdout.split("\0") if name]
    if names:
        found = [ROOT / name for name in names]
    else:
        folders = ("wecoop_desktop", "resources", "translations", "tests", "docs", "script")
        built = ROOT / "resources" / "library"
        found = [
            path
            for folder in folders
            for path in (ROOT / folder).rglob("*")
            if built not in path.parents and path.parent.name != "__pycache__"
        ]
    return [p for p in found if p.is_file() and p.suffix not in BINARY and ".part" not in p.name]


def test_no_registry_address_and_nothing_left_open() -> None:
    wrong = []
    for path in _files():
        text = path.read_text(encoding="utf-8")
        if REGISTRIES.search(text):
            wrong.append(f"{path}: names a package registry")
        if path.suffix == ".py" and UNFINISHED.search(text):
            wrong.append(f"{path}: something is left open")
    assert not wrong, "\n".join(wrong)


def test_only_the_folders_of_the_layout() -> None:
    allowed = {"wecoop_desktop", "resources", "translations", "tests", "script", "docs", ".ci"}
    tops = {path.relative_to(ROOT).parts[0] for path in _files() if path.parent != ROOT}
    assert tops <= allowed, tops - allowed


def test_the_lock_pins_every_dependency_with_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=\S)", text.strip())
        assert entries
        for entry in entries:
            assert re.match(r"[a-z0-9-]+==\S+", entry), entry
            assert "--hash=sha256:" in entry, entry
            assert "://" not in entry, entry
