"""`wecoop publish` as an editor and as a script see it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.cli.main import NO, WRONG, YES, run

SHIPPED = resources_folder() / "packs"


def two(target: Path, decisions: object = ()) -> Path:
    """A pack of two records that tell of one project, and of some others."""
    folder = target / "packs" / "projects"
    (folder / "projects").mkdir(parents=True)
    for name in ("pack.json", "organisations.json"):
        shutil.copy(SHIPPED / "projects" / name, folder / name)
    for name in ("oxfam-tjka89", "wb-P147860", "ebrd-38901", "gef-3232", "gcf-FP075", "eu-secca"):
        shutil.copy(SHIPPED / "projects/projects" / f"{name}.json", folder / "projects")
    (folder / "duplicates.json").write_text(json.dumps(decisions), encoding="utf-8")
    return target / "packs"


def test_the_shipped_content_is_decided(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "duplicates", "--lang", "en"]) == YES
    assert capsys.readouterr().out == "Every likely pair is decided.\n"


def test_a_pair_that_awaits_a_decision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(two(tmp_path))
    assert run(["publish", "duplicates", folder, "--json", "--lang", "en"]) == NO
    answer = json.loads(capsys.readouterr().out)
    assert answer["undecided"] == 1
    pair = answer["pairs"][0]
    assert (pair["a"], pair["b"], pair["decision"]) == ("oxfam-tjka89", "wb-P147860", None)
    assert pair["score"] >= 0.6
    assert "title" in pair["reasons"]
    assert pair["titles"][1] == "Improving Social Accountability in the Water Sector"
    assert run(["publish", "duplicates", folder, "--lang", "en"]) == NO
    said = capsys.readouterr().out
    assert "similar titles" in said
    assert said.endswith("1 pair awaits a decision in projects/duplicates.json.\n")


def test_a_decided_pair_is_shown_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decision = {
        "a": "oxfam-tjka89", "b": "wb-P147860", "decision": "part",
        "note": {"en": "Two lines of one grant", "ru": "Две строки одного гранта"},
        "reviewed": "2026-11-22",
    }  # fmt: skip
    folder = str(two(tmp_path, [decision]))
    assert run(["publish", "duplicates", folder, "--lang", "en"]) == YES
    assert "oxfam" not in capsys.readouterr().out
    assert run(["publish", "duplicates", folder, "--all", "--lang", "ru"]) == YES
    assert "Две строки одного гранта" in capsys.readouterr().out


def test_what_became_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "duplicates", "--all", "--json"]) == YES
    answer = json.loads(capsys.readouterr().out)
    assert {"kept": "wb-P147860", "gone": "oxfam-tjka89"} in answer["merged"]
    parts = [pair for pair in answer["pairs"] if pair["within"]]
    assert {"gcf-FP075"} <= {pair[key] for pair in parts for key in ("a", "b")}


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "duplicates", str(tmp_path / "nowhere"), "--lang", "en"]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_a_command_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["publish", "--lang", "en"]) == WRONG
    assert len(capsys.readouterr().err.splitlines()) == 1
