"""Who brings updates: addresses, folders, names, certificates, proxies."""

from __future__ import annotations

import ipaddress
import os
import select
import socket
import socketserver
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.kit.computer import check_sentence
from tests.kit.publishing import NOW, Answer, Publisher, Server
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync.carrier import Folder, Web, carrier
from wecoop_desktop.sync.flow import Absent, Carrier
from wecoop_desktop.sync.trust import Trust
from wecoop_desktop.sync.web import check_address, is_near, proxy_of


def _code(run: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        run()
    check_sentence(caught.value)
    return caught.value.code


# -- what a user types ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "channel"),
    [
        ("https://updates.example.org", "network"),
        ("https://updates.example.org/wecoop/ ", "network"),
        ("http://127.0.0.1:8000", "network"),
        ("http://localhost:8000/", "network"),
        ("http://192.168.1.7:8000", "stick"),
        ("http://trainer.local", "stick"),
        ("https://192.168.1.7", "network"),
    ],
)
def test_the_channel_follows_the_address(typed: str, channel: str) -> None:
    """A plain address of the local network is a copy that somebody shares."""
    found = carrier(typed)
    assert (found.kind, found.channel) == ("web", channel)
    assert found.metadata.endswith("/stick/" if channel == "stick" else "/metadata/")
    assert "//" not in found.targets.partition("://")[2]


@pytest.mark.parametrize(
    "typed",
    [
        "ftp://example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org:port",
        "https://exa mple.org",
        "https://[::1",
        "https://" + "ы" * 300 + ".рф",
        "https://a..b",
        "file:///etc",
    ],
)
def test_what_is_no_address_is_told(typed: str) -> None:
    assert _code(lambda: carrier(typed)) == "address-odd"


@pytest.mark.parametrize("typed", ["http://example.org", "http://8.8.8.8/x"])
def test_addresses_far_away_need_encryption(typed: str) -> None:
    assert _code(lambda: carrier(typed)) == "address-plain"


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("169.254.9.9", True),
        ("fe80::1", True),
        ("trainer", True),
        ("trainer.local", True),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("example.org", False),
        ("127.0.0.1.example.org", False),
    ],
)
def test_near_is_this_computer_and_the_local_network(host: str, near: bool) -> None:
    assert is_near(host) == near


@pytest.mark.parametrize("host", ["a" * 64 + ".example.org", "a" * 300, ".example.org", "a..b"])
def test_a_host_that_cannot_be_is_told(host: str) -> None:
    assert _code(lambda: Web(f"https://{host}")) == "address-odd"


# -- folders --------------------------------------------------------------------------------


def _release(folder: Path, *channels: str) -> Path:
    publisher = Publisher()
    publisher.publish({"edition.json": b"{}"})
    return publisher.write(folder, *channels)


@pytest.mark.parametrize(
    ("channels", "channel"),
    [(("network",), "network"), (("stick",), "stick"), (("network", "stick"), "stick")],
)
def test_a_folder_is_a_stick_where_it_can_be(
    tmp_path: Path, channels: tuple[str, ...], channel: str
) -> None:
    found = carrier(_release(tmp_path / "release", *channels))
    assert (found.kind, found.channel) == ("folder", channel)


@pytest.mark.parametrize("name", ["wecoop", "Обновления 2026", "a b%20c", "#1", "ö̈"])
def test_a_release_is_found_beside_other_things(tmp_path: Path, name: str) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "a.txt").write_bytes(b"")
    _release(tmp_path / name)
    for where in (tmp_path, tmp_path / name, str(tmp_path)):
        found = carrier(where)
        assert found.name == str(tmp_path / name)
        with closing(found.flow(found.metadata + "timestamp.json", 0, 9999)) as flow:
            assert flow.total > 100


def test_no_folder_and_no_release_are_told(tmp_path: Path) -> None:
    assert _code(lambda: carrier(tmp_path / "E:")) == "carrier-missing"
    assert _code(lambda: carrier("a\0b")) == "carrier-missing"
    assert _code(lambda: carrier(tmp_path)) == "carrier-empty"
    (tmp_path / "file").write_bytes(b"")
    assert _code(lambda: carrier(tmp_path / "file")) == "carrier-missing"


