"""The exercises that come with the program: nothing is done at the start, all is in the answer."""

from __future__ import annotations

from datetime import date

import pytest

from tests.kit import content
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate, holds
from wecoop_desktop.packs.exercises import Exercise, Filled, filled, opens

TODAY = date(2026, 11, 23)
EXERCISES = {exercise.id: exercise for exercise in content.packs().exercises}


def answers(exercise: Exercise, part: Filled) -> Answers:
    examples = {example.id: example.answers for example in content.packs().examples}
    data = filled(part, examples.get(exercise.example, {}))
    found, findings = read_answers(content.form(), data)
    assert not findings
    return found


def met(exercise: Exercise, part: Filled) -> set[str]:
    given, known = answers(exercise, part), content.reference()
    return {
        task.id
        for task in exercise.tasks
        if task.done_when
        and holds(content.form(), task.done_when, given, reference=known, today=TODAY)
    }


def test_six_come_with_the_program() -> None:
    assert len(EXERCISES) == 6


@pytest.mark.parametrize("id", EXERCISES)
def test_nothing_is_done_at_the_start(id: str) -> None:
    exercise = EXERCISES[id]
    assert met(exercise, exercise.start) == set()


@pytest.mark.parametrize("id", EXERCISES)
def test_the_model_answer_does_every_task(id: str) -> None:
    exercise = EXERCISES[id]
    assert met(exercise, exercise.model) == {task.id for task in exercise.tasks if task.done_when}


@pytest.mark.parametrize("id", EXERCISES)
def test_the_model_answer_has_no_errors_in_the_steps_of_the_exercise(id: str) -> None:
    exercise = EXERCISES[id]
    given = answers(exercise, exercise.model)
    state = evaluate(content.form(), given, reference=content.reference(), today=TODAY)
    steps = {task.step for task in exercise.tasks}
    wrong = [each for each in state.problems if each.level == "error"]
    assert [each for each in wrong if each.path.partition(".")[0] in steps] == []


@pytest.mark.parametrize("id", EXERCISES)
def test_the_code_of_the_guide_opens_the_model_answer(id: str) -> None:
    assert opens("wecoop trainer", EXERCISES[id].code)
    assert not opens("wecoop", EXERCISES[id].code)


@pytest.mark.parametrize("id", EXERCISES)
def test_the_rubric_has_four_levels_of_criteria_that_funders_name(id: str) -> None:
    for row in EXERCISES[id].rubric:
        assert len(row.levels) == 4
        assert row.funder
        assert row.criterion


@pytest.mark.parametrize("id", EXERCISES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_made_up_figures_are_labelled_where_the_case_begins(id: str, language: str) -> None:
    body = EXERCISES[id].body
    beginning = (body.en if language == "en" else body.ru)[:800].casefold()
    assert ("illustrative" if language == "en" else "условн") in beginning
