"""What a funder has really paid for, beside a proposal: the nearest projects, and what is typical.

Everything is counted in the records of the database (`typical`), nothing is estimated.

The records hold no date of a first contact with the funder: the time until approval cannot be
counted from them. What can is the time from approval to start and to completion; for the time
before, the profile's own months stand beside (`months`, `months_verified`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from wecoop_desktop.advice.records import INSTRUMENTS
from wecoop_desktop.advice.similar import Similar, alike
from wecoop_desktop.advice.typical import (
    Figure,
    Mix,
    Portion,
    Scope,
    Subject,
    Typical,
    months,
    typical,
)
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers, Money, Words
from wecoop_desktop.library.query import Hit, Query, Spot
from wecoop_desktop.packs.content import Funder, Location, Project
from wecoop_desktop.packs.rates import Rates

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library

__all__ = [
    "Evidence", "Figure", "Mix", "Portion", "Scope", "Subject", "Typical",
    "evidence", "months", "nearest", "subject_of", "typical",
]  # fmt: skip
MOST = 5
_SECTORS = frozenset({"sector-country", "sector"})
_TELLING = _SECTORS | {"place", "region", "water"}
OWN = frozenset({"budget", "own", "in_kind"})
_OF_PROJECTS = MappingProxyType({form: records for records, form in INSTRUMENTS.items()})


@dataclass(frozen=True, slots=True)
class Evidence:
    """`records`: how many projects of the funder the database holds; `shared`: other profiles of
    the same organisation, whose projects the records do not tell apart. `months`: from first idea
    to approval as the profile says, not counted, `months_verified` at its source."""

    funder: str
    nearest: tuple[Similar, ...]
    typical: Typical
    records: int
    shared: tuple[str, ...]
    months: tuple[int, int] | None
    months_verified: bool | None


def subject_of(answers: Answers) -> Subject:
    """The facts of a draft, or of the answers of a profile."""
    asked = answers.get("basic.requested")
    money = asked if isinstance(asked, Money) else None
    currency = answers.get("basic.currency")
    rows = [row for row in _listed(answers, "budget.financing") if isinstance(row, Mapping)]
    kinds = [str(row["instrument"]) for row in rows if row.get("instrument")]
    return Subject(
        countries=_strings(answers, "basic.countries"),
        sectors=_strings(answers, "basic.sectors"),
        requested=money,
        currency=currency if isinstance(currency, str) and currency else "USD",
        instruments=tuple(dict.fromkeys(kind for kind in kinds if kind not in OWN)),
        title=Text(_said(answers, "basic.title_en"), _said(answers, "basic.title_ru")),
        summary=Text(_said(answers, "basic.summary_en"), _said(answers, "basic.summary_ru")),
        sites=" · ".join(_sites(answers)),
    )


def evidence(
    library: Library, funder: Funder, subject: Subject, *, today: date, most: int = MOST
) -> Evidence:
    """The nearest projects of the funder and what is typical of it; work for a job.

    Money is in the currency of the subject; where no rates lead to it, in dollars.
    """
    payers = {one.id: one for one in library.organisations() if funder.id in one.profiles}
    projects = tuple(_paid_by(library, payers))
    known = frozenset(payers)
    return Evidence(
        funder=funder.id,
        nearest=nearest(library, known, subject, most=most),
        typical=typical(projects, known, subject, library.rates(), today=today),
        records=len(projects),
        shared=tuple(
            dict.fromkeys(p for one in payers.values() for p in one.profiles if p != funder.id)
        ),
        months=_months(funder.card.get("lead_time_months")),
        months_verified=_verified(funder.card),
    )


def nearest(
    library: Library, payers: frozenset[str], subject: Subject, *, most: int = MOST
) -> tuple[Similar, ...]:
    """The projects these organisations paid for that are most like the subject, with reasons.

    Projects that are like it in nothing but words or size are not told.
    """
    if not payers:
        return ()
    query = Query(limit=None, sort="approved", typing=False).choosing("funder", *sorted(payers))
    hits = {hit.id: hit for hit in library.find(query).hits}
    places = _named(subject, library.places(query).spots)
    found = alike(library, *_as_project(subject, places, library.rates()), hits)
    near = [one for one in found if _TELLING & _codes(one)]
    near.sort(key=lambda one: _SECTORS.isdisjoint(_codes(one)))  # another sector comes after
    return tuple(near[:most])


def _codes(one: Similar) -> frozenset[str]:
    return frozenset(reason.code for reason in one.reasons)


# ---------------------------------------------------------------------- the parts


def _paid_by(library: Library, payers: Mapping[str, object]) -> Iterator[Project]:
    if not payers:
        return iter(())
    return library.projects(Query(limit=None, typing=False).choosing("funder", *sorted(payers)))


def _named(subject: Subject, spots: Iterable[Spot]) -> tuple[Location, ...]:
    """The places of projects that the subject names in its title, its summary or its sites."""
    texts = (subject.title.en, subject.title.ru, subject.summary.en, subject.summary.ru)
    words = frozenset(re.findall(r"[\w'’-]+", " ".join((*texts, subject.sites)).casefold()))
    named = {
        spot.name: spot.region
        for spot in spots
        if spot.precision != "region"
        and any(_all_in(name, words) for name in (spot.name.en, spot.name.ru))
    }
    return tuple(Location(name, region) for name, region in named.items())


def _all_in(name: str, words: frozenset[str]) -> bool:
    parts = name.casefold().split()
    return bool(parts) and all(part in words for part in parts)


def _as_project(
    subject: Subject, places: tuple[Location, ...], rates: Rates
) -> tuple[Project, Hit]:
    """The subject as if it were a project, for comparing it with those of the database."""
    kinds = tuple(_OF_PROJECTS.get(kind, kind) for kind in subject.instruments)
    project = Project(
        "", subject.title, subject.summary, subject.countries, subject.sectors, (), (),
        locations=places,
    )  # fmt: skip
    hit = Hit(
        "project", "", subject.title, subject.summary, 0, countries=subject.countries,
        sectors=subject.sectors, instruments=kinds, usd=_dollars(subject.requested, rates),
    )  # fmt: skip
    return project, hit


def _dollars(money: Money | None, rates: Rates) -> int | None:
    """By the newest rate published; projects stand in dollars of their own year."""
    if money is None or not money.amount.is_finite() or money.amount <= 0:
        return None
    if money.currency == "USD":
        return int(money.amount)
    years = sorted({int(year) for one in rates.series for year in one.years}, reverse=True)
    found = (rates.convert(money.amount, money.currency, "USD", year) for year in years)
    return next((int(one.amount) for one in found if one is not None), None)


def _months(value: object) -> tuple[int, int] | None:
    if isinstance(value, Sequence) and len(value) == 2:
        least, most = value
        if isinstance(least, int | Decimal) and isinstance(most, int | Decimal):
            return int(least), int(most)
    return None


def _verified(card: Mapping[str, object]) -> bool | None:
    said = card.get("verified")
    found = said.get("lead_time_months") if isinstance(said, Mapping) else None
    return found if isinstance(found, bool) else None


def _listed(answers: Answers, path: str) -> tuple[object, ...]:
    found = answers.get(path)
    return tuple(found) if isinstance(found, tuple) else ()


def _strings(answers: Answers, path: str) -> tuple[str, ...]:
    return tuple(one for one in _listed(answers, path) if isinstance(one, str))


def _said(answers: Answers, path: str) -> str:
    found = answers.get(path)
    if isinstance(found, Words):
        return found.en or found.ru
    return found if isinstance(found, str) else ""


def _sites(answers: Answers) -> Iterator[str]:
    for row in _listed(answers, "sites.locations"):
        name = row.get("name") if isinstance(row, Mapping) else None
        if isinstance(name, Words):
            yield f"{name.en} {name.ru}"
        elif isinstance(name, str):
            yield name
