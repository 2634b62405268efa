"""`wecoop selftest`: every part works, and a part that does not is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import NO, YES, run


def test_all_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["selftest", "--json", "--home", str(tmp_path)])
    data = json.loads(capsys.readouterr().out)
    assert [check for check in data["checks"] if not check["ok"]] == []
    assert (code, data["ok"], len(data["checks"])) == (YES, True, 8)


def test_a_library_that_cannot_be_had_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # As in a bundle that lost its resources: packs, fonts and library are gone.
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path / "lost"), raising=False)
    assert run(["selftest", "--lang", "en", "--home", str(tmp_path)]) == NO
    lines = capsys.readouterr().out.splitlines()
    wrong = [line for line in lines if line.startswith("WRONG")]
    assert len(wrong) >= 3
    assert any(line.startswith("WRONG    Packs: There is no folder of packs") for line in wrong)
