"""Projects like a project, over the real library: each with reasons that are true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from wecoop_desktop.advice.similar import (
    MOST,
    REASONS,
    RELATED,
    WEIGHTS,
    Reason,
    Similar,
    reason_words,
    related,
    similar,
)
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.packs.content import Location, Project
from wecoop_desktop.packs.labels import Labels

ISSYK_KUL = "adb-41548-013"
WITH_PHASES = "wb-P118430"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = shelf.current(Home(tmp_path_factory.mktemp("Айгүл home")))
    yield opened
    opened.close()


def _codes(entry: Similar) -> tuple[str, ...]:
    return tuple(reason.code for reason in entry.reasons)


def test_every_reason_has_words_and_a_weight() -> None:
    assert set(REASONS) == set(WEIGHTS)
    for code, words in REASONS.items():
        names = ("Karakol",) if "{names}" in words else ()
        said = reason_words(Reason(code, names), Language("en"), Labels())
        assert said
        assert "{" not in said


def test_a_project_of_the_same_places_comes_first(library: Library) -> None:
    found = similar(library, library.project(ISSYK_KUL))
    assert 1 < len(found) <= MOST
    assert _codes(found[0])[0] == "place"
    assert {name.en for name in found[0].reasons[0].names} <= {
        "Balykchy", "Cholpon-Ata", "Karakol",
    }  # fmt: skip
    assert ISSYK_KUL not in {entry.hit.id for entry in found}


def test_reasons_are_true(library: Library) -> None:
    own = library.project(ISSYK_KUL)
    for entry in similar(library, own, most=20):
        other = library.project(entry.hit.id)
        codes = _codes(entry)
        assert codes, entry.hit.id
        places = {location.name.en for location in other.locations}
        for reason in entry.reasons:
            if reason.code == "place":
                assert {name.en for name in reason.names} <= places
            elif reason.code == "sector-country":
                assert set(reason.values) <= set(own.sectors) & set(other.sectors)
                assert set(own.countries) & set(other.countries)
            elif reason.code == "instrument":
                assert set(reason.values) <= {line.instrument for line in other.funding}
            elif reason.code == "funder":
                assert {line.organisation for line in other.funding} & {"adb"}


def test_more_and_weightier_reasons_come_first(library: Library) -> None:
    found = [e for e in similar(library, library.project(ISSYK_KUL), most=20) if not e.related]
    weights = [sum(WEIGHTS[code] for code in _codes(entry)) for entry in found]
    assert weights == sorted(weights, reverse=True)


def test_records_of_the_same_undertaking_come_first_and_are_said_so(library: Library) -> None:
    project = library.project(WITH_PHASES)
    assert project.related
    found = similar(library, project)
    first = found[: len(project.related)]
    assert {entry.hit.id for entry in first} == set(project.related)
    assert all(entry.related and entry.reasons[0].code in RELATED for entry in first)
    assert not any(entry.related for entry in found[len(project.related) :])
    assert related(library, project) == first


def test_money_within_money_is_named(library: Library) -> None:
    whole = library.project(WITH_PHASES)
    part = replace(library.project(ISSYK_KUL), within=whole.id)
    (entry,) = related(library, part)
    assert entry.hit.id == whole.id
    assert _codes(entry) == ("whole",)


def test_the_same_lake_is_a_reason_and_a_region_of_its_name_is_not(library: Library) -> None:
    found = similar(library, library.project("eib-uz-aral-water"), most=20)
    waters = [r for entry in found for r in entry.reasons if r.code == "water"]
    assert Text("Aral Sea", "Аральское море") in {name for r in waters for name in r.names}
    lake = Text("Issyk-Kul lake", "озеро Иссык-Куль")
    for entry in similar(library, library.project(ISSYK_KUL), most=20):
        named = [r for r in entry.reasons if r.code == "water" and lake in r.names]
        text = f"{entry.hit.title.en} {entry.hit.summary.en}".lower()
        assert not named or "lake" in text


def test_reasons_are_said_in_both_languages(library: Library) -> None:
    labels = library.labels()
    found = similar(library, library.project(ISSYK_KUL))
    place = found[0].reasons[0]
    assert "Балыкчы" in reason_words(place, Language("ru"), labels)
    assert "Balykchy" in reason_words(place, Language("en"), labels)


@pytest.mark.parametrize(
    "project",
    [
        Project("nobody-knows", Text(), Text(), (), (), (), ()),
        Project(
            ISSYK_KUL,
            Text('" OR *:* AND ('),
            Text(),
            ("KG",),
            ("no-such-sector",),
            (),
            (),
            locations=tuple(Location(Text(f'"{n} AND ( ]')) for n in range(300)),
            related=("no-such-project", ISSYK_KUL),
            within="neither",
        ),
    ],
)
def test_a_project_that_says_little_or_odd_things_has_few_likenesses(
    library: Library, project: Project
) -> None:
    found = similar(library, project)
    assert len(found) <= MOST
    assert all(entry.reasons and entry.hit.id != project.id for entry in found)
