"""`wecoop proposal comments | digest | attach` on files, without library or store."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wecoop_desktop.cli.main import run
from wecoop_desktop.work.comments import Author, Comment, Kind, Spot
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal

MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)
COMMENTS = (
    Comment(
        "a",
        "Откуда цена?\nИ курс?",
        MOMENT,
        spot=Spot("budget.lines", 2, "1.3", "amount"),
        kind=Kind.TASK,
        author=Author("Нургуль", "эксперт"),
        assigned="Айбек",
    ),
    Comment("b", "Из письма", MOMENT + timedelta(hours=1), thread="a"),
    Comment("c", "Готово \x1b[31m", MOMENT, resolved=Author("Айбек")),
    Comment("d", "secret", MOMENT, deleted=True),
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "Моя заявка.wecoop"
    answers = {"basic.title_ru": "Отходы"}
    write_proposal(path, ProposalFile("proposal", "1", answers, MOMENT, MOMENT, comments=COMMENTS))
    return path


def said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = run(["proposal", *map(str, words), "--lang", "en"])
    return (code, *capsys.readouterr())


def test_comments_are_told_by_thread(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = said(capsys, "comments", draft, "--json")
    data = json.loads(told)
    assert (code, data["open"], data["todos"], data["resolved"]) == (0, 1, 1, 1)
    first, second = data["comments"]
    assert (first["path"], first["row"], first["column"]) == ("budget.lines", 2, "amount")
    assert [reply["text"] for reply in first["replies"]] == ["Из письма"]
    assert (second["resolved"], second["resolved_by"]) == (True, "Айбек")
    assert "secret" not in told
    _, lines, _ = said(capsys, "comments", draft)
    assert "budget.lines[2].amount “1.3” (to do, for Айбек)" in lines
    assert "The whole proposal (resolved)" in lines
    assert "\x1b" not in lines


def test_a_file_without_comments_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.wecoop"
    write_proposal(path, ProposalFile("proposal", "1", {}, MOMENT, MOMENT))
    assert said(capsys, "comments", path)[1] == "Nobody commented yet.\n"


def test_a_document_is_attached_once_and_changes_the_digest(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(said(capsys, "digest", draft, "--json")[1])
    document = tmp_path / "CON.pdf"
    document.write_bytes(b"%PDF-1")
    for _ in range(2):
        code, told, _ = said(capsys, "attach", draft, document, "--json")
        assert (code, json.loads(told)["name"]) == (0, "_CON.pdf")
    after = json.loads(said(capsys, "digest", draft, "--json")[1])
    assert after["digest"] != before["digest"]
    assert after["answers"] == before["answers"]
    assert set(after["attachments"]) == {"_CON.pdf"}
    file = read_proposal(draft)
    assert file.digest() == after["digest"]
    assert {comment.id for comment in file.comments} == {"a", "b", "c", "d"}
    assert said(capsys, "digest", draft)[1].startswith(after["short"])
    document.write_bytes(b"%PDF-2")
    assert "_CON (2).pdf" in said(capsys, "attach", draft, document)[1]


def test_what_cannot_be_attached_leaves_the_file_as_it_was(
    draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = draft.read_bytes()
    empty = tmp_path / "empty.txt"
    empty.touch()
    for document, word in ((tmp_path, "folder"), (empty, "empty"), (tmp_path / "no", "no file")):
        code, out, told = said(capsys, "attach", draft, document)
        assert (code, out) == (2, "")
        assert word in told
    assert draft.read_bytes() == whole


def test_a_review_copy_is_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, document = tmp_path / "a.wecoop", tmp_path / "b.txt"
    document.write_text("x")
    write_proposal(path, ProposalFile("proposal", "1", {}, MOMENT, MOMENT, review=True))
    code, _, told = said(capsys, "attach", path, document)
    assert code == 2
    assert "review copy" in told
    assert json.loads(said(capsys, "comments", path, "--json")[1])["review"] is True


@pytest.mark.parametrize("verb", ["comments", "digest"])
def test_what_is_no_proposal_is_told(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("x")
    code, out, told = said(capsys, verb, tmp_path / "a.txt")
    assert (code, out) == (2, "")
    assert "not a proposal file" in told
