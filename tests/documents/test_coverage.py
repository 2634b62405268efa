"""What each template would hold: ready, partly, missing, before any choice is made."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, packs, reference
from tests.kit.outlines import TODAY, example_answers
from wecoop_desktop.documents.coverage import Coverage, asked, coverage
from wecoop_desktop.forms.answers import Answers


def covered(answers: Answers) -> Mapping[str, Coverage]:
    found = coverage(packs().templates, form(), answers, reference=reference(), today=TODAY)
    return {one.template.id: one for one in found}


def without(*paths: str) -> Answers:
    return {path: value for path, value in example_answers().items() if path not in paths}


def test_the_worked_example_is_ready_for_every_template() -> None:
    found = covered(example_answers())
    assert len(found) == 13
    assert {one.verdict for one in found.values()} == {"ready"}
    assert {one.ready for one in found.values()} == {100}
    assert not any(one.blocking for one in found.values())


def test_nothing_is_ready_without_answers() -> None:
    for one in covered({}).values():
        assert one.verdict == "missing"
        assert one.ready == 0
        assert one.blocking
        assert {section.verdict for section in one.sections} <= {"missing", "aside"}


def test_a_missing_answer_makes_its_sections_partly_and_leads_there() -> None:
    found = covered(without("problem.core_problem"))
    note = found["eu_concept"]
    assert note.verdict == "partly"
    assert note.ready < 100
    (section,) = (one for one in note.sections if one.verdict != "ready")
    assert (section.section.number, section.verdict) == ("3", "partly")
    assert [problem.path for problem in section.blocking] == ["problem.core_problem"]
    assert found["logframe"].verdict == "ready"


def test_what_no_answer_holds_is_not_counted() -> None:
    numbers = [one.section.number for one in covered({})["eu_concept"].sections]
    assert "2.1" not in numbers


def test_sections_that_do_not_apply_stand_aside() -> None:
    answers = {**example_answers(), "basic.target_maturity": "concept"}
    sections = {one.section.number: one for one in covered(answers)["af_concept"].sections}
    assert sections["III"].verdict == "ready"  # answered, though asked for at the full level only
    bare = {one.section.number: one for one in covered({})["af_concept"].sections}
    assert bare["III"].verdict == "aside"
    assert not bare["III"].blocking


def test_every_question_of_a_template_is_one_of_the_form() -> None:
    known = {field.path for step in form().steps for field in step.fields}
    for template in packs().templates:
        assert asked(template) <= known, template.id


@given(st.sets(st.sampled_from(sorted(example_answers())), max_size=12))
@settings(max_examples=12, deadline=None)
def test_more_answers_never_make_a_document_less_ready(taken: set[str]) -> None:
    before, after = covered(without(*taken)), covered(example_answers())
    for one in before.values():
        assert one.ready <= after[one.template.id].ready
        assert 0 <= one.ready <= 100
        assert one.missing >= 0
        assert (one.verdict == "ready") <= (not one.blocking)


@pytest.mark.parametrize("odd", ["", "nobody.knows", 3, None])
def test_odd_answers_are_no_answers(odd: object) -> None:
    found = covered({"nobody.knows": odd})  # type: ignore[dict-item]
    assert {one.verdict for one in found.values()} == {"missing"}
