from __future__ import annotations

from decimal import Decimal

import pytest

from wecoop_desktop.base.language import Language

LARGE = Decimal("9" * 24 + ".5")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1234.5", "1,234.5"),
        ("1234.50", "1,234.5"),
        ("1234.567", "1,234.57"),
        ("0.004", "0"),
        ("1200", "1,200"),
        ("-0", "0"),
        ("1E+4", "10,000"),
    ],
)
def test_a_figure_has_two_digits_at_most(value: str, said: str) -> None:
    assert Language("en").figure(Decimal(value)).lstrip("-") == said


@pytest.mark.parametrize("code", ["en", "ru"])
def test_the_largest_numbers_of_answers_and_formulas_are_said(code: str) -> None:
    """More digits than the arithmetic of the program keeps by itself."""
    language = Language(code)
    for value in (LARGE, Decimal("1E+24") + Decimal("1E-3"), Decimal("9.99E+60")):
        for said in (
            language.figure(value),
            language.number(value),
            language.number(value, 2),
            language.money(value, "USD"),
            language.money(value, "KGS", "short"),
            language.percent(value, 1),
        ):
            assert any(sign.isdecimal() for sign in said)
    digits = "".join(sign for sign in language.figure(LARGE) if sign.isdecimal())
    assert digits == "9" * 24 + "5"
