"""What a computer fetches from a web server: requests, bytes of bodies, and time over loopback.

The figures of docs/scale.md. The floor of a full install is the pack files alone.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from tests.bench.figure import Figure, milliseconds
from tests.kit import revised
from tests.kit.publishing import NOW, Publisher, Server
from wecoop_desktop.base.folders import Home
from wecoop_desktop.sync import update
from wecoop_desktop.sync.trust import Trust
from wecoop_desktop.sync.web import Web


class Visit(NamedTuple):
    """`took` in milliseconds; `bytes` of all bodies."""

    requests: int
    bytes: int
    took: float


def traffic(old: revised.Packs) -> Iterator[Figure]:
    publisher = Publisher()
    publisher.release(old, 1, date(2026, 11, 22))
    packs = sum(len(data) for name, data in publisher.files.items() if name.endswith(".pack"))
    with tempfile.TemporaryDirectory() as name, Server(publisher.files) as server:
        home = Home(Path(name) / "home")
        full = _visit(server, publisher, home, ".pack")
        yield Figure("full install: requests", full.requests, "", 20)
        yield Figure("full install: bytes", full.bytes, "bytes", 1.05, packs, "ratio")
        yield Figure("full install over loopback", full.took, "ms", 500)
        nothing = min((_visit(server, publisher, home, "") for _ in range(5)), key=_took)
        yield Figure("nothing new: requests", nothing.requests, "", 2)
        yield Figure("nothing new: bytes", nothing.bytes, "bytes", 500)
        yield Figure("nothing new over loopback", nothing.took, "ms", 10)
        publisher.at(NOW + timedelta(days=9)).release(revised.revise(old), 2, date(2026, 12, 1))
        some = _visit(server, publisher, home, ".patch")
        yield Figure("1 % of the records changed: requests", some.requests, "", 8)
        yield Figure("1 % of the records changed: bytes", some.bytes, "bytes", packs / 50)


def _took(visit: Visit) -> float:
    return visit.took


def _visit(server: Server, publisher: Publisher, home: Home, wanted: str) -> Visit:
    """Look for an update, and fetch the whole packs, the patch, or nothing."""
    server.asked.clear()
    web = Web(server.address, channel="network")
    now = publisher.network.now
    trust = Trust.open(home, "network", publisher.root(), web, now=lambda: now)
    took = milliseconds(lambda: _fetch(trust, home, wanted))
    web.close()
    size = sum(len(publisher.files.get(name, b"")) for name in server.asked)
    return Visit(len(server.asked), size, took)


def _fetch(trust: Trust, home: Home, wanted: str) -> None:
    if not wanted:
        trust.refresh()
        return
    update.check(home, trust)
    for part in trust.targets():
        if part.name.endswith(wanted):
            trust.fetch(part.name, home.incoming / "bench")
