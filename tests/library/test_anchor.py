"""Places in texts that outlive a new edition, and terms of the glossary in every form."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from wecoop_desktop.base.text import Text
from wecoop_desktop.library import anchor
from wecoop_desktop.library.glossary import Finder
from wecoop_desktop.packs.content import Term

MARKDOWN = """Intro with **bold** and a [link](guide:A1).

## Heading

1. First point
2. Second point
   that goes on

| A | B |
|---|---|
| 1 | 2 |

> Quoted."""


def test_paragraphs_are_counted_below_their_heading() -> None:
    found = anchor.paragraphs(MARKDOWN)
    assert [(one.heading, one.ordinal, one.text) for one in found] == [
        ("", 0, "Intro with bold and a link."),
        ("Heading", 0, "First point"),
        ("Heading", 1, "Second point that goes on"),
        ("Heading", 2, "A B"),
        ("Heading", 3, "Quoted."),
    ]


@given(some.text(max_size=400))
def test_every_paragraph_of_every_text_is_found_again(text: str) -> None:
    among = anchor.paragraphs(text)
    for one in among:
        assert anchor.place(one.heading, one.ordinal, one.quote, among) is not None


def test_words_that_are_gone_are_found_nowhere() -> None:
    among = anchor.paragraphs(MARKDOWN)
    assert anchor.place("Heading", 0, "Something else entirely", among) is None
    assert anchor.place("Heading", 0, "First point", ()) is None


TERMS = (
    Term("out", Text("Output", "Непосредственный результат (продукт)"), Text("d", "д")),
    Term(
        "eia",
        Text("Environmental impact assessment", "Оценка воздействия на окружающую среду"),
        Text("d", "д"),
        Text("EIA", "ОВОС"),
    ),
    Term("impact", Text("Impact", "Воздействие"), Text("d", "д")),
    Term("maturity", Text("Maturity (loan)", "Срок погашения"), Text("d", "д")),
    Term("base", Text("Baseline", "Исходное значение, базовая линия"), Text("d", "д")),
)


def _found(text: str, language: str) -> list[tuple[str, str]]:
    return [(text[p.start : p.end], p.term) for p in Finder(TERMS, language).find(text)]


def test_terms_are_found_in_their_forms_and_the_longest_wins() -> None:
    assert _found("Непосредственные результаты и оценку воздействия на окружающую среду", "ru") == [
        ("Непосредственные результаты", "out"),
        ("оценку воздействия на окружающую среду", "eia"),
    ]
    assert _found("outputs, impacts and EIA", "en") == [
        ("outputs", "out"),
        ("impacts", "impact"),
        ("EIA", "eia"),
    ]
    assert _found("базовой линии нет исходных значений", "ru") == [
        ("базовой линии", "base"),
        ("исходных значений", "base"),
    ]


def test_a_word_told_apart_by_brackets_is_not_dotted_alone() -> None:
    assert _found("the maturity of the project", "en") == []


def test_words_of_two_sentences_are_no_term() -> None:
    assert _found("Базовая. Линия", "ru") == []


@given(some.text(max_size=200))
def test_any_text_may_be_looked_through(text: str) -> None:
    places = list(Finder(TERMS, "ru").find(text))
    assert all(0 <= p.start < p.end <= len(text) for p in places)
