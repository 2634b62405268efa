"""Feedback leaves: what travels, to the byte; what is tried again; what comes back."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.kit.listening import running
from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs.feedback import Entry, Kind, Thing, entry_data
from wecoop_desktop.publisher.mailbox import Mailbox
from wecoop_desktop.publisher.receive import Pace, Receiver, server
from wecoop_desktop.sync.feedback import (
    PROGRAM,
    Sent,
    checked_address,
    read_file,
    send,
    write_file,
)
from wecoop_desktop.sync.limits import Limits

QUICK = Limits(connect=5, idle=5, retries=2, pause=1, longest_pause=30)
FIRST = Entry(
    "0" * 31 + "1",
    Kind.CORRECTION,
    Thing("project", "ebrd-1", "Нарын"),
    field="total_cost",
    present="USD 1",
    proposed="USD 2\nодин раз",
    source="p. 4",
    written=date(2026, 11, 23),
)
SECOND = Entry("0" * 31 + "2", Kind.QUESTION, text="Почему?")


class Scripted:
    """Says one prepared answer to each connection and keeps what it was asked; then hangs up."""

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.asked: list[bytes] = []
        self._answers = list(answers)
        self._line = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._line.getsockname()[1]}/feedback"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            try:
                line, _ = self._line.accept()
            except OSError:
                return
            with line:
                line.settimeout(10)
                self.asked.append(_request(line))
                line.sendall(answer)

    def close(self) -> None:
        self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()
        self._thread.join(10)


def _request(line: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += line.recv(65_536)
    head, _, body = data.partition(b"\r\n\r\n")
    (length,) = (int(row[15:]) for row in head.split(b"\r\n") if row[:15] == b"Content-Length:")
    while len(body) < length:
        body += line.recv(65_536)
    return head + b"\r\n\r\n" + body


def answer(status: int, data: object = None, *heads: str) -> bytes:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    head = "\r\n".join(
        [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close", *heads]
    )
    return head.encode() + b"\r\n\r\n" + body


def receipt(entry: Entry) -> bytes:
    data = {"id": entry.id, "number": "2026-00007", "received": "2026-11-23T09:00:00+00:00"}
    return answer(201, data)


class Pauses(list[float]):
    """Waits no time, and knows how long it would have."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


def sent_to(answers: Sequence[bytes], pauses: Pauses, *entries: Entry) -> tuple[Sent, list[bytes]]:
    scripted = Scripted(answers)
    try:
        sent = send(entries or (FIRST,), scripted.address, "ru", Job(), limits=QUICK, pause=pauses)
    finally:
        scripted.close()
    return sent, scripted.asked


def codes(sent: Sent) -> list[str]:
    return [error.code for _, error in sent.failed]


def test_nothing_travels_but_the_entry_the_version_and_the_language(pauses: Pauses) -> None:
    sent, (asked,) = sent_to([receipt(FIRST)], pauses)
    assert [one.number for one in sent.receipts] == ["2026-00007"]
    head, _, body = asked.partition(b"\r\n\r\n")
    assert json.loads(body) == {
        "format": 1,
        "program": f"WECOOP Desktop {__version__}",
        "language": "ru",
        "entries": [entry_data(FIRST)],
    }
    first, *rows = head.decode().split("\r\n")
    assert first == "POST /feedback HTTP/1.1"
    heads = dict(row.split(": ", 1) for row in rows)
    assert heads.pop("Host").startswith("127.0.0.1:")
    assert heads == {
        "Content-Length": str(len(body)),
        "Content-Type": "application/json",
        "Idempotency-Key": FIRST.id,
        "User-Agent": PROGRAM.replace(" ", "-"),
        "Accept": "application/json",
        "Accept-Encoding": "identity",
    }


def test_what_may_pass_is_tried_again(pauses: Pauses) -> None:
    busy = [answer(503, {}), answer(429, {}, "Retry-After: 12")]
    sent, asked = sent_to([*busy, receipt(FIRST)], pauses)
    assert len(sent.receipts) == 1
    assert pauses == [1, 12]
    assert len(set(asked)) == 1, "the same bytes under the same id"
    pauses.clear()
    sent, _ = sent_to([b"", answer(502, {}, "Retry-After: 99999999"), b""], pauses)
    assert (codes(sent), pauses) == (["feedback-unreachable"], [1, 30])
    sent, _ = sent_to([answer(500)] * 3, pauses)
    assert codes(sent) == ["feedback-refused"]


