"""`wecoop match` and `wecoop funders compare` on the shipped content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wecoop_desktop.cli.compare import ROWS
from wecoop_desktop.cli.main import NO, WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return ["--home", str(tmp_path_factory.mktemp("home"))]


def test_a_worked_example(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--example", "issyk-kul-waste", "--json", "--lang", "en", *home]) == YES
    results = json.loads(capsys.readouterr().out)["results"]
    assert len(results) == 33
    found = {one["funder"]: one for one in results}
    assert found["ebrd"]["verdict"] == "fits"
    assert found["usaid"]["verdict"] == "does_not_fit"
    reason = next(r for r in found["adb"]["reasons"] if r["rule"] == "M-27")
    assert reason["source"] == "card.ticket"
    assert reason["verdict"] == "would_fit"
    assert "usually gives" in reason["message"]
    assert reason["pages"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_for_reading(language: str, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--example", "urban-wastewater", "--lang", language, *home]) == YES
    said = capsys.readouterr().out
    assert "[ebrd]" in said
    assert "None " not in said.replace("None of", "")
    assert "{" not in said


def test_a_file(tmp_path: Path, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    empty, filled = tmp_path / "empty.wecoop", tmp_path / "filled.wecoop"
    assert run(["proposal", "new", "-o", str(empty), *home]) == YES
    capsys.readouterr()
    assert run(["match", str(empty), "--json", *home]) == NO
    results = json.loads(capsys.readouterr().out)["results"]
    assert {one["verdict"] for one in results} == {"unknown", "does_not_fit"}
    assert run(["proposal", "new", "--from", "issyk-kul-waste", "-o", str(filled), *home]) == YES
    assert run(["match", str(filled), "--lang", "en", *home]) == YES
    assert "[ebrd]" in capsys.readouterr().out


SIX = [
    "--country", "kg", "--sector", "waste", "--applicant", "sub_sovereign",
    "--amount", "18000000 EUR", "--instrument", "loan", "--excluded", "no",
]  # fmt: skip


def test_six_facts_without_a_draft(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", *SIX, "--json", "--lang", "en", *home]) == YES
    found = {one["funder"]: one for one in json.loads(capsys.readouterr().out)["results"]}
    assert found["ebrd"]["verdict"] == "fits"
    assert found["eib"]["verdict"] == "unknown"
    assert {"id", "label", "weight", "score", "message"} <= set(found["ebrd"]["parts"][0])
    facts = {cure["fact"] for cure in found["eib"]["cures"]}
    assert facts == {"guarantee", "size"}


def test_one_funder_in_full(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["match", *SIX, "--funder", "ebrd", "--evidence"]
    assert run([*arguments, "--lang", "en", *home]) == YES
    said = capsys.readouterr().out
    assert "[eib]" not in said
    assert "Experience: 100% × 15. Its projects in the database: 116" in said
    assert "records: 12, in Central Asia" in said
    assert run([*arguments, "--json", *home]) == YES
    (only,) = json.loads(capsys.readouterr().out)["results"]
    assert only["evidence"]["records"] == 116
    assert only["evidence"]["size"]["records"] == 12
    assert only["evidence"]["months_to_completion"]["median"] is None
    assert only["evidence"]["nearest"][0]["why"]


def test_what_if(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    trial = ["--what-if", "size=30000000 EUR", "--what-if", "guarantee=agreed"]
    assert run(["match", *SIX, *trial, "--json", "--lang", "en", *home]) == YES
    shifts = {one["funder"]: one for one in json.loads(capsys.readouterr().out)["shifts"]}
    assert shifts["eib"]["before"]["verdict"] == "unknown"
    assert shifts["eib"]["after"]["verdict"] == "fits"
    assert {reason["code"] for reason in shifts["eib"]["gone"]} >= {"ticket_below"}
    assert run(["match", *SIX, *trial, "--lang", "ru", "--funder", "eib", *home]) == YES
    said = capsys.readouterr().out
    assert "[eib]" in said
    assert "[adb]" not in said
    assert run(["match", *SIX, "--what-if", "guarantee=", "--lang", "en", *home]) == WRONG
    capsys.readouterr()


def test_contradictions_and_unknown_money_are_reasons(
    home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    odd = [*SIX[:7], "800 TMT", *SIX[8:], "--total", "1 TMT", "--contribution", "40%"]
    assert run(["match", *odd, "--funder", "ebrd", "--json", *home]) == NO
    (found,) = json.loads(capsys.readouterr().out)["results"]
    codes = {reason["code"] for reason in found["reasons"]}
    assert {"amount_not_compared", "asks_too_much"} <= codes


@pytest.mark.parametrize(
    "arguments",
    [
        ["match"],
        ["match", "--country", "Mars"],
        ["match", "--amount", "much"],
        ["match", "--amount", "5"],
        ["match", "--amount=-5 EUR"],
        ["match", "--instrument", "loan,gift"],
        ["match", "--excluded", "perhaps"],
        ["match", "--mitigation", "3"],
        ["match", "--contribution", "140%"],
        ["match", "--example", "issyk-kul-waste", "--country", "KG"],
        ["match", *SIX, "--funder", "ebrb"],
        ["match", *SIX, "--what-if", "colour=red"],
        ["match", *SIX, "--what-if", "size"],
        ["match", *SIX, "--what-if", "share=lots"],
        ["match", "none.wecoop"],
        ["match", "--example", "none"],
        ["funders", "compare", "ebrd"],
        ["funders", "compare", "ebrd", "ebrd"],
        ["funders", "compare", "ebrd", "adb", "gcf", "gef"],
        ["funders", "compare", "ebrd", "ebrb"],
    ],
)
def test_wrong_use_is_told_in_a_line(
    arguments: list[str], home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--lang", "en", *home]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1


def test_compare_has_always_the_same_rows(
    home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for ids in (["ebrd", "adb"], ["gcf", "usaid", "nefco"]):
        assert run(["funders", "compare", *ids, "--json", "--lang", "en", *home]) == YES
        data = json.loads(capsys.readouterr().out)
        assert data["funders"] == ids
        assert [row["id"] for row in data["rows"]] == list(ROWS)
        assert all(len(row["values"]) == len(ids) for row in data["rows"])


def test_compare_shows_differences(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["funders", "compare", "ebrd", "adb", "--lang", "en", *home]) == YES
    short = capsys.readouterr().out
    assert "Turkmenistan" in short
    assert "Kazakhstan" not in short
    assert run(["funders", "compare", "ebrd", "adb", "--all", "--lang", "en", *home]) == YES
    assert "Kazakhstan" in capsys.readouterr().out
