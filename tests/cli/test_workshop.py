"""`wecoop workshop` as a trainer and two participants use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from wecoop_desktop.cli.main import NO, WRONG, YES, run

EXERCISE = "issyk-kul-logframe"


class Class:
    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.stick = root / "Флешка"
        self.stick.mkdir()

    def say(self, who: str, *words: str, code: int = YES) -> dict[str, Any]:
        """The answer to a command at somebody's computer."""
        self.capsys.readouterr()
        home = str(self.root / who)
        assert run(["workshop", *words, "--home", home, "--json", "--lang", "en"]) == code
        out = self.capsys.readouterr()
        return dict(json.loads(out.out)) if out.out else {"error": out.err}

    def prepared(self) -> str:
        made = self.say(
            "trainer", "prepare", str(self.stick), "--exercise", EXERCISE, "--language", "ru",
            "--group", "KG: Министерство", "--group", "Бассейн", "--place", "Каракол",
            "--file", str(self.root / "one.workshop"), "--stick",
        )  # fmt: skip
        assert made["stick"]["program"] is False
        return str(made["folder"])


@pytest.fixture
def room(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Class:
    return Class(tmp_path, capsys)


def _show(room: Class, folder: str) -> None:
    """Answers are marked for all, moved and taken back; nobody is named."""

    def marked(*words: str, code: int = YES) -> list[Any]:
        said = room.say("trainer", "highlight", folder, *words, code=code)
        return list(said.get("highlights", ()))

    one = marked(
        "--group", "1", "--path", "problem.situation", "--note", "Почему?", "--why", "good"
    )
    assert [(each["why"], each["note"]) for each in one] == [("good", "Почему?")]
    assert "group" not in one[0]
    marked("--group", "2", "--path", "problem.core_problem")
    moved = marked("--move", "2", "--to", "1")
    assert [each["path"] for each in moved] == ["problem.core_problem", "problem.situation"]
    assert len(marked("--remove", "1")) == 1
    for wrong in (("--remove", "5"), ("--group", "1", "--path", "x.y"),
                  ("--group", "1", "--path", "problem.problem_tree", "--row", "900")):  # fmt: skip
        marked(*wrong, code=WRONG)


def test_from_prepare_to_reset(room: Class) -> None:
    listed = room.say("trainer", "exercises")
    found = next(each for each in listed["exercises"] if each["id"] == EXERCISE)
    assert found["minutes"] > 0
    folder = room.prepared()

    one = room.say("a", "join", str(room.stick), "--group", "1")
    assert [task["id"] for task in one["tasks"]] == [task["id"] for task in found["tasks"]]
    two = room.say("b", "join", str(room.root / "one.workshop"), "--group", "2")
    assert run(["proposal", "set", one["draft"], "problem.situation=Свалка у реки"]) == YES
    given = ["--working", "tree", "--question", "Что такое корень?", "--about", "tree"]
    room.say("a", "hand-in", *given, "--person", "Айгүл Ө.")
    refused = room.say("b", "hand-in", code=WRONG)
    assert "opened from a file" in refused["error"]
    room.say("b", "hand-in", two["draft"], "--ready", "-o", str(room.stick))
    wrong = room.say("a", "hand-in", "--done", "nothing", code=WRONG)
    assert "tree" in wrong["error"]

    board = room.say("trainer", "board", folder)
    assert [row["state"] for row in board["groups"]] == ["question", "ready"]
    assert board["groups"][0]["tasks"]["tree"] == "question"
    assert board["groups"][0]["people"] == ["Айгүл Ө."]
    assert board["totals"]["handed"] == 2
    (Path(folder) / "groups" / "02" / "broken.wecoop").write_bytes(b"x")
    broken = room.say("trainer", "board", folder, code=NO)
    assert broken["faults"][0]["group"] == 2

    row = found["rubric"][0]["id"]
    scored = room.say(
        "trainer", "review", folder, "--group", "1", "--by", "Анна", "--score", f"{row}=1",
        "--comment", "Хорошо начали", "--path", "problem.situation",
    )  # fmt: skip
    assert scored["groups"][0]["scores"][row] == 1
    assert room.say("trainer", "board", folder, code=NO)["groups"][0]["comments"] == 1
    room.say("trainer", "review", folder, "--peers")
    peer = room.say("a", "review", "--as-group", "--score", f"{row}=2")
    assert Path(peer["path"]).is_file()
    assert room.say("trainer", "review", folder, "--group", "2")["groups"][0]["peers"] == 1
    assert room.say("trainer", "review", folder, "--pass-on")["groups"] == [2]
    _show(room, folder)

    (Path(folder) / "reviews" / "broken.json").write_bytes(b"{")
    told = room.say("trainer", "review", folder)
    assert len(told["groups"]) == 2
    assert "broken.json" in told["faults"][0]

    paper = room.root / "c.pdf"
    made = room.say("trainer", "certificates", folder, "-o", str(paper), "--name", "大学 =1+1",
                    "--name", "Айгүл Ө.")  # fmt: skip
    assert made["unprintable"] == ["大学 =1+1"]
    pages = PdfReader(paper).pages
    assert len(pages) == 2
    assert "Айгүл" in pages[1].extract_text()
    room.say("a", "evaluation", folder, "--score", "useful=4", "--text", "best=Дерево")
    judged = room.say("trainer", "evaluation", folder, "--form", str(room.root / "form.pdf"))
    assert judged["judged"]["useful"]["mean"] == 4
    assert len(PdfReader(room.root / "form.pdf").pages) == 1
    bad = room.say("a", "evaluation", folder, "--score", "useful=6", code=WRONG)
    assert "1-5" in bad["error"]

    written = room.say("trainer", "report", folder, "-o", str(room.root / "r.xlsx"))
    book = load_workbook(room.root / "r.xlsx")
    assert book.sheetnames == written["sheets"]
    lines = list(book.worksheets[0].iter_rows(min_row=2, max_row=3, values_only=True))
    assert [line[0] for line in lines] == [1, 2]
    assert [line[4] for line in lines] == [row["done"] for row in board["groups"]]

    told = room.say("a", "reset")
    assert told["done"] is False
    assert Path(one["draft"]).exists()
    new = room.say("a", "reset", "--new-participant")
    assert new["group"] == 1
    done = room.say("a", "reset", "--yes")
    assert not Path(one["draft"]).exists()
    room.say("a", "reset", "--undo", Path(done["kept"]).name)
    assert Path(one["draft"]).exists()
    gone = room.say("a", "reset", "--undo", "x.zip", code=WRONG)
    assert "x.zip" in gone["error"]


def test_the_model_answer_needs_the_code(room: Class) -> None:
    out = str(room.root / "m.wecoop")
    wrong = room.say("trainer", "model", EXERCISE, "--code", "guess", "-o", out, code=WRONG)
    assert "trainer’s code" in wrong["error"]
    assert not Path(out).exists()
    room.say("trainer", "model", EXERCISE, "--code", "wecoop-trainer", "-o", out)
    assert Path(out).is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("prepare", "{stick}", "--exercise", EXERCISE),
        ("prepare", "{stick}", "--exercise", "nothing", "--groups", "2"),
        ("prepare", "{stick}/none", "--exercise", EXERCISE, "--groups", "2"),
        ("prepare", "{stick}", "--exercise", EXERCISE, "--groups", "900"),
        ("join", "{stick}", "--group", "1"),
        ("hand-in",),
        ("board", "{stick}"),
        ("review",),
        ("review", "--as-group"),
        ("certificates", "{stick}", "-o", "x.pdf"),
        ("reset", "--new-participant"),
        ("stick", "{stick}", "{stick}"),
    ],
)
def test_bad_use_is_one_clear_line(room: Class, words: tuple[str, ...]) -> None:
    said = room.say("x", *(word.format(stick=room.stick) for word in words), code=WRONG)
    assert said["error"].startswith("wecoop: ")
    assert said["error"].count("\n") == 1
    assert list(room.stick.iterdir()) == []


