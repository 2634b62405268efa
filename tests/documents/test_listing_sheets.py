"""Lists as XLSX: every project, typed cells, and no text that a spreadsheet would run."""

from __future__ import annotations

import errno
import gc
import re
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.kit.content import packs
from tests.kit.listings import PLAIN, hostile, listing, written
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.listing import sheets
from wecoop_desktop.documents.listing.tables import SHEETS

NAMES = [
    "Projects", "Countries", "Sectors", "Financing", "Places", "Sources", "Statistics", "About",
]  # fmt: skip


def book(*args: object, **options: object) -> openpyxl.Workbook:
    data, _ = written("xlsx", listing(*args, **options))  # type: ignore[arg-type]
    return openpyxl.load_workbook(BytesIO(data))


def by_head(page: Worksheet, row: int = 2) -> dict[str, object]:
    heads = [cell.value for cell in page[1]]
    return dict(zip(heads, [cell.value for cell in page[row]], strict=True))


def test_every_project_is_a_row_and_every_line_too() -> None:
    projects = packs().projects
    found = book(projects, "ru")
    assert len(found.sheetnames) == len(NAMES)
    pages = dict(zip(NAMES, found.worksheets, strict=True))
    assert [row[0].value for row in pages["Projects"].iter_rows(min_row=2)] == [
        project.id for project in projects
    ]
    assert pages["Countries"].max_row - 1 == sum(len(p.countries) for p in projects)
    assert pages["Sectors"].max_row - 1 == sum(len(p.sectors) for p in projects)
    assert pages["Financing"].max_row - 1 == sum(len(p.funding) for p in projects)
    assert pages["Places"].max_row - 1 == sum(len(p.locations) for p in projects)
    assert pages["Sources"].max_row - 1 == sum(len(p.sources) for p in projects)
    assert not any(
        cell.data_type == "f" for page in found for row in page.iter_rows() for cell in row
    )


def test_values_have_their_types() -> None:
    row = by_head(book()["Projects"])
    assert row["Approved"] == datetime(2020, 6, 15)  # noqa: DTZ001 - cells know no time zone
    assert row["Year"] == 2020
    assert row["Financing, one currency"] == 5_700_000
    assert row["Currency of the financing"] == "EUR"
    assert row["Year of the rate"] == 2020
    rate = row["Rate used"]
    assert isinstance(rate, float)
    assert row["Financing in USD"] == pytest.approx(5_700_000 * rate, abs=1)
    assert row["Countries"] == "Kyrgyzstan"
    assert row["Country codes"] == "KG"
    assert row["Status"] == "Active"
    assert row["Status code"] == "active"
    assert row["Web pages"] == "https://example.org/t-1"


def test_a_date_shows_no_more_than_is_known() -> None:
    page = book()["Projects"]
    shown = {
        page.cell(1, cell.column).value: cell.number_format for cell in page[2] if cell.is_date
    }
    assert shown["Approved"] == "yyyy-mm-dd"
    assert shown["Start"] == "yyyy-mm"
    assert shown["End"] == "yyyy"
    odd = by_head(book([replace(PLAIN, approved="1889", start="soon")])["Projects"])
    assert odd["Approved"] == "1889"
    assert odd["Start"] == "soon"


def test_only_the_heads_look_like_heads() -> None:
    for page in book([PLAIN, hostile("=1")]):
        assert all(cell.font.bold for cell in page[1])
        below = [cell for row in page.iter_rows(min_row=2) for cell in row]
        assert not any(cell.font.bold or cell.fill.fill_type for cell in below)


def test_unknown_is_empty_and_never_zero() -> None:
    bare = replace(PLAIN, funding=(replace(PLAIN.funding[0], amount=None),), total_cost=None)
    row = by_head(book([bare])["Projects"])
    for head in ("Total cost", "Financing, one currency", "Financing in USD", "Rate used"):
        assert row[head] is None
    assert row["Financing lines counted"] == 0
    assert row["Financing lines not counted"] == 1
    line = by_head(book([bare])["Financing"])
    assert line["Amount"] is None
    assert line["Funder code"] == "ebrd"


def test_other_languages_and_currencies_say_so() -> None:
    found = book([PLAIN], "ru", "EUR")
    values = [cell.value for cell in found.worksheets[0][2]]
    assert "Водоснабжение" in values
    assert "A water supply" in values
    assert "Кыргызстан" in values
    heads = [cell.value for cell in found.worksheets[0][1]]
    assert any("EUR" in str(head) for head in heads)
    assert not any("{" in str(head) for head in heads)


