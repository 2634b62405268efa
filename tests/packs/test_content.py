"""The packs that are shipped: whole, sound, and in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.kit import content
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.packs.content import Location
from wecoop_desktop.packs.read import Packs

FOLDER = resources_folder() / "packs"
CYRILLIC = re.compile("[А-Яа-яЁё]")
# Two alphabets inside of one word; СО2 with Cyrillic letters is the classic.
MIXED = re.compile(r"[A-Za-z][а-яё]|[а-яё][A-Za-z]")


@pytest.fixture(scope="module")
def packs() -> Packs:
    return content.packs()


def _texts(data: object, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every pair of texts in plain data with its path."""
    if isinstance(data, Mapping):
        if isinstance(data.get("en"), str) and isinstance(data.get("ru"), str):
            yield path, data["en"], data["ru"]
        for key, value in data.items():
            yield from _texts(value, f"{path}.{key}")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, f"{path}[{index}]")


def _all_texts() -> Iterator[tuple[str, str, str]]:
    for file in sorted(FOLDER.rglob("*.json")):
        if "examples" not in file.parts:
            yield from _texts(json.loads(file.read_bytes()), str(file.relative_to(FOLDER)))


def test_nothing_is_wrong(packs: Packs) -> None:
    english = Language("en")
    wrong = [
        f"{finding.file} {finding.path} {say_finding(english, finding)}"
        for finding in packs.findings
        if finding.level != "note"
    ]
    assert wrong == []


def test_everything_is_there(packs: Packs) -> None:
    # 910 records, of which two tell of projects that other records tell of as well.
    assert len(packs.projects) == 908
    assert len([one for one in packs.decisions if one.decision == "same"]) == 2
    assert len(packs.organisations) == 72
    assert len(packs.funders) == 33
    assert len(packs.policies) == 50
    assert len(packs.templates) == 13
    assert len(packs.events) == 33
    assert len(packs.terms) >= 150
    assert [form.id for form in packs.forms] == ["proposal"]
    form = packs.forms[0]
    assert len(form.steps) == 20
    assert sum(len(step.fields) for step in form.steps) == 173
    assert sum(len(step.rules) for step in form.steps) == 129


def test_known_projects(packs: Packs) -> None:
    projects = {project.id: project for project in packs.projects}
    assert {"ebrd-38901", "ebrd-42471", "adb-41548-013"} <= set(projects)
    osh = projects["ebrd-42471"]
    assert osh.countries == ("KG",)
    assert osh.funding[0].amount == Decimal(2_000_000)
    assert osh.funding[0].currency == "EUR"
    assert osh.title.ru


def test_every_text_is_in_both_languages() -> None:
    missing = [(path, en, ru) for path, en, ru in _all_texts() if not en.strip() or not ru.strip()]
    assert missing == []


def test_russian_is_written_in_one_alphabet_and_with_its_own_signs() -> None:
    wrong = [
        (path, ru)
        for path, _, ru in _all_texts()
        if MIXED.search(ru) or " - " in ru or '"' in ru or "НДЦ" in ru
    ]
    assert wrong == []


def test_english_has_no_cyrillic_and_its_own_signs() -> None:
    wrong = [
        (path, en)
        for path, en, _ in _all_texts()
        if CYRILLIC.search(en) or " - " in en or " — " in en or '"' in en
    ]
    assert wrong == []


def test_titles_of_the_stepper_fit(packs: Packs) -> None:
    for step in packs.forms[0].steps:
        assert 0 < len(step.short.en) <= 19
        assert 0 < len(step.short.ru) <= 19


def test_every_step_stands_in_one_group(packs: Packs) -> None:
    form = packs.forms[0]
    grouped = [step for group in form.groups for step in group.data["steps"]]  # type: ignore[attr-defined]
    assert sorted(grouped) == sorted(step.id for step in form.steps)
    assert all(step.group in {group.id for group in form.groups} for step in form.steps)


def test_numbers_are_exact(packs: Packs) -> None:
    amounts = [line.amount for project in packs.projects for line in project.funding]
    assert all(amount is None or isinstance(amount, Decimal) for amount in amounts)
    places = [place for project in packs.projects for place in project.locations]
    assert all(place.latitude is None or isinstance(place.latitude, Decimal) for place in places)


def test_the_order_in_which_things_stand(packs: Packs) -> None:
    assert packs.funders[0].id.startswith("eu_")
    assert [policy.country for policy in packs.policies][:: len(packs.policies) - 1] == [
        "KZ",
        "REG",
    ]
    dates = [event.when for event in packs.events]
    assert dates == sorted(dates, reverse=True)


# The map


def _polygons(geometry: Mapping[str, list[list[list[list[float]]]]]) -> list[list[list[float]]]:
    rings = geometry["coordinates"]
    return [polygon[0] for polygon in (rings if geometry["type"] == "MultiPolygon" else [rings])]  # type: ignore[misc,list-item]


def _near(x: float, y: float, ring: list[list[float]], slack: float) -> bool:
    """Inside of the ring, or at most `slack` degrees from one of its corners."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        if abs(x1 - x) < slack and abs(y1 - y) < slack:
            return True
    return inside


def _map(name: str) -> dict[str, list[list[list[float]]]]:
    data = json.loads((resources_folder() / "map" / name).read_bytes())
    return {feature["id"]: _polygons(feature["geometry"]) for feature in data["features"]}


def test_every_region_is_on_the_map(packs: Packs) -> None:
    regions = _map("regions.geojson")
    inside = json.loads((resources_folder() / "map" / "inside.json").read_bytes())
    used = {place.region for project in packs.projects for place in project.locations}
    assert {code for code in used if code and inside.get(code, code) not in regions} == set()
    assert set(inside.values()) <= set(regions)


def test_places_lie_in_their_countries(packs: Packs) -> None:
    countries = _map("countries.geojson")
    assert set(countries) == {"KZ", "KG", "TJ", "TM", "UZ"}

    def outside(place: Location, among: tuple[str, ...]) -> bool:
        if place.latitude is None or place.longitude is None:
            return False
        x, y = float(place.longitude), float(place.latitude)
        return not any(_near(x, y, ring, 0.2) for code in among for ring in countries[code])

    wrong = [
        (project.id, place.name.en)
        for project in packs.projects
        for place in project.locations
        if outside(place, (place.region[:2],) if place.region else project.countries)
    ]
    assert wrong == []


def test_files_are_named_after_their_ids(packs: Packs) -> None:
    names = {path.stem for path in Path(FOLDER / "projects" / "projects").iterdir()}
    merged = {
        each
        for one in packs.decisions
        if one.decision == "same"
        for each in one.pair
        if each not in {project.id for project in packs.projects}
    }
    assert names == {project.id for project in packs.projects} | merged
    assert merged <= {alias for project in packs.projects for alias in project.aliases}
