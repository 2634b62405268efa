"""`wecoop proposal new` beginning with an earlier proposal or a financed project."""

from __future__ import annotations

from pathlib import Path

import pytest

from wecoop_desktop.cli.main import run
from wecoop_desktop.work.file import read_proposal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("дом")


def test_an_earlier_proposal_whole_and_its_structure(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, whole, bones = (tmp_path / f"{name}.wecoop" for name in ("a", "b", "c"))
    base = ["--home", str(home), "--lang", "en"]
    assert run(["proposal", "new", "-o", str(first), "--from", "issyk-kul-waste", *base]) == 0
    begin = ["proposal", "new", "--from-proposal", str(first)]
    assert run([*begin, "-o", str(whole), *base]) == 0
    assert "dates" in capsys.readouterr().err
    assert run([*begin, "--structure", "-o", str(bones), *base]) == 0
    before, copy = read_proposal(first).answers, read_proposal(whole).answers
    assert copy["problem.core_problem"] == before["problem.core_problem"]
    assert "basic.start_date" not in copy
    assert "problem.core_problem" not in read_proposal(bones).answers
    assert "logframe.matrix" in read_proposal(bones).answers
    assert read_proposal(whole).identity != read_proposal(first).identity


def test_a_project_gives_facts_and_an_unknown_one_is_told(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from wecoop_desktop.base.folders import Home
    from wecoop_desktop.library import shelf
    from wecoop_desktop.library.query import Query

    base = ["--home", str(home), "--lang", "en"]
    hit = shelf.current(Home(home)).find(Query(text="Issyk-Kul", limit=1)).hits[0]
    made = tmp_path / "p.wecoop"
    begin = ["proposal", "new", "-o", str(made), "--from-project"]
    assert run([*begin, hit.id, *base]) == 0
    assert read_proposal(made).answers["basic.countries"] == ["KG"]
    assert "basic.summary_en" not in read_proposal(made).answers
    assert run([*begin, "no-such-project", *base]) == 2
    assert "no-such-project" in capsys.readouterr().err
