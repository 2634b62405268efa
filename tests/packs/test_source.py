"""A folder of packs says the same whether it holds folders or files."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.packs.test_read import small
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs import archive, source
from wecoop_desktop.packs.frame import QUICK
from wecoop_desktop.packs.read import read_manifests, read_packs


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small(tmp_path / "packs")


def pack(folder: Path, *only: str) -> None:
    """Turn packs of a folder into files."""
    for name in only or source.pack_names(folder):
        data = archive.pack_bytes(source.files_of(folder, name, []), level=QUICK)
        (folder / f"{name}.pack").write_bytes(data)
        shutil.rmtree(folder / name)


def test_folders_files_and_both_mixed_are_the_same(folder: Path, tmp_path: Path) -> None:
    digest, packs, manifests = (
        source.folder_digest(folder),
        read_packs(folder),
        read_manifests(folder),
    )
    mixed = shutil.copytree(folder, tmp_path / "mixed")
    pack(mixed, "guide", "projects")
    pack(folder)
    for other in (folder, mixed):
        assert source.folder_digest(other) == digest
        assert read_manifests(other) == manifests
        found = read_packs(other)
        assert found == packs
        assert found.digest == packs.digest


def test_the_shipped_packs_go_through_files_unchanged(tmp_path: Path) -> None:
    shipped = resources_folder() / "packs"
    for name, files in source.all_files(shipped):
        (tmp_path / f"{name}.pack").write_bytes(archive.pack_bytes(files, level=QUICK))
    assert source.folder_digest(tmp_path) == source.folder_digest(shipped)


def test_any_changed_byte_changes_the_digest(folder: Path) -> None:
    before = source.folder_digest(folder)
    path = folder / "guide/sections/A1.en.md"
    path.write_bytes(path.read_bytes() + b" ")
    changed = source.folder_digest(folder)
    path.rename(path.with_name("A2.en.md"))
    assert len({before, changed, source.folder_digest(folder)}) == 3


def test_a_damaged_file_is_a_finding_and_the_others_are_read(folder: Path) -> None:
    pack(folder)
    (folder / "guide.pack").write_bytes(b"nothing")
    packs = read_packs(folder)
    found = {finding.code for finding in packs.findings if finding.file.startswith("guide")}
    assert found == {"pack-file-damaged", "pack-no-manifest"}
    assert packs.projects
    assert not packs.sections
    assert "guide" not in {manifest.id for manifest in read_manifests(folder)}


def test_a_pack_file_under_the_name_of_another_is_not_read(folder: Path) -> None:
    pack(folder)
    shutil.copy(folder / "guide.pack", folder / "forms.pack")
    codes = {finding.code for finding in read_packs(folder).findings}
    assert "pack-file-other" in codes


def test_where_both_are_there_the_folder_is_read_and_it_is_said(folder: Path) -> None:
    (folder / "guide.pack").write_bytes(b"nothing")
    findings: list[Finding] = []
    assert "guide/pack.json" in source.files_of(folder, "guide", findings)
    assert [(each.code, each.level) for each in findings] == [("pack-twice", "warning")]
    assert source.pack_names(folder).count("guide") == 1


def test_links_hidden_files_and_strangers(folder: Path) -> None:
    pack(folder)
    (folder / "policies.pack").rename(folder / "elsewhere")
    (folder / "policies.pack").symlink_to(folder / "elsewhere")
    (folder / ".hidden.pack").write_bytes(b"")
    (folder / "new_things.pack").write_bytes(archive.pack_bytes({"new_things/pack.json": b"{}"}))
    packs = read_packs(folder)
    codes = {(finding.code, finding.file) for finding in packs.findings}
    assert ("pack-missing", "policies") in codes
    assert ("pack-unknown", "new_things") in codes
    assert not any("hidden" in file for _, file in codes)


def test_a_link_is_not_followed_when_it_is_asked_for(folder: Path) -> None:
    pack(folder, "guide")
    (folder / "guide.pack").rename(folder / "elsewhere")
    (folder / "guide.pack").symlink_to(folder / "elsewhere")
    findings: list[Finding] = []
    assert source.files_of(folder, "guide", findings) == {}
    assert [each.code for each in findings] == ["pack-link"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_names_that_are_no_letters(folder: Path) -> None:
    (folder / os.fsdecode(b"\xff\n")).mkdir()
    (folder / os.fsdecode(b"\xfe.pack")).write_bytes(b"")
    assert source.folder_digest(folder)
    unknown = [each.file for each in read_packs(folder).findings if each.code == "pack-unknown"]
    assert sorted(unknown) == ["?", "??"]


def test_packs_that_need_not_be_there_are_not_missed(folder: Path) -> None:
    assert {finding.file for finding in read_packs(folder).findings if finding.level == "error"} & {
        "answers",
        "exercises",
    } == set()


def test_no_folder(tmp_path: Path) -> None:
    for read in (source.pack_names, source.folder_digest, read_packs, read_manifests):
        with pytest.raises(AppError) as error:
            read(tmp_path / "none")
        assert error.value.code == "packs-missing"
