"""The pack of forms can carry earlier versions; the map between them is checked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from tests.kit.content import form, reference
from tests.kit.earlier import MAY, august, may, now
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.forms.check import check_form
from wecoop_desktop.forms.form import Form, Move, UpgradeMap
from wecoop_desktop.library import plain
from wecoop_desktop.packs.read import read_packs
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.shape import form_data


def test_earlier_versions_are_read_beside_the_form(tmp_path: Path) -> None:
    shutil.copytree(resources_folder() / "packs" / "forms", tmp_path / "forms")
    folder = tmp_path / "forms" / "earlier"
    folder.mkdir()
    for version in (may(), august()):
        text = encode(form_data(version))
        (folder / f"{version.version}.json").write_text(text, encoding="utf-8")
    (folder / "2020.01.json").write_text(encode(form_data(may())), encoding="utf-8")
    (folder / "broken.json").write_text('{"id": "proposal", "steps": 5}', encoding="utf-8")
    packs = read_packs(tmp_path)
    assert {entry.version for entry in packs.earlier} == {MAY, august().version}
    assert [entry.version for entry in packs.forms] == [form().version]
    codes = {finding.code for finding in packs.findings if "earlier" in finding.file}
    assert codes == {"pack-id-not-file", "form-not-readable"}


def test_a_form_with_its_maps_is_kept_in_the_library_as_it_is() -> None:
    assert plain.load(Form, plain.dump(now())) == now()


def test_a_map_that_leads_nowhere_is_a_finding() -> None:
    assert [f for f in check_form(now(), reference()) if f.path.startswith("upgrades")] == []
    wrong = UpgradeMap(
        "1",
        form().version,
        (
            Move(("a.b",), ("basic.nowhere",)),
            Move(("a.rows",), ("risks.matrix",), columns={"x": "nothing"}),
            Move(("a.total",), ("budget.total",)),
        ),
    )
    lost = UpgradeMap("2", "3")
    found = check_form(replace(form(), upgrades=(wrong, lost)), reference())
    told = {(f.code, f.path) for f in found if f.path.startswith("upgrades")}
    assert told == {
        ("expression-unknown-name", "upgrades.1"),
        ("expression-unknown-column", "upgrades.1"),
        ("form-wrong-upgrade", "upgrades.2"),
    }
