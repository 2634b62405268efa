"""Finds records that are likely the same project, told by two sources.

Comparing each record with each other one is too slow for large packs, and most have nothing in
common. So only those are compared that share a country and a telling word of the title, a country
and an exact amount, or an identifier. A score of 1 is certainty; `LIKELY` and above is shown to an
editor, who decides: see docs/pack-format.md, `duplicates.json`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log

from rapidfuzz import fuzz

from wecoop_desktop.base.text import LANGUAGES
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.duplicates import Decision

LIKELY = 0.6
WORD = re.compile(r"\w+")
STEM = 6  # letters: enough to tell words, few enough to pass over their endings
RARE = 40  # records may share a word that still tells something; more, in larger packs
TELLING = 5  # rarest words of a title that are looked up
CROWD = 60  # records of one amount: a usual grant, which says nothing
ALIKE = 0.6  # titles of which that much is the same
SPELT = 72  # of 100: two spellings of a name
NEAR = Decimal("0.06")  # amounts differ by exchange and rounding
NUMBERS = {
    **{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6"},
    **{"one": "1", "two": "2", "three": "3", "first": "1", "second": "2", "third": "3"},
    **{"fourth": "4"},
}  # fmt: skip
# Publishers that sources name in two ways.
SHORT = {"european bank for reconstruction and development": "ebrd"}
EMPTY = frozenset(
    word
    for line in (
        "a an and for in of on the to with by from at project programme program phase",
        "в во и на по с со для из к от при проект проекта программа программы фаза этап",
    )
    for word in line.split()
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, `a` before `b`. `reasons` are codes: identifier, title, amount, funder, year,
    source, related; and against it apart, phase, country."""

    a: str
    b: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    """What is compared of a project."""

    project: Project
    words: Mapping[str, frozenset[str]]  # of the title, by language
    numbers: frozenset[str]  # of phases, lots, rounds
    identifiers: frozenset[str]
    amounts: frozenset[tuple[str, Decimal]]
    funders: frozenset[str]
    publishers: frozenset[str]
    year: int | None


def find(projects: Iterable[Project], least: float = LIKELY) -> tuple[Pair, ...]:
    """The pairs whose score is at least `least`, the likeliest first."""
    cards = [_card(project) for project in projects]
    found = []
    weights = _weights(cards)
    for first, second in _candidates(cards):
        pair = _compare(first, second, weights)
        if pair.score >= least:
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.a, pair.b)))


def undecided(
    projects: Iterable[Project], decisions: Iterable[Decision], least: float = LIKELY
) -> tuple[Pair, ...]:
    """The likely pairs that no editor has decided yet: what the review list shows."""
    known = tuple(projects)
    decided = decided_pairs(known, decisions)
    return tuple(pair for pair in find(known, least) if (pair.a, pair.b) not in decided)


def decided_pairs(
    projects: Iterable[Project], decisions: Iterable[Decision]
) -> Mapping[tuple[str, str], Decision]:
    """The decisions by the ids that their records have now: a merged one has another's id."""
    now = {alias: project.id for project in projects for alias in project.aliases}
    found = {}
    for decision in decisions:
        a, b = sorted(now.get(each, each) for each in decision.pair)
        found[a, b] = decision
    return found


def _card(project: Project) -> _Card:
    numbers = {
        NUMBERS.get(word, word)
        for word in WORD.findall(project.title.en.casefold())
        if word in NUMBERS or word.isdecimal()
    }
    year = (project.approved or project.start)[:4]
    return _Card(
        project,
        {language: _words(project.title.of(language)) for language in LANGUAGES},
        frozenset(numbers),
        frozenset(_identifiers(project)),
        frozenset(_amounts(project)),
        frozenset(line.organisation for line in project.funding),
        frozenset(_publishers(project)),
        int(year) if year.isdecimal() else None,
    )


def _words(title: str) -> frozenset[str]:
    folded = title.casefold().replace("ё", "е")
    return frozenset(
        word[:STEM]
        for word in WORD.findall(folded)
        if word not in EMPTY and word not in NUMBERS and not word.isdecimal()
    )


def _weights(cards: Sequence[_Card]) -> Mapping[str, float]:
    common = Counter(word for card in cards for words in card.words.values() for word in words)
    return {word: log(1 + len(cards) / count) for word, count in common.items()}


def _identifiers(project: Project) -> Iterator[str]:
    for source in project.sources:
        if any(sign.isdecimal() for sign in source.identifier) and len(source.identifier) > 3:
            yield source.identifier.casefold()


def _publishers(project: Project) -> Iterator[str]:
    for source in project.sources:
        name = source.organisation.casefold()
        yield SHORT.get(name, name)


