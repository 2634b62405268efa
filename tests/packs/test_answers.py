"""Answers to feedback, as the publisher writes them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.kit import content
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.library import shelf
from wecoop_desktop.packs.answers import Answer, read_answers
from wecoop_desktop.packs.check import check_packs
from wecoop_desktop.packs.read import Packs

ID = "0123456789abcdef" * 2
ANSWER = {
    "id": ID,
    "decision": "declined",
    "reason": {"en": "The source says otherwise.", "ru": "В источнике указано иное."},
    "date": "2026-12-01",
    "about": {"kind": "project", "id": "ebrd-38901"},
}
READ = Answer(
    ID,
    "declined",
    date(2026, 12, 1),
    Text("The source says otherwise.", "В источнике указано иное."),
    "project",
    "ebrd-38901",
)


def read(told: object, name: str = ID) -> tuple[tuple[Answer, ...], list[Finding]]:
    findings: list[Finding] = []
    files = {f"answers/answers/{name}.json": json.dumps(told).encode()}
    return read_answers(files, findings), findings


def test_an_answer_is_read() -> None:
    assert read(ANSWER) == ((READ,), [])


def test_it_may_be_about_nothing_and_accepted_without_a_reason() -> None:
    bare = {"id": ID, "decision": "accepted", "date": "2026-12-01"}
    assert read(bare) == ((Answer(ID, "accepted", date(2026, 12, 1)),), [])


@pytest.mark.parametrize(
    ("changed", "code", "path"),
    [
        ({"reason": None}, "pack-key-missing", "reason"),
        ({"reason": {"en": "Why"}}, "pack-language-missing", "reason"),
        ({"decision": "maybe"}, "pack-value-unknown", "decision"),
        ({"date": "soon"}, "pack-wrong-type", "date"),
        ({"date": None}, "pack-key-missing", "date"),
        ({"about": "ebrd-38901"}, "pack-wrong-type", "about"),
        ({"email": "a@example.org"}, "pack-key-unknown", "email"),
        ({"about": {"kind": "term", "who": 1}}, "pack-key-unknown", "about.who"),
    ],
)
def test_what_is_wrong_is_found(changed: dict[str, object], code: str, path: str) -> None:
    _, findings = read({**ANSWER, **changed})
    assert [(each.code, each.path) for each in findings] == [(code, path)]


def test_an_id_that_could_name_somebody_is_refused() -> None:
    _, findings = read({**ANSWER, "id": "aigul.osmonova"}, "aigul.osmonova")
    assert [(each.code, each.path) for each in findings] == [("pack-value-unknown", "id")]


def test_what_it_is_about_may_be_gone() -> None:
    packs = Packs(projects=content.packs().projects[:1], answers=(READ,), forms=())
    (found,) = (each for each in check_packs(packs) if each.file.startswith("answers/"))
    assert (found.code, found.level) == ("pack-reference-unknown", "note")
    odd = replace(READ, kind="weather")
    assert not [
        each
        for each in check_packs(replace(packs, answers=(odd,)))
        if each.file.startswith("answers/")
    ]


def test_the_library_holds_them(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "answers"
    (folder / "answers").mkdir(parents=True)
    (folder / "answers" / f"{ID}.json").write_text(json.dumps(ANSWER), "utf-8")
    manifest = {"id": "answers", "format": 1, "version": "1", "issued": "2026-12-01",
                "title": {"en": "Answers", "ru": "Ответы"}}  # fmt: skip
    (folder / "pack.json").write_text(json.dumps(manifest), "utf-8")
    home = Home(tmp_path / "home")
    library = shelf.current(home, packs=tmp_path / "packs", shipped=tmp_path / "none")
    assert library.answers() == (READ,)
    library.close()
