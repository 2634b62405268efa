"""Two versions of a proposal that grew from one, made one again. Nothing that was written is lost.

By answer, row, cell and language; long texts by paragraph; choices of several as sets. Where both
sides changed the same thing differently there is a conflict, and until someone chooses, mine stands
in the answers and both stand in the conflict. docs/merge.md has the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from types import MappingProxyType

from wecoop_desktop.forms.answers import Answers, Cell, Row, Value
from wecoop_desktop.forms.conflicts import (
    Choice,
    Chosen,
    Conflict,
    Given,
    Ledger,
    Own,
    Place,
    Three,
    value_of,
)
from wecoop_desktop.forms.difference import (
    Change,
    Side,
    columns_of,
    differences,
    ordered_paths,
    questions,
)
from wecoop_desktop.forms.form import Field, Form
from wecoop_desktop.forms.kinds import KINDS
from wecoop_desktop.forms.numbering import (
    CODES,
    Known,
    Numbered,
    Places,
    Renumbered,
    Tables,
    changed,
    numbered,
    places_of,
    tables_of,
)
from wecoop_desktop.forms.rowkeys import LINKS, keys_of, name_of
from wecoop_desktop.forms.sequence import both_moved, in_order

__all__ = [
    "Choice",
    "Chosen",
    "Conflict",
    "Merge",
    "Own",
    "Renumbered",
    "merge",
    "resolved",
    "settled",
]

NOTHING_CHOSEN: Mapping[str, Choice] = MappingProxyType({})
NOTHING_KNOWN: Known = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merge:
    """The three versions and what came of them.

    `taken` is what the merged answers change in mine. `choices` are those already made.
    """

    form: Form
    base: Answers | None
    mine: Answers
    theirs: Answers
    answers: Answers
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[Change, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    choices: Mapping[str, Choice] = made(default_factory=dict)
    known: Known = made(default_factory=lambda: NOTHING_KNOWN)


def merge(
    form: Form,
    base: Answers | None,
    mine: Answers,
    theirs: Answers,
    choices: Mapping[str, Choice] = NOTHING_CHOSEN,
    known: Known = NOTHING_KNOWN,
) -> Merge:
    """All three made one. `base` None: the two have no known common origin.

    Then what only one side has is taken, and everything else that differs is a conflict. Choices
    are by the id of the conflict; ids that are no conflict are passed over. `known` says, by path
    of a table, which rows of the base are which of theirs, where they carry keys; the others of
    these tables are new.
    """
    fields = questions(form)
    ready = numbered(form, (base or {}, mine, theirs), related=base is not None, known=known)
    ledger = Ledger(choices)
    answers: dict[str, Value] = {}
    conflicts: list[Conflict] = []
    for path in ordered_paths(fields, *ready.versions):
        three = Three(*(version.get(path) for version in ready.versions))
        value = _answer(
            ledger, ready, path, fields.get(path), three, known, related=base is not None
        )
        if value is not None:
            answers[path] = value  # type: ignore[assignment]  # what versions hold are answers
        conflicts += [conflict for _, conflict in ledger.conflicts]
        ledger.conflicts.clear()
    taken = differences(form, mine, answers)
    return Merge(
        form,
        base,
        mine,
        theirs,
        answers,
        tuple(conflicts),
        taken,
        ready.renumbered,
        dict(choices),
        known,
    )


def settled(merged: Merge, choices: Mapping[str, Choice]) -> Merge:
    """The same merge with these choices beside those already made; all conflicts stay listed."""
    return merge(
        merged.form,
        merged.base,
        merged.mine,
        merged.theirs,
        {**merged.choices, **choices},
        merged.known,
    )


def resolved(merged: Merge, choices: Mapping[str, Choice]) -> Answers:
    """The answers that these choices give; mine where nothing was chosen."""
    return settled(merged, choices).answers


def _answer(
    ledger: Ledger,
    ready: Numbered,
    path: str,
    question: Field | None,
    three: Three,
    known: Known,
    *,
    related: bool,
) -> Side:
    needed = ready.needed.get(path, frozenset())
    found = three.settled()
    if found and not needed:
        return found[0]
    tables = tables_of(ready.versions, path)
    if question is not None and tables is not None and KINDS[question.kind].has_rows:
        places = ready.places.get(path) or places_of(
            question, tables, related=related, known=known.get(path)
        )
        return _Table(ledger, question, tables, needed).merged(places)
    return value_of(ledger, Place(path, gap=_gap(question)), three)


def _gap(question: Field | None) -> str:
    """What stands between two texts that are both kept; "" where they are no texts to read."""
    if question is None or KINDS[question.kind].stores != "words":
        return ""
    return "\n\n" if question.kind == "rich_text" else " / "


class _Table:
    """The rows of one question in three versions, on the way to one."""

    def __init__(
        self, ledger: Ledger, question: Field, tables: Tables, needed: frozenset[Places]
    ) -> None:
        self.ledger, self.question, self.tables, self.needed = ledger, question, tables, needed
        self._passed_over = keys_of(question).passed_over
        self._several = {one.column for one in LINKS.get(question.kind, ()) if one.several}
        self._gaps = {
            column.id: "" if column.plain else _gap(replace(question, kind=column.kind))
            for column in question.columns
        }

    def merged(self, places: Sequence[Places]) -> tuple[Row, ...]:
        before = len(self.ledger.conflicts)
        rows = {place: row for place in places if (row := self._row(place)) is not None}
        order = self._order(places, rows)
        at = {_key(place): number for number, place in enumerate(order)}
        found = self.ledger.conflicts[before:]
        self.ledger.conflicts[before:] = [
            (key, replace(conflict, row=at.get(key))) for key, conflict in found
        ]
        return tuple(rows[place] for place in order)

    def _row(self, place: Places) -> Row | None:
        base, mine, theirs = self._versions(place)
        if mine is None and theirs is None:
            return None
        if base is None and (mine is None or theirs is None):
            return theirs if mine is None else mine
        if mine is None or theirs is None:
            return self._taken_out(place, Three(base, mine, theirs))
        found = Three(base, mine, theirs).settled()
        if found and isinstance(found[0], Mapping):
            return found[0]
        return self._cells(place, base or {}, mine, theirs)

    def _versions(self, place: Places) -> tuple[Row | None, Row | None, Row | None]:
        base, mine, theirs = (
            None if at is None else rows[at] for rows, at in zip(self.tables, place, strict=True)
        )
        return base, mine, theirs

    def _taken_out(self, place: Places, three: Three) -> Row | None:
        """A row that one side took out: gone, unless the other changed or needs it."""
        left = three.theirs if three.mine is None else three.mine
        if not isinstance(left, Mapping) or not isinstance(three.base, Mapping):
            return None
        needed = place in self.needed or changed(three.base, left, self._passed_over)
        if not needed:
            return None
        where = Place(self.question.path, _key(place), name_of(self.question, left))
        default: Given = "theirs" if three.mine is None else "mine"
        choice = self.ledger.put(where, "removed", three, default)
        if isinstance(choice, Own):
            return choice.value if isinstance(choice.value, Mapping) else None
        kept = three.theirs if choice == "theirs" else three.mine
        return kept if isinstance(kept, Mapping) else None

    def _cells(self, place: Places, base: Row, mine: Row, theirs: Row) -> Row:
        where = Place(self.question.path, _key(place), name_of(self.question, mine))
        row: dict[str, Cell] = {}
        for column in columns_of(self.question, base, mine, theirs):
            three = Three(base.get(column), mine.get(column), theirs.get(column))
            gap = self._gaps.get(column, "")
            cell = self._cell(where._replace(column=column, gap=gap), three)
            if cell is not None:
                row[column] = cell  # type: ignore[assignment]  # what rows hold are cells
        return row

    def _cell(self, where: Place, three: Three) -> Side:
        """Several codes in one cell are a set, as chosen ids are."""
        if where.column not in self._several or three.settled():
            return value_of(self.ledger, where, three)
        texts = [value if isinstance(value, str) else "" for value in three]
        merged = value_of(self.ledger, where, Three(*(tuple(CODES.findall(t)) for t in texts)))
        return ", ".join(merged) if isinstance(merged, tuple) else merged  # type: ignore[arg-type]

    def _order(self, places: Sequence[Places], rows: Mapping[Places, Row]) -> list[Places]:
        base, mine, theirs = (_standing(places, version) for version in range(3))
        leading = "mine"
        if both_moved(base, mine, theirs):
            named = Three(*(self._names(order) for order in (base, mine, theirs)))
            choice = self.ledger.put(Place(self.question.path), "order", named)
            leading = "theirs" if choice == "theirs" else "mine"
        return in_order(base, mine, theirs, rows, leading=leading)

    def _names(self, order: Sequence[Places]) -> tuple[str, ...]:
        """Names of the rows that one version has, in its order."""
        found = []
        for place in order:
            base, mine, theirs = self._versions(place)
            found.append(name_of(self.question, mine or theirs or base or {}))
        return tuple(found)


def _standing(places: Sequence[Places], version: int) -> list[Places]:
    """The rows of one version in its order."""
    there = [(at, place) for place in places if (at := place[version]) is not None]
    return [place for _, place in sorted(there, key=lambda one: one[0])]


def _key(place: Places) -> str:
    """Which row it is among those of the three versions: the same in every merge of them."""
    return "/".join("" if at is None else str(at) for at in place)
