"""Every question has its section of the guide, and that section is of the question's step."""

from __future__ import annotations

from tests.kit.content import form, packs
from wecoop_desktop.advice.passages import PASSAGES, further, passage

SECTIONS = {section.id: section for section in packs().sections}
QUESTIONS = {f.path for s in form().steps for f in s.fields if f.kind != "computed"}


def test_every_question_has_a_section_of_its_step_with_text_in_both_languages() -> None:
    for path in sorted(QUESTIONS):
        section = SECTIONS[passage(path)]
        assert section.step == path.partition(".")[0], path
        assert section.body.en, path
        assert section.body.ru, path


def test_nothing_is_named_that_the_form_does_not_ask() -> None:
    assert PASSAGES.keys() <= QUESTIONS
    assert passage("basic.no_such_question") == ""


def test_sections_of_the_funders_considered_and_of_cases_are_offered() -> None:
    sections = tuple(SECTIONS.values())
    found = further(sections, "budget", ("ebrd",))
    assert found.funders
    assert {section.step for section in (*found.funders, *found.cases)} == {"budget"}
    assert not further(sections, "budget", ()).funders
