"""Exercises: read whole, and what is wrong with one is found and placed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import content, exercise
from tests.kit.exercise import Told, record
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.evaluate import holds
from wecoop_desktop.library import shelf
from wecoop_desktop.packs.check import check_packs
from wecoop_desktop.packs.exercises import (
    Code,
    Exercise,
    Filled,
    code_for,
    filled,
    opens,
    read_exercises,
)
from wecoop_desktop.packs.read import Packs, read_packs

FILE = f"exercises/exercises/{exercise.ID}.json"


@cache
def around() -> Packs:
    """Of the real packs, what the exercise speaks of."""
    real = content.packs()
    return Packs(
        projects=tuple(each for each in real.projects if each.id == "ebrd-38901"),
        sections=tuple(each for each in real.sections if each.id == "B03.2"),
        funders=tuple(each for each in real.funders if each.id == "ebrd"),
        examples=tuple(each for each in real.examples if each.id == "issyk-kul-waste"),
        forms=real.forms,
    )


def read(told: object = None) -> Exercise:
    findings: list[Finding] = []
    (found,) = read_exercises(exercise.files(told), findings)
    return found


def findings(edit: Callable[[Told], object]) -> set[tuple[str, str]]:
    """Codes and paths of what is wrong with the exercise once it was edited, read or checked."""
    told = record()
    edit(told)
    found: list[Finding] = []
    read_in = read_exercises(exercise.files(told), found)
    checked = check_packs(replace(around(), exercises=read_in))
    all_of_it = [*found, *(each for each in checked if each.file.startswith("exercises/"))]
    for each in all_of_it:
        assert say_finding(Language("en"), each)
    return {(each.code, each.path) for each in all_of_it if each.file == FILE}


def inner(told: Told, key: str, number: int = 0) -> Told:
    return cast("list[Told]", told[key])[number]


def part(told: Told, key: str) -> Told:
    return cast(Told, told[key])


def test_a_sound_exercise_is_read_whole() -> None:
    assert findings(lambda told: None) == set()
    found = read()
    assert found.minutes == 60
    assert found.body == Text(*exercise.CASE.values())
    assert [task.id for task in found.tasks] == ["objectives", "show"]
    assert found.tasks[1].done_when == ""
    assert [row.minutes for row in found.plan] == [10, 50]
    assert found.plan[0].notes.ru.startswith("Спросите")
    assert [level.score for level in found.rubric[0].levels] == [0, 2]
    assert found.checks[0].right == 0


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (lambda told: told.update(id="other"), ("pack-id-not-file", "id")),
        (lambda told: told.pop("title"), ("pack-key-missing", "title")),
        (lambda told: part(told, "summary").pop("ru"), ("pack-language-missing", "summary")),
        (lambda told: told.update(minutes="60"), ("pack-wrong-type", "minutes")),
        (lambda told: told.update(minutes=5_000), ("pack-value-unknown", "minutes")),
        (lambda told: told.update(level="expert"), ("pack-value-unknown", "level")),
        (lambda told: told.update(form="letter"), ("pack-reference-unknown", "form")),
        (lambda told: told.update(topics=["magic"]), ("pack-reference-unknown", "topics")),
        (lambda told: told.update(projects=["no-1"]), ("pack-reference-unknown", "projects")),
        (lambda told: told.update(sections=["Z9"]), ("pack-reference-unknown", "sections")),
        (lambda told: told.update(example="none"), ("pack-reference-unknown", "example")),
        (lambda told: told.pop("example"), ("pack-key-missing", "example")),
        (lambda told: told.update(tasks=[]), ("pack-key-missing", "tasks")),
        (lambda told: told.update(colour="red"), ("pack-key-unknown", "colour")),
        (lambda told: told.update(start=[]), ("pack-wrong-type", "start")),
        (
            lambda told: part(told, "start").update(takes=["problems"]),
            ("pack-reference-unknown", "start.takes"),
        ),
        (
            lambda told: part(told, "model").update(takes=["basic.colour"]),
            ("pack-reference-unknown", "model.takes"),
        ),
        (
            lambda told: part(told, "start").update(takes=["gender.nothing"]),
            ("pack-reference-unknown", "start.takes"),
        ),
        (
            lambda told: part(told, "start").update(answers={"basic.colour": "red"}),
            ("pack-reference-unknown", "start.answers"),
        ),
        (
            lambda told: part(told, "model").update(answers={"basic.duration_months": "long"}),
            ("answer-wrong-number", "model.answers.basic.duration_months"),
        ),
        (
            lambda told: inner(told, "tasks", 1).update(id="objectives"),
            ("pack-id-twice", "tasks"),
        ),
        (
            lambda told: inner(told, "tasks").update(step="magic"),
            ("pack-reference-unknown", "tasks[0].step"),
        ),
        (
            lambda told: inner(told, "tasks").update(done_when="logframe.magic > 1"),
            ("expression-unknown-field", "tasks[0].done_when"),
        ),
        (
            lambda told: inner(told, "tasks").update(done_when="count("),
            ("expression-wrong", "tasks[0].done_when"),
        ),
        (
            lambda told: inner(told, "tasks").update(minutes=40),
            ("pack-minutes-differ", "tasks"),
        ),
        (lambda told: inner(told, "plan").update(minutes=11), ("pack-minutes-differ", "plan")),
        (lambda told: told.pop("code"), ("pack-key-missing", "code")),
        (
            lambda told: part(told, "code").update(salt="xyz"),
            ("pack-value-unknown", "code.salt"),
        ),
        (
            lambda told: inner(told, "rubric").update(funder="none"),
            ("pack-reference-unknown", "rubric[0].funder"),
        ),
        (
            lambda told: inner(told, "rubric").update(criterion="Beauty"),
            ("pack-reference-unknown", "rubric[0].criterion"),
        ),
        (
            lambda told: inner(told, "rubric").update(levels=[]),
            ("pack-value-unknown", "rubric[0].levels"),
        ),
        (
            lambda told: inner(told, "checks").update(right=2),
            ("pack-value-unknown", "checks[0].right"),
        ),
        (
            lambda told: inner(told, "checks").update(section="Z9"),
            ("pack-reference-unknown", "checks[0].section"),
        ),
    ],
)
def test_what_is_wrong_is_found(edit: Callable[[Told], object], wanted: tuple[str, str]) -> None:
    assert wanted in findings(edit)


def test_the_case_in_both_languages_with_links_that_lead_somewhere() -> None:
    files = exercise.files()
    del files[FILE.replace(".json", ".ru.md")]
    files[FILE.replace(".json", ".en.md")] = b"See [this](project:none). <b>Now</b>"
    files[FILE.replace(exercise.ID, "lonely").replace(".json", ".en.md")] = b"Alone"
    found: list[Finding] = []
    read_in = read_exercises(files, found)
    codes = {each.code for each in (*found, *check_packs(replace(around(), exercises=read_in)))}
    assert codes >= {
        "pack-language-missing",
        "pack-markup-odd",
        "pack-reference-unknown",
        "pack-prose-alone",
    }


def test_no_case_at_all() -> None:
    files = {name: data for name, data in exercise.files().items() if name.endswith(".json")}
    found: list[Finding] = []
    read_exercises(files, found)
    assert "pack-exercise-no-case" in {each.code for each in found}


def test_start_and_model_take_from_the_example_what_they_name() -> None:
    found, (example,) = read(), around().examples
    start = filled(found.start, example.answers)
    assert start["basic.title_en"] == "Exercise"
    assert start["problem.core_problem"] == example.answers["problem.core_problem"]
    assert {path.partition(".")[0] for path in start} == {"basic", "problem"}
    assert set(start) >= {"basic.currency", "basic.duration_months"}
    assert "basic.summary_en" not in start
    assert "logframe.matrix" in filled(found.model, example.answers)
    assert filled(found.start) == found.start.answers
    assert filled(Filled()) == {}


def test_a_task_is_done_when_its_condition_holds() -> None:
    found, (form,), (example,) = read(), around().forms, around().examples
    condition = found.tasks[0].done_when
    day = date(2026, 11, 23)
    start, _ = read_answers(form, filled(found.start, example.answers))
    model, _ = read_answers(form, filled(found.model, example.answers))
    assert not holds(form, condition, start, today=day)
    assert holds(form, condition, model, today=day)


@pytest.mark.parametrize("code", [exercise.CODE, "tulpar42", " TULPAR-42 ", "tulpar\u00a042"])
def test_the_code_opens_however_it_is_typed(code: str) -> None:
    assert opens(code, read().code)


@pytest.mark.parametrize("code", ["", "tulpar 43", "tulpar", "\ud800", "x" * 100_000])
def test_other_codes_do_not_open(code: str) -> None:
    assert not opens(code, read().code)


def test_without_a_code_nothing_opens() -> None:
    assert not opens("", Code())
    assert not opens("", Code("ab" * 8, ""))
    assert not opens("a", Code("salt", "ab"))
    assert code_for("a", bytes(8)) != code_for("a", bytes(9))


@settings(max_examples=40)
@given(
    st.sampled_from(sorted(record())),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["en", "id", "answers", "takes"]), inner, max_size=2)
        ),
        max_leaves=5,
    ),
)
def test_whatever_stands_there_reading_goes_on(key: str, value: object) -> None:
    found: list[Finding] = []
    read_exercises(exercise.files({**record(), key: value}), found)
    assert all(say_finding(Language("en"), each) for each in found)


def test_the_library_holds_them(tmp_path: Path) -> None:
    exercise.write(tmp_path / "packs")
    packs = read_packs(tmp_path / "packs")
    library = shelf.current(Home(tmp_path / "home"), packs=tmp_path / "packs",
                            shipped=tmp_path / "none")  # fmt: skip
    assert library.exercises() == packs.exercises == (library.exercise(exercise.ID),)
    assert library.info().counts["exercise"] == 1
    library.close()
