"""Records that tell of the same project or the same money: the editors' decisions, applied.

`same`: two records are one project; they become one, with the sources of both. `part`: two of one
undertaking; they are related. `separate`: they look alike and are not. `within` names the record
of the pair whose financing lines already contain the money of the other one, so that sums do not
count it twice; `funders` says of which lines of the other that is true, where not of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Discrepancy, FundingLine, Project
from wecoop_desktop.packs.folder import read_data
from wecoop_desktop.packs.record import Record

T = TypeVar("T")
FILE = "projects/duplicates.json"
DECISIONS = ("same", "part", "separate")
# Of two records of one project the kept value is shown; these differing ones are kept beside it.
COMPARED = ("status", "approved", "start", "end", "dac_sector", "category")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided of two records on the day `reviewed`."""

    a: str
    b: str
    decision: str
    note: Text
    reviewed: str
    within: str = ""
    funders: tuple[str, ...] = ()

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids in their order."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)

    @property
    def contained(self) -> str:
        """The record whose money `within` contains."""
        return self.b if self.within == self.a else self.a


def read_duplicates(files: Mapping[str, bytes], findings: list[Finding]) -> tuple[Decision, ...]:
    if FILE not in files:
        return ()
    data = read_data(files[FILE], FILE, findings)
    if not isinstance(data, tuple):
        findings.append(Finding("pack-wrong-type", FILE, values={"wanted": "list"}))
        return ()
    found = (_decision(Record(entry, FILE, findings, f"[{i}]")) for i, entry in enumerate(data))
    return tuple(decision for decision in found if decision)


def _decision(record: Record) -> Decision | None:
    decision = Decision(
        a=record.string("a", "needed"),
        b=record.string("b", "needed"),
        decision=record.choice("decision", DECISIONS, "needed"),
        note=record.text("note", "needed"),
        reviewed=record.when("reviewed", "needed"),
        within=record.string("within"),
        funders=record.strings("funders"),
    )
    record.rest()
    if decision.a == decision.b:
        record.report("pack-value-unknown", "b", value=decision.b)
        return None
    if decision.within and (decision.within not in decision.pair or decision.decision != "part"):
        record.report("pack-value-unknown", "within", value=decision.within)
        decision = replace(decision, within="", funders=())
    return decision if decision.decision else None


def settle(
    projects: Sequence[Project], decisions: Sequence[Decision], findings: list[Finding]
) -> tuple[Project, ...]:
    """The projects as decided; decisions that cannot be applied are findings and passed over."""
    known = {project.id: project for project in projects}
    sound = list(_sound(decisions, known, findings))
    kept = _merge(known, sound)
    for decision in sound:
        a, b = (_kept(kept, known, each) for each in decision.pair)
        if decision.decision != "part" or a == b:
            continue
        known[a] = replace(known[a], related=_joined(known[a].related, (b,)))
        known[b] = replace(known[b], related=_joined(known[b].related, (a,)))
        if decision.within:
            inner = _kept(kept, known, decision.contained)
            outer = _kept(kept, known, decision.within)
            known[inner] = _contained(known[inner], outer, decision.funders)
    return tuple(_rewritten(known[project.id], kept) for project in projects if project.id in known)


def _sound(
    decisions: Sequence[Decision], known: Mapping[str, Project], findings: list[Finding]
) -> Iterator[Decision]:
    """Those about records that exist, that do not contradict each other, nor go round.

    What is the same comes first: it decides which records the others are about.
    """
    seen: set[tuple[str, str]] = set()
    groups: dict[str, str] = {}
    outer: dict[str, str] = {}
    for index, decision in sorted(enumerate(decisions), key=lambda one: one[1].decision != "same"):
        if missing := [each for each in decision.pair if each not in known]:
            for each in missing:
                values: dict[str, object] = {"kind": "project", "id": each}
                findings.append(
                    Finding("pack-reference-unknown", FILE, f"[{index}]", values=values)
                )
            continue
        a, b = (_group(groups, each) for each in decision.pair)
        clash = decision.pair in seen or (a == b and decision.decision != "same")
        inner, around = "", tuple[str, ...]()
        if decision.within and not decision.funders:
            inner = _group(groups, decision.contained)
            around = tuple(_around(outer, _group(groups, decision.within)))
        if clash or inner in around:
            values = {"id": " – ".join(decision.pair)}
            findings.append(Finding("pack-decisions-clash", FILE, f"[{index}]", values=values))
            continue
        seen.add(decision.pair)
        if decision.decision == "same":
            groups.update({} if a == b else {a: b})
        elif around:
            outer[inner] = around[0]
        yield decision


def _group(groups: Mapping[str, str], one: str) -> str:
    """The name of the group of records that are the same project."""
    while one in groups:
        one = groups[one]
    return one


def _around(outer: Mapping[str, str], one: str) -> Iterator[str]:
    """The record and all that contain it."""
    yield one
    while one in outer:
        one = outer[one]
        yield one


