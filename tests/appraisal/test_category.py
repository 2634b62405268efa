"""The first case that holds decides, and the questions that decided are named."""

from __future__ import annotations

from wecoop_desktop.appraisal.category import Answer, Case, decide


def case(name: str, letter: str, *, holds: bool, provisional: bool = False) -> Case:
    return Case(name, holds, letter, provisional)


def test_the_first_case_that_holds_decides():
    answers = [Answer("q1", "A", "yes"), Answer("q2", "B", "yes"), Answer("q3", "A", "no")]
    found = decide([case("x", "X", holds=False), case("a", "A", holds=True)], answers)
    assert (found.letter, found.provisional, found.reasons) == ("A", False, ("q1",))


def test_open_questions_are_reasons_of_a_provisional_letter():
    answers = [Answer("q1", "A", "unknown"), Answer("q2", "X", "unknown"), Answer("q3", "B", "no")]
    found = decide([case("b", "B", holds=True, provisional=True)], answers)
    assert found.reasons == ("q1", "q2")


def test_no_case_means_no_letter():
    found = decide([], [])
    assert (found.letter, found.provisional) == ("", True)
