"""Criteria, topics, stages and inserts that lead nowhere are findings with file and path."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.packs.test_read import SHIPPED, change, small
from wecoop_desktop.packs.read import read_packs

EBRD = "funders/funders/ebrd.json"
TABLE = "forms/tables/appraisal.json"
NOTE = "forms/templates/eu_concept.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = small(tmp_path / "packs")
    shutil.copy(SHIPPED / TABLE, found / TABLE)
    return found


def found(folder: Path, file: str) -> set[tuple[str, str]]:
    return {(f.code, f.path) for f in read_packs(folder).findings if f.file == file}


def _criterion(data: dict[str, Any]) -> None:
    data["appraisal_criteria"][0]["topics"] = ["need", "nothing"]


def _phase(data: dict[str, Any]) -> None:
    data["cycle"][0]["phase"] = "dreaming"


def _decision(data: dict[str, Any]) -> None:
    data["cycle"][0]["decision"] = "end"


def _answers(data: dict[str, Any]) -> None:
    data["topics"][4]["answers"] = ["basic.nothing"]  # else questions of steps that are here


def _empty(data: dict[str, Any]) -> None:
    data["questions"][0]["answers"] = []


def _insert(data: dict[str, Any]) -> None:
    data["sections"][2]["insert"] = "weather"


@pytest.mark.parametrize(
    ("file", "edit", "code", "path"),
    [
        (EBRD, _criterion, "pack-reference-unknown", "appraisal_criteria[0].topics"),
        (EBRD, _phase, "pack-value-unknown", "cycle[0].phase"),
        (EBRD, _decision, "pack-value-unknown", "cycle[0].decision"),
        (TABLE, _answers, "pack-reference-unknown", "topics[4].answers"),
        (TABLE, _empty, "pack-key-missing", "questions[0].answers"),
        (NOTE, _insert, "pack-value-unknown", "sections[2].insert"),
    ],
)
def test_a_finding_says_where(
    folder: Path, file: str, edit: Callable[[dict[str, Any]], None], code: str, path: str
) -> None:
    before = found(folder, file)
    assert (code, path) not in before
    change(folder / file, edit)
    assert (code, path) in found(folder, file)


def test_the_shipped_packs_say_where_each_decision_falls() -> None:
    packs = read_packs(SHIPPED)
    for funder in packs.funders:
        phases = [stage.phase for stage in funder.cycle]
        assert all(phases)
        assert phases.count("decision") <= 1
        assert all(bool(s.decision) == (s.phase == "decision") for s in funder.cycle)
        order = ("preparation", "decision", "agreement", "implementation", "completion")
        assert [order.index(phase) for phase in phases] == sorted(map(order.index, phases))
    assert all(policy.as_of for policy in packs.policies)
