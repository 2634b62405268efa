"""Remembering what was worked out about unchanged answers never changes a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.answers import answer, everything, filled_answers
from tests.kit.content import form, reference
from wecoop_desktop.forms.answers import Answers, Row, Value, Words
from wecoop_desktop.forms.evaluate import Reference, evaluate, prepare
from wecoop_desktop.forms.form import Form
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


@pytest.mark.parametrize("start", [filled_answers, everything])
def test_a_change_of_any_answer_is_seen_by_every_rule(start: Callable[[Form], Answers]) -> None:
    """One after the other, each answer is changed, then taken away: no rule misses it."""
    begun = dict(start(form()))
    for path in PATHS:
        _state(begun, "en")
        for changed in ({**begun, path: answer(form().field(path), rows=2)}, _less(begun, path)):
            remembered = _state(changed, "en")
            kept = prepare(form()).memory
            fresh = Memory()
            object.__setattr__(prepare(form()), "memory", fresh)
            assert _state(changed, "en") == remembered, path
            object.__setattr__(prepare(form()), "memory", kept)


def _less(answers: Answers, path: str) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if name != path}


def test_other_cards_levels_days_and_languages_are_seen_too() -> None:
    answers = filled_answers(form())
    worlds = [
        {"reference": reference(), "level": "full", "today": TODAY},
        {"reference": Reference(), "level": "full", "today": TODAY},
        {"reference": reference(), "level": "idea", "today": TODAY},
        {"reference": reference(), "level": "full", "today": date(2031, 1, 1)},
        {"reference": reference(), "level": "full", "today": TODAY, "language": "ru"},
    ]
    remembered = [evaluate(form(), answers, **world) for world in worlds * 2]  # type: ignore[arg-type]  # mixed kinds
    for state, world in zip(remembered, worlds * 2, strict=True):
        prepare(form()).memory.forget()
        assert evaluate(form(), answers, **world) == state  # type: ignore[arg-type]  # as above


def test_another_object_is_worked_out_again_though_it_is_equal() -> None:
    memory, asked = Memory(), []
    first, second = ["same"], ["same"]
    for value in (first, first, second, first):
        memory.of("question", value, lambda v=value: asked.append(v))
    assert len(asked) == 3


def test_rows_that_stay_are_not_looked_at_again_wherever_they_stand() -> None:
    memory = Memory()
    asked: list[object] = []

    def look(row: object) -> int:
        asked.append(row)
        return len(asked)

    first, second, third = {"a": 1}, {"a": 2}, {"a": 2}
    assert memory.of_each("rows", (first, second), look) == (1, 2)
    assert memory.of_each("rows", (second, third, first), look) == (2, 3, 1)
    assert memory.of_each("rows", (), look) == ()
    assert memory.of_each("rows", (first,), look) == (4,)
    assert [id(row) for row in asked] == [id(first), id(second), id(third), id(first)]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("logframe.matrix", "budget.lines", "timeline.rows", "risks.matrix")),
            st.sampled_from(("swap", "drop", "copy", "empty", "change")),
            st.integers(0, 5),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_rows_moved_and_changed_one_by_one_end_as_if_nothing_had_been_remembered(
    edits: list[tuple[str, str, int]],
) -> None:
    answers = dict(everything(form()))
    for path, act, at in edits:
        value = answers[path]
        assert isinstance(value, tuple)
        rows = [row for row in value if isinstance(row, Mapping)]
        row: Row = rows[at % len(rows)] if rows else {}
        if act == "swap":
            rows.reverse()
        elif act == "drop":
            rows = [other for other in rows if other is not row]
        elif act == "copy":
            rows.append(row)
        elif act == "empty":
            rows.insert(at % (len(rows) + 1), {})
        else:
            rows = [{**other} if other is row else other for other in rows]
        answers[path] = tuple(rows)
        remembered = _state(answers, "en")
    prepare(form()).memory.forget()
    assert _state(answers, "en") == remembered
