"""Reading the World Bank's list of projects, as a book and as text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.kit.activities import bank, codes, told_bank
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.publisher.importing.activity import Activity, Unread


@pytest.mark.parametrize("name", ["all.xlsx", "all.csv"])
def test_a_project_of_the_list(tmp_path: Path, name: str) -> None:
    (found,), log = told_bank(bank(tmp_path, {}, name=name))
    assert isinstance(found, Activity)
    assert (found.identifier, found.line) == ("P999001", 4)
    assert found.countries == ("KG",)
    assert found.title == {"en": "Waste of Two Towns Project"}
    assert (found.approved, found.end) == ("2021-05-06", "2027-12-31")
    assert (found.total, found.currency) == (Decimal(25_000_000), "USD")
    assert [(one.amount, one.window) for one in found.money] == [(Decimal(20_000_000), "IDA")]
    assert (found.category, found.status, found.sectors) == ("Moderate", "active", ("waste",))
    assert found.url.endswith("/project-detail/P999001")
    assert (found.as_of, log.as_of, log.read) == ("2025-03-31", "2025-03-31", 1)


def test_odd_rows(tmp_path: Path) -> None:
    path = bank(
        tmp_path,
        {"id": "", "project_name": "No number"},
        {"projectstatusdisplay": "Resting", "boardapprovaldate": "soon", "sector1": None},
        {"countryshortname": "Kyrgyz Republic;Tajikistan;Nepal", "closingdate": None},
        {"countryshortname": "Central Asia", "curr_total_commitment": "1", "grantamt": "-3"},
    )
    first, odd, several, region = told_bank(path)[0]
    assert isinstance(first, Unread)
    assert codes(odd) == ["import-code", "import-date"]
    assert isinstance(several, Activity)
    assert (several.countries, several.wider, several.end) == (("KG", "TJ"), True, "")
    assert isinstance(region, Activity)
    assert (region.countries, region.regional) == ((), True)
    assert codes(region) == ["import-amount", "import-sum"]


def test_sectors_of_a_sheet_of_their_own(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = bank(tmp_path, {"sector1": None})
    book = load_workbook(path)
    sheet = book.create_sheet("Sectors")
    sheet.append(["Sectors"])
    sheet.append(["Project ID", "Major Sector", "Sector", "Sector Percent"])
    sheet.append(["P999001", "Water", "Irrigation and Drainage", 100])
    book.save(path)
    (found,), _ = told_bank(path)
    assert isinstance(found, Activity)
    assert found.sectors == ("irrigation",)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import-no-projects"),
        (b"a,b,c\n1,2,3\n", "import-no-projects"),
        (b"PK\x03\x04 no book", "import-no-projects"),
        (b"\xd0\xcf\x11\xe0", "import-old-book"),
        (b"\x1f\x8b", "import-packed"),
        (bytes(range(256)) * 9, "import-no-projects"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "all.xlsx"
    path.write_bytes(content)
    with pytest.raises(AppError) as caught:
        told_bank(path)
    assert caught.value.code == code


def test_a_book_that_is_broken_inside(tmp_path: Path) -> None:
    path = bank(tmp_path, {})
    odd = tmp_path / "odd.xlsx"
    with ZipFile(path) as whole, ZipFile(odd, "w") as broken:
        for name in whole.namelist():
            data = whole.read(name)
            broken.writestr(name, data[: len(data) // 2] if "sheet1" in name else data)
    with pytest.raises(AppError) as caught:
        told_bank(odd)
    assert caught.value.code == "import-no-projects"


def test_foreign_letters_of_old_spreadsheets(tmp_path: Path) -> None:
    path = bank(tmp_path, {"impagency": "Société"}, name="all.csv")
    path.write_bytes(path.read_text("utf-8").encode("cp1252"))
    (found,), log = told_bank(path)
    assert isinstance(found, Activity)
    assert found.implementers[0].name == {"en": "Société"}
    assert [one.code for one in log.remarks] == ["import-encoding"]
