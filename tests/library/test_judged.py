"""The judged searches: what specialists type finds what is there, and right in front."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench.judged import Answer, answers, quality
from tests.library.judged import JUDGED, fitting
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.packs.read import Packs

LEAST = {"recall": 0.95, "rank": 0.9, "graded": 0.95, "typos": 0.95}


@pytest.fixture(scope="module")
def given(library: Library, real: Packs) -> tuple[Answer, ...]:
    return answers(library, real)


def test_the_set_is_large_and_speaks_of_records_that_are_there(real: Packs) -> None:
    known = {project.id for project in real.projects}
    assert len({one.query for one in JUDGED}) == len(JUDGED) >= 160
    assert {each for one in JUDGED for each in (*one.wanted, *one.never)} <= known
    assert min(Counter(one.sort for one in JUDGED).values()) >= 4
    for one in JUDGED:
        assert one.wanted or one.fit or one.empty, one.query
        assert not one.fit or fitting(one.fit, real.projects, {}), one.query


def test_what_is_expected_is_among_the_first_ten(given: tuple[Answer, ...]) -> None:
    told = quality(given)
    missed = "\n".join(each.judged.query for each in given if each.recall < 1)
    assert told.recall >= LEAST["recall"], missed
    assert told.rank >= LEAST["rank"], missed


def test_grades_are_kept(given: tuple[Answer, ...]) -> None:
    missed = "\n".join(each.judged.query for each in given if not each.graded)
    assert quality(given).graded >= LEAST["graded"], missed


def test_hardly_any_search_stays_without_an_answer(given: tuple[Answer, ...]) -> None:
    silent = [each.judged.query for each in given if not each.found and not each.judged.empty]
    assert quality(given).zero <= 0.01, silent


def test_typing_errors_are_mended(given: tuple[Answer, ...]) -> None:
    assert quality(given).typos >= LEAST["typos"]


def test_every_sort_of_search_is_answered_well(given: tuple[Answer, ...]) -> None:
    sums: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for each in given:
        sums[each.judged.sort] += each.recall  # type: ignore[assignment]  # shares, not counts
        numbers[each.judged.sort] += 1
    poor = {sort: sums[sort] / numbers[sort] for sort in sums if sums[sort] / numbers[sort] < 0.75}
    assert not poor


def test_what_was_excluded_is_not_there(given: tuple[Answer, ...]) -> None:
    for each in given:
        assert not set(each.judged.never) & set(each.found), each.judged.query


def test_every_hit_has_a_reason_that_stands_in_it(library: Library, real: Packs) -> None:
    projects = {project.id: project for project in real.projects}
    for one in JUDGED:
        for hit in library.find(Query(text=one.query, limit=10)).hits:
            assert hit.why, (one.query, hit.id)
            for why in hit.why:
                if why.field in ("title", "summary"):
                    text = getattr(getattr(projects[hit.id], why.field), why.language)
                    assert why.word in text, (one.query, why)
