"""Other names of things: acronyms against what is published, places, words of the languages."""

from __future__ import annotations

import pytest

from wecoop_desktop.library import acronyms, marks, thesaurus
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.library.words import level, split
from wecoop_desktop.packs.read import Packs

# Acronyms of the glossary that are words of their own, or have other meanings in the records.
LEFT_OUT = {"AE", "АО", "FS", "PA", "SEA", "STAR", "TA"}


def called(text: str) -> set[tuple[str, ...]]:
    """All names under which a text is looked for, the typed one too."""
    return {
        words
        for asked in thesaurus.read(text, typing=False)
        for words in (asked.words, *(way.words for way in asked.ways))
    }


def test_acronyms_of_organisations_are_those_of_the_pack(real: Packs) -> None:
    for organisation in real.organisations:
        english, russian = organisation.acronym.en, organisation.acronym.ru
        if english and organisation.id != "united_kingdom":
            for one, other in ((english, russian), (russian, english)):
                (asked,) = thesaurus.read(one, typing=False)
                assert asked.funder == organisation.id, one
                assert tuple(split(other)) in called(one), (one, other)


def test_every_organisation_of_the_table_is_published(real: Packs) -> None:
    known = {organisation.id for organisation in real.organisations}
    assert {each.funder for each in acronyms.ALL if each.funder} <= known


def test_acronyms_of_the_glossary_are_known(real: Packs) -> None:
    for term in real.terms:
        russian = term.acronym.ru
        for english in filter(None, term.acronym.en.split(", ")):
            if not {english, russian} & LEFT_OUT and english != russian:
                assert tuple(split(english)) in called(russian), (english, russian)
                assert tuple(split(russian)) in called(english), (english, russian)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("твёрдым бытовым отходам", "тбо"),
        ("Зелёного климатического фонда", "gcf"),
        ("оценка воздействия на окружающую среду", "eia"),
        ("Ленинабаде", "khujand"),
        ("Leninabad", "khujand"),
        ("Иссыккуль", "issyk kul"),
        ("Алма-Ате", "almaty"),
        ("свалок", "landfill"),
        ("чиқинди", "waste"),
        ("waste water", "wastewater"),
    ],
)
def test_names_are_told_in_any_form(typed: str, other: str) -> None:
    assert tuple(other.split()) in called(typed)


def test_one_way_names_lead_one_way() -> None:
    assert ("отходы",) in called("мусор")
    assert ("мусор",) not in called("отходы")


def test_words_of_other_languages_are_taken_as_they_are() -> None:
    assert ("лес",) in called("токой")
    assert called("ток") == {("ток",)}


def test_quoted_words_are_asked_for_as_they_stand() -> None:
    assert called('"бытовые отходы"') == {("бытовые", "отходы")}


def test_the_longest_name_is_taken() -> None:
    (asked,) = thesaurus.read("Всемирный банк", typing=False)
    assert asked.words == ("всемирный", "банк")
    assert asked.funder == "world_bank"


def test_the_mark_shows_the_word_as_it_stands() -> None:
    for text, query, shown in (
        ("Управление твёрдыми бытовыми отходами Оша", "ТБО ", ["твёрдыми", "бытовыми", "отходами"]),
        ("Водоснабжение Худжанда", "Ленинабад ", ["Худжанда"]),
        ("Кредит ЕБРР", "EBRD ", ["ЕБРР"]),
        ("Protected areas of Turkmenistan", "ООПТ ", ["Protected", "areas"]),
    ):
        assert [text[start:end] for start, end in marks.spans(text, query)] == shown


def test_a_matcher_finds_a_name_of_several_words() -> None:
    (matcher,) = marks.matchers("ТБО", typing=False)
    text = "Вывоз твёрдых бытовых отходов и бытовая техника"
    start, end = matcher.find(level(text)) or (0, 0)
    assert text[start:end] == "твёрдых бытовых отходов"
    assert matcher.find(level("Бытовая техника")) is None


@pytest.mark.parametrize(
    ("query", "record", "field", "word"),
    [
        ("ЕБРР отходы Ленинабад ", "ebrd-khujand-waste", "title", "Худжанд"),
        ("ТБО Душанбе ", "ebrd-38901", "title", "твёрдыми бытовыми отходами"),
        ("ООПТ ", "gef-3698", "title", "особо охраняемых природных территорий"),
        ("МАР Нурек ", "wb-P150816", "funder", "Всемирный банк"),
        ("ДЖАЙКА Пяндж ", "jica-tj-panj-water", "title", "Пянджском"),
        ("MSW Dushanbe ", "ebrd-38901", "title", "Solid Waste"),
        ("Leninabad ", "ebrd-34583", "title", "Khujand"),
        ("КфВ Себзор ", "kfw-tj-sebzor", "funder", "KfW"),
    ],
)
def test_a_reason_tells_the_name_that_stands_there(
    library: Library, query: str, record: str, field: str, word: str
) -> None:
    hits = library.find(Query(text=query, limit=50)).hits
    reasons = next(hit.why for hit in hits if hit.id == record)
    assert (field, word) in {(why.field, why.word) for why in reasons}


def test_without_a_thing_means_under_all_its_names(library: Library) -> None:
    every = {hit.id for hit in library.find(Query(text="Худжанд ", limit=None)).hits}
    without = {hit.id for hit in library.find(Query(text="вода -Ленинабад ", limit=None)).hits}
    assert every
    assert not every & without


def test_who_pays_stands_before_who_is_named(library: Library, real: Packs) -> None:
    paid = {
        project.id
        for project in real.projects
        if any(line.organisation == "ebrd" for line in project.funding)
    }
    hits = library.find(Query(text="ЕБРР ", limit=None)).hits
    first = [hit.id for hit in hits[: len(paid)]]
    assert set(first) == paid
