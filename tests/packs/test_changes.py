"""What is told of the difference between two editions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.revised import revise, shipped
from tests.packs.test_read import small
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.changes import (
    HOW,
    KINDS,
    Change,
    Changes,
    PackChange,
    changes,
    folder_changes,
)

Packs = dict[str, dict[str, bytes]]
TITLE = {"en": "Landfill", "ru": "Полигон"}
LANDFILL = Text("Landfill", "Полигон")


def packs(**files: object) -> Packs:
    """Files by path (`__` for `/`), as packs; what is no text is written as JSON."""
    found: Packs = {}
    for key, told in files.items():
        name = key.replace("__", "/")
        name = name if name.endswith(".md") else f"{name}.json"
        data = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        found.setdefault(name.partition("/")[0], {})[name] = data
    return found


def project(key: str, **told: object) -> Packs:
    return packs(**{f"projects__projects__{key}": {"id": key, "title": TITLE, **told}})


def only(found: Changes) -> Change:
    (each,) = found.things
    return each


def test_nothing_differs() -> None:
    old = shipped()
    assert changes(old, {pack: dict(files) for pack, files in old.items()}) == Changes()


def test_a_project_that_is_new_closed_gone() -> None:
    active, closed = project("a", status="active"), project("a", status="closed")
    assert only(changes({}, active)) == Change("new", "project", "a", LANDFILL)
    assert only(changes(active, {})) == Change("gone", "project", "a", LANDFILL)
    found = changes(active, closed)
    assert only(found) == Change("changed", "project", "a", LANDFILL, ("status",), "closed")
    assert found.ended == found.things
    assert changes(closed, active).ended == ()
    assert changes({}, closed).ended == ()


def test_the_keys_that_differ_are_named() -> None:
    old, new = project("a", summary=1, sources=2), project("a", sources=3, remarks=4)
    assert only(changes(old, new)).fields == ("remarks", "sources", "summary")


def test_a_project_under_another_id_is_one_that_changed() -> None:
    found = changes(project("a"), project("b", aliases=["x", "a"]))
    assert only(found) == Change("changed", "project", "b", LANDFILL, ("id",))


def test_a_project_that_was_merged_into_another_one() -> None:
    old = {"projects": {**project("a")["projects"], **project("b")["projects"]}}
    found = changes(old, project("b", aliases=["a"]))
    assert only(found) == Change("changed", "project", "b", LANDFILL, ("aliases",))


def test_prose_and_record_of_a_section_are_one_thing() -> None:
    record = {"id": "A1.2", "title": TITLE}
    old = packs(**{"guide__sections__A1.2": record, "guide__sections__A1.2.en.md": "One"})
    new = packs(**{"guide__sections__A1.2": {**record, "updated": "2026-12-01"},
                   "guide__sections__A1.2.en.md": "Two",
                   "guide__sections__A1.2.ru.md": "Два"})  # fmt: skip
    found = changes(old, new)
    assert only(found) == Change("changed", "section", "A1.2", LANDFILL, ("updated", "body"))


def test_terms_are_told_one_by_one() -> None:
    def term(key: str, word: str) -> dict[str, object]:
        return {"id": key, "term": {"en": word, "ru": word}}

    old = packs(guide__glossary=[term("t1", "NPV"), term("t2", "IRR"), term("t3", "DSCR")])
    new = packs(guide__glossary=[term("t3", "DSCR"), term("t4", "GHG"), term("t1", "NPV!")])
    assert changes(old, new).things == (
        Change("new", "term", "t4", Text("GHG", "GHG")),
        Change("changed", "term", "t1", Text("NPV!", "NPV!"), ("term",)),
        Change("gone", "term", "t2", Text("IRR", "IRR")),
    )


def test_the_form_is_one_thing_with_its_steps_and_tables() -> None:
    form = {"id": "proposal", "title": TITLE, "version": "1"}
    old = packs(forms__form=form, forms__steps__03_problem={}, forms__tables__lists={})
    new = packs(forms__form={**form, "version": "2"}, forms__tables__lists=[])
    new["forms"]["forms/steps/03-budget.json"] = b"{}"
    assert only(changes(old, new)) == Change(
        "changed", "form", "proposal", LANDFILL, ("form", "budget", "03_problem", "lists")
    )


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("funders__funders__gcf", "funder"),
        ("policies__policies__kz", "policy"),
        ("forms__templates__gcf", "template"),
        ("examples__examples__one", "example"),
        ("events__events__one", "event"),
        ("exercises__exercises__one", "exercise"),
        ("answers__answers__one", "answer"),
        ("guide__figures__one", "figure"),
        ("guide__quizzes__A", "quiz"),
    ],
)
def test_each_kind_has_its_folder(path: str, kind: str) -> None:
    each = only(changes({}, packs(**{path: {"name": TITLE}})))
    assert (each.kind, each.id, each.title) == (kind, path.rpartition("__")[2], LANDFILL)


def test_the_rates_are_one_thing() -> None:
    manifest = {"id": "rates", "title": TITLE, "version": "1"}
    old = packs(rates__pack=manifest, rates__rates={})
    new = packs(rates__pack={**manifest, "version": "2"}, rates__rates={"EUR": 1})
    found = changes(old, new)
    assert only(found) == Change("changed", "rates", "rates", LANDFILL, ("pack", "rates"))
    assert found.packs == (PackChange("rates", LANDFILL, "1", "2"),)


def test_what_else_a_pack_holds_is_told_as_the_pack() -> None:
    manifest = {"id": "projects", "title": TITLE}
    old = packs(projects__pack=manifest, projects__duplicates=[], projects__classification={})
    new = packs(projects__pack=manifest, projects__duplicates=[1], projects__classification=[])
    assert only(changes(old, new)) == Change(
        "changed", "pack", "projects", LANDFILL, ("classification", "duplicates")
    )


def test_versions_of_packs() -> None:
    manifest = {"id": "guide", "title": TITLE, "version": "2026.11.0"}
    old, new = packs(guide__pack=manifest), packs(guide__pack={**manifest, "version": "2026.12.0"})
    assert changes(old, new) == Changes((PackChange("guide", LANDFILL, "2026.11.0", "2026.12.0"),))
    assert changes({}, old).packs == (PackChange("guide", LANDFILL, "", "2026.11.0"),)
    assert changes(old, {}).packs == (PackChange("guide", LANDFILL, "2026.11.0", ""),)


def test_order_counts_and_kinds() -> None:
    old = shipped()
    found = changes(old, revise(old, 0.02))
    places = [(KINDS.index(each.kind), HOW.index(each.how)) for each in found.things]
    assert places == sorted(places)
    assert sum(found.counts().values()) == len(found.things) > 10
    assert all(found.of(kind, how) for kind, how in found.counts())
    assert found.of("project") == tuple(each for each in found.things if each.kind == "project")
    assert all(each.title for each in found.things)


def test_the_other_way_round_the_same_things_differ() -> None:
    old = shipped()
    new = revise(old, 0.02)
    turned = {"new": "gone", "gone": "new", "changed": "changed"}
    there = {(each.kind, each.id, each.how) for each in changes(old, new).things}
    back = {(each.kind, each.id, turned[each.how]) for each in changes(new, old).things}
    assert there == back


def test_folders_of_packs(tmp_path: Path) -> None:
    old = small(tmp_path / "old")
    new = shutil.copytree(old, tmp_path / "new")
    assert folder_changes(old, new) == Changes()
    (new / "funders/funders/ebrd.json").unlink()
    assert [(e.how, e.kind, e.id) for e in folder_changes(old, new).things] == [
        ("gone", "funder", "ebrd")
    ]
    with pytest.raises(AppError):
        folder_changes(old, tmp_path / "none")


odd = st.sampled_from(
    ["projects/projects/a.json", "projects/pack.json", "guide/sections/A1.json", "rates/x.json",
     "guide/sections/A1.ru.md", "guide/glossary.json", "forms/form.json", "forms/steps/1-a.json",
     "new/pack.json", "new/a.md", "guide/sections/odd", "projects/organisations.json"]
)  # fmt: skip
contents = st.sampled_from(
    [b"", b"{}", b"[]", b"\xff", b"[{}]", b'[{"id": 1}]', b'{"title": 5, "name": {"en": 1}}',
     b'{"id": [], "aliases": "a", "status": 3, "version": {}}', b'{"aliases": [[], 1]}', b"[" * 99]
)  # fmt: skip
strange = st.dictionaries(odd, contents, max_size=8)


@given(strange, strange)
def test_whatever_the_files_hold_something_is_told(
    old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    def by_pack(files: dict[str, bytes]) -> Packs:
        found: Packs = {}
        for name, data in files.items():
            found.setdefault(name.partition("/")[0], {})[name] = data
        return found

    found = changes(by_pack(old), by_pack(new))
    assert {each.kind for each in found.things} <= set(KINDS)
    if old == new:
        assert found == Changes()
