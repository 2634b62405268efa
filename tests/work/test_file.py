from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.work.test_machine import DATA
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.base.wording import say
from wecoop_desktop.forms.form import Field, Form, Option, Step
from wecoop_desktop.work.data import encode
from wecoop_desktop.work.file import ProposalFile, read_proposal, write_proposal
from wecoop_desktop.work.shape import form_data
from wecoop_desktop.work.store import WorkStore

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HEAD = {
    "format": 1,
    "program": "WECOOP Desktop 0.1.0",
    "form": {"id": "proposal", "version": "2"},
    "level": "concept",
    "title": {"en": "Waste", "ru": "Отходы"},
    "created": "2026-11-22T09:30:00+00:00",
    "saved": "2026-11-22T09:30:00+00:00",
    "revision": 3,
    "answers": {"basic.title_en": "Waste", "budget.lines": [{"amount": "12.50"}]},
}


def archive(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries:
            packed.writestr(name, data)
    return stream.getvalue()


def proposal(**changes: object) -> bytes:
    return archive(("proposal.json", json.dumps({**HEAD, **changes}).encode()))


def document(text: bytes) -> bytes:
    return archive(("proposal.json", text))


def beside(name: str | zipfile.ZipInfo, data: bytes = b"x") -> bytes:
    return archive(("proposal.json", json.dumps(HEAD).encode()), (name, data))


def link() -> bytes:
    entry = zipfile.ZipInfo("attachments/passwd")
    entry.external_attr = 0o120777 << 16
    return beside(entry, b"/etc/passwd")


def twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return archive(("proposal.json", json.dumps(HEAD).encode()), ("proposal.json", b"{}"))


def encrypted() -> bytes:
    data = bytearray(proposal())
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def bomb(name: str = "proposal.json") -> bytes:
    return archive((name, b"0" * 40_000_000))


def lying_bomb() -> bytes:
    """Declares ten bytes for what unpacks to forty million."""
    data = bytearray(bomb())
    for signature, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        struct.pack_into("<L", data, data.index(signature) + offset, 10)
    return bytes(data)


def ten_gigabytes() -> bytes:
    """A hundred and ninety entries of sixty megabytes each, all lying on the same bytes."""
    data = archive(("a", b"0" * 60_000_000))
    start = data.index(b"PK\1\2")
    entry = data[start : data.index(b"PK\5\6")]
    count = 190
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entry) * count, start, 0)
    return data[:start] + entry * count + end


def overlapping() -> bytes:
    noise = bytes(range(256)) * 4_000
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr("a", noise)
    data = stream.getvalue()
    start = data.index(b"PK\1\2")
    entry = data[start : data.rindex(b"PK\5\6")]
    second = entry[:46] + b"b" + entry[47:]
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(entry) * 2, start, 0)
    return data[:start] + entry + second + end


def many() -> bytes:
    return archive(*((f"attachments/{number}", b"") for number in range(201)))


def endless_directory() -> bytes:
    """An end record that announces more than any list of ours may take."""
    return proposal()[:-22] + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 3, 3, 2**31, 0, 0)


def sixty_four() -> bytes:
    data = proposal()
    return data[:-22] + struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1) + data[-22:]


def damaged() -> bytes:
    data = bytearray(proposal())
    data[60:70] = b"\xff" * 10
    return bytes(data)


