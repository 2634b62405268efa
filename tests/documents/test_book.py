"""The guide as a document, whole and in parts."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.kit import content, paper
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.documents import book, prose
from wecoop_desktop.documents.outline import Callout, Heading, Listing, Paragraph, Table, letters
from wecoop_desktop.documents.pdf import write_pdf
from wecoop_desktop.packs.content import Section, Term
from wecoop_desktop.packs.read import Packs

RU, EN = Language("ru"), Language("en")


@pytest.fixture(scope="module")
def real() -> Packs:
    return content.packs()


def _printed(printed: book.Book, language: Language) -> io.BytesIO:
    stream = io.BytesIO()
    write_pdf(book.compose(printed, language), stream)
    return stream


def _squeezed(text: str) -> str:
    """Without what the breaking of lines adds or takes: spaces and hyphens."""
    return "".join(letter for letter in text if letter not in " -\u00a0\u00ad")


def _plain(_address: str, words: prose.Rich) -> prose.Rich:
    return words


def _section(name: str, level: int, body: Text, **more: object) -> Section:
    parent = name.rpartition(".")[0]
    title = Text(f"Section {name}", f"Раздел {name}")
    return Section(name, parent, level, name, title, body, "2026-11-22", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_the_whole_book_has_every_section_and_term(real: Packs, language: Language) -> None:
    printed = book.Book(real.sections, real.terms, {}, "2026.11.0", "2026-11-22")
    stream = _printed(printed, language)
    pages = paper.pages(stream.getvalue())
    assert len(pages) > 100
    squeezed = _squeezed(" ".join(" ".join(pages).split()))
    for section in real.sections:
        assert _squeezed(language.text(section.title)) in squeezed, section.id
    for term in real.terms:
        assert _squeezed(language.text(term.term)) in squeezed, term.id

    def count(entries: list[object]) -> int:
        return sum(count(each) if isinstance(each, list) else 1 for each in entries)

    # The cover, the contents and the glossary beside the sections.
    assert count(PdfReader(stream).outline) == len(real.sections) + 3


def test_links_in_the_book_lead_to_their_page_and_say_the_number() -> None:
    sections = (
        _section("A", 0, Text("See [the risks](guide:A.1#top) and [a bank](funder:ebrd).")),
        _section("A.1", 1, Text("Nothing. [Away](guide:Z9). [Page](https://example.org/x)")),
    )
    outline = book.compose(book.Book(sections), EN)
    first, second = outline.sections
    (paragraph,) = first.blocks
    assert isinstance(paragraph, Paragraph)
    linked = [run for run in paragraph.runs if run.link]
    assert "".join(run.text for run in linked) == "the risks\u00a0(A.1)"
    assert {run.link for run in linked} == {second.anchor}
    (other,) = second.blocks
    assert isinstance(other, Paragraph)
    assert letters(other.runs) == "Nothing. Away. Page (https://example.org/x)"
    assert not any(run.link for run in other.runs)


def test_a_section_of_one_language_says_so() -> None:
    outline = book.compose(book.Book((_section("A", 0, Text("Only English.")),)), RU)
    warned, paragraph = outline.sections[0].blocks
    assert isinstance(warned, Callout)
    assert warned.tone == "warn"
    assert isinstance(paragraph, Paragraph)


def test_checklist_step_and_sources_follow_the_text() -> None:
    section = _section(
        "A", 0, Text("Body", "Текст"), step="risks", checklist=(Text("Done", "Сделано"),)
    )
    outline = book.compose(book.Book((section,), steps={"risks": Text("Risks", "Риски")}), RU)
    _, heading, listing, note = outline.sections[0].blocks
    assert isinstance(heading, Heading)
    assert isinstance(listing, Listing)
    assert listing.boxes
    assert isinstance(note, Paragraph)
    assert "Риски" in letters(note.runs)


def test_markdown_of_the_packs_becomes_blocks() -> None:
    text = (
        "Intro **bold** and *italic* `code`.\n\n## Head\n\n- one\n  - deeper\n- two\n\n1. first\n\n"
        "> **Good.** Said.\n>\n> More.\n\n| A | B |\n|---|--:|\n| x | 1 |\n\n---\n\n```\nraw\n```\n"
    )
    intro, head, dots, numbers, quoted, table, raw = prose.blocks(text, _plain)
    assert isinstance(intro, Paragraph)
    assert [(run.text, run.bold, run.italic) for run in intro.runs][1:4:2] == [
        ("bold", True, False),
        ("italic", False, True),
    ]
    assert head == Heading("Head", 2)
    assert isinstance(dots, Listing)
    assert [depth for depth, _ in dots.items] == [0, 1, 0]
    assert isinstance(numbers, Listing)
    assert numbers.ordered
    assert isinstance(quoted, Callout)
    assert letters(quoted.runs) == "Good. Said.\nMore."
    assert isinstance(table, Table)
    assert table.columns[1].align == "right"
    assert isinstance(raw, Paragraph)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![picture](file:///etc/passwd)",
        "[x](javascript:alert(1))",
        "> " * 500 + "deep",
        "- " * 500 + "deep",
        "|" * 2_000,
        "[" * 5_000,
        "*" * 5_000 + "x",
        "# " + "я" * 100_000,
        "&#0; &nbsp; &bogus;",
        "\x00\u202e\ud800",
    ],
)
def test_hostile_markdown_is_only_text(text: str) -> None:
    reader = PdfReader(_printed(book.Book((_section("A", 0, Text(text, text)),)), EN))
    assert len(reader.pages) >= 2
    links = [note for page in reader.pages for note in page.get("/Annots", ())]
    assert all("/URI" not in note.get_object().get("/A", {}) for note in links)


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.sampled_from(list("ab я>-*_#|[]()`!&\n\\1. ")), max_size=200))
def test_any_markdown_becomes_blocks_without_losing_letters(text: str) -> None:
    found = "".join(str(block) for block in prose.blocks(text, _plain))
    for word in ("a", "b", "я"):
        assert (word in text) <= (word in found)


def test_tags_and_scripts_vanish_and_words_stay() -> None:
    (paragraph,) = prose.blocks("<b>one</b> two <script>three</script> 2 < 3", _plain)
    assert isinstance(paragraph, Paragraph)
    assert letters(paragraph.runs).split() == ["one", "two", "2", "<", "3"]


def test_an_empty_book_is_a_cover() -> None:
    terms = (Term("t", Text("Term", "Термин"), Text("Def", "Опр")),)
    stream = _printed(book.Book((), terms), RU)
    assert "Термин" in "".join(paper.pages(stream.getvalue()))


def test_the_same_book_gives_the_same_bytes(real: Packs) -> None:
    chapter = [section for section in real.sections if section.id.startswith("B05")]
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        printed = book.Book(tuple(chapter), issued=date(2026, 11, 22).isoformat())
        write_pdf(book.compose(printed, RU), stream)
    assert streams[0].getvalue() == streams[1].getvalue()