def test_where_nobody_answers_the_rest_is_not_tried(pauses: Pauses) -> None:
    sent, asked = sent_to([receipt(FIRST), b"", b"", b""], pauses, FIRST, SECOND, FIRST)
    assert len(sent.receipts) == 1
    assert codes(sent) == ["feedback-unreachable"] * 2
    assert len(asked) == 4
    with socket.create_server(("127.0.0.1", 0)) as line:
        free = line.getsockname()[1]
    address = f"http://127.0.0.1:{free}/feedback"
    assert codes(send((FIRST,), address, "en", Job(), limits=QUICK, pause=pauses)) == [
        "feedback-unreachable"
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (answer(400, {"error": "text"}), "feedback-refused"),
        (answer(404, b"<html>"), "feedback-refused"),
        (answer(301, b"", "Location: http://127.0.0.1:1/else"), "feedback-refused"),
        (answer(307, b"", "Location: https://example.org/"), "feedback-refused"),
        (answer(409, {"error": "id"}), "feedback-clash"),
        (answer(200, b"<html>welcome to the hotel</html>"), "feedback-answer-odd"),
        (answer(200, {"ok": True}), "feedback-answer-odd"),
        (answer(200, []), "feedback-answer-odd"),
        (
            answer(200, {"id": SECOND.id, "number": "1", "received": "2026-11-23T09:00:00+00:00"}),
            "feedback-answer-odd",
        ),
        (
            answer(200, {"id": FIRST.id, "number": 1, "received": "2026-11-23T09:00:00+00:00"}),
            "feedback-answer-odd",
        ),
        (
            answer(200, {"id": FIRST.id, "number": "1", "received": "now"}),
            "feedback-answer-odd",
        ),
        (answer(200, b"[" * 4_000), "feedback-answer-odd"),
        (answer(200, b" " * 200_000), "feedback-answer-odd"),
    ],
)
def test_an_odd_answer_is_no_receipt(said: bytes, code: str, pauses: Pauses) -> None:
    sent, _ = sent_to([said], pauses)
    assert (sent.receipts, codes(sent), pauses) == ((), [code], [])


def test_a_slow_answer_ends_in_time() -> None:
    """The clock runs faster than the answer comes."""
    moments = iter(range(0, 10_000, 50))
    scripted = Scripted([answer(200, b"x" * 50)])
    try:
        sent = send(
            (FIRST,), scripted.address, "ru", Job(), limits=QUICK, clock=lambda: next(moments)
        )
    finally:
        scripted.close()
    assert codes(sent) == ["feedback-answer-odd"]


def test_it_can_be_stopped(pauses: Pauses) -> None:
    job = Job()
    job.stop()
    with pytest.raises(Cancelled):
        send((FIRST,), "https://example.org/", "ru", job, pause=pauses)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "feedback-no-address"),
        ("  ", "feedback-no-address"),
        ("http://example.org/feedback", "feedback-address-odd"),
        ("http://93.184.216.34/", "feedback-address-odd"),
        ("ftp://127.0.0.1/", "feedback-address-odd"),
        ("file:///etc/passwd", "feedback-address-odd"),
        ("https://", "feedback-address-odd"),
        ("https://user:word@example.org/", "feedback-address-odd"),
        ("https://example.org:99999/", "feedback-address-odd"),
        ("https://exa mple.org/", "feedback-address-odd"),
        ("https://example.org/\r\nX: y", "feedback-address-odd"),
        ("https://[::1", "feedback-address-odd"),
        ("https://example.org/" + "x" * 500, "feedback-address-odd"),
    ],
)
def test_addresses_that_nothing_is_sent_to(address: str, code: str) -> None:
    with pytest.raises(AppError) as caught:
        send((FIRST,), address, "ru", Job())
    assert caught.value.code == code


@pytest.mark.parametrize(
    "address",
    ["https://example.org/feedback", "http://localhost:8710/feedback", "http://192.168.1.4:8710/x"],
)
def test_addresses_that_are_fine(address: str) -> None:
    assert checked_address(f" {address} ") == address


def test_nothing_leaves_while_something_is_missing(tmp_path: Path, pauses: Pauses) -> None:
    empty = Entry("0" * 32, Kind.QUESTION)
    for verb in (
        lambda: send((FIRST, empty), "http://127.0.0.1:9/", "ru", Job(), pause=pauses),
        lambda: write_file(tmp_path / "a.feedback", (FIRST, empty), "ru"),
    ):
        with pytest.raises(AppError) as caught:
            verb()
        assert caught.value.code == "feedback-incomplete"
    assert not list(tmp_path.iterdir())


def test_a_file_carries_what_the_network_would(tmp_path: Path) -> None:
    path = tmp_path / "отзыв.feedback"
    write_file(path, (FIRST, SECOND), "en")
    message = read_file(path)
    assert (message.entries, message.program, message.language) == ((FIRST, SECOND), PROGRAM, "en")
    with pytest.raises(AppError) as caught:
        write_file(tmp_path / "no" / "a.feedback", (FIRST,), "en")
    assert caught.value.code == "folder-missing"


# to the real receiver


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    opened = Mailbox.open(f"sqlite:///{tmp_path}/in.sqlite")
    yield opened
    opened.close()


def test_end_to_end(mailbox: Mailbox, pauses: Pauses) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    app = Receiver(mailbox, now=lambda: now, pace=Pace(burst=3, seconds=5), clock=lambda: 0.0)
    with running(server(app, "127.0.0.1", 0)) as port:
        address = f"http://127.0.0.1:{port}/feedback"
        sent = send((FIRST, SECOND), address, "ru", Job(), limits=QUICK, pause=pauses)
        assert [one.number for one in sent.receipts] == ["2026-00001", "2026-00002"]
        again = send((FIRST,), address, "ru", Job(), limits=QUICK, pause=pauses)
        assert again.receipts == sent.receipts[:1]
        assert pauses == []
        late = send((SECOND,), address, "ru", Job(), limits=QUICK, pause=pauses)
        assert codes(late) == ["feedback-refused"], "too many at once"
        assert pauses == [6, 6]
    assert [letter.entry for letter in mailbox.letters()] == [FIRST, SECOND]