def strange_method() -> bytes:
    data = bytearray(proposal())
    for signature, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        struct.pack_into("<H", data, data.index(signature) + offset, 97)
    return bytes(data)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "proposal-not-zip"),
    ("text", lambda: b"just a text", "proposal-not-zip"),
    ("pdf", lambda: b"%PDF-1.7" + bytes(5_000), "proposal-not-zip"),
    ("only an end", lambda: b"PK\5\6", "proposal-not-zip"),
    ("cut", lambda: proposal()[:-40], "proposal-not-zip"),
    ("damaged", damaged, "proposal-not-zip"),
    ("method", strange_method, "proposal-unsafe"),
    ("encrypted", encrypted, "proposal-encrypted"),
    ("bomb", bomb, "proposal-too-large"),
    ("lying bomb", lying_bomb, "proposal-not-zip"),
    ("ten gigabytes", ten_gigabytes, "proposal-too-large"),
    ("overlapping", overlapping, "proposal-unsafe"),
    ("many", many, "proposal-too-large"),
    ("endless directory", endless_directory, "proposal-too-large"),
    ("zip64", sixty_four, "proposal-too-large"),
    ("link", link, "proposal-unsafe"),
    ("twice", twice, "proposal-unsafe"),
    ("twice in case", lambda: beside("PROPOSAL.json"), "proposal-unsafe"),
    ("nothing inside", archive, "proposal-incomplete"),
    ("no proposal", lambda: archive(("x.json", b"{}")), "proposal-incomplete"),
    ("newer", lambda: proposal(format=2), "proposal-newer"),
    ("format as text", lambda: proposal(format="1"), "proposal-broken"),
    ("format true", lambda: proposal(format=True), "proposal-broken"),
    ("format zero", lambda: proposal(format=0), "proposal-broken"),
    ("no form", lambda: proposal(form=None), "proposal-broken"),
    ("form without id", lambda: proposal(form={"version": "2"}), "proposal-broken"),
    ("no answers", lambda: proposal(answers=None), "proposal-broken"),
    ("answers as list", lambda: proposal(answers=[]), "proposal-broken"),
    ("empty path", lambda: proposal(answers={"": 1}), "proposal-broken"),
    ("long path", lambda: proposal(answers={"a" * 201: 1}), "proposal-broken"),
    ("large answer", lambda: proposal(answers={"a.b": "x" * 10_000_001}), "answer-too-large"),
    ("wrong time", lambda: proposal(saved="yesterday"), "proposal-broken"),
    ("time as number", lambda: proposal(created=5), "proposal-broken"),
    ("revision", lambda: proposal(revision=-1), "proposal-broken"),
    ("NaN", lambda: proposal(answers={"a.b": float("nan")}), "proposal-broken"),
    ("infinity", lambda: proposal(answers={"a.b": float("-inf")}), "proposal-broken"),
    ("huge", lambda: document(b'{"a": 1e999999}'), "proposal-broken"),
    ("huge integer", lambda: document(b'{"a": ' + b"9" * 5_000 + b"}"), "proposal-broken"),
    ("deep", lambda: document(b"[" * 100_000), "proposal-broken"),
    ("deep enough", lambda: document(b'{"a":' * 60 + b"1" + b"}" * 60), "proposal-broken"),
    ("names twice", lambda: document(b'{"format": 1, "format": 1}'), "proposal-broken"),
    ("a list", lambda: document(b"[]"), "proposal-broken"),
    ("not UTF-8", lambda: document(b'{"a": "\xd0"}'), "proposal-broken"),
    ("wrong form.json", lambda: beside("form.json", b"[1]"), "proposal-broken"),
    *(
        (f"name {name!r}", lambda name=name: beside(name), "proposal-unsafe")  # type: ignore[misc]
        for name in (
            "/etc/passwd",
            "../outside",
            "attachments/../../outside",
            "C:/Windows/x",
            "attachments\\..\\x",
            "attachments/a:b",
            "attachments//x",
            "attachments/./x",
            "attachments/x.",
            "attachments/con.txt",
            "attachments/a\x01b",
            "a" * 201,
        )
    ),
]


@pytest.mark.parametrize(
    ("data", "code"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE]
)
def test_a_hostile_file_is_refused_with_one_sentence(
    tmp_path: Path, store: WorkStore, data: Callable[[], bytes], code: str
) -> None:
    path = tmp_path / "заявка.wecoop"
    path.write_bytes(data())
    with pytest.raises(AppError) as caught:
        store.import_file(path)
    assert caught.value.code == code
    assert str(path) in say(Language("en"), caught.value) or code == "answer-too-large"
    assert "\n" not in say(Language("en"), caught.value)
    assert store.proposals() == ()


def test_missing_and_too_large_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(AppError) as caught:
        read_proposal(tmp_path / "none.wecoop")
    assert caught.value.code == "file-missing"
    path = tmp_path / "large.wecoop"
    with path.open("wb") as stream:
        stream.truncate(10_000_000_000)  # sparse: takes no room
    with pytest.raises(AppError) as caught:
        read_proposal(path)
    assert caught.value.code == "file-too-large"


@given(
    answers=st.dictionaries(st.text(min_size=1, max_size=50), DATA.filter(lambda d: d is not None)),
    attachments=st.dictionaries(st.from_regex(r"[а-яa-z0-9]{5,20}", fullmatch=True), st.binary()),
    extra=st.dictionaries(st.from_regex(r"x-[a-z]{1,9}", fullmatch=True), DATA),
)
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    answers: dict[str, object],
    attachments: dict[str, bytes],
    extra: dict[str, object],
) -> None:
    path = tmp_path_factory.mktemp("files") / "Заявка 1.wecoop"
    file = ProposalFile(
        form="proposal",
        form_version="2",
        answers=answers,
        created=MOMENT,
        saved=MOMENT,
        level="idea",
        revision=4,
        form_data={"id": "proposal"},
        attachments=attachments,
        further={"reviews.json": b"[]"},
        extra=extra,
    )
    write_proposal(path, file)
    found = read_proposal(path)
    assert replace(found, title=file.title) == file
    first = path.read_bytes()
    write_proposal(path, found)
    assert path.read_bytes() == first


