"""The workbook of a proposal: what its formulas come to is what the program found."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.kit.content import form, packs, reference
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.xlsx import write_workbook
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.state import State

TODAY = date(2026, 11, 22)
FULL = "issyk-kul-waste"


def given(name: str = FULL) -> dict[str, Any]:
    example = next(one for one in packs().examples if one.id == name)
    return dict(read_answers(form(), example.answers)[0])


def found(answers: Answers, language: str = "en") -> State:
    return evaluate(form(), answers, reference=reference(), today=TODAY, language=language)


def written(answers: Answers, language: str = "en") -> bytes:
    stream = io.BytesIO()
    write_workbook(
        form(),
        answers,
        found(answers, language),
        stream,
        language=Language(language),
        today=TODAY,
        reference=reference(),
    )
    return stream.getvalue()


def recomputed(data: bytes, folder: Path) -> Any:
    """The workbook as a spreadsheet program saves it after working everything out."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no spreadsheet program on this computer")
    (folder / "sent.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(folder / "back"), str(folder / "sent.xlsx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return load_workbook(folder / "back" / "sent.xlsx", data_only=True)


def beside(sheet: Any, words: str, column: int | None = None) -> object:
    """What stands in the row that begins with these words: the first value after them."""
    for row in sheet.iter_rows(values_only=True):
        if row[0] == words:
            values = [value for value in row[1:] if value is not None]
            return row[column] if column is not None else values[0]
    raise AssertionError(words)


def faults(book: Any) -> list[str]:
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and (cell.value.startswith("#") or "Err:" in cell.value)
    ]


NAMES = {
    "fnpv": "Financial NPV",
    "enpv": "Economic NPV",
    "firr": "Financial IRR",
    "eirr": "Economic IRR",
    "bcr": "Benefit-cost ratio",
    "payback": "Simple payback, years from year 0",
    "payback_discounted": "Discounted payback, years from year 0",
    "unit_cost": "Levelised cost per unit",
    "funding_gap": "Financing gap (present value)",
    "grant_case": "Case for a grant (gap, at most the investment)",
}


def agrees(book: Any, state: State) -> int:
    """How many indicators the sheet has as numbers; each within a millionth of ours."""
    numbers = 0
    for name, words in NAMES.items():
        ours, theirs = (
            state.computed[f"economics.{name}"].value,
            beside(book["Appraisal"], words, 1),
        )
        if isinstance(ours, Decimal):
            assert float(ours) == pytest.approx(theirs, rel=1e-6, abs=1e-9), name
            numbers += 1
        else:
            assert theirs is None or isinstance(theirs, str), name
    return numbers


def test_the_same_answers_give_the_same_bytes() -> None:
    assert written(given()) == written(given())


def test_everything_is_worked_out_as_in_the_program(tmp_path: Path) -> None:
    answers = given()
    book = recomputed(written(answers), tmp_path)
    assert faults(book) == []
    state = found(answers)
    assert agrees(book, state) == 8
    total = state.computed["budget.total"].value
    assert beside(book["Budget"], "Total project cost") == total
    assert beside(book["Financing"], "Financing together") == total
    words = "Still to be found (less than 0: more than the cost)"
    assert beside(book["Financing"], words) == 0
    assert beside(book["Financing"], "Grant share, %") == pytest.approx(38.8888889)
    assert beside(book["Overview"], "Total") == total


def flows(*amounts: tuple[int, int, int]) -> tuple[dict[str, object], ...]:
    """Rows of year, investment, revenue."""
    return tuple(
        {"year": Decimal(y), "capex": Decimal(c), "revenue": Decimal(r)} for y, c, r in amounts
    )


