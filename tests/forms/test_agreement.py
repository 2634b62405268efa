"""Numbers of the two languages: compared by value, without false alarms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.content import form, packs, reference
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.agreement import LONGEST, NONE, claims, difference, figures
from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.form import LEVELS
from wecoop_desktop.forms.wording import problem_message

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("1,200.5 t", "1 200,5 т"),
        ("1 200.5 t", "1\u00a0200,5 т"),
        ("12,600,000 USD", "12,6 млн долл."),
        ("3.6 million", "3,6 миллиона"),
        ("EUR 2.1bn", "2,1 млрд евро"),
        ("32 000 residents", "32 тыс. жителей"),
        ("1.2–1.5 million", "1,2–1,5 млн"),
        ("1.2 million to 1.5 million", "1,2–1,5 млн"),
        ("0.6 million against 1.4", "0,6 против 1,4 млн"),
        ("on 22 November 2026", "22.11.2026"),
        ("2026-11-22", "22 ноября 2026 года"),
        ("2026/27", "2026–2027"),
        ("three towns, 48 hours", "3 города, двое суток"),
        ("35–40 %", "35–40%"),
        ("0.125", "0,125"),
        ("1,250", "1.250"),
        ("PM2.5 and CO2 of A1.1", "PM10 и N2O мероприятия A2.3"),
        ("see https://example.org/2030", "см. там"),
        ("in the 21st century", "в XXI веке"),
        ("no number", "ни одного числа"),
        ("7 towns", ""),
        ("", "7 городов"),
    ],
)
def test_the_same_numbers_are_the_same(english: str, russian: str) -> None:
    assert difference(english, russian) == NONE


@pytest.mark.parametrize(
    ("english", "russian", "only"),
    [
        ("3,000 houses", "300 домов", (("3,000",), ("300",))),
        ("5 %", "5,5 %", (("5",), ("5,5",))),
        ("in 2028", "в 2029 году", (("2028",), ("2029",))),
        ("3.6 million", "3,6 млрд", (("3.6 million",), ("3,6 млрд",))),
        ("12,600", "126 тыс", (("12,600",), ("126 тыс",))),
        ("20 000 and 20", "30 000 и 20", (("20 000",), ("30 000",))),
        ("1.5 t", "15 т", (("1.5",), ("15",))),
        ("47 wells", "колодцы", (("47",), ())),
    ],
)
def test_other_numbers_are_told_as_they_are_written(
    english: str, russian: str, only: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert tuple(difference(english, russian)) == only


def test_a_text_too_long_for_a_key_press_is_not_compared() -> None:
    assert difference("7 " * LONGEST, "8") == NONE


@settings(max_examples=150, deadline=None)
@given(st.decimals(min_value=0, max_value=10**12, places=2), st.booleans())
def test_a_number_is_read_back_from_either_format(number: Decimal, grouped: bool) -> None:
    english = f"about {number:,} t" if grouped else f"about {number:f} t"
    russian = f"{number:,}".replace(",", " ").replace(".", ",")
    assert difference(english, f"около {russian} т") == NONE
    assert number in figures(english, "en")[0].worth


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_read(english: str, russian: str) -> None:
    found = difference(english, russian)
    assert all(isinstance(said, str) for said in (*found.english, *found.russian))


def test_the_worked_examples_and_the_guide_raise_no_alarm() -> None:
    """Nearly 3,700 texts in two languages, written with care."""
    found = {}
    for example in packs().examples:
        answers, _ = read_answers(form(), example.answers)
        for level in LEVELS[:2]:
            state = evaluate(form(), answers, reference=reference(), level=level, today=TODAY)
            found.update(
                {(example.id, p.path, p.row): p.values for p in state.problems if _new(p.code)}
            )
    for section in packs().sections:
        apart = difference(section.body.en, section.body.ru)
        if apart:
            found[(section.id, "", None)] = {"apart": apart}
    assert found == {}


def _new(code: str) -> bool:
    return code in ("R-lang-01", "R-clim-07", "R-clim-08", "R-stake-05")


def test_a_difference_is_told_at_its_place_with_its_numbers() -> None:
    answers: dict[str, Value] = {
        "risks.matrix": (
            {"description": Words("a", "б")},
            {"description": Words("5 days", "6 дней"), "measure": Words("1 pump", "1 насос")},
        ),
        "basic.title_en": "Water for 12 villages",
        "basic.title_ru": "Вода для 21 села",
        "problem.problem_tree": ({"id": "a", "text_en": "40 wells", "text_ru": "41 колодец"},),
    }
    state = evaluate(form(), answers, level="full", today=TODAY)
    problems = [p for p in state.problems if p.code == "R-lang-01"]
    assert {(p.path, p.row, p.column, p.level) for p in problems} == {
        ("risks.matrix", 1, "description", "error"),
        ("problem.problem_tree", 0, "text_ru", "error"),
        ("basic.title_ru", None, "", "error"),
    }
    said = problem_message(form(), next(p for p in problems if p.row == 1), Language("en"))
    assert "Only in English: 5." in said
    assert "Only in Russian: 6." in said
    for level, wanted in zip(LEVELS, ("warning", "warning", "error"), strict=True):
        state = evaluate(form(), answers, level=level, today=TODAY)
        assert {p.level for p in state.problems if p.code == "R-lang-01"} == {wanted}


def test_every_step_of_a_circle_is_a_place_and_no_other() -> None:
    rows = (
        {"code": "a", "depends_on": "c"},
        {"code": "b", "depends_on": "a"},
        {"code": "c", "depends_on": "b"},
        {"code": "d", "depends_on": "a, e"},
        {"code": "e", "depends_on": ""},
    )
    state = evaluate(form(), {"timeline.rows": rows}, level="concept", today=TODAY)
    found = [(p.row, p.column) for p in state.problems if p.code == "R-time-08"]
    assert found == [(0, "depends_on"), (1, "depends_on"), (2, "depends_on")]


def test_a_chain_of_two_thousand_steps_is_no_circle() -> None:
    rows = tuple({"code": f"s{i}", "depends_on": f"s{i - 1}"} for i in range(2000))
    state = evaluate(form(), {"timeline.rows": rows}, level="concept", today=TODAY)
    assert [p for p in state.problems if p.code == "R-time-08"] == []


@pytest.mark.parametrize(
    ("text", "language", "unit", "wanted"),
    [
        ("saves 19 017 t CO2e a year", "en", "tco2e", ["19017"]),
        ("37.8 kt CO₂ and 5 t of waste", "en", "tco2e", ["37800"]),
        ("1,2 млн т СО2-экв.", "ru", "tco2e", ["1200000"]),
        ("32 000 residents and 40 buses", "en", "persons", ["32000"]),
        ("32 тыс. жителей", "ru", "persons", ["32000"]),
        ("120 rural inhabitants", "en", "persons", ["120"]),
    ],
)
def test_figures_with_a_unit(text: str, language: str, unit: str, wanted: list[str]) -> None:
    assert claims(text, language, unit) == tuple(Decimal(each) for each in wanted)
