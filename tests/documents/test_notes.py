"""Sources as notes: small numbers and lines below a table in PDF, footnotes in Word."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import docx
from pypdf import PdfReader

from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.documents.docx import write_docx
from wecoop_desktop.documents.notes import noted
from wecoop_desktop.documents.outline import Column, Outline, Row, Run, Table, letters, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def sourced(*sources: str) -> Table:
    rows = tuple(
        Row(((*plain(f"row {at}"), Run("", note=source)), plain(str(at))))
        for at, source in enumerate(sources)
    )
    return Table((Column("What"), Column("How much", "right")), rows, caption="Figures")


def word(outline: Outline) -> bytes:
    stream = BytesIO()
    write_docx(outline, stream)
    return stream.getvalue()


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return ElementTree.fromstring(packed.read(name))


def test_equal_notes_have_one_number() -> None:
    table = noted(sourced("Census", "Survey", "Census"))
    assert [letters(row.cells[0]) for row in table.rows] == ["row 0¹", "row 1²", "row 2¹"]
    assert table.note == "¹\u00a0Census\n²\u00a0Survey"
    assert noted(table) is table


def test_a_table_without_notes_stays_as_it_is() -> None:
    table = sourced()
    assert noted(table) is table


def test_many_notes_are_numbered_beyond_nine() -> None:
    table = noted(sourced(*(f"source {at}" for at in range(12))))
    assert letters(table.rows[11].cells[0]).endswith("¹²")


def test_sources_of_figures_are_no_column_but_notes() -> None:
    for language, head, source in (
        ("en", "Source", "Estimate of the preparation group, illustrative"),
        ("ru", "Источник", "Оценка группы подготовки, условные данные"),
    ):
        outline = composed("eu_concept", language)
        table = next(
            block
            for section in outline.sections
            if section.number == "3"
            for block in section.blocks
            if isinstance(block, Table) and len(block.columns) > 3
        )
        assert head not in [column.head for column in table.columns]
        assert source in {run.note for row in table.rows for run in row.cells[0] or ()}
        said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf(outline))).pages)
        assert source.split(",")[0] in " ".join(said.split())


def test_who_pays_stays_a_column() -> None:
    outline = composed("eu_concept")
    heads = {
        column.head
        for section in outline.sections
        for block in section.blocks
        if isinstance(block, Table)
        for column in block.columns
    }
    assert "Possible source" in heads


def test_word_has_footnotes_with_what_belongs_to_them() -> None:
    data = word(outline_of(sourced("Census <1989> & later", "Survey", "Survey")))
    notes = part(data, "word/footnotes.xml")
    kinds = [one.get(W + "type") for one in notes]
    assert kinds == ["separator", "continuationSeparator", None, None]
    said = ["".join(one.itertext()).strip() for one in notes][2:]
    assert said == ["Census <1989> & later", "Survey"]
    body = part(data, "word/document.xml")
    signs = [one.get(W + "id") for one in body.iter(W + "footnoteReference")]
    assert signs == ["1", "2"]
    again = [one.get(W + "instr", "") for one in body.iter(W + "fldSimple")]
    named = {one.get(W + "name") for one in body.iter(W + "bookmarkStart")}
    referred = [match for code in again for match in re.findall(r"NOTEREF (\w+)", code)]
    assert referred == ["note_2"]
    assert "note_2" in named
    with zipfile.ZipFile(BytesIO(data)) as packed:
        types = packed.read("[Content_Types].xml").decode()
    assert "footnotes+xml" in types
    assert part(data, "word/settings.xml").find(W + "footnotePr") is not None


def test_bookmarks_in_word_have_numbers_of_their_own() -> None:
    body = part(word(composed("eu_concept")), "word/document.xml")
    ids = [one.get(W + "id") for one in body.iter(W + "bookmarkStart")]
    assert len(ids) == len(set(ids))


def test_a_document_without_notes_has_no_part_for_them() -> None:
    data = word(outline_of(sourced()))
    assert "word/footnotes.xml" not in zipfile.ZipFile(BytesIO(data)).namelist()
    assert docx.Document(BytesIO(data)).tables