ODD = {
    "gaps, out of order, one year twice": flows(
        (6, 0, 900), (0, 1000, 0), (3, 0, 200), (2, 50, 100), (2, 0, 30)
    ),
    "two changes of sign": flows((0, 1000, 0), (1, 0, 2500), (2, 1540, 0)),
    "positive from the beginning": flows((0, 0, 100), (1, 0, 50)),
    "one year": flows((4, 100, 0)),
    "paid back at once": flows((0, 100, 100), (1, 0, 10)),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_flows_come_to_the_same(name: str, tmp_path: Path) -> None:
    answers = {**given(), "economics.flows": ODD[name]}
    agrees(recomputed(written(answers), tmp_path), found(answers))


def test_a_changed_price_changes_everything_that_follows(tmp_path: Path) -> None:
    """A colleague raises a price by hand: the total is that of the program with this price."""
    answers = given()
    book = load_workbook(io.BytesIO(written(answers)))
    sheet = book["Budget"]
    heads = [cell.value for cell in sheet[4]]
    price, row = heads.index("Unit price") + 1, 6
    assert sheet.cell(4, price).value == "Unit price"
    worth = sheet.cell(row, price).value
    sheet.cell(row, price).value = worth * 2
    changed = io.BytesIO()
    book.save(changed)
    again = recomputed(changed.getvalue(), tmp_path)
    line = answers["budget.lines"][0]
    expected = found(answers).computed["budget.total"].value + line["amount"]
    assert beside(again["Budget"], "Total project cost") == expected


def test_prices_of_other_currencies_use_the_latest_rate(tmp_path: Path) -> None:
    answers = given()
    line = {**answers["budget.lines"][0], "currency": "USD", "amount": None}
    line["quantity"], line["unit_price"] = Decimal(2), Decimal("10000")
    rate = Decimal("1.15")
    line["amount"] = round(Decimal(20000) / rate, 2)
    answers["budget.lines"] = (line, *answers["budget.lines"][1:])
    answers["basic.exchange_rates"] = (
        {"currency": "USD", "rate": Decimal("1.30"), "date": date(2025, 1, 1)},
        {"currency": "USD", "rate": rate, "date": date(2026, 10, 1)},
    )
    sheet = load_workbook(io.BytesIO(written(answers)))["Budget"]
    assert any("MATCH" in str(cell.value) for cell in sheet[6])
    book = recomputed(written(answers), tmp_path)
    total = found(answers).computed["budget.total"].value
    assert isinstance(total, Decimal)
    assert beside(book["Budget"], "Total project cost") == pytest.approx(float(total))


HOSTILE = ("=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2", "#REF!", "a\x00b\x1fc_x0041_", "=" * 40)


def test_text_that_looks_like_a_formula_stays_text() -> None:
    answers = given()
    row = answers["risks.matrix"][0]
    answers["risks.matrix"] = tuple({**row, "description": Words(text, text)} for text in HOSTILE)
    sheet = load_workbook(io.BytesIO(written(answers)))["Risks"]
    for number, text in enumerate(HOSTILE, 5):
        cell = sheet[f"B{number}"]
        assert cell.data_type == "s", text
        assert cell.quotePrefix == text.startswith(("=", "+", "@", "-", "#")), text


def test_russian_heads_with_the_english_below() -> None:
    sheet = load_workbook(io.BytesIO(written(given(), "ru"))).worksheets[1]
    assert [cell.value for cell in sheet[3]][:4] == [
        "Уровень", "Код", "Код вышестоящего уровня", "Формулировка результата",
    ]  # fmt: skip
    assert [cell.value for cell in sheet[4]][:2] == ["Level", "Code"]


def test_choices_offer_their_options_and_heads_stay() -> None:
    book = load_workbook(io.BytesIO(written(given())))
    assert book["Lists"].sheet_state == "hidden"
    assert book["Risks"].freeze_panes == "B5"
    assert {rule.type for rule in book["Risks"].data_validations.dataValidation} == {"list"}
    assert book["Budget"].print_title_rows == "$4:$5"


@pytest.mark.parametrize("answers", [{}, {"basic.currency": "EUR"}])
def test_an_empty_proposal_is_a_workbook_too(answers: Answers) -> None:
    book = load_workbook(io.BytesIO(written(answers)))
    assert book.sheetnames == ["Overview", "Notes", "Lists"]


def test_absurd_figures_are_kept() -> None:
    answers = given()
    line = {
        **answers["budget.lines"][0],
        "quantity": Decimal("123456789012345678901"),
        "unit_price": Decimal("-0.000001"),
        "description": Words("x" * 100_000),
        "amount": None,
    }
    answers["budget.lines"] = (line,)
    sheet = load_workbook(io.BytesIO(written(answers)))["Budget"]
    values = [cell.value for cell in sheet[6]]
    assert "123456789012345678901" in values
    assert max(len(str(value)) for value in values) == 32_000


def test_a_year_beyond_reach_is_not_worked_with() -> None:
    answers = {**given(), "economics.flows": flows((0, 10, 0), (5000, 0, 10))}
    sheet = load_workbook(io.BytesIO(written(answers)))["Appraisal"]
    assert beside(sheet, "Financial NPV") == "Cannot be worked out yet: figures are missing"


def test_a_form_without_these_questions_gives_what_there_is() -> None:
    bare = replace(form(), steps=form().steps[:1])
    stream = io.BytesIO()
    answers = {"basic.title_en": "A title"}
    state = evaluate(bare, answers, today=TODAY)
    write_workbook(bare, answers, state, stream, language=Language("en"), today=TODAY)
    assert load_workbook(stream).sheetnames[0] == "Overview"
