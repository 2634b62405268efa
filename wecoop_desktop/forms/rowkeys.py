"""How rows are recognised over two versions of a table, and which cells refer to other rows.

Three kinds of keys, by the question:

*code*: what people number by hand or the program by itself (column `code`, `id` of a tree). Rows
are the same where all but the numbers is equal, then where the code and most of the words agree,
then where the words do, and only then by the code alone: after renumbering, the words are right.
*identity*: what the row is about (the question of a checklist, a marker, a year, a currency, the
first column of a table where it is a choice). Rows are the same where it is equal.
*words*: no key; rows are the same where they are equal or most of their words are.

Duplicates are paired in their order. Nothing depends on chance: of equally good pairs the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from wecoop_desktop.forms.answers import Cell, Money, Row, Words
from wecoop_desktop.forms.form import Field
from wecoop_desktop.forms.sameness import Features, blank, features, likeness

ALIKE = 0.5  # rows that are less alike are different rows
MOST = 10_000  # pairs of rows whose words are compared; beyond, only rows near to each other
NEAR = 12


class Pair(NamedTuple):
    """The places of one row in both versions; None where a version does not have it."""

    before: int | None
    after: int | None


class Keys(NamedTuple):
    """What rows of a question are known by. `strict`: rows of different identity never pair.

    `passed_over` are numbers and what refers to numbers: they say nothing about the row itself.
    """

    code: str = ""
    identity: tuple[str, ...] = ()
    strict: bool = False
    naming: str = ""
    passed_over: frozenset[str] = frozenset()


class Link(NamedTuple):
    """A column of a kind of question whose cells hold codes of rows, `several` as in "T1, T2".

    The rows stand in the question at `path`, else in the first of `kind`, else in the same.
    """

    column: str
    kind: str = ""
    path: str = ""
    several: bool = False


LINKS: Mapping[str, tuple[Link, ...]] = {
    "tree": (Link("parent"),),
    "logframe": (Link("parent"),),
    "timeline": (Link("depends_on", several=True),),
    "budget": (Link("activity", kind="logframe"), Link("component", path="solution.components")),
}

_IDENTITIES: Mapping[str, tuple[str, ...]] = {
    "checklist": ("question",),
    "rio_markers": ("marker",),
    "sdg_list": ("goal", "target"),
    "cashflow": ("year",),
    "indicator_list": ("indicator",),
    "attachments_list": ("item",),
}
# First columns say a class here, not which row it is.
_BY_WORDS = frozenset({"risk_matrix", "financing_plan", "stakeholder_matrix", "location"})
_STRICT = frozenset({"checklist", "rio_markers", "sdg_list", "cashflow", "indicator_list"})


def keys_of(question: Field) -> Keys:
    """What rows of this question are known by."""
    columns = {column.id: column for column in question.columns}
    code = "id" if question.kind == "tree" else "code" if "code" in columns else ""
    identity = () if code else _identity(question)
    texts = [c.id for c in question.columns if c.kind in ("text", "rich_text") and c.id != code]
    linked = {link.column for link in LINKS.get(question.kind, ())}
    naming = next((name for name in texts if name not in linked and name not in identity), "")
    passed_over = linked | ({code} if code else set())
    return Keys(code, identity, question.kind in _STRICT, naming, frozenset(passed_over))


def _identity(question: Field) -> tuple[str, ...]:
    names = [column.id for column in question.columns]
    wanted = tuple(n for n in _IDENTITIES.get(question.kind, ()) if n in names)
    if wanted or question.kind in _BY_WORDS or not question.columns:
        return wanted
    first = question.columns[0]
    if first.kind == "choice" or (first.kind == "number" and first.id == "year"):
        return (first.id,)
    plain: list[str] = []
    for column in question.columns:  # item, parameter ...: together they say which row it is
        if column.kind != "text" or not column.plain:
            break
        plain.append(column.id)
    return tuple(plain)


def name_of(question: Field, row: Row) -> str:
    """What people know the row by: its code or identity, else the start of its words."""
    keys = keys_of(question)
    for names in ((keys.code,), keys.identity, (keys.naming,), tuple(row)):
        parts = [_short(row.get(name)) for name in names if name]
        if any(parts):
            return " ".join(part for part in parts if part)
    return ""


def _short(cell: Cell) -> str:
    text = cell.en or cell.ru if isinstance(cell, Words) else cell
    if isinstance(text, Money):
        return f"{text.amount} {text.currency}"
    if text is None or isinstance(text, tuple | bool):
        return ""
    line = " ".join(str(text)[:200].split())
    return line if len(line) <= 60 else line[:59] + "…"


# ---------------------------------------------------------------------- pairing


def paired(question: Field, before: Sequence[Row], after: Sequence[Row]) -> tuple[Pair, ...]:
    """Which rows are the same: every row of both versions stands in exactly one pair.

    In the order of `after`; rows that are gone stand behind the one that was before them.
    """
    return _in_order(matched(question, before, after), len(before), len(after))


def matched(question: Field, before: Sequence[Row], after: Sequence[Row]) -> dict[int, int]:
    """The place in `after` of each row of `before` that is there too."""
    found = _Matching(question, before, after)
    found.by_place()
    found.by(_whole)
    keys = found.keys
    if found.open and keys.code:
        found.by(lambda row: _unnumbered(row, keys))
        found.by(lambda row: _cell(row.get(keys.code)), alike=True)
        found.by_words()
        found.by(lambda row: _cell(row.get(keys.code)))
    elif found.open and keys.identity:
        found.by_identity()
        if not keys.strict:
            found.by_words()
    elif found.open:
        found.by_words()
    return found.pairs


def twins(
    question: Field,
    before: Sequence[Row],
    after: Sequence[Row],
    added: Sequence[int],
    others: Sequence[int],
) -> dict[int, int]:
    """Of rows that two sides added apart from each other, those that are one and the same.

    They say the same but for their numbers, or are about the same thing where no table has two
    rows about it. Being alike is not enough: two people may mean two things.
    """
    found = _Matching(question, before, after)
    found.left, found.right = list(added), list(others)
    keys = found.keys
    found.by(_whole)
    if keys.code:
        found.by(lambda row: _unnumbered(row, keys))
    elif keys.identity:
        once = _once(before, keys) & _once(after, keys)
        found.by(lambda row: key if (key := _identified(row, keys)) in once else None)
    return found.pairs


def _identified(row: Row, keys: Keys) -> tuple[Hashable, ...]:
    return tuple(_cell(row.get(name)) for name in keys.identity)


def _once(rows: Sequence[Row], keys: Keys) -> set[Hashable]:
    counts = Counter(_identified(row, keys) for row in rows)
    return {key for key, count in counts.items() if count == 1 and any(key)}


def _whole(row: Row) -> Hashable:
    """A row as something to look up; None where nothing is in it."""
    cells = tuple(sorted((n, c) for n, cell in row.items() if (c := _cell(cell)) is not None))
    return cells or ("",)


def _unnumbered(row: Row, keys: Keys) -> Hashable:
    """A row without its numbers; None where no words are left that only it would have."""
    if blank(row.get(keys.naming)):
        return None
    return _whole({name: cell for name, cell in row.items() if name not in keys.passed_over})


def _cell(cell: Cell) -> Hashable:
    """A cell as something to look up, and to put in order; None where it is empty."""
    if type(cell) is str:
        return cell.strip() or None
    return None if blank(cell) else f"{type(cell).__name__} {_plain(cell)}"


def _plain(cell: object) -> str:
    """Equal cells, equal text: 12.50 is 12.5."""
    if isinstance(cell, Decimal):
        return str(cell.normalize() if cell else 0)
    if isinstance(cell, Money):
        return f"{_plain(cell.amount)} {cell.currency}"
    return repr(cell)


class _Matching:
    """Rows of both versions that have no partner yet, and the pairs found so far."""

    def __init__(self, question: Field, before: Sequence[Row], after: Sequence[Row]) -> None:
        self.keys = keys_of(question)
        self.before, self.after = before, after
        self.left, self.right = list(range(len(before))), list(range(len(after)))
        self.pairs: dict[int, int] = {}
        self._known: dict[tuple[int, int], Features] = {}

    @property
    def open(self) -> bool:
        return bool(self.left and self.right)

    def _take(self, pairs: Mapping[int, int]) -> None:
        self.pairs.update(pairs)
        taken = set(pairs.values())
        self.left = [place for place in self.left if place not in pairs]
        self.right = [place for place in self.right if place not in taken]

    def by_place(self) -> None:
        """Equal rows from the first and from the last on: nearly all, nearly always."""
        count = min(len(self.before), len(self.after))
        start = 0
        while start < count and self.before[start] == self.after[start]:
            start += 1
        end = 0
        while end < count - start and self.before[-1 - end] == self.after[-1 - end]:
            end += 1
        pairs = {place: place for place in range(start)}
        first, last = len(self.before) - end, len(self.after) - end
        pairs |= {first + place: last + place for place in range(end)}
        self._take(pairs)

    def by(self, key: Callable[[Row], Hashable], *, alike: bool = False) -> None:
        """Rows with the same key, the first with the first that is `alike` where that is asked."""
        if not self.open:
            return
        waiting = self._groups(self.right, self.after, key)
        pairs: dict[int, int] = {}
        for place in self.left:
            others = waiting.get(key(self.before[place]))
            if not others:
                continue
            at = next((at for at in others if not alike or self._alike(place, at)), None)
            if at is not None:
                others.remove(at)
                pairs[place] = at
        self._take(pairs)

    def _groups(
        self, places: Sequence[int], rows: Sequence[Row], key: Callable[[Row], Hashable]
    ) -> dict[Hashable, list[int]]:
        found: dict[Hashable, list[int]] = {}
        for place in places:
            found.setdefault(key(rows[place]), []).append(place)
        found.pop(None, None)
        return found

    def _alike(self, place: int, other: int) -> float:
        return likeness(self._features(0, place), self._features(1, other), ALIKE)

    def _features(self, version: int, place: int) -> Features:
        known = self._known.get((version, place))
        if known is None:
            row = (self.before, self.after)[version][place]
            known = features(row, self.keys.naming, self.keys.passed_over)
            self._known[version, place] = known
        return known

    def by_identity(self) -> None:
        """One row with one; of several of the same identity the most alike, then by order."""
        left = self._groups(self.left, self.before, self._identity)
        right = self._groups(self.right, self.after, self._identity)
        for key, places in left.items():
            others = right.get(key, [])
            if len(places) > 1 or len(others) > 1:
                self._take(self._best(places, others))
            elif others:
                self._take({places[0]: others[0]})

    def _identity(self, row: Row) -> Hashable:
        key = _identified(row, self.keys)
        return key if any(key) else None

    def by_words(self) -> None:
        if self.open:
            self._take(self._best(self.left, self.right))

    def _best(self, places: Sequence[int], others: Sequence[int]) -> dict[int, int]:
        """The most alike first; of equals those that stand first."""
        far = len(places) * len(others) > MOST
        found: list[tuple[float, int, int]] = []
        for rank, place in enumerate(places):
            near = range(len(others))
            if far:
                middle = rank * len(others) // len(places)
                near = range(max(0, middle - NEAR), min(len(others), middle + NEAR))
            for at in near:
                alike = self._alike(place, others[at])
                if alike:
                    found.append((-alike, place, others[at]))
        pairs: dict[int, int] = {}
        taken: set[int] = set()
        for _, place, other in sorted(found):
            if place not in pairs and other not in taken:
                pairs[place] = other
                taken.add(other)
        return pairs


def _in_order(pairs: Mapping[int, int], before: int, after: int) -> tuple[Pair, ...]:
    back = {other: place for place, other in pairs.items()}
    found: list[Pair] = []
    gone = {place for place in range(before) if place not in pairs}
    following: dict[int, list[int]] = {}
    last = -1
    for place in range(before):
        if place in gone:
            following.setdefault(last, []).append(place)
        else:
            last = place
    found += [Pair(place, None) for place in following.get(-1, ())]
    for at in range(after):
        found.append(Pair(back.get(at), at))
        found += [Pair(place, None) for place in following.get(back.get(at, -2), ())]
    return tuple(found)
