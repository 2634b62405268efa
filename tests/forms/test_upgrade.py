"""A proposal goes to another version of its form and back: nothing is lost on any way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit.answers import answer
from tests.kit.content import form
from tests.kit.earlier import MAY, august, may, now
from wecoop_desktop.forms.codec import plain_value, read_answers
from wecoop_desktop.forms.form import Data, Field, Form
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.read import read_form
from wecoop_desktop.forms.transfer import alike
from wecoop_desktop.forms.upgrade import MARK, downgrade, parked, upgrade

OLD, AUGUST, NEW = may(), august(), now()

GIVEN: dict[str, Data] = {
    "basic.title": {"en": "Clean lake", "ru": "Чистое озеро"},
    "basic.applicant_kind": "municipal",
    "basic.region": {"en": "North", "ru": ""},
    "basic.countries": ["KG"],
    "problem.history": {"en": "Since 1990", "ru": ""},
    "problem.today": {"en": "Still so", "ru": "Всё так же"},
    "problem.barriers": ["law", "climate_denial", "data"],
    "risks.register": [
        {"category": "money", "text": {"en": "No money", "ru": ""}, "likelihood": "4",
         "history": "Told in 2025"},
        {"category": "technical", "text": {"en": "Frost", "ru": ""}, "likelihood": "2"},
    ],
    "gender.marker": True,
    "gender.analysis": "Women carry water",
    "sustainability.financial_and_institutional": {"en": "Both in one", "ru": ""},
}  # fmt: skip


def test_what_the_map_says_is_done() -> None:
    done = upgrade(OLD, NEW, GIVEN)
    made = done.answers
    assert made["basic.title_en"] == "Clean lake"
    assert made["basic.title_ru"] == "Чистое озеро"
    assert made["basic.applicant_type"] == "sub_sovereign"
    assert made["basic.countries"] == ["KG"]
    assert made["problem.situation"] == {"en": "Since 1990\n\nStill so", "ru": "Всё так же"}
    assert made["problem.barriers"] == ["legal", "data"]
    rows = made["risks.matrix"]
    assert isinstance(rows, list)
    assert rows[0] == {"category": "financial", "description": {"en": "No money", "ru": ""},
                       "likelihood": "4"}  # fmt: skip
    assert made["sustainability.financial"] == {"en": "Both in one", "ru": ""}
    assert made["gender.analysis"] == {"en": "Women carry water", "ru": ""}
    assert "gender.marker" not in made
    assert done.kept == ("basic.countries",)
    told = {(entry.path, entry.reason) for entry in done.parked}
    assert told == {
        ("basic.region", "dropped"),
        ("gender.marker", "dropped"),
        ("problem.history", "not-all"),
        ("problem.today", "not-all"),
        ("problem.barriers", "not-all"),
        ("risks.register", "not-all"),
        ("gender.analysis", "not-all"),
    }
    assert made["basic.region@2026.05"] == GIVEN["basic.region"]
    moved = {(entry.sources, entry.targets) for entry in done.moved}
    assert (("basic.title",), ("basic.title_en", "basic.title_ru")) in moved
    assert (("basic.applicant_kind",), ("basic.applicant_type",)) in moved or any(
        entry.targets == ("basic.applicant_type",) for entry in done.moved
    )


def test_every_answer_reads_in_the_form_it_is_for() -> None:
    done = upgrade(OLD, NEW, GIVEN)
    _, findings = read_answers(NEW, done.answers)
    assert {finding.code for finding in findings} == {"answer-unknown-path"}
    assert {finding.path for finding in findings} == {entry.key for entry in done.parked}


def test_back_again_gives_the_old_answers_exactly() -> None:
    there = upgrade(OLD, NEW, GIVEN)
    assert downgrade(NEW, OLD, there.answers).answers == GIVEN


def test_back_again_keeps_what_was_written_since() -> None:
    made = dict(upgrade(OLD, NEW, GIVEN).answers)
    made["basic.title_ru"] = "Озеро"
    made["basic.applicant_type"] = "ngo"
    made["gender.marker"] = "2"
    made["problem.barriers"] = ["data", "tariff"]
    made["stakeholders.women_share"] = "51"
    rows = made["risks.matrix"]
    assert isinstance(rows, list)
    made["risks.matrix"] = [
        {"category": "social", "description": {"en": "New", "ru": ""}, "likelihood": "1"},
        {**rows[0], "likelihood": "5", "measure": {"en": "Pay", "ru": ""}},
        rows[1],
    ]
    back = downgrade(NEW, OLD, made).answers
    assert back["basic.title"] == {"en": "Clean lake", "ru": "Озеро"}
    assert back["basic.applicant_kind"] == "ngo"
    assert back["gender.marker"] is True
    assert back["stakeholders.women_share"] == "51"
    assert back["problem.barriers"] == ["data", "climate_denial"]
    held = back["risks.register"]
    assert isinstance(held, list)
    assert [row["text"]["en"] for row in held] == ["New", "No money", "Frost"]
    assert held[2] == GIVEN["risks.register"][1]  # type: ignore[index]  # rows
    # And forward once more: nothing of the later work is gone.
    again = upgrade(OLD, NEW, back).answers
    assert again["gender.marker"] == "2"
    assert again["problem.barriers"] == ["data", "tariff"]
    assert again["risks.matrix"] == made["risks.matrix"]


def test_without_a_map_equal_paths_keep_and_the_rest_stays_in_sight() -> None:
    stranger = replace(OLD, version="2025.01")
    shipped = replace(form(), upgrades=())
    done = upgrade(stranger, shipped, GIVEN)
    assert done.answers["basic.countries"] == ["KG"]
    assert done.answers["basic.title"] == GIVEN["basic.title"]
    assert {entry.path for entry in done.parked} >= {"basic.title", "gender.marker"}
    assert downgrade(shipped, stranger, done.answers).answers == GIVEN


def test_a_form_that_nobody_has_is_no_obstacle() -> None:
    done = upgrade(None, NEW, GIVEN, version=MAY)
    assert done.answers["basic.title_en"] == "Clean lake"
    unknown = upgrade(None, NEW, {"a.b": 1, "basic.acronym": "X"}, version="1999")
    assert unknown.answers == {"a.b": 1, "basic.acronym": "X"}
    assert [entry.path for entry in unknown.parked] == ["a.b"]


def test_the_same_version_changes_nothing() -> None:
    done = upgrade(NEW, NEW, GIVEN)
    assert done.answers == GIVEN
    assert {entry.path for entry in done.parked} == {"basic.title", "basic.applicant_kind"} | {
        path for path in GIVEN if path not in LATER
    }


def test_parked_twice_nothing_is_overwritten() -> None:
    first = dict(upgrade(OLD, NEW, GIVEN).answers)
    first["problem.situation"] = {"en": "Rewritten", "ru": ""}
    back = dict(downgrade(NEW, OLD, first).answers)
    back["problem.history"] = {"en": "Since 1980", "ru": ""}
    second = upgrade(OLD, NEW, back).answers
    assert "Since 1990" in repr(second)
    assert "Since 1980" in repr(second)
    assert "Still so" in repr(second)


def test_what_is_parked_is_told_at_any_time() -> None:
    done = upgrade(OLD, NEW, GIVEN)
    assert {entry.key for entry in parked(NEW, done.answers)} == {e.key for e in done.parked}
    assert {entry.version for entry in parked(NEW, done.answers) if MARK in entry.key} <= {
        MAY,
        "2026.08",
    }


def test_a_map_is_read_from_the_data_of_a_form() -> None:
    head = {
        "id": "f", "version": "2",
        "upgrades": [{
            "from": "1",
            "paths": {"a.x": "a.y"},
            "columns": {"a.rows": {"p": "q"}},
            "options": {"a.kind": {"old": "new"}, "a.rows[].sort": {"one": "two"}},
            "split": {"a.title": {"en": "a.title_en", "ru": "a.title_ru"}, "a.all": ["a.b", "a.c"]},
            "merged": {"a.sum": ["a.d", "a.e"]},
            "dropped": ["a.gone"],
        }],
    }  # fmt: skip
    made, findings = read_form({"form": head, "steps": [], "tables": {}})
    assert findings == ()
    [found] = made.upgrades
    assert (found.since, found.until, found.dropped) == ("1", "2", ("a.gone",))
    by_source = {move.sources: move for move in found.moves}
    assert by_source[("a.x",)].targets == ("a.y",)
    assert by_source[("a.rows",)].columns == {"p": "q"}
    assert by_source[("a.rows",)].options == {"sort": {"one": "two"}}
    assert by_source[("a.kind",)].options == {"": {"old": "new"}}
    assert by_source[("a.title",)].languages
    assert by_source[("a.d", "a.e")].targets == ("a.sum",)


@pytest.mark.parametrize(
    ("upgrades", "code"),
    [
        ([{"to": "2"}], "form-wrong-upgrade"),
        ([{"from": "2"}], "form-wrong-upgrade"),
        ([{"from": "1", "paths": []}], "form-wrong-shape"),
        ([{"from": "1", "split": {"a.b": "a.c"}}], "form-wrong-shape"),
        ([{"from": "1", "paths": {"a.b": "a.d", "a.c": "a.d"}}], "form-id-twice"),
        ([{"from": "1", "renamed": {}}], "form-unknown-key"),
        ("all", "form-wrong-shape"),
    ],
)
def test_a_wrong_map_is_told(upgrades: object, code: str) -> None:
    head = {"id": "f", "version": "2", "upgrades": upgrades}
    _, findings = read_form({"form": head, "steps": [], "tables": {}})
    assert code in {finding.code for finding in findings}


# ---------------------------------------------------------------------- any answers

FIELDS = {f.path: f for s in OLD.steps for f in s.fields if f.kind != "computed"}
LATER = {f.path: f for s in NEW.steps for f in s.fields if f.kind != "computed"}
SPECIAL = [path for path in FIELDS if path in GIVEN or path not in LATER]
TEXTS = st.fixed_dictionaries({"en": st.text(max_size=8), "ru": st.text(max_size=8)})


@st.composite
def given_for(draw: st.DrawFn, fields: Mapping[str, Field], special: list[str]) -> dict[str, Data]:
    paths = draw(st.lists(st.sampled_from([*special, *fields]), max_size=8, unique=True))
    return {path: draw(_value(fields[path])) for path in paths}


def _value(field: Field) -> st.SearchStrategy[Data]:
    kind = KINDS[field.kind]
    if kind.has_rows:
        columns = {
            column.id: _one(column.kind, column.plain, tuple(o.id for o in column.options))
            for column in field.columns
            if column.kind != "computed"
        }
        return st.lists(st.fixed_dictionaries({}, optional=columns), max_size=4)
    options = tuple(option.id for option in field.options)
    if kind.stores == "choices" or field.multiple:
        return st.lists(st.sampled_from(options or ("x",)), max_size=3, unique=True)
    return _one(field.kind, field.plain, options)


def _one(kind: str, plain: bool, options: tuple[str, ...]) -> st.SearchStrategy[Data]:
    stores = KINDS[kind].stores
    if stores == "words":
        return st.text(max_size=8) if plain else TEXTS
    if stores == "choice":
        return st.sampled_from(options or ("x",))
    if stores == "choices":
        return st.lists(st.sampled_from(options or ("x",)), max_size=2, unique=True)
    if stores == "money":
        return st.just({"amount": "5", "currency": "USD"})
    if stores == "date":
        return st.just("2026-11-22")
    if stores == "yes_no":
        return st.booleans()
    return st.integers(0, 99).map(str)


@settings(max_examples=120, deadline=None)
@given(given_for(FIELDS, SPECIAL))
def test_there_and_back_is_where_one_was(answers: dict[str, Data]) -> None:
    there = upgrade(OLD, NEW, answers)
    back = downgrade(NEW, OLD, there.answers)
    assert alike(back.answers, answers)
    _, findings = read_answers(NEW, there.answers)
    assert {f.path for f in findings} == {entry.key for entry in there.parked}


@settings(max_examples=120, deadline=None)
@given(given_for(LATER, [p for p in LATER if p not in FIELDS or p in GIVEN]))
def test_from_the_later_version_back_and_there_too(answers: dict[str, Data]) -> None:
    back = downgrade(NEW, OLD, answers)
    assert alike(upgrade(OLD, NEW, back.answers).answers, answers)


@settings(max_examples=120, deadline=None)
@given(given_for(FIELDS, SPECIAL), given_for(LATER, [p for p in LATER if p not in FIELDS]))
def test_whatever_is_edited_in_between_no_answer_is_lost(
    answers: dict[str, Data], edits: dict[str, Data]
) -> None:
    """Every text ever given is found after each step, but for those the user has overwritten."""
    there = dict(upgrade(OLD, NEW, answers).answers)
    overwritten = {path for path in edits if path in there}
    edited = {**there, **edits}
    back = downgrade(NEW, OLD, edited).answers
    again = upgrade(OLD, NEW, back).answers
    assert alike({p: again[p] for p in edits if p in again}, {p: edits[p] for p in edits})
    for path, value in there.items():
        if path not in overwritten:
            assert path in again, path
            assert alike({path: again[path]}, {path: value})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda each: (
        st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=4), each, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*FIELDS, "a.b", "x"]), ANYTHING, max_size=6))
def test_any_data_at_all_goes_there_and_back(answers: dict[str, Data]) -> None:
    """What is no answer of its own form keeps its value, if not always its path."""
    for earlier in (OLD, AUGUST):
        there = upgrade(earlier, NEW, answers).answers
        held = downgrade(NEW, earlier, there).answers
        assert all(_held(path, value, held) for path, value in answers.items())
        read, _ = read_answers(earlier, answers)
        whole = [
            path
            for path, value in read.items()
            if alike({path: plain_value(value)}, {path: answers[path]})
            and not earlier.field(path).options  # an id that it never offered is no answer
        ]
        assert all(alike({p: held.get(p)}, {p: answers[p]}) for p in whole)


def _held(path: str, value: Data, answers: Mapping[str, Data]) -> bool:
    keys = [key for key in answers if key.partition(MARK)[0] == path]
    return any(alike({path: answers[key]}, {path: value}) for key in keys)


def test_two_thousand_rows_take_no_time_to_speak_of() -> None:
    rows = [{"text": {"en": f"Risk {i}", "ru": ""}, "history": f"h{i}"} for i in range(2000)]
    made = dict(upgrade(OLD, NEW, {"risks.register": rows}).answers)
    changed = made["risks.matrix"]
    assert isinstance(changed, list)
    made["risks.matrix"] = changed[::-1]
    back = downgrade(NEW, OLD, made).answers["risks.register"]
    assert back == rows[::-1]


def _plain(shown: Form, path: str) -> Data:
    return plain_value(answer(shown.field(path)))


def test_every_question_of_the_shipped_form_goes_to_the_earlier_one_and_back() -> None:
    answers = {path: _plain(NEW, path) for path in LATER}
    back = downgrade(NEW, OLD, answers).answers
    assert alike(upgrade(OLD, NEW, back).answers, answers)
