"""Long texts: what differs word by word, and two versions of one text woven together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

from wecoop_desktop.forms.alignment import Stretch, aligned

_WORD = re.compile(r"(\w+|[^\w\s])(\s*)")
ISLAND = 4  # letters; less than that between two changes is no landmark for the eye
MOST_ALIKE = 2_500  # pairs of paragraphs that are compared by their words
MOST_COMPARED = 1_000_000
LOOKED_AT = 1_000  # signs of each
LEAST_ALIKE = 0.2  # of the words; texts that share less are shown as one in place of the other


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that both versions have, or only one of them."""

    what: Literal["kept", "added", "removed"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Both texts as one, by paragraphs and in them by words.

    All that is kept or removed makes `before`, all that is kept or added makes `after`.
    """
    found: list[Piece] = []
    left, right = paragraphs(before), paragraphs(after)
    for one in aligned(left, right):
        old, new = "".join(left[one.a : one.b]), "".join(right[one.c : one.d])
        found += [Piece("kept", old)] if one.same else _by_words(old, new)
    return tuple(_joined(found))


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs, each with the line breaks and empty lines behind it; joined: the text."""
    found: list[str] = []
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        if found and (not line.strip() or not found[-1].strip()):
            found[-1] += line
        else:
            found.append(line)
    return tuple(found)


# ---------------------------------------------------------------------- words


def _by_words(before: str, after: str) -> list[Piece]:
    if not before or not after:
        return _replaced(before, after)
    left, right = _words(before), _words(after)
    stretches = _landmarks(aligned([w for w, _ in left], [w for w, _ in right]), left)
    kept = sum(one.b - one.a for one in stretches if one.same)
    if kept < LEAST_ALIKE * max(len(left), len(right)):
        return _replaced(before, after)
    found: list[Piece] = []
    for one in stretches:
        if one.same:
            for old, new in zip(left[one.a : one.b], right[one.c : one.d], strict=True):
                found.append(Piece("kept", old[0]))
                found += [Piece("kept", old[1])] if old[1] == new[1] else _replaced(old[1], new[1])
        else:
            found += _replaced(_said(left[one.a : one.b]), _said(right[one.c : one.d]))
    return found


def _words(text: str) -> list[tuple[str, str]]:
    """Words and signs, each with the space behind it; the space before all of them comes first."""
    start = len(text) - len(text.lstrip())
    found = [(word, space) for word, space in _WORD.findall(text[start:])]
    return [("", text[:start]), *found]


def _said(words: Sequence[tuple[str, str]]) -> str:
    return "".join(word + space for word, space in words)


def _landmarks(
    stretches: Sequence[Stretch], words: Sequence[tuple[str, str]]
) -> tuple[Stretch, ...]:
    """Short words that happen to be shared inside of something else count as changed."""
    found: list[Stretch] = []
    last = len(stretches) - 1
    for at, one in enumerate(stretches):
        inside = one.same and 0 < at < last
        letters = sum(len(word) for word, _ in words[one.a : one.b] if word.isalnum())
        changed = not one.same or (inside and letters < ISLAND)
        if found and changed and not found[-1].same:
            found[-1] = Stretch(False, found[-1].a, one.b, found[-1].c, one.d)
        else:
            found.append(one._replace(same=not changed))
    return tuple(found)


def _replaced(before: str, after: str) -> list[Piece]:
    return [
        *([Piece("removed", before)] if before else []),
        *([Piece("added", after)] if after else []),
    ]


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    written = (piece for piece in found if piece.text)
    for what, group in groupby(written, key=lambda piece: piece.what):
        yield Piece(what, "".join(piece.text for piece in group))


# ---------------------------------------------------------------------- weaving


@dataclass(frozen=True, slots=True)
class Clash:
    """The same stretch of paragraphs, changed differently by both; "" where it was taken out."""

    base: str
    mine: str
    theirs: str


class _Hunk(NamedTuple):
    """`base[a:b]` became these paragraphs."""

    a: int
    b: int
    lines: tuple[str, ...]
    side: int  # 0: mine, 1: theirs


Woven: TypeAlias = tuple[str | Clash, ...]


def woven(base: str, mine: str, theirs: str) -> Woven:
    """Paragraphs of both in order; what both changed differently stands as a clash.

    Paragraphs count as equal without the empty lines behind them. Where one side has what the
    other has and more, it stands for both.
    """
    left, right = paragraphs(mine), paragraphs(theirs)
    ground = paragraphs(base) if base.strip() else _shared(left, right)
    first, second = tuple(_hunks(ground, left, 0)), tuple(_hunks(ground, right, 1))
    hunks = sorted((*_parted(first, second), *_parted(second, first)), key=lambda h: h[:2])
    kept = _spacing(ground, left, right)
    parts: list[str | Clash] = []
    at = 0
    for group in _grouped(hunks):
        a, b = group[0].a, max(hunk.b for hunk in group)
        result = _outcome(ground[a:b], a, group)
        parts += kept[at:a]
        parts += (result,) if isinstance(result, Clash) else result
        at = b
    return (*parts, *kept[at:])


def _keys(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in lines)


def _shared(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """What both wrote alike, where there was nothing before; the same from either side."""
    first, second = sorted((left, right))
    stretches = aligned(_keys(first), _keys(second))
    return tuple(line for one in stretches if one.same for line in first[one.a : one.b])


def _hunks(base: tuple[str, ...], lines: tuple[str, ...], side: int) -> Iterator[_Hunk]:
    for one in aligned(_keys(base), _keys(lines)):
        if one.same:
            continue
        if one.d - one.c in (0, one.b - one.a):  # paragraph for paragraph
            for at in range(one.b - one.a):
                yield _Hunk(one.a + at, one.a + at + 1, lines[one.c : one.d][at : at + 1], side)
        else:
            a, c = one.a, one.c
            for x, y in _alike(base[one.a : one.b], lines[one.c : one.d]):
                yield from _between(lines, (a, one.a + x, c, one.c + y), side)
                a, c = one.a + x + 1, one.c + y + 1
                yield _Hunk(a - 1, a, lines[c - 1 : c], side)
            yield from _between(lines, (a, one.b, c, one.d), side)


def _between(lines: tuple[str, ...], span: tuple[int, int, int, int], side: int) -> Iterator[_Hunk]:
    """What is left between paragraphs that were found again."""
    a, b, c, d = span
    if c == d:
        for at in range(a, b):
            yield _Hunk(at, at + 1, (), side)
    else:
        yield _Hunk(a, b, lines[c:d], side)


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Paragraphs that were changed but are still the same ones, in order."""
    from rapidfuzz.fuzz import ratio

    if len(old) * len(new) > MOST_ALIKE:
        return []
    found: list[tuple[int, int]] = []
    for x, paragraph in enumerate(old):
        start = found[-1][1] + 1 if found else 0
        scores = [
            (ratio(paragraph[:LOOKED_AT], new[y][:LOOKED_AT]), -y) for y in range(start, len(new))
        ]
        score, y = max(scores, default=(0.0, 0))
        if score >= 60:
            found.append((x, -y))
    return found


def _parted(hunks: Sequence[_Hunk], others: Sequence[_Hunk]) -> Iterator[_Hunk]:
    """What the other side put in before or behind a changed stretch, apart from the stretch.

    So that paragraphs which both put in at the same place stand there once.
    """
    put_in = {other.a: _keys(other.lines) for other in others if other.a == other.b}
    for hunk in hunks:
        lines = hunk.lines
        start, end = (put_in.get(at, ()) for at in (hunk.a, hunk.b))
        if hunk.a < hunk.b and start and _keys(lines[: len(start)]) == start:
            yield _Hunk(hunk.a, hunk.a, lines[: len(start)], hunk.side)
            lines = lines[len(start) :]
        if hunk.a < hunk.b and end and _keys(lines[-len(end) :]) == end:
            yield _Hunk(hunk.b, hunk.b, lines[-len(end) :], hunk.side)
            lines = lines[: -len(end)]
        yield hunk._replace(lines=lines)


def _spacing(
    base: tuple[str, ...], left: tuple[str, ...], right: tuple[str, ...]
) -> tuple[str, ...]:
    """The paragraphs of the base with the empty lines that a side gave them."""
    kept = list(base)
    for lines in (right, left):  # mine last
        for one in aligned(_keys(base), _keys(lines)):
            if one.same:
                for place, line in zip(range(one.a, one.b), lines[one.c : one.d], strict=True):
                    if line != base[place]:
                        kept[place] = line
    return tuple(kept)


def _grouped(hunks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Hunks that lie over one another. Those that only touch are independent."""
    group: list[_Hunk] = []
    end = -1
    for hunk in hunks:
        same_place = bool(group) and hunk.a == hunk.b == group[0].a == end
        if group and not (hunk.a < end or same_place):
            yield group
            group, end = [], -1
        group.append(hunk)
        end = max(end, hunk.b)
    if group:
        yield group


def _outcome(base: tuple[str, ...], start: int, group: Sequence[_Hunk]) -> tuple[str, ...] | Clash:
    """What stands in place of these paragraphs of the base."""
    sides = {hunk.side for hunk in group}
    said = [
        _applied(base, start, [hunk for hunk in group if hunk.side == side])
        for side in sorted(sides)
    ]
    if len(said) == 1:
        return said[0]
    mine, theirs = said
    for lines, others in ((mine, theirs), (theirs, mine)):
        more = set(_keys(lines)) - set(_keys(others))
        if _contains(lines, others) and not more & set(_keys(base)):
            return lines
    return Clash(*("".join(lines).rstrip() for lines in (base, mine, theirs)))


def _applied(base: tuple[str, ...], start: int, hunks: Sequence[_Hunk]) -> tuple[str, ...]:
    lines: list[str] = []
    at = 0
    for hunk in hunks:
        lines += base[at : hunk.a - start]
        lines += hunk.lines
        at = hunk.b - start
    return (*lines, *base[at:])


def _contains(lines: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the others stand in the lines, one after another."""
    whole, part = _keys(lines), _keys(others)
    if not part or len(whole) * len(part) > MOST_COMPARED:
        return whole == part
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def assembled(parts: Sequence[str], base: str, mine: str, theirs: str) -> str:
    """One text of these paragraphs, with the line breaks that its versions use."""
    gap = "\n\n" if any("\n\n" in text for text in (base, mine, theirs)) else "\n"
    filled = [part for part in parts if part.strip()]
    lines = [part if part.endswith("\n") else part + gap for part in filled[:-1]]
    text = "".join([*lines, *filled[-1:]])
    tail = _tail(mine) if _tail(mine) != _tail(base) else _tail(theirs)
    return text[: len(text) - len(_tail(text))] + tail


def _tail(text: str) -> str:
    return text[len(text.rstrip("\r\n")) :]
