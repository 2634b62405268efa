"""A `.workshop` file or a session folder that somebody made to do harm, or that a stick broke: one
clear sentence, and nothing is written."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.classroom import EXERCISE, NINE, Classroom, classroom
from tests.work.test_file import HOSTILE
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.workshop.prepare import write_one_file
from wecoop_desktop.workshop.sandbox import join
from wecoop_desktop.workshop.session import SESSION, START

TOLD = f"exercise/{EXERCISE}.json"
DEEP = b"[" * 100_000 + b"]" * 100_000
PARTS: dict[str, dict[str, bytes]] = {
    "an older name beside": {"../session.json": b"{}"},
    "up": {"exercise/../../evil": b"x"},
    "from the root": {"/etc/evil": b"x"},
    "a drive": {"C:\\evil": b"x"},
    "back": {"exercise\\..\\evil": b"x"},
    "a device": {"exercise/CON": b"x"},
    "a very long name": {"exercise/" + "x" * 4_000: b"x"},
    "a name that commands": {"exercise/\x1b[31m": b"x"},
    "no JSON": {SESSION: b"PK"},
    "a list": {SESSION: b"[]"},
    "deep": {SESSION: DEEP},
    "no number": {SESSION: b'{"format": NaN}'},
    "a number of a million digits": {SESSION: b'{"format": 1' + b"0" * 1_000_000 + b"}"},
    "half a letter": {SESSION: b'{"format": 1, "title": "\\ud800"}'},
    "no UTF-8": {SESSION: b'{"format": 1, "title": "\xff"}'},
    "a huge paper": {SESSION: b'{"format": 1, "title": "' + b"x" * 3_000_000 + b'"}'},
    "no proposal": {START: b"no zip"},
    "an empty proposal": {START: b""},
    "an exercise that is none": {TOLD: b"[]"},
    "a deep exercise": {TOLD: DEEP},
    "another exercise": {TOLD: b'{"id": "other"}'},
}
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from(["../../etc", "x" * 5_000, "\x00", "\u202e", "2026-13-45", "9" * 400]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["number", "name", "en", "ru", "id"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    return classroom(tmp_path_factory.mktemp("class"), 2)


@pytest.fixture(scope="module")
def good(room: Classroom) -> dict[str, bytes]:
    """The parts of a `.workshop` file that can be joined."""
    path = room.root / "good.workshop"
    write_one_file(room.folder, path)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def joined(root: Path, place: Path) -> AppError | None:
    """What joining there says. Nothing is written then, and in no case beside the home."""
    home = Home(root / "home")
    before = _files(root)
    try:
        join(home, place, 1, NINE)
    except AppError as error:
        for code in ("en", "ru"):
            words = say(Language(code), error)
            assert words
            assert "\n" not in words
        assert _files(root) == before
        return error
    assert {path for path in _files(root) - before if not path.is_relative_to(home.root)} == set()
    return None


def _files(root: Path) -> set[Path]:
    return set(root.rglob("*"))


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_odd_parts_are_told_or_left(
    tmp_path: Path, good: dict[str, bytes], parts: dict[str, bytes]
) -> None:
    place = tmp_path / "odd.workshop"
    place.write_bytes(packed({**good, **parts}))
    assert joined(tmp_path, place) is not None


@pytest.mark.parametrize("name", [SESSION, START, TOLD])
def test_a_part_that_is_not_there(tmp_path: Path, good: dict[str, bytes], name: str) -> None:
    place = tmp_path / "part.workshop"
    place.write_bytes(packed({each: data for each, data in good.items() if each != name}))
    assert joined(tmp_path, place) is not None


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_what_no_proposal_may_be_no_session_may_be(
    tmp_path: Path, good: dict[str, bytes], case: tuple[str, object, str]
) -> None:
    """Bombs, tricks with paths, links, cut and encrypted files: as the file or its proposal."""
    make = case[1]
    assert callable(make)
    data = make()
    place = tmp_path / "bad.workshop"
    place.write_bytes(data)
    assert joined(tmp_path, place) is not None
    place.write_bytes(packed({**good, START: data}))
    assert joined(tmp_path, place) is not None


def test_any_byte_may_be_another_one(tmp_path: Path, good: dict[str, bytes]) -> None:
    whole, dice = packed(good), random.Random("workshop")
    place = tmp_path / "changed.workshop"
    told = 0
    for time in range(60):
        broken = bytearray(whole)
        for _byte in range(dice.choice((1, 1, 3))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        place.write_bytes(broken[: dice.choice((len(broken), dice.randrange(len(broken))))])
        root = tmp_path / str(time)
        root.mkdir()
        told += joined(root, place) is not None
    assert told > 40


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_value_may_be_another_one(
    tmp_path: Path, good: dict[str, bytes], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([SESSION, TOLD]))
    read = parse_json(good[name])
    assert isinstance(read, dict)
    read[data.draw(st.sampled_from(sorted(read)))] = data.draw(ODD)
    place = tmp_path / "value.workshop"
    place.write_bytes(packed({**good, name: json.dumps(read).encode()}))
    root = tmp_path / str(len(list(tmp_path.iterdir())))
    root.mkdir()
    joined(root, place)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made as on Linux and macOS")
@pytest.mark.parametrize("name", [SESSION, START, TOLD])
@pytest.mark.parametrize("kind", ["link", "circle", "pipe", "folder", "device"])
def test_a_folder_whose_file_is_something_else(
    tmp_path: Path, good: dict[str, bytes], name: str, kind: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody's business")
    folder = tmp_path / "stick" / "wecoop-workshop-20261124-0a1b2c3d"
    for each, data in good.items():
        (folder / each).parent.mkdir(parents=True, exist_ok=True)
        (folder / each).write_bytes(data)
    path = folder / name
    path.unlink()
    if kind == "link":
        path.symlink_to(secret)
    elif kind == "circle":
        path.symlink_to(path)
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    assert joined(tmp_path, folder.parent) is not None