def _merge(known: dict[str, Project], decisions: Iterable[Decision]) -> dict[str, str]:
    """Makes one record of each two that are the same. Returns the kept id of each that is gone."""
    kept: dict[str, str] = {}
    for decision in decisions:
        if decision.decision != "same":
            continue
        a, b = (known[_kept(kept, known, each)] for each in decision.pair)
        if a.id == b.id:
            continue
        first, other = (a, b) if _facts(a) >= _facts(b) else (b, a)
        known[first.id] = _one(first, other)
        del known[other.id]
        kept[other.id] = first.id
    return kept


def _kept(kept: Mapping[str, str], known: Mapping[str, Project], one: str) -> str:
    while one not in known:
        one = kept[one]
    return one


def _facts(project: Project) -> int:
    """How much a record knows; an objective of the source weighs most."""
    amounts = [line for line in project.funding if line.amount is not None]
    told = (project.total_cost, project.approved, project.start, project.end, project.status)
    others = (project.implementer, project.category, project.locations, project.dac_sector)
    known = sum(1 for value in (*told, *others) if value)
    return 3 * project.objective_source + 2 * bool(amounts) + known + len(project.sources)


def _one(first: Project, other: Project) -> Project:
    """The first record with what only the other one knows, and where they differ."""
    sources = _joined(first.sources, other.sources)
    places = {place.name.en for place in first.locations}
    told = any(line.amount is not None for line in first.funding)
    paid = first.funding if told or not other.funding else other.funding
    differing = tuple(_differing(first, other, paid, sources.index(other.sources[0])
                                 if other.sources else None))  # fmt: skip
    moved = tuple(
        replace(each, source=sources.index(other.sources[each.source]))
        if each.source is not None and each.source < len(other.sources)
        else each
        for each in other.discrepancies
    )
    richer = other if other.objective_source and not first.objective_source else first
    total = first if first.total_cost is not None else other
    return replace(
        first,
        summary=richer.summary,
        objective_source=richer.objective_source,
        countries=_joined(first.countries, other.countries),
        sectors=_joined(first.sectors, other.sectors),
        regional=first.regional or other.regional,
        funding=paid,
        sources=sources,
        aliases=_joined(first.aliases, (other.id, *other.aliases)),
        dac_sector=first.dac_sector or other.dac_sector,
        dac_source=first.dac_source if first.dac_sector else other.dac_source,
        implementer=first.implementer or other.implementer,
        total_cost=total.total_cost,
        currency=total.currency or first.currency,
        status=first.status or other.status,
        status_as_of=first.status_as_of if first.status else other.status_as_of,
        approved=first.approved or other.approved,
        start=first.start or other.start,
        end=first.end or other.end,
        locations=(
            *first.locations,
            *(place for place in other.locations if place.name.en not in places),
        ),
        category=first.category or other.category,
        related=_joined(first.related, other.related),
        discrepancies=_joined(first.discrepancies, (*moved, *differing)),
        data_as_of=max(first.data_as_of, other.data_as_of),
        remarks=_joined(first.remarks, other.remarks),
    )


def _differing(
    first: Project, other: Project, paid: tuple[FundingLine, ...], source: int | None
) -> Iterator[Discrepancy]:
    """What the other record says and the first one says otherwise."""
    if other.title.en != first.title.en:
        yield Discrepancy("title", other.title.en, source=source)
    for field in COMPARED:
        mine, its = getattr(first, field), getattr(other, field)
        if mine and its and not mine.startswith(its) and not its.startswith(mine):
            yield Discrepancy(field, its, source=source)
    if None not in (first.total_cost, other.total_cost) and (
        (first.total_cost, first.currency) != (other.total_cost, other.currency)
    ):
        yield Discrepancy("total_cost", str(other.total_cost), other.currency, source)
    told = {(line.organisation, line.amount, line.currency) for line in paid}
    for line in other.funding:
        if line.amount is not None and (line.organisation, line.amount, line.currency) not in told:
            field = f"funders.{line.organisation}.amount"
            yield Discrepancy(field, str(line.amount), line.currency, source)


def _contained(project: Project, outer: str, funders: tuple[str, ...]) -> Project:
    """The project with the lines marked whose money the other record already holds."""
    lines = tuple(
        replace(line, within=outer)
        if not line.within and (not funders or line.organisation in funders)
        else line
        for line in project.funding
    )
    whole = all(line.within for line in lines if line.amount is not None)
    return replace(project, funding=lines, within=project.within or (outer if whole else ""))


def _rewritten(project: Project, kept: Mapping[str, str]) -> Project:
    """References to records that are gone lead to those that took them up."""
    if not any(each in kept for each in project.related):
        return project
    related: list[str] = []
    for each in project.related:
        now = each
        while now in kept:
            now = kept[now]
        if now != project.id and now not in related:
            related.append(now)
    return replace(project, related=tuple(related))


def _joined(first: tuple[T, ...], other: Iterable[T]) -> tuple[T, ...]:
    """Those of the first, then those of the other that are not yet there."""
    found = list(first)
    for each in other:
        if each not in found:
            found.append(each)
    return tuple(found)
