"""Finding records that tell of the same project."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit import content
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import FundingLine, Project, Source
from wecoop_desktop.packs.duplicates import Decision
from wecoop_desktop.packs.read import Packs
from wecoop_desktop.publisher.duplicates import LIKELY, Pair, decided_pairs, find, undecided

NOTE = Text("a", "б")


@pytest.fixture(scope="module")
def packs() -> Packs:
    return content.packs()


def project(
    name: str,
    title: str,
    *,
    ru: str = "Проект",
    amount: int | None = None,
    organisation: str = "EBRD",
    identifier: str = "",
    countries: tuple[str, ...] = ("KG",),
    approved: str = "2015",
) -> Project:
    line = FundingLine("ebrd", NOTE, amount=Decimal(amount) if amount else None, currency="USD")
    return Project(
        name, Text(title, ru), NOTE, countries, ("waste",), (line,),
        (Source(organisation, identifier),), approved=approved,
    )  # fmt: skip


OSH = project("a", "Osh Solid Waste Project", amount=2_000_000)
OTHERS = tuple(
    project(f"x{i}", f"{word} project", organisation="ADB", approved="")
    for i, word in enumerate(("Irrigation", "Wind", "Flood", "Forest", "Pasture", "Dam", "Air"))
)


def pair(first: Project, second: Project) -> Pair | None:
    found = find((first, second, *OTHERS), 0)
    return next((one for one in found if {one.a, one.b} == {first.id, second.id}), None)


def score(first: Project, second: Project) -> float:
    found = pair(first, second)
    return found.score if found else 0


def test_the_same_project_of_two_sources_is_found() -> None:
    page = project("b", "Solid waste management in Osh", amount=2_050_000, organisation="News")
    found = pair(OSH, page)
    assert found is not None
    assert found.score >= LIKELY
    assert {"title", "amount", "funder", "year", "source"} <= set(found.reasons)


def test_two_towns_are_two_projects() -> None:
    talas = project("b", "Talas Solid Waste Project", amount=2_000_000)
    page = project("b", "Osh solid waste", amount=2_000_000)
    assert score(OSH, talas) < score(OSH, page)


def test_another_spelling_is_the_same_name() -> None:
    one = project("a", "Horezm Water Project", organisation="News")
    other = project("b", "Khorezm Water Project")
    assert score(one, other) >= LIKELY


def test_the_russian_title_counts_as_much() -> None:
    one = project("a", "Waste in the south", ru="Твёрдые отходы Оша", organisation="News")
    other = project("b", "Clean city", ru="Твердые отходы города Ош")
    assert score(one, other) >= 0.5


def test_an_identifier_finds_what_titles_hide() -> None:
    one = project("a", "Rehabilitation", identifier="XI-38901")
    other = project("b", "Dushanbe waste", identifier="xi-38901", organisation="News")
    found = pair(one, other)
    assert found is not None
    assert "identifier" in found.reasons


def test_a_phase_speaks_against() -> None:
    second = project("b", "Osh Solid Waste Project II", amount=2_000_000)
    third = project("b", "Osh Solid Waste Project", amount=2_000_000)
    assert score(OSH, second) < score(OSH, third)
    found = pair(OSH, second)
    assert found is not None
    assert "phase" in found.reasons


def test_numbers_of_one_publisher_are_two_projects_to_him() -> None:
    one = project("a", "Osh Solid Waste Project", identifier="P100001")
    other = replace(one, id="b", sources=(Source("EBRD", "P100002"),))
    found = pair(one, other)
    assert found is not None
    assert "apart" in found.reasons


def test_other_countries_are_not_compared() -> None:
    uzbek = project("b", "Osh Solid Waste Project", amount=2_000_000, countries=("UZ",))
    assert pair(OSH, uzbek) is None


@given(st.permutations([OSH, replace(OSH, id="b"), *OTHERS]))
def test_the_order_of_records_does_not_matter(projects: list[Project]) -> None:
    assert find(projects) == find([OSH, replace(OSH, id="b"), *OTHERS])


@given(
    st.lists(
        st.builds(
            project,
            st.text("abc", min_size=1, max_size=2),
            st.text(max_size=20),
            ru=st.text(max_size=20),
            amount=st.none() | st.integers(0, 10**15),
            approved=st.sampled_from(["", "2015", "²⁰¹⁵", "2015-02"]),
        ),
        max_size=6,
        unique_by=lambda one: one.id,
    )
)
def test_any_records_give_scores_between_nothing_and_one(projects: list[Project]) -> None:
    for found in find(projects, 0):
        assert 0 <= found.score <= 1
        assert found.a < found.b


def test_many_alike_are_found_without_comparing_all() -> None:
    crowd = [
        project(f"p{i:04}", f"Village {i % 300} water {i}", amount=1000 + i) for i in range(3000)
    ]
    twin = replace(crowd[7], id="twin", sources=(Source("News"),))
    found = {(one.a, one.b) for one in find([*crowd, twin])}
    assert ("p0007", "twin") in found


def test_no_likely_pair_of_the_shipped_content_is_undecided(packs: Packs) -> None:
    assert undecided(packs.projects, packs.decisions) == ()


def test_what_is_decided_is_not_asked_again() -> None:
    twin = replace(OSH, id="b", sources=(Source("News"),))
    assert [one.b for one in undecided((OSH, twin, *OTHERS), ())] == ["b"]
    decision = Decision("b", "a", "separate", NOTE, "2026-11-22")
    assert undecided((OSH, twin, *OTHERS), (decision,)) == ()


def test_decisions_follow_records_that_were_merged() -> None:
    kept = replace(OSH, aliases=("old",))
    decision = Decision("old", "b", "separate", NOTE, "2026-11-22")
    assert list(decided_pairs((kept,), (decision,))) == [("a", "b")]
