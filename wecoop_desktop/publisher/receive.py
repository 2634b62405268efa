"""The receiver of feedback: a WSGI application that stores what fits, and does nothing else.

POST /feedback takes one message with one entry and answers a receipt; GET /health says that it
runs. What is stored is data: nothing of it is executed, rendered or looked up. A web server with
TLS stands in front (docs/feedback.md).
"""

from __future__ import annotations

import ipaddress
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.packs.feedback import MESSAGE_LIMIT, read_message
from wecoop_desktop.publisher.mailbox import Clash, Full, Mailbox
from wecoop_desktop.sync.listen import listen

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

Start = Callable[[str, list[tuple[str, str]]], object]
STATUS = {
    200: "200 OK",
    201: "201 Created",
    400: "400 Bad Request",
    404: "404 Not Found",
    405: "405 Method Not Allowed",
    409: "409 Conflict",
    411: "411 Length Required",
    413: "413 Content Too Large",
    415: "415 Unsupported Media Type",
    429: "429 Too Many Requests",
    503: "503 Service Unavailable",
}


@dataclass(frozen=True, slots=True)
class Pace:
    """How many entries are taken: `burst` at once, then one every `seconds`. One line to the
    world may serve a whole training room. `addresses` are remembered at a time."""

    burst: int = 60
    seconds: float = 10
    burst_of_all: int = 2_000
    seconds_of_all: float = 0.1
    addresses: int = 10_000


class Bucket:
    """Tokens by address: full at first, filled again with time. `clock` gives seconds."""

    def __init__(self, burst: int, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._burst, self._seconds, self._most = burst, seconds, most
        self._clock = clock
        self._lock = Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, when

    def take(self, address: str) -> float:
        """0 where there was a token; else the seconds until there is one."""
        now = self._clock()
        with self._lock:
            left, when = self._left.pop(address, (float(self._burst), now))
            left = min(self._burst, left + max(0.0, now - when) / self._seconds)
            wait = 0.0 if left >= 1 else (1 - left) * self._seconds
            self._left[address] = (left - 1 if left >= 1 else left, now)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
        return wait


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """A status and what is wrong, as a word for programs."""

    def __init__(self, status: int, why: str, **headers: str) -> None:
        super().__init__(status, why)
        self.status, self.why, self.headers = status, why, headers


class Receiver:
    """The application. `now` is the time on receipts, `clock` counts seconds for the pace."""

    def __init__(
        self,
        mailbox: Mailbox,
        *,
        pace: Pace | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        pace = pace or Pace()
        self._mailbox = mailbox
        self._now = now
        self._each = Bucket(pace.burst, pace.seconds, pace.addresses, clock)
        self._all = Bucket(pace.burst_of_all, pace.seconds_of_all, 1, clock)

    # Any: the environment of a request is untyped by the standard.
    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        headers: dict[str, str] = {}
        try:
            status, data = self._answer(environ)
        except Refused as refused:
            status, data = refused.status, {"error": refused.why}
            headers = {name.replace("_", "-"): said for name, said in refused.headers.items()}
        except SQLAlchemyError:
            status, data = 503, {"error": "database"}
            headers = {"Retry-After": "60"}
        body = json.dumps(data).encode()
        fixed = {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        start(STATUS[status], list({**fixed, **headers}.items()))
        return [body]

    def _answer(self, environ: Mapping[str, Any]) -> tuple[int, Mapping[str, object]]:
        method, path = environ.get("REQUEST_METHOD", ""), environ.get("PATH_INFO", "")
        if path == "/health":
            if method != "GET":
                raise Refused(405, "method", Allow="GET")
            if not self._mailbox.alive():
                raise Refused(503, "database")
            return 200, {"ok": True}
        if path != "/feedback":
            raise Refused(404, "path")
        if method != "POST":
            raise Refused(405, "method", Allow="POST")
        return self._take(environ)

    def _take(self, environ: Mapping[str, Any]) -> tuple[int, Mapping[str, object]]:
        wait = self._each.take(network(str(environ.get("REMOTE_ADDR", ""))))
        wait = wait or self._all.take("")
        if wait:
            raise Refused(429, "rate", Retry_After=str(int(wait) + 1))
        try:
            message = read_message(_body(environ))
        except AppError as error:
            raise Refused(400, str(error.values.get("key") or error.code)) from error
        if message.refused:
            raise Refused(400, message.refused[0][1])
        if len(message.entries) != 1:
            raise Refused(400, "entries")
        entry = message.entries[0]
        if environ.get("HTTP_IDEMPOTENCY_KEY", entry.id) != entry.id:
            raise Refused(400, "idempotency-key")
        try:
            receipt, new = self._mailbox.put(entry, message.program, message.language, self._now())
        except Clash as clash:
            raise Refused(409, "id") from clash
        except Full as full:
            raise Refused(503, "full") from full
        said = {"id": receipt.id, "number": receipt.number, "received": receipt.received}
        return 201 if new else 200, said


def network(address: str) -> str:
    """Whose pace it is: an address of version 4, or a network of version 6, of which one computer
    has as many addresses as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _body(environ: Mapping[str, Any]) -> bytes:
    kind = str(environ.get("CONTENT_TYPE", "")).split(";")[0].strip().lower()
    if kind != "application/json":
        raise Refused(415, "content-type")
    if environ.get("HTTP_CONTENT_ENCODING", "identity") != "identity":
        raise Refused(415, "content-encoding")
    length = str(environ.get("CONTENT_LENGTH", ""))
    if not (length.isascii() and length.isdigit()):
        raise Refused(411, "content-length")
    if len(length) > 12 or int(length) > MESSAGE_LIMIT:
        raise Refused(413, "size")
    data: bytes = environ["wsgi.input"].read(int(length))
    if len(data) != int(length):
        raise Refused(400, "content-length")
    return data


def server(app: Receiver, address: str, port: int, proxy: str = "") -> BaseWSGIServer:
    """Listening, with limits on size, time and connections; `run()` serves, `close()` ends.

    `proxy` is the address of the web server in front, whose word on who asks is taken. Raises
    `AppError` port-taken (address, port).
    """
    from waitress.server import create_server

    trusted: dict[str, object] = {}
    if proxy:
        trusted = {"trusted_proxy": proxy, "trusted_proxy_headers": {"x-forwarded-for"}}
    made: BaseWSGIServer = create_server(
        app,
        sockets=[listen(address, port)],
        threads=4,
        connection_limit=200,
        channel_timeout=30,
        cleanup_interval=5,
        max_request_header_size=16_384,
        max_request_body_size=MESSAGE_LIMIT,
        ident="WECOOP",
        clear_untrusted_proxy_headers=True,
        **trusted,
    )
    return made
