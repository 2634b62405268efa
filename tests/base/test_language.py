"""Words, numbers, dates and money in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from wecoop_desktop.base.language import Language

EN, RU, PSEUDO = Language("en"), Language("ru"), Language("qps")


@pytest.mark.parametrize(
    ("written", "english", "russian"),
    [
        ("2018", "2018", "2018"),
        ("2018-09", "09.2018", "09.2018"),
        ("2026-11-14", "14 Nov 2026", "14.11.2026"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("unknown", "unknown", "unknown"),
        ("", "", ""),
    ],
)
def test_a_date_is_as_precise_as_its_source(written: str, english: str, russian: str) -> None:
    assert EN.written_date(written) == english
    assert RU.written_date(written) == russian


def test_money_and_numbers_follow_the_language() -> None:
    amount = Decimal("12600000")
    assert EN.money(amount, "USD") == "USD\u00a012,600,000"
    assert EN.money(amount, "USD", "short") == "USD\u00a012.6\u00a0M"
    assert RU.money(amount, "USD", "short") == "12,6\u00a0млн\u00a0долл. США"
    assert EN.percent(64) == "64%"
    assert RU.percent(Decimal("36.5"), 1) == "36,5\u00a0%"
    assert EN.date(date(2026, 11, 14), "long") == "14 November 2026"
    assert RU.date(date(2026, 11, 14), "long").startswith("14 ноября 2026")


@pytest.mark.parametrize(
    ("n", "said"), [(1, "1 проект"), (3, "3 проекта"), (642, "642 проекта"), (89, "89 проектов")]
)
def test_russian_counts_in_three_forms(n: int, said: str) -> None:
    # The number and its word stay on one line.
    assert RU.ntr("{n} project", "{n} projects", n) == said.replace(" ", "\u00a0")


def test_the_pseudo_language_is_longer_and_keeps_placeholders() -> None:
    said = PSEUDO.tr("Remove the filter {name}", name="KG")
    assert "KG" in said
    assert len(said) > len("Remove the filter KG")
