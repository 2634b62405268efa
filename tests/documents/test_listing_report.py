"""The report of a list: its parts, its limits, in both languages, whatever the texts hold."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.kit.content import packs
from tests.kit.listings import PLAIN, hostile, listing, written
from wecoop_desktop.base.errors import Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.glyphs import missing, texts
from wecoop_desktop.documents.listing.listing import MOST_SHEETS
from wecoop_desktop.documents.listing.report import report, write_report
from wecoop_desktop.documents.outline import Outline, Table, letters
from wecoop_desktop.packs.content import Project


def outline(*projects: Project, language: str = "en") -> Outline:
    given_ = listing(projects, language, filters=(("Country", "Kyrgyzstan"),))
    return report(given_, projects)


def words(made: Outline) -> str:
    return "\n".join(text for _, text in texts(made))


def rows(made: Outline, section: int) -> list[tuple[str, ...]]:
    return [
        tuple(letters(cell) for cell in row.cells)
        for block in made.sections[section].blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def many(number: int) -> tuple[Project, ...]:
    return tuple(replace(PLAIN, id=f"test-{each}") for each in range(number))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_parts_of_a_report(language: str) -> None:
    data, result = written("pdf", listing((PLAIN,), language))
    reader = PdfReader(BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == "Financed projects"
    assert len(reader.outline) >= 6
    assert len(reader.pages) >= 5
    assert result.projects == 1
    assert not result.gaps
    said = "".join(page.extract_text() for page in reader.pages)
    assert ("Водоснабжение" if language == "ru" else "A water supply") in said
    assert "https://example.org/t-1" in said


def test_filters_and_date_stand_on_the_cover_and_in_the_overview() -> None:
    made = outline(PLAIN)
    assert made.cover.place == "Kyrgyzstan"
    assert ("Projects", "1") in made.cover.facts
    assert ("Newest data", "31 Mar 2025") in made.cover.facts
    assert "22 November 2026" in " ".join(made.cover.lines)
    assert "Country" in words(made)


def test_the_list_holds_every_project_in_its_order() -> None:
    made = outline(*many(3))
    found = rows(made, 1)
    assert [row[0] for row in found] == ["1", "2", "3"]
    assert "test-0" in found[0][1]
    assert found[0][2] == "Kyrgyzstan"
    assert found[0][6] == "2020–2024"


def test_a_sheet_shows_the_money_as_given_and_converted_with_its_rate() -> None:
    said = words(outline(PLAIN))
    assert "EUR\u00a05,700,000" in said
    assert "1 EUR = " in said
    assert "on average of 2020" in said


def test_what_is_unknown_is_no_zero() -> None:
    bare = replace(PLAIN, funding=(replace(PLAIN.funding[0], amount=None),), approved="", start="")
    made = outline(bare)
    assert rows(made, 1)[0][5] == "–"
    assert "Approved" not in words(made)


def test_many_projects_have_no_sheets_and_that_is_said() -> None:
    few, lots = outline(*many(3)), outline(*many(MOST_SHEETS + 1))
    assert len(few.sections) == 6
    assert len(lots.sections) == 3
    assert f"more than {MOST_SHEETS}" in words(lots)
    _, result = written("pdf", listing(many(MOST_SHEETS + 1)))
    assert dict(result.gaps) == {"report-sheets": MOST_SHEETS}


def test_a_list_too_long_for_paper_says_how_many_it_leaves_out() -> None:
    given_ = replace(listing(many(3)), count=5_003)
    made = report(given_, many(3))
    assert "5,000 further projects" in words(made)


def test_the_real_projects_have_all_their_letters() -> None:
    waste = [project for project in packs().projects if "waste" in project.sectors]
    for language in ("en", "ru"):
        made = report(listing(waste, language), tuple(waste))
        assert not [str(letter) for letter in missing(made)]


@given(st.text(max_size=50))
@settings(max_examples=25, deadline=None)
def test_any_text_is_printed(text: str) -> None:
    data, _ = written("pdf", listing([hostile(text)], filters=((text, text),)))
    assert data.startswith(b"%PDF-")


def test_a_megabyte_of_text_is_cut_into_pages() -> None:
    long = replace(PLAIN, title=replace(PLAIN.title, en="word " * 3_000))
    data, _ = written("pdf", listing([long]))
    assert len(PdfReader(BytesIO(data)).pages) < 60


def test_a_stopped_job_leaves_nothing() -> None:
    stream = BytesIO()
    job = Job(lambda done, total, code: job.stop() if code == "document-pages" else None)
    with pytest.raises(Cancelled):
        write_report(listing([PLAIN]), stream, job)
    assert stream.getvalue() == b""
