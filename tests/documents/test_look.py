"""Documents that resemble the funder's own form: a sheet of facts, titles on bars, in black."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from tests.kit.outlines import composed, pdf, template
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.outline import letters
from wecoop_desktop.documents.pdf.style import HOUSE, dress
from wecoop_desktop.packs.content import Look
from wecoop_desktop.packs.templates import read_templates


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_sheet_of_facts_stands_in_place_of_the_cover(language: str) -> None:
    outline = composed("gcf_cn", language)
    asked = template("gcf_cn").look.facts
    assert len(outline.cover.sheet) == len(asked)
    first = " ".join(PdfReader(BytesIO(pdf(outline))).pages[0].extract_text().split())
    for label, value in outline.cover.sheet:
        assert label.split()[0] in first
        assert letters(value).split()[-1] in first


def test_what_is_not_known_is_said_to_be_missing() -> None:
    outline = composed("gcf_cn", changes={"basic.total_cost": None})
    told = dict(outline.cover.sheet)
    given = dict(composed("gcf_cn").cover.sheet)
    cost = next(label for label in given if "cost" in label.lower())
    assert letters(told[cost])
    assert letters(told[cost]) != letters(given[cost])


def test_a_sheet_longer_than_the_page_ends_on_it() -> None:
    outline = composed("gcf_cn")
    rows = outline.cover.sheet * 12
    long = replace(outline, cover=replace(outline.cover, sheet=rows, title="word " * 400))
    pages = PdfReader(BytesIO(pdf(long))).pages
    assert len(pages) == len(PdfReader(BytesIO(pdf(outline))).pages)


@pytest.mark.parametrize("headings", ["house", "bar", "plain"])
def test_titles_in_word_are_styles(headings: str) -> None:
    named = {"house": "eu_concept", "bar": "gcf_cn", "plain": "wb_pcn"}[headings]
    outline = composed(named)
    assert outline.headings == headings
    stream = BytesIO()
    write_docx(outline, stream)
    style = docx.Document(BytesIO(stream.getvalue())).styles["Heading 1"]
    ground = style.element.pPr.find(qn("w:shd"))
    assert (ground is not None) == (headings == "bar")
    assert (str(style.font.color.rgb) == "000000") == (headings != "house")


def test_word_has_the_same_facts_as_the_pdf() -> None:
    outline = composed("wb_pcn")
    stream = BytesIO()
    write_docx(outline, stream)
    table = docx.Document(BytesIO(stream.getvalue())).tables[0]
    found = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert [label for label, _ in found] == [label for label, _ in outline.cover.sheet]


def test_the_house_look_is_the_usual_one() -> None:
    assert dress("house", "serif") == HOUSE
    assert template("eu_concept").look == Look()


def test_a_look_that_nobody_knows_is_reported_and_is_the_usual_one() -> None:
    data = b'{"id": "x", "name": {"en": "X", "ru": "X"}, "maturity": "concept",'
    data += b' "look": {"headings": "gold"}, "sections": [{"title": {"en": "A", "ru": "A"}}]}'
    findings: list[object] = []
    (made,) = read_templates({"forms/templates/x.json": data}, findings)  # type: ignore[arg-type]
    assert made.look.headings == "house"
    assert any(getattr(one, "code", "") == "pack-value-unknown" for one in findings)
