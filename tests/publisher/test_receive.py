"""The receiver: stores what fits, refuses the rest, and stays up whatever comes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.listening import running
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.feedback import (
    MESSAGE_LIMIT,
    Entry,
    Kind,
    Person,
    Thing,
    entry_data,
    message_bytes,
)
from wecoop_desktop.publisher.mailbox import FEEDBACK, Mailbox
from wecoop_desktop.publisher.receive import Bucket, Pace, Receiver, network, server

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Seconds:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    """A new SQLite file, or the database that is named: an empty one for these tests alone."""
    address = os.environ.get("WECOOP_MAILBOX") or f"sqlite:///{tmp_path}/отзывы.sqlite"
    opened = Mailbox.open(address)
    yield opened
    FEEDBACK.drop(opened._engine, checkfirst=True)
    opened.close()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def app(mailbox: Mailbox, seconds: Seconds) -> Receiver:
    return Receiver(mailbox, now=lambda: NOW, clock=seconds)


def entry(number: int = 1, **values: Any) -> Entry:
    return Entry(**{"id": f"{number:032x}", "kind": Kind.QUESTION, "text": "Why?", **values})


def ask(
    app: Receiver, body: bytes, *, method: str = "POST", path: str = "/feedback", **more: Any
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Status, answer and headers of one request."""
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "REMOTE_ADDR": "203.0.113.7",
        "CONTENT_TYPE": "application/json; charset=utf-8",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        **more,
    }
    said: list[tuple[str, list[tuple[str, str]]]] = []
    answer = b"".join(app(environ, lambda status, headers: said.append((status, headers))))
    ((status, headers),) = said
    assert dict(headers)["Content-Length"] == str(len(answer))
    assert dict(headers)["Content-Type"] == "application/json"
    return int(status[:3]), json.loads(answer), dict(headers)


def message(one: Entry) -> bytes:
    return message_bytes((one,), "WECOOP Desktop 1", "ru")


def test_an_entry_is_stored_and_gets_a_receipt(app: Receiver, mailbox: Mailbox) -> None:
    one = entry(about=Thing("project", "ebrd-1", "Нарын"), by=Person("А. О.", "эксперт"))
    status, answer, headers = ask(app, message(one))
    assert status == 201
    received = "2026-11-23T09:00:00+00:00"
    assert answer == {"id": one.id, "number": "2026-00001", "received": received}
    assert headers["X-Content-Type-Options"] == "nosniff"
    (letter,) = mailbox.letters()
    assert letter.entry == one
    assert (letter.number, letter.program, letter.language) == (
        "2026-00001",
        "WECOOP Desktop 1",
        "ru",
    )


def test_a_replay_gives_the_same_receipt_and_is_stored_once(
    app: Receiver, mailbox: Mailbox
) -> None:
    first = ask(app, message(entry()))
    again = ask(app, message(entry()), HTTP_IDEMPOTENCY_KEY=entry().id)
    assert (first[0], again[0]) == (201, 200)
    assert first[1] == again[1]
    other = ask(app, message(entry(text="Another text under the same id")))
    assert (other[0], other[1]) == (409, {"error": "id"})
    assert [letter.entry.text for letter in mailbox.letters()] == ["Why?"]


