"""A form read back from a proposal file is the form it was; a hostile one does no harm."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.answers import everything
from tests.kit.content import form, reference
from tests.kit.earlier import august, may, now
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.form import Column, Data, Field, Form, Step
from wecoop_desktop.forms.stored import MOST, stored_form
from wecoop_desktop.work.data import encode, parse
from wecoop_desktop.work.shape import form_data

TODAY = date(2026, 11, 22)


def through_file(given: Form) -> Form:
    data = parse(encode(form_data(given)).encode())
    assert isinstance(data, dict)
    return stored_form(data, [form()])


@pytest.mark.parametrize("make", [form, now, may, august])
def test_a_form_comes_back_as_it_was(make: Callable[[], Form]) -> None:
    assert through_file(make()) == make()


def test_the_same_answers_are_judged_the_same() -> None:
    answers = everything(form())
    states = [
        evaluate(each, answers, reference=reference(), level="full", today=TODAY)
        for each in (form(), through_file(form()))
    ]
    assert states[0].problems == states[1].problems
    assert states[0].meters == states[1].meters


def small(**changes: object) -> dict[str, Data]:
    field = {"step": "a", "id": "x", "kind": "text", **changes}
    return {"id": "f", "version": "1", "steps": [{"id": "a", "fields": [field]}]}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"id": "f", "steps": "many"},
        {"id": "f", "steps": [1]},
        {"id": "f", "steps": [{"id": "a.b"}]},
        {"id": "f", "steps": [{"id": "a"}] * (MOST["steps"] + 1)},
        small(kind="program"),
        small(id="x@1"),
        small(label="text"),
        small(formula=5),
        small(formula="1" * 30_000),
        small(minimum="1e999999999"),
        small(minimum="0x10"),
        small(max_words=-1),
        small(required_from="now"),
        small(columns=[{"id": "c", "kind": "table"}]),
        small(options=[{"id": "o"}] * (MOST["options"] + 1)),
        small(formula="irr(a, b) + " * 30 + "1"),
        {**small(), "tables": {"a": [[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]}},
        {**small(), "tables": {"a": 10**30}},
        {**small(), "upgrades": [{"moves": [{"sources": ["a", "b"], "targets": ["c", "d"]}]}]},
        {"id": "f", "steps": [{"id": "a", "fields": [small()["steps"]]}]},
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(data: dict[str, Data]) -> None:
    with pytest.raises(AppError) as caught:
        stored_form(data)
    assert caught.value.code == "form-not-readable"


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=6),
        lambda each: (
            st.lists(each, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["id", "steps", "fields", "kind", "options", "tables", "rules", "x"]
                ),
                each,
                max_size=4,
            )
        ),
        max_leaves=20,
    )
)
def test_any_data_is_a_form_or_refused(data: Data) -> None:
    given = data if isinstance(data, dict) else {"steps": data}
    with contextlib.suppress(AppError):
        assert isinstance(stored_form(given), Form)


def test_a_pattern_that_takes_forever_is_not_taken_over() -> None:
    columns = [{"id": "c", "kind": "text", "plain": True, "pattern": "(a+)+$"}]
    read = stored_form(small(kind="table", columns=columns), [form()])
    assert read.field("a.x").columns[0].pattern == ""
    assert any(
        c.pattern for s in through_file(form()).steps for f in s.fields for c in f.columns
    ) == any(c.pattern for s in form().steps for f in s.fields for c in f.columns)
    rule = {"id": "r", "step": "a", "kind": "regex", "severity": "error", "since": "idea",
            "parameters": {"left": "a.x", "pattern": "(a+)+$"}}  # fmt: skip
    data = small()
    data["steps"][0]["rules"] = [rule]  # type: ignore[index]  # made just above
    assert stored_form(data).step("a").rules == ()


def test_formulas_that_visit_rows_without_end_come_to_an_end() -> None:
    """Each of 40 formulas would visit a thousand million rows; together they may visit few."""
    inner = "any_of(a.rows, any_of(a.rows, any_of(a.rows, n > 5)))"
    words = form().title
    table = Field("a", "rows", "table", words, columns=(Column("n", "number", words),))
    fields = tuple(Field("a", f"f{n}", "computed", words, formula=inner) for n in range(40))
    step = Step("a", words, words, "", "", (table, *fields))
    hostile = through_file(replace(form(), steps=(step,), tables={}))
    rows = tuple({"n": Decimal(1)} for _ in range(1000))
    state = evaluate(hostile, {"a.rows": rows}, today=TODAY)
    reasons = {path: found.reason for path, found in state.computed.items()}
    assert reasons["a.f39"] == "too_long"
