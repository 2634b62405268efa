"""The reviewer's eye: where criteria are answered, and that it never claims what is not there."""

from __future__ import annotations

from datetime import date

import pytest

from tests.advice.test_priorities import EXAMPLES, answers_of
from tests.kit.content import form, packs, reference
from wecoop_desktop.advice.paper import About
from wecoop_desktop.advice.review import Assessment, Review, review, topics
from wecoop_desktop.advice.reviewpaper import review_outline
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.outline import Table, letters
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.form import Level

TODAY = date(2026, 11, 22)
FUNDERS = {funder.id: funder for funder in packs().funders}
CONCRETE = Words("Dumps pollute the lake", "Свалки загрязняют озеро")


def review_of(answers: Answers, funder: str, level: Level | None = None) -> Review:
    state = evaluate(form(), answers, reference=reference(), level=level, today=TODAY)
    return review(form(), answers, state, FUNDERS[funder])


def criterion(found: Review, number: int) -> Assessment:
    return found.criteria[number - 1]


def test_every_funder_has_criteria_with_known_topics() -> None:
    known = topics(form())
    for funder in packs().funders:
        for one in funder.criteria:
            assert set(one.topics) <= set(known)
    assert all(FUNDERS[one.id].criteria for one in packs().funders if one.status == "active")


def test_every_path_of_a_topic_and_question_is_a_question_of_the_form() -> None:
    for topic in topics(form()).values():
        assert topic.name.en
        assert topic.name.ru
        for path in topic.answers:
            assert form().field(path)
    found = review_of({}, "gcf")
    assert len(found.questions) == 12
    assert all(one.grounds for one in found.questions)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_worked_examples_before_all_funders(example: str) -> None:
    answers = answers_of(example)
    state = evaluate(form(), answers, reference=reference(), today=TODAY)
    for funder in packs().funders:
        found = review(form(), answers, state, funder)
        assert len(found.criteria) == len(funder.criteria)
        for one in (*found.criteria, *found.questions):
            assert 0 <= one.done <= one.asked <= len(one.grounds)
            if one.verdict == "answered":
                assert one.done == one.asked > 0
                assert not one.silent
            if one.verdict == "not_answered":
                assert one.done == 0
            for ground in one.grounds:
                assert form().field(ground.path)
                if ground.standing == "wrong":
                    assert any(problem.level == "error" for problem in ground.problems)


def test_an_empty_proposal_answers_nothing() -> None:
    for funder in FUNDERS:
        verdicts = {one.verdict for one in review_of({}, funder).criteria}
        assert verdicts <= {"not_answered", "cannot_tell", "partly"}
    assert criterion(review_of({}, "gcf"), 1).verdict == "not_answered"


def test_what_no_question_concerns_cannot_be_told() -> None:
    found = criterion(review_of(answers_of("issyk-kul-waste"), "ebrd"), 5)
    assert found.name.en == "Integrity of the client"
    assert (found.verdict, found.grounds) == ("cannot_tell", ())


def test_a_silent_topic_makes_it_partly() -> None:
    answers = answers_of("issyk-kul-waste")
    whole = criterion(review_of(answers, "gcf"), 2)
    assert whole.verdict == "answered"
    without = {
        path: value
        for path, value in answers.items()
        if path not in ("solution.innovation", "sustainability.scaling")
    }
    found = criterion(review_of(without, "gcf"), 2)
    assert found.verdict == "partly"
    assert [topic.en for topic in found.silent] == ["Change of practice and scaling up"]


def test_missing_wrong_and_later() -> None:
    answers: dict[str, Value] = {"basic.countries": ("KG",), "problem.core_problem": CONCRETE}
    need = criterion(review_of(answers, "gcf", "concept"), 4)
    standings = {ground.path: ground.standing for ground in need.grounds}
    assert standings["problem.core_problem"] == "given"
    assert standings["problem.situation"] == "missing"
    assert standings["gender.vulnerable"] == "later"
    assert need.verdict == "partly"
    later = next(ground for ground in need.grounds if ground.standing == "later")
    assert later.since == "full"
    full = criterion(review_of(answers, "gcf", "full"), 4)
    assert full.asked > need.asked
    assert "later" not in {ground.standing for ground in full.grounds}


@pytest.mark.parametrize("level", ["idea", "concept", "full"])
def test_more_answers_never_make_a_criterion_worse(level: Level) -> None:
    order = ("cannot_tell", "not_answered", "partly", "answered")
    answers = dict(answers_of("issyk-kul-waste"))
    less = {path: value for path, value in answers.items() if not path.startswith("gender.")}
    for before, after in zip(
        review_of(less, "gcf", level).criteria,
        review_of(answers, "gcf", level).criteria,
        strict=True,
    ):
        assert order.index(after.verdict) >= order.index(before.verdict)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_on_paper(code: str) -> None:
    found = review_of(answers_of("air-quality-pilot"), "world_bank", "full")
    about = About("A title", "", "", TODAY)
    outline = review_outline(found, about, form(), Language(code))
    tables = [b for section in outline.sections for b in section.blocks if isinstance(b, Table)]
    assert [len(table.rows) for table in tables] == [len(found.criteria), len(found.questions)]
    for table in tables:
        assert all(letters(row.cells[-1]) == "" for row in table.rows)  # the reviewer's own
        assert not any("{" in letters(cell) for row in table.rows for cell in row.cells)
