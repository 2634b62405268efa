"""`wecoop proposal table` and `take`: out, edited, back; and tables of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from wecoop_desktop.cli.main import run
from wecoop_desktop.work.file import read_proposal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("дом")


class Wecoop:
    """`wecoop proposal ...` in one folder."""

    def __init__(self, home: Path, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.folder, self.capture = home, folder, capture

    def __call__(self, *words: str) -> int:
        self.capture.readouterr()
        named = [str(self.folder / w) if w.endswith((".wecoop", ".xlsx")) else w for w in words]
        code = run(["proposal", *named, "--home", str(self.home), "--lang", "en"])
        self.said, self.told = self.capture.readouterr()
        return code

    def answers(self, name: str = "a.wecoop") -> dict:
        return dict(read_proposal(self.folder / name).answers)

    def edit(self, column: str, row: int, value: object) -> None:
        book = load_workbook(self.folder / "t.xlsx")
        sheet = book.worksheets[0]
        at = next(cell.column for cell in sheet[2] if cell.value == column)
        sheet.cell(row + 4, at).value = value
        book.save(self.folder / "t.xlsx")


@pytest.fixture
def wecoop(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Wecoop:
    made = Wecoop(home, tmp_path, capsys)
    assert made("new", "-o", "a.wecoop", "--from", "issyk-kul-waste") == 0
    return made


def test_a_table_goes_out_and_comes_back(wecoop: Wecoop) -> None:
    assert wecoop("table", "a.wecoop", "--question", "risks.matrix", "-o", "t.xlsx") == 0
    assert wecoop("take", "a.wecoop", "t.xlsx", "--preview") == 0
    assert "Nothing comes in" in wecoop.said
    wecoop.edit("measure@en", 1, "Another measure")
    assert wecoop("take", "a.wecoop", "t.xlsx", "--preview") == 0
    assert "Another measure" in wecoop.said
    assert wecoop("take", "a.wecoop", "t.xlsx", "-o", "b.wecoop") == 0
    before, after = wecoop.answers(), wecoop.answers("b.wecoop")
    assert after["risks.matrix"][0]["measure"]["en"] == "Another measure"
    assert [path for path in before if before[path] != after[path]] == ["risks.matrix"]


def test_a_cell_that_cannot_be_read_is_told_with_its_address(wecoop: Wecoop) -> None:
    wecoop("table", "a.wecoop", "--question", "risks.matrix", "-o", "t.xlsx")
    wecoop.edit("likelihood", 1, "Maybe")
    assert wecoop("take", "a.wecoop", "t.xlsx", "--preview", "--json") == 1
    data = json.loads(wecoop.said)
    assert data["changes"] == []
    (remark,) = data["remarks"]
    assert (remark["code"], remark["cell"]) == ("tables-no-option", "E5")


def test_both_changed_the_same_cell(wecoop: Wecoop) -> None:
    wecoop("table", "a.wecoop", "--question", "risks.matrix", "-o", "t.xlsx")
    wecoop.edit("likelihood", 1, "1 Very low")
    wecoop("set", "a.wecoop", "risks.matrix[0].likelihood=2")
    assert wecoop("take", "a.wecoop", "t.xlsx", "-o", "b.wecoop") == 1
    assert wecoop.answers("b.wecoop")["risks.matrix"][0]["likelihood"] == "2"
    assert "1 conflict" in wecoop.said
    assert wecoop("take", "a.wecoop", "t.xlsx", "-o", "b.wecoop", "--prefer", "theirs") == 0
    assert wecoop.answers("b.wecoop")["risks.matrix"][0]["likelihood"] == "1"


def test_an_old_table_with_a_column_said_by_hand(wecoop: Wecoop) -> None:
    book = Workbook()
    for row in (["Risk", "Probability", "Impact", "Who"], ["Flood", "High", "Low", "Operator"]):
        book.active.append(row)
    book.save(wecoop.folder / "old.xlsx")
    there = len(wecoop.answers()["risks.matrix"])
    take = ("take", "a.wecoop", "old.xlsx")
    assert wecoop(*take, "--preview") == 0
    assert "D Who → left out" in wecoop.said
    assert wecoop(*take, "-o", "b.wecoop", "--map", "D=owner@en") == 0
    rows = wecoop.answers("b.wecoop")["risks.matrix"]
    assert len(rows) == there + 1
    assert rows[-1]["owner"]["en"] == "Operator"
    assert wecoop(*take, "-o", "b.wecoop", "--replace") == 0
    assert len(wecoop.answers("b.wecoop")["risks.matrix"]) == 1


REFUSED = (
    ("--question", "budget.total"),
    ("--sheet", "9"),
    ("--map", "D=nothing"),
    ("--map", "ZZZZ=owner"),
)


@pytest.mark.parametrize("words", REFUSED)
def test_what_makes_no_sense_is_refused_in_one_sentence(
    words: tuple[str, str], wecoop: Wecoop
) -> None:
    book = Workbook()
    book.active.append(["Risk", "Impact"])
    book.active.append(["Flood", "Low"])
    book.save(wecoop.folder / "old.xlsx")
    assert wecoop("take", "a.wecoop", "old.xlsx", "--preview", *words) == 2
    assert len(wecoop.told.strip().splitlines()) == 1


def test_the_workbook_is_a_format_of_the_export(wecoop: Wecoop) -> None:
    words = ("--template", "eu_concept", "--format", "xlsx", "-o", "w.xlsx")
    assert wecoop("export", "a.wecoop", *words) == 0
    assert "Appraisal" in load_workbook(wecoop.folder / "w.xlsx").sheetnames
