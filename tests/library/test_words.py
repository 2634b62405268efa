"""Base letters, stems, sounds, and what a typed text asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.library import ask, lexeme, marks, words
from wecoop_desktop.library.spelling import other_layout


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Лёд", "лед"),
        ("Чүй", "чуй"),
        ("Көл", "кол"),
        ("Қызылорда", "кызылорда"),
        ("Ҳисор", "хисор"),
        ("Хуҷанд", "хучанд"),
        ("Oʻzbekiston", "ozbekiston"),
        ("Gʻijduvon", "gijduvon"),
        ("G'ijduvon", "gijduvon"),
        ("Aşgabat", "asgabat"),
        ("Ýaşlyk", "yaslyk"),
        ("й", "й"),
        ("P008326", "p008326"),
    ],
)
def test_letters_of_the_five_countries_have_a_base_letter(written: str, plain: str) -> None:
    assert words.split(written) == [plain]


def test_hyphens_part_words_and_apostrophes_do_not() -> None:
    assert words.split("Иссык-Куль, ebrd-38901; Oʻsh") == ["иссык", "куль", "ebrd", "38901", "osh"]


@given(st.text(max_size=200))
def test_level_keeps_every_letter_at_its_place(text: str) -> None:
    assert len(words.level(text)) == len(text)


@given(st.text(max_size=200))
def test_words_of_any_text_can_be_stemmed_and_sounded(text: str) -> None:
    for token in words.tokens(text):
        assert token.word
        assert 0 <= token.start < token.end <= len(text)
        assert words.stem(token.word)
        assert words.sound(token.word) == words.sound(token.word)


def test_names_sound_alike_in_both_scripts() -> None:
    for cyrillic, latin in (("нарын", "naryn"), ("джалал", "jalal"), ("жалал", "jalal")):
        assert words.sound(cyrillic) == words.sound(latin)
    assert words.sound("вода") != words.sound("water")


def test_forms_of_a_word_share_a_stem() -> None:
    for one, other in (("заём", "займа"), ("лёд", "льда"), ("отходы", "отходами")):
        shared = set(lexeme.stems(words.fold(one))) & set(lexeme.stems(words.fold(other)))
        assert shared, (one, other)


def test_related_words_are_asked_for_together() -> None:
    assert words.stem("оросительный") in lexeme.stems("орошение")


def test_a_search_is_read_as_its_parts() -> None:
    assert ask.read('отходы -свалка "твёрдые отходы" вод*', typing=False) == (
        ask.Part(("отходы",)),
        ask.Part(("свалка",), exclude=True),
        ask.Part(("твердые", "отходы")),
        ask.Part(("вод",), begun=True),
    )


def test_the_last_word_is_unfinished_until_a_space_follows() -> None:
    assert ask.read("твёрдые отх") == (ask.Part(("твердые",)), ask.Part(("отх",), begun=True))
    assert ask.read("твёрдые отх ") == (ask.Part(("твердые",)), ask.Part(("отх",)))


def test_a_single_letter_after_a_word_waits_for_the_next() -> None:
    assert ask.read("отходы в") == ask.read("отходы п") == ask.read("отходы ")
    assert ask.read("п") == (ask.Part(("п",), begun=True),)


def test_common_words_are_not_required() -> None:
    assert ask.read("отходы в Оше ") == (ask.Part(("отходы",)), ask.Part(("оше",)))
    assert ask.read("the ") == (ask.Part(("the",)),)


@pytest.mark.parametrize("text", ["", " ", '"', "-", '-"', "--", "***", '""', "« »", "!?", "\0"])
def test_signs_alone_ask_for_nothing(text: str) -> None:
    assert ask.read(text) == ()


def test_marks_stand_on_every_form() -> None:
    text = "Вывоз отходов и «Отходы» Оша"
    assert [text[a:b] for a, b in marks.spans(text, "отходами ")] == ["отходов", "Отходы"]
    assert marks.spans(text, "-отходы ") == ()


@given(st.text(max_size=80), st.text(max_size=40))
def test_marks_are_in_order_and_inside_of_any_text(text: str, query: str) -> None:
    ends = [place for span in marks.spans(text, query) for place in span]
    assert ends == sorted(ends)
    assert all(0 <= place <= len(text) for place in ends)


def test_a_passage_shows_the_word_and_ends_between_words() -> None:
    text = "начало " * 60 + "полигон отходов в Оше " + "конец " * 60
    passage = marks.passage(text, "отходы ", length=100)
    assert "отходов" in passage
    assert len(passage) < 110
    assert passage.startswith("… начало")
    assert passage.endswith("конец …")


@pytest.mark.parametrize(
    ("typed", "meant"), [("jn[jls", "отходы"), ("цфеук", "water"), ("Djlf", "Вода")]
)
def test_the_other_keyboard_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant
