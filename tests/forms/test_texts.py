"""Hints about texts: signs of the language, terms, the wrong language, one language only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, packs
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.typography import HELD
from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.texts import fixed, in_other_language, text_problems, well_set
from wecoop_desktop.forms.wording import problem_message

TERMS = {"ru": (("кофинанс*", "софинансирование"),), "en": (("soft loan*", "concessional loan"),)}
CORE = "problem.core_problem"


def codes(words: Words, **others: Value) -> list[str]:
    answers: dict[str, Value] = {CORE: words, **others}
    return [problem.code for problem in text_problems(form(), answers, terms=TERMS)]


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ('The "best" way', "en", "The “best” way"),
        ('Это "лучший" путь', "ru", "Это «лучший» путь"),
        ("Это “лучший” путь", "ru", "Это «лучший» путь"),
        ("Water - and waste", "en", f"Water{HELD}– and waste"),
        ("Вода - и отходы", "ru", f"Вода{HELD}— и{HELD}отходы"),
        ("Вода -- отходы", "ru", f"Вода{HELD}— отходы"),
        ("two  spaces", "en", "two spaces"),
        ("a word , then", "en", "a word, then"),
        ("and so on...", "en", "and so on…"),
        ("5 km", "en", f"5{HELD}km"),
        ("5 - 3 = 2", "en", "5 - 3 = 2"),
        ('a pipe of 5" and 6"', "en", 'a pipe of 5" and 6"'),
        ('one " only', "en", 'one " only'),
        ("see https://x.org/a--b  now", "en", "see https://x.org/a--b now"),
        ("| a  | b  |", "en", "| a  | b  |"),
        ("- a point\n- another", "en", "- a point\n- another"),
    ],
)
def test_a_text_is_set_with_the_signs_of_its_language(
    text: str, language: str, wanted: str
) -> None:
    assert fixed(text, language) == wanted


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='aб "-–—.…,;5«»“”\n|`\0', max_size=40), st.sampled_from(("en", "ru")))
def test_twice_set_is_set_once_and_no_word_is_lost(text: str, language: str) -> None:
    once = fixed(text, language)
    assert fixed(once, language) == once
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]


def test_each_hint_is_told_where_it_is_and_not_otherwise() -> None:
    assert codes(Words("Clean water for the town", "Чистая вода для города")) == []
    assert codes(Words('"Clean"  water', "Чистая вода")) == ["text-typography"]
    assert codes(Words("A soft loan", "Нужно кофинансирование")) == ["text-term", "text-term"]
    assert codes(Words("Чистая вода для всего нашего города", "Чистая вода")) == [
        "text-wrong-language"
    ]
    assert codes(Words("Clean water", "Clean water for all of the town and lake")) == [
        "text-wrong-language"
    ]
    assert codes(Words("Clean water", "Чистая вода", "en")) == ["text-older"]
    assert codes(Words("Clean water", "")) == []
    for language, wanted in (("both", 1), ("ru", 1), ("en", 0)):
        chosen: Value = language
        found = codes(Words("Clean water", ""), **{"review.export_language": chosen})
        assert found == ["text-one-language"] * wanted


def test_names_in_the_other_letters_are_no_other_language() -> None:
    assert not in_other_language("IUCN Green List (METT)", "ru")
    assert not in_other_language("ОАО «Тазалык»", "en")
    assert not in_other_language("Проект UNDP-GEF PIMS 5438, METT, SMART, IUCN, CITES", "ru")


def test_emptying_one_language_empties_it_and_is_not_hidden_by_the_other() -> None:
    words = Words("Clean water", "Чистая вода").written("en", "")
    assert (words.own("en"), words.own("ru"), words.older) == ("", "Чистая вода", "")
    assert words.taken("en")
    assert not words.taken("ru")
    assert words.of("en") == "Чистая вода"
    assert Words("  ", "Чистая вода").of("en") == "Чистая вода"
    both: Value = "both"
    found = codes(words, **{"review.export_language": both})
    assert found == ["text-one-language"]
    assert not words.written("ru", " ")
    assert not words.written("ru", "").taken("en")


def test_places_in_rows_and_trees_are_told() -> None:
    answers: dict[str, Value] = {
        "risks.matrix": ({"measure": Words("ok", "")}, {"measure": Words("a  b", "")}),
        "problem.problem_tree": ({"id": "1", "text_en": "x", "text_ru": "это - то"},),
        "basic.title_en": "A  title",
        "basic.title_ru": "Название",
    }
    found = text_problems(form(), answers)
    assert [(p.path, p.row, p.column) for p in found] == [
        ("basic.title_ru", None, ""),
        ("problem.problem_tree", 0, "text_ru"),
        ("risks.matrix", 1, "measure"),
    ]
    assert text_problems(form(), answers, only=["risks.matrix"]) == found[2:]
    for problem in found:
        assert problem_message(form(), problem, Language("en"))


def test_the_terms_of_the_glossary_are_hints_with_the_better_word() -> None:
    terms = {
        language: tuple(
            (variant, term.term.of(language))
            for term in packs().terms
            for variant in term.avoid.get(language, ())
        )
        for language in ("en", "ru")
    }
    found = text_problems(form(), {CORE: Words("", "Нужен аппрейзал")}, terms=terms)
    said = [problem_message(form(), problem, Language("en")) for problem in found]
    assert len(said) == 1
    assert "аппрейзал" in said[0]


def test_the_worked_examples_are_set_well() -> None:
    """They were edited with care: a hint about one of them would be a false alarm."""
    found = []
    for example in packs().examples:
        answers, _ = read_answers(form(), example.answers)
        found += [(example.id, p.path, p.row, p.values) for p in text_problems(form(), answers)]
    assert found == []


@pytest.mark.parametrize("sign", ["(", '"', "a", "a.", "`", "](", "“", " ", "a@", "- ", "{", "1 "])
def test_no_text_is_too_odd_to_be_looked_at(sign: str) -> None:
    """What would take an hour with a careless pattern ends here."""
    text = sign * (60_000 // len(sign))
    assert fixed(fixed(text, "ru"), "ru") == fixed(text, "ru")
    assert isinstance(codes(Words(text, text)), list)


def test_a_text_of_any_length_is_looked_at_or_left_alone() -> None:
    assert codes(Words("word  word " * 9_000, "")) == ["text-typography"]
    assert codes(Words("word  word " * 30_000, "")) == []


def test_texts_of_chosen_questions_are_set_well_and_nothing_else_changes() -> None:
    rows = ({"source": Words('The "poor"', 'Самые "бедные"', "en"), "value": Decimal(5)},)
    answers: dict[str, Value] = {
        CORE: Words("Well.", 'Это "лучший" путь'),
        "problem.baseline_data": rows,
        "problem.without_project": Words('Not "asked"'),
        "basic.duration_months": Decimal(48),
    }
    found = well_set(form(), answers, {CORE, "problem.baseline_data", "basic.duration_months"})
    assert found == {
        CORE: Words("Well.", "Это «лучший» путь"),
        "problem.baseline_data": (
            {"source": Words("The “poor”", "Самые «бедные»", "en"), "value": Decimal(5)},
        ),
    }
    assert not well_set(form(), {**answers, **found}, {CORE, "problem.baseline_data"})
