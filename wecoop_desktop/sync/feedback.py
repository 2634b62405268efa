"""Feedback on its way out: one HTTPS POST for each entry, or one file for all of them.

Values come in and receipts go out; where entries are kept is not known here. An entry is sent
under its own random id: sent twice, it arrives once. Nothing leaves but the message
(`packs.feedback.message_bytes`), the id in a header, and the version of the program.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wecoop_desktop import __version__
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import parse_json, read_bytes, write_bytes
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.packs.feedback import (
    FILE_LIMIT,
    LINE_LIMIT,
    Entry,
    Message,
    Receipt,
    fitting,
    message_bytes,
    missing,
    read_message,
)
from wecoop_desktop.sync import log
from wecoop_desktop.sync.limits import LIMITS, Limits
from wecoop_desktop.sync.web import is_near, proxy_of, tls

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

ADDRESS_LIMIT = 500  # characters
ANSWER_LIMIT = 4096  # bytes of a receipt
PROGRAM = f"WECOOP Desktop {__version__}"
AGAIN = (429, 500, 502, 503, 504)  # what may pass


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of sending: receipts, and ids of entries that did not arrive, each with why."""

    receipts: tuple[Receipt, ...] = ()
    failed: tuple[tuple[str, AppError], ...] = ()


def checked_address(address: str) -> str:
    """An address feedback may go to: https, or http to this computer or its own network.

    Raises `AppError` feedback-no-address, feedback-address-odd (address).
    """
    address = address.strip()
    if not address:
        raise AppError("feedback-no-address")
    odd = AppError("feedback-address-odd", address=fitting(address, lines=False)[:200])
    if len(address) > ADDRESS_LIMIT or not address.isprintable() or " " in address:
        raise odd
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise odd from error
    if not host or "@" in parts.netloc:
        raise odd
    if parts.scheme != "https" and not (parts.scheme == "http" and is_near(host)):
        raise odd
    return address


