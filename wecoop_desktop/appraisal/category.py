"""The environmental and social category: from answers to a letter, by cases in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the rule and whether it holds for the answers."""

    id: str
    holds: bool
    letter: str
    provisional: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One screening question; `severity` is X, A, B or N, `answer` yes, no or unknown."""

    question: str
    severity: str
    answer: str


@dataclass(frozen=True, slots=True)
class Category:
    """A letter (X, A, B, C; empty when no case holds) and the questions that decided it."""

    letter: str
    provisional: bool
    reasons: tuple[str, ...]
    case: str


def decide(cases: Sequence[Case], answers: Sequence[Answer]) -> Category:
    """The first case that holds decides."""
    for case in cases:
        if case.holds:
            return Category(case.letter, case.provisional, _reasons(case, answers), case.id)
    return Category("", True, (), "")


def _reasons(case: Case, answers: Sequence[Answer]) -> tuple[str, ...]:
    """The questions answered yes at the letter, else the open ones; with them, if provisional."""
    yes = tuple(a.question for a in answers if a.severity == case.letter and a.answer == "yes")
    if not case.provisional:
        return yes
    weighty = ("A", "X") if yes or case.letter == "A" else ("A", "B", "X")
    return yes + tuple(
        a.question for a in answers if a.severity in weighty and a.answer == "unknown"
    )
