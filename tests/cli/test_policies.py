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


def test_of_one_sector(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    words = ["policies", "list", "--country", "KG", "--sector", "waste", "--json", *home]
    assert run(words) == YES
    policies = json.loads(capsys.readouterr().out)["policies"]
    weights = [policy["weights"]["waste"] for policy in policies]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) > 1
    assert run(["policies", "list", "--sector", "none", "--lang", "en", *home]) == WRONG
    assert "waste" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_policy(language: str, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["policies", "show", "kg_ndc3", "--lang", language, *home]) == YES
    said = capsys.readouterr().out
    assert "2025–2035" in said
    assert "https://24.kg" in said
    assert run(["policies", "show", "kg_ndc3", "--json", "--lang", language, *home]) == YES
    policy = json.loads(capsys.readouterr().out)
    assert (policy["kind"], policy["horizon"], policy["verified"]) == ("ndc", 2035, True)
    assert policy["as_of"] == "2026-11-22"
    assert policy["targets"]
    assert run(["policies", "show", "kg_nd", "--lang", "en", *home]) == WRONG
    assert "kg_ndc3" in capsys.readouterr().err
