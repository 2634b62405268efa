"""Where priorities of the country and of the funder meet: one row for each thing that is served.

Pure, and nothing is guessed: a national document stands in a row because it is about the row's
sector in a country of the proposal, or because the proposal chose it in its policy step; a funder
because its profile says so. How texts are worded is no evidence. What no profile and no document
says is unknown, not absent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder, Policy

CENTRAL = 2  # from this weight of 3 a document or funder counts the sector among its priorities

Kind = Literal["objective", "sector", "climate", "gender"]
Link = Literal["chosen", "sector", "both"]  # how a document came into the row
Meets = Literal["both", "national", "funder", "neither", "unknown"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: addresses, the date of its reading, whether it was checked."""

    pages: tuple[str, ...]
    as_of: str
    verified: bool | None


@dataclass(frozen=True, slots=True)
class National:
    """A national document in a row. `weight` 1-3 of the row's sector, None: not about it.

    `target`, `paragraph` and `contribution` are what the proposal says in its policy step;
    `targets` are those of the document.
    """

    policy: str
    country: str
    kind: str
    name: Text
    year: int | None
    horizon: int | None
    weight: int | None
    link: Link
    targets: tuple[Text, ...]
    source: Source
    note: Text = Text()
    target: Words = Words()
    paragraph: str = ""
    contribution: Words = Words()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one funder says to a row. `weight` 1-3 of the sector; None: the profile does not say.

    `named`: the funder works in the sector. `said`: its own requirement in words.
    """

    funder: str
    name: Text
    weight: int | None
    named: bool | None
    source: Source
    said: Text = Text()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing the proposal serves, with both sides and whether they meet.

    `id` is the sector, "mitigation", "adaptation", "gender" or "objective". `path` is the answer it
    comes from. `without` are countries of the proposal for which no document was found.
    """

    kind: Kind
    id: str
    path: str
    words: tuple[Text, ...]
    national: tuple[National, ...]
    wanted: tuple[Wanted, ...]
    meets: Meets
    reason: str  # a code of `advice.paper.REASONS`
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priorities:
    """The whole table. `origin` says where the funders come from."""

    countries: tuple[str, ...]
    funders: tuple[str, ...]
    rows: tuple[Row, ...]
    origin: Literal["asked", "chosen", "matched", "none"] = "none"


def priorities(
    form: Form, answers: Answers, policies: Sequence[Policy], funders: Sequence[Funder]
) -> Priorities:
    """The table of a proposal for these funders; `policies` are all that are published."""
    raise NotImplementedError
