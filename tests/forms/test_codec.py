"""Answers to data and back, and from what people type."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.answers import everything
from tests.kit.content import form
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.wording import MESSAGES
from wecoop_desktop.forms.answers import Money, Words
from wecoop_desktop.forms.codec import (
    parse_number,
    parse_value,
    plain_answers,
    plain_value,
    read_answers,
    read_value,
)

D = Decimal
FIELDS = [f for step in form().steps for f in step.fields if f.kind != "computed"]
data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals()
    | st.text(max_size=20)
    | st.sampled_from(["2026-13-01", "NaN", "1e99999", "Infinity", "9" * 100, "-0.0"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def field(path: str):
    return form().field(path)


def test_every_kind_of_answer_comes_back_from_json():
    answers = everything(form())
    text = json.dumps(plain_answers(answers), ensure_ascii=False)
    back, findings = read_answers(form(), json.loads(text))
    assert findings == ()
    assert plain_answers(back) == plain_answers(answers)


def refusal(work, *given_values) -> AppError | None:
    """The error with which something is refused, or None."""
    try:
        work(*given_values)
    except AppError as error:
        return error
    return None


@settings(max_examples=300)
@given(st.sampled_from(FIELDS), data)
def test_any_data_is_read_or_refused_with_a_sentence(item, entry):
    error = refusal(read_value, item, entry)
    if error is not None:
        assert error.code.startswith("answer-")
        assert MESSAGES[error.code].format_map(error.values)
    else:
        assert read_value(item, plain_value(read_value(item, entry))) == read_value(item, entry)


@settings(max_examples=200)
@given(st.sampled_from([f for f in FIELDS if not f.columns]), st.text(max_size=30))
def test_any_text_is_taken_or_refused_with_a_sentence(item, text):
    error = refusal(parse_value, item, text, "ru")
    assert error is None or MESSAGES[error.code].format_map(error.values)


def test_what_does_not_fit_is_a_finding_and_the_rest_is_read():
    answers, findings = read_answers(
        form(),
        {
            "basic.title_en": "Waste",
            "basic.duration_months": "many",
            "basic.nothing": 1,
            "budget.total": "5",
        },
    )
    assert answers == {"basic.title_en": "Waste"}
    assert [(f.code, f.path, f.level) for f in findings] == [
        ("answer-wrong-number", "basic.duration_months", "error"),
        ("answer-unknown-path", "basic.nothing", "note"),
        ("answer-unknown-path", "budget.total", "note"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567,25", "1234567.25"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("12,600", "12600"),
        ("0,125", "0.125"),
        ("12,5", "12.5"),
        ("\u22127", "-7"),
        ("1.5", "1.5"),
    ],
)
def test_numbers_as_people_type_them(text, number):
    assert parse_number(text) == D(number)


@pytest.mark.parametrize("text", ["", "NaN", "1e5", "Infinity", "1,2,3", "12a", "--1", "9" * 70])
def test_what_is_no_number(text):
    with pytest.raises(AppError) as caught:
        parse_number(text)
    assert caught.value.code == "answer-wrong-number"


def test_values_as_people_type_them():
    assert parse_value(field("basic.title_ru"), "Отходы", "ru") == "Отходы"
    assert parse_value(field("basic.applicant"), "Отходы", "ru") == Words("", "Отходы")
    assert parse_value(field("basic.countries"), "KG, TJ", "en") == ("KG", "TJ")
    assert parse_value(field("basic.start_date"), "1.4.2027", "ru") == date(2027, 4, 1)
    assert parse_value(field("basic.start_date"), "2027-04-01", "en") == date(2027, 4, 1)
    assert parse_value(field("basic.total_cost"), "12 600 000 usd", "ru") == Money(
        D(12_600_000), "USD"
    )
    assert parse_value(field("economics.benefits_include_tariff"), "Да", "ru") is True


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("basic.countries", "KG, XX", "answer-unknown-option"),
        ("basic.project_type", "dream", "answer-unknown-option"),
        ("basic.start_date", "31.02.2027", "answer-wrong-date"),
        ("basic.total_cost", "100", "answer-wrong-currency"),
        ("economics.benefits_include_tariff", "perhaps", "answer-wrong-kind"),
        ("budget.lines", "1", "answer-wrong-kind"),
        ("basic.applicant", "x" * 2_000_001, "answer-wrong-size"),
    ],
)
def test_what_is_typed_wrongly(path, text, code):
    with pytest.raises(AppError) as caught:
        parse_value(field(path), text, "en")
    assert caught.value.code == code


def test_a_table_of_absurd_size_is_refused():
    with pytest.raises(AppError) as caught:
        read_value(field("budget.lines"), [{}] * 3000)
    assert caught.value.code == "answer-wrong-size"


def test_emoji_and_right_to_left_text_are_kept():
    text = "שלום 🌊 اختبار"
    back, _ = read_answers(form(), {"basic.applicant": {"en": text, "ru": "", "older": "en"}})
    assert back["basic.applicant"] == Words(text, "", "en")


def test_a_megabyte_of_text_is_an_answer():
    rich = field("problem.core_problem")
    text = "ж" * 1_000_000
    assert read_value(rich, {"ru": text}) == Words(ru=text)
    error = refusal(read_value, rich, {"ru": "ж" * 2_000_001})
    assert error is not None
    assert error.code == "answer-wrong-size"


def test_halves_of_letters_become_signs_of_replacement():
    """JSON can name them (`\\ud800`), but no file and no font takes them."""
    rich = field("problem.core_problem")
    assert read_value(rich, {"en": "a\ud800b", "ru": "\ud83d\ude00"}) == Words("a\ufffdb", "😀")
    assert read_value(field("basic.currency"), "x\udfff") == "x\ufffd"
