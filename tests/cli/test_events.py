"""`wecoop events` on the shipped content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("home"))]


def listed(
    home: list[str], capsys: pytest.CaptureFixture[str], *words: str
) -> list[dict[str, object]]:
    assert run(["events", "list", "--json", "--lang", "en", *words, *home]) == YES
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["events"]
    return found


def test_all_the_newest_first(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(home, capsys)
    dates = [str(event["when"] or "") for event in found]
    assert dates == sorted(dates, reverse=True)
    assert {event["kind"] for event in found} >= {"meeting", "training", "call", "publication"}


def test_of_a_country_and_the_region(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(home, capsys, "--country", "uz")
    assert {"UZ" in event["countries"] or not event["countries"] for event in found} == {True}  # type: ignore[operator]
    assert any(event["countries"] for event in found)
    assert len(found) < len(listed(home, capsys))


def test_between_days(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = listed(home, capsys, "--from", "2018-01-01", "--to", "2018-12-31")
    assert found
    assert {str(event["when"])[:4] for event in found} == {"2018"}


def test_a_calendar(tmp_path: Path, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "Даты.ics"
    assert run(["events", "list", "--lang", "ru", "-o", str(target), *home]) == YES
    written = target.read_bytes()
    said = capsys.readouterr().out
    assert written.startswith(b"BEGIN:VCALENDAR\r\n")
    assert str(target) in said
    days = sum(len(str(event["when"] or "")) == 10 for event in listed(home, capsys))
    assert written.count(b"BEGIN:VEVENT") == days


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--country", "XX"], "XX"),
        (["--from", "2023-02-30"], "2023-02-30"),
        (["-o", "events.docx"], ".docx"),
        (["--topic", "gold"], "gold"),
    ],
)
def test_what_cannot_be(
    words: list[str], said: str, home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["events", "list", "--lang", "en", *words, *home]) == WRONG
    assert said in capsys.readouterr().err


def test_none_fits(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", "list", "--lang", "en", "--from", "9999-01-01", *home]) == YES
    assert "No event fits." in capsys.readouterr().out


def test_terms_of_a_country_and_a_sheet_to_print(
    tmp_path: Path, home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "Сроки.pdf"
    wanted = ["events", "list", "--lang", "ru", "--terms", "--country", "tj", *home]
    assert run(wanted) == YES
    assert "Национальная водная стратегия" in capsys.readouterr().out
    assert run([*wanted, "-o", str(target)]) == YES
    assert target.read_bytes().startswith(b"%PDF-")
