"""Answers that no document is made for: every format takes them, nothing is lost or cut off."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Row,
    Table,
    plain,
)
from wecoop_desktop.documents.pdf.style import A4, SIDE

WORD = "Ж" * 5_000
SLACK = 1.0  # point


def word(outline: Outline) -> bytes:
    stream = BytesIO()
    write_docx(outline, stream)
    return stream.getvalue()


def letters_of(data: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


def beyond(data: bytes) -> list[tuple[int, float]]:
    """Pages with text at the right of their margin, with how far it goes."""
    found = []
    document = PdfDocument(data)
    for at, page in enumerate(document):
        text = page.get_textpage()
        rights = [text.get_rect(i)[2] for i in range(text.count_rects())]
        if rights and max(rights) > page.get_size()[0] - SIDE + SLACK:
            found.append((at + 1, max(rights)))
    document.close()
    return found


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(plain(WORD)),
        Heading(WORD),
        Listing(((0, plain(WORD)), (3, plain(WORD)))),
        Callout(WORD, facts=((WORD, plain(WORD)),)),
        Table((Column("a"), Column("b")), (Row((plain(WORD), plain("x"))),), caption=WORD),
        Table((Column(WORD), Column("b")), (Row((plain("y"), plain("x"))),)),
    ],
    ids=["paragraph", "heading", "list", "callout", "cell", "head"],
)
def test_a_word_of_5000_letters_stays_on_the_pages(block: Block) -> None:
    outline = outline_of(block)
    data = pdf(outline)
    assert beyond(data) == []
    assert letters_of(data).count("Ж") >= 5_000
    assert docx.Document(BytesIO(word(outline)))


def test_a_title_and_facts_without_a_space_stay_on_the_first_page() -> None:
    outline = composed("gcf_cn", "ru")
    sheet = tuple((label, plain(WORD)) for label, _ in outline.cover.sheet)
    for cover in (
        replace(outline.cover, title=WORD, applicant=WORD, ministry=WORD, sheet=sheet),
        replace(outline.cover, title=WORD, applicant=WORD, ministry=WORD, place=WORD, sheet=()),
    ):
        data = pdf(replace(outline, cover=cover))
        assert [page for page, _ in beyond(data) if page == 1] == []


def test_a_table_of_forty_columns_stays_on_its_pages() -> None:
    columns = tuple(Column(f"Column {at}", "right" if at else "left") for at in range(40))
    rows = tuple(Row(tuple(plain(f"{at * 1234567}") for at in range(40))) for _ in range(30))
    outline = outline_of(Table(columns, rows, caption="Wide"))
    wide = replace(outline.sections[0], orientation="landscape")
    data = pdf(replace(outline, sections=(wide,)))
    assert beyond(data) == []
    assert PdfReader(BytesIO(data)).pages[-1].mediabox.width > A4[0]
    made = docx.Document(BytesIO(word(outline)))
    assert len(made.tables[-1].columns) == 40


def test_a_text_of_300_pages_is_whole() -> None:
    sentence = "Отходы города вывозятся на свалку без изоляции дна и без весов. "
    blocks = [Paragraph(plain(sentence * 40)) for _ in range(480)]
    outline = outline_of(*blocks, language="ru")
    data = pdf(outline)
    assert len(PdfReader(BytesIO(data)).pages) > 300
    made = docx.Document(BytesIO(word(outline)))
    assert sum(paragraph.text.count("изоляции") for paragraph in made.paragraphs) == 40 * 480


def test_letters_that_no_font_has_are_boxes_in_pdf_and_letters_in_word() -> None:
    outline = outline_of(Paragraph(plain("Озеро 湖 🚜 конец")))
    assert "□" in letters_of(pdf(outline))
    said = " ".join(
        paragraph.text for paragraph in docx.Document(BytesIO(word(outline))).paragraphs
    )
    assert "湖 🚜" in said
