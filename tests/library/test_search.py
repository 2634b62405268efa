"""Searches whatever is typed: other scripts and layouts, lacking words, and texts that are none."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wecoop_desktop.library import ask, marks, thesaurus, words
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import FACETS, KINDS, Query
from wecoop_desktop.library.spelling import Vocabulary, meant
from wecoop_desktop.library.translit import other_script

SHARED = settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SYNTAX = (
    *("AND", "OR", "NOT", "NEAR/2", "title:", "stem:отходы", "*", "^2", "~3", "[a TO b]", "{a}"),
    *("/re.*/", "\\", "\\\\", '"', "'", "`", "--", ";", "/*", "*/", "%", "_", "(", ")", "+", "-"),
    *("DROP TABLE line", "' OR 1=1 --", "MATCH", "NULL", "\0", "\n", "\t", "≈", "≈≈", "«", "»"),
    *("<=", "&&", "||", "!", "?", ":", "..", "отходы", "вода", "Ош", "2008", "ТБО", "-ЕБРР"),
)


def searched(library: Library, text: str) -> None:
    """A search of any text answers, and its answer can be shown: marks are inside the text."""
    for typing in (True, False):
        page = library.find(Query(text, KINDS, facets=FACETS, typing=typing, limit=5))
        assert len(page.hits) <= min(5, page.total)
        for also in page.also:
            also.encode()
        for hit in page.hits:
            for start, end in marks.spans(hit.title.ru, text):
                assert 0 <= start < end <= len(hit.title.ru)


@SHARED
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_letters_of_every_plane(library: Library, text: str) -> None:
    searched(library, text)


@SHARED
@given(parts=st.lists(st.sampled_from(SYNTAX), max_size=12), between=st.sampled_from(["", " "]))
def test_syntax_of_databases_is_only_text(library: Library, parts: list[str], between: str) -> None:
    searched(library, between.join(parts))


@settings(SHARED, max_examples=10)
@given(parts=st.lists(st.sampled_from(SYNTAX) | st.text(max_size=9), min_size=9, max_size=99))
def test_texts_of_ten_thousand_letters(library: Library, parts: list[str]) -> None:
    text = " ".join(parts)
    searched(library, (text + " ") * (10_000 // (len(text) + 1) + 1))


def test_half_a_letter_is_no_error(library: Library) -> None:
    searched(library, "отхды\udcff Душанбе")


@pytest.mark.parametrize(
    ("written", "plain"),
    [("САSА", "casa"), ("СO2", "co2"), ("Pоссия", "россия"), ("ТБО", "тбо"), ("WБ", "wб")],
)
def test_look_alike_letters_become_one_script(written: str, plain: str) -> None:
    assert words.split(written) == [plain]


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("othody", "отходы"),
        ("vodosnabzhenie", "водоснабжение"),
        ("oroshenie", "орошение"),
        ("казрефф", "kazreff"),
    ],
)
def test_words_in_the_letters_of_the_other_script(typed: str, other: str) -> None:
    assert other_script(typed) == other


@given(st.text(max_size=60))
def test_any_word_has_a_spelling_in_the_other_script(text: str) -> None:
    for word in words.split(text):
        assert isinstance(other_script(word), str)


@SHARED
@given(st.text(max_size=60))
def test_every_part_of_a_search_is_asked_for(text: str) -> None:
    typed = [word for part in ask.read(text) for word in part.words]
    assert [word for asked in thesaurus.read(text) for word in asked.words] == typed


KNOWN = Vocabulary(
    dict.fromkeys(["отходы", "waste", "душанбе", "dushanbe", "водоснабжение", "снежный"], 5)
)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("отхды", "отходы"),
        ("отхды Душамбе", "отходы душанбе"),
        ("jn[jls", "отходы"),
        ("отходы Leify,t", "отходы Душанбе"),
        ("othody Dushanbe", "отходы Dushanbe"),
        ("водо снабжение", "водоснабжение"),
        ("«отхды» -ЕБРР", "«отходы» -ЕБРР"),
    ],
)
def test_what_was_meant(typed: str, mended: str) -> None:
    told = meant(typed, KNOWN, lambda text: int("≈" not in text), typing=False, total=0)
    assert told == (mended,)


def test_a_word_of_the_dictionary_is_spelled_right() -> None:
    """Нежный is a word, though not one of the library: it is not taken for снежный."""
    assert meant("нежный", KNOWN, lambda _: 1, typing=False, total=0) == ()


def test_words_may_lack_only_where_nothing_has_all(library: Library) -> None:
    text = "мониторинг ледников марсоход "
    page = library.find(Query(text=text))
    assert page.also == (f"≈ {text}",)
    assert page.hits[0].id == "adb-tj-glacier"
    assert library.find(Query(text="мониторинг ледников ")).also == ()


def test_records_with_more_of_the_words_come_first(library: Library) -> None:
    hits = library.find(Query(text="≈≈ полигон отходов Душанбе Антарктида ", limit=None)).hits
    told = [len({why.field + why.word for why in hit.why}) for hit in hits]
    assert hits[0].id == "ebrd-38901"
    assert told[0] >= 2


def test_one_word_that_is_not_there_finds_nothing(library: Library) -> None:
    for text in ("пингвин", "пингвины Антарктида", "zzzxqwv"):
        page = library.find(Query(text=text))
        assert (page.total, page.also) == (0, ())


def test_a_year_is_also_that_of_the_project(library: Library) -> None:
    page = library.find(Query(text="отходы Душанбе 2008 "))
    assert page.hits[0].id == "ebrd-38901"


def test_beside_one_or_two_records_stand_those_that_nearly_fit(library: Library) -> None:
    text = "public transport Bishkek "
    page = library.find(Query(text=text))
    assert page.also == (f"≈ {text}",)
    assert page.hits[0].id == "ebrd-47624"
    assert "adb-kg-urban-transport" in {hit.id for hit in page.hits}
    assert library.find(Query(text="transport Bishkek ")).also == ()


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("modernisation", "modernization"),
        ("centre", "centers"),
        ("labour", "labor"),
        ("programmes", "program"),
    ],
)
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    one, other = ([words.stem(word) for word in words.split(text)] for text in (british, american))
    assert one == other


def test_a_name_with_a_hyphen_is_one_thing() -> None:
    (asked,) = thesaurus.read("Кок-Озек ")
    assert asked.words == ("кок", "озек")
