"""`wecoop proposal diff` and `merge`: what differs, and two copies made one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.test_proposal import EXAMPLE, begun
from wecoop_desktop.cli.main import run
from wecoop_desktop.work.commentfile import read_document
from wecoop_desktop.work.comments import Kind
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all, because a library may have to be built in it."""
    return tmp_path_factory.mktemp("дом")


class Wecoop:
    """The command line with `proposal` in front, in one home and one folder of files."""

    def __init__(self, home: Path, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.folder, self.capture = home, folder, capture

    def __call__(self, *words: str, lang: str = "en") -> int:
        self.capture.readouterr()
        named = [str(self.folder / word) if word.endswith(".wecoop") else word for word in words]
        code = run(["proposal", *named, "--home", str(self.home), "--lang", lang])
        self.said, self.told = self.capture.readouterr()
        return code

    def data(self, *words: str) -> dict:
        self(*words, "--json")
        return json.loads(self.said)

    def refused(self, *words: str) -> str:
        """The one sentence with which the command is refused."""
        assert self(*words) == 2
        assert self.said == ""
        (sentence,) = self.told.strip().splitlines()
        return sentence

    def file(self, name: str) -> ProposalFile:
        return read_proposal(self.folder / name)

    def write(self, name: str, file: ProposalFile) -> None:
        write_proposal(self.folder / name, file)


@pytest.fixture
def wecoop(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Wecoop:
    """With a base and two equal copies of it."""
    made = Wecoop(home, tmp_path, capsys)
    (tmp_path / "base.wecoop").write_bytes(begun("--from", EXAMPLE))
    for name in ("mine.wecoop", "theirs.wecoop"):
        made.write(name, made.file("base.wecoop"))
    return made


MERGE = ("merge", "base.wecoop", "mine.wecoop", "theirs.wecoop", "-o", "out.wecoop")


def test_equal_files_are_equal(wecoop: Wecoop) -> None:
    assert wecoop("diff", "base.wecoop", "mine.wecoop") == 0
    assert wecoop.said == "The two are equal.\n"
    assert wecoop.data("diff", "base.wecoop", "mine.wecoop") == {
        "equal": True,
        "changes": [],
        "attachments": [],
    }
    assert wecoop(*MERGE) == 0
    assert wecoop.file("out.wecoop").answers == wecoop.file("base.wecoop").answers


def test_differences_are_told_in_words_and_as_data(wecoop: Wecoop) -> None:
    wecoop("set", "mine.wecoop", "basic.acronym=LAKE", "budget.lines[0].quantity=3")
    assert wecoop("diff", "base.wecoop", "mine.wecoop") == 1
    assert "  ~ IK-Waste → LAKE" in wecoop.said.splitlines()
    assert "  ~ 1.1, Quantity: 1 → 3" in wecoop.said.splitlines()
    found = wecoop.data("diff", "base.wecoop", "mine.wecoop")
    first, second = found["changes"]
    assert (first["path"], first["what"], first["after"]) == ("basic.acronym", "changed", "LAKE")
    assert (second["row_after"], second["column"], second["before"]) == (0, "quantity", "1")
    assert wecoop("diff", "base.wecoop", "mine.wecoop", lang="ru") == 1
    assert "Краткое название" in wecoop.said


def test_long_texts_are_counted_or_shown_word_by_word(wecoop: Wecoop) -> None:
    text = wecoop.file("base.wecoop").answers["problem.situation"]["en"]  # type: ignore[index, call-overload]
    changed = text.replace("illustrative", "invented", 1)
    assert changed != text
    wecoop("set", "mine.wecoop", f"problem.situation:en={changed}")
    wecoop("diff", "base.wecoop", "mine.wecoop")
    assert "(en): 1 word added, 1 word removed" in wecoop.said
    wecoop("diff", "base.wecoop", "mine.wecoop", "--words")
    assert "[-illustrative-]{+invented+}" in wecoop.said
    (change,) = wecoop.data("diff", "base.wecoop", "mine.wecoop", "--words")["changes"]
    assert "".join(p["text"] for p in change["pieces"] if p["what"] != "removed") == changed


def test_two_copies_become_one(wecoop: Wecoop) -> None:
    wecoop("set", "mine.wecoop", "basic.acronym=LAKE", "logframe.matrix[0].target=7")
    wecoop("set", "theirs.wecoop", "basic.lifetime_years=31", "logframe.matrix[0].baseline=8")
    assert wecoop(*MERGE) == 0
    assert wecoop.said.endswith("Merged without conflicts.\n")
    out = wecoop.file("out.wecoop")
    assert (out.answers["basic.acronym"], out.answers["basic.lifetime_years"]) == ("LAKE", "31")
    row = out.answers["logframe.matrix"][0]  # type: ignore[index]
    assert (row["target"], row["baseline"]) == ("7", "8")
    mine, theirs = wecoop.file("mine.wecoop"), wecoop.file("theirs.wecoop")
    assert {mine.state(), theirs.state(), wecoop.file("base.wecoop").state()} <= set(out.lineage)
    assert out.identity == mine.identity
    assert out.comments == ()


def test_conflicts_are_listed_and_both_sides_are_in_the_file(wecoop: Wecoop) -> None:
    wecoop("set", "mine.wecoop", "basic.acronym=LAKE", "risks.matrix[0]=")
    wecoop("set", "theirs.wecoop", "basic.acronym=SHORE", "risks.matrix[0].owner=Mayor")
    found = wecoop.data(*MERGE)
    assert [(c["path"], c["kind"], c["chosen"]) for c in found["conflicts"]] == [
        ("basic.acronym", "changed", "mine"),
        ("risks.matrix", "removed", "theirs"),
    ]
    assert not found["clean"]
    out = wecoop.file("out.wecoop")
    assert out.answers["basic.acronym"] == "LAKE"
    assert len(out.answers["risks.matrix"]) == 9  # type: ignore[arg-type]
    first, second = sorted(out.comments, key=lambda comment: comment.spot.path)
    assert (first.kind, first.spot.path) == (Kind.TASK, "basic.acronym")
    assert "Theirs: SHORE" in first.text
    assert (second.spot.path, second.spot.row) == ("risks.matrix", 0)
    whole = json.loads(out.further["merge-conflicts.json"])
    assert whole["conflicts"][0]["theirs"] == "SHORE"
    assert wecoop(*MERGE) == 1
    assert "2 conflicts" in wecoop.said
    assert "out.wecoop.bak" in wecoop.told  # the former file is not lost
    assert wecoop(*MERGE, "--prefer", "theirs") == 1
    assert wecoop.file("out.wecoop").answers["basic.acronym"] == "SHORE"


def test_attachments_entries_comments_and_unknown_answers_of_both_are_kept(wecoop: Wecoop) -> None:
    base = replace(
        wecoop.file("base.wecoop"), attachments={"a.txt": b"old", "b.txt": b"b"}, extra={"x": 1}
    )
    remark = read_document(
        b'{"format": 1, "comments": [{"id": "c1", "text": "Why?", "path": "basic.acronym",'
        b' "created": "2026-11-22T10:00:00+00:00"}]}'
    )
    annexes = [{"item": "map", "file": "a.txt"}]
    wecoop.write("base.wecoop", base)
    wecoop.write(
        "mine.wecoop",
        replace(
            base,
            attachments={"a.txt": b"mine", "b.txt": b"b", "c.txt": b"c"},
            further={"tool.json": b"1"},
            answers={**base.answers, "future.one": {"any": [1]}},
        ),
    )
    wecoop.write(
        "theirs.wecoop",
        replace(
            base,
            attachments={"a.txt": b"theirs", "d.txt": b"d"},
            further={"tool.json": b"2"},
            extra={"x": 1, "y": 2},
            answers={**base.answers, "future.two": 7, "annexes.items": annexes},
            comments=remark,
        ),
    )
    assert wecoop(*MERGE) == 0
    out = wecoop.file("out.wecoop")
    assert out.attachments == {
        "a.txt": b"mine",
        "a (2).txt": b"theirs",
        "b.txt": b"b",
        "c.txt": b"c",
        "d.txt": b"d",
    }
    assert out.answers["annexes.items"] == [{"item": "map", "file": "a (2).txt"}]
    assert (out.answers["future.one"], out.answers["future.two"]) == ({"any": [1]}, 7)
    assert out.further == {"tool.json": b"1", "tool.json.theirs": b"2"}
    assert out.extra == {"x": 1, "y": 2}
    assert out.comments == remark
    assert wecoop("diff", "mine.wecoop", "out.wecoop") == 1
    assert "  + a (2).txt" in wecoop.said.splitlines()


def test_answers_that_fit_no_question_are_compared_and_kept(wecoop: Wecoop) -> None:
    base = wecoop.file("base.wecoop")
    odd = {**base.answers, "basic.start_date": "soon", "budget.lines": [{"code": "1", "new": [2]}]}
    wecoop.write("mine.wecoop", replace(base, answers=odd))
    found = wecoop.data("diff", "base.wecoop", "mine.wecoop")
    assert [c["after"] for c in found["changes"] if c["path"] == "basic.start_date"] == ["soon"]
    assert wecoop(*MERGE) == 0
    assert wecoop.file("out.wecoop").answers == odd


def test_a_review_copy_gives_only_its_comments(wecoop: Wecoop) -> None:
    wecoop("set", "theirs.wecoop", "basic.acronym=NO")
    wecoop.write("theirs.wecoop", replace(wecoop.file("theirs.wecoop"), review=True))
    assert wecoop(*MERGE) == 0
    assert "only its comments" in wecoop.told
    assert wecoop.file("out.wecoop").answers == wecoop.file("mine.wecoop").answers


def test_what_cannot_be_compared_is_refused_in_one_sentence(wecoop: Wecoop) -> None:
    base = wecoop.file("base.wecoop")
    wecoop.write("later.wecoop", replace(base, form_version="2031.1.0"))
    wecoop.write("other.wecoop", replace(base, form="other", form_data=None))
    (wecoop.folder / "text.wecoop").write_text("no zip")
    assert "given twice" in wecoop.refused("diff", "base.wecoop", "base.wecoop")
    assert "2031.1.0" in wecoop.refused("diff", "base.wecoop", "later.wecoop")
    assert "other" in wecoop.refused("diff", "other.wecoop", "base.wecoop")
    assert "not a proposal file" in wecoop.refused("diff", "base.wecoop", "text.wecoop")
    assert "no file" in wecoop.refused("diff", "base.wecoop", "nowhere.wecoop")
    assert "given twice" in wecoop.refused(
        "merge", "base.wecoop", "mine.wecoop", "mine.wecoop", "-o", "out.wecoop"
    )
    assert not (wecoop.folder / "out.wecoop").exists()
    assert "--prefer" in wecoop.refused(*MERGE, "--prefer", "nobody")


def test_more_rows_than_a_file_can_hold_are_refused(wecoop: Wecoop) -> None:
    base = wecoop.file("base.wecoop")
    for name in ("mine", "theirs"):
        rows = [{"source": f"{name} {n}"} for n in range(1200)]
        answers = {**base.answers, "budget.financing": rows}
        wecoop.write(f"{name}.wecoop", replace(base, answers=answers))
    assert "2000" in wecoop.refused(*MERGE)
    assert not (wecoop.folder / "out.wecoop").exists()


def test_out_may_be_mine_and_what_stood_there_is_kept(wecoop: Wecoop) -> None:
    wecoop("set", "theirs.wecoop", "basic.acronym=SHORE")
    before = (wecoop.folder / "mine.wecoop").read_bytes()
    assert wecoop(*MERGE[:-1], "mine.wecoop") == 0
    assert wecoop.file("mine.wecoop").answers["basic.acronym"] == "SHORE"
    assert (wecoop.folder / "mine.wecoop.bak").read_bytes() == before
