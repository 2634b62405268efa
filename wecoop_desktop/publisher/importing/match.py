"""Which published record an activity is, and what the two say differently.

An identifier decides; likeness only proposes, an editor decides. Texts and sectors of a published
record are the editors' own: they are never proposed for change, only a title is shown beside ours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from rapidfuzz import fuzz

from wecoop_desktop.base.text import Text
from wecoop_desktop.documents.listing.iati import PREFIX
from wecoop_desktop.packs.content import FundingLine, Project, Source
from wecoop_desktop.publisher.duplicates import LIKELY, find
from wecoop_desktop.publisher.importing.activity import Activity, Party
from wecoop_desktop.publisher.importing.mapping import Known, folded, organisation_of
from wecoop_desktop.publisher.importing.queue import Difference

FACTS = ("status", "approved", "start", "end", "dac_sector", "env_category")
# What changes while a project runs: the newer word of the same source is the better one.
MOVING = frozenset({"status", "start", "end", "total_cost"})
ALIKE = 88  # of 100: an implementer in another spelling
PAIRS = 4000  # records that are compared by likeness at most, beyond those published


class Matcher:
    """The published records by everything that identifies them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._by: dict[str, list[str]] = defaultdict(list)
        self._publishers: dict[str, frozenset[str]] = {}
        for project in known.projects.values():
            self._publishers[project.id] = frozenset(self._sources(project))
            for source in project.sources:
                if _tells(source.identifier):
                    self._by[source.identifier.casefold()].append(project.id)

    def certain(self, activity: Activity) -> tuple[str, ...]:
        """The records with its identifier; several where identifiers disagree."""
        bare = activity.identifier.removeprefix(f"{PREFIX}-")
        if bare != activity.identifier:
            found = bare if bare in self._known.projects else self._known.aliases.get(bare, "")
            if found:
                return (found,)
        publisher = organisation_of(activity.publisher, self._known)
        hits: dict[str, None] = {}
        for ref in (activity.identifier, *activity.others):
            for depth, name in enumerate(_names(ref)):
                for project in self._by.get(name, ()):
                    mine = publisher in self._publishers[project]
                    if mine or (depth == 0 and _unmistakable(name)):
                        hits[project] = None
        return tuple(hits)

    def _sources(self, project: Project) -> Iterator[str]:
        for source in project.sources:
            found = organisation_of(Party({"en": source.organisation}), self._known)
            if not found:
                found = _within(source.organisation, self._known)
            if found:
                yield found

    def alike(
        self, records: Sequence[tuple[str, Mapping[str, object]]]
    ) -> Mapping[str, tuple[tuple[str, float], ...]]:
        """For each (key, record) the published records, or other keys, that it is likely to be."""
        made = [_card(f"\0{key}", record) for key, record in records[:PAIRS]]
        found: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for pair in find((*self._known.projects.values(), *made), LIKELY):
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                if one.startswith("\0"):
                    found[one[1:]].append((other.removeprefix("\0"), pair.score))
        return {key: tuple(sorted(hits, key=lambda hit: (-hit[1], hit[0])))
                for key, hits in found.items()}  # fmt: skip


def _tells(identifier: str) -> bool:
    return len(identifier) > 3 and any(sign.isdecimal() for sign in identifier)


def _unmistakable(name: str) -> bool:
    """Long and with letters: no two publishers number so alike."""
    return len(name) >= 7 and not name.replace("-", "").isdecimal()


def _names(ref: str) -> Iterator[str]:
    """The identifier itself, then what is left without the publisher's prefix."""
    bare = ref.casefold().strip()
    yield bare
    parts = bare.split("-")
    for start in range(1, min(len(parts), 6)):
        rest = "-".join(parts[start:])
        if _tells(rest):
            yield rest


def _within(name: str, known: Known) -> str:
    """An organisation that is named with more words: "European Union (European Commission)"."""
    bare = folded(name)
    whole = [one for said, one in known.names.items() if len(said) > 8 and said in bare]
    if whole:
        return whole[0]
    words = set(bare.replace("(", " ").replace(")", " ").split())
    short = [one for said, one in known.names.items() if said in words and len(said) >= 3]
    return short[0] if len(set(short)) == 1 else ""


def _card(key: str, record: Mapping[str, object]) -> Project:
    """What is compared of a proposed record."""
    lines = [_mapping(one) for one in _list(record.get("funders"))]
    listed = [_mapping(one) for one in _list(record.get("sources"))]
    nothing = Text()
    return Project(
        id=key,
        title=Text.from_map(_mapping(record.get("title"))),
        summary=nothing,
        countries=tuple(str(one) for one in _list(record.get("countries"))),
        sectors=(),
        funding=tuple(
            FundingLine(
                str(line.get("org_id")),
                nothing,
                amount=_amount(line.get("amount")),
                currency=str(line.get("currency") or ""),
            )
            for line in lines
        ),
        sources=tuple(
            Source(str(one.get("org") or ""), str(one.get("identifier") or "")) for one in listed
        ),
        approved=str(record.get("approved") or ""),
        start=str(record.get("start") or ""),
        total_cost=_amount(record.get("total_cost")),
        currency=str(record.get("currency") or ""),
    )


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _amount(value: object) -> Decimal | None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value))
    return None


