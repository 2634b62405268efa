"""What a new proposal takes over from an earlier one, and from five answers about a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from tests.kit.answers import everything
from tests.kit.content import form, reference
from wecoop_desktop.advice.begin import Problem, Wish, again, of_problem
from wecoop_desktop.forms.answers import Money, Value, Words
from wecoop_desktop.forms.codec import plain_answers, read_answers
from wecoop_desktop.forms.evaluate import evaluate


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for entry in value:
            yield from _parts(entry)
    elif isinstance(value, Mapping):
        for cell in value.values():
            yield from _parts(cell)
    else:
        yield value


def test_a_whole_copy_leaves_days_files_and_what_looks_back() -> None:
    answers = everything(form())
    begun = again(form(), answers, "whole")
    assert begun.dates > 0
    assert begun.files > 0
    assert not any(isinstance(part, date) for part in _parts(tuple(begun.answers.values())))
    assert begun.answers["problem.core_problem"] == answers["problem.core_problem"]
    assert not any(path.startswith(("annexes.", "readiness.")) for path in begun.answers)


def test_a_structure_has_no_sentence_and_no_figure() -> None:
    begun = again(form(), everything(form()), "structure")
    found = list(_parts(tuple(begun.answers.values())))
    assert not any(isinstance(part, Words | Money | Decimal) for part in found)
    assert "problem.core_problem" not in begun.answers
    codes = begun.answers["logframe.matrix"]
    assert isinstance(codes, tuple)
    assert [row["code"] for row in codes if isinstance(row, Mapping)]
    assert begun.rest > 0


def test_what_was_taken_is_read_again_as_it_is() -> None:
    wishes: tuple[Wish, ...] = ("whole", "structure")
    for wish in wishes:
        begun = again(form(), everything(form()), wish)
        read, aside = read_answers(form(), plain_answers(begun.answers))
        assert not aside
        assert dict(read) == dict(begun.answers)


def test_nothing_begins_with_nothing() -> None:
    begun = again(form(), {}, "structure")
    assert dict(begun.answers) == {"basic.target_maturity": "idea"}
    assert (begun.dates, begun.files, begun.rest) == (0, 0, 0)


def test_five_answers_about_a_problem_become_answers_of_the_form() -> None:
    told = Problem(
        country="KG", place="Чолпон-Ата", suffering="Сточные воды текут в озеро", cause="Нет сети",
        people=Decimal(12000), applicant="Мэрия", applicant_type="sub_sovereign",
        cost=Decimal(4_000_000), currency="EUR", writing="ru",
    )  # fmt: skip
    answers: dict[str, Value] = dict(of_problem(form(), told))
    assert answers["problem.core_problem"] == Words("", "Сточные воды текут в озеро")
    assert answers["basic.total_cost"] == Money(Decimal(4_000_000), "EUR")
    tree = answers["problem.problem_tree"]
    assert isinstance(tree, tuple)
    assert [row["kind"] for row in tree if isinstance(row, Mapping)] == ["core", "cause"]
    read, aside = read_answers(form(), plain_answers(answers))
    assert (dict(read), tuple(aside)) == (answers, ())
    state = evaluate(form(), answers, reference=reference(), today=date(2026, 11, 22))
    assert state.level == "idea"
    assert state.meters.complete > 30


def test_what_was_not_told_or_does_not_exist_is_left_out() -> None:
    told = Problem(country="XX", applicant_type="nobody", cost=Decimal(5), suffering="   ")
    assert dict(of_problem(form(), told)) == {"basic.target_maturity": "idea"}
