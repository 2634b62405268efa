"""Values beside formulas: what a viewer shows is what a spreadsheet program works out."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.documents.test_workbook import agrees, flows, found, given, recomputed, written
from wecoop_desktop.documents.xlsx.stored import with_values
from wecoop_desktop.documents.xlsx.worked import values


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(**cells: object) -> Workbook:
    """A workbook of one sheet "S" with these cells."""
    book = Workbook()
    book.active.title = "S"
    for place, value in cells.items():
        book["S"][place] = value
    return book


def worked(formula: str, **cells: object) -> object:
    return values(sheet(Z9=formula, **cells)).get(("S", 9, 26))


@pytest.mark.parametrize("name", ["issyk-kul-waste", "air-quality-pilot"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_formula_has_the_value_of_a_spreadsheet_program(
    tmp_path: Path, name: str, language: str
) -> None:
    data = written(given(name), language)
    formulas, ours = (
        load_workbook(io.BytesIO(data)),
        load_workbook(io.BytesIO(data), data_only=True),
    )
    theirs = recomputed(data, tmp_path)
    count = 0
    for page in formulas:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                mine = ours[page.title][cell.coordinate].value
                other = theirs[page.title][cell.coordinate].value
                where = (page.title, cell.coordinate, cell.value)
                if isinstance(other, int | float) and not isinstance(other, bool):
                    assert mine == pytest.approx(other, rel=1e-6, abs=1e-6), where
                else:
                    assert (mine or "") == (other or ""), where
    assert count > 100


def test_a_viewer_that_does_not_compute_shows_our_indicators() -> None:
    answers = given()
    book = load_workbook(io.BytesIO(written(answers)), data_only=True)
    assert agrees(book, found(answers)) == 8


@pytest.mark.parametrize(
    "series",
    [flows((0, 10, 0)), flows((0, 0, 5), (1, 0, 5)), flows((0, 10, 0), (1, 0, 4), (90, 0, 30))],
    ids=["costs alone", "no costs", "ninety years"],
)
def test_odd_flows_have_the_values_of_the_program(series: Any) -> None:
    answers = {**given(), "economics.flows": series}
    book = load_workbook(io.BytesIO(written(answers)), data_only=True)
    agrees(book, found(answers))


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3^2", 19.0),
        ("=(1+2)*3", 9.0),
        ("=10-4-3", 3.0),
        ("=-A1+1", -1.0),
        ('=IF(A1=2,"two","other")', "two"),
        ('=IFERROR(1/0,"none")', "none"),
        ('=IFERROR(B1+1,"a text is no number")', "a text is no number"),
        ("=SUM(A1:A3)+N(B1)", 7.0),
        ("=COUNT(A1:B3)", 2.0),
        ('=COUNTIF(A1:A3,">2")', 1.0),
        ('=SUMIF(B1:B3,"BREAD",A1:A3)', 2.0),
        ("=SUMPRODUCT((A1:A3>1)*1,A1:A3)", 7.0),
        ("=INDEX(A1:A3,MATCH(5,A1:A3,0))", 5.0),
        ("=SUM(INDEX(A1:A3,2):INDEX(A1:A3,3))", 5.0),
        ("=MAX(A1:A3)-MIN(A1:A3)", 3.0),
        ("=SIGN(0-A1)", -1.0),
        ("=A9", 0.0),
        ("='S'!$A$1*1", 2.0),
    ],
)
def test_functions(formula: str, value: object) -> None:
    assert worked(formula, A1=2, A3=5, B1="bread") == value


def test_a_rate_of_return() -> None:
    found = worked("=IRR(A1:A3,0.1)", A1=-100, A2=60, A3=60)
    assert found == pytest.approx(0.130662386)


@pytest.mark.parametrize(
    "formula", ["=1/0", "=Z9+1", "=NOW()", "=VLOOKUP(1,A1:B3,2)", '="a"&1', "=#REF!+1", "=(1"]
)
def test_what_is_not_known_has_no_value_and_stays_a_formula(formula: str) -> None:
    book = sheet(Z9=formula, A1=1)
    assert ("S", 9, 26) not in values(book)
    again = load_workbook(io.BytesIO(with_values(saved(book), book)))
    assert again["S"]["Z9"].value == formula


def test_a_long_chain_is_followed_from_its_end_too() -> None:
    book = sheet(A1=1)
    for row in range(2, 400):
        book["S"][f"A{row}"] = f"=A{row - 1}+1"
    first = book.create_sheet("First", 0)
    first["A1"] = "=SUM(S!A399,1)"
    assert values(book)["First", 1, 1] == 400.0


def test_a_chain_that_leans_backwards_ends_without_harm() -> None:
    book = sheet(A900=Decimal(1))
    for row in range(1, 900):
        book["S"][f"A{row}"] = f"=A{row + 1}+1"
    known = values(book)
    assert known["S", 899, 1] == 2.0


def test_texts_truths_and_markup_are_kept() -> None:
    book = sheet(A1="<Tom & Jerry>", B1="=A1", B2="=1=1", B3="=SUM(1,2)")
    shown = load_workbook(io.BytesIO(with_values(saved(book), book)), data_only=True)["S"]
    assert [shown[place].value for place in ("B1", "B2", "B3")] == ["<Tom & Jerry>", True, 3]
