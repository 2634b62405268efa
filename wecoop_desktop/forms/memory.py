"""What was worked out about an answer, for as long as the very same value is asked about.

A key press changes one answer of hundreds; all the others are the same objects as before. Answers
are frozen values, so what was found out about one of them stays true. One entry per question keeps
the memory small; entries are replaced whole, so threads may share it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import is_
from typing import TypeVar

R = TypeVar("R")


class Memory:
    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, object]] = {}

    def forget(self) -> None:
        """Begin anew, as for the first evaluation."""
        self._kept.clear()

    def of(self, question: Hashable, value: object, find_out: Callable[[], R]) -> R:
        """The answer to a question about `value`, worked out again only for another object."""
        kept = self._kept.get(question)
        if kept is not None and kept[0] is value:
            return kept[1]  # type: ignore[return-value]  # a question has one type of answer
        found = find_out()
        self._kept[question] = (value, found)
        return found

    def of_each(
        self, question: Hashable, values: tuple[object, ...], find_out: Callable[[object], R]
    ) -> tuple[R, ...]:
        """The answer to a question about each of these alone: rows that stayed the very same
        objects are not looked at again, wherever they stand now."""
        kept = self._kept.get(question)
        if kept is not None and kept[0] is values:
            return kept[1]  # type: ignore[return-value]  # a question has one type of answer
        known: dict[int, R] = {}
        if kept is not None:
            before, answers = kept
            assert isinstance(before, tuple)
            assert isinstance(answers, tuple)
            known = dict(zip(map(id, before), answers, strict=True))
        found = tuple(
            known[id(value)] if id(value) in known else find_out(value) for value in values
        )
        self._kept[question] = (values, found)
        return found

    def of_all(
        self, question: Hashable, values: tuple[object, ...], find_out: Callable[[], R]
    ) -> R:
        """The same for a question about several values, in their order."""
        kept = self._kept.get(question)
        if kept is not None:
            before = kept[0]
            assert isinstance(before, tuple)
            if all(map(is_, before, values)) and len(before) == len(values):
                return kept[1]  # type: ignore[return-value]  # a question has one type of answer
        found = find_out()
        self._kept[question] = (values, found)
        return found
