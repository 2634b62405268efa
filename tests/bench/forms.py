"""What a key press costs in the wizard: evaluating the full form with 300 filled values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.bench.figure import Figure, best
from tests.kit.answers import everything, filled_answers
from tests.kit.content import form, reference
from wecoop_desktop.forms.evaluate import evaluate

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
        evaluate(asked, answers, reference=cards, level="full", today=TODAY)  # type: ignore[arg-type]

    run(dict(some))
    yield Figure("evaluate: 300 filled values", best(lambda: run(dict(some)), 15), "ms", 5,
                 best(floor, 15))  # fmt: skip
    yield Figure(
        "evaluate: every question answered", best(lambda: run(dict(all_of_it)), 15), "ms", 16
    )
