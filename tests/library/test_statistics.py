"""Statistics against adding up the records by hand, also where money contains other money."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.bulk import projects as made_up
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library.build import write
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Currency, Query
from wecoop_desktop.packs import money
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.labels import UNKNOWN
from wecoop_desktop.packs.read import Packs
from wecoop_desktop.packs.statistics import SEVERAL, Statistics

SHARED = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BAR_FACETS = ("country", "sector", "funder", "instrument", "status")


@pytest.fixture(scope="module")
def nested(
    real: Packs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Library, Packs]]:
    """The real records and made-up ones, of which a third contain one another in short chains."""
    chance = random.Random(3)
    held: list[Project] = []
    for project in (*real.projects, *made_up(120, real)):
        # The outer one stands earlier: never in itself and never in a circle.
        if chance.random() < 0.05:
            project = replace(project, wider=True)
        lines = tuple(
            replace(line, within=chance.choice(held).id) if held and chance.random() < 0.3 else line
            for line in project.funding
        )
        held.append(replace(project, funding=lines))
    content = replace(real, projects=tuple(held))
    folder = tmp_path_factory.mktemp("nested")
    write(content, folder, "nested", Job())
    library = Library(folder)
    yield library, content
    library.close()


def amounts(project: Project, packs: Packs, into: str) -> list[int | None]:
    """What each line is in whole units."""
    found = []
    for line in project.funding:
        amount = money.converted(line, money.year_of(project), packs.rates, into)
        found.append(None if amount is None else int(amount))
    return found


def plainly(listed: Sequence[Project], packs: Packs, into: Currency) -> Statistics:
    """The same figures by plain adding up, projects one after the other."""
    sums = {p.id: amounts(p, packs, into) for p in listed}
    known = {name for name, held in sums.items() if any(amount is not None for amount in held)}
    beyond = {p.id for p in listed if p.wider and p.id in known}
    priced = known - beyond
    themes = {sector: theme.id for theme in packs.themes for sector in theme.sectors}
    paid: dict[str, int] = {}
    left_of: dict[str, list[int]] = {}  # what each line adds
    inside = set()
    for project in listed:
        left_of[project.id] = [
            0 if amount is None or line.within in priced or project.wider else amount
            for line, amount in zip(project.funding, sums[project.id], strict=True)
        ]
        contains = any(
            amount is not None and line.within in priced
            for line, amount in zip(project.funding, sums[project.id], strict=True)
        )
        left = sum(left_of[project.id])
        if project.id in beyond:
            continue
        if contains and not left:
            inside.add(project.id)
        elif project.id in priced:
            paid[project.id] = left
    lines = [
        (line.instrument or UNKNOWN, amount)
        for project in listed
        for line, amount in zip(project.funding, left_of[project.id], strict=True)
    ]
    values: dict[str, dict[str, list[str]]] = {
        "country": {p.id: list(p.countries) for p in listed},
        "sector": {p.id: list(p.sectors) for p in listed},
        "theme": {p.id: [themes.get(s, UNKNOWN) for s in p.sectors] for p in listed},
        "status": {p.id: [p.status or UNKNOWN] for p in listed},
        "year": {p.id: [str(money.year_of(p) or UNKNOWN)] for p in listed},
    }
    groups = {name: bars(of, paid) for name, of in values.items()}
    for name, value in (("funder", "organisation"), ("instrument", "instrument")):
        counts: Counter[str] = Counter()
        shares: Counter[str] = Counter()
        for project in listed:
            mine = [getattr(line, value) or UNKNOWN for line in project.funding]
            counts.update(set(mine) or {UNKNOWN})
            for one, amount in zip(mine, left_of[project.id], strict=True):
                shares[one] += amount
        groups[name] = {one: (counts[one], shares[one]) for one in counts}
    return Statistics(
        currency=into,
        projects=len(listed),
        priced=len(paid),
        contained=len(inside),
        wider=len(beyond),
        unpriced=len(listed) - len(paid) - len(inside) - len(beyond),
        amount=sum(paid.values()),
        median=int(median(map(Decimal, paid.values()))) if paid else None,
        grants=sum(amount for instrument, amount in lines if instrument == "grant"),
        told=sum(amount for instrument, amount in lines if instrument != UNKNOWN),
        groups=groups,  # type: ignore[arg-type]  # compared as plain pairs
    )


def bars(values: dict[str, list[str]], paid: dict[str, int]) -> dict[str, tuple[int, int]]:
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    for project, held in values.items():
        different = list(dict.fromkeys(held)) or [UNKNOWN]
        counts.update(different)
        if paid.get(project):
            sums[different[0] if len(different) == 1 else SEVERAL] += paid[project]
    return {value: (counts[value], sums[value]) for value in counts | sums}


def compare(told: Statistics, plain: Statistics) -> None:
    assert replace(told, years=(), groups={}) == replace(plain, years=(), groups={})
    for name, bars_told in told.groups.items():
        assert {b.value: (b.projects, b.amount) for b in bars_told} == plain.groups[name], name
    years = {bar.value: (bar.projects, bar.amount) for bar in told.groups["year"]}
    for stack in told.years:
        assert (
            sum(count for _, count in stack.counts) == stack.projects == years[str(stack.year)][0]
        )
        assert sum(amount for _, amount in stack.parts) == years[str(stack.year)][1]


def listed(library: Library, query: Query, packs: Packs) -> list[Project]:
    found = library.find(replace(query, limit=None))
    by_id = {project.id: project for project in packs.projects}
    return [by_id[hit.id] for hit in found.hits]


QUERIES = st.builds(
    lambda text, country, sector, status, years, currency: replace(
        Query(text=text, years=years, currency=currency)
        .choosing("country", *country)
        .choosing("sector", *sector)
        .excluding("status", *status),
        typing=False,
    ),
    st.sampled_from(("", "", "water", "вода", "reform", "zzzz")),
    st.sets(st.sampled_from(("KZ", "KG", "TJ", "TM", "UZ")), max_size=2),
    st.sets(st.sampled_from(("water.*", "mitigation_energy", "governance", "land")), max_size=2),
    st.sets(st.sampled_from(("closed", UNKNOWN)), max_size=1),
    st.sampled_from(((None, None), (2010, None), (2015, 2015), (None, 1999), (1900, 1901))),
    st.sampled_from(("USD", "EUR")),
)


@SHARED
@given(query=QUERIES)
def test_figures_are_those_of_adding_up_the_records(
    nested: tuple[Library, Packs], query: Query
) -> None:
    library, packs = nested
    told = library.statistics(query)
    compare(told, plainly(listed(library, query, packs), packs, query.currency))


def test_the_whole_database(library: Library, real: Packs) -> None:
    for currency in ("USD", "EUR"):
        told = library.statistics(Query(currency=currency))
        compare(told, plainly(real.projects, real, currency))


@pytest.mark.parametrize("text", ["", "water"])
def test_bars_and_filters_count_alike(library: Library, text: str) -> None:
    """A bar is a filter: what stands at its end is what choosing it finds."""
    query = Query(text=text, facets=(*BAR_FACETS, "missing"), typing=False)
    page, told = library.find(query), library.statistics(query)
    for name in BAR_FACETS:
        counted = dict(page.facets[name])
        shown = {bar.value: bar.projects for bar in told.groups[name] if bar.value != SEVERAL}
        assert {value: n for value, n in counted.items() if not value.endswith(".*")} == shown
    themes = {v.removesuffix(".*"): n for v, n in page.facets["sector"] if v.endswith(".*")}
    assert {b.value: b.projects for b in told.groups["theme"] if b.value != SEVERAL} == themes
    unknown = {b.value: b.projects for b in told.groups["year"]}.get(UNKNOWN, 0)
    assert unknown == dict(page.facets["missing"]).get("year", 0)


def test_the_total_is_the_one_of_the_rules_and_of_the_bars(
    nested: tuple[Library, Packs],
) -> None:
    """`packs.money` adds up in cents, the library in whole units of each line."""
    library, packs = nested
    for currency in ("USD", "EUR"):
        told = library.statistics(Query(currency=currency))
        lines = sum(len(project.funding) for project in packs.projects)
        assert abs(told.amount - money.total(packs.projects, packs.rates, currency).amount) < lines
        for name in ("funder", "instrument", "country", "theme", "year"):
            assert sum(bar.amount for bar in told.groups[name]) == told.amount


def test_several_and_unknown_stand_last(library: Library) -> None:
    for bars_told in library.statistics(Query()).groups.values():
        values = [bar.value for bar in bars_told]
        ends = [value for value in (SEVERAL, UNKNOWN) if value in values]
        assert set(values[len(values) - len(ends) :]) == set(ends)


def test_amounts_larger_than_the_file_could_add_up(real: Packs, tmp_path: Path) -> None:
    """Twenty times 10^18 would not fit the numbers of the file."""
    one = next(project for project in real.projects if project.funding)
    line = replace(one.funding[0], amount=Decimal(10) ** 18, currency="USD", instrument="loan")
    many = tuple(replace(one, id=f"large-{n}", aliases=(), funding=(line,)) for n in range(20))
    write(replace(real, projects=many), tmp_path, "large", Job())
    library = Library(tmp_path)
    told = library.statistics(Query())
    library.close()
    assert told.amount == told.told == 20 * 10**18
    assert told.median == 10**18


def test_money_is_counted_where_the_outer_amount_is_unknown(real: Packs, tmp_path: Path) -> None:
    """A project within another whose money nobody knows is not counted twice, so it is counted."""
    one = next(project for project in real.projects if project.funding)
    line = replace(one.funding[0], amount=Decimal(700), currency="USD")
    outer = replace(one, id="outer", aliases=(), funding=(replace(line, amount=None),))
    inner = replace(one, id="inner", aliases=(), funding=(replace(line, within="outer"),))
    write(replace(real, projects=(outer, inner)), tmp_path, "outer", Job())
    library = Library(tmp_path)
    told = library.statistics(Query())
    library.close()
    assert (told.amount, told.contained, told.unpriced) == (700, 0, 1)


def test_nothing_found_is_nothing_counted(library: Library) -> None:
    told = library.statistics(Query(text="zzzzqqqq"))
    assert (told.projects, told.amount, told.median, told.years) == (0, 0, None, ())
    assert not any(told.groups.values())
