"""`wecoop guide` on the shipped content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from wecoop_desktop.cli.main import WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("home"))]


def data(
    home: list[str], capsys: pytest.CaptureFixture[str], *arguments: str
) -> dict[str, list[dict[str, object]]]:
    assert run(["guide", *arguments, "--json", *home]) == YES
    answer: dict[str, list[dict[str, object]]] = json.loads(capsys.readouterr().out)
    return answer


def test_list(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    sections = data(home, capsys, "list", "--lang", "ru")["sections"]
    ids = {section["id"] for section in sections}
    assert len(ids) == len(sections) > 50
    for section in sections:
        assert section["title"]
        assert section["parent"] is None or section["parent"] in ids
        assert set(section["words"]) == {"en", "ru"}  # type: ignore[call-overload]
    assert any(section["words"]["ru"] > 100 for section in sections)  # type: ignore[index]
    assert run(["guide", "list", "--lang", "en", *home]) == YES
    assert len(capsys.readouterr().out.splitlines()) == len(sections)


def test_show_in_both_languages(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    listed = data(home, capsys, "list")["sections"]
    longest = max(listed, key=lambda section: section["words"]["ru"])["id"]  # type: ignore[index]
    english = data(home, capsys, "show", str(longest), "--lang", "en")
    russian = data(home, capsys, "show", str(longest), "--lang", "ru")
    assert english["body"]
    assert russian["body"] != english["body"]
    assert run(["guide", "show", str(longest), "--lang", "ru", *home]) == YES
    assert str(russian["title"]) in capsys.readouterr().out


def test_search(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    found = data(home, capsys, "search", "логико-структурная матрица", "--lang", "ru")
    assert found["total"] == len(found["results"])
    assert found["results"]
    for result in found["results"]:
        assert result["id"]
        assert result["title"]
        assert len(str(result["snippet"])) < 300
    forms = data(home, capsys, "search", "логико-структурной матрицы")
    assert {r["id"] for r in forms["results"]} == {r["id"] for r in found["results"]}
    assert run(["guide", "search", "матрица", "--lang", "ru", *home]) == YES
    assert "матриц" in capsys.readouterr().out.lower()


def test_an_unknown_section(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["guide", "show", "Z99", "--lang", "en", *home]) == WRONG
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Z99" in captured.err
    assert len(captured.err.splitlines()) == 1


def test_a_figure_is_named_where_it_cannot_be_drawn(
    home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["guide", "show", "B10.4", "--lang", "en", *home]) == YES
    said = capsys.readouterr().out
    assert "[Figure: " in said
    assert "figure:" not in said


@pytest.mark.parametrize(("chosen", "least"), [("B05", 4), ("B05.1", 1)])
def test_export_writes_a_part_of_the_book(
    home: list[str],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    chosen: str,
    least: int,
) -> None:
    target = tmp_path / "Глава.pdf"
    told = data(home, capsys, "export", chosen, "--lang", "ru", "-o", str(target))
    assert told["sections"] == least
    assert len(PdfReader(target).pages) >= 2


def test_export_of_an_unknown_section_writes_nothing(
    home: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "a.pdf"
    assert run(["guide", "export", "Z99", "-o", str(target), *home]) == WRONG
    assert "Z99" in capsys.readouterr().err
    assert not target.exists()
    assert run(["guide", "export", "A1", "-o", str(tmp_path / "no" / "a.pdf"), *home]) == WRONG
