"""`wecoop packs` as a person and as a script see it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.cli.main import NO, WRONG, YES, run

SHIPPED = resources_folder() / "packs"


def test_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs", "list", "--json", "--lang", "ru"]) == YES
    packs = json.loads(capsys.readouterr().out)["packs"]
    assert {pack["id"] for pack in packs} == {pack.name for pack in SHIPPED.iterdir()}
    assert all(pack["source"] == "shipped" and pack["issued"] >= "2026-11-22" for pack in packs)
    assert all(pack["version"].startswith("2026.11.") for pack in packs)


def test_list_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs", "list", "--lang", "en"]) == YES
    assert "Financed projects" in capsys.readouterr().out


def test_verify_names_file_and_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(SHIPPED / "events", packs / "events")
    (packs / "events/events/broken.json").write_text('{"id": "broken"', encoding="utf-8")
    assert run(["packs", "verify", str(packs), "--lang", "en"]) == NO
    said = capsys.readouterr().out.splitlines()
    assert any(line.startswith("error: events/events/broken.json: ") for line in said)
    assert run(["packs", "verify", str(packs), "--json"]) == NO
    answer = json.loads(capsys.readouterr().out)
    assert answer["sound"] is False
    assert answer["counts"]["events"] == 33
    found = [entry for entry in answer["findings"] if entry["code"] == "pack-not-json"]
    assert found[0]["file"] == "events/events/broken.json"


def test_verify_of_a_folder_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["packs", "verify", str(tmp_path / "nowhere"), "--lang", "en"]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_a_command_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["packs", "--lang", "en"]) == WRONG
    assert len(capsys.readouterr().err.splitlines()) == 1
