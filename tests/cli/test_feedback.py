"""`wecoop feedback` and the publisher's side of it, from the first word to the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.kit.listening import running
from wecoop_desktop import __version__
from wecoop_desktop.cli.main import NO, WRONG, YES, run
from wecoop_desktop.publisher.mailbox import Mailbox
from wecoop_desktop.publisher.receive import Receiver, server

YAVAN = "project:ebrd-46795"


@pytest.fixture
def home(tmp_path: Path) -> list[str]:
    return ["--home", str(tmp_path / "дом"), "--lang", "en"]


def asked(words: list[str], capsys: pytest.CaptureFixture[str], code: int = YES) -> dict[str, Any]:
    capsys.readouterr()
    assert run([*words, "--json"]) == code
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_from_a_correction_to_its_answer(
    home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--about", YAVAN, "--field", "funding", "--proposed", "USD 4.1 M", "--source", "p. 4"]
    added = asked(["feedback", "add", "--kind", "correction", *words, *home], capsys)
    assert added["state"] == "waiting"
    shown = asked(["feedback", "show", added["id"][:8], *home], capsys)
    assert shown["entry"]["present"].startswith("European Bank")
    assert shown["entry"]["about"]["id"] == "ebrd-46795"
    assert set(shown["entry"]) == {
        *("id", "kind", "about", "field", "present", "proposed", "source", "written")
    }
    mailbox = Mailbox.open(f"sqlite:///{tmp_path}/in.sqlite")
    with running(server(Receiver(mailbox), "127.0.0.1", 0)) as port:
        to = ["--to", f"http://127.0.0.1:{port}/feedback"]
        sent = asked(["feedback", "send", *to, *home], capsys)
        number = sent["sent"][0]["number"]
        assert asked(["feedback", "send", *to, *home], capsys) == {"sent": [], "failed": []}
        assert asked(["feedback", "send", added["id"], *to, *home], capsys)["sent"] == sent["sent"]
    mailbox.close()
    where = ["-o", str(tmp_path / "inbox"), *home]
    database = ["--database", f"sqlite:///{tmp_path}/in.sqlite"]
    inbox = asked(["publish", "inbox", *database, *where], capsys)
    assert (inbox["new"], inbox["waiting"], inbox["troubles"]) == (1, 1, [])
    reasons = ["--reason-en", "Corrected.", "--reason-ru", "Исправлено."]
    decided = ["publish", "inbox", "--answer", number, "--decision", "accepted", *reasons]
    packs = ["--packs", str(tmp_path / "packs")]
    done = asked([*decided, *packs, *where], capsys)
    assert (done["changed"], done["waiting"]) == (1, 0)
    assert (tmp_path / "packs" / "answers" / "answers" / f"{added['id']}.json").is_file()
    (listed,) = asked(["feedback", "list", *home], capsys)["entries"]
    assert (listed["state"], listed["number"], listed["answer"]) == ("received", number, None)


def test_it_leaves_as_a_file(
    home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("one", "two"):
        asked(["feedback", "add", "--text", text, *home], capsys)
    path = tmp_path / "отзыв.feedback"
    saved = asked(["feedback", "save", str(path), *home], capsys)
    assert saved == {"file": str(path), "entries": 2}
    message = json.loads(path.read_text(encoding="utf-8"))
    assert message["program"] == f"WECOOP Desktop {__version__}"
    assert [entry["text"] for entry in message["entries"]] == ["two", "one"]
    assert asked(["feedback", "save", str(path), *home], capsys, NO)["entries"] == 0
    inbox = asked(["publish", "inbox", str(path), "-o", str(tmp_path / "in"), *home], capsys)
    assert (inbox["read"], inbox["new"]) == (2, 2)
    wrong = ["publish", "inbox", str(tmp_path / "none"), "-o", str(tmp_path / "in"), *home]
    assert len(asked(wrong, capsys, NO)["troubles"]) == 1


def test_drafts_and_what_is_missing(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    lacking = asked(
        ["feedback", "add", "--kind", "correction", "--about", YAVAN, *home], capsys, NO
    )
    assert (lacking["state"], lacking["missing"]) == ("draft", ["proposed"])
    draft = asked(["feedback", "add", "--text", "Why?", "--draft", *home], capsys)
    assert draft["state"] == "draft"
    project = ["feedback", "add", "--kind", "project", "--title", "Naryn landfill", *home]
    assert asked(project, capsys)["state"] == "waiting"
    assert len(asked(["feedback", "list", *home], capsys)["entries"]) == 3
    asked(["feedback", "remove", draft["id"], *home], capsys)
    assert len(asked(["feedback", "list", *home], capsys)["entries"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["feedback"], "required"),
        (["feedback", "add", "--about", "nonsense", "--text", "x"], "project:ID"),
        (["feedback", "add", "--about", "project:none", "--text", "x"], "none"),
        (["feedback", "add", "--about", "term:none", "--text", "x"], "none"),
        (["feedback", "add", "--about", YAVAN, "--field", "x", "--text", "x"], "total_cost"),
        (["feedback", "show", "x"], "outbox"),
        (["feedback", "show", "0" * 32], "outbox"),
        (["feedback", "remove", ""], "outbox"),
        (["feedback", "send", "--to", "http://example.org/"], "https://"),
        (["feedback", "send"], "no address"),
        (["publish", "inbox", "--answer", "x"], "--decision"),
        (["publish", "inbox", "--answer", "x", "--decision", "noted"], "why"),
        (["publish", "inbox", "--database", "nonsense"], "database"),
        (["publish", "inbox", "-o", "/dev/null/x"], "/dev/null"),
        (["publish", "receive", "--address", "203.0.113.1"], "203.0.113.1"),
        (["publish", "receive", "--port", "99999"], "99999"),
    ],
)
def test_wrong_use_is_told(
    words: list[str], said: str, home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, *home]) == WRONG
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().split("\n")) == 1


def test_odd_letters_do_not_command_a_terminal(
    home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["feedback", "add", "--text", "a\x1b[2Jb\u202e", *home]) == YES
    assert run(["feedback", "list", *home]) == YES
    assert "\x1b" not in capsys.readouterr().out
