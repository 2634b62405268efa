"""Where the groups' answers differ most, and what several of them have wrong in the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.difference import Change, differences
from wecoop_desktop.forms.sameness import same
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.workshop.board import Board, BoardRow
from wecoop_desktop.workshop.measure import Gauge


@dataclass(frozen=True, slots=True)
class Differing:
    """A question that the groups answered differently. `groups` of `total` gave another answer than
    most did; `changes` counts what differs between neighbours; `pair` are the two furthest apart.
    """

    path: str
    groups: int
    total: int
    changes: int
    pair: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shared:
    """The same problem in the drafts of several groups; `problem` is that of the first."""

    path: str
    code: str
    level: str
    groups: tuple[int, ...]
    total: int
    problem: Problem


def differing(board: Board, gauge: Gauge, most: int = 8) -> tuple[Differing, ...]:
    """The questions of the exercise's steps that were answered most differently."""
    drafts = _drafts(board)
    if len(drafts) < 2:
        return ()
    numbers = list(drafts)
    changes: Counter[str] = Counter()
    widest: dict[str, tuple[int, tuple[int, int]]] = {}
    ring = list(zip(numbers, [*numbers[1:], numbers[0]], strict=True))
    for one, other in ring if len(numbers) > 2 else ring[:1]:
        found = Counter(each.path for each in differences(gauge.form, drafts[one], drafts[other]))
        for path, count in found.items():
            if path in gauge.paths:
                changes[path] += count
                widest[path] = max(widest.get(path, (0, (one, other))), (count, (one, other)))
    told = [
        Differing(path, _apart(drafts, path), len(drafts), count, widest[path][1])
        for path, count in changes.items()
    ]
    return tuple(sorted(told, key=lambda each: (-each.groups, -each.changes, each.path))[:most])


def _apart(drafts: Mapping[int, Answers], path: str) -> int:
    """How many groups did not answer as most did."""
    kinds: list[tuple[object, int]] = []
    for answers in drafts.values():
        value = answers.get(path)
        for at, (known, count) in enumerate(kinds):
            if same(known, value):
                kinds[at] = (known, count + 1)
                break
        else:
            kinds.append((value, 1))
    largest = max(count for _value, count in kinds)
    return len(drafts) - largest if largest > 1 else len(drafts)


def shared(board: Board, most: int = 8) -> tuple[Shared, ...]:
    """Problems that at least two groups have, those of most groups first; hints come last.

    What is merely not answered yet is not told: everybody begins so.
    """
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    first: dict[tuple[str, str], Problem] = {}
    for row in board.rows:
        for problem in _problems(row):
            key = (problem.path, problem.code)
            first.setdefault(key, problem)
            if row.group.number not in found[key]:
                found[key].append(row.group.number)
    total = len(_drafts(board))
    told = [
        Shared(path, code, first[path, code].level, tuple(groups), total, first[path, code])
        for (path, code), groups in found.items()
        if len(groups) > 1
    ]
    weight = {"error": 0, "warning": 1, "hint": 2}
    return tuple(
        sorted(told, key=lambda each: (-len(each.groups), weight[each.level], each.path))[:most]
    )


def _problems(row: BoardRow) -> Sequence[Problem]:
    if not row.drafts:
        return ()
    return [
        each
        for each in row.drafts[0].measured.problems
        if each.code not in ("required", "not-filled") and each.level != "not_checked"
    ]


def _drafts(board: Board) -> dict[int, Answers]:
    return {row.group.number: row.answers for row in board.rows if row.answers is not None}


def beside(board: Board, gauge: Gauge, one: int, other: int) -> tuple[Change, ...]:
    """Two groups side by side, in the questions of the exercise's steps; nothing where one of them
    has no draft. Raises `AppError` workshop-group-unknown."""
    left, right = board.row(one).answers, board.row(other).answers
    if left is None or right is None:
        return ()
    found = differences(gauge.form, left, right)
    return tuple(each for each in found if each.path in gauge.paths)