FORMULAS = [
    "=1+1", '=HYPERLINK("http://x","y")', "+7 999", "-cmd|' /c calc'!A1",
    "@SUM(A1)", "\t=1", "\r=1", "\n=1", "#REF!",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    data, _ = written("xlsx", listing([hostile(text)], filters=((text, text),)))
    found = openpyxl.load_workbook(BytesIO(data))
    kept = text.replace("\r", "\n")
    title = found["Projects"]["B2"]
    assert (title.value, title.data_type) == (kept, "s")
    assert title.quotePrefix
    parts = zipfile.ZipFile(BytesIO(data))
    for name in parts.namelist():
        if name.startswith("xl/worksheets/"):
            assert b"<f>" not in parts.read(name)
            assert b't="e"' not in parts.read(name)


def test_what_xml_forbids_is_left_out_and_counted() -> None:
    text = "a\x00b\x0b\x1f\ud800\udfff\ufffe c"
    data, result = written("xlsx", listing([replace(PLAIN, title=Text(text, ""))]))
    found = openpyxl.load_workbook(BytesIO(data))
    assert found["Projects"]["B2"].value == "ab c"
    assert result.gaps
    notes = {row[0].value: row[1].value for row in found["About"].iter_rows(min_row=2)}
    assert str(result.gaps[0][1]) in str(notes["Left out"])


def test_signs_that_spreadsheets_read_as_letters_stay_as_they_are() -> None:
    data, _ = written("xlsx", listing([replace(PLAIN, title=Text("_x0041_ and _x000D_", ""))]))
    strings = zipfile.ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "_x005F_x0041_ and _x005F_x000D_" in strings


def test_a_text_longer_than_a_cell_is_cut_and_said_to_be() -> None:
    _, result = written("xlsx", listing([replace(PLAIN, summary=Text("ж" * 200_000, ""))]))
    assert dict(result.gaps)["listing-shortened"] >= 1


def test_numbers_too_long_for_a_spreadsheet_stay_whole() -> None:
    huge = replace(PLAIN.funding[0], amount=Decimal("12345678901234567890.12"))
    row = by_head(book([replace(PLAIN, funding=(huge,))])["Financing"])
    assert row["Amount"] == "12345678901234567890.12"


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    data, _ = written("xlsx", listing([hostile(text)]))
    found = openpyxl.load_workbook(BytesIO(data))
    assert all(c.data_type != "f" for page in found for row in page.iter_rows() for c in row)


def test_it_reads_well_and_prints() -> None:
    found = book()
    for page in found:
        assert page.freeze_panes
        assert page.page_setup.orientation == "landscape"
        assert page.print_title_rows == "$1:$1"
    projects, about = found["Projects"], found["About"]
    # Too wide for a page: it goes on beside, and the titles are repeated.
    assert projects.print_title_cols == "$A:$B"
    assert not projects.sheet_properties.pageSetUpPr.fitToPage
    assert about.sheet_properties.pageSetUpPr.fitToPage
    assert about["B3"].alignment.wrap_text
    assert projects.auto_filter.ref == f"A1:{projects.cell(2, projects.max_column).coordinate}"
    assert projects.column_dimensions["B"].width == SHEETS[0].columns[1].width


def test_charts_show_the_rows_of_their_group() -> None:
    projects = [replace(PLAIN, id=f"t-{n}", countries=("KG", "TJ")[: n % 2 + 1]) for n in range(5)]
    page = book(projects)["Statistics"]
    (chart,) = page._charts
    reference = chart.series[0].val.numRef.f
    first, last = (int(part) for part in re.findall(r"\$D\$(\d+)", reference))
    shown = [[cell.value for cell in page[row]] for row in range(first, last + 1)]
    assert [(row[1], row[3]) for row in shown] == [("KG", 5), ("TJ", 2)]


def test_the_note_tells_of_filters_rates_and_sources() -> None:
    found = book(filters=(("Country", "Kyrgyzstan"),))
    notes = {row[0].value: str(row[1].value) for row in found["About"].iter_rows(min_row=2)}
    assert notes["Country"] == "Kyrgyzstan"
    assert notes["Newest data"] == "31 Mar 2025"
    assert "European Central Bank" in notes
    assert any("CC BY 4.0" in said for said in notes.values())


def test_a_stopped_job_leaves_nothing() -> None:
    stream = BytesIO()
    job = Job(lambda done, total, code: job.stop() if done == 3 else None)
    with pytest.raises(Cancelled):
        sheets.write_xlsx(listing(packs().projects), stream, job)
    assert stream.getvalue() == b""


def test_more_rows_than_a_sheet_has_are_refused() -> None:
    stream = BytesIO()
    with pytest.raises(AppError, match="listing-too-long"):
        sheets.write_xlsx(
            listing([replace(PLAIN, id=f"t-{n}") for n in range(3)]), stream, most_rows=3
        )
    assert stream.getvalue() == b""


def test_a_disk_that_fills_up_is_told_once_and_nothing_cries_later() -> None:
    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "full")

    stream = Full()
    cried: list[object] = []
    before, sys.unraisablehook = sys.unraisablehook, cried.append
    try:
        with pytest.raises(OSError, match="full"):
            sheets.write_xlsx(listing(), stream)
        stream.close()
        gc.collect()
    finally:
        sys.unraisablehook = before
    assert not cried
