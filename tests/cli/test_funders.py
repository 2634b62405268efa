"""`wecoop funders` on the shipped content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("home"))]


def test_list(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["funders", "list", "--json", "--lang", "ru", *home]) == YES
    funders = {entry["id"]: entry for entry in json.loads(capsys.readouterr().out)["funders"]}
    assert len(funders) == 33
    assert funders["ebrd"]["acronym"] == "ЕБРР"
    assert funders["ebrd"]["countries"]["TM"] == "limited"


def test_list_for_reading(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["funders", "list", "--lang", "en", *home]) == YES
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("ebrd "))
    assert "KZ KG TJ (TM) UZ" in line


def test_show(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["funders", "show", "ebrd", "--lang", "en", *home]) == YES
    said = capsys.readouterr().out
    assert "European Bank for Reconstruction and Development" in said
    assert "Turkmenistan: with limits" in said
    assert "1. Enquiry and concept review (1–3 months)" in said
    assert run(["funders", "show", "ebrd", "--json", *home]) == YES
    card = json.loads(capsys.readouterr().out)
    assert card["ticket"]["currency"] == "EUR"
    assert card["cycle"][0]["stage"]["ru"]


@pytest.mark.parametrize("funder", ["gcf", "eu_ndici", "usaid", "nefco"])
def test_every_kind_of_profile_can_be_read(
    funder: str, home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["funders", "show", funder, "--lang", "ru", *home]) == YES
    assert "None" not in capsys.readouterr().out


def test_an_unknown_funder(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["funders", "show", "ebrb", "--lang", "en", *home]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "ebrb" in captured.err
    assert len(captured.err.splitlines()) == 1


def test_home_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    code = run(["funders", "list", "--lang", "en", "--home", str(tmp_path / "home")])
    said = capsys.readouterr()
    # A shipped library needs no home; without one the fault is told in a line.
    assert code == YES or (code == WRONG and len(said.err.splitlines()) == 1)
