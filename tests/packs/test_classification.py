"""Themes of sectors, and the words of codes: what is shipped, and what is wrong with others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kit import content
from tests.packs.test_read import change, small
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs.read import Packs, read_packs

FILE = "projects/classification.json"


@pytest.fixture(scope="module")
def packs() -> Packs:
    return content.packs()


def sectors(packs: Packs) -> set[str]:
    lists = packs.forms[0].tables["lists"]
    return {option["id"] for option in lists["sectors"]}  # type: ignore[index,call-overload,union-attr,misc]


def test_every_sector_of_the_form_has_one_theme(packs: Packs) -> None:
    grouped = [sector for theme in packs.themes for sector in theme.sectors]
    assert sorted(grouped) == sorted(sectors(packs))
    assert len({theme.id for theme in packs.themes}) == len(packs.themes)


def test_names_fit_into_a_row_of_filters(packs: Packs) -> None:
    for theme in packs.themes:
        assert 0 < len(theme.name.en) <= 22
        assert 0 < len(theme.name.ru) <= 22
    for short in packs.legend["sector_short"].values():
        assert 0 < len(short.en) <= 24
        assert 0 < len(short.ru) <= 24


def test_every_code_of_a_project_has_words(packs: Packs) -> None:
    codes = {project.dac_sector for project in packs.projects if project.dac_sector}
    assert codes | {code[:3] for code in codes} <= set(packs.legend["dac"])
    used = {project.category for project in packs.projects if project.category}
    assert used <= set(packs.legend["category"])


def test_the_names_of_dac_codes_are_not_mixed_up(packs: Packs) -> None:
    names = [name.en for code, name in packs.legend["dac"].items() if len(code) == 5]
    assert len(set(names)) == len(names)
    assert packs.legend["dac"]["14050"].en == "Waste management/disposal"
    assert packs.legend["dac"]["14050"].ru == "Управление отходами и их удаление"


Edit = Callable[[dict[str, object]], object]


def without(key: str, value: str) -> Edit:
    def edit(data: dict[str, object]) -> None:
        words = data[key]
        assert isinstance(words, dict)
        del words[value]

    return edit


def theme(index: int, *names: str) -> Edit:
    def edit(data: dict[str, object]) -> None:
        themes = data["themes"]
        assert isinstance(themes, list)
        themes[index]["sectors"] = list(names)

    return edit


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (without("sector_short", "waste"), "pack-reference-unknown"),
        (without("dac", "140"), "pack-reference-unknown"),
        (theme(6, "air_quality", "waste"), "pack-id-twice"),
        (theme(6, "magic"), "pack-reference-unknown"),
        (theme(6), "pack-reference-unknown"),
        (lambda data: data.update(dac=7), "pack-wrong-type"),
        (lambda data: data.update(themes=[1]), "pack-wrong-type"),
        (lambda data: data.update(colour=1), "pack-key-unknown"),
        (
            lambda data: data.update(
                sector_short={"waste": {"en": "A name too long for a row of filters", "ru": "О"}}
            ),
            "pack-title-long",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, edit: Edit, code: str) -> None:
    folder = small(tmp_path / "packs")
    change(folder / FILE, edit)
    assert code in {one.code for one in read_packs(folder).findings if one.file == FILE}


def test_a_pack_without_a_classification_is_read(tmp_path: Path) -> None:
    folder = small(tmp_path / "packs")
    (folder / FILE).unlink()
    packs = read_packs(folder)
    assert packs.themes == ()
    assert [one for one in packs.findings if one.file == FILE] == []


def test_the_file_stays_readable() -> None:
    data = (resources_folder() / "packs" / FILE).read_text(encoding="utf-8")
    assert set(json.loads(data)) == {"themes", "sector_short", "dac", "category"}
    assert "\\u04" not in data
