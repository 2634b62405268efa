"""What an archive and a screen reader need of a PDF: ISO 19005 (PDF/A) and ISO 14289-1 (PDF/UA).

The checks read the files with another library than the one that wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

from tests.kit.outlines import composed, outline_of, pdf
from wecoop_desktop.documents.chart import Part, Shares
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
    Section,
    Table,
    plain,
)
from wecoop_desktop.documents.pdf.tags import Headings

SHOWN = (b"Tj", b"TJ", b"'", b'"')
DRAWN = (b"f", b"F", b"f*", b"S", b"s", b"B", b"b", b"B*", b"b*", b"Do", b"sh")


def opened(outline: Outline) -> PdfReader:
    return PdfReader(BytesIO(pdf(outline)))


def read(template_id: str = "eu_concept", language: str = "en") -> PdfReader:
    return opened(composed(template_id, language))


class Element:
    """An element of the structure with what it holds."""

    def __init__(self, data: DictionaryObject, parent: Element | None) -> None:
        self.data = data
        self.role = str(data["/S"])[1:]
        self.parent = parent
        self.children: list[Element] = []
        self.marks: list[tuple[IndirectObject, int]] = []
        self.touched: list[DictionaryObject] = []
        kids = data.get("/K", ArrayObject())
        for kid in kids if isinstance(kids, ArrayObject) else [kids]:
            self._take(kid)

    def _take(self, kid: object) -> None:
        held = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(held, int):
            self.marks.append((self.data.raw_get("/Pg"), int(held)))
        elif held.get("/Type") == "/MCR":  # type: ignore[attr-defined]
            self.marks.append((held.raw_get("/Pg"), int(held["/MCID"])))  # type: ignore[attr-defined,index]
        elif held.get("/Type") == "/OBJR":  # type: ignore[attr-defined]
            self.touched.append(held["/Obj"])  # type: ignore[index]
        else:
            assert isinstance(held, DictionaryObject)
            self.children.append(Element(held, self))

    def all(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.all()

    def of(self, *roles: str) -> list[Element]:
        return [one for one in self.all() if one.role in roles]

    def attribute(self, name: str) -> object:
        return self.data.get("/A", DictionaryObject()).get(name)


def structure(reader: PdfReader) -> Element:
    root = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    return Element(root["/K"].get_object(), None)


def stretches(reader: PdfReader, number: int) -> Iterator[tuple[str, int | None, bytes]]:
    """Of each operator that shows something: the mark it stands in, its MCID, the operator."""
    page = reader.pages[number]
    content = ContentStream(page["/Contents"].get_object(), reader)
    open_marks: list[tuple[str, int | None]] = []
    for operands, operator in content.operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if operator == b"BDC" else {}
            open_marks.append((str(operands[0])[1:], about.get("/MCID")))
            assert len(open_marks) == 1, "marks are not nested"
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in (*SHOWN, *DRAWN):
            assert open_marks, f"page {number + 1}: {operator!r} stands outside of every mark"
            yield (*open_marks[-1], operator)
    assert not open_marks


@pytest.mark.parametrize("language", ["en", "ru"])
def test_everything_shown_is_an_element_or_an_artifact(language: str) -> None:
    reader = read(language=language)
    root = structure(reader)
    owned = {(page.idnum, mark): one for one in root.all() for page, mark in one.marks}
    assert len(owned) == sum(len(one.marks) for one in root.all()), "a mark has two owners"
    seen = set()
    for number, page in enumerate(reader.pages):
        assert page.indirect_reference is not None
        for role, mark, operator in stretches(reader, number):
            if mark is None:
                assert role == "Artifact"
                continue
            owner = owned[page.indirect_reference.idnum, mark]
            assert owner.role == role
            assert operator in SHOWN or role == "Figure", "lines and areas are decoration"
            seen.add((page.indirect_reference.idnum, mark))
    assert seen == set(owned)


def test_pages_and_links_lead_back_to_their_elements() -> None:
    reader = read()
    tree = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]  # type: ignore[index]
    keys, owners = tree[::2], tree[1::2]
    assert list(keys) == sorted(keys)
    found = dict(zip(keys, owners, strict=True))
    links = {
        annotation.get_object()["/StructParent"]: annotation.get_object()
        for page in reader.pages
        for annotation in page.get("/Annots", ())
    }
    for number, page in enumerate(reader.pages):
        assert page["/StructParents"] == number
        assert page["/Tabs"] == "/S"
        for mark, owner in enumerate(found[number].get_object()):
            kids = owner.get_object()["/K"]
            numbers = [
                kid if isinstance(kid, int) else kid.get_object().get("/MCID") for kid in kids
            ]
            assert mark in numbers
    assert links, "the contents lead somewhere"
    for key, annotation in links.items():
        owner = found[key].get_object()
        assert owner["/S"] == "/Link"
        assert annotation["/Contents"], "a link says where it leads"
        assert annotation["/F"] == 4, "printed (PDF/A)"
        touched = [kid.get_object()["/Obj"] for kid in owner["/K"] if not isinstance(kid, int)]
        assert annotation in touched


@pytest.mark.parametrize("template_id", ["eu_concept", "prefeasibility", "gcf_cn"])
def test_headings_leave_no_level_out(template_id: str) -> None:
    levels = [int(one.role[1:]) for one in structure(read(template_id)).all()
              if one.role in {"H1", "H2", "H3", "H4", "H5", "H6"}]  # fmt: skip
    assert levels[0] == 1
    assert len(levels) > 10
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_levels_of_headings() -> None:
    headings = Headings()
    assert [headings.role(level) for level in (3, 4, 9, 1, 3, 0)] == [
        "H1", "H2", "H3", "H1", "H2", "H1",
    ]  # fmt: skip


def test_tables_have_heads_and_as_many_cells_in_each_row() -> None:
    tables = structure(read()).of("Table")
    assert len(tables) > 5
    for table in tables:
        rows = [one for one in table.children if one.role == "TR"]
        assert all(one.role in ("TR", "Caption") for one in table.children)
        widths = {
            sum(int(cell.attribute("/ColSpan") or 1) for cell in row.children) for row in rows
        }  # type: ignore[call-overload]
        assert len(widths) == 1, widths
        heads = table.of("TH")
        assert heads, "nothing says what the cells are"
        assert {str(head.attribute("/Scope")) for head in heads} <= {"/Column", "/Row"}


def test_figures_say_what_they_show() -> None:
    figures = structure(read(language="ru")).of("Figure")
    assert len(figures) > 3
    for figure in figures:
        assert len(str(figure.data["/Alt"])) > 15
        assert len(figure.attribute("/BBox") or ()) in (0, 4)  # type: ignore[arg-type]
    assert any(figure.attribute("/BBox") for figure in figures)


def test_lists_have_labels_and_bodies() -> None:
    deep = Listing(((0, plain("one")), (1, plain("inside")), (1, plain("too")), (0, plain("two"))))
    jump = Listing(((2, plain("starts deep")), (0, plain("then not"))), ordered=True)
    lists = structure(opened(outline_of(deep, jump))).of("L")
    assert [len(one.children) for one in lists] == [2, 2, 2, 1]
    for one in lists:
        for item in one.children:
            assert item.role == "LI"
            assert [part.role for part in item.children][-1] == "LBody"
    assert lists[1].parent is not None
    assert lists[1].parent.role == "LBody"


def test_a_repeated_head_is_read_once() -> None:
    rows = tuple(Row((plain(f"row {number}"), plain("text " * 30))) for number in range(60))
    table = Table((Column("First head"), Column("Second head")), rows, caption="Long", label="T 1")
    reader = opened(outline_of(table))
    shown = sum("First" in page.extract_text() for page in reader.pages)
    assert shown > 2
    (element,) = structure(reader).of("Table")
    assert len(element.of("TH")) == 2
    assert element.children[0].role == "Caption"
    assert len([one for one in element.children if one.role == "TR"]) == 61


def test_words_of_the_other_language_are_marked() -> None:
    blocks = (Paragraph(plain("Обычный текст")), Paragraph(plain("Green Climate Fund")))
    found = structure(opened(outline_of(*blocks, language="ru"))).of("P")
    assert [one.data.get("/Lang") for one in found[-2:]] == [None, "en"]


def test_the_order_of_reading_is_that_of_the_document() -> None:
    blocks = (
        Heading("A heading"),
        Paragraph(plain("A paragraph.")),
        Callout("A box", (("Fact", plain("Value")),), plain("Text of the box")),
        Figure(Shares((Part("Loan", Decimal(2), "EUR 2 m", "100 %"),)), "Drawn"),
        Listing(((0, plain("An item")),)),
    )
    section = structure(opened(outline_of(*blocks))).children[-1]
    assert [one.role for one in section.children] == ["H2", "H3", "P", "Div", "P", "Figure", "L"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_file_says_what_it_is(language: str) -> None:
    reader = read(language=language)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"] == language  # type: ignore[index]
    assert str(catalogue["/MarkInfo"]["/Marked"]).lower() == "true"  # type: ignore[index]
    assert str(catalogue["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"  # type: ignore[index]
    (intent,) = catalogue["/OutputIntents"]  # type: ignore[index]
    profile = intent.get_object()["/DestOutputProfile"].get_data()
    assert profile[36:40] == b"acsp"
    assert profile[16:20] == b"RGB "
    raw = catalogue["/Metadata"].get_object()  # type: ignore[index]
    assert "/Filter" not in raw
    about = ElementTree.fromstring(raw.get_data().decode().split("?>", 1)[1].rsplit("<?", 1)[0])
    words = {
        one.tag.rpartition("}")[2]: "".join(one.itertext()).strip()
        for one in about.iter()
        if "pdfa/ns/" not in one.tag or "pdfa/ns/id" in one.tag
    }
    info = reader.metadata
    assert info is not None
    assert words["title"] == info.title
    assert words["creator"] == info.author
    assert words["description"] == info.subject
    assert words["Producer"] == info.producer
    assert words["CreatorTool"] == info.creator
    assert words["conformance"] == "A"
    assert "/Encrypt" not in reader.trailer
    assert len(reader.trailer["/ID"]) == 2  # type: ignore[arg-type]


def test_streams_end_on_a_line_of_their_own_and_are_as_long_as_they_say() -> None:
    data = pdf(composed())
    assert data.startswith(b"%PDF-1.7\n%")
    ends = data.count(b"endstream")
    assert ends > 30
    assert data.count(b"\nendstream") == ends
    assert len(PdfReader(BytesIO(data), strict=True).pages) > 10


def test_fonts_are_embedded_and_their_letters_known() -> None:
    reader = read(language="ru")
    fonts = {
        name: font.get_object()
        for page in reader.pages
        for name, font in page["/Resources"]["/Font"].items()  # type: ignore[index]
    }
    assert fonts
    for font in fonts.values():
        assert font["/FontDescriptor"]["/FontFile2"]
        assert font["/ToUnicode"].get_object().get_data()
        assert "+" in font["/BaseFont"], "a subset"


def test_a_link_in_a_text_is_an_element_of_its_own() -> None:
    target = Section("Target", (Paragraph(plain("Here.")),), anchor="here")
    text = Paragraph((Run("See "), Run("the target", link="here"), Run(" for more.")))
    outline = outline_of(text)
    outline = replace(outline, sections=(*outline.sections, target))
    links = [one for one in structure(opened(outline)).of("Link")
             if one.parent is not None and one.parent.role == "P"]  # fmt: skip
    assert len(links) == 1
    assert links[0].touched[0]["/Contents"] == "the target"
