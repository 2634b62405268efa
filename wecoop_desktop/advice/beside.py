"""What financed projects and worked examples say beside a step of a proposal: work for a job.

Records tell sizes, instruments, months and places; what a budget line or an indicator is they do
not tell, so these come from the worked examples, which are illustrative and said to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from wecoop_desktop.advice.evidence import Subject, Typical, nearest, typical
from wecoop_desktop.advice.records import LEAST, quantile
from wecoop_desktop.advice.similar import Similar
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.spread import line_amount
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.content import Example

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

NEAREST = 6
PLACES = 12
INDICATORS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """The middle share of a category in the cost, 0-1, of `count` examples that have it."""

    category: str
    share: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Shares by category in `count` worked examples; empty where these are fewer than `LEAST`.

    `sector` is empty where examples of all sectors were taken, for want of enough of one."""

    parts: tuple[Part, ...] = ()
    count: int = 0
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """An indicator of a worked example."""

    indicator: Words
    example: str
    title: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A place with so many financed projects of the sector in the countries of the proposal."""

    name: Text
    count: int


@dataclass(frozen=True, slots=True)
class Beside:
    """`nearest` with their reasons; `typical` of all funders together."""

    nearest: tuple[Similar, ...]
    typical: Typical
    places: tuple[Place, ...]
    costs: Costs
    indicators: tuple[Used, ...]


def beside(library: Library, form: Form, subject: Subject, *, today: date) -> Beside:
    """Everything that is told beside the steps, for the facts of a draft."""
    payers = frozenset(one.id for one in library.organisations())
    projects = tuple(library.projects(Query(limit=None, typing=False)))
    read = tuple(
        (example, read_answers(form, example.answers)[0]) for example in library.examples()
    )
    return Beside(
        nearest=nearest(library, payers, subject, most=NEAREST),
        typical=typical(projects, payers, subject, library.rates(), today=today),
        places=tuple(_places(library, subject)),
        costs=costs(read, subject.sectors),
        indicators=tuple(indicators(read, subject.sectors))[:INDICATORS],
    )


def _places(library: Library, subject: Subject) -> Iterator[Place]:
    """Where projects of the main sector stand in these countries, the most first."""
    if not subject.countries:
        return
    query = Query(limit=None, typing=False).choosing("country", *subject.countries)
    query = query.choosing("sector", *subject.sectors[:1])
    there: dict[Text, set[str]] = {}
    for spot in library.places(query).spots:
        if spot.precision != "region" and spot.name:
            there.setdefault(spot.name, set()).add(spot.project)
    ordered = sorted(there.items(), key=lambda pair: (-len(pair[1]), pair[0].en))
    for name, projects in ordered[:PLACES]:
        yield Place(name, len(projects))


_Read = Sequence[tuple[Example, Answers]]


def _of_sector(read: _Read, sectors: Sequence[str]) -> tuple[_Read, str]:
    """Examples of the main sector, or all where those are too few."""
    main = next(iter(sectors), "")
    own = [(e, answers) for e, answers in read if main and main in _sectors(answers)]
    return (own, main) if len(own) >= LEAST else (read, "")


def _sectors(answers: Answers) -> tuple[object, ...]:
    found = answers.get("basic.sectors")
    return found if isinstance(found, tuple) else ()


def costs(read: _Read, sectors: Sequence[str]) -> Costs:
    """Shares of the categories in the budgets of the examples."""
    chosen, sector = _of_sector(read, sectors)
    shares: dict[str, list[Decimal]] = {}
    count = 0
    for _example, answers in chosen:
        own = _shares(answers)
        count += bool(own)
        for category, share in own.items():
            shares.setdefault(category, []).append(share)
    if count < LEAST:
        return Costs((), count, sector)
    parts = [
        Part(category, quantile(sorted(found), 2), len(found))
        for category, found in shares.items()
        if len(found) >= LEAST
    ]
    return Costs(tuple(sorted(parts, key=lambda part: -part.share)), count, sector)


def _shares(answers: Answers) -> Mapping[str, Decimal]:
    lines = answers.get("budget.lines")
    sums: dict[str, Decimal] = {}
    for line in lines if isinstance(lines, tuple) else ():
        if isinstance(line, Mapping) and line.get("category"):
            amount = line_amount(line)
            worth = amount.amount if isinstance(amount, Money) else amount
            category = str(line["category"])
            sums[category] = sums.get(category, Decimal(0)) + worth
    total = sum(sums.values(), Decimal(0))
    return {category: worth / total for category, worth in sums.items()} if total > 0 else {}


def indicators(read: _Read, sectors: Sequence[str]) -> Iterator[Used]:
    """Indicators of results in the examples of any of these sectors, each once."""
    seen: set[str] = set()
    for example, answers in read:
        if not set(sectors) & set(_sectors(answers)):
            continue
        rows = answers.get("logframe.matrix")
        for row in rows if isinstance(rows, tuple) else ():
            words = row.get("indicator") if isinstance(row, Mapping) else None
            if isinstance(words, Words) and words and (key := (words.en or words.ru)) not in seen:
                seen.add(key)
                yield Used(words, example.id, example.title)