def differences(
    project: Project, record: Mapping[str, object], told: str, *, newer: bool, own: bool
) -> tuple[Difference, ...]:
    """What the record says that the published one does not say, or says otherwise.

    `told` names the source of the record. `newer`: it is the same source, at a later time. `own`:
    it is a file of ours, which says nothing of its own about texts.
    """
    held = project.sources[0].organisation if project.sources else ""
    ours_said = ", ".join(filter(None, (held, project.data_as_of)))
    known = {(one.field, one.value) for one in project.discrepancies}

    def differing(field: str, ours: object, theirs: object, take: str | None = None) -> Difference:
        added = ours in ("", None, [])
        if take is None:
            moving = field in MOVING or field.startswith("funders.")
            take = "theirs" if added or (newer and moving) else ""
        return Difference(field, ours, theirs, ours_said, told, take, None, added)

    found: list[Difference] = []
    title = str(_mapping(record.get("title")).get("en") or "")
    if title and folded(title) != folded(project.title.en) and ("title", title) not in known:
        found.append(differing("title.en", project.title.en, title, "ours"))
    for field in FACTS:
        name = "category" if field == "env_category" else field
        ours, theirs = str(getattr(project, name)), str(record.get(field) or "")
        if theirs and not ours.startswith(theirs) and (name, theirs) not in known:
            exact = bool(ours) and theirs.startswith(ours)
            found.append(differing(field, ours, theirs, "theirs" if exact else None))
    found += _total(project, record, known, differing)
    implementer = str(record.get("implementer") or "")
    near = fuzz.token_set_ratio(folded(implementer), folded(project.implementer))
    if implementer and near < ALIKE:
        take = "ours" if project.implementer else None
        found.append(differing("implementer", project.implementer, implementer, take))
    countries = [str(one) for one in _list(record.get("countries"))]
    if set(countries) - set(project.countries):
        every = sorted({*countries, *project.countries})
        found.append(differing("countries", list(project.countries), every))
    found += _money(project, record, known, differing)
    if not own:
        found += _places(project, record, differing)
    return tuple(found)


class _Differing(Protocol):
    """The shape of the function above, for its helpers."""

    def __call__(
        self, field: str, ours: object, theirs: object, take: str | None = None
    ) -> Difference: ...


def _total(
    project: Project,
    record: Mapping[str, object],
    known: set[tuple[str, str]],
    differing: _Differing,
) -> Iterator[Difference]:
    total, currency = _amount(record.get("total_cost")), str(record.get("currency") or "")
    if total is None or (total, currency) == (project.total_cost, project.currency):
        return
    if ("total_cost", str(total)) in known:
        return
    ours = None
    if project.total_cost is not None:
        ours = {"total_cost": _plain(project.total_cost), "currency": project.currency}
    theirs = {"total_cost": _plain(total), "currency": currency}
    yield differing("total_cost", ours, theirs)


def _money(
    project: Project,
    record: Mapping[str, object],
    known: set[tuple[str, str]],
    differing: _Differing,
) -> Iterator[Difference]:
    """By payer and currency: an amount we have not, a payer we have not, another amount."""
    theirs: dict[tuple[str, str], Decimal] = {}
    lines: dict[tuple[str, str], list[object]] = defaultdict(list)
    for each in _list(record.get("funders")):
        line = _mapping(each)
        payer, amount = str(line.get("org_id") or ""), _amount(line.get("amount"))
        key = (payer, str(line.get("currency") or ""))
        lines[key].append(dict(line))
        if amount is not None:
            theirs[key] = theirs.get(key, Decimal(0)) + amount
    for key in lines:
        payer, currency = key
        own = [line for line in project.funding if line.organisation == payer]
        if not own:
            yield differing(f"funders.{payer}", None, lines[key])
            continue
        same = [line.amount for line in own if line.currency == currency]
        amount = theirs.get(key)
        told = [one for one in same if one is not None]
        if amount is None or sum(told, Decimal(0)) == amount or amount in told:
            continue
        if (f"funders.{payer}.amount", str(_plain(amount))) in known:
            continue
        figures = [f"{one.amount:f} {one.currency}" for one in own if one.amount is not None]
        value = {"amount": _plain(amount), "currency": currency}
        yield differing(f"funders.{payer}.amount", figures or None, value)


def _places(
    project: Project, record: Mapping[str, object], differing: _Differing
) -> Iterator[Difference]:
    """Places of the source are added only where we have none: ours were looked at one by one."""
    places = _list(record.get("locations"))
    if places and not project.locations:
        yield differing("locations", None, list(places))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def loud(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """Those that are about facts; a title beside ours decides nothing."""
    return tuple(one for one in found if one.take != "ours")