def test_what_is_unknown_travels_along(tmp_path: Path, store: WorkStore) -> None:
    """A file of a later program of the same format, through this one and out again."""
    path, out = tmp_path / "in.wecoop", tmp_path / "out.wecoop"
    head = {
        **HEAD,
        "reviewers": [{"name": "A", "score": 1.25}],
        "form": {"id": "proposal", "version": "2", "pack": "forms"},
        "answers": {"later.question": {"x": [1, None, True]}, "basic.title_ru": "Отходы"},
    }
    path.write_bytes(
        archive(
            ("proposal.json", json.dumps(head).encode()),
            ("form.json", b'{"id": "proposal", "x": 1.50}'),
            ("attachments/", b""),
            ("attachments/План.pdf", b"%PDF"),
            ("comments/1.json", b"{}"),
        )
    )
    store.export_file(store.import_file(path), out)
    found = read_proposal(out)
    assert found.answers == head["answers"]
    assert found.extra == {
        "reviewers": [{"name": "A", "score": Decimal("1.25")}],
        "form": {"pack": "forms"},
    }
    assert found.form_data == {"id": "proposal", "x": Decimal("1.50")}
    assert found.attachments == {"План.pdf": b"%PDF"}
    assert found.further == {"comments/1.json": b"{}"}


def test_the_file_can_be_read_without_the_program(tmp_path: Path, store: WorkStore) -> None:
    path = tmp_path / "a.wecoop"
    answers = {"basic.title_ru": "Отходы", "basic.target_maturity": "idea"}
    store.export_file(store.create("proposal", "2", answers), path, {"id": "proposal"})
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["proposal.json", "form.json"]
        data = json.loads(packed.read("proposal.json"))
    assert data["format"] == 1
    assert data["form"] == {"id": "proposal", "version": "2"}
    assert (data["level"], data["title"]) == ("idea", {"en": "", "ru": "Отходы"})
    assert data["answers"] == answers
    assert set(data) == {*HEAD, "identity", "digest"}


def test_nothing_is_written_that_could_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(b"older")
    for attachments in (
        {"large.bin": bytes(30_000_001)},
        {f"{number}.txt": b"" for number in range(200)},
        {f"{number}.bin": bytes(25_000_000) for number in range(5)},
    ):
        file = ProposalFile("proposal", "2", {}, MOMENT, MOMENT, attachments=attachments)
        with pytest.raises(AppError) as caught:
            write_proposal(path, file)
        assert caught.value.code == "proposal-too-large"
    assert path.read_bytes() == b"older"


def test_a_file_of_an_unknown_form_is_refused_where_forms_are_known(
    tmp_path: Path, store: WorkStore
) -> None:
    path = tmp_path / "a.wecoop"
    path.write_bytes(proposal())
    with pytest.raises(AppError) as caught:
        store.import_file(path, forms=["another"])
    assert caught.value.code == "proposal-form-unknown"
    assert store.load(store.import_file(path, forms=["proposal"])).form == "proposal"


def test_a_form_becomes_plain_data() -> None:
    labels = {"label": Text("Cost", "Стоимость")}
    option = Option("a", Text("A", "А"), {"factor": Decimal("0.5"), "since": MOMENT.date()})
    question = Field("basic", "cost", "money", options=(option,), **labels)
    step = Step("basic", Text("Basic", "Основное"), Text(), "g", "B01", (question,))
    data = form_data(Form("proposal", "2", Text("P", "П"), (step,)))
    assert json.loads(encode(data)) == {
        "id": "proposal",
        "version": "2",
        "title": {"en": "P", "ru": "П"},
        "steps": [
            {
                "id": "basic",
                "title": {"en": "Basic", "ru": "Основное"},
                "short": {},
                "group": "g",
                "guide": "B01",
                "fields": [
                    {
                        "step": "basic",
                        "id": "cost",
                        "kind": "money",
                        "label": {"en": "Cost", "ru": "Стоимость"},
                        "options": [
                            {
                                "id": "a",
                                "label": {"en": "A", "ru": "А"},
                                "data": {"factor": 0.5, "since": "2026-11-22"},
                            }
                        ],
                    }
                ],
            }
        ],
    }