HOSTILE = [
    "../secret",
    "..%2Fsecret",
    "%2e%2e/secret",
    "targets/../../secret",
    "targets//../secret",
    "/etc/passwd",
    "%2Fetc%2Fpasswd",
    "C:%5Csecret",
    "targets%5C..%5Csecret",
    "nul%00",
    "a" * 5000,
    "",
    ".",
    "targets",
    "metadata/",
    "link.json",
    "linked/timestamp.json",
    "pipe",
    "secret:stream",
    "*",
    "\ud800",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_out_of_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    release = _release(tmp_path / "release", "network")
    (release / "link.json").symlink_to(tmp_path / "secret")
    (release / "linked").symlink_to(release / "metadata")
    if sys.platform != "win32":
        os.mkfifo(release / "pipe")
    with pytest.raises((Absent, AppError)):
        Folder(release).flow(f"folder:{name}", 0, 100)


def test_names_that_others_may_give_are_found(tmp_path: Path) -> None:
    release = _release(tmp_path / "release", "network")
    (release / "targets" / "a b+ü%.pack").write_bytes(b"found")
    flow = Folder(release).flow("folder:targets/a%20b+%C3%BC%25.pack", 2, 100)
    assert (flow.start, flow.total, b"".join(flow.chunks)) == (2, 5, b"und")
    flow.close()


# -- certificates ---------------------------------------------------------------------------


FAR = "updates.example.org"


def _certificate(folder: Path, days: int = 10) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 and updates.example.org signed by itself, and a server's context
    with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=20))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([address, x509.DNSName(FAR)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "public.pem", folder / "private.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return public, context


def _refresh(folder: Path, publisher: Publisher, web: Carrier) -> bool:
    trust = Trust.open(
        Home(folder), "network", publisher.root(), web, now=lambda: NOW, sleep=lambda _: None
    )
    try:
        return trust.refresh().genuine
    finally:
        web.close()


@pytest.mark.parametrize(("days", "known"), [(10, True), (10, False), (-10, True)])
def test_servers_prove_who_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, known: bool
) -> None:
    """Against the certificates of the system, which knows one more or not."""
    publisher = Publisher()
    publisher.publish({"edition.json": b"{}"})
    public, context = _certificate(tmp_path, days)
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with Server(publisher.files, context=context) as server:
        web = Web(server.address)
        if known and days > 0:
            assert _refresh(tmp_path, publisher, web)
            return
        assert _code(lambda: _refresh(tmp_path, publisher, web)) == "carrier-untrusted"
        assert server.asked == []


def test_encryption_is_never_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with TLS that sends on to one without is not followed, on this computer either."""
    publisher = Publisher()
    publisher.publish({"edition.json": b"{}"})
    public, context = _certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    with Server(publisher.files) as plain:

        def fault(path: str, headers: dict[str, str]) -> Answer:
            return Answer(302, b"", {"Location": f"{plain.address}/{path}"})

        with Server(publisher.files, fault, context=context) as server:
            web = Web(server.address)
            assert _code(lambda: _refresh(tmp_path, publisher, web)) == "carrier-astray"
        assert plain.asked == []


# -- proxies and what is said -----------------------------------------------------------------


def test_the_proxy_of_the_system_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "http_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert proxy_of("https://example.org/a") == ""
    monkeypatch.setenv("https_proxy", "proxy.example.org:3128")
    assert proxy_of("https://example.org/a") == "http://proxy.example.org:3128"
    assert proxy_of("http://127.0.0.1/a") == ""
    assert proxy_of("https://192.168.1.7/a") == ""
    monkeypatch.setenv("no_proxy", "example.org")
    assert proxy_of("https://example.org/a") == ""
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("https_proxy", "socks5://proxy.example.org")
    assert proxy_of("https://example.org/a") == ""


class Proxy(socketserver.ThreadingTCPServer):
    """Opens a way to `port` of this computer, wherever it is asked to; `asked` holds the heads."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.port = port
        self.asked: list[str] = []


class Tunnel(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Proxy)
        lines = list(iter(self.rfile.readline, b"\r\n"))
        self.server.asked.append(b"".join(lines).decode())
        self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.server.port)) as other:
            ways = {self.connection: other, other: self.connection}
            while True:
                for ready in select.select(list(ways), [], [], 5)[0]:
                    data = ready.recv(65_536)
                    if not data:
                        return
                    ways[ready].sendall(data)


def test_updates_come_through_a_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which sees the name of the server, its own pass word, and nothing of what is asked."""
    publisher = Publisher()
    publisher.publish({"edition.json": b"{}"})
    public, context = _certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    monkeypatch.setenv("no_proxy", "")
    with Server(publisher.files, context=context) as server, Proxy(server.port) as proxy:
        serving = threading.Thread(target=proxy.serve_forever, args=(0.01,))
        serving.start()
        port = proxy.server_address[1]
        monkeypatch.setenv("https_proxy", f"http://user:word@127.0.0.1:{port}")
        web = Web(f"https://{FAR}")
        try:
            assert _refresh(tmp_path, publisher, web)
        finally:
            proxy.shutdown()
            serving.join()
    (head,) = proxy.asked
    assert head.startswith(f"CONNECT {FAR}:443 ")
    assert "Proxy-Authorization: Basic" in head.title() or "proxy-authorization: basic" in head
    assert "metadata" not in head


def test_requests_say_the_program_and_nothing_else(tmp_path: Path) -> None:
    publisher = Publisher()
    publisher.publish({"edition.json": b"{}"})
    with Server(publisher.files) as server:
        assert _refresh(tmp_path, publisher, Web(server.address))
        for head in server.heads:
            assert set(head) == {"host", "user-agent", "accept-encoding"}
            assert head["user-agent"].startswith("WECOOP-Desktop/")
            assert head["accept-encoding"] == "identity"


def test_addresses_may_have_letters_of_any_language() -> None:
    found = check_address("https://обновления.рф:8443/аб")
    assert found == "https://xn--90acjmnkdcc9o.xn--p1ai:8443/аб"
    assert b"xn--90acjmnkdcc9o".decode("idna") == "обновления"


def test_addresses_are_trimmed() -> None:
    assert check_address(" https://example.org/a\n") == "https://example.org/a"
