"""Reading packs that are damaged, hostile, newer or simply different: findings, never a fall."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say_finding
from wecoop_desktop.packs.folder import LIMITS, read_data, read_folder
from wecoop_desktop.packs.guide import natural
from wecoop_desktop.packs.read import read_manifests, read_packs

SHIPPED = resources_folder() / "packs"
KEPT = ("ebrd-38901", "ebrd-42471", "adb-41548-013")
FORM = (
    "forms/form.json",
    "forms/steps/01-basic.json",
    "forms/steps/02-policy.json",
    "forms/tables/lists.json",
    "forms/tables/maturity_levels.json",
    "forms/templates/eu_concept.json",
)


def small(target: Path) -> Path:
    """The shipped packs with three projects, one funder, two steps, a section: quick to read."""
    for pack in ("policies", "events", "forms", "examples"):
        (target / pack).mkdir(parents=True)
        shutil.copy(SHIPPED / pack / "pack.json", target / pack)
    for name in FORM:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHIPPED / name, target / name)
    for name in ("projects/projects", "rates", "funders/funders", "guide/sections"):
        (target / name).mkdir(parents=True)
    for name in ("projects/pack.json", "projects/organisations.json", "funders/pack.json",
                 "rates/pack.json", "rates/rates.json", "projects/classification.json",
                 "funders/documents.json", "funders/standard_exclusions.json",
                 "funders/funders/ebrd.json", "guide/pack.json", "guide/glossary.json",
                 *(f"projects/projects/{kept}.json" for kept in KEPT)):  # fmt: skip
        shutil.copy(SHIPPED / name, target / name)
    section = {"id": "A1", "parent": "", "level": 1, "title": {"en": "One", "ru": "Один"}}
    (target / "guide/sections/A1.json").write_text(json.dumps(section), encoding="utf-8")
    for language, text in (("en", "See [osh](project:ebrd-42471)."), ("ru", "См. [срок](term:x).")):
        (target / f"guide/sections/A1.{language}.md").write_text(text, encoding="utf-8")
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small(tmp_path / "packs")


def codes(folder: Path, file: str = "") -> set[str]:
    return {
        finding.code for finding in read_packs(folder).findings if finding.file.startswith(file)
    }


def change(path: Path, edit: Callable[[dict[str, object]], object]) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


# What is kept and what is refused


def test_an_unknown_key_is_a_note_and_the_rest_is_read(folder: Path) -> None:
    file = folder / "projects/projects/ebrd-42471.json"
    change(file, lambda data: data.update(colour="green"))
    packs = read_packs(folder)
    notes = [finding for finding in packs.findings if finding.code == "pack-key-unknown"]
    assert notes == [
        Finding("pack-key-unknown", "projects/projects/ebrd-42471.json", "colour", "note")
    ]
    assert "ebrd-42471" in {project.id for project in packs.projects}


def test_an_unknown_key_of_a_funder_stays_on_its_card(folder: Path) -> None:
    change(folder / "funders/funders/ebrd.json", lambda data: data.update(mood="good"))
    packs = read_packs(folder)
    assert packs.funders[0].card["mood"] == "good"


def test_a_newer_format_is_refused_whole(folder: Path) -> None:
    change(folder / "funders/pack.json", lambda data: data.update(format=2))
    packs = read_packs(folder)
    assert packs.funders == ()
    assert "funders" not in {manifest.id for manifest in packs.manifests}
    found = next(finding for finding in packs.findings if finding.code == "pack-newer")
    assert "newer WECOOP Desktop" in say_finding(Language("en"), found)
    assert packs.projects  # the other packs are read


def test_the_manifest_has_to_be_there(folder: Path) -> None:
    (folder / "events/pack.json").unlink()
    assert "pack-no-manifest" in codes(folder, "events")
    assert "events" not in {manifest.id for manifest in read_manifests(folder)}


def test_a_missing_pack_is_said(folder: Path) -> None:
    shutil.rmtree(folder / "events")
    assert codes(folder, "events") == {"pack-missing"}


def test_no_packs_at_all(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        read_packs(tmp_path / "nowhere")
    assert caught.value.code == "packs-missing"


def test_a_strange_folder_is_a_note(folder: Path) -> None:
    (folder / "music").mkdir()
    assert codes(folder, "music") == {"pack-unknown"}


def test_reading_can_be_stopped(folder: Path) -> None:
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        read_packs(folder, job)


# Names, links, sizes


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_not_followed(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.json"
    secret.write_text('{"id": "secret"}', encoding="utf-8")
    (folder / "projects/projects/secret.json").symlink_to(secret)
    (folder / "events/loop").symlink_to(folder)
    packs = read_packs(folder)
    assert {f.file for f in packs.findings if f.code == "pack-link"} == {
        "projects/projects/secret.json",
        "events/loop",
    }
    assert "secret" not in {project.id for project in packs.projects}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", ["a b.json", ".hidden.json", "-rf.json", "con.json", "ж.json", "a\nb.json", "x..json."]
)
def test_odd_names_are_not_read(folder: Path, name: str) -> None:
    (folder / "projects/projects" / name).write_text("{}", encoding="utf-8")
    found = [f for f in read_packs(folder).findings if f.code == "pack-name-odd"]
    assert len(found) == 1
    assert "\n" not in found[0].file


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_names_that_differ_by_case(folder: Path) -> None:
    source = folder / "projects/projects/ebrd-42471.json"
    shutil.copy(source, source.with_name("EBRD-42471.json"))
    assert "pack-name-twice" in codes(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files")
def test_what_is_no_file_is_not_opened(folder: Path) -> None:
    os.mkfifo(folder / "events/pipe.json")
    assert codes(folder, "events/pipe.json") == {"pack-name-odd"}


def test_a_huge_file_is_not_read(folder: Path) -> None:
    file = folder / "projects/projects/big.json"
    with file.open("wb") as stream:
        stream.truncate(10 * LIMITS.file)
    assert codes(folder, "projects/projects/big.json") == {"pack-file-too-large"}


def test_too_many_files(folder: Path) -> None:
    findings: list[Finding] = []
    files = read_folder(folder / "projects", findings, replace(LIMITS, files=2))
    assert len(files) == 2
    assert [finding.code for finding in findings] == ["pack-too-large"]


def test_folders_nest_only_so_far(folder: Path) -> None:
    deep = folder / "events" / "a" / "b" / "c" / "d" / "e"
    deep.mkdir(parents=True)
    assert "pack-too-deep" in codes(folder, "events")


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 30 + b"1" + b"}" * 30,
        b'{"id": "a", "id": "b"}',
        b'{"id": NaN}',
        b'{"id": 1e99999999999}',
        b'{"id": 1' + b"0" * 5000 + b"}",
        b'{"id": "\\ud800"}',
        b'{"id": "\\u0000"}',
        b'{"id": "a"',
        b"",
    ],
)
def test_what_is_not_strict_json(data: bytes) -> None:
    findings: list[Finding] = []
    assert read_data(data, "file.json", findings) is None
    assert [finding.code for finding in findings] == ["pack-not-json"]


def test_what_is_not_utf8() -> None:
    findings: list[Finding] = []
    assert read_data("{«»}".encode("cp1251"), "file.json", findings) is None
    assert [finding.code for finding in findings] == ["pack-not-utf8"]


# What is wrong inside

NAME = {"en": "a", "ru": "б"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("title", {"en": "Only English"}, "pack-language-missing"),
        ("title", "text", "pack-wrong-type"),
        ("countries", ["FR"], "pack-value-unknown"),
        ("countries", [], "pack-key-missing"),
        ("sectors", ["magic"], "pack-reference-unknown"),
        ("approved", "2011-02-30", "pack-wrong-type"),
        ("approved", "11.02.2011", "pack-wrong-type"),
        ("total_cost", "many", "pack-wrong-type"),
        ("total_cost", -5, "pack-value-unknown"),
        ("total_cost", True, "pack-wrong-type"),
        ("status", "sleeping", "pack-value-unknown"),
        ("related", ["nobody"], "pack-reference-unknown"),
        ("related", ["ebrd-38901"], "pack-reference-one-way"),
        ("id", "another", "pack-id-not-file"),
        ("id", "../../etc", "pack-id-odd"),
        ("sources", [{"org": "x", "url": "javascript:alert(1)"}], "pack-address-odd"),
        ("sources", [], "pack-key-missing"),
        ("aliases", ["ebrd-38901"], "pack-id-twice"),
        ("funders", [{"org_id": "nobody", "org": NAME}], "pack-reference-unknown"),
        ("funders", 7, "pack-wrong-type"),
        ("locations", [{"name": NAME, "lat": 91, "lon": 0}], "pack-value-unknown"),
        ("locations", [None], "pack-wrong-type"),
        ("discrepancies", [{"field": "end", "source": 99}], "pack-reference-unknown"),
    ],
)  # fmt: skip
def test_a_wrong_value_of_a_project(folder: Path, key: str, value: object, code: str) -> None:
    file = "projects/projects/ebrd-42471.json"
    change(folder / file, lambda data: data.update({key: value}))
    found = [finding for finding in read_packs(folder).findings if finding.code == code]
    assert found
    assert all(say_finding(Language("ru"), finding) for finding in found)


def test_all_findings_at_once(folder: Path) -> None:
    (folder / "funders/funders/ebrd.json").write_bytes(b"{")
    change(folder / "projects/projects/ebrd-42471.json", lambda data: data.update(status="odd"))
    change(folder / "projects/projects/ebrd-38901.json", lambda data: data.pop("title"))
    files = {finding.file for finding in read_packs(folder).findings if finding.level == "error"}
    assert {
        "funders/funders/ebrd.json",
        "projects/projects/ebrd-42471.json",
        "projects/projects/ebrd-38901.json",
    } <= files


def test_links_of_the_guide(folder: Path) -> None:
    found = [f for f in read_packs(folder).findings if f.file.startswith("guide/sections/A1")]
    assert [(f.file, f.values) for f in found if f.code == "pack-reference-unknown"] == [
        ("guide/sections/A1.ru.md", {"kind": "term", "id": "x"})
    ]


@pytest.mark.parametrize("text", ["<script>x</script>", "![a](https://a.example/b.png)", "# A"])
def test_prose_holds_no_markup(folder: Path, text: str) -> None:
    (folder / "guide/sections/A1.en.md").write_text(f"Five < six.\n\n{text}", encoding="utf-8")
    found = [f for f in read_packs(folder).findings if f.code == "pack-markup-odd"]
    assert [f.file for f in found] == ["guide/sections/A1.en.md"]


def test_answers_of_an_example(folder: Path) -> None:
    example = {
        "id": "one",
        "title": NAME,
        "level": "idea",
        "form": "proposal",
        "answers": {"basic.total_cost": "many", "basic.nothing": "x"},
    }
    (folder / "examples/examples").mkdir(exist_ok=True)
    file = folder / "examples/examples/one.json"
    file.write_text(json.dumps(example), encoding="utf-8")
    found = {f.code for f in read_packs(folder).findings if f.file == "examples/examples/one.json"}
    assert "pack-reference-unknown" in found
    assert any(code.startswith("answer-wrong") for code in found)


def test_a_section_in_one_language(folder: Path) -> None:
    (folder / "guide/sections/A1.ru.md").unlink()
    assert "pack-language-missing" in codes(folder, "guide/sections/A1.json")


def test_prose_without_a_section(folder: Path) -> None:
    (folder / "guide/sections/B9.en.md").write_text("Alone.", encoding="utf-8")
    assert "pack-prose-alone" in codes(folder, "guide/sections/B9.en.md")


def test_the_order_of_the_guide() -> None:
    ids = ["B10", "A1.1", "A2", "A", "A10", "A1", "B", "B01.2", "B01"]
    assert sorted(ids, key=natural) == [
        "A", "A1", "A1.1", "A2", "A10", "B", "B01", "B01.2", "B10",
    ]  # fmt: skip


def test_the_digest_follows_every_byte(folder: Path) -> None:
    before = read_packs(folder).digest
    assert read_packs(folder).digest == before
    file = folder / "guide/sections/A1.en.md"
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert read_packs(folder).digest != before


def test_an_expression_that_leads_nowhere(folder: Path) -> None:
    def edit(data: dict[str, object]) -> None:
        rules = data["rules"]
        assert isinstance(rules, list)
        rules[0]["left"] = "basic.nothing"

    change(folder / "forms/steps/01-basic.json", edit)
    found = [f for f in read_packs(folder).findings if f.code == "expression-unknown-field"]
    assert ("forms/steps/01-basic.json", "R-basic-01") in {
        (f.file, f.path.split(".")[0]) for f in found
    }


def test_a_condition_of_a_template(folder: Path) -> None:
    def edit(data: dict[str, object]) -> None:
        sections = data["sections"]
        assert isinstance(sections, list)
        sections[1]["mandatory"] = "basic.nothing == 'x'"

    change(folder / "forms/templates/eu_concept.json", edit)
    found = {f.path for f in read_packs(folder).findings if f.file.endswith("eu_concept.json")}
    assert "sections[1].mandatory" in found


# Damage


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("sound") / "packs")


NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(data: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    found = [path] if path else []
    if isinstance(data, dict):
        for key, value in data.items():
            found += _places(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += _places(value, (*path, index))
    return found


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_anywhere_gives_findings_only(sound: Path, data: st.DataObject) -> None:
    files = sorted(sound.rglob("*.json"))
    file = data.draw(st.sampled_from(files))
    before = file.read_bytes()
    whole = json.loads(before)
    places = _places(whole)
    at = data.draw(st.sampled_from(places)) if places else ()
    inner = whole
    for step in at[:-1]:
        inner = inner[step]
    if at:
        inner[at[-1]] = data.draw(PLAIN)
    try:
        file.write_text(json.dumps(whole, ensure_ascii=True), encoding="utf-8")
        packs = read_packs(sound)
        assert all(say_finding(Language("en"), finding) for finding in packs.findings)
    finally:
        file.write_bytes(before)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_damage_to_bytes_gives_findings_only(sound: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(path for path in sound.rglob("*") if path.is_file())))
    before = file.read_bytes()
    start = data.draw(st.integers(0, len(before)))
    put = data.draw(st.binary(max_size=6))
    gone = data.draw(st.sampled_from([0, 1, 5, len(before)]))
    try:
        file.write_bytes(before[:start] + put + before[start + gone :])
        packs = read_packs(sound)
        assert all(say_finding(Language("en"), finding) for finding in packs.findings)
    finally:
        file.write_bytes(before)
