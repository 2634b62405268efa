"""Two versions of a proposal that grew from one, made one again. Nothing that was written is lost.

By answer, row, cell and language; long texts by paragraph; choices of several as sets. Where both
sides changed the same thing differently there is a conflict, and until someone chooses, mine stands
in the answers and both stand in the conflict. docs/merge.md has the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from types import MappingProxyType
from typing import Literal, TypeAlias

from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.difference import Change, Side
from wecoop_desktop.forms.form import Form

Chosen = Literal["mine", "theirs", "both", "own"]


@dataclass(frozen=True, slots=True)
class Own:
    """Neither: what the person gives in place of both, of the kind that the conflict's sides are.

    None for nothing at all.
    """

    value: Side


Choice: TypeAlias = Literal["mine", "theirs", "both"] | Own


@dataclass(frozen=True, slots=True)
class Conflict:
    """What both sides changed differently.

    `id` is the same in every merge of the same three versions: choices are kept under it.
    `kind` "changed": the two sides of an answer, a cell, one language of a text, or one stretch
    of paragraphs (`paragraph` counts the stretches of a text from 0; None for a whole value).
    "removed": a whole row that one side took out (its side is None) and the other changed.
    "order": both put the rows in another order; the sides are the names of the rows in order.
    `row` is the place in the merged answers, None where the row is not in them or there is none.
    `choices` are those that make sense here beside `Own`; an order can only be mine or theirs.
    """

    id: str
    path: str
    kind: Literal["changed", "removed", "order"]
    base: Side
    mine: Side
    theirs: Side
    chosen: Chosen = "mine"
    choices: tuple[Literal["mine", "theirs", "both"], ...] = ("mine", "theirs")
    row: int | None = None
    name: str = ""
    column: str = ""
    language: str = ""
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A row whose code had to change because both sides gave it to different rows.

    `side` is whose code it was; whatever on that side referred to it follows.
    """

    path: str
    side: Literal["mine", "theirs"]
    before: str
    after: str


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


def merge(
    form: Form,
    base: Answers | None,
    mine: Answers,
    theirs: Answers,
    choices: Mapping[str, Choice] = MappingProxyType({}),
) -> Merge:
    """All three made one. `base` None: the two have no known common origin.

    Then what only one side has is taken, and everything else that differs is a conflict. Choices
    are by the id of the conflict; ids that are no conflict are passed over.
    """
    raise NotImplementedError


def settled(merged: Merge, choices: Mapping[str, Choice]) -> Merge:
    """The same merge with these choices beside those already made; all conflicts stay listed."""
    return merge(
        merged.form, merged.base, merged.mine, merged.theirs, {**merged.choices, **choices}
    )


def resolved(merged: Merge, choices: Mapping[str, Choice]) -> Answers:
    """The answers that these choices give; mine where nothing was chosen."""
    return settled(merged, choices).answers