def test_many_at_once_are_stored_once_each(app: Receiver, mailbox: Mailbox) -> None:
    answers: list[dict[str, Any]] = []

    def send(number: int) -> None:
        answers.append(ask(app, message(entry(number)))[1])

    threads = [threading.Thread(target=send, args=(n // 4,)) for n in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 24
    assert len({answer["number"] for answer in answers}) == 6
    assert len(list(mailbox.letters())) == 6


HOSTILE = [
    "'); DROP TABLE feedback; --",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{{7*7}} ${7*7} %s %(a)s {0}",
    "../../../../etc/passwd",
    "ʻ ₸ № € → ✓ 🜨 \u200d",
    "a\nb\tc",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_kept_as_text(app: Receiver, mailbox: Mailbox, text: str) -> None:
    one = entry(text=text, about=Thing("project", text.split("\n")[0], ""))
    assert ask(app, message(one))[0] == 201
    assert [letter.entry for letter in mailbox.letters()] == [one]


def changed(**values: Any) -> bytes:
    return json.dumps({"format": 1, "entries": [{**entry_data(entry()), **values}]}).encode()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "feedback-not-json"),
        (b"\xff", "feedback-not-json"),
        (b"[" * 200_000, "feedback-not-json"),
        (b'{"a":' * 100_000, "feedback-not-json"),
        (b'{"format":1,"format":1,"entries":[]}', "feedback-not-json"),
        (b'{"format":NaN,"entries":[]}', "feedback-not-json"),
        (b'{"format":' + b"9" * 5_000 + b"}", "feedback-not-json"),
        (b"null", "format"),
        (b'{"format":99,"entries":[]}', "feedback-newer"),
        (b'{"format":1,"entries":[]}', "entries"),
        (b'{"format":1,"entries":{}}', "entries"),
        (message_bytes((entry(1), entry(2)), "", ""), "entries"),
        (changed(text=3), "text"),
        (changed(text="a\u0000b"), "text"),
        (changed(text="a\u001b[31m"), "text"),
        (changed(text="\ud800"), "text"),
        (changed(text="a\u202eb"), "text"),
        (changed(text="x" * 20_001), "text"),
        (changed(kind="virus"), "kind"),
        (changed(kind=["question"]), "kind"),
        (changed(id="' OR 1=1"), "id"),
        (changed(about=[]), "about"),
        (changed(by={"email": "x\r\nBcc: y"}), "by.email"),
        (changed(more=1), "more"),
        (changed(written="yesterday"), "written"),
    ],
)
def test_what_does_not_fit_is_refused(
    app: Receiver, mailbox: Mailbox, body: bytes, error: str
) -> None:
    status, answer, _ = ask(app, body)
    assert (status, answer) == (400, {"error": error})
    assert list(mailbox.letters()) == []


@given(st.binary(max_size=300) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(
    lambda data: json.dumps({"format": 1, "entries": [data]}).encode()
))  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered(app: Receiver, mailbox: Mailbox, body: bytes) -> None:
    status, answer, _ = ask(app, body, REMOTE_ADDR="")
    assert status in (400, 429)
    assert set(answer) == {"error"}


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"REQUEST_METHOD": "GET"}, 405),
        ({"REQUEST_METHOD": "PUT"}, 405),
        ({"PATH_INFO": "/"}, 404),
        ({"PATH_INFO": "/feedback/"}, 404),
        ({"PATH_INFO": "/feedback/../health"}, 404),
        ({"CONTENT_TYPE": "text/plain"}, 415),
        ({"CONTENT_TYPE": ""}, 415),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"CONTENT_LENGTH": ""}, 411),
        ({"CONTENT_LENGTH": "-1"}, 411),
        ({"CONTENT_LENGTH": "١"}, 411),
        ({"CONTENT_LENGTH": "9" * 50}, 413),
        ({"CONTENT_LENGTH": str(MESSAGE_LIMIT + 1)}, 413),
        ({"CONTENT_LENGTH": "500"}, 400),
        ({"HTTP_IDEMPOTENCY_KEY": "x"}, 400),
    ],
)
def test_other_requests_are_refused(
    app: Receiver, mailbox: Mailbox, more: dict[str, str], status: int
) -> None:
    assert ask(app, message(entry()), **more)[0] == status
    assert list(mailbox.letters()) == []


def test_health_says_whether_the_database_answers(app: Receiver, mailbox: Mailbox) -> None:
    assert ask(app, b"", method="GET", path="/health")[:2] == (200, {"ok": True})
    assert ask(app, b"", path="/health")[0] == 405
    FEEDBACK.drop(mailbox._engine)
    status, answer, headers = ask(app, message(entry()))
    assert (status, answer, headers["Retry-After"]) == (503, {"error": "database"}, "60")


def test_each_address_has_a_pace(mailbox: Mailbox, seconds: Seconds) -> None:
    pace = Pace(burst=3, seconds=10, burst_of_all=5, seconds_of_all=1)
    app = Receiver(mailbox, pace=pace, now=lambda: NOW, clock=seconds)
    numbers = iter(range(100))

    def status(address: str) -> int:
        return ask(app, message(entry(next(numbers))), REMOTE_ADDR=address)[0]

    assert [status("198.51.100.1") for _ in range(4)] == [201, 201, 201, 429]
    answer = ask(app, message(entry(99)), REMOTE_ADDR="198.51.100.1")
    assert (answer[1], answer[2]["Retry-After"]) == ({"error": "rate"}, "11")
    seconds.now += 10
    assert [status("198.51.100.1") for _ in range(2)] == [201, 429]
    many = [status(f"2001:db8:{n}::1") for n in range(6)]
    assert many == [201, 201, 201, 201, 429, 429], "all of them together have one too"
    assert len(list(mailbox.letters())) == 8


