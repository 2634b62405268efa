"""The direction of imports, in short sentences. There is no exceptions list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.source import PROGRAM, files

# Lower lines may be imported by higher ones; rooms of one line do not know each other.
FLOORS = (
    ("base",),
    ("appraisal",),
    ("forms",),
    ("packs",),
    ("library", "work", "documents", "sync"),
    ("publisher", "workshop", "advice"),
    ("ui",),
    ("app",),
    ("selftest", "prepare"),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Inside the window's room, the same again.
UI_FLOORS = (
    (
        "wording",
        "place",
        "runner",
        "theme",
        "sheet",
        "icons",
        "presenter",
        "screen",
        "countries",
        "role",
        "ahead",
    ),
    ("history", "keys", "carry", "focus", "saving"),
    ("parts", "desk"),
    ("presenters", "editors", "fault"),
    ("panels",),
    ("screens",),
    ("palette", "sticks", "pages", "instance", "keeping"),
    ("window",),
    ("walk",),
)
UI_FLOOR = {room: number for number, rooms in enumerate(UI_FLOORS) for room in rooms}


def _modules() -> Iterator[tuple[Path, tuple[str, ...]]]:
    for path in (file.path for file in files()):
        parts = path.relative_to(PROGRAM).with_suffix("").parts
        yield path, tuple(part for part in parts if part != "__init__")


@cache
def _imports(path: Path) -> tuple[tuple[int, str], ...]:
    """Every imported module of a file with its line, also those inside functions."""
    (found,) = (file for file in files() if file.path == path)
    for one in found.imports:
        assert one.level == 0, f"{path}:{one.line}: imports are written in full"
    return tuple((one.line, one.name) for one in found.imports)


def _wrong(sentence: str, offences: list[str]) -> None:
    assert not offences, sentence + "\n" + "\n".join(offences)


def test_a_room_imports_itself_and_lower_floors_only() -> None:
    offences = []
    for path, parts in _modules():
        if not parts:
            continue
        room = parts[0]
        assert room in FLOOR, f"{path}: no floor is written down for {room}"
        for line, name in _imports(path):
            if not name.startswith("wecoop_desktop."):
                continue
            target = name.split(".")[1]
            if target in ("__version__", room):
                continue
            if FLOOR[target] >= FLOOR[room]:
                offences.append(f"{path}:{line}: {room} imports {target}")
    _wrong("A room imports itself and lower floors only.", offences)


def test_only_the_window_and_its_wiring_know_qt() -> None:
    offences = [
        f"{path}:{line}: imports {name}"
        for path, parts in _modules()
        for line, name in _imports(path)
        if name.split(".")[0] in ("PySide6", "shiboken6") and parts[:1] not in (("ui",), ("app",))
    ]
    _wrong("PySide6 stays in ui and app.", offences)


TOOLKIT = {
    "library": {"tables", "build", "shelf"},
    "work": {"tables", "migration", "migrations"},
    "publisher": {"mailbox", "receive"},
}


def test_only_what_makes_a_database_knows_the_database_toolkit() -> None:
    offences = [
        f"{path}:{line}: imports {name}"
        for path, parts in _modules()
        for line, name in _imports(path)
        if name.split(".")[0] in ("sqlalchemy", "alembic")
        and (len(parts) < 2 or parts[1] not in TOOLKIT.get(parts[0], ()))
    ]
    _wrong("SQLAlchemy makes and migrates; what is read and written daily does without.", offences)


def test_presenters_know_no_widgets() -> None:
    offences = [
        f"{path}:{line}: imports {name}"
        for path, parts in _modules()
        if parts[:2] == ("ui", "presenters")
        for line, name in _imports(path)
        if name.startswith("PySide6") and not name.startswith("PySide6.QtCore")
    ]
    _wrong("Presenters import QtCore only.", offences)


def test_presenters_say_nothing() -> None:
    offences = [
        f"{path}:{line}: imports {name}"
        for path, parts in _modules()
        if parts[:2] == ("ui", "presenters")
        for line, name in _imports(path)
        if name.startswith("wecoop_desktop.ui.wording")
    ]
    _wrong("Presenters hold codes and values; words are said by screens.", offences)


def test_inside_the_window_imports_go_down() -> None:
    offences = []
    for path, parts in _modules():
        if parts[:1] != ("ui",) or len(parts) < 2:
            continue
        part = parts[1]
        assert part in UI_FLOOR, f"{path}: no line is written down for ui.{part}"
        for line, name in _imports(path):
            names = name.split(".")
            if names[:2] != ["wecoop_desktop", "ui"] or names[2] == part:
                continue
            if UI_FLOOR[names[2]] > UI_FLOOR[part]:
                offences.append(f"{path}:{line}: ui.{part} imports ui.{names[2]}")
    _wrong("window -> screens -> parts and presenters -> runner, place, wording.", offences)


def test_the_core_is_not_tied_to_the_network() -> None:
    allowed = {"sync"}
    offences = [
        f"{path}:{line}: imports {name}"
        for path, parts in _modules()
        for line, name in _imports(path)
        if name.split(".")[0] in ("socket", "ssl", "http", "urllib3", "requests", "httpx")
        and parts[:1] != ("sync",)
        and parts[0] not in allowed
    ]
    _wrong("Only sync and feedback reach the network.", offences)
