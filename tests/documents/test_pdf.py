"""The written file: text, pages, fonts, bookmarks, language; and hostile texts."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.content import packs
from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.base.errors import Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.documents.chart import Gantt, Task
from wecoop_desktop.documents.glyphs import missing
from wecoop_desktop.documents.outline import (
    Callout,
    Column,
    Figure,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Row,
    Run,
    Table,
    letters,
    plain,
)
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.documents.pdf.lines import broken
from wecoop_desktop.documents.pdf.style import HEAD_CELL
from wecoop_desktop.forms.answers import Money

LETTERS = "ӘәҒғҚқҢңӨөҰұҮүҺһӢӣҲҳҶҷӮӯЁё ŇňŞşŽžÝý OʻGʻ ₸№€→✓₂³≤−–— «»"


def _reader(outline: Outline) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf(outline)))


def _text(reader: pypdf.PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Concept note", "Sanitary landfills", "18,000,000", "EUR 18.00 million", "EBRD"]),
        ("ru", ["Санитарные полигоны", "18 000 000", "ЕБРР", "Бюджет и источники", "2029–2033"]),
    ],
)
def test_the_concept_note_says_what_it_must(language: str, words: list[str]) -> None:
    reader = _reader(composed(language=language))
    text = _text(reader)
    for word in words:
        assert word in text
    assert 12 <= len(reader.pages) <= 32
    assert reader.root_object["/Lang"] == language


def test_pages_are_counted_and_named() -> None:
    reader = _reader(composed())
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, start=1):
        if number > 1:
            assert f"{number} / {total}" in page.extract_text()
    sizes = {round(float(page.mediabox.width)) for page in reader.pages}
    assert sizes == {595, 842}


def test_contents_lead_to_the_pages_of_the_sections() -> None:
    reader = _reader(composed())
    contents = reader.pages[1].extract_text()
    assert "Budget and sources of finance" in contents
    links = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    assert len(links) >= 14
    number = next(
        index
        for index, page in enumerate(reader.pages, start=1)
        if index > 2
        and "Budget and sources of finance\n" in page.extract_text() + "\n"
        and "Total project cost" in page.extract_text() + reader.pages[index].extract_text()
    )
    line = next(line for line in contents.splitlines() if "Budget and sources" in line)
    assert str(number) in line + contents.splitlines()[contents.splitlines().index(line) + 1]


def test_bookmarks_properties_and_fonts() -> None:
    reader = _reader(composed(language="ru"))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert "7 Бюджет и источники финансирования" in titles
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.startswith("Санитарные полигоны")
    assert reader.metadata.author
    fonts = [
        font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for font in fonts:
        assert "+Source" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_bookmarks_open_the_pages_where_their_titles_stand() -> None:
    reader = _reader(composed())
    entries = [
        entry for part in reader.outline for entry in (part if isinstance(part, list) else [part])
    ]
    assert len(entries) > 30
    for entry in entries[2:]:
        page = reader.get_destination_page_number(entry)
        assert page is not None
        said = " ".join(reader.pages[page].extract_text().split())
        title = " ".join(str(entry.title).split())
        assert title.partition(" ")[2][:25] in said, title


def test_no_page_but_the_cover_is_left_almost_empty() -> None:
    for template_id in ("eu_concept", "prefeasibility"):
        for page in _reader(composed(template_id, "ru")).pages:
            assert len(page.extract_text()) > 450


def test_a_wide_table_of_words_stays_upright_with_its_remarks_below_the_rows() -> None:
    outline = composed("eu_concept", "ru")
    lying = [section for section in outline.sections if section.orientation == "landscape"]
    tables = [block for section in lying for block in section.blocks]
    assert [block.caption for block in tables if isinstance(block, Table)] == [
        "Логико-структурная матрица"
    ]


def test_words_of_a_head_are_cut_only_where_they_are_wider_than_their_column() -> None:
    text = _text(_reader(composed(language="ru")))
    assert "Цена\nединицы" in text
    lines = broken(plain("Площадь,\u00a0га"), HEAD_CELL, 41, "ru")
    assert ["".join(bit.text for bit in line.bits) for line in lines] == ["Площадь,", "га"]


def test_a_page_is_not_left_almost_empty_before_a_long_figure() -> None:
    tasks = tuple(Task(f"T{n}", f"Task {n}", date(2027, 1, 1), date(2028, 1, 1)) for n in range(26))
    figure = Figure(Gantt(tasks, (), "Step", (("step", "step"),)), "Work plan")
    blocks = [*[Paragraph(plain("Some words."))] * 16, figure]
    pages = [page.extract_text() for page in _reader(outline_of(*blocks)).pages]
    assert "Task 5" in pages[2]
    assert "Task 25" in pages[3]


def test_places_that_lie_close_are_numbered_and_named_below_the_map() -> None:
    text = _text(_reader(composed(language="en")))
    for name in ("Eastern landfill", "Transfer point Bokonbaevo"):
        assert name in text
    one = _text(
        _reader(
            composed(
                changes={
                    "sites.locations": (
                        {"name": "Balykchy", "lat": Decimal(42), "lon": Decimal(76)},
                    )
                }
            )
        )
    )
    assert "Balykchy" in one


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_summary_with_its_next_steps_is_one_page(language: str) -> None:
    outline = composed(language=language)
    page = " ".join(_reader(outline).pages[2].extract_text().split())
    blocks = outline.sections[0].blocks
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    assert len(titles) == 6
    for title in titles[:5]:  # the sixth is the applicant's own summary
        assert " ".join(title.split()) in page
    last = next(block for block in blocks if isinstance(block, Table)).rows[-1]
    assert " ".join(letters(last.cells[-1]).split()) in page


def test_a_long_title_takes_three_lines_of_the_cover() -> None:
    outline = composed(changes={"basic.title_en": "A project with a very long name " * 12})
    cover = _reader(outline).pages[0].extract_text()
    assert "…" in cover
    assert cover.count("very long name") <= 9


def test_the_draft_mark() -> None:
    word = "DRAFT"
    ready = composed()
    assert word not in _text(_reader(ready))
    pages = _reader(replace(ready, draft=word)).pages
    assert all(word in page.extract_text() for page in pages)


def test_the_same_outline_gives_the_same_bytes() -> None:
    outline = composed()
    assert pdf(outline) == pdf(outline)


def test_all_letters_of_the_five_countries_are_in_the_fonts() -> None:
    outline = outline_of(
        Paragraph(plain(LETTERS)), Paragraph(plain(LETTERS, bold=True)), Heading(LETTERS)
    )
    assert missing(outline) == ()
    text = _text(_reader(outline))
    for letter in LETTERS.replace(" ", ""):
        assert letter in text


def test_a_missing_letter_is_named_with_its_place() -> None:
    outline = outline_of(Paragraph(plain("Plan 计划 😀 and a bell \x07")))
    found = missing(outline)
    assert {entry.letter for entry in found} == {"计", "划", "😀"}
    assert next(entry for entry in found if entry.letter == "😀").name == "GRINNING FACE"
    assert all(entry.places == ("1 A section",) for entry in found)
    assert "□" in _text(_reader(outline))


def test_right_to_left_text_is_named_and_does_not_break() -> None:
    outline = outline_of(Paragraph(plain("بسم الله \u202eabc\u202c שלום")))
    assert len(missing(outline)) > 5
    assert "abc" in _text(_reader(outline))


def test_a_megabyte_in_a_field() -> None:
    words = "слово и ещё слово, " * 30_000
    outline = outline_of(Paragraph(plain(words)), language="ru")
    assert len(_reader(outline).pages) > 100


def test_a_megabyte_without_a_space_in_a_cell() -> None:
    table = Table(
        (Column("A"), Column("B", "right")), (Row((plain("x" * 1_000_000), plain("1"))),) * 1
    )
    outline = outline_of(table, Callout("Box", runs=plain("y" * 20_000)))
    assert len(_reader(outline).pages) > 50


def test_a_head_stands_on_every_page_of_a_table_and_the_total_is_not_alone() -> None:
    rows = tuple(Row((plain(f"row {index}"), plain(str(index)))) for index in range(120))
    table = Table(
        (Column("Item"), Column("Amount", "right")), (*rows, Row((plain("All"), ()), "total"))
    )
    pages = _reader(outline_of(table)).pages
    assert len(pages) > 3
    assert all("Amount" in page.extract_text() for page in pages[2:])
    assert "row 119" in pages[-1].extract_text()


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    blocks = []
    for index in range(60):
        blocks += [
            Heading(f"Heading {index}"),
            Paragraph(plain("Some words. " * (10 + index % 17))),
        ]
    for page in _reader(outline_of(*blocks)).pages[2:]:
        body = [line for line in page.extract_text().splitlines() if line.strip()]
        lines = [line for line in body if not line.startswith(("A title", "Concept", "1 ·"))]
        assert not lines[-1].startswith("Heading") or " / " in lines[-1]


def test_a_stopped_job_writes_nothing() -> None:
    job = Job()
    job.stop()
    stream = io.BytesIO()
    with pytest.raises(Cancelled):
        write_pdf(composed(), stream, job)
    assert stream.getvalue() == b""


@pytest.mark.parametrize("template_id", sorted(entry.id for entry in packs().templates))
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_template_is_written(template_id: str, language: str) -> None:
    assert len(pdf(composed(template_id, language))) > 60_000


def test_an_empty_proposal_is_written() -> None:
    text = _text(_reader(composed(answers={})))
    assert "Not filled in yet" in text
    assert "DRAFT" in text


ANY = st.text(st.characters(), max_size=400)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=ANY, other=ANY)
def test_no_text_breaks_the_writer(text: str, other: str) -> None:
    runs = (Run(text, bold=True), Run(other, italic=True, tone="bad"))
    table = Table(
        (Column(text), Column(other, "right"), Column("")),
        (Row((runs, plain(text), ())), Row((plain(other), None, runs), "group")),
        caption=text,
        note=other,
    )
    outline = outline_of(
        Heading(text),
        Paragraph(runs),
        Listing(((0, runs), (2, plain(text)))),
        table,
        Callout(text, ((other, runs),), runs),
        language="ru",
    )
    named = replace(
        outline,
        cover=replace(outline.cover, title=text, applicant=other, facts=((text, other),)),
        head=text,
        foot=other,
        properties=replace(outline.properties, title=text, author=other),
    )
    missing(named)
    assert pdf(named).startswith(b"%PDF-")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_no_answer_breaks_a_document(text: str) -> None:
    changes = {
        "basic.title_en": text,
        "basic.applicant": text,
        "policy.ndc_link": text,
        "problem.core_problem": text,
        "stakeholders.matrix": ({"name": text, "type": text, "influence": text},),
        "timeline.rows": ({"code": text, "name": text, "kind": text},),
        "problem.problem_tree": ({"id": text, "parent": text, "kind": "core", "text": text},),
    }
    assert pdf(composed(changes=changes)).startswith(b"%PDF-")


EXTREMES = [Decimal(text) for text in ("0", "-1", "1E+24", "-1E+24", "1E-20", "1234567890123.456")]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_number_or_date_breaks_a_document(data: st.DataObject) -> None:
    number = st.sampled_from(EXTREMES)
    day = st.sampled_from([date.min, date(2026, 1, 1), date(2030, 12, 31), date.max])
    level = st.sampled_from(["1", "5", "9", "", "x"])

    def draw(strategy: st.SearchStrategy[object]) -> object:
        return data.draw(strategy)

    changes = {
        "economics.flows": tuple(
            {"year": draw(number), "capex": draw(number), "revenue": draw(number)} for _ in range(4)
        ),
        "economics.fin_rate": draw(number),
        "budget.lines": ({"code": "1", "amount": draw(number)}, {"quantity": draw(number)}),
        "budget.financing": ({"source": "A", "amount": draw(number)},),
        "basic.total_cost": Money(Decimal(str(draw(number))), "EUR"),
        "basic.duration_months": draw(number),
        "basic.start_date": draw(day),
        "timeline.rows": ({"name": "a", "start": draw(day), "end": draw(day)},),
        "timeline.milestones": ({"name": "b", "date": draw(day)},),
        "risks.matrix": ({"likelihood": draw(level), "impact": draw(level)},),
        "sites.locations": ({"name": "s", "lat": draw(number), "lon": draw(number)},),
    }
    assert pdf(composed(changes=changes)).startswith(b"%PDF-")


def test_long_texts_where_there_is_room_for_a_line() -> None:
    text = "очень длинный текст " * 10_000
    changes = {
        "basic.title_en": text,
        "basic.applicant": text,
        "budget.financing": ({"source": text, "instrument": "own", "amount": Decimal(5)},),
        "timeline.rows": (
            {"code": text, "name": text, "start": date(2027, 1, 1), "end": date(2028, 1, 1)},
        ),
        "sites.locations": (
            {"name": text, "admin1": text, "lat": Decimal(42), "lon": Decimal(77)},
        ),
    }
    outline = composed(changes=changes)
    assert len(outline.cover.title) <= 400
    assert len(outline.head) <= 400
    assert len(_reader(outline).pages) > 20