def send(
    entries: Sequence[Entry],
    address: str,
    language: str,
    job: Job,
    *,
    limits: Limits = LIMITS,
    pause: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Sent:
    """Send each entry; where the address cannot be reached, the rest is not tried.

    `pause(seconds)` waits between tries. Raises `AppError` feedback-no-address,
    feedback-address-odd; feedback-incomplete (key) before anything leaves.
    """
    address = checked_address(address)
    for entry in entries:
        for key in missing(entry):
            raise AppError("feedback-incomplete", key=key)
    receipts: list[Receipt] = []
    failed: list[tuple[str, AppError]] = []
    post = _Post(address, language, limits, pause, clock)
    try:
        for done, entry in enumerate(entries):
            job.step(done, len(entries), "feedback-sending")
            if failed and failed[-1][1].code == "feedback-unreachable":
                failed.append((entry.id, failed[-1][1]))
                continue
            try:
                receipts.append(post.send(entry, job))
            except AppError as error:
                failed.append((entry.id, error))
    finally:
        post.close()
    return Sent(tuple(receipts), tuple(failed))


def note(home: Home, address: str, sent: Sent) -> None:
    """Write into the log of the network that it was connected, and what came of it."""
    why = sent.failed[0][1] if sent.failed else None
    if not (sent.receipts or why):
        return
    log.write(
        home,
        log.Entry(
            "feedback",
            "done" if sent.receipts else "refused",
            carrier=address,
            code=why.code if why else "",
            values={name: str(value) for name, value in why.values.items()} if why else {},
        ),
    )


class _Post:
    """Entries to one address."""

    def __init__(
        self,
        address: str,
        language: str,
        limits: Limits,
        pause: Callable[[float], None],
        clock: Callable[[], float],
    ) -> None:
        self._address, self._language = address, language
        self._limits, self._pause, self._clock = limits, pause, clock
        self._pool = _pool(address, limits)

    def close(self) -> None:
        self._pool.clear()

    def send(self, entry: Entry, job: Job) -> Receipt:
        """One entry, tried again where that may help. Raises `AppError`."""
        body = message_bytes((entry,), PROGRAM, self._language)
        wait = self._limits.pause
        asked = 0.0
        for left in range(self._limits.retries, -1, -1):
            status, answer, asked = self._ask(entry.id, body)
            if status and status not in AGAIN:
                return self._receipt(entry.id, status, answer)
            if left:
                self._pause(min(max(wait, asked), self._limits.longest_pause))
                job.step(0, 0, "feedback-sending")
                wait *= 2
        if status:
            raise AppError("feedback-refused", address=self._address, status=status)
        raise AppError("feedback-unreachable", address=self._address)

    def _ask(self, id: str, body: bytes) -> tuple[int, bytes, float]:
        """Status (0: no answer), the beginning of the answer, seconds it asks to wait."""
        from urllib3.exceptions import HTTPError

        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": id,
            "User-Agent": PROGRAM.replace(" ", "-"),
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        try:
            response = self._pool.request(
                "POST",
                self._address,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
            )
            try:
                return response.status, self._beginning(response), _seconds(response)
            finally:
                response.close()
        except (HTTPError, OSError):
            return 0, b"", 0

    def _beginning(self, response: BaseHTTPResponse) -> bytes:
        """At most one byte more than is read of a receipt; a slow answer ends in time."""
        until = self._clock() + self._limits.grace
        found = b""
        while len(found) <= ANSWER_LIMIT and self._clock() < until:
            data = response.read1(ANSWER_LIMIT + 1 - len(found), decode_content=False)
            if not data:
                break
            found += data
        return found

    def _receipt(self, id: str, status: int, answer: bytes) -> Receipt:
        if status == 409:
            raise AppError("feedback-clash", address=self._address)
        if status not in (200, 201):
            raise AppError("feedback-refused", address=self._address, status=status)
        odd = AppError("feedback-answer-odd", address=self._address)
        if len(answer) > ANSWER_LIMIT:
            raise odd
        try:
            data = parse_json(answer)
        except ValueError as error:
            raise odd from error
        if not isinstance(data, dict) or data.get("id") != id:
            raise odd
        number, received = data.get("number"), data.get("received")
        if not isinstance(number, str) or not isinstance(received, str) or not number:
            raise odd
        if max(len(number), len(received)) > LINE_LIMIT or not _is_moment(received):
            raise odd
        return Receipt(id, fitting(number, lines=False), received)


def _pool(address: str, limits: Limits) -> PoolManager:
    """Connections as updates make them: with the certificates and the proxy of the system."""
    from urllib3 import PoolManager, ProxyManager, Timeout, make_headers

    timeout = Timeout(connect=limits.connect, read=limits.idle)
    proxy = proxy_of(address)
    if proxy:
        named = urlsplit(proxy)
        user = f"{named.username}:{named.password or ''}" if named.username else None
        headers = make_headers(proxy_basic_auth=user) if user else None
        return ProxyManager(proxy, proxy_headers=headers, ssl_context=tls(), timeout=timeout)
    context = tls() if address.startswith("https:") else None
    return PoolManager(ssl_context=context, timeout=timeout)


def _seconds(response: BaseHTTPResponse) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def write_file(path: Path, entries: Sequence[Entry], language: str) -> None:
    """All entries as one `.feedback` file, to be sent by mail or handed over on a stick.

    Raises `AppError` feedback-incomplete (key), and as `base.files.writing` does.
    """
    for entry in entries:
        for key in missing(entry):
            raise AppError("feedback-incomplete", key=key)
    write_bytes(path, message_bytes(entries, PROGRAM, language))


def read_file(path: Path) -> Message:
    """A `.feedback` file of anybody; raises as `read_bytes` and `read_message` do."""
    return read_message(read_bytes(path, FILE_LIMIT))