def test_a_session_is_told_in_lines(room: Class, capsys: pytest.CaptureFixture[str]) -> None:
    folder = room.prepared()
    home = str(room.root / "trainer")
    assert run(["workshop", "board", folder, "--home", home, "--lang", "en"]) == YES
    lines = capsys.readouterr().out.splitlines()
    assert any("KG Министерство: no file yet" in line for line in lines)


def test_lists_of_names_as_people_have_them(room: Class) -> None:
    folder = room.prepared()
    out = str(room.root / "c.pdf")
    listed = room.root / "names.txt"
    for data in ("\ufeffАнна\r\n\r\nБек\n".encode(), "Анна\nБек".encode("cp1251"),
                 "Анна\nБек".encode("utf-16")):  # fmt: skip
        listed.write_bytes(data)
        made = room.say("trainer", "certificates", folder, "-o", out, "--names", str(listed))
        assert made["names"] == ["Анна", "Бек"]
    for data in (b"\x00\x01\xff" * 50, b"PK\x03\x04\x98\x81"):
        listed.write_bytes(data)
        words = ["certificates", folder, "-o", out, "--names", str(listed)]
        assert "names.txt" in room.say("trainer", *words, code=WRONG)["error"]
    nobody = room.say("trainer", "certificates", folder, "-o", out, code=WRONG)
    assert "Enter the names" in nobody["error"]
