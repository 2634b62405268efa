"""A computer that trusts a publisher and has a carrier: what the tests of updates stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from tests.kit.publishing import NOW, Fault, Publisher, Server
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.sync.carrier import Carrier, Folder, Web
from wecoop_desktop.sync.limits import Limits
from wecoop_desktop.sync.trust import Trust

PARTS = {
    "edition.json": b'{"number": 1}' * 20,
    "guide.pack": bytes(range(256)) * 1500,  # 384,000 bytes
    "projects.pack": b"projects" * 3000,
}


@dataclass
class Computer:
    """A computer with a home that trusts a publisher, and a carrier of one kind.

    `now` is its clock, `slept` how long it waited, without waiting; `server` is there for the web.
    """

    kind: str  # web or folder
    publisher: Publisher
    folder: Path
    stack: ExitStack
    now: datetime = NOW
    limits: Limits = field(default_factory=Limits)
    slept: list[float] = field(default_factory=list)
    sleep: Callable[[float], None] | None = None  # instead of writing it down
    root: bytes = b""
    server: Server | None = None
    tick: Callable[[], float] = lambda: 0.0
    ranges: bool = True
    carriers: list[Carrier] = field(default_factory=list)

    @property
    def home(self) -> Home:
        return Home(self.folder / "home")

    @property
    def incoming(self) -> Path:
        return self.home.incoming

    @property
    def release(self) -> Path:
        return self.folder / "stick"

    def carrier(self, fault: Fault | None = None) -> Carrier:
        """The release as it is published now, by web or on a stick."""
        carrier: Carrier
        if self.kind == "web":
            self.server = self.stack.enter_context(
                Server(self.publisher.files, fault, ranges=self.ranges)
            )
            carrier = Web(self.server.address, self.limits)
        else:
            assert fault is None
            self.publisher.write(self.release, "network")
            carrier = Folder(self.release)
        self.carriers.append(carrier)
        return carrier

    def trust(self, carrier: Carrier | None = None, fault: Fault | None = None) -> Trust:
        return Trust.open(
            self.home,
            "network",
            self.root or self.publisher.root(),
            carrier or self.carrier(fault),
            self.limits,
            now=lambda: self.now,
            sleep=self.sleep or self.slept.append,
            tick=self.tick,
        )

    def install(self) -> Path:
        """Fetch everything that is published."""
        trust = self.trust()
        trust.refresh()
        for target in trust.targets():
            trust.fetch(target.name, self.incoming)
        return self.incoming

    def refuses(self, code: str, fault: Fault | None = None) -> AppError:
        """A refresh ends with that code, in one clear sentence; what was there still verifies."""
        before = {path: path.read_bytes() for path in sorted(self.incoming.glob("*"))}
        with pytest.raises(AppError) as caught:
            self.trust(fault=fault).refresh()
        check_sentence(caught.value)
        assert caught.value.code == code, caught.value
        assert {path: path.read_bytes() for path in sorted(self.incoming.glob("*"))} == before
        return caught.value


def check_sentence(error: AppError) -> None:
    """The words are complete: no placeholder is left, and it ends like a sentence."""
    said = say(Language("en"), error)
    assert said[-1] in ".?", said
    assert "{" not in said, said


def beside_publisher(kind: str, folder: Path) -> Iterator[Computer]:
    """A computer beside a publisher who has published `PARTS`; closes what was opened."""
    publisher = Publisher()
    publisher.publish(PARTS)
    with ExitStack() as stack:
        computer = Computer(kind, publisher, folder, stack)
        yield computer
        for carrier in computer.carriers:
            carrier.close()
