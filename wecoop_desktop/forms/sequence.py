"""The order of rows, or of chosen ids, after two sides have moved, added and taken some out."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def both_moved(base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> bool:
    """Whether the two sides put what all have in two different other orders."""
    everywhere = set(base) & set(mine) & set(theirs)
    first, second, third = (
        [key for key in version if key in everywhere] for version in (base, mine, theirs)
    )
    return second not in (first, third) and first != third


def in_order(
    base: Sequence[K], mine: Sequence[K], theirs: Sequence[K], kept: Collection[K], *, leading: str
) -> list[K]:
    """All that is kept: in the order of the side that moved something, else in mine.

    Where both did, `leading` ("mine", "theirs") says whose. What only the other side has stands
    behind what is before it there; where both added something in one place, mine comes first.
    """
    if not both_moved(base, mine, theirs):
        leading = "theirs" if _moved(base, mine, theirs) == "theirs" else "mine"
    first, second = (mine, theirs) if leading == "mine" else (theirs, mine)
    wanted = set(kept)
    order = [key for key in first if key in wanted]
    known = set(order)
    shared = known & set(second)
    groups: dict[K | None, list[K]] = {}
    last: K | None = None
    for key in second:
        if key in shared:
            last = key
        elif key in wanted:
            groups.setdefault(last, []).append(key)
    found: list[K] = []
    late = leading == "mine"  # what mine added in the same place stands first
    waiting = groups.get(None, [])
    for key in order:
        if late and (key in shared):
            found += waiting
            waiting = []
        if not late and waiting:
            found += waiting
            waiting = []
        found.append(key)
        if key in shared:
            waiting = groups.get(key, [])
    return [*found, *waiting]


def _moved(base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> str:
    """Which side put things in another order, if only one did."""
    everywhere = set(base) & set(mine) & set(theirs)
    first, second, third = (
        [key for key in version if key in everywhere] for version in (base, mine, theirs)
    )
    return "theirs" if first == second and second != third else "mine"
