"""`wecoop proposal priorities | review | plan` on a worked example, an empty one and odd input."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import NO, WRONG, YES, run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    return ["--home", str(tmp_path_factory.mktemp("home"))]


@pytest.fixture(scope="module")
def draft(home: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("drafts") / "waste.wecoop")
    assert run(["proposal", "new", "--from", "issyk-kul-waste", "-o", path, *home]) == YES
    return path


@pytest.fixture(scope="module")
def blank(home: list[str], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("drafts") / "blank.wecoop")
    assert run(["proposal", "new", "-o", path, *home]) == YES
    return path


def test_priorities(draft: str, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proposal", "priorities", draft, "--json", "--lang", "en", *home]) == YES
    data = json.loads(capsys.readouterr().out)
    assert data["funders"] == ["ebrd", "eu_apif", "sdc_seco"]
    assert data["origin"] == "chosen"
    waste = next(row for row in data["rows"] if row["id"] == "waste")
    assert waste["meets"] == "both"
    assert waste["national"][0]["source"]["pages"]
    asked = ["proposal", "priorities", draft, "--funder", "gcf", "--lang", "ru", *home]
    assert run(asked) == YES
    assert "ЗКФ" in capsys.readouterr().out


def test_priorities_of_a_blank_proposal(
    blank: str, home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["proposal", "priorities", blank, "--lang", "en", *home]) == NO
    assert "names no sector" in capsys.readouterr().out


def test_priorities_without_a_chosen_funder(
    home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "new.wecoop")
    assert run(["proposal", "new", "-o", path, *home]) == YES
    answers = ["basic.countries=KZ,UZ", "basic.sectors=waste"]
    assert run(["proposal", "set", path, *answers, *home]) == YES
    run(["proposal", "priorities", path, "--json", "--lang", "en", *home])
    data = json.loads(capsys.readouterr().out)
    assert data["origin"] == "matched"
    assert len(data["funders"]) == 3


@pytest.mark.parametrize("language", ["en", "ru"])
def test_priorities_as_files(language: str, draft: str, home: list[str], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for ending in ("pdf", "xlsx", "csv"):
        out = tmp_path / f"table.{ending}"
        words = ["proposal", "priorities", draft, "-o", str(out), "--lang", language, *home]
        assert run(words) == YES
    assert (tmp_path / "table.pdf").read_bytes()[:5] == b"%PDF-"
    book = load_workbook(tmp_path / "table.xlsx")
    assert book.worksheets[0].max_row > 10
    text = (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if language == "ru" else ","))
    assert {len(row) for row in rows} == {15}


def test_review(
    draft: str, blank: str, home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = ["proposal", "review", draft, "--funder", "gcf", "--json", "--lang", "en", *home]
    assert run(whole) == YES
    data = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in data["criteria"]] == ["answered"] * 6
    assert len(data["questions"]) == 12
    assert run(["proposal", "review", blank, "--funder", "gcf", "--lang", "ru", *home]) == NO
    assert "→ problem.core_problem" in capsys.readouterr().out
    out = tmp_path / "self.pdf"
    assert run(["proposal", "review", draft, "--funder", "gcf", "-o", str(out), *home]) == YES
    assert out.read_bytes()[:5] == b"%PDF-"


def test_plan(
    draft: str, home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["proposal", "plan", draft, "--funder", "adb", *home]
    assert run([*words, "--approval", "2035-06-30", "--json", "--lang", "en"]) == YES
    data = json.loads(capsys.readouterr().out)
    assert data["verdict"] == "possible"
    assert data["usual_months"] == [18, 30]
    assert data["stage_months"] == [21, 38]
    assert data["agree"] is False
    assert data["steps"][0]["slow"] == {"start": "2032-04-30", "end": "2033-04-29"}
    assert run([*words, "--approval", "2020-01-01"]) == NO
    for ending in ("ics", "pdf"):
        out = tmp_path / f"plan.{ending}"
        assert run([*words, "--start", "2035-01-31", "-o", str(out), "--lang", "ru"]) == YES
    text = (tmp_path / "plan.ics").read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 7
    assert "АБР" in text


def test_a_plan_into_the_timeline(
    draft: str, home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy.wecoop"
    copy.write_bytes(Path(draft).read_bytes())
    show = ["proposal", "show", str(copy), "--json", *home]

    def timeline() -> list[dict[str, object]]:
        capsys.readouterr()
        assert run(show) == YES
        rows: list[dict[str, object]] = json.loads(capsys.readouterr().out)["answers"][
            "timeline.rows"
        ]
        return rows

    before = timeline()
    words = ["proposal", "plan", str(copy), "--funder", "adb", "--approval", "30.06.2035"]
    assert run([*words, "--timeline", "--lang", "en", *home]) == YES
    assert "7 rows were added" in capsys.readouterr().err
    after = timeline()
    assert after[: len(before)] == before
    assert [row["code"] for row in after[len(before) :]] == [f"P0{n}" for n in range(1, 7)]
    held = copy.read_bytes()
    assert run([*words, "--timeline", "--lang", "en", *home]) == YES
    assert "already" in capsys.readouterr().err
    assert copy.read_bytes() == held


def test_the_concept_note_holds_the_table(draft: str, home: list[str], tmp_path: Path) -> None:
    import pypdfium2

    out = tmp_path / "note.pdf"
    words = ["proposal", "export", draft, "--template", "eu_concept", "--lang", "en"]
    assert run([*words, "-o", str(out), *home]) == YES
    document = pypdfium2.PdfDocument(out)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    assert "Where the priorities of the country and of the funder meet" in text
    assert "Regional waste management plan of Issyk-Kul oblast" in text


@pytest.mark.parametrize(
    "words",
    [
        ["priorities", "FILE", "--funder", "none"],
        ["priorities", "FILE", "--funder", "a", "--funder", "b", "--funder", "c", "--funder", "d"],
        ["priorities", "FILE", "-o", "table.doc"],
        ["priorities", "FILE", "-o", "table"],
        ["priorities", "none.wecoop"],
        ["review", "FILE"],
        ["review", "FILE", "--funder", ""],
        ["review", "FILE", "--funder", "gcf", "-o", "self.xlsx"],
        ["plan", "FILE", "--funder", "adb"],
        ["plan", "FILE", "--funder", "adb", "--approval", "tomorrow"],
        ["plan", "FILE", "--funder", "adb", "--start", "2029-02-30"],
        ["plan", "FILE", "--funder", "adb", "--approval", "2029-01-01", "--start", "2029-01-01"],
        ["plan", "FILE", "--funder", "none", "--approval", "2029-01-01"],
    ],
)
def test_odd_input_is_one_clear_line(
    words: list[str],
    blank: str,
    home: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = [blank if word == "FILE" else word for word in words]
    assert run(["proposal", *typed, "--lang", "en", *home]) == WRONG
    said = capsys.readouterr().err
    assert said.startswith("wecoop: ")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())
