"""Feedback becomes a list for editors, and answers become a pack: whatever the files hold."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.findings import Finding
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.answers import read_answers
from wecoop_desktop.packs.feedback import Entry, Kind, Person, Thing, entry_data, message_bytes
from wecoop_desktop.publisher.inbox import (
    Item,
    Reply,
    answered,
    gather,
    read_list,
    write_answers,
    write_list,
)
from wecoop_desktop.publisher.mailbox import Letter, Mailbox

DAY = date(2026, 11, 23)
REPLY = Reply("accepted", Text("Corrected.", "Исправлено."), DAY)
ENGLISH = Language("en")


def entry(number: int, text: str = "Why?", **values: object) -> Entry:
    return Entry(f"{number:032x}", Kind.QUESTION, text=text, **values)  # type: ignore[arg-type]


def file(folder: Path, name: str, *entries: Entry) -> Path:
    path = folder / name
    path.write_bytes(message_bytes(entries, "WECOOP Desktop 1", "ru"))
    return path


def test_files_become_one_list_with_each_entry_once(tmp_path: Path) -> None:
    first = file(tmp_path, "с флешки.feedback", entry(1), entry(2))
    second = file(tmp_path, "mail.feedback", entry(2), entry(3))
    found = gather((), [first, second, first])
    assert (found.read, found.new, found.known, found.troubles) == (6, 3, 3, ())
    assert [item.letter.entry for item in found.items] == [entry(1), entry(2), entry(3)]
    assert found.items[0].origin == "с флешки.feedback"
    written = write_list(tmp_path / "inbox", found.items, ENGLISH)
    assert [path.name for path in written] == ["inbox.json", "inbox.xlsx", "inbox.csv"]
    again = read_list(tmp_path / "inbox")
    assert again == found.items
    more = gather(again, [second])
    assert (more.new, more.known, more.items) == (0, 2, found.items)
    assert read_list(tmp_path) == ()


def test_what_concerns_one_thing_stands_together() -> None:
    things = (Thing("project", "b"), Thing("project", "a"), Thing("project", "b"))
    letters = [Letter(entry(n, about=thing)) for n, thing in enumerate(things)]
    found = gather((), [], letters)
    assert [item.letter.entry.about.id for item in found.items] == ["a", "b", "b"]


def test_what_came_in_a_file_and_by_network_is_one(tmp_path: Path) -> None:
    mailbox = Mailbox.open(f"sqlite:///{tmp_path}/in.sqlite")
    mailbox.put(entry(1), "P", "ru", datetime(2026, 11, 23, tzinfo=UTC))
    items = gather((), [file(tmp_path, "a.feedback", entry(1))]).items
    found = gather(items, [], mailbox.letters())
    mailbox.close()
    (item,) = found.items
    assert (found.known, item.letter.number, item.origin) == (1, "2026-00001", "a.feedback")


def test_another_text_under_the_same_id_is_told(tmp_path: Path) -> None:
    path = file(tmp_path, "a.feedback", entry(1), entry(1, "Something else"))
    found = gather((), [path])
    assert [item.letter.entry.text for item in found.items] == ["Why?"]
    (trouble,) = found.troubles
    assert (trouble.file, trouble.entry, trouble.error.values["key"]) == ("a.feedback", 2, "id")


HOSTILE = [
    b"",
    b"\x00" * 100,
    b"PK\x03\x04 a zip",
    b"[" * 1_000_000,
    b'{"format":1,"entries":' + b"[" * 100_000,
    b'{"format":1,"entries":[[],{},null,1,"x",{"id":{}}]}',
    '{"format":1,"entries":[],"program":"\u202e"}'.encode(),
    b"<html><script>alert(1)</script></html>",
]


@pytest.mark.parametrize("data", HOSTILE)
def test_a_hostile_file_is_told_and_the_others_are_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "bad.feedback").write_bytes(data)
    good = file(tmp_path, "good.feedback", entry(1))
    found = gather((), [tmp_path / "bad.feedback", tmp_path / "none", tmp_path, good])
    assert [item.letter.entry for item in found.items] == [entry(1)]
    assert len(found.troubles) >= 3
    assert found.read == found.new + found.known + sum(one.entry > 0 for one in found.troubles)


def test_tables_hold_no_formulas(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    texts = ["=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "<b>", 'a;b,"c"\nd']
    entries = [entry(n, text, by=Person(name="=1+1")) for n, text in enumerate(texts)]
    items = gather((), [file(tmp_path, "=1.feedback", *entries)]).items
    write_list(tmp_path, items, ENGLISH)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "inbox.csv").read_text("utf-8-sig"))))
    for row, text in zip(rows, texts, strict=True):
        assert row["Text"].removeprefix("'") == text.removeprefix("'")
        assert not any(str(cell).startswith(("=", "+", "-", "@", "\t")) for cell in row.values())
    sheet = load_workbook(tmp_path / "inbox.xlsx").worksheets[0]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert "f" not in kinds
    assert read_list(tmp_path) == items


@given(
    st.lists(
        st.builds(
            entry, st.integers(0, 5), st.text(st.characters(categories=("L", "N", "P")), min_size=1)
        ),
        max_size=12,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_everything_read_is_counted(tmp_path: Path, entries: list[Entry]) -> None:
    found = gather((), [file(tmp_path, "a.feedback", *entries)])
    assert found.read == len(entries) == found.new + found.known + len(found.troubles)
    assert len(found.items) == len({one.id for one in entries}) == found.new
    assert gather(found.items, []).items == found.items


def test_answers_become_a_pack_that_the_program_reads(tmp_path: Path) -> None:
    first = entry(1, about=Thing("project", "ebrd-1", "Нарын"), by=Person("А. О.", email="a@b.cd"))
    items = gather((), [file(tmp_path, "a.feedback", first, entry(2))]).items
    items = answered(items, first.id, REPLY)
    pack = tmp_path / "packs" / "answers"
    assert write_answers(pack, items, DAY) == 1
    assert write_answers(pack, items, DAY) == 0
    files = {
        f"answers/{p.relative_to(pack).as_posix()}": p.read_bytes() for p in pack.rglob("*.json")
    }
    findings: list[Finding] = []
    (answer,) = read_answers(files, findings)
    assert findings == []
    assert (answer.id, answer.decision, answer.date, answer.reason, answer.kind, answer.about) == (
        first.id,
        "accepted",
        DAY,
        REPLY.reason,
        "project",
        "ebrd-1",
    )
    whole = b"".join(files.values()).decode()
    for private in ("А. О.", "a@b.cd", "Why?", "Нарын"):
        assert private not in whole
    manifest = json.loads((pack / "pack.json").read_text())
    assert (manifest["version"], manifest["issued"]) == ("2026.11.0", "2026-11-23")
    items = answered(items, "2".zfill(32), Reply("declined", Text("No.", "Нет."), DAY))
    assert write_answers(pack, items, DAY) == 1
    assert json.loads((pack / "pack.json").read_text())["version"] == "2026.11.1"
    write_list(tmp_path, items, ENGLISH)
    assert read_list(tmp_path) == items


def test_the_pack_stands_beside_the_others(tmp_path: Path) -> None:
    from wecoop_desktop.packs.read import read_packs

    items = answered((Item(Letter(entry(1))),), entry(1).id, REPLY)
    write_answers(tmp_path / "answers", items, DAY)
    packs = read_packs(tmp_path)
    assert [answer.id for answer in packs.answers] == [entry(1).id]
    mine = [finding for finding in packs.findings if finding.file.startswith("answers")]
    assert mine == []


def test_answers_that_cannot_be_given_are_told() -> None:
    items = tuple(Item(Letter(entry(n), number=f"2026-{n:05d}")) for n in (1, 2))
    for id in ("", "0000000000", "x" * 32, "2026-00009"):
        with pytest.raises(AppError) as caught:
            answered(items, id, REPLY)
        assert caught.value.code == "answer-unknown"
    for reason in (Text("", "Да."), Text("Yes.", " ")):
        with pytest.raises(AppError) as caught:
            answered(items, "2026-00001", Reply("accepted", reason, DAY))
        assert caught.value.code == "answer-reason-missing"
    assert answered(items, "2026-00002", REPLY)[1].reply == REPLY


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"format":2,"entries":[]}',
        '{"format":1}',
        '{"format":1,"entries":[{}]}',
        '{"format":1,"entries":[{"entry":{}}]}',
        json.dumps({"format": 1, "entries": [{"entry": entry_data(entry(1)), "answer": {}}]}),
    ],
)
def test_a_damaged_list_is_told_and_kept(tmp_path: Path, text: str) -> None:
    (tmp_path / "inbox.json").write_text(text)
    with pytest.raises(AppError) as caught:
        read_list(tmp_path)
    assert caught.value.code == "inbox-damaged"
    assert (tmp_path / "inbox.json").read_text() == text
