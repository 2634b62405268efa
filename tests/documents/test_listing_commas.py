"""Lists as CSV: one row a project, in a shape that spreadsheets of both languages open right."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import packs
from tests.kit.listings import PLAIN, hostile, listing, written
from wecoop_desktop.base.errors import Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.listing.commas import FORMULA, write_csv
from wecoop_desktop.documents.listing.tables import PROJECTS
from wecoop_desktop.packs.content import Project

FINANCING = next(
    at for at, column in enumerate(PROJECTS.columns) if column.head == "Financing, one currency"
)


def rows(projects: tuple[Project, ...] = (PLAIN,), language: str = "en") -> list[list[str]]:
    data, _ = written("csv", listing(projects, language))
    text = data.decode("utf-8-sig")
    return list(
        csv.reader(io.StringIO(text, newline=""), delimiter=";" if language == "ru" else ",")
    )


def test_it_opens_right_in_both_languages() -> None:
    line = replace(PLAIN.funding[0], amount=Decimal("5700000.25"))
    for language, separator, figure in (("en", ",", "5700000.25"), ("ru", ";", "5700000,25")):
        data, _ = written("csv", listing((replace(PLAIN, funding=(line,)),), language))
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.endswith(b"\r\n")
        assert data.count(b"\n") == data.count(b"\r\n") == 2
        assert separator in data.decode("utf-8-sig").splitlines()[0]
        assert rows((replace(PLAIN, funding=(line,)),), language)[1][FINANCING] == figure


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_project_is_one_row_of_all_columns(language: str) -> None:
    projects = packs().projects
    found = rows(projects, language)
    assert [row[0] for row in found[1:]] == [project.id for project in projects]
    assert {len(row) for row in found} == {len(PROJECTS.columns)}
    position = 1 if language == "ru" else 2
    assert found[1][position] == projects[0].title.ru


@pytest.mark.parametrize("sign", FORMULA)
def test_no_text_begins_as_a_formula(sign: str) -> None:
    cells = [cell for row in rows((hostile(f"{sign}cmd|' /c calc'!A1"),))[1:] for cell in row]
    assert sum("calc" in cell for cell in cells) >= 8
    assert not any(cell.startswith(FORMULA) for cell in cells)


def test_a_number_below_zero_stays_a_number() -> None:
    line = replace(PLAIN.funding[0], amount=Decimal("-12.5"))
    assert rows((replace(PLAIN, funding=(line,)),))[1][FINANCING] == "-12.5"


def test_dates_are_as_known() -> None:
    heads = [column.head for column in PROJECTS.columns]
    row = dict(zip(heads, rows()[1], strict=True))
    assert (row["Approved"], row["Start"], row["End"]) == ("2020-06-15", "2020-07", "2024")


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_stays_in_its_cell(text: str) -> None:
    found = rows((hostile(text),))
    assert {len(row) for row in found} == {len(PROJECTS.columns)}
    assert len(found) == 2


def test_halves_of_letters_and_control_signs_are_counted() -> None:
    data, result = written("csv", listing((replace(PLAIN, title=Text("a\ud800\x00b", "")),)))
    assert "ab" in data.decode("utf-8-sig")
    assert dict(result.gaps)["listing-removed"] == 2


def test_a_stopped_job_goes_no_further() -> None:
    job = Job(lambda done, total, code: job.stop() if done == 5 else None)
    stream = io.BytesIO()
    with pytest.raises(Cancelled):
        write_csv(listing(packs().projects), stream, job)
    assert not stream.closed
