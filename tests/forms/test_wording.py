"""Every problem is one sentence in both languages, without ids and empty placeholders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.forms.test_rules import CASES, REFERENCE, found
from tests.kit.answers import everything
from tests.kit.content import form, reference
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.forms.wording import problem_message

TODAY = date(2026, 11, 22)
EN, RU = Language("en"), Language("ru")


@pytest.mark.parametrize("rule", CASES)
def test_rules_say_what_is_wrong_in_both_languages(rule):
    for problem in found(CASES[rule][0], rule):
        for language in (EN, RU):
            said = problem_message(form(), problem, language)
            assert said
            assert "{" not in said
            assert "  " not in said


def test_limits_of_fields_are_said():
    state = evaluate(form(), everything(form()), reference=reference(), today=TODAY)
    empty = evaluate(form(), {}, today=TODAY)
    for problem in (*state.problems, *empty.problems):
        assert problem_message(form(), problem, EN)


def test_a_cell_is_named_by_its_row_and_column():
    answers: dict[str, Value] = {"sites.locations": ({"country": "KG"},)}
    state = evaluate(form(), answers, level="idea", today=TODAY)
    problem = next(p for p in state.problems if p.column == "name")
    assert problem_message(form(), problem, EN) == ("“Site” is missing in row 1 of “Locations”.")


def test_amounts_and_funders_are_said_in_the_language():
    answers = CASES["R-basic-03"][0]
    state = evaluate(form(), answers, reference=REFERENCE, level="full", today=TODAY)
    problem = next(p for p in state.problems if p.code == "R-basic-03")
    assert "1,000,000" in problem_message(form(), problem, EN)
    assert "1\u00a0000\u00a0000" in problem_message(form(), problem, RU)
    assert "USD" in problem_message(form(), problem, EN)


def test_notes_of_cards_are_said_in_the_language_of_the_evaluation():
    answers = CASES["R-basic-09"][0]
    for code, note in (("en", "Only with a partner."), ("ru", "С партнёром.")):
        state = evaluate(
            form(), answers, reference=REFERENCE, level="full", today=TODAY, language=code
        )
        problem = next(p for p in state.problems if p.code == "R-basic-09")
        assert note in problem_message(form(), problem, Language(code))


def test_ids_are_said_by_their_labels():
    problem = Problem("annexes.items", "R-ann-01", "warning",
                      values={"missing": ("map",), "n": Decimal(1)},
                      message=form().step("annexes").rules[0].message)  # fmt: skip
    assert "Map" in problem_message(form(), problem, EN)


def test_a_cell_outside_of_its_limits_is_named_with_row_and_column():
    answers = {"gender.jobs": ({"number": Decimal(5)}, {"number": Decimal(-3)})}
    state = evaluate(form(), answers, level="concept", today=TODAY)
    (problem,) = [p for p in state.problems if p.code == "below-minimum"]
    said = problem_message(form(), problem, Language("en"))
    assert "[2]" in said
    assert "least one, 0" in said
