"""A release shared with a class: its files for everybody near, and nothing else for anybody."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.listening import running
from tests.kit.publishing import NOW, Publisher
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.serve import EVERYWHERE, LOOPBACK, addresses, server, share
from wecoop_desktop.sync.trust import Trust
from wecoop_desktop.sync.web import Web

PARTS = {"edition.json": b'{"number": 1}', "guide.pack": bytes(range(256)) * 900}
SECRET = b"not for the class"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release with things beside it, in it and linked from it that nobody may get."""
    folder = tmp_path_factory.mktemp("shared")
    release = folder / "release"
    publisher = Publisher()
    publisher.publish(PARTS)
    publisher.write(release)
    (folder / "secret.txt").write_bytes(SECRET)
    (release / "secret.txt").write_bytes(SECRET)
    (release / "targets" / ".secret").write_bytes(SECRET)
    (release / "targets" / "deep").mkdir()
    (release / "targets" / "deep" / "secret.txt").write_bytes(SECRET)
    (release / "targets" / "link").symlink_to(folder / "secret.txt")
    (release / "targets" / "here").symlink_to(release / "secret.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(release / "targets" / "pipe")
    return release


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(release: Path, path: str, method: str = "GET", wanted: str = "") -> Answer:
    """What the application answers, without a server."""
    told: list[tuple[str, list[tuple[str, str]]]] = []

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> object:
        told.append((status, headers))
        return None

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_RANGE": wanted}
    parts = share(release)(environ, start)  # type: ignore[arg-type]
    body = b"".join(parts)
    close = getattr(parts, "close", None)
    if close:
        close()
    [(status, headers)] = told
    return Answer(int(status.split()[0]), dict(headers), body)


def _pack(release: Path) -> str:
    return f"/targets/{next((release / 'targets').glob('*.guide.pack')).name}"


def test_files_of_a_release_as_they_are(release: Path) -> None:
    found = ask(release, "/metadata/timestamp.json")
    assert (found.status, found.body) == (
        200,
        (release / "metadata/timestamp.json").read_bytes(),
    )
    assert found.headers["Content-Type"] == "application/json"
    pack = ask(release, _pack(release))
    assert pack.body == PARTS["guide.pack"]
    assert pack.headers["Content-Length"] == str(len(PARTS["guide.pack"]))
    head = ask(release, _pack(release), "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", pack.headers)


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/metadata", "/metadata/", "/targets/", "/secret.txt", "/../secret.txt",
        "/targets/../secret.txt", "/targets/..", "/targets/%2e%2e/secret.txt", "/targets/.secret",
        "/targets/deep/secret.txt", "/targets/deep", "/targets/link", "/targets/here",
        "/targets/pipe", "//targets/link", "/targets//link", "/targets/..\\secret.txt",
        "/targets/secret.txt\0.json", "/TARGETS/link", "/etc/passwd", "targets/link",
        "/metadata/timestamp.json/", "/metadata/timestamp.json\n", "/targets/" + "a" * 5000,
        "/stick/../metadata/../../secret.txt",
    ],
)  # fmt: skip
def test_everything_else_is_not_there(path: str, release: Path) -> None:
    found = ask(release, path)
    assert found.status == 404
    assert SECRET not in found.body


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_path_leads_out(release: Path, path: str, wanted: str) -> None:
    for each in (path, f"/{path}", f"/targets/{path}", f"/targets/../{path}"):
        found = ask(release, each, "GET", wanted)
        assert found.status in (200, 206, 404, 416)
        assert SECRET not in found.body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "", "get"])
def test_nothing_is_taken(method: str, release: Path) -> None:
    assert ask(release, _pack(release), method).status == 405


@pytest.mark.parametrize(
    ("wanted", "status", "first", "end"),
    [
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, None),
        ("bytes=-10", 206, -10, None),
        ("bytes=230399-999999", 206, 230399, None),
        ("bytes=0-", 200, 0, None),
        ("bytes=-999999", 200, 0, None),
        ("bytes=5-3", 200, 0, None),
        ("bytes=0-1,5-6", 200, 0, None),
        ("bytes=-", 200, 0, None),
        ("lines=1-2", 200, 0, None),
    ],
)
def test_pieces(wanted: str, status: int, first: int, end: int | None, release: Path) -> None:
    whole = PARTS["guide.pack"]
    found = ask(release, _pack(release), "GET", wanted)
    assert (found.status, found.body) == (status, whole[first:end])
    assert found.headers["Content-Length"] == str(len(whole[first:end]))
    if status == 206:
        begin = first % len(whole)
        last = begin + len(found.body) - 1
        assert found.headers["Content-Range"] == f"bytes {begin}-{last}/{len(whole)}"