def test_a_bucket_remembers_few_addresses(seconds: Seconds) -> None:
    bucket = Bucket(1, 10, 100, seconds)
    assert [bucket.take(str(n)) for n in range(1_000)] == [0] * 1_000
    assert len(bucket._left) == 100
    assert bucket.take("999") == 10
    seconds.now -= 1_000
    assert bucket.take("999") == 10, "a clock that goes back gives nothing"


def test_neighbours_of_version_6_are_one() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:1")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("::ffff:198.51.100.1") == network("198.51.100.1")
    assert network("nonsense") == ""


@pytest.mark.parametrize(
    "address", ["", "x", "sqlite:////nowhere/at/all.sqlite", "oracle://u:p@h/d"]
)
def test_a_database_that_cannot_be_opened_is_told(address: str) -> None:
    with pytest.raises(AppError) as caught:
        Mailbox.open(address)
    assert caught.value.code == "database-odd"
    assert ":p@" not in str(caught.value)


def test_statements_fit_the_other_database_too() -> None:
    """There is no such server here; what would be said to it can be looked at."""
    from sqlalchemy import insert, select
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    dialect = postgresql.dialect()
    made = str(CreateTable(FEEDBACK).compile(dialect=dialect))
    assert "SERIAL" in made
    assert "UNIQUE (id)" in made
    said = insert(FEEDBACK).values(id="'; DROP", data="x").compile(dialect=dialect)
    assert "DROP" not in str(said)
    assert "feedback.id" in str(select(FEEDBACK).compile(dialect=dialect))


# through the real server


@pytest.fixture
def port(app: Receiver) -> Iterator[int]:
    with running(server(app, "127.0.0.1", 0)) as found:
        yield found


def talk(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        found = b""
        with contextlib.suppress(OSError):  # it may not want to hear the rest
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            while part := line.recv(65_536):
                found += part
    return found


def posted(body: bytes, *heads: bytes) -> bytes:
    lines = (
        b"POST /feedback HTTP/1.1",
        b"Host: x",
        b"Connection: close",
        b"Content-Type: application/json",
        b"Content-Length: %d" % len(body),
        *heads,
    )
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def test_over_the_wire(port: int, mailbox: Mailbox) -> None:
    assert talk(port, posted(message(entry()))).startswith(b"HTTP/1.1 201 ")
    assert talk(port, b"GET /health HTTP/1.0\r\n\r\n").endswith(b'{"ok": true}')
    assert b" 413 " in talk(port, posted(b"x" * (MESSAGE_LIMIT + 1)))[:40]
    assert b" 431 " in talk(port, posted(b"x", b"X: " + b"y" * 20_000))[:40]
    assert b" 400 " in talk(port, b"\x16\x03\x01 nonsense\r\n\r\n")[:40]
    assert len(list(mailbox.letters())) == 1


def test_slow_senders_hold_up_nobody(port: int, mailbox: Mailbox) -> None:
    lines = [socket.create_connection(("127.0.0.1", port), 10) for _ in range(40)]
    for line in lines:
        line.sendall(posted(b"")[:-4] + b"\r\nContent-Length: 400000\r\n\r\n{")
    assert talk(port, posted(message(entry()))).startswith(b"HTTP/1.1 201 ")
    for line in lines:
        line.close()
    assert len(list(mailbox.letters())) == 1


def test_who_asks_cannot_pretend_to_be_another(port: int, mailbox: Mailbox) -> None:
    """Without a known server in front nobody is believed."""
    answers = [
        talk(port, posted(message(entry(n)), b"X-Forwarded-For: 192.0.2.%d" % n))[9:12]
        for n in range(61)
    ]
    assert answers == [b"201"] * 60 + [b"429"]


def test_a_known_server_in_front_tells_senders_apart(app: Receiver, mailbox: Mailbox) -> None:
    with running(server(app, "127.0.0.1", 0, "127.0.0.1")) as port:
        heads = [b"X-Forwarded-For: 192.0.2.1"] * 61 + [b"X-Forwarded-For: 192.0.2.2"]
        answers = [
            talk(port, posted(message(entry(n)), head))[9:12] for n, head in enumerate(heads)
        ]
    assert answers == [b"201"] * 60 + [b"429", b"201"]


def test_a_port_in_use_is_told(app: Receiver, port: int) -> None:
    for wrong in (port, 99_999):
        with pytest.raises(AppError) as caught:
            server(app, "127.0.0.1", wrong)
        assert caught.value.code == "port-taken"
