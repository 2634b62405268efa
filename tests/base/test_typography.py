"""Spaces that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wecoop_desktop.base.typography import held


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "18 %", "18~%"),
        ("ru", "58 000 т отходов в год", "58~000~т отходов в~год"),
        ("ru", "18,0 млн евро", "18,0~млн евро"),
        ("ru", "Кредит — это долг", "Кредит~— это долг"),
        ("ru", "Если бы банк", "Если~бы банк"),
        ("ru", "см. гл. 3, № 5", "см.~гл.~3, №~5"),
        ("ru", "А в Оше", "А~в~Оше"),
        ("ru", "вот и всё", "вот и~всё"),
        ("ru", "по-русски и из-за", "по-русски и~из-за"),
        ("en", "EUR 18.0 million – a loan", "EUR~18.0~million~– a loan"),
        ("en", "3 tonnes", "3 tonnes"),
        ("en", "in 12 months", "in 12~months"),
    ],
)
def test_what_belongs_together_holds(language: str, text: str, wanted: str) -> None:
    assert held(text, language).replace("\u00a0", "~") == wanted


@given(text=st.text(), language=st.sampled_from(["en", "ru"]))
def test_nothing_but_spaces_changes_and_twice_is_once(text: str, language: str) -> None:
    once = held(text, language)
    assert once.replace("\u00a0", " ") == text.replace("\u00a0", " ")
    assert held(once, language) == once
