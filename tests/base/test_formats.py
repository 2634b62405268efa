"""Our own numbers and dates of English and Russian are those of CLDR."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal, localcontext

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base import formats

LOCALES = pytest.mark.parametrize("locale", formats.OF)
PATTERNS = {0: "#,##0", 1: "#,##0.0", 2: "#,##0.00", 5: "#,##0.00000"}
DATES = {"en_GB": ("d MMM y", "d MMMM y"), "ru_RU": ("dd.MM.y", "d MMMM y 'г'.")}


@LOCALES
@given(
    value=st.decimals(-(10**20), 10**20, allow_nan=False)
    | st.integers(-(10**9), 10**9).map(lambda n: Decimal(n) / 8)
    | st.sampled_from([Decimal("1E+3"), Decimal("-0.004"), Decimal("0E-5"), Decimal("2.5")]),
    decimals=st.sampled_from([None, *PATTERNS]),
)
def test_numbers(locale: str, value: Decimal, decimals: int | None) -> None:
    with localcontext(Context(prec=200)):
        cldr = (
            format_decimal(value, locale=locale, decimal_quantization=False)
            if decimals is None
            else format_decimal(value, format=PATTERNS[decimals], locale=locale)
        )
    assert formats.number(value, decimals, locale) == cldr


@LOCALES
@pytest.mark.parametrize("month", range(1, 13))
def test_dates(locale: str, month: int) -> None:
    value = date(2026, month, 1 + 2 * month)
    short, long = (format_date(value, pattern, locale=locale) for pattern in DATES[locale])
    assert formats.day(value, locale, long=False) == short
    assert formats.day(value, locale, long=True) == long
    assert formats.month(value, locale) == format_date(value, "MMM y", locale=locale)
    assert formats.whole_month(value, locale) == format_date(value, "LLLL y", locale=locale)
