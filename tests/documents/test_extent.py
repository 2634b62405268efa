"""How long a document is, counted as funders do, and many documents at once."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest

from tests.kit.outlines import composed, outline_of, pdf, template
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.batch import file_name, write_all
from wecoop_desktop.documents.extent import Room, extent, over, rooms, said
from wecoop_desktop.documents.outline import Paragraph, plain
from wecoop_desktop.documents.paper import Paper
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.packs.content import Limits, Template

BODY = Paragraph(plain("seven words stand in this one paragraph " * 60))


def test_cover_contents_and_annexes_do_not_count() -> None:
    outline = composed("eu_concept")
    found = extent(outline, pdf(outline))
    annexes = [one for one in found.stretches if one.annex]
    assert [one.number for one in annexes] == ["A", "B"]
    assert found.counted == annexes[0].first - 3
    assert found.counted + sum(one.pages for one in annexes) + 2 == found.pages
    assert [one.number for one in found.stretches][:3] == ["", "1", "2"]


def test_the_summary_alone_is_one_page() -> None:
    for language in ("en", "ru"):
        outline = composed("one_page", language)
        found = extent(outline, pdf(outline))
        assert (found.pages, found.counted) == (1, 1)
        assert not over(template("one_page"), found)


def test_words_are_counted_section_by_section() -> None:
    outline = outline_of(BODY)
    found = extent(outline, pdf(outline))
    assert found.words == found.stretches[0].words == 7 * 60


def test_sections_are_measured_in_parts_of_pages() -> None:
    outline = composed("eu_concept")
    stream = BytesIO()
    lengths = write_pdf(outline, stream)
    assert len(lengths) == len(outline.sections)
    found = extent(outline, stream.getvalue(), lengths)
    for one in found.stretches:
        assert one.pages - 2 < one.length <= one.pages + 1, one
    told = rooms(template("eu_concept"), found)
    assert not told[0].title
    assert told[0].found == found.counted
    sections = {one.number: one for one in told[1:]}
    logframe = sections["4"]
    assert logframe.limit == Decimal("0.5")
    assert logframe.over == max(0, logframe.found - logframe.limit)
    assert logframe.page == next(one.first for one in found.stretches if one.number == "4")


@pytest.mark.parametrize("code", ["en", "ru"])
def test_a_length_is_said_with_how_much_and_where(code: str) -> None:
    language = Language(code)
    room = Room("4", "Results", "pages", Decimal("1.5"), Decimal("0.5"), page=7)
    for part in (language.number(Decimal("1.5")), language.number(Decimal("0.5")), "7"):
        assert part in said(room, language)
    fits = replace(room, found=Decimal("0.3"))
    assert not fits.over
    assert "7" not in said(fits, language)


def test_what_is_longer_than_its_limit_is_told() -> None:
    outline = outline_of(*[BODY] * 40)
    found = extent(outline, pdf(outline))
    note = template("gcf_cn")
    short = replace(note, limits=Limits(Decimal(2), 100, None, firm=True), sections=())
    told = {one.measure: one for one in over(short, found)}
    assert told["pages"].found == found.counted > 2
    assert told["words"].found == 7 * 60 * 40
    assert told["pages"].firm
    section = replace(note.sections[0], number="1", title=replace(note.name, en="A section"))
    asked = replace(section, limits=Limits(Decimal("0.5"), None, 50))
    (pages, characters) = over(replace(note, limits=Limits(), sections=(asked,)), found)
    assert (pages.measure, characters.measure) == ("pages", "characters")
    free = replace(section, limits=Limits())
    assert not over(replace(note, limits=Limits(), sections=(free,)), found)


def never(_template: Template, _language: Language) -> Paper:
    raise AppError("iati-no-start")


def name(one: Template, language: str, _form: object) -> str:
    return f"{one.id}-{language}.pdf"


def test_a_batch_tells_what_failed_and_leaves_nothing_half(tmp_path: Path) -> None:
    templates = [template("one_page"), template("logframe")]
    done = write_all(never, templates, ("en", "ru"), ("pdf",), tmp_path, name)
    assert [one.error.code for one in done if one.error] == ["iati-no-start"] * 4
    assert not list(tmp_path.iterdir())


def test_a_full_disk_ends_a_batch(tmp_path: Path) -> None:
    def full(_template: Template, _language: Language) -> Paper:
        raise AppError("disk-full", path=tmp_path)

    done = write_all(full, [template("one_page")] * 3, ("en",), ("pdf",), tmp_path, name)
    assert len(done) == 1


def test_a_batch_is_stopped_between_and_inside_documents(tmp_path: Path) -> None:
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        write_all(never, [template("one_page")], ("en",), ("pdf",), tmp_path, name, job)
    assert not list(tmp_path.iterdir())


def test_unknown_formats_and_folders_are_told_before_anything(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        write_all(never, [template("one_page")], ("en",), ("odt",), tmp_path, name)
    assert caught.value.code == "format-unknown"
    with pytest.raises(AppError) as caught:
        write_all(never, [], (), (), tmp_path / "none", name)
    assert caught.value.code == "folder-missing"


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("", "proposal"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "CON"),
        ("  \u202e🚜\x00", "proposal"),
        ("а" * 500, "а" * 48),
    ],
)
def test_names_of_files_are_safe(title: str, start: str) -> None:
    assert file_name(title, "gcf_cn", 2, "en", ".pdf") == f"{start}_gcf-cn_r2_EN.pdf"
