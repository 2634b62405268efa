"""Old tables as bankers and consultants send them: found, understood, or told cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook

from tests.kit.content import form, reference
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.documents.exchange.grid import Grid
from wecoop_desktop.documents.exchange.intake import Intake, rows_in
from wecoop_desktop.documents.exchange.mapping import Columns, proposed
from wecoop_desktop.documents.exchange.pasted import from_html, from_text
from wecoop_desktop.documents.exchange.read import read_tables
from wecoop_desktop.forms.answers import Words


def sheet(
    folder: Path, rows: Sequence[Sequence[object]], *merged: str, name: str = "old.xlsx"
) -> Grid:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    book.save(folder / name)
    return read_tables(folder / name).grids[0]


def word(
    folder: Path, rows: Sequence[Sequence[str]], *merged: tuple[tuple[int, int], tuple[int, int]]
) -> Grid:
    document = Document()
    document.add_paragraph("Annex 2. The table")
    table = document.add_table(len(rows), max(map(len, rows)))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    for (top, left), (bottom, right) in merged:
        text = table.cell(top, left).text
        table.cell(top, left).merge(table.cell(bottom, right)).text = text
    document.save(str(folder / "old.docx"))
    return read_tables(folder / "old.docx").grids[0]


def taken(grid: Grid, path: str = "", currency: str = "EUR") -> tuple[Columns, Intake]:
    columns = proposed(form(), grid, path)
    assert columns is not None
    field = form().field(columns.path)
    return columns, rows_in(field, grid, columns, reference=reference(), currency=currency)


def told(found: Intake) -> list[tuple[str, str]]:
    return [(remark.code, remark.address) for remark in found.remarks]


def column(found: Intake, name: str) -> list[Any]:
    return [row.get(name) for row in found.rows]


def test_a_logframe_of_the_eu_in_word(tmp_path: Path) -> None:
    """Levels stand as words in the first column, merged over several indicators."""
    grid = word(
        tmp_path,
        [
            ["", "Results chain", "Indicator", "Baseline (value & reference year)", "Target",
             "Sources and means of verification", "Assumptions"],
            ["Overall objective (Impact)", "Cleaner lake", "Phosphorus, mg/l", "0.12", "0.05",
             "Hydromet yearbook", ""],
            ["Outcome 1", "Waste is collected", "Share served, %", "40", "85", "Survey", "Fees"],
            ["Output 1.1", "Landfill built", "Cells, number", "0", "2", "Acceptance act", "Land"],
            ["Output 1.1", "Landfill built", "Capacity, t", "0", "40 000", "Acceptance act", ""],
            ["Activities", "1.1.1 Design\n1.1.2 Works", "", "", "", "", ""],
        ],
        ((3, 0), (4, 0)), ((3, 1), (4, 1)),
    )  # fmt: skip
    columns, found = taken(grid)
    assert columns.path == "logframe.matrix"
    assert column(found, "level") == [
        "overall_objective", "specific_objective", "output", "output", "activity",
    ]  # fmt: skip
    assert column(found, "target") == [
        Decimal("0.05"),
        Decimal(85),
        Decimal(2),
        Decimal(40000),
        None,
    ]
    assert found.rows[2]["code"] == found.rows[3]["code"]
    assert found.rows[2]["parent"] == found.rows[1]["code"]


def test_a_russian_logframe_with_sections_and_counted_columns(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            ["Логическая матрица проекта"],
            [],
            ["Уровень", "Описание", "Показатели", "Исходное значение", "Целевое значение",
             "Источники проверки", "Допущения и риски"],
            [1, 2, 3, 4, 5, 6, 7],
            ["Общая цель", "Чистое озеро", "Фосфор", "0,12", "0,05", "Гидромет", None],
            ["Результат 1", "Полигон построен", "Ячейки", 0, 2, "Акт", "Земля"],
            ["Мероприятие 1.1", "Проектирование", None, None, None, None, None],
            ["* Исходные данные за 2025 год"],
        ],
        "A1:G1", "A8:G8",
    )  # fmt: skip
    columns, found = taken(grid)
    assert columns.path == "logframe.matrix"
    assert column(found, "level") == ["overall_objective", "output", "activity"]
    assert found.rows[0]["statement"] == Words("", "Чистое озеро")
    assert found.rows[0]["target"] == Decimal("0.05")
    assert ("tables-head-again", "A4") in told(found)
    assert ("tables-footnote", "A8") in told(found)


def test_a_budget_with_a_head_of_two_rows_totals_and_thousands(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            ["BUDGET OF THE ACTION", None, None, None, None, None],
            ["No.", "Item", "Costs", None, None, None],
            [None, None, "Unit", "# of units", "Unit value", "Total cost, thousand EUR"],
            ["1. Civil works", None, None, None, None, None],
            ["1.1", "Cell 1", "m2", 1000, 30, 30],
            ["1.2", "Cell 2", "m2", "2 000", 30, 60],
            [None, "Subtotal civil works", None, None, None, 90],
            ["2. Equipment", None, None, None, None, None],
            ["2.1", "Compactor", "pc", 1, 250, "=D9*E9/1000"],
            [None, "TOTAL", None, None, None, 340],
            ["Note: prices of 2026"],
        ],
        "A1:F1", "C2:F2", "A2:A3", "B2:B3", "A4:F4", "A8:F8", "A11:F11",
    )  # fmt: skip
    columns, found = taken(grid)
    assert columns.path == "budget.lines"
    assert columns.first == 3
    assert column(found, "code") == ["1.1", "1.2", "2.1"]
    assert column(found, "category") == ["works", "works", "goods"]
    assert column(found, "amount") == [Decimal(30_000), Decimal(60_000), None]
    assert column(found, "quantity") == [Decimal(1000), Decimal(2000), Decimal(1)]
    codes = told(found)
    assert ("tables-scale", "F3") in codes
    assert ("tables-total", "B7") in codes
    assert ("tables-total", "B10") in codes
    assert ("tables-section", "A4") in codes
    assert ("tables-no-result", "F9") in codes
    assert ("tables-footnote", "A11") in codes


def test_sums_below_the_sum_of_everything_are_no_rows(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            ["Item", "Quantity", "Unit price", "Amount"],
            ["Pump", 1, 5, 5],
            ["Total project cost", None, None, 5],
            [],
            ["By category"],
            ["Goods", None, None, 5],
        ],
    )
    _, found = taken(grid)
    assert [row["description"].en for row in found.rows] == ["Pump"]
    assert ("tables-total", "A6") in told(found)


def test_a_russian_estimate_in_another_currency(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            [
                "№ п/п",
                "Наименование работ",
                "Ед. изм.",
                "Кол-во",
                "Цена за единицу",
                "Сумма, тыс. сом",
            ],
            [1, "Устройство основания", "м2", "1 200,5", "3,5", "4 201,75"],
            [2, "Ограждение / Fence", "м", 800, 2, 1600],
            [None, "Всего по смете", None, None, None, "5 801,75"],
        ],
    )
    columns, found = taken(grid)
    assert columns.path == "budget.lines"
    assert column(found, "amount") == [Decimal("4201750"), Decimal(1_600_000)]
    assert found.rows[0]["quantity"] == Decimal("1200.5")
    assert found.rows[1]["description"] == Words("Fence", "Ограждение")
    assert ("tables-other-currency", "F1") in told(found)


def test_a_risk_register_with_words_for_scales(tmp_path: Path) -> None:
    grid = word(
        tmp_path,
        [
            ["Risk description", "Probability", "Impact", "Mitigation measures", "Risk owner"],
            ["Tariffs are not raised", "High", "Substantial", "Covenant", "Ministry"],
            ["Floods cut the road", "L", "M", "Second access", "Operator"],
            ["Nobody bids", "Maybe", "Low", "Market sounding", "PIU"],
        ],
    )
    columns, found = taken(grid)
    assert columns.path == "risks.matrix"
    assert column(found, "likelihood") == ["4", "2", None]
    assert column(found, "impact") == ["4", "3", "2"]
    (remark,) = found.remarks
    assert (remark.code, remark.address, remark.level) == ("tables-no-option", "R4C2", "error")


def test_a_russian_risk_table(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            [
                "Риск",
                "Вид риска",
                "Вероятность",
                "Степень влияния",
                "Меры по снижению",
                "Ответственный",
            ],
            ["Тарифы не повышены", "Финансовый", "Высокая", "Средняя", "Соглашение", "Минфин"],
            ["Паводок", "Климатические", "Низкая", "высокая", "Вторая дорога", "Оператор"],
        ],
    )
    columns, found = taken(grid)
    assert columns.path == "risks.matrix"
    assert column(found, "category") == ["financial", "climate"]
    assert column(found, "likelihood") == ["4", "2"]
    assert found.remarks == ()


def test_a_schedule_of_a_planning_program(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            ["ID", "Task Name", "Start", "Finish", "Predecessors", "Resource Names"],
            ["T1", "Design", datetime(2027, 1, 15), datetime(2027, 9, 30), None, "Consultant"],  # noqa: DTZ001
            ["T2", "Tender", "01.10.2027", "31.03.2028", "T1", "PIU"],
            ["T3", "Works", "spring 2028", "2030-05-31", "T2", "Contractor"],
        ],
    )
    columns, found = taken(grid)
    assert columns.path == "timeline.rows"
    assert column(found, "start") == [date(2027, 1, 15), date(2027, 10, 1), None]
    assert column(found, "depends_on") == [None, "T1", "T2"]
    assert told(found) == [("tables-no-date", "C4")]


def test_a_table_with_both_languages_in_columns(tmp_path: Path) -> None:
    grid = sheet(
        tmp_path,
        [
            ["Risk (English)", "Риск (русский)", "Likelihood", "Impact", "Mitigation (EN)"],
            ["Flood", "Паводок", 3, 4, "Dam"],
        ],
    )
    _, found = taken(grid, "risks.matrix")
    assert found.rows[0]["description"] == Words("Flood", "Паводок")
    assert found.rows[0]["measure"] == Words("Dam", "")
    assert (found.rows[0]["likelihood"], found.rows[0]["impact"]) == ("3", "4")


HTML = """<html><body><!--StartFragment--><table><tr><th rowspan=2>Risk</th>
<th colspan=2>Rating</th><th rowspan=2>Mitigation</th></tr><tr><th>Likelihood</th><th>Impact</th>
</tr><tr><td><p>Flood &amp; <b>mud</b></p><p>flow</p></td><td>3</td><td>High</td>
<td>Dam<script>alert(1)</script></td></tr></table><!--EndFragment--></body></html>"""


def test_a_table_pasted_as_html() -> None:
    (grid,) = from_html(HTML)
    columns, found = taken(grid)
    assert columns.path == "risks.matrix"
    assert columns.first == 2
    (row,) = found.rows
    assert row["description"] == Words("Flood & mud\nflow", "")
    assert (row["likelihood"], row["impact"], row["measure"]) == ("3", "4", Words("Dam", ""))


def test_a_table_pasted_as_lines_with_tabs() -> None:
    grid = from_text('Item\tQuantity\tUnit price\tAmount\n"Pumps\nwith motor"\t2\t1,250.50\t2501\n')
    columns, found = taken(grid)
    assert columns.path == "budget.lines"
    assert found.rows[0]["unit_price"] == Decimal("1250.5")
    assert found.rows[0]["description"] == Words("Pumps\nwith motor", "")


def test_another_column_is_a_choice_of_the_user(tmp_path: Path) -> None:
    grid = sheet(tmp_path, [["Thing", "X", "Amount"], ["Pump", "a note", 5]])
    columns = proposed(form(), grid, "budget.lines")
    assert columns is not None
    columns = columns.changed(0, "description").changed(1, "note@ru")
    field = form().field("budget.lines")
    found = rows_in(field, grid, columns, reference=reference(), changed={1: "row"})
    assert found.rows[0]["description"] == Words("Pump", "")
    assert found.rows[0]["note"] == Words("", "a note")
    assert columns.changed(2, "description").targets == ("", "note@ru", "description")


def test_word_counts_by_itself(tmp_path: Path) -> None:
    """Numbers that Word shows stand in no text of the file."""
    document = Document()
    table = document.add_table(3, 3)
    for at, texts in enumerate((("Item", "Quantity", "Amount"), ("a", "1", "2"), ("b", "3", "4"))):
        for column_at, text in enumerate(texts):
            table.cell(at, column_at).text = text
            if at and not column_at:
                table.cell(at, 0).paragraphs[0].style = document.styles["List Number"]
                document.styles["List Number"].element.get_or_add_pPr()
                numbered = table.cell(at, 0).paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
                numbered.get_or_add_numId().val = 1
                numbered.get_or_add_ilvl().val = 0
    document.save(str(tmp_path / "n.docx"))
    (grid,) = read_tables(tmp_path / "n.docx").grids
    assert [grid.at(row, 0).text.split()[-1] for row in range(3)] == ["Item", "a", "b"]


# ---------------------------------------------------------------------- hostile files


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


BOOK = b'<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>'
RELS = b'<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>'


def book(data: bytes, **further: bytes) -> bytes:
    return packed(
        **{"xl__workbook.xml": BOOK, "xl__worksheets__s.xml": data, **further,
           "xl___rels__workbook.xml.rels".replace("___rels", "__" + "_rels"): RELS}
    )  # fmt: skip


def cells(xml: str) -> bytes:
    return f"<worksheet><sheetData>{xml}</sheetData></worksheet>".encode()


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
HOSTILE = {
    "old.xls": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "tables-old"),
    "locked.xlsx": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "tables-password",
    ),
    "torn.xlsx": (b"PK\x03\x04" + b"\0" * 100, "tables-damaged"),
    "letter.xlsx": (b"Dear colleague", "tables-unknown"),
    "other.xlsx": (packed(a=b"1"), "tables-unknown"),
    "bomb.xlsx": (book(b"<worksheet>" + b" " * 61_000_000), "tables-too-large"),
    "entities.xlsx": (book(ENTITIES), "tables-unsafe"),
    "utf16.xlsx": (
        book(ENTITIES.decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")),
        "tables-unsafe",
    ),
    "far.xlsx": (
        book(cells('<row r="1000000"><c r="A1000000"><v>1</v></c></row>')),
        "tables-too-long",
    ),
    "wide.xlsx": (book(cells('<row r="1"><c r="XFD1"><v>1</v></c></row>')), "tables-too-long"),
    "name.xlsx": (book(cells('<row r="1"><c r="--1"><v>1</v></c></row>')), "tables-damaged"),
    "xml.xlsx": (book(b"<worksheet><sheetData>"), "tables-damaged"),
    "empty.xlsx": (book(cells("")), "tables-none"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_unreadable_files_are_refused(name: str, tmp_path: Path) -> None:
    data, code = HOSTILE[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(AppError) as refused:
        read_tables(tmp_path / name)
    assert refused.value.code == code


def test_macros_and_links_are_told_and_not_followed(tmp_path: Path) -> None:
    data = book(
        cells('<row r="1"><c r="A1" t="str"><f>[1]X!A1</f><v>kept</v></c></row>'),
        **{"xl__vbaProject.bin": b"x", "xl__externalLinks__externalLink1.xml": b"<a/>"},
    )
    (tmp_path / "m.xlsm").write_bytes(data)
    found = read_tables(tmp_path / "m.xlsm")
    assert (found.macros, found.links) == (True, True)
    cell = found.grids[0].at(0, 0)
    assert (cell.value, cell.formula) == ("kept", "[1]X!A1")


def test_absurd_cells_do_no_harm(tmp_path: Path) -> None:
    row = (
        '<row r="1"><c r="A1"><v>1e400</v></c><c r="B1"><v>nan</v></c><c r="C1" t="s"><v>99</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c>'
        '<c r="F1" t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh><r><t>b</t></r></is></c>'
        '<c r="G1" s="77"><v>0.1</v></c><c><v>2</v></c></row>'
        "</sheetData><mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='x'/></mergeCells>"
        "<sheetData>"
    )
    (tmp_path / "a.xlsx").write_bytes(book(cells(row)))
    (grid,) = read_tables(tmp_path / "a.xlsx").grids
    assert [cell.text for cell in grid.row(0)] == [
        "1e400", "nan", "", "True", "#DIV/0!", "ab", "0.1", "2",
    ]  # fmt: skip


def test_a_million_lines_of_text_are_refused() -> None:
    with pytest.raises(AppError) as refused:
        from_text("a\tb\n" * 30_000)
    assert refused.value.code == "tables-too-long"
    assert from_html("<td>no row</td><table><td colspan=99999>x").__len__() == 1


def test_a_csv_of_an_old_russian_program(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_bytes("Риск;Вероятность;Влияние\nПаводок;3;4\n".encode("cp1251"))
    columns, found = taken(read_tables(tmp_path / "r.csv").grids[0])
    assert columns.path == "risks.matrix"
    assert found.rows[0]["description"] == Words("", "Паводок")
