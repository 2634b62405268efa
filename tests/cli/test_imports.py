"""Imports and their review at the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.kit.activities import HEAD, bank, iati, new
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.cli.main import NO, WRONG, YES, run

SHIPPED = resources_folder() / "packs"


def small(folder: Path) -> Path:
    """Packs with two projects: comparing with all takes longer."""
    target = folder / "packs"
    (target / "projects" / "projects").mkdir(parents=True)
    for name in ("pack.json", "organisations.json", "classification.json"):
        shutil.copy(SHIPPED / "projects" / name, target / "projects" / name)
    shutil.copy(SHIPPED / "projects/projects/ebrd-38901.json", target / "projects/projects")
    return target


def test_from_a_file_to_the_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packs, queue = str(small(tmp_path)), str(tmp_path / "q.json")
    more = "<description><narrative>Bins.</narrative></description>"
    file = str(iati(tmp_path, new(more=more), new("XX-3", country="AF")))
    begun = ["publish", "import-iati", file, "-o", queue, "--packs", packs, "--json"]
    assert run(begun) == NO
    answer = json.loads(capsys.readouterr().out)
    assert (answer["counts"]["waiting"], answer["counts"]["out_of_scope"]) == (1, 1)
    name = "xx-test-2-1"
    review = ["publish", "review", queue, "--lang", "en"]
    assert run([*review, "--accept", name]) == WRONG
    assert "title.ru is not written yet" in capsys.readouterr().err
    assert run([*review, "--set", name, "title.ru=Отходы"]) == YES
    assert run([*review, "--set", name, "summary.ru=Баки"]) == YES
    capsys.readouterr()
    assert run([*review, "--list", "--json"]) == YES
    (entry,) = json.loads(capsys.readouterr().out)["entries"]
    assert (entry["verdict"], entry["obstacles"]) == ("new", [])
    assert run([*review, "--show", name]) == YES
    assert "a.xml:3" in capsys.readouterr().out
    assert run([*review, "--accept", name]) == YES
    assert run([*review, "--apply", packs]) == YES
    assert "1 file was written." in capsys.readouterr().out
    assert (Path(packs) / f"projects/projects/{name}.json").is_file()
    assert run([*review, "--list", "--json"]) == YES
    answer = json.loads(capsys.readouterr().out)
    assert (answer["entries"], answer["counts"]["accepted"]) == ([], 1)


def test_rejected_with_a_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    packs, queue = str(small(tmp_path)), str(tmp_path / "q.json")
    file = str(bank(tmp_path, {}))
    assert run(["publish", "import-worldbank", file, "-o", queue, "--packs", packs]) == NO
    review = ["publish", "review", queue, "--lang", "en"]
    assert run([*review, "--reject", "wb-P999001"]) == WRONG
    assert run([*review, "--reject", "wb-P999001", "--why", "Not ours"]) == YES
    capsys.readouterr()
    assert run([*review, "--all"]) == YES
    assert "Not ours" in capsys.readouterr().out


def test_a_queue_with_decisions_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queue = tmp_path / "q.json"
    queue.write_text("decisions")
    assert run(["publish", "import-iati", "a.xml", "-o", str(queue), "--lang", "en"]) == WRONG
    assert "may hold decisions" in capsys.readouterr().err
    assert queue.read_text() == "decisions"


def test_a_hostile_file_leaves_no_queue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xml"
    file.write_text(f'{HEAD}<!DOCTYPE x [<!ENTITY a "b">]><iati-activities/>')
    queue = tmp_path / "q.json"
    assert run(["publish", "import-iati", str(file), "-o", str(queue), "--lang", "en"]) == WRONG
    assert "line 2" in capsys.readouterr().err
    assert not queue.exists()
