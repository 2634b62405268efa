"""Word files: what a ministry and a bank find when they open one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from tests.kit import paper
from tests.kit.content import packs
from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.base.jobs import Cancelled, Job
from wecoop_desktop.documents.chart import Part, Shares
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.outline import (
    Callout,
    Column,
    Figure,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Remark,
    Row,
    Run,
    Section,
    Table,
    plain,
)

SHARES = Shares(
    (Part("Loan", Decimal(3), "EUR 3 m", "75 %"), Part("Grant", Decimal(1), "1", "25 %"))
)


def data(outline: Outline) -> bytes:
    stream = BytesIO()
    write_docx(outline, stream)
    return stream.getvalue()


def opened(outline: Outline) -> Any:
    return docx.Document(BytesIO(data(outline)))


def texts(document: Any) -> Iterator[str]:
    for text in document.element.body.iter(qn("w:t")):
        yield text.text or ""


def styles(document: Any) -> list[tuple[str, str]]:
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{4,}", text)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_says_what_the_pdf_says(language: str) -> None:
    outline = composed("eu_concept", language)
    on_paper = words(" ".join(paper.pages(pdf(outline))))
    in_word = set(words(" ".join(texts(opened(outline)))))
    missing = {word for word in on_paper if word not in in_word}
    # What is cut at the end of a line, and what is drawn: charts are pictures here.
    assert len(missing) < len(set(on_paper)) * 0.12, sorted(missing)[:80]


def test_headings_are_headings_and_the_contents_lead_to_them() -> None:
    document = opened(composed())
    heads = [text for style, text in styles(document) if style == "Heading 1"]
    listed = [text for style, text in styles(document) if style == "toc 1"]
    assert len(heads) > 10
    named = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    led = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert len(led) == len(heads)
    assert set(led) <= named
    assert len(listed) == len(heads)
    codes = [code.text for code in document.element.body.iter(qn("w:instrText"))]
    assert any(code.startswith("TOC ") for code in codes)
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


@pytest.mark.parametrize(("language", "code"), [("en", "en-GB"), ("ru", "ru-RU")])
def test_it_knows_its_language_and_what_it_is_called(language: str, code: str) -> None:
    outline = composed("eu_concept", language)
    document = opened(outline)
    (tongue,) = document.styles.element.find(qn("w:docDefaults")).iter(qn("w:lang"))
    assert tongue.get(qn("w:val")) == code
    about = document.core_properties
    assert about.title == outline.properties.title
    assert about.language == code
    assert "python-docx" not in (about.author, about.comments)


def test_tables_repeat_their_heads_and_keep_their_rows() -> None:
    document = opened(composed())
    assert len(document.tables) > 10
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        grid = len(table._tbl.tblGrid.findall(qn("w:gridCol")))
        for row in rows:
            spans = [cell.tcPr.find(qn("w:gridSpan")) for cell in row.findall(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == grid
        boxes = [row for row in rows if row.trPr is None]
        assert not boxes or len(rows) == 1  # only a box has a row that may be cut
    heads = [row for table in document.tables for row in table._tbl.iter(qn("w:tblHeader"))]
    assert len(heads) > 6


def test_captions_are_counted_by_word() -> None:
    table = Table((Column("A"), Column("B", "right")), (Row((plain("x"), plain("1"))),), "Things",
                  label="Table 7.")  # fmt: skip
    figure = Figure(SHARES, "Shares", label="Рисунок 2.")
    document = opened(outline_of(table, figure))
    fields = {one.get(qn("w:instr")): "".join(text.text for text in one.iter(qn("w:t")))
              for one in document.element.body.iter(qn("w:fldSimple"))}  # fmt: skip
    assert fields["SEQ Table \\* ARABIC"] == "7"
    assert fields["SEQ Figure \\* ARABIC"] == "2"
    captions = [text for style, text in styles(document) if style == "Caption"]
    assert len(captions) == 2


def test_figures_are_vectors_with_a_picture_for_old_programs_and_words() -> None:
    packed = zipfile.ZipFile(BytesIO(data(outline_of(Figure(SHARES, "Who pays")))))
    (drawing,) = [name for name in packed.namelist() if name.endswith(".svg")]
    (bitmap,) = [name for name in packed.namelist() if name.endswith(".png")]
    assert packed.read(bitmap).startswith(b"\x89PNG")
    root = etree.fromstring(packed.read(drawing))
    said = "".join(root.itertext())
    assert "EUR 3 m" in said
    assert "Who pays" in said
    body = packed.read("word/document.xml").decode()
    assert "svgBlip" in body
    assert 'descr="Who pays Loan: EUR 3 m (75 %)' in body
    kinds = packed.read("[Content_Types].xml").decode()
    assert "image/svg+xml" in kinds


def test_wide_sections_lie_on_their_side() -> None:
    outline = composed()
    document = opened(outline)
    wide = [one for one in document.sections if one.page_width > one.page_height]
    assert wide
    assert len(document.sections) > len(wide) + 1
    for section in document.sections:
        foot = section.footer._element
        codes = [one.get(qn("w:instr")) for one in foot.iter(qn("w:fldSimple"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_lists_count_for_themselves() -> None:
    first = Listing(((0, plain("one")), (0, plain("two"))), ordered=True)
    ticks = Listing(((0, plain("to do")),), boxes=True)
    document = opened(outline_of(first, Paragraph(plain("between")), first, ticks))
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert any(paragraph.text.startswith("☐") for paragraph in document.paragraphs)


def test_links_and_boxes() -> None:
    target = Section("Target", (Paragraph(plain("Here.")),), anchor="a b/в")
    box = Callout("A box", (("Fact", plain("Value")),), plain("Inside"), Figure(SHARES, "Small"))
    outline = outline_of(Paragraph((Run("See "), Run("there", link="a b/в"))), box, Heading("Next"))
    outline = Outline(**{
        **{name: getattr(outline, name) for name in outline.__slots__},
        "sections": (*outline.sections, target),
    })  # fmt: skip
    document = opened(outline)
    named = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    inside = [link for link in document.element.body.iter(qn("w:hyperlink"))
              if "there" in [text.text for text in link.iter(qn("w:t"))]]  # fmt: skip
    assert len(inside) == 1
    assert inside[0].get(qn("w:anchor")) in named
    cell = next(one.cell(0, 0) for one in document.tables if "A box" in one.cell(0, 0).text)
    assert "Fact: Value" in "\n".join(paragraph.text for paragraph in cell.paragraphs)


def test_the_draft_mark_stands_on_every_page() -> None:
    draft = opened(outline_of(Paragraph(plain("x")), draft="DRAFT"))
    assert all("DRAFT" in "".join(section.header._element.itertext()) for section in draft.sections)
    ready = opened(outline_of(Paragraph(plain("x"))))
    assert "DRAFT" not in "".join(ready.sections[-1].header._element.itertext())


def test_the_same_outline_gives_the_same_bytes() -> None:
    assert data(composed()) == data(composed())


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("template_id", [template.id for template in packs().templates])
def test_every_template_is_written(template_id: str, language: str) -> None:
    outline = composed(template_id, language)
    document = opened(outline)
    heads = sum(style.startswith("Heading 1") for style, _ in styles(document))
    assert heads == sum(not section.continues for section in outline.sections)


def test_an_empty_proposal_is_a_skeleton() -> None:
    outline = composed(answers={})
    document = opened(outline)
    assert outline.draft
    assert sum(style == "Heading 1" for style, _ in styles(document)) > 5


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x1f control \x0b\x0c",
        "half \ud83d of a letter \udc00",
        "🏔 emoji and ﷽ ligature",
        "שלום مرحبا right to left",
        '<w:t>markup</w:t> & "quotes" \']]>',
        "unbroken" * 700,
        "\ufffe\uffff",
        "a\r\nb\rc\n\nd",
        "",
    ],
)
def test_no_text_breaks_the_writer(text: str) -> None:
    table = Table((Column(text), Column("B")), (Row((plain(text), plain(text))),), text, text)
    outline = outline_of(
        Heading(text), Paragraph(plain(text)), Listing(((0, plain(text)),)), table,
        Callout(text, ((text, plain(text)),), plain(text)),
        Figure(Shares((Part(text, Decimal(1), text, text),)), text),
    )  # fmt: skip
    said = " ".join(texts(opened(outline)))
    for word in words(text.encode("utf-8", "ignore").decode()):
        assert word in said


def test_a_table_wider_than_the_page_is_a_table() -> None:
    columns = tuple(Column(f"Column {number}") for number in range(40))
    row = Row(tuple(plain("text") for _ in columns))
    document = opened(outline_of(Table(columns, (row,) * 3)))
    widths = [int(one.get(qn("w:w"))) for one in document.tables[-1]._tbl.tblGrid]
    assert len(widths) == 40
    assert sum(widths) < 20 * 600


def test_a_long_text_is_written_whole() -> None:
    text = "Слово за словом идёт текст. " * 20_000  # about 300 pages
    document = opened(outline_of(Paragraph(plain(text))))
    assert document.paragraphs[-1].text == text


def test_a_stopped_job_writes_nothing() -> None:
    job = Job()
    job.stop()
    stream = BytesIO()
    with pytest.raises(Cancelled):
        write_docx(composed(), stream, job)
    assert not stream.getvalue()


def test_remarks_are_comments_at_the_sections_that_answer_the_question() -> None:
    outline = composed()
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    remarks = (
        Remark("budget.lines", "Budget: too high\nsecond line", "Reader One", moment),
        Remark("problem.core_problem", "Problem: who says so? \x00", "", moment),
        Remark("", "The whole is short", "Reader Two", moment),
        Remark("no.such", "Lost otherwise", "R", moment),
    )
    document = opened(replace(outline, remarks=remarks))
    said = {one.comment_id: one for one in document.comments}
    assert [one.text for one in said.values()] == [
        "Budget: too high\nsecond line", "Problem: who says so? ", "The whole is short",
        "Lost otherwise",
    ]  # fmt: skip
    assert next(iter(said.values())).author == "Reader One"
    assert next(iter(said.values())).timestamp == moment
    at = {
        int(start.get(qn("w:id"))): paragraph.text
        for paragraph in document.paragraphs
        for start in paragraph._p.iter(qn("w:commentRangeStart"))
    }
    assert "Budget" in at[0]
    assert "Problem" in at[1]
    assert at[2] == at[3] == outline.cover.title
    assert data(replace(outline, remarks=remarks)) == data(replace(outline, remarks=remarks))
    assert not list(opened(outline).comments)
