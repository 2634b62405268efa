"""Tables that a colleague edits without the program and sends back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.documents.test_workbook import TODAY, given
from tests.kit.content import form, reference
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.exchange.layout import tables
from wecoop_desktop.documents.exchange.origin import KEY, SHEET, Identity
from wecoop_desktop.documents.exchange.read import read_tables
from wecoop_desktop.documents.exchange.send import write_tables
from wecoop_desktop.documents.exchange.take import Taken, taken
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.difference import differences

BUDGET, RISKS = "budget.lines", "risks.matrix"


def sent(answers: Answers, *paths: str, code: str = "en") -> bytes:
    fields = [field for field in tables(form()) if not paths or field.path in paths]
    stream = io.BytesIO()
    write_tables(
        form(),
        answers,
        fields,
        stream,
        language=Language(code),
        today=TODAY,
        identity=Identity(form().id, form().version, "a", "b"),
        reference=reference(),
    )
    return stream.getvalue()


class Colleague:
    """Edits a workbook by hand: cells are named by row (from 1) and column id."""

    def __init__(self, data: bytes, folder: Path) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.sheet = self.book.worksheets[0]
        self.folder = folder

    def column(self, name: str) -> int:
        return next(c.column for c in self.sheet[2] if c.value == name)

    def cell(self, row: int, name: str) -> Any:
        return self.sheet.cell(row + 4, self.column(name))

    def put(self, row: int, name: str, value: object) -> str:
        cell = self.cell(row, name)
        cell.value = value
        return f"{self.sheet.title}!{cell.coordinate}"

    def send(self, name: str = "back.xlsx") -> Path:
        path = self.folder / name
        self.book.save(path)
        return path


def edited(
    tmp_path: Path, edit: Callable[[Colleague], object], *, path: str = BUDGET, now: Any = None
) -> Taken:
    answers = given()
    colleague = Colleague(sent(answers, path), tmp_path)
    edit(colleague)
    return taken(form(), now or answers, read_tables(colleague.send()), reference=reference())


def codes(found: Taken) -> list[str]:
    return [remark.code for remark in found.remarks]


def changes(found: Taken) -> list[tuple[str, str, object]]:
    return [(one.what, one.column, one.after) for one in found.merge.taken]


@pytest.mark.parametrize("code", ["en", "ru"])
def test_nothing_edited_is_nothing_changed(code: str, tmp_path: Path) -> None:
    answers = given()
    (tmp_path / "back.xlsx").write_bytes(sent(answers, code=code))
    found = taken(form(), answers, read_tables(tmp_path / "back.xlsx"), reference=reference())
    assert found.merge.taken == found.merge.conflicts == found.remarks == ()
    assert differences(form(), answers, found.merge.answers) == ()


def test_every_table_of_the_form_can_travel() -> None:
    book = load_workbook(io.BytesIO(sent({})))
    assert book[SHEET].sheet_state == "veryHidden"
    assert len(book.sheetnames) == len(tables(form())) + 3
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[2].hidden


def test_a_cell_comes_in_with_its_address(tmp_path: Path) -> None:
    at = []
    found = edited(tmp_path, lambda one: at.append(one.put(3, "unit_price", 4321)))
    ((what, column, after),) = changes(found)
    assert (what, column, after) == ("changed", "unit_price", Decimal(4321))
    (change,) = found.merge.taken
    assert found.address(change.path, change.row_after, change.column) == at[0]


def test_both_sides_changed_the_same_cell(tmp_path: Path) -> None:
    answers = given()
    rows = list(answers[BUDGET])
    rows[2] = {**rows[2], "unit_price": Decimal(99)}
    rows[4] = {**rows[4], "unit": Words("pair", "пара")}
    now = {**answers, BUDGET: tuple(rows)}
    found = edited(tmp_path, lambda one: one.put(3, "unit_price", 4321), now=now)
    (conflict,) = found.merge.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        answers[BUDGET][2]["unit_price"], Decimal(99), Decimal(4321),
    )  # fmt: skip
    assert found.merge.answers[BUDGET][2]["unit_price"] == Decimal(99)
    assert found.merge.answers[BUDGET][4]["unit"] == Words("pair", "пара")


def test_rows_that_came_went_and_were_sorted(tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        one.sheet.delete_rows(6)  # the second line
        last = one.sheet.max_row + 1
        for name, value in (("code", "9.9"), ("component", "1"), ("category", "Civil works"),
                            ("description@en", "A new gate"), ("amount", 700)):  # fmt: skip
            one.sheet.cell(last, one.column(name)).value = value

    found = edited(tmp_path, edit)
    before = given()[BUDGET]
    assert [(c.what, c.name) for c in found.merge.taken] == [("removed", "1.2"), ("added", "9.9")]
    assert found.merge.answers[BUDGET][-1]["category"] == "works"
    assert len(found.merge.answers[BUDGET]) == len(before)


def turned(one: Colleague, *, first: int) -> None:
    """Sort all lines the other way round, from column `first` on."""
    lines = [
        [cell.value for cell in row]
        for row in one.sheet.iter_rows(min_row=5, min_col=first)
        if any(cell.value is not None for cell in row)
    ]
    for at, line in enumerate(reversed(lines), start=5):
        for number, value in enumerate(line, start=first):
            one.sheet.cell(at, number).value = value


@pytest.mark.parametrize("first", [1, 2])
def test_sorted_with_and_without_the_hidden_keys(first: int, tmp_path: Path) -> None:
    found = edited(tmp_path, lambda one: turned(one, first=first), path=RISKS)
    assert {one.what for one in found.merge.taken} == {"moved"}
    assert found.merge.answers[RISKS] == tuple(reversed(given()[RISKS]))
    assert codes(found) == (["tables-keys"] if first == 2 else [])


def test_a_row_written_anew_is_still_that_row(tmp_path: Path) -> None:
    """Its hidden key says so, where words alone would not."""

    def edit(one: Colleague) -> None:
        for name in ("description@en", "description@ru", "measure@en", "measure@ru",
                     "owner@en", "owner@ru", "trigger@en", "trigger@ru"):  # fmt: skip
            one.put(2, name, f"Something else altogether {name}")
        one.put(2, "category", "Integrity")

    answers = given()
    rows = list(answers[RISKS])
    rows[1] = {**rows[1], "likelihood": "5"}
    found = edited(tmp_path, edit, path=RISKS, now={**answers, RISKS: tuple(rows)})
    assert len(found.merge.answers[RISKS]) == len(answers[RISKS])
    row = found.merge.answers[RISKS][1]
    assert (row["category"], row["likelihood"]) == ("integrity", "5")
    assert found.merge.conflicts == ()


TYPED = (
    ("quantity", "1 200,5", Decimal("1200.5"), "tables-typed-number"),
    ("quantity", "1.2 млн", Decimal(1_200_000), "tables-typed-number"),
    ("quantity", "(300)", Decimal(-300), "tables-typed-number"),
    ("foreign_share", "12 %", Decimal(12), "tables-typed-number"),
    ("category", "строительно-монтажные  РАБОТЫ", "works", ""),
    ("category", "goods", "goods", ""),
    ("quantity", "n/a", None, "tables-nothing"),
    ("code", 7, "7", ""),
)


@pytest.mark.parametrize(("column", "typed", "wanted", "note"), TYPED)
def test_what_people_type(
    column: str, typed: object, wanted: object, note: str, tmp_path: Path
) -> None:
    row = 1 if column != "category" or typed == "goods" else 3
    found = edited(tmp_path, lambda one: one.put(row, column, typed))
    assert found.merge.answers[BUDGET][row - 1].get(column) == wanted
    assert codes(found) == ([note] if note else [])


WRONG = (
    ("quantity", "some", "tables-no-number"),
    ("category", "Miscellaneous", "tables-no-option"),
    ("quantity", "#REF!", "tables-fault"),
    ("code", datetime(2026, 2, 1), "tables-day-for-text"),  # noqa: DTZ001 - as sheets have it
)


@pytest.mark.parametrize(("column", "typed", "code"), WRONG)
def test_what_cannot_be_read_stays_as_it_was_and_is_told(
    column: str, typed: object, code: str, tmp_path: Path
) -> None:
    at = []
    found = edited(tmp_path, lambda one: at.append(one.put(1, column, typed)))
    (remark,) = found.remarks
    assert (remark.code, remark.level) == (code, "error")
    assert f"{remark.sheet}!{remark.address}" == at[0]
    assert differences(form(), given(), found.merge.answers) == ()


@pytest.mark.parametrize(
    ("typed", "wanted", "code"),
    [
        ("22.11.2026", date(2026, 11, 22), ""),
        ("5 марта 2027 г.", date(2027, 3, 5), ""),
        ("March 5, 2027", date(2027, 3, 5), ""),
        ("05/03/2027", date(2027, 3, 5), "tables-day-first"),
        (46_348, date(2026, 11, 22), "tables-serial"),
        ("12/25/2027", date(2027, 12, 25), ""),
    ],
)
def test_days_as_people_write_them(typed: object, wanted: date, code: str, tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        one.cell(1, "end").number_format = "General"
        one.put(1, "end", typed)

    found = edited(tmp_path, edit, path="timeline.rows")
    assert found.merge.answers["timeline.rows"][0]["end"] == wanted
    assert codes(found) == ([code] if code else [])


def test_columns_moved_renamed_gone_and_new(tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        one.sheet.move_range(f"D1:D{one.sheet.max_row}", cols=30)  # a column far to the right
        one.sheet.delete_cols(one.column("note@en"))
        one.sheet["E3"].value = one.sheet["E4"].value = "My own name for it"
        one.sheet.cell(4, 60).value = "Checked by"
        one.sheet.cell(6, 60).value = "Aibek"

    found = edited(tmp_path, edit)
    assert found.merge.taken == ()
    assert sorted(codes(found)) == ["tables-column-gone", "tables-column-new"]


def test_without_the_hidden_row_the_heads_are_read(tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        one.put(1, "quantity", 17)
        one.sheet.delete_rows(1, 2)

    found = edited(tmp_path, edit)
    assert [(c.column, c.after) for c in found.merge.taken if c.column == "quantity"] == [
        ("quantity", Decimal(17))
    ]
    assert len(found.merge.taken) == 1


def test_a_text_changed_in_one_language_makes_the_other_older(tmp_path: Path) -> None:
    found = edited(tmp_path, lambda one: one.put(1, "measure@ru", "Другая мера"), path=RISKS)
    before = given()[RISKS][0]["measure"]
    assert found.merge.answers[RISKS][0]["measure"] == Words(before.en, "Другая мера", "en")


def test_a_total_that_somebody_added_is_told_and_not_taken(tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        last = one.sheet.max_row + 1
        one.sheet.cell(last, one.column("description@en")).value = "Total"
        one.sheet.cell(last, one.column("amount")).value = "=SUM(A1:A9)"

    found = edited(tmp_path, edit)
    assert found.merge.taken == ()
    assert codes(found) == ["tables-total"]


def test_a_formula_without_result_is_told(tmp_path: Path) -> None:
    found = edited(tmp_path, lambda one: one.put(1, "foreign_share", "=1+2"))
    assert codes(found) == ["tables-no-result"]
    assert differences(form(), given(), found.merge.answers) == ()


def test_a_sheet_under_another_name_and_one_that_is_gone(tmp_path: Path) -> None:
    answers = given()
    colleague = Colleague(sent(answers, BUDGET, RISKS), tmp_path)
    colleague.sheet.title = "Смета"
    colleague.put(1, "quantity", 5)
    del colleague.book["Risk matrix"]
    found = taken(form(), answers, read_tables(colleague.send()), reference=reference())
    assert changes(found) == [("changed", "quantity", Decimal(5))]
    assert codes(found) == ["tables-sheet-gone"]
    assert found.merge.answers[RISKS] == answers[RISKS]


def test_an_emptied_table_takes_all_rows_out_and_says_so(tmp_path: Path) -> None:
    found = edited(tmp_path, lambda one: one.sheet.delete_rows(5, 100), path=RISKS)
    assert {one.what for one in found.merge.taken} == {"removed"}
    assert len(found.merge.taken) == len(given()[RISKS])


def test_texts_longer_than_a_cell_and_numbers_longer_than_a_sheet_keep_what_they_were(
    tmp_path: Path,
) -> None:
    answers = given()
    row = {
        **answers[RISKS][0],
        "measure": Words("x" * 50_000, "=1+1"),
        "description": Words(" spaces \n around ", "a\x07b_x0041_"),
    }
    answers[RISKS] = (row,)
    line = {**answers[BUDGET][0], "quantity": Decimal("1234567890123456789.25"), "amount": None}
    answers[BUDGET] = ({k: v for k, v in line.items() if v is not None},)
    (tmp_path / "b.xlsx").write_bytes(sent(answers, RISKS, BUDGET))
    found = taken(form(), answers, read_tables(tmp_path / "b.xlsx"), reference=reference())
    assert found.merge.taken == ()
    assert differences(form(), answers, found.merge.answers) == ()


def test_files_of_others_and_of_other_forms_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = "x"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(AppError) as told:
        taken(form(), {}, read_tables(tmp_path / "x.xlsx"))
    assert told.value.code == "tables-foreign"
    colleague = Colleague(sent(given(), RISKS), tmp_path)
    cell = colleague.book[SHEET]["A1"]
    cell.value = cell.value.replace(form().version, "1999.01")
    with pytest.raises(AppError) as told:
        taken(form(), given(), read_tables(colleague.send()))
    assert told.value.code == "tables-form"
    cell.value = '{"format": 99}'
    with pytest.raises(AppError) as told:
        taken(form(), given(), read_tables(colleague.send()))
    assert told.value.code == "tables-newer"
    for damaged in (
        "{",
        "[]",
        '{"format":1}',
        '{"format":1,"sheets":{},"rows":{"risks.matrix":3}}',
    ):
        cell.value = damaged
        with pytest.raises(AppError) as told:
            taken(form(), given(), read_tables(colleague.send()))
        assert told.value.code in ("tables-origin", "tables-form")


def test_a_copied_row_is_a_new_one(tmp_path: Path) -> None:
    def edit(one: Colleague) -> None:
        last = one.sheet.max_row + 1
        for number in range(1, one.sheet.max_column + 1):
            one.sheet.cell(last, number).value = one.sheet.cell(5, number).value
        one.sheet.cell(last, one.column("description@en")).value = "A twin"

    found = edited(tmp_path, edit, path=RISKS)
    assert [one.what for one in found.merge.taken] == ["added"]
    assert KEY not in found.merge.answers[RISKS][-1]
