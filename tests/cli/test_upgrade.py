"""The command line takes a proposal to another version of its form, and reads files of any."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.test_proposal import Wecoop, home, wecoop  # noqa: F401 - fixtures
from tests.kit.content import form
from tests.kit.earlier import may, now
from wecoop_desktop.forms.form import Form
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.shape import form_data

DAY = datetime(2026, 5, 20, tzinfo=UTC)
ANSWERS = {
    "basic.title": {"en": "Clean lake", "ru": "Чистое озеро"},
    "basic.countries": ["KG"],
    "basic.region": {"en": "North", "ru": ""},
    "basic.target_maturity": "idea",
}


def write(path: Path, made: Form, **answers: object) -> str:
    file = ProposalFile(
        form=made.id,
        form_version=made.version,
        answers={**ANSWERS, **answers},
        created=DAY,
        saved=DAY,
        form_data=form_data(made),
    )
    write_proposal(path, file)
    return str(path)


@pytest.fixture
def earlier(tmp_path: Path) -> str:
    return write(tmp_path / "старая.wecoop", may())


def test_a_file_of_an_earlier_form_is_shown_and_checked_with_it(
    wecoop: Wecoop,  # noqa: F811
    earlier: str,
) -> None:
    shown = wecoop.data("show", earlier)
    assert shown["form"] == {"id": "proposal", "version": may().version}
    problems = wecoop.data("check", earlier)["problems"]
    assert isinstance(problems, list)
    assert "answer-unknown-path" not in {problem["code"] for problem in problems}


def test_preview_changes_nothing(wecoop: Wecoop, earlier: str) -> None:  # noqa: F811
    before = Path(earlier).read_bytes()
    told = wecoop.data("upgrade", earlier, "--preview")
    assert told["from"] == may().version
    assert told["to"] == form().version
    assert "basic.countries" in told["kept"]  # type: ignore[operator]  # a list
    parked = {entry["path"] for entry in told["parked"]}  # type: ignore[attr-defined]  # a list
    assert parked == {"basic.title", "basic.region"}
    assert Path(earlier).read_bytes() == before
    assert wecoop("upgrade", earlier, "--preview") == 0
    assert "basic.region" in wecoop.said


def test_there_and_back_through_files(
    wecoop: Wecoop,  # noqa: F811
    earlier: str,
    tmp_path: Path,
) -> None:
    newer = write(tmp_path / "newer.wecoop", now("2027.02.0"))
    there, back = str(tmp_path / "there.wecoop"), str(tmp_path / "back.wecoop")
    assert wecoop("upgrade", earlier, "--to", newer, "-o", there) == 0
    made = read_proposal(Path(there))
    assert made.answers["basic.title_en"] == "Clean lake"
    assert made.answers["basic.region@2026.05"] == ANSWERS["basic.region"]
    assert made.form_version == "2027.02.0"
    assert wecoop("upgrade", there, "--to", earlier, "-o", back) == 0
    assert read_proposal(Path(back)).answers == ANSWERS
    assert read_proposal(Path(back)).form_version == may().version


def test_a_newer_form_is_used_as_the_file_brings_it(wecoop: Wecoop, tmp_path: Path) -> None:  # noqa: F811
    path = write(tmp_path / "later.wecoop", now("2027.02.0"))
    assert wecoop.data("show", path)["form"] == {"id": "proposal", "version": "2027.02.0"}
    assert wecoop("check", path, "--template", "wb_pcn") in (0, 1)
    told = wecoop.data("upgrade", path, "--preview")
    assert (told["from"], told["to"]) == ("2027.02.0", form().version)


def test_a_form_in_a_file_that_cannot_be_read_is_one_sentence(
    wecoop: Wecoop,  # noqa: F811
    earlier: str,
    tmp_path: Path,
) -> None:
    file = read_proposal(Path(earlier))
    for data in ({"id": "proposal"}, {"steps": 5}, json.loads('{"id": "other", "steps": []}')):
        path = tmp_path / "broken.wecoop"
        write_proposal(path, replace(file, form_data=data))
        assert "form" in wecoop.refused("check", str(path))


def test_an_export_of_an_earlier_file_uses_the_form_that_templates_know(
    wecoop: Wecoop,  # noqa: F811
    earlier: str,
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.pdf"
    assert wecoop("export", earlier, "--template", "wb_pcn", "-o", str(out)) == 0
    assert out.read_bytes().startswith(b"%PDF")
