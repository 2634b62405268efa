"""Whatever two people do to a proposal: changes and conflicts can be said, shown and written."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings

from tests.kit.content import form
from tests.kit.edits import Edit, edited, edits, examples
from wecoop_desktop.advice.changetable import Sides, change_outline, change_sheet
from wecoop_desktop.advice.changewords import step_by, value_words
from wecoop_desktop.advice.paper import About
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.sheet import write_csv
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.forms.difference import differences, pieces
from wecoop_desktop.forms.merge import merge, settled
from wecoop_desktop.ui.parts.difference import marked
from wecoop_desktop.ui.presenters.compare import grouped
from wecoop_desktop.ui.presenters.conflictvalues import entry_of, own_of
from wecoop_desktop.ui.screens.comparepage import page_of
from wecoop_desktop.ui.screens.comparewords import row_words
from wecoop_desktop.ui.screens.mergewords import conflict_words, side_text


@settings(max_examples=25, deadline=None)
@given(edits("mine", 8))
def test_every_change_has_words_a_page_and_a_row(acts: list[Edit]) -> None:
    before = examples()["issyk-kul-waste"]
    changes = differences(form(), before, edited(before, acts))
    for group in grouped(form(), changes):
        assert row_words(form(), group)
        page = page_of(form(), group.path, group.changes, whole=False, every=True)
        assert page.stops >= 1
        assert page.text
    for code in ("en", "ru"):
        language, sides = Language(code), Sides("A", "B")
        made = change_sheet(
            form(), changes, sides, language, title="T", today=date(2026, 11, 22)
        )  # fmt: skip
        assert len(made.rows) == len(changes)
        stream = io.BytesIO()
        write_csv(made, language, stream)
        assert stream.getvalue().count(b"\r\n") >= len(changes)
        assert change_outline(made, About("T", "", "", date(2026, 11, 22)), language).sections


@settings(max_examples=25, deadline=None)
@given(edits("mine", 8), edits("theirs", 8))
def test_every_conflict_has_words_and_takes_what_it_offers(
    mine: list[Edit], theirs: list[Edit]
) -> None:
    base = examples()["issyk-kul-waste"]
    found = merge(form(), base, edited(base, mine), edited(base, theirs))
    for conflict in found.conflicts:
        assert conflict_words(form(), conflict) is not None
        for side in (conflict.base, conflict.mine, conflict.theirs):
            assert isinstance(side_text(form(), conflict, side), str)
        entry = entry_of(form(), conflict)
        if not entry:
            with pytest.raises(AppError):
                own_of(form(), conflict, "x", "en")
            continue
        typed = "" if conflict.mine is None else _typed(conflict.mine)
        own = own_of(form(), conflict, typed, "en")
        if entry != "choice":
            assert own.value == conflict.mine or not typed.strip()
        again = settled(found, {conflict.id: own})
        assert next(c for c in again.conflicts if c.id == conflict.id).chosen == "own"


def _typed(value: object) -> str:
    if isinstance(value, Money):
        return f"{plain_value(value.amount)} {value.currency}"
    return str(plain_value(value))  # type: ignore[arg-type]  # a side is a value


def test_shortened_texts_keep_every_change() -> None:
    before = " ".join(f"word{n}" for n in range(2000))
    after = before.replace("word1000 ", "other ").replace("word1999", "end")
    text, stops = marked(before, after, 3, whole=False)
    assert stops == 2
    for said in ("word1000", "other", "word1999", "end", "stop3", "stop4"):
        assert said in text
    assert len(text) < 2500
    whole, _ = marked(before, after, 3, whole=True)
    assert all(f"word{n}" in whole for n in range(2000))
    assert sum(piece.what != "kept" for piece in pieces(before, after)) == 4


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Money(100, "EUR"), Money(150, "EUR"), "+50 (+50%)"),  # type: ignore[arg-type]  # a number
        (Money(100, "EUR"), Money(150, "USD"), ""),  # type: ignore[arg-type]
        ("text", "other", ""),
        (None, Money(1, "EUR"), ""),  # type: ignore[arg-type]
    ],
)
def test_numbers_tell_by_how_much(before: object, after: object, said: str) -> None:
    assert step_by(before, after, Language("en")) == said  # type: ignore[arg-type]  # any value


@pytest.mark.parametrize("text", ['{"2028": "x"}', "{not json", '{"2028": 5}', "{}", '{"a": "1"}'])
def test_a_text_that_begins_like_data_stays_a_text(text: str) -> None:
    assert value_words(text, None, "", Language("en")) == text


def test_amounts_by_year_are_said() -> None:
    written = '{"2028": "40000", "2029": "80000.5", "2030": ""}'
    assert value_words(written, None, "", Language("en")) == "2028: 40,000; 2029: 80,000.5"
