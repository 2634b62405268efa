"""Figures of the guide as data: read, and what is wrong with them said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.packs.diagrams import BOXES, COLUMNS, Area, Diagram, read_diagrams
from wecoop_desktop.packs.read import Packs, read_packs
from wecoop_desktop.publisher.texts import check

TEXT = {"en": "Word", "ru": "Слово"}


def _box(name: str = "a", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": TEXT, **more}


def _read(**more: Any) -> tuple[Diagram, set[str]]:
    data = {"id": "x", "title": TEXT, "told": TEXT, "boxes": [_box()], **more}
    findings: list[Finding] = []
    files = {"guide/figures/x.json": json.dumps(data).encode()}
    (diagram,) = read_diagrams(files, findings)
    return diagram, {finding.code for finding in findings}


def test_a_figure_is_read_as_it_is_written() -> None:
    diagram, codes = _read(
        boxes=[_box(), _box("b", at=[1, 0], span=[2, 1], look="strong", tone="good", note=TEXT)],
        arrows=[{"from": "a", "to": "b", "dashed": True}],
        bands=[{"at": [0, 0], "span": [3, 1], "title": TEXT}],
    )
    assert codes == set()
    assert diagram.boxes[1].area == Area(1, 0, 2, 1)
    assert diagram.arrows[0].dashed
    assert diagram.bands[0].area.columns == 3


@pytest.mark.parametrize(
    ("boxes", "code", "left"),
    [
        ([_box(), _box("b")], "pack-figure-overlap", 1),
        ([_box(), _box("b", at=[-1, 0])], "pack-value-unknown", 1),
        ([_box(), _box("b", at=[0, 1], span=[0, 1])], "pack-value-unknown", 1),
        ([_box(), _box("b", at=[0, 1], span=[10**9, 10**9])], "pack-value-unknown", 1),
        ([_box(), _box("b", at=[COLUMNS, 0])], "pack-value-unknown", 1),
        ([_box(), _box("b", at=[0.5, 1])], "pack-wrong-type", 1),
        ([_box(), _box("b", at="here")], "pack-wrong-type", 1),
        ([_box(), _box("a", at=[1, 0])], "pack-id-twice", 1),
        ([_box(look="golden")], "pack-value-unknown", 1),
        ([], "pack-key-missing", 0),
        ([_box(title={"en": "x" * 5000, "ru": "y"})], "pack-figure-large", 1),
        ([_box(str(n), at=[n % 8, n // 8]) for n in range(BOXES + 5)], "pack-figure-large", BOXES),
    ],
)
def test_what_cannot_be_drawn_is_said_and_left_out(boxes: list[Any], code: str, left: int) -> None:
    diagram, codes = _read(boxes=boxes)
    assert code in codes
    assert len(diagram.boxes) == left
    assert all(len(box.title.en) <= 200 for box in diagram.boxes)


def test_an_arrow_needs_both_boxes() -> None:
    diagram, codes = _read(arrows=[{"from": "a", "to": "z"}])
    assert "pack-reference-unknown" in codes
    assert not diagram.arrows


def test_the_shipped_figures_are_sound() -> None:
    folder = resources_folder() / "packs" / "guide" / "figures"
    files = {f"guide/figures/{path.name}": path.read_bytes() for path in folder.glob("*.json")}
    findings: list[Finding] = []
    diagrams = read_diagrams(files, findings)
    assert not findings
    assert len(diagrams) >= 8
    assert all(diagram.told.en and diagram.told.ru for diagram in diagrams)


def _guide(folder: Path, english: str, russian: str) -> Packs:
    guide = folder / "guide"
    (guide / "sections").mkdir(parents=True)
    (guide / "figures").mkdir()
    title = {"en": "Guide", "ru": "Руководство"}
    manifest = {"id": "guide", "format": 1, "version": "1", "issued": "2026-11-22", "title": title}
    (guide / "pack.json").write_text(json.dumps(manifest), "utf-8")
    section = {"id": "A", "parent": "", "level": 0, "number": "A", "title": title}
    (guide / "sections" / "A.json").write_text(json.dumps(section), "utf-8")
    (guide / "sections" / "A.en.md").write_text(english, "utf-8")
    (guide / "sections" / "A.ru.md").write_text(russian, "utf-8")
    figure = {"id": "x", "title": TEXT, "told": TEXT, "boxes": [_box()]}
    (guide / "figures" / "x.json").write_text(json.dumps(figure), "utf-8")
    return read_packs(folder)


def test_a_link_to_a_figure_must_lead_to_one(tmp_path: Path) -> None:
    good = _guide(tmp_path / "good", "One.\n\n[F](figure:x)", "Один.\n\n[Р](figure:x)")
    assert not [f for f in good.findings if f.file.startswith("guide/") and f.level == "error"]
    assert [diagram.id for diagram in good.diagrams] == ["x"]
    bad = _guide(tmp_path / "bad", "One.\n\n[F](figure:y)", "Один.\n\n[Р](figure:y)")
    lost = [f for f in bad.findings if f.code == "pack-reference-unknown"]
    assert {f.values["id"] for f in lost} == {"y"}


def test_a_figure_stands_at_the_same_place_in_both_languages(tmp_path: Path) -> None:
    packs = _guide(tmp_path, "One.\n\n[F](figure:x)\n\nTwo.", "Один.\n\nДва.\n\n[Р](figure:x)")
    assert "text-shape-differs" in {finding.code for finding in check(packs)}
