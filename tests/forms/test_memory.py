"""Remembering what was worked out about unchanged answers never changes a result."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.answers import answer, filled_answers
from tests.kit.content import form, reference
from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.evaluate import evaluate, prepare
from wecoop_desktop.forms.memory import Memory
from wecoop_desktop.forms.state import State

TODAY = date(2026, 11, 22)
PATHS = [f.path for step in form().steps for f in step.fields if f.kind != "computed"]


def _state(answers: dict[str, Value], language: str) -> State:
    return evaluate(
        form(), answers, reference=reference(), level="full", today=TODAY, language=language
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PATHS), st.integers(0, 3)), min_size=1, max_size=8))
def test_a_series_of_edits_ends_as_if_nothing_had_been_remembered(
    edits: list[tuple[str, int]],
) -> None:
    answers = filled_answers(form())
    for number, (path, what) in enumerate(edits):
        if what == 0:
            answers.pop(path, None)
        elif what == 3:
            answers["problem.core_problem"] = Words(en=f"Edit {number}", ru=f"Правка {number}")
        else:
            answers[path] = answer(form().field(path), rows=what)
        language = "ru" if number % 2 else "en"
        remembered = _state(answers, language)
        prepare(form()).memory.forget()
        assert _state(answers, language) == remembered


def test_another_object_is_worked_out_again_though_it_is_equal() -> None:
    memory, asked = Memory(), []
    first, second = ["same"], ["same"]
    for value in (first, first, second, first):
        memory.of("question", value, lambda v=value: asked.append(v))
    assert len(asked) == 3
