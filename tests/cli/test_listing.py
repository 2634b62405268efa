"""`wecoop projects export` on the shipped content: the same list in every format, or a sentence."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.kit import paper
from wecoop_desktop.cli.main import WRONG, YES, run

LIST = ("отходы", "--country", "KG", "--sort", "approved")
FORMATS = {"xlsx": ".xlsx", "csv": ".csv", "pdf": ".pdf", "iati": ".xml"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """One home for all: its library is built once."""
    return ["--home", str(tmp_path_factory.mktemp("дом"))]


class Asked:
    """Runs `wecoop projects ...` and reads what it says."""

    def __init__(self, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        self._home = home
        self._capsys = capsys

    def ids(self, *arguments: str) -> list[str]:
        assert run(["projects", "search", "--json", *self._home, *arguments]) == YES
        return [result["id"] for result in json.loads(self._capsys.readouterr().out)["results"]]

    def export(self, target: Path, *arguments: str) -> str:
        """What is said to the person; nothing is said on the standard output."""
        words = ["projects", "export", "-o", str(target), *self._home, *arguments]
        assert run(words) == YES
        said = self._capsys.readouterr()
        assert said.out == ""
        return said.err

    def data(self, target: Path, *arguments: str) -> dict[str, object]:
        words = ["projects", "export", "-o", str(target), "--json", *self._home, *arguments]
        assert run(words) == YES
        answer: dict[str, object] = json.loads(self._capsys.readouterr().out)
        return answer

    def refusal(self, target: Path | str, *arguments: str) -> str:
        words = ["projects", "export", "-o", str(target), "--lang", "en", *self._home, *arguments]
        assert run(words) == WRONG
        said = self._capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) == 1
        return said.err


@pytest.fixture
def asked(home: list[str], capsys: pytest.CaptureFixture[str]) -> Asked:
    return Asked(home, capsys)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Выгрузка списка"
    made.mkdir()
    return made


@pytest.mark.parametrize("language", ["en", "ru"])
def test_exactly_the_list_that_the_search_finds(asked: Asked, folder: Path, language: str) -> None:
    wanted = asked.ids(*LIST)
    assert wanted
    spoken = (*LIST, "--lang", language)
    said = asked.export(folder / "a.xlsx", *spoken)
    assert str(len(wanted)) in said
    book = openpyxl.load_workbook(folder / "a.xlsx")
    found = [row[0].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert found == wanted
    asked.export(folder / "a.csv", *spoken)
    text = (folder / "a.csv").read_text(encoding="utf-8-sig")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "ru" else ",")
    assert [row[0] for row in rows][1:] == wanted
    answer = asked.data(folder / "a.xml", *spoken)
    root = etree.parse(folder / "a.xml").getroot()
    told = [str(each.findtext("iati-identifier")) for each in root]
    left = answer["left"]
    assert isinstance(left, list)
    assert told == [f"WECOOP-DESKTOP-{each}" for each in wanted if each not in left]
    asked.export(folder / "a.pdf", *spoken)
    pages = "".join(paper.pages((folder / "a.pdf").read_bytes()))
    assert all(each in pages.replace("\n", "") for each in wanted)


@pytest.mark.parametrize(("form", "ending"), FORMATS.items())
def test_the_format_is_named_or_follows_from_the_name(
    asked: Asked, folder: Path, form: str, ending: str
) -> None:
    by_name = folder / f"A{ending.upper()}"
    assert asked.data(by_name, *LIST)["format"] == form
    assert asked.data(folder / "b.dat", *LIST, "--format", form)["format"] == form
    assert by_name.stat().st_size > 1_000


def test_what_a_format_cannot_hold_is_told(asked: Asked, folder: Path) -> None:
    answer = asked.data(folder / "a.xml", "--lang", "en")
    left, notes = answer["left"], answer["notes"]
    assert isinstance(left, list)
    assert isinstance(notes, list)
    assert left
    assert any(f"{len(left)} projects are not in the file" in note for note in notes)
    assert "not in the file" in asked.export(folder / "b.xml", "--lang", "en")


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_writes_nothing(asked: Asked, folder: Path, form: str) -> None:
    said = asked.refusal(folder / "a", "абракадабрыч", "--format", form)
    assert "No project fits" in said
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("form", ["xlsx", "iati"])
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "cannot be written"),
        ("none/a", "does not exist"),
        ("д" * 300, "cannot be written"),
        ("file/a", "cannot be written"),
        ("\udcff\ud800", "cannot be written"),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    asked: Asked, folder: Path, form: str, name: str, sentence: str
) -> None:
    (folder / "file").write_bytes(b"mine")
    said = asked.refusal(f"{folder}/{name}", *LIST, "--format", form)
    assert sentence in said
    assert [each.name for each in folder.iterdir()] == ["file"]
    assert (folder / "file").read_bytes() == b"mine"


def test_an_older_file_gives_way_to_a_whole_one(asked: Asked, folder: Path) -> None:
    target = folder / "a.csv"
    target.write_bytes(b"older" * 100_000)
    asked.export(target, *LIST)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(folder.iterdir()) == [target]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--format", "docx"), "xlsx, csv, pdf, iati"),
        (("--country", "XX"), "KG"),
        (("--sort", "colour"), "relevance"),
        (("--currency", "RUB"), "USD"),
        (("--size-from", "much"), "--size-from"),
    ],
)
def test_wrong_use_is_one_clear_line(
    asked: Asked, folder: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    assert sentence in asked.refusal(folder / "a.xlsx", *arguments)
    assert "xlsx, csv, pdf, iati" in asked.refusal(folder / "noending")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM", "🙂" * 200, "\ud800\udfff", '"; DROP', "я" * 9_000]
)
def test_any_text_is_a_filter_that_can_be_written_down(
    asked: Asked, folder: Path, text: str
) -> None:
    for ending in FORMATS.values():
        asked.export(folder / f"a{ending}", "--country", "TM", "--", f"-{text}")
    page = openpyxl.load_workbook(folder / "a.xlsx").worksheets[-1]
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_export_imports_neither_qt_nor_the_database_toolkit(home: list[str], folder: Path) -> None:
    asked = "('PySide6', 'sqlalchemy', 'reportlab')"
    words = ["projects", "export", "--country", "TM", "-o", str(folder / "a.xlsx"), *home]
    program = (
        f"import sys; from wecoop_desktop.cli.main import run; run({words!r}); "
        f"print([m for m in {asked} if m in sys.modules])"
    )
    run(words)  # the library is built by now
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"
