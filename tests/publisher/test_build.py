"""Editions: pack files, patches from earlier ones, numbers that grow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kit.organisation import Organisation
from tests.kit.small import Packs, revised, small_packs, write_packs
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.edition import FILE, edition_digest, pack_digest, read_edition
from wecoop_desktop.packs.patch import apply_patch
from wecoop_desktop.publisher.build import PATCHES, build
from wecoop_desktop.publisher.history import packs_of, past_editions
from wecoop_desktop.publisher.inspection import inspect
from wecoop_desktop.publisher.sign import sign_edition


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _digest(packs: Packs) -> str:
    return edition_digest({pack: pack_digest(files) for pack, files in packs.items()})


class Editor:
    """Builds edition after edition, and signs them."""

    def __init__(self, folder: Path) -> None:
        self.house = Organisation(folder)
        self.folder = folder
        self.packs: list[Packs] = []

    def write(self, packs: Packs) -> Path:
        self.packs.append(packs)
        return write_packs(packs, self.folder / f"packs-{len(self.packs)}")

    def publish(self, packs: Packs) -> Path:
        target = self.folder / f"built-{len(self.packs)}"
        build(self.write(packs), target, self.house.release)
        keys = self.house.keys("editor", "clock")
        assert sign_edition(self.house.press, target, keys, self.house.now).lacks == ()
        return target


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path)


def test_the_same_packs_give_the_same_bytes(editor: Editor) -> None:
    folder = editor.write(small_packs())
    first = build(folder, editor.folder / "a")
    build(folder, editor.folder / "b")
    assert _files(editor.folder / "a") == _files(editor.folder / "b")
    assert first.edition.number == 1
    assert first.edition.digest == _digest(small_packs())
    again = build(folder, editor.folder / "a")  # into an earlier edition of ours
    assert again == first


def test_numbers_grow_and_patches_lead_from_every_edition_kept(editor: Editor) -> None:
    packs = small_packs()
    editor.publish(packs)
    for number in range(1, PATCHES + 2):
        packs = revised(packs, number)
        last = editor.publish(packs)
    edition = read_edition((last / FILE).read_bytes())
    assert edition.number == PATCHES + 2
    assert [patch.number for patch in edition.patches] == [
        edition.number - back for back in range(1, PATCHES + 1)
    ]
    assert len(list(last.iterdir())) < 100
    for patch in edition.patches:
        old = editor.packs[patch.number - 1]
        new = apply_patch(old, (last / patch.file).read_bytes())
        assert _digest(new) == edition.digest == _digest(packs)
    assert inspect(editor.house.release, editor.house.now) == ()


def test_the_release_gives_the_packs_back(editor: Editor) -> None:
    editor.publish(small_packs())
    second = revised(small_packs(), 1)
    editor.publish(second)
    past = past_editions(editor.house.release)
    assert [each.edition.number for each in past] == [2, 1]
    assert packs_of(past[0]) == second
    assert packs_of(past[1]) == small_packs()


def test_what_is_not_built(editor: Editor) -> None:
    editor.publish(small_packs())
    release = editor.house.release
    target = editor.folder / "new"

    def refused(packs: Packs) -> AppError:
        with pytest.raises(AppError) as error:
            build(editor.write(packs), target, release)
        assert not target.exists()
        return error.value

    assert refused(small_packs()).code == "edition-same"
    silent = revised(small_packs(), 1)
    silent["projects"]["projects/pack.json"] = small_packs()["projects"]["projects/pack.json"]
    error = refused(silent)
    assert (error.code, error.values["pack"]) == ("pack-version-same", "projects")
    back = revised(small_packs(), 1)
    told = json.loads(back["projects"]["projects/pack.json"]) | {"issued": "2020-01-01"}
    back["projects"]["projects/pack.json"] = json.dumps(told).encode()
    assert refused(back).code == "pack-issued-back"
    broken = revised(small_packs(), 1)
    broken["projects"]["projects/organisations.json"] = b"{"
    assert refused(broken).code == "packs-unsound"


def test_other_files_in_the_way_stay(editor: Editor) -> None:
    target = editor.folder / "mine"
    target.mkdir()
    (target / "letter.txt").write_text("mine")
    with pytest.raises(AppError) as error:
        build(editor.write(small_packs()), target)
    assert error.value.code == "folder-not-empty"
    assert (target / "letter.txt").read_text() == "mine"


def test_a_damaged_release_before(editor: Editor) -> None:
    editor.publish(small_packs())
    for path in (editor.house.release / "targets").glob("*.projects.pack"):
        path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(AppError) as error:
        build(editor.write(revised(small_packs(), 1)), editor.folder / "new", editor.house.release)
    assert error.value.code == "release-file-damaged"
    codes = {finding.code for finding in inspect(editor.house.release, editor.house.now)}
    assert codes & {"part-damaged", "release-file-damaged"}


def test_what_ends_soon_is_said(editor: Editor) -> None:
    editor.publish(small_packs())
    assert inspect(editor.house.release, editor.house.now) == ()
    editor.house.later(25)
    soon = inspect(editor.house.release, editor.house.now)
    assert [(each.code, each.values["role"]) for each in soon] == [("release-ends", "timestamp")]
    editor.house.later(10)
    ended = {(each.code, each.level) for each in inspect(editor.house.release, editor.house.now)}
    assert ("release-ended", "error") in ended
    assert ("update-expired", "error") in ended
