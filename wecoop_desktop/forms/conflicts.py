"""What both sides changed differently, and what stands there until or after someone chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from wecoop_desktop.forms.answers import Words
from wecoop_desktop.forms.difference import Side
from wecoop_desktop.forms.paragraphs import Clash, assembled, woven
from wecoop_desktop.forms.sameness import blank, same
from wecoop_desktop.forms.sequence import both_moved, in_order

Chosen = Literal["mine", "theirs", "both", "own"]
Given = Literal["mine", "theirs", "both"]
Sort = Literal["changed", "removed", "order"]


@dataclass(frozen=True, slots=True)
class Own:
    """Neither: what the person gives in place of both, of the kind that the conflict's sides are.

    None for nothing at all.
    """

    value: Side


Choice: TypeAlias = Given | Own


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently.

    `id` is the same in every merge of the same three versions: choices are kept under it.
    `kind` "changed": the two sides of an answer, a cell, one language of a text, or one stretch
    of paragraphs (`paragraph` counts the stretches of a text from 0; None for a whole value).
    "removed": a whole row that one side took out (its side is None) and the other changed.
    "order": both put the rows, or chosen ids, in another order; the sides are their names in order.
    `row` is the place in the merged answers, None where the row is not in them or there is none.
    `choices` are those that make sense here beside `Own`; an order can only be mine or theirs.
    """

    id: str
    path: str
    kind: Sort
    base: Side
    mine: Side
    theirs: Side
    chosen: Chosen = "mine"
    choices: tuple[Given, ...] = ("mine", "theirs")
    row: int | None = None
    name: str = ""
    column: str = ""
    language: str = ""
    paragraph: int | None = None


class Place(NamedTuple):
    """Where in the answers a value stands. `key` tells rows of a table apart.

    `gap` is what stands between two texts that are both kept: a space and a stroke in one line,
    an empty line in a long text; "" where a value cannot hold both.
    """

    path: str
    key: str = ""
    name: str = ""
    column: str = ""
    gap: str = ""

    def id(self, language: str = "", paragraph: int | None = None) -> str:
        """Unique among the places of a proposal; language and stretch of a text go with it."""
        row = f"[{self.key}]" if self.key else ""
        column = f".{self.column}" if self.column else ""
        stretch = "" if paragraph is None else f"#{paragraph}"
        return f"{self.path}{row}{column}{':' if language else ''}{language}{stretch}"


class Three(NamedTuple):
    """A value in all three versions; None where it is not answered or not there."""

    base: Side
    mine: Side
    theirs: Side

    def settled(self) -> tuple[Side] | None:
        """What stands there if at most one side changed it, in a tuple; None where both did."""
        base, mine, theirs = self
        if base == mine:
            return (theirs,)
        if base == theirs or same(mine, theirs):
            return (mine,)
        if same(base, mine):
            return (theirs,)
        return (mine,) if same(base, theirs) else None


class Ledger:
    """The choices that were made, and the conflicts found so far with the key of their row."""

    def __init__(self, choices: Mapping[str, Choice]) -> None:
        self._choices = choices
        self.conflicts: list[tuple[str, Conflict]] = []

    def put(
        self,
        place: Place,
        kind: Sort,
        three: Three,
        default: Given = "mine",
        choices: tuple[Given, ...] = ("mine", "theirs"),
        language: str = "",
        paragraph: int | None = None,
    ) -> Choice:
        """Note a conflict; what stands in the answers: what was chosen, else `default`."""
        name = place.id(language, paragraph) + ("" if kind == "changed" else f"={kind}")
        choice = self._choices.get(name, default)
        if kind == "order" if isinstance(choice, Own) else choice not in choices:
            choice = default
        conflict = Conflict(
            name,
            place.path,
            kind,
            *three,
            "own" if isinstance(choice, Own) else choice,
            choices,
            None,
            place.name,
            place.column,
            language,
            paragraph,
        )
        self.conflicts.append((place.key, conflict))
        return choice


def written(three: Three) -> Given:
    """Until someone chooses: mine, but what is written stands before what was emptied."""
    return "theirs" if blank(three.mine) and not blank(three.theirs) else "mine"


def value_of(ledger: Ledger, place: Place, three: Three) -> Side:
    """An answer or a cell made of three."""
    found = three.settled()
    if found:
        return found[0]
    if all(_is_words(value) for value in three):
        return _words(ledger, place, three)
    if place.gap and all(isinstance(value, str) or blank(value) for value in three):
        return _text(ledger, place, *(value if isinstance(value, str) else "" for value in three))
    if all(_is_ids(value) for value in three):
        return _ids(ledger, place, three)
    choice = ledger.put(place, "changed", three, written(three))
    if isinstance(choice, Own):
        return choice.value
    return three.theirs if choice == "theirs" else three.mine


# ---------------------------------------------------------------------- texts


def _is_words(value: Side) -> bool:
    return isinstance(value, Words) or blank(value)


def _words(ledger: Ledger, place: Place, three: Three) -> Words:
    base, mine, theirs = (value if isinstance(value, Words) else Words() for value in three)
    en = _text(ledger, place, base.en, mine.en, theirs.en, "en")
    ru = _text(ledger, place, base.ru, mine.ru, theirs.ru, "ru")
    mark = Three(base.older, mine.older, theirs.older).settled()
    older = str(mark[0]) if mark and en.strip() and ru.strip() else ""
    return Words(en, ru, older)


def _text(
    ledger: Ledger, place: Place, base: str, mine: str, theirs: str, language: str = ""
) -> str:
    settled = Three(base, mine, theirs).settled()
    if settled:
        return str(settled[0] or "")
    parts: list[str] = []
    found = woven(base, mine, theirs)
    for at, part in enumerate(found):
        if isinstance(part, Clash):
            whole = len(found) == 1
            parts.append(_stretch(ledger, place, part, language, None if whole else at))
        else:
            parts.append(part)
    return assembled(parts, base, mine, theirs)


def _stretch(ledger: Ledger, place: Place, clash: Clash, language: str, at: int | None) -> str:
    three = Three(clash.base, clash.mine, clash.theirs)
    both: tuple[Given, ...] = ("both",) if clash.mine and clash.theirs and place.gap else ()
    choices: tuple[Given, ...] = ("mine", "theirs", *both)
    choice = ledger.put(place, "changed", three, written(three), choices, language, at)
    if isinstance(choice, Own):
        return choice.value if isinstance(choice.value, str) else ""
    if choice == "both":
        return f"{clash.mine}{place.gap}{clash.theirs}"
    return clash.theirs if choice == "theirs" else clash.mine


# ---------------------------------------------------------------------- several ids


def _is_ids(value: Side) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(entry, str) for entry in value)
    return blank(value)


def _ids(ledger: Ledger, place: Place, three: Three) -> tuple[str, ...]:
    """What one side added is in, what one side took out is not."""
    base, mine, theirs = (tuple(dict.fromkeys(_entries(value))) for value in three)
    taken_out = {name for name in base if name not in mine or name not in theirs}
    kept = {*mine, *theirs} - taken_out
    leading = "mine"
    if both_moved(base, mine, theirs):
        choice = ledger.put(place, "order", Three(base, mine, theirs))
        leading = "theirs" if choice == "theirs" else "mine"
    return tuple(in_order(base, mine, theirs, kept, leading=leading))


def _entries(value: Side) -> tuple[str, ...]:
    return tuple(e for e in value if isinstance(e, str)) if isinstance(value, tuple) else ()
