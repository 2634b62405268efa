"""Attached files: copied in whole, named safely, found again, missed when they are gone."""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kit import disk
from tests.work.conftest import Clock
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Field, Form, Step
from wecoop_desktop.work import migration, naming, vault
from wecoop_desktop.work.archive import _is_safe
from wecoop_desktop.work.attachments import Broken, mentions, without
from wecoop_desktop.work.file import read_proposal
from wecoop_desktop.work.intake import ALL_LIMIT, COUNT_LIMIT, Document
from wecoop_desktop.work.media import media
from wecoop_desktop.work.store import WorkStore

PDF = b"%PDF-1.7\n" + bytes(100)
ROWS = [{"item": "map", "file": "Карта.pdf"}]


def code(verb: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        verb()
    return caught.value.code


def made(folder: Path, name: str, data: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def kept(home: Home) -> list[Path]:
    return [path for path in home.attachments.rglob("*") if path.is_file()]


def test_a_file_is_copied_in_and_found_by_its_name(
    home: Home, clock: Clock, tmp_path: Path
) -> None:
    source = made(tmp_path, "Карта.pdf")
    store = WorkStore.open(home, clock)
    proposal = store.create("wecoop", "2", {})
    found = store.attachments.attach(proposal, source)
    source.unlink()
    assert (found.name, found.size, found.media) == ("Карта.pdf", len(PDF), "application/pdf")
    assert store.attachments.find(proposal, "КАРТА.PDF") == found
    assert store.attachments.find(proposal, "another.pdf") is None
    store.close()
    again = WorkStore.open(home, clock)
    assert again.attachments.of(proposal) == (found,)
    assert again.attachments.read(proposal, "карта.pdf") == PDF
    again.attachments.save_as(proposal, "Карта.pdf", tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == PDF
    assert again.attachments.verify(proposal) == ()
    assert again.load(proposal).undo == 0
    again.close()


def test_equal_content_is_kept_once(store: WorkStore, home: Home, tmp_path: Path) -> None:
    one, two = (store.create("wecoop", "2", {}) for _ in "ab")
    first = store.attachments.attach(one, made(tmp_path, "a.pdf"))
    assert store.attachments.attach(one, tmp_path / "a.pdf") == first
    store.attachments.attach(one, made(tmp_path, "b.pdf"))
    store.attachments.attach(two, tmp_path / "a.pdf")
    assert [each.name for each in store.attachments.of(one)] == ["a.pdf", "b.pdf"]
    assert len(kept(home)) == 1


def test_another_content_under_a_taken_name_gets_a_number(store: WorkStore, tmp_path: Path) -> None:
    proposal = store.create("wecoop", "2", {})
    other = tmp_path / "other"
    other.mkdir()
    store.attachments.attach(proposal, made(tmp_path, "Map.pdf"))
    second = store.attachments.attach(proposal, made(other, "MAP.PDF", b"%PDF-2"))
    assert second.name == "MAP (2).PDF"
    assert store.attachments.read(proposal, "map.pdf") == PDF


def test_taking_away_is_one_step_with_the_row_that_named_it(
    store: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", {"annexes.items": ROWS})
    found = store.attachments.attach(proposal, made(tmp_path, "Карта.pdf"))
    store.attachments.detach(proposal, "Карта.pdf", {"annexes.items": [{"item": "map"}]})
    assert store.attachments.of(proposal) == ()
    assert store.load(proposal).answers == {"annexes.items": [{"item": "map"}]}
    assert store.load(proposal).undo == 1
    assert store.undo(proposal) == ""
    assert store.attachments.of(proposal) == (found,)
    assert store.load(proposal).answers == {"annexes.items": ROWS}
    store.redo(proposal)
    store.attachments.attach(proposal, made(tmp_path, "Карта.pdf", b"%PDF-new"))
    assert code(lambda: store.attachments.detach(proposal, "no.pdf")) == "attachment-unknown"
    assert code(lambda: store.attachments.read(proposal, "no.pdf")) == "attachment-unknown"


def test_rows_say_which_files_they_mean(store: WorkStore, tmp_path: Path) -> None:
    fields = tuple(
        Field("annexes", name, kind, Text("", ""))
        for name, kind in (("items", "attachments_list"), ("text", "text"))
    )
    step = Step("annexes", Text("", ""), Text("", ""), "", "", fields)
    rows = [
        {"item": "map", "file": "Карта.pdf"},
        {"item": "law", "file": {"en": "law.pdf", "ru": "Закон.pdf"}},
        {"item": "none", "file": " "},
        "no row",
        {"file": 3},
    ]
    answers = {"annexes.items": rows, "annexes.text": "Карта.pdf"}
    form = Form("wecoop", "2", Text("", ""), (step,))
    assert list(mentions(form, answers)) == [
        ("annexes.items", 0, "Карта.pdf"),
        ("annexes.items", 1, "law.pdf"),
        ("annexes.items", 1, "Закон.pdf"),
    ]
    proposal = store.create("wecoop", "2", answers)
    store.attachments.attach(proposal, made(tmp_path, "Карта.pdf"))
    rest = without(rows, "карта.PDF")
    store.attachments.detach(proposal, "Карта.pdf", {"annexes.items": rest})
    assert rest == [{"item": "map"}, *rows[1:]]
    assert without("no rows", "x") == "no rows"


def test_what_comes_back_by_undo_makes_room_for_the_new_file(
    store: WorkStore, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", {})
    store.attachments.attach(proposal, made(tmp_path, "a.pdf"))
    store.attachments.detach(proposal, "a.pdf")
    store.attachments.attach(proposal, made(tmp_path, "a.pdf", b"%PDF-new"))
    store.undo(proposal)
    assert [each.name for each in store.attachments.of(proposal)] == ["a (2).pdf", "a.pdf"]
    assert store.attachments.read(proposal, "a.pdf") == b"%PDF-new"


def test_what_is_no_file_is_told_and_nothing_is_kept(
    store: WorkStore, home: Home, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", {})
    large = tmp_path / "large.bin"
    with large.open("wb") as stream:
        stream.truncate(30_000_001)
    attach = store.attachments.attach
    assert code(lambda: attach(proposal, tmp_path)) == "attachment-folder"
    assert code(lambda: attach(proposal, made(tmp_path, "e.txt", b""))) == "attachment-empty"
    assert code(lambda: attach(proposal, large)) == "attachment-too-large"
    assert code(lambda: attach(proposal, tmp_path / "gone.pdf")) == "file-missing"
    assert code(lambda: attach(proposal, tmp_path / "e.txt" / "x")) == "file-missing"
    assert code(lambda: attach(proposal, tmp_path / "a\0b")) == "attachment-not-readable"
    assert code(lambda: attach("no", made(tmp_path, "a.pdf"))) == "proposal-unknown"
    assert (store.attachments.of(proposal), kept(home)) == ((), [])


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes with names")
def test_a_pipe_or_device_is_not_waited_for(store: WorkStore, tmp_path: Path) -> None:
    proposal = store.create("wecoop", "2", {})
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        assert code(lambda path=path: store.attachments.attach(proposal, path)) == (
            "attachment-special"
        )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody write to a file in use")
def test_a_file_that_grows_while_it_is_read_is_told(store: WorkStore, tmp_path: Path) -> None:
    proposal = store.create("wecoop", "2", {})
    path = made(tmp_path, "log.txt", b"x" * 1_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as stream:
            while not stop.is_set():
                stream.write(b"x")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        seen = set()
        for _ in range(200):
            try:
                store.attachments.attach(proposal, path)
            except AppError as error:
                seen.add(error.code)
                break
    finally:
        stop.set()
        writer.join()
    assert seen == {"attachment-changing"}
    assert store.attachments.verify(proposal) == ()


def test_more_than_a_proposal_file_holds_is_refused(store: WorkStore) -> None:
    proposal = store.create("wecoop", "2", {})
    attach = store.attachments.attach
    half = bytes(ALL_LIMIT // 2)
    attach(proposal, Document("a.bin", half))
    attach(proposal, Document("b.bin", half[1:]))
    assert code(lambda: attach(proposal, Document("c.bin", b"xx"))) == "attachments-too-large"
    assert attach(proposal, Document("a.bin", half)).name == "a.bin"
    many = store.create("wecoop", "2", {})
    for number in range(COUNT_LIMIT):
        attach(many, Document(f"{number}.txt", b"x"))
    assert code(lambda: attach(many, Document("more.txt", b"x"))) == "attachments-too-many"


def test_a_lost_or_damaged_content_is_told_and_healed(
    store: WorkStore, home: Home, tmp_path: Path
) -> None:
    proposal = store.create("wecoop", "2", {})
    lost, damaged = made(tmp_path, "lost.pdf"), made(tmp_path, "bad.pdf", b"%PDF-2")
    for path in (lost, damaged):
        store.attachments.attach(proposal, path)
    for path in kept(home):
        if path.read_bytes() == PDF:
            path.unlink()
        else:
            path.write_bytes(b"%PDF-3")
    assert store.attachments.verify(proposal) == (
        Broken("bad.pdf", "damaged"),
        Broken("lost.pdf", "missing"),
    )
    assert code(lambda: store.attachments.read(proposal, "lost.pdf")) == "attachment-lost"
    out = tmp_path / "out.pdf"
    assert code(lambda: store.attachments.save_as(proposal, "bad.pdf", out)) == (
        "attachment-damaged"
    )
    assert not out.exists()
    whole = tmp_path / "a.wecoop"
    assert code(lambda: store.export_file(proposal, whole)) == "attachment-damaged"
    assert not whole.exists()
    for path in (lost, damaged):
        store.attachments.attach(proposal, path)
    assert store.attachments.verify(proposal) == ()
    store.export_file(proposal, whole)
    assert read_proposal(whole).attachments == {"lost.pdf": PDF, "bad.pdf": b"%PDF-2"}


def test_attachments_travel_with_the_proposal(store: WorkStore, home: Home, tmp_path: Path) -> None:
    proposal = store.create("wecoop", "2", {"annexes.items": ROWS})
    store.attachments.attach(proposal, made(tmp_path, "Карта.pdf"))
    path = tmp_path / "a.wecoop"
    store.export_file(proposal, path)
    copy = store.import_file(path)
    assert store.attachments.read(copy, "карта.pdf") == PDF
    assert store.submissions.digest(copy) == store.submissions.digest(proposal)
    assert read_proposal(path).digest() == store.submissions.digest(proposal)
    assert len(kept(home)) == 1


def test_attachments_of_an_older_program_are_found(home: Home, clock: Clock) -> None:
    home.root.mkdir(parents=True)
    migration.upgrade(home.work, "0002")
    now = "2026-01-01T00:00:00.000000+00:00"
    old = sqlite3.connect(home.work)
    with old:
        row = ("p", "wecoop", "1", now, now)
        old.execute("INSERT INTO proposals VALUES (?, ?, ?, ?, ?, NULL, '{}')", row)
        for name in ("attachments/Карта.pdf", "attachments/con", "notes.txt"):
            old.execute("INSERT INTO parts VALUES ('p', ?, ?)", (name, PDF))
        old.execute(
            "INSERT INTO changes VALUES ('p', 1, 'a.b', NULL, '\"x\"', ?, ?, 3, 0)", (now, now)
        )
        old.execute("INSERT INTO answers VALUES ('p', 'a.b', '\"x\"')")
    old.close()
    store = WorkStore.open(home, clock)
    assert [each.name for each in store.attachments.of("p")] == ["_con", "Карта.pdf"]
    assert store.attachments.read("p", "con") == PDF
    assert store.load("p").identity == "p"
    assert store.undo("p") == "a.b"
    assert store.load("p").answers == {}
    store.close()


def test_contents_go_only_long_after_nobody_needs_them(
    store: WorkStore, home: Home, clock: Clock, tmp_path: Path
) -> None:
    clock.now = datetime.now(UTC)
    used, binned, taken, frozen = (
        made(tmp_path, f"{name}.pdf", b"%PDF" + name.encode()) for name in "abcd"
    )
    stays, gone = store.create("wecoop", "2", {}), store.create("wecoop", "2", {})
    for path in (used, taken, frozen):
        store.attachments.attach(stays, path)
    store.attachments.attach(gone, binned)
    store.submissions.freeze(stays, "Bank")
    store.attachments.detach(stays, "d.pdf")
    store.delete(gone)
    for path in kept(home):  # as if they had been put here long ago
        os.utime(path, (0, 0))
    store.empty_bin()
    store.back_up()
    assert len(kept(home)) == 4
    store.attachments.detach(stays, "c.pdf")
    clock.now += vault.KEPT + timedelta(days=1)
    store.back_up()
    assert len(kept(home)) == 4 - 1  # the bin's; what was taken away is noted only now
    assert store.attachments.verify(stays) == ()
    assert len(store.submissions.attachments(stays, 1)) == 3


def test_a_full_disk_keeps_nothing_half(tmp_path: Path, clock: Clock) -> None:
    with disk.small(tmp_path / "stick", 1) as place:
        home = Home(place / "дом")
        store = WorkStore.open(home, clock)
        proposal = store.create("wecoop", "2", {"a.b": "kept"})
        large = made(tmp_path, "large.bin", os.urandom(2_000_000))
        assert code(lambda: store.attachments.attach(proposal, large)) == "disk-full"
        assert (store.attachments.of(proposal), kept(home)) == ((), [])
        small = made(tmp_path, "small.pdf")
        assert store.attachments.attach(proposal, small).name == "small.pdf"
        assert store.load(proposal).answers == {"a.b": "kept"}
        store.close()


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text")
    return stream.getvalue()


KINDS = [
    (PDF, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n" + bytes(9), "image/png"),
    (b"\xff\xd8\xff\xe0", "image/jpeg"),
    (b"RIFF\0\0\0\0WEBP", "image/webp"),
    (b"12345678WEBP", "text/plain"),
    (zipped("word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml"),
    (zipped("xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml"),
    (zipped("mimetype"), "application/vnd.oasis.opendocument.text"),
    (zipped("a.txt"), "application/zip"),
    (b"PK\3\4 no archive", "application/zip"),
    (b"MZ\x90\0", "application/x-msdownload"),
    (b"MZ is how this text begins", "text/plain"),
    ("Текст".encode(), "text/plain"),
    ("Текст".encode("cp1251"), "application/octet-stream"),
    (("ж" * 4_000).encode(), "text/plain"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><kml xmlns='x'>", "application/vnd.google-earth.kml+xml"),
    (b"<svg width='1'>", "image/svg+xml"),
    (b"<!DOCTYPE html><html>", "text/html"),
    (b"\0\1\2", "application/octet-stream"),
    (b"", "application/octet-stream"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[kind for _, kind in KINDS])
def test_the_content_tells_what_it_is(data: bytes, kind: str) -> None:
    assert media(data).startswith(kind)


NAMES = [
    ("Карта участка №1.pdf", "Карта участка №1.pdf"),
    ("Іс-шара қазақша ұсыныс.docx", "Іс-шара қазақша ұсыныс.docx"),
    ("CON.pdf", "_CON.pdf"),
    ("com¹.txt", "_com¹.txt"),
    ("nul", "_nul"),
    ("конец. . ", "конец"),
    ('a/b\\c:d*e?"<>|.txt', "a_b_c_d_e_____.txt"),
    ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ("a\0b\x07\r\n c.pdf", "ab c.pdf"),
    ("half\ud83d.pdf", "half.pdf"),
    ("..", "file"),
    ("", "file"),
    ("../../etc/passwd", ".._.._etc_passwd"),
    ("й.pdf", "й.pdf"),
]


@pytest.mark.parametrize(("given", "wanted"), NAMES)
def test_names_become_safe(given: str, wanted: str) -> None:
    assert naming.safe(given) == wanted


@given(st.text(max_size=300), st.lists(st.text(max_size=6), max_size=4))
@settings(max_examples=400, deadline=None)
def test_safe_names_are_safe_for_every_system(name: str, others: list[str]) -> None:
    safe = naming.safe(name)
    assert naming.safe(safe) == safe
    found = naming.free(safe, map(naming.safe, others))
    assert naming.same(found) not in {naming.same(other) for other in others}
    for each in (safe, found):
        entry = zipfile.ZipInfo(f"attachments/{each}")
        assert _is_safe(entry)
        assert len(each) <= naming.LONGEST
        assert len(each.encode()) <= naming.LONGEST_BYTES