@pytest.mark.parametrize("wanted", ["bytes=230400-", "bytes=999999-1000000", "bytes=-0"])
def test_pieces_that_are_not_there(wanted: str, release: Path) -> None:
    found = ask(release, _pack(release), "GET", wanted)
    assert (found.status, found.headers["Content-Range"]) == (416, "bytes */230400")


@pytest.fixture
def port(release: Path) -> Iterator[int]:
    with running(server(release, port=0)) as listening:
        yield listening


@pytest.mark.parametrize("channel", ["network", "stick"])
def test_a_client_updates_from_it(channel: str, tmp_path: Path) -> None:
    publisher = Publisher()
    publisher.publish(PARTS)
    publisher.write(tmp_path / "release")
    with running(server(tmp_path / "release", port=0)) as listening:
        web = Web(f"http://127.0.0.1:{listening}", channel=channel)
        trust = Trust(tmp_path / "home", channel, publisher.root(channel), web, now=lambda: NOW)
        trust.refresh()
        for part in trust.targets():
            fetched = trust.fetch(part.name, tmp_path / "parts")
            assert fetched.read_bytes() == PARTS[part.name]
        web.close()


def _said(line: socket.socket) -> bytes:
    """Everything that comes, also where the line is cut then: a rude answer to a rude request."""
    said = b""
    with contextlib.suppress(ConnectionResetError):
        while data := line.recv(4096):
            said += data
    return said


def test_odd_requests_over_the_line(port: int) -> None:
    for request in (
        b"GET /targets/../../secret.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /targets/%2e%2e/%2e%2e/secret.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET http://elsewhere/secret.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ):
        with socket.create_connection((LOOPBACK, port), 10) as line:
            line.sendall(request)
            with contextlib.suppress(OSError):  # the server may have closed the line already
                line.shutdown(socket.SHUT_WR)
            answer = _said(line)
        assert SECRET not in answer
        assert not answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 5"))
    near = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
    near.request("GET", "/metadata/timestamp.json")
    assert near.getresponse().status == 200
    near.close()


def test_many_lines_that_say_nothing_stop_nobody(port: int) -> None:
    silent = [socket.create_connection((LOOPBACK, port), 10) for _ in range(50)]
    try:
        near = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
        near.request("GET", "/stick/timestamp.json")
        assert near.getresponse().status == 200
        near.close()
    finally:
        for line in silent:
            line.close()


def test_what_cannot_be_shared(tmp_path: Path, release: Path) -> None:
    def refused(folder: Path, address: str = LOOPBACK, port: int = 0) -> str:
        with pytest.raises(AppError) as error:
            server(folder, address, port)
        return error.value.code

    assert refused(tmp_path / "nothing") == "carrier-missing"
    assert refused(tmp_path) == "carrier-empty"
    for address in ("192.0.2.1", "no such host", "localhost", ""):
        assert refused(release, address) == "port-taken"
    assert refused(release, port=70_000) == "port-taken"
    with socket.create_server((LOOPBACK, 0)) as taken:
        assert refused(release, port=taken.getsockname()[1]) == "port-taken"


def test_addresses_to_type() -> None:
    assert addresses(LOOPBACK, 8642) == ("http://127.0.0.1:8642",)
    assert addresses("::1", 1) == ("http://[::1]:1",)
    near = addresses(EVERYWHERE[0], 8642, lambda: ("192.168.1.5", "10.0.0.7"))
    assert near == ("http://192.168.1.5:8642", "http://10.0.0.7:8642")


def _heed() -> None:
    """Tests that run in the background of a shell hand down that SIGINT is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process there")
def test_the_command_says_where_and_ends_with_ctrl_c(release: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "wecoop_desktop", "sync", "--serve", str(release), "--port", "0",
         "--lang", "en"],
        stderr=subprocess.PIPE, text=True, preexec_fn=_heed,
    )  # fmt: skip
    assert process.stderr is not None
    with process.stderr:
        line = process.stderr.readline()
        assert "http://127.0.0.1:" in line
        port = int(line.rpartition(":")[2])
        near = http.client.HTTPConnection(LOOPBACK, port, timeout=10)
        near.request("GET", "/metadata/timestamp.json")
        assert near.getresponse().status == 200
        near.close()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130)
        assert "Traceback" not in process.stderr.read()
