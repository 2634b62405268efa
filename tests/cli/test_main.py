from __future__ import annotations

import json

import pytest

from wecoop_desktop.cli.main import run


@pytest.mark.parametrize("place", [0, 1, 2])
def test_common_options_stand_before_or_after_the_command(
    place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["packs", "list"]
    words[place:place] = ["--json", "--lang", "ru"]
    assert run(words) == 0
    assert json.loads(capsys.readouterr().out)["packs"]


def test_what_was_given_is_not_repeated_at_length(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["projects", "search", "--limit", "9" * 5_000]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert len(said) < 600


def test_a_sentence_is_one_line_without_commands_to_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["projects", "search", "--country", "K\nG\x1b[2J\x9b5n"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert not any(sign in said for sign in "\x1b\x9b")