def _amounts(project: Project) -> Iterator[tuple[str, Decimal]]:
    for line in project.funding:
        if line.amount:
            yield line.currency, line.amount
    if project.total_cost:
        yield project.currency, project.total_cost


def _candidates(cards: Sequence[_Card]) -> Iterator[tuple[_Card, _Card]]:
    """Each two cards that have something telling in common, once, in the order of their ids."""
    place = {card.project.id: index for index, card in enumerate(cards)}
    wanted: set[tuple[int, int]] = set()
    for block in _blocks(cards):
        wanted.update(combinations(sorted(set(block)), 2))
    for index, card in enumerate(cards):
        near = (place[other] for other in card.project.related if other in place)
        wanted.update((min(index, other), max(index, other)) for other in near if other != index)
    for one, other in sorted(wanted):
        yield cards[one], cards[other]


def _blocks(cards: Sequence[_Card]) -> Iterator[list[int]]:
    shared: dict[tuple[object, ...], list[int]] = defaultdict(list)
    common = Counter(word for card in cards for words in card.words.values() for word in words)
    most = max(RARE, len(cards) // 250)
    for index, card in enumerate(cards):
        for identifier in card.identifiers:
            shared["identifier", identifier].append(index)
        for country in card.project.countries:
            for amount in card.amounts:
                shared["amount", country, amount].append(index)
            for words in card.words.values():
                rarest = sorted(words, key=lambda word: (common[word], word))[:TELLING]
                for word in rarest:
                    shared["word", country, word].append(index)
    for key, block in shared.items():
        if 1 < len(block) <= (CROWD if key[0] == "amount" else most):
            yield block


def _compare(first: _Card, second: _Card, weights: Mapping[str, float]) -> Pair:
    """Adds up what speaks for the same project and against it; titles weigh most."""
    title = _likeness(first, second, weights)
    reasons = ["title"] if title >= ALIKE else []
    score = 0.6 * title
    for reason, weight, holds in (
        ("identifier", 0.4, bool(first.identifiers & second.identifiers)),
        ("amount", 0.15, _near_amounts(first, second)),
        ("funder", 0.1, bool(first.funders & second.funders)),
        ("year", 0.1, _near_years(first, second)),
        ("source", 0.05, not first.publishers & second.publishers),
        ("apart", -0.15, _apart(first, second)),
        ("phase", -0.1, first.numbers != second.numbers),
        ("country", -0.3, not set(first.project.countries) & set(second.project.countries)),
        ("related", 0.0, second.project.id in first.project.related),
    ):
        if holds:
            reasons.append(reason)
            score += weight
    a, b = sorted((first.project.id, second.project.id))
    return Pair(a, b, round(max(0.0, min(1.0, score)), 3), tuple(reasons))


def _likeness(first: _Card, second: _Card, weights: Mapping[str, float]) -> float:
    """0 to 1: how much of the titles is the same, in the language in which that is more.

    A word weighs the more the fewer titles have it: names of places tell projects apart.
    """
    best = 0.0
    for language in LANGUAGES:
        one, other = first.words[language], second.words[language]
        if not one or not other:
            continue
        shared, spare = _match(one, other)
        together = sum(weights[word] for word in shared)
        whole = together + sum(weights[word] for word in spare) / 2
        inside = together / min(_heft(one, weights), _heft(other, weights))
        best = max(best, (2 * together / whole + min(1.0, inside)) / 3)
    return best


def _heft(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in words)


def _match(one: frozenset[str], other: frozenset[str]) -> tuple[list[str], list[str]]:
    """The words both have, spelt alike (Horezm, Khorezm), and those of either that are left."""
    shared = list(one & other)
    left, right = one - other, set(other - one)
    spare = []
    for word in sorted(left):
        near = [each for each in sorted(right) if fuzz.ratio(word, each) >= SPELT]
        if near and len(word) > 3:
            shared.append(word)
            right.discard(near[0])
        else:
            spare.append(word)
    return shared, [*spare, *right]


def _near_amounts(first: _Card, second: _Card) -> bool:
    return any(
        currency == other and abs(amount - value) <= NEAR * max(amount, value)
        for currency, amount in first.amounts
        for other, value in second.amounts
    )


def _near_years(first: _Card, second: _Card) -> bool:
    if first.year is None or second.year is None:
        return False
    return abs(first.year - second.year) <= 1


def _apart(first: _Card, second: _Card) -> bool:
    """One publisher keeps the two under numbers of their own: to him they are two."""
    return bool(first.publishers & second.publishers) and bool(
        first.identifiers and second.identifiers and not first.identifiers & second.identifiers
    )
