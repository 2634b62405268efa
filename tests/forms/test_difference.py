"""What differs between two versions: recognised rows, cells, languages, and words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.content import form
from tests.kit.edits import edited, edits, examples, tables
from wecoop_desktop.forms.alignment import aligned
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.difference import differences, pieces
from wecoop_desktop.forms.paragraphs import paragraphs
from wecoop_desktop.forms.rowkeys import keys_of, paired

FORM = form()
LAKE = examples()["issyk-kul-waste"]
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def changes(after, before=LAKE):
    return differences(FORM, before, after)


def replaced(path: str, rows):
    return {**LAKE, path: tuple(rows)}


def test_nothing_differs_between_equal_answers_however_they_are_written():
    other = {
        **LAKE,
        "basic.lifetime_years": Decimal(LAKE["basic.lifetime_years"]) + Decimal("0.00"),
    }
    assert changes(other) == ()
    assert changes({"risks.matrix": ({}, {"owner": Words()})}, {}) == ()


def test_an_answer_that_came_went_or_changed():
    other = {**LAKE, "basic.acronym": "NEW", "future.question": {"a": 1}}
    del other["basic.currency"]
    found = changes(other)
    assert [(c.path, c.what) for c in found] == [
        ("basic.acronym", "changed"),
        ("basic.currency", "removed"),
        ("future.question", "added"),
    ]


def test_each_language_of_a_text_is_a_change_and_so_is_the_mark_alone():
    words = LAKE["problem.situation"]
    (change,) = changes({**LAKE, "problem.situation": words.written("ru", "Иначе.")})
    assert (change.language, change.before, change.after) == ("ru", words.ru, "Иначе.")
    (mark,) = changes({**LAKE, "problem.situation": replace(words, older="en")})
    assert (mark.what, mark.language, mark.before) == ("changed", "", words)


def test_rows_that_came_went_moved_and_changed():
    rows = LAKE["logframe.matrix"]
    other = [rows[0], rows[2], rows[1], *rows[3:8], *rows[9:]]
    other[4] = {**other[4], "target": Decimal(7)}
    other.append({"level": "activity", "code": "A9.9", "statement": Words("New")})
    found = changes(replaced("logframe.matrix", other))
    assert [(c.what, c.name, c.column, c.row_before, c.row_after) for c in found] == [
        ("moved", "SO2", "", 2, 1),
        ("changed", "R2", "target", 4, 4),
        ("removed", "A1.2", "", 8, None),
        ("added", "A9.9", "", None, 16),
    ]


def test_a_row_is_known_by_its_words_after_renumbering():
    rows = LAKE["budget.lines"]
    shifted = [
        {"code": "1.1", "component": "1", "description": Words("Something quite new")},
        *({**row, "code": f"1.{n + 2}"} for n, row in enumerate(rows[:4])),
        *rows[4:],
    ]
    found = changes(replaced("budget.lines", shifted))
    assert [(c.what, c.column) for c in found] == [("added", ""), *[("changed", "code")] * 4]


def test_a_risk_is_known_by_its_words_and_a_question_by_what_it_asks():
    rows = LAKE["risks.matrix"]
    text = rows[3]["description"]
    other = [*rows[:3], {**rows[3], "description": Words(text.en + " soon", text.ru)}, *rows[4:]]
    (change,) = changes(replaced("risks.matrix", other))
    assert (change.column, change.language) == ("description", "en")
    checks = LAKE["es_screening.checklist"]
    turned = [{**checks[0], "question": "q02"}, {**checks[1], "question": "q01"}, *checks[2:]]
    assert all(
        c.what in ("changed", "moved") for c in changes(replaced("es_screening.checklist", turned))
    )


def test_duplicates_are_paired_in_order():
    row = {"code": "1", "name": Words("Twin")}
    field = form().field("solution.components")
    assert paired(field, (row, row), (row, row, row)) == ((0, 0), (1, 1), (None, 2))
    assert paired(field, (row, row, row), (row,)) == ((0, 0), (1, None), (2, None))


@pytest.mark.parametrize("field", tables(), ids=lambda field: field.path)
def test_every_table_has_something_to_know_its_rows_by(field):
    keys = keys_of(field)
    assert keys.code or keys.identity or keys.naming
    names = {column.id for column in field.columns}
    assert {keys.code, keys.naming, *keys.identity} - {""} <= names


@QUIET
@given(st.sampled_from(sorted(examples())), edits("one", 12))
def test_no_change_exactly_where_nothing_differs(name, acts):
    before = examples()[name]
    after = edited(before, acts)
    found = differences(FORM, before, after)
    assert differences(FORM, after, after) == ()
    touched = {change.path for change in found}
    for path in {*before, *after}:
        if path not in touched:
            assert differences(FORM, {path: before[path]} if path in before else {},
                               {path: after[path]} if path in after else {}) == ()  # fmt: skip
    assert len(differences(FORM, after, before)) == 0 or touched


@QUIET
@given(st.sampled_from(tables()), st.data())
def test_every_row_of_both_versions_is_in_one_pair(field, data):
    rows = LAKE.get(field.path, ())
    before, after = (
        edited({field.path: rows}, data.draw(edits(side, 20))).get(field.path, ())
        for side in ("one", "two")
    )
    found = paired(field, before, after)
    assert sorted(a for a, _ in found if a is not None) == list(range(len(before)))
    assert [b for _, b in found if b is not None] == list(range(len(after)))
    assert found == paired(field, before, after)


# ---------------------------------------------------------------------- words

texts = st.lists(
    st.sampled_from(
        ["вода ", "dam", " ", "\n", "\n\n", ", ", "the", "км²", ".", "\r\n", "é", "5 "]
    ),
    max_size=40,
).map("".join)


@given(texts, texts)
def test_pieces_make_both_texts(before, after):
    found = pieces(before, after)
    assert "".join(p.text for p in found if p.what != "added") == before
    assert "".join(p.text for p in found if p.what != "removed") == after
    assert all(p.text for p in found)
    assert all(a.what != b.what for a, b in pairwise(found))
    assert "".join(paragraphs(before)) == before


def said(before: str, after: str) -> str:
    marks = {"kept": "{}", "added": "+{}+", "removed": "-{}-"}
    return "".join(marks[piece.what].format(piece.text) for piece in pieces(before, after))


def test_pieces_are_words_of_the_paragraph_that_changed():
    assert said("One.\n\nTwo old words.", "One.\n\nTwo new words.") == (
        "One.\n\nTwo -old -+new +words."
    )
    assert said("Совсем другое дело", "A text about roads") == (
        "-Совсем другое дело-+A text about roads+"
    )
    assert said("", "New") == "+New+"
    assert pieces("", "") == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(map(str, range(20_000))), " ".join(map(str, range(20_000, 0, -1)))),
        ("a " * 50_000, "b a " * 25_000),
        ("a\n" * 50_000, "b\na\n" * 25_000),
        ("\n" * 100_000, " \n" * 50_000),
        (".," * 50_000, ",.." * 33_000),
        ("x" * 100_000, "y" * 100_000),
    ],
    ids=["backwards", "words", "paragraphs", "empty", "signs", "one word"],
)
def test_texts_of_a_hundred_thousand_signs_are_compared(before, after):
    found = pieces(before, after)
    assert "".join(p.text for p in found if p.what != "added") == before
    assert "".join(p.text for p in found if p.what != "removed") == after


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_stretches_cover_both_sides_in_turn(before, after):
    a = c = 0
    last = None
    for one in aligned(before, after):
        assert (one.a, one.c) == (a, c)
        assert one.same != last
        assert (before[one.a : one.b] == after[one.c : one.d]) or not one.same
        a, c, last = one.b, one.d, one.same
    assert (a, c) == (len(before), len(after))


def test_long_sequences_are_compared_between_what_is_there_once():
    before = [f"line {n}" for n in range(15_000)]
    after = ["new", *before[:7_000], "other", *before[7_001:], "end"]
    found = [one for one in aligned(before, after) if not one.same]
    assert [(one.b - one.a, one.d - one.c) for one in found] == [(0, 1), (1, 1), (0, 1)]
