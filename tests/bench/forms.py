"""What a key press costs in the wizard: evaluating the full form with 300 filled values; and what
comparing and merging versions of the largest worked example costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from tests.bench.figure import Figure, best
from tests.kit.answers import everything, filled_answers
from tests.kit.content import form, packs, reference
from tests.kit.edits import ACTS, Edit, edited
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.difference import differences, pieces
from wecoop_desktop.forms.evaluate import evaluate
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.merge import merge

TODAY = date(2026, 11, 22)


def figures(*, long: bool = False) -> Iterator[Figure]:
    asked, cards = form(), reference()
    some, all_of_it = filled_answers(asked), everything(asked)

    def floor() -> int:
        """Only looking at every answer and every column once."""
        seen = 0
        for step in asked.steps:
            for field in step.fields:
                value = some.get(field.path)
                seen += len(value) if isinstance(value, tuple) else value is not None
        return seen

    def run(answers: dict[str, object]) -> None:
        """A key press in the budget, on which most depends: its rows are another object."""
        lines = answers["budget.lines"]
        assert isinstance(lines, tuple)
        answers["budget.lines"] = (*lines[:-1], dict(lines[-1]))
        evaluate(asked, answers, reference=cards, level="full", today=TODAY)  # type: ignore[arg-type]

    run(dict(some))
    yield Figure("evaluate: 300 filled values", best(lambda: run(dict(some)), 15), "ms", 5,
                 best(floor, 15))  # fmt: skip
    yield Figure(
        "evaluate: every question answered", best(lambda: run(dict(all_of_it)), 15), "ms", 16
    )
    yield from _versions(asked)


def _versions(asked: Form) -> Iterator[Figure]:
    """Each version is read anew, as from a file: no value is the same object."""
    largest = max(packs().examples, key=lambda example: len(str(example.answers)))

    def read(side: str, seed: int) -> dict[str, Value]:
        answers, _ = read_answers(asked, largest.answers)
        chance = Random(seed)
        number = chance.randrange
        acts = (
            Edit(ACTS[number(len(ACTS))], number(60), number(20), number(9), f"{side} {number(9)}")
            for _ in range(60)
        )
        return edited(answers, tuple(acts))

    base, _ = read_answers(asked, largest.answers)
    mine, theirs = read("mine", 1), read("theirs", 2)
    yield Figure(
        "differences: the largest example, 60 edits",
        best(lambda: differences(asked, base, mine), 9),
        "ms",
        30,
    )
    yield Figure(
        "merge: the largest example, 60 edits on each side",
        best(lambda: merge(asked, base, mine, theirs), 9),
        "ms",
        100,
    )
    text = " ".join(str(number) for number in range(18_000))
    other = " ".join(str(number * 7 % 18_000) for number in range(18_000))
    yield Figure("pieces: two texts of 100,000 signs", best(lambda: pieces(text, other), 3), "ms",
                 300)  # fmt: skip
