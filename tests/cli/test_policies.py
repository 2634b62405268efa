"""`wecoop policies` on the shipped content."""

from __future__ import annotations

import json

import pytest

from wecoop_desktop.cli.main import WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("home"))]


def test_all(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policies", "list", "--json", "--lang", "en", *home]) == YES
    assert len(json.loads(capsys.readouterr().out)["policies"]) == 50


@pytest.mark.parametrize("country", ["KG", "kg"])
def test_of_one_country(country: str, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["policies", "list", "--country", country, "--json", "--lang", "ru", *home]
    assert run(arguments) == YES
    policies = json.loads(capsys.readouterr().out)["policies"]
    assert {policy["country"] for policy in policies} == {"KG"}
    assert all(set(policy["weights"].values()) <= {1, 2, 3} for policy in policies)


def test_for_reading(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policies", "list", "--country", "UZ", "--lang", "ru", *home]) == YES
    assert "uz_" in capsys.readouterr().out


def test_an_unknown_country(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policies", "list", "--country", "XX", "--lang", "en", *home]) == WRONG
    assert "XX" in capsys.readouterr().err
