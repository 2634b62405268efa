"""Two sequences side by side: which stretches they share. Bounded in time and memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MOST = 100_000_000  # places compared at once: 12 MB, some tens of milliseconds
DEEPEST = 20


class Stretch(NamedTuple):
    """`before[a:b]` against `after[c:d]`: the same entries, or others in their place."""

    same: bool
    a: int
    b: int
    c: int
    d: int


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[Stretch, ...]:
    """Both sequences from beginning to end, shared stretches and differing ones in turn.

    As much as possible is shared. Where that would take too long, entries that occur only once in
    each are found first and the rest is compared between them; what is too long even then counts
    as different.
    """
    known: dict[Hashable, int] = {}
    left = [known.setdefault(entry, len(known)) for entry in before]
    right = [known.setdefault(entry, len(known)) for entry in after]
    found = [one for one in _between(left, right, 0, 0) if one[2]]
    return tuple(_stretches(found, len(left), len(right)))


Match = tuple[int, int, int]  # places in both, and how many entries from there are shared


def _between(left: list[int], right: list[int], a: int, c: int, depth: int = 0) -> Iterator[Match]:
    """Shared runs in order; `a` and `c` are where the two lists begin in the whole."""
    start = _common(left, right)
    yield a, c, start
    left, right, a, c = left[start:], right[start:], a + start, c + start
    end = _common(left[::-1], right[::-1])
    b, d = len(left) - end, len(right) - end
    left, right = left[:b], right[:d]
    if left and right:
        if len(left) * len(right) <= MOST:
            yield from _longest(left, right, a, c)
        elif depth < DEEPEST:
            yield from _anchored(left, right, a, c, depth + 1)
    yield a + b, c + d, end


def _common(left: list[int], right: list[int]) -> int:
    """How many entries the two begin with alike."""
    for count, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return count
    return min(len(left), len(right))


def _longest(left: list[int], right: list[int], a: int, c: int) -> Iterator[Match]:
    from rapidfuzz.distance import LCSseq

    for code in LCSseq.opcodes(left, right):
        if code.tag == "equal":
            yield a + code.src_start, c + code.dest_start, code.src_end - code.src_start


def _anchored(left: list[int], right: list[int], a: int, c: int, depth: int) -> Iterator[Match]:
    """Compared between the entries that occur once on each side and are in the same order."""
    i = j = 0
    for x, y in _anchors(left, right):
        yield from _between(left[i:x], right[j:y], a + i, c + j, depth)
        yield a + x, c + y, 1
        i, j = x + 1, y + 1
    if i:
        yield from _between(left[i:], right[j:], a + i, c + j, depth)


def _anchors(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    times, others = Counter(left), Counter(right)
    places = {entry: place for place, entry in enumerate(right) if others[entry] == 1}
    both = [(x, places[e]) for x, e in enumerate(left) if times[e] == 1 and e in places]
    return [both[at] for at in rising([y for _, y in both])]


def rising(numbers: Sequence[int]) -> list[int]:
    """The places of a longest row of rising numbers: those that kept their order."""
    tails: list[int] = []
    ends: list[int] = []  # the number at each tail
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(tails[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            tails.append(place)
        else:
            ends[at], tails[at] = number, place
    found: list[int] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _stretches(found: list[Match], a_end: int, c_end: int) -> Iterator[Stretch]:
    a = c = 0
    start: tuple[int, int] | None = None  # where the shared stretch began
    for x, y, count in [*found, (a_end, c_end, 0)]:
        if start is not None and (x, y, count > 0) == (a, c, True):
            a, c = a + count, c + count
            continue
        if start is not None:
            yield Stretch(True, start[0], a, start[1], c)
        if x > a or y > c:
            yield Stretch(False, a, x, c, y)
        a, c = x + count, y + count
        start = (x, y) if count else None
