"""Searching the real projects: word forms, facets against counting by hand, odd texts."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.search import NOUNS, measured_recall, noun_forms
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import FACETS, KINDS, Hit, Kind, Query, Sort
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.read import Packs

SHARED = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ids(library: Library, text: str, kinds: tuple[Kind, ...] = ("project",)) -> set[str]:
    page = library.find(Query(text=text, kinds=kinds, limit=None, typing=False))
    assert page.total == len(page.hits)
    return {hit.id for hit in page.hits}


def test_forms_of_waste_find_the_same_records(library: Library) -> None:
    found = ids(library, "отходов")
    assert found == ids(library, "отходы") == ids(library, "Отходами")
    assert len(found) >= 40
    assert {"ebrd-38901", "ebrd-42471", "adb-41548-013"} <= found


@pytest.mark.parametrize("noun", NOUNS)
def test_every_form_of_a_noun_finds_what_its_dictionary_form_finds(
    library: Library, noun: str
) -> None:
    whole = ids(library, noun)
    for form in noun_forms(noun):
        # A form that is also a form of another word may find more, never less.
        assert whole <= ids(library, form), form


def test_recall_over_word_forms(library: Library, real: Packs) -> None:
    assert measured_recall(real, library) >= 0.99


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("зелёный", "зеленый"),
        ("ЗАЁМ", "займ"),
        ("Naryn", "Нарын"),
        ("Issyk-Kul", "Ысык-Көл"),
        ("Ысык-Көл", "Иссык-Куль"),
        ("ЕБРР", "EBRD"),
    ],
)
def test_spellings_of_one_thing_find_nearly_the_same(
    library: Library, one: str, other: str
) -> None:
    first, second = ids(library, one), ids(library, other)
    assert first
    assert len(first & second) >= 0.75 * len(first | second)


def test_old_names_find_the_place(library: Library) -> None:
    assert ids(library, "Худжанд") <= ids(library, "Ленинабад")


def test_the_other_layout_and_an_error_are_said(library: Library) -> None:
    whole = ids(library, "отходы")
    for typed in ("jn[jls", "отхды"):
        page = library.find(Query(text=typed, limit=None, typing=False))
        assert page.also == ("отходы",)
        assert {hit.id for hit in page.hits} == whole


def test_what_is_found_well_is_not_corrected(library: Library) -> None:
    assert library.find(Query(text="отходы")).also == ()


def test_quotes_minus_and_beginnings(library: Library) -> None:
    phrase = ids(library, '"бытовыми отходами"')
    assert phrase
    assert phrase <= ids(library, "бытовые отходы")
    assert ids(library, "отходы -Душанбе") == ids(library, "отходы") - ids(
        library, "отходы Душанбе"
    )
    assert ids(library, "-отходы") == ids(library, "") - ids(library, "отходы")
    assert ids(library, "водоснаб*") >= ids(library, "водоснабжение")


def test_typing_finds_what_is_coming(library: Library) -> None:
    page = library.find(Query(text="водосн", limit=None))
    assert ids(library, "водоснабжение") <= {hit.id for hit in page.hits}


def test_an_id_finds_its_record_first(library: Library) -> None:
    assert library.find(Query(text="ebrd-38901", limit=1)).hits[0].id == "ebrd-38901"
    assert library.find(Query(text="P008326", limit=1)).hits[0].id == "wb-P008326"


def test_the_title_ranks_above_the_summary(library: Library) -> None:
    hits = library.find(Query(text="отходы ", limit=10)).hits
    assert all(any(why.field == "title" for why in hit.why) for hit in hits)


def test_why_is_a_word_of_the_record(library: Library, real: Packs) -> None:
    projects = {project.id: project for project in real.projects}
    for text in ("отходами", "waste water", "ЕБРР", "naryn", "вод"):
        for hit in library.find(Query(text=text, limit=None)).hits:
            assert hit.why, (text, hit.id)
            for why in hit.why:
                if why.field in ("title", "summary"):
                    told = getattr(getattr(projects[hit.id], why.field), why.language)
                    assert why.word in told


def test_every_kind_is_found_in_one_index(library: Library, real: Packs) -> None:
    there = {
        kind
        for kind, held in (
            ("project", real.projects),
            ("section", real.sections),
            ("funder", real.funders),
            ("policy", real.policies),
            ("term", real.terms),
            ("event", real.events),
        )
        if held
    }
    page = library.find(Query(kinds=KINDS, limit=None))
    assert {hit.kind for hit in page.hits} == there
    funders = library.find(Query(text="Green Climate Fund", kinds=("funder",))).hits
    assert funders[0].id == "gcf"


def _values(project: Project, facet: str) -> tuple[str, ...]:
    """The values of a filter, as a person would read them in the record."""
    begins = project.approved or project.start
    amounts = [line.amount for line in project.funding if line.amount is not None]
    match facet:
        case "country":
            return project.countries
        case "scope":
            scope = "regional" if project.regional else "national"
            return (scope, "wider") if project.wider else (scope,)
        case "sector":
            return project.sectors
        case "dac":
            code = project.dac_sector
            return (code, code[:3]) if code else ("unknown",)
        case "funder":
            return tuple({line.organisation for line in project.funding}) or ("unknown",)
        case "instrument":
            told = {line.instrument or "unknown" for line in project.funding}
            return tuple(told) or ("unknown",)
        case "status":
            return (project.status or "unknown",)
        case "category":
            return (project.category or "unknown",)
        case "year":
            return (begins[:4],) if begins else ()
        case "missing":
            missing = {
                "year": not begins,
                "size": project.total_cost is None and not amounts,
                "place": all(place.latitude is None for place in project.locations),
                "source": not any(source.url for source in project.sources),
            }
            return tuple(name for name, lacks in missing.items() if lacks)
    raise ValueError(facet)


BY_HAND = (
    "country", "scope", "sector", "dac", "funder", "instrument", "status", "category", "year",
    "missing",
)  # fmt: skip


def _fits(project: Project, query: Query, without: str = "") -> bool:
    for choice in query.choices:
        values = set(_values(project, choice.facet))
        if choice.facet == without:
            continue
        if choice.values and not values & set(choice.values):
            return False
        if values & set(choice.without):
            return False
    first, last = query.years
    if (first, last) == (None, None) or without == "year":
        return True
    year = _values(project, "year")
    return bool(year) and (first or 0) <= int(year[0]) <= (9999 if last is None else last)


OFFERED = {
    "country": ["KG", "TJ", "UZ"],
    "scope": ["regional", "national", "wider"],
    "sector": ["waste", "irrigation", "land"],
    "dac": ["140", "14050", "unknown"],
    "funder": ["ebrd", "gef", "eu"],
    "instrument": ["loan", "unknown"],
    "status": ["active", "closed", "unknown"],
    "category": ["B", "unknown"],
    "missing": ["place", "size"],
}


@st.composite
def queries(draw: st.DrawFn) -> Query:
    years = st.tuples(st.none() | st.integers(1990, 2026), st.none() | st.integers(1990, 2030))
    query = Query(
        text=draw(st.sampled_from(["", "отходы ", "water ", "климат"])),
        years=draw(years),
        sort=draw(st.sampled_from(["relevance", "approved", "amount", "title", "funder"])),
        reverse=draw(st.booleans()),
        facets=FACETS,
        limit=None,
    )
    for facet in draw(st.sets(st.sampled_from(sorted(OFFERED)), max_size=3)):
        some = st.lists(st.sampled_from(OFFERED[facet]), max_size=2, unique=True)
        query = query.excluding(facet, *draw(some)).choosing(facet, *draw(some))
    return query


@SHARED
@given(query=queries())
def test_facets_count_as_by_hand(library: Library, real: Packs, query: Query) -> None:
    worded = {
        hit.id for hit in library.find(Query(text=query.text, typing=query.typing, limit=None)).hits
    }
    told = [project for project in real.projects if project.id in worded]
    page = library.find(query)
    if not page.also:
        assert {hit.id for hit in page.hits} == {p.id for p in told if _fits(p, query)}
        for facet in BY_HAND:
            counted = Counter(
                value for p in told if _fits(p, query, without=facet) for value in _values(p, facet)
            )
            found = {each.value: each.count for each in page.facets[facet]}
            assert {v: n for v, n in found.items() if not v.endswith(".*")} == dict(counted)


@SHARED
@given(text=st.text(max_size=60), sort=st.sampled_from(["relevance", "approved", "title"]))
def test_any_text_is_a_search(library: Library, text: str, sort: Sort) -> None:
    for typing in (True, False):
        page = library.find(Query(text, KINDS, sort=sort, facets=FACETS, typing=typing, limit=5))
        assert 0 <= len(page.hits) <= 5
        assert len(page.hits) <= page.total


@SHARED
@given(parts=st.lists(st.sampled_from([*list("\"-*«»()[]{}:^~\\/+&|!?.'\x00"), "OR", "NOT", "в"])))
def test_operators_are_never_an_error(library: Library, parts: list[str]) -> None:
    page = library.find(Query("".join(parts), limit=5))
    assert page.total >= 0


@pytest.mark.parametrize(
    "text",
    ["🙂🌊", "שלום عربى", "\u202eотходы\u202c", "отходы " * 150_000, "я" * 1_000_000, "\0\0", "ﷺ"],
    ids=["emoji", "right-to-left", "turned", "many words", "one long word", "nul", "ligature"],
)
def test_odd_texts(library: Library, text: str) -> None:
    page = library.find(Query(text=text, facets=FACETS))
    assert len(page.hits) <= 50


def test_pages_follow_one_another(library: Library) -> None:
    whole = library.find(Query(text="вода", limit=None)).hits
    parts: list[Hit] = []
    for offset in range(0, len(whole), 7):
        parts += library.find(Query(text="вода", limit=7, offset=offset)).hits
    assert tuple(parts) == whole
    assert library.find(Query(text="вода", offset=10**9)).hits == ()
    assert library.find(Query(text="вода", offset=-5, limit=2)).hits == whole[:2]


def test_sorting(library: Library, real: Packs) -> None:
    def found(sort: Sort, language: str = "en") -> list[Hit]:
        return list(library.find(Query(sort=sort, limit=None, language=language)).hits)

    years = [hit.years[0] for hit in found("approved")]
    assert years == sorted(years, reverse=True)
    sizes = [hit.usd for hit in found("amount")]
    known = [size for size in sizes if size is not None]
    assert known == sorted(known, reverse=True)
    assert sizes[len(known) :] == [None] * (len(sizes) - len(known))
    assert found("title")[0].title.en < found("title")[-1].title.en
    assert found("title", "ru") != found("title", "en")


def test_a_year_far_away_is_no_error(library: Library) -> None:
    assert library.find(Query(years=(10**30, None))).total == 0
    assert library.find(Query(years=(-(10**30), 10**30))).total > 0


SORTED = ("approved", "amount", "title", "country", "sector", "funder", "status", "ends")


@pytest.mark.parametrize("sort", SORTED)
def test_an_order_turned_round_keeps_the_unknown_last(library: Library, sort: Sort) -> None:
    on = [hit.id for hit in library.find(Query(sort=sort, limit=None)).hits]
    back = [hit.id for hit in library.find(Query(sort=sort, reverse=True, limit=None)).hits]
    assert sorted(on) == sorted(back)
    assert on != back
    if sort == "amount":
        last = library.project(back[-1])
        assert last.total_cost is None or not last.funding


def test_sizes_are_bounds_in_the_currency_asked_for(library: Library) -> None:
    for hit in library.find(Query(size=(10_000_000, 50_000_000), limit=None)).hits:
        assert hit.usd is not None
        assert 10_000_000 <= hit.usd <= 50_000_000
    page = library.find(Query(facets=("size",), limit=0))
    known = library.find(Query(size=(0, None), limit=0)).total
    assert sum(band.count for band in page.facets["size"]) == known
    assert library.find(Query(size=(-(10**40), 10**40), limit=0)).total == known


def test_among_asks_only_for_these(library: Library) -> None:
    asked = ("ebrd-38901", "no-such-project")
    assert [hit.id for hit in library.find(Query(among=asked)).hits] == ["ebrd-38901"]
    assert library.find(Query(among=())).total == 0


def test_places_of_a_result(library: Library, real: Packs) -> None:
    placed = library.places(Query())
    told = {
        project.id
        for project in real.projects
        if any(place.latitude is not None for place in project.locations)
    }
    assert {spot.project for spot in placed.spots} == told
    assert placed.projects == len(real.projects)
    assert placed.without == len(real.projects) - len(told)
    assert placed.regional == sum(project.regional for project in real.projects)
    of_one = library.places(Query(among=("ebrd-38901",)))
    assert of_one.projects == 1


def test_all_projects_of_a_result_come_in_its_order(library: Library) -> None:
    query = Query(text="отходы", sort="title", limit=3)
    ids = [project.id for project in library.projects(query)]
    assert len(ids) == library.find(query).total
    assert ids[:3] == [hit.id for hit in library.find(query).hits]
