"""Where priorities meet: on the worked examples, and that nothing stands there without a source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.kit.content import form, packs
from wecoop_desktop.advice.inserts import inserts_of, of_ids
from wecoop_desktop.advice.paper import priority_blocks, priority_sheet
from wecoop_desktop.advice.priorities import Priorities, Row, chosen_funders, priorities
from wecoop_desktop.advice.said import REASONS, reason_words
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Table, letters
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.answers import Row as Line
from wecoop_desktop.forms.codec import read_answers

EXAMPLES = [example.id for example in packs().examples]


def answers_of(example: str) -> Answers:
    found = next(one for one in packs().examples if one.id == example)
    return read_answers(form(), found.answers)[0]


def table_of(answers: Answers, *funders: str) -> Priorities:
    chosen = of_ids(packs().funders, funders or chosen_funders(answers))
    return priorities(form(), answers, packs().policies, chosen)


def row(table: Priorities, name: str) -> Row:
    return next(one for one in table.rows if one.id == name)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_statement_has_a_source_and_every_path_is_a_question(example: str) -> None:
    table = table_of(answers_of(example))
    assert table.rows
    for one in table.rows:
        assert form().field(one.path).path == one.path
        assert one.reason in REASONS
        for source in (*(n.source for n in one.national), *(w.source for w in one.wanted)):
            assert source.pages
            assert source.as_of == "2026-11-22"
        for document in one.national:
            assert document.weight or document.link == "chosen"


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("code", ["en", "ru"])
def test_it_is_said_without_gaps(example: str, code: str) -> None:
    language, table = Language(code), table_of(answers_of(example))
    for one in table.rows:
        assert "{" not in reason_words(table, one, form(), language)
    printed = next(b for b in priority_blocks(table, form(), language) if isinstance(b, Table))
    assert len(printed.rows) == len(table.rows)
    assert all(letters(cell) for line in printed.rows for cell in line.cells)
    sheet = priority_sheet(table, form(), language)
    assert {len(line) for line in sheet.rows} == {len(sheet.heads)}
    documents = sum(len(one.national) + len(one.wanted) for one in table.rows)
    assert len(sheet.rows) >= documents


def test_waste_at_issyk_kul() -> None:
    table = table_of(answers_of("issyk-kul-waste"))
    waste = row(table, "waste")
    assert waste.meets == "both"
    assert waste.met == ("ebrd", "eu_apif", "sdc_seco")
    assert {one.policy for one in waste.national} == {
        "kg_ecosecurity", "kg_waste_issykkul", "kg_ndc3",
    }  # fmt: skip
    quoted = next(one for one in waste.national if one.policy == "kg_ecosecurity")
    assert quoted.link == "both"
    assert quoted.contribution.en
    water = row(table, "water_resources")
    assert "ebrd" not in water.met
    assert any(one.country == "REG" for one in water.national)


def test_the_funder_decides_whether_they_meet() -> None:
    answers = answers_of("issyk-kul-waste")
    low = row(table_of(answers, "gcf"), "waste")  # weight 1 of 3
    assert (low.meets, low.reason, low.met) == ("national", "funder-low", ())
    none = row(table_of(answers, "ifad"), "waste")
    assert (none.meets, none.reason) == ("national", "funder-none")
    assert none.wanted[0].named is False
    unknown = row(table_of(answers, "usaid"), "water_resources")  # named, without a weight
    assert (unknown.meets, unknown.reason) == ("unknown", "funder-unknown")
    both = table_of(answers, "ebrd", "usaid")
    said = reason_words(both, row(both, "water_resources"), form(), Language("en"))
    assert "USAID" in said
    assert "EBRD" not in said
    assert row(table_of({**answers, "basic.target_funders": ()}), "waste").reason == "no-funder"


def test_a_document_of_another_country_or_sector_is_no_link() -> None:
    answers: dict[str, Value] = {"basic.countries": ("TM",), "basic.sectors": ("irrigation",)}
    irrigation = row(table_of(answers, "adb"), "irrigation")
    assert {one.country for one in irrigation.national} <= {"TM", "REG"}
    # A document that is worded like the sector and weighed for another one stays away.
    words = tuple(replace(policy, weights={"waste": 3}) for policy in packs().policies)
    chosen = of_ids(packs().funders, ("adb",))
    found = priorities(form(), answers, words, chosen)
    assert row(found, "irrigation").national == ()
    assert row(found, "irrigation").meets == "funder"


def test_several_countries_say_which_has_no_document() -> None:
    answers: dict[str, Value] = {"basic.countries": ("KG", "TM"), "basic.sectors": ("air_quality",)}
    air = row(table_of(answers, "world_bank"), "air_quality")
    assert air.meets == "both"
    assert air.without == ("TM",)
    table = table_of(answers, "world_bank")
    assert "Turkmenistan" in reason_words(table, air, form(), Language("en"))


def test_regional_programmes_alone_are_no_national_priority() -> None:
    answers: dict[str, Value] = {"basic.countries": ("KZ",), "basic.sectors": ("water_resources",)}
    regional = tuple(policy for policy in packs().policies if policy.country == "REG")
    chosen = of_ids(packs().funders, ("adb",))
    found = priorities(form(), answers, regional, chosen)
    assert row(found, "water_resources").national
    assert row(found, "water_resources").meets == "funder"


def test_objectives_are_linked_by_choice_only() -> None:
    objective: Line = {
        "level": "overall_objective",
        "statement": Words("Less waste", "Меньше отходов"),
    }
    answers: dict[str, Value] = {
        "basic.countries": ("KG",),
        "basic.sectors": ("waste",),
        "logframe.matrix": (objective,),
    }
    alone = row(table_of(answers, "ebrd"), "objective")
    assert alone.national == ()
    assert (alone.meets, alone.reason) == ("funder", "none-chosen")
    choice: Line = {"policy": "kg_water", "target": Words("x")}
    served = {**answers, "policy.national": (choice,)}
    chosen = row(table_of(served, "ebrd"), "objective")
    assert [one.weight for one in chosen.national] == [None]
    assert chosen.meets == "both"


def test_nothing_known_says_nothing() -> None:
    table = table_of({}, "ebrd")
    assert table.rows == ()
    said = priority_blocks(table, form(), Language("en"))
    assert len(said) == 1


def test_odd_answers_are_no_reason_to_fail() -> None:
    odd: dict[str, Value] = {
        "basic.countries": "KG",
        "basic.sectors": ("nonsense", "nonsense"),
        "policy.national": ({"policy": "none"}, {}, {"policy": None}),
        "climate.rio": ({"marker": "adaptation", "score": "2"},),
        "basic.target_funders": ("nobody",),
    }
    table = table_of(odd)
    assert [one.id for one in table.rows] == ["nonsense", "adaptation"]
    assert {one.meets for one in table.rows} == {"unknown"}


def test_the_concept_note_asks_for_it_and_other_templates_do_not() -> None:
    answers = answers_of("issyk-kul-waste")
    for template in packs().templates:
        made = inserts_of(
            template,
            form(),
            answers,
            policies=packs().policies,
            funders=packs().funders,
            language=Language("ru"),
        )
        assert set(made) == ({"priorities"} if template.id == "eu_concept" else set())
