"""A small publisher: real keys and signatures, releases, and attacks as verbs; and a web server
on this computer that serves them, with faults.

    publisher = Publisher()
    publisher.publish({"edition.json": b"..."})          # or publisher.release(packs, 1)
    publisher.write(folder)                              # a stick
    with Server(publisher.files) as server: ...          # server.address, server.asked
    trust = Trust.open(home, "network", publisher.root("network"), Web(server.address), now=...)
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization.json import JSONSerializer

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
METADATA = {"network": "metadata", "stick": "stick"}
# How long each role counts, by channel, in days.
DAYS = {
    "network": {"root": 1000, "targets": 400, "snapshot": 400, "timestamp": 30},
    "stick": {"root": 1000, "targets": 800, "snapshot": 800, "timestamp": 400},
}
SERIALIZER = JSONSerializer(compact=True)
TIME = "%Y-%m-%dT%H:%M:%SZ"


def key() -> CryptoSigner:
    return CryptoSigner.generate_ed25519()


@dataclass
class Channel:
    """The four roles of a channel, their keys, and what is published of them: change anything,
    then `sign` and `put`."""

    name: str
    files: dict[str, bytes]
    keys: dict[str, list[CryptoSigner]]
    now: datetime
    root: Root = field(init=False)
    timestamp: Timestamp = field(init=False)
    snapshot: Snapshot = field(init=False)
    targets: Targets = field(init=False)
    signers: dict[str, list[CryptoSigner]] = field(default_factory=dict)  # instead of the keys

    def __post_init__(self) -> None:
        self.root = Root(consistent_snapshot=True)
        for role, signers in self.keys.items():
            for signer in signers:
                self.root.add_key(signer.public_key, role)
        self.root.roles["root"].threshold = 2
        self.timestamp, self.snapshot, self.targets = Timestamp(), Snapshot(), Targets()
        for role in ("timestamp", "snapshot", "targets"):
            self.role(role).version = 0
        self.issue("root")
        self.put("root")

    @property
    def folder(self) -> str:
        return METADATA[self.name]

    def role(self, name: str) -> Signed:
        found = getattr(self, name)
        assert isinstance(found, Signed)
        return found

    def issue(self, *roles: str, days: int | None = None) -> None:
        """Say of roles that they were made now, and for how many days they count."""
        for name in roles:
            signed = self.role(name)
            signed.unrecognized_fields["issued"] = self.now.strftime(TIME)
            lasting = DAYS[self.name][name] if days is None else days
            signed.expires = self.now.replace(microsecond=0) + timedelta(days=lasting)

    def signed(self, name: str, signers: Iterable[CryptoSigner] | None = None) -> bytes:
        """The role with its signatures: by its keys, or by others."""
        metadata = Metadata[Root](cast(Root, self.role(name)))  # any role; the type names one
        for signer in signers if signers is not None else self.signers.get(name, self.keys[name]):
            metadata.sign(signer, append=True)
        return metadata.to_bytes(SERIALIZER)

    def put(self, *names: str, signers: Iterable[CryptoSigner] | None = None) -> None:
        """Publish roles as they are, under the names of their versions."""
        for name in names:
            data = self.signed(name, signers)
            version = "" if name == "timestamp" else f"{self.role(name).version}."
            self.files[f"{self.folder}/{version}{name}.json"] = data
            if name == "root":
                self.files[f"{self.folder}/root.json"] = data

    def agree(self) -> None:
        """Snapshot and timestamp name the versions as they are now."""
        self.snapshot.meta = {"targets.json": MetaFile(self.targets.version)}
        self.timestamp.snapshot_meta = MetaFile(self.snapshot.version)

    def step(self, *names: str) -> None:
        """The next version of roles, agreed, issued now and published."""
        for name in names:
            self.role(name).version += 1
        self.agree()
        self.issue(*names)
        self.put(*names)

    def rotate(
        self, role: str, *, leave: Iterable[int] = (), by: Iterable[CryptoSigner] | None = None
    ) -> list[CryptoSigner]:
        """New keys for a role (for the root: those of `leave` stay), and a root that says so,
        signed by the old and the new ones, or only by `by`. Gives the old keys.

        What the role signed is signed again by its new keys, as a next version."""
        old, stay = self.keys[role], [self.keys[role][place] for place in leave]
        for signer in old:
            self.root.revoke_key(signer.public_key.keyid, role)
        self.keys[role] = [*stay, *(key() for _ in range(len(old) - len(stay)))]
        for signer in self.keys[role]:
            self.root.add_key(signer.public_key, role)
        self.renew(by if by is not None else (old if role == "root" else ()))
        if role != "root":
            names = ("targets", "snapshot", "timestamp")
            self.step(*names[names.index(role) :])
        return old

    def renew(self, more: Iterable[CryptoSigner] = ()) -> None:
        """The next root, signed by the present keys and by `more`."""
        self.root.version += 1
        self.issue("root")
        signers = {signer.public_key.keyid: signer for signer in (*self.keys["root"], *more)}
        self.put("root", signers=signers.values())


class Publisher:
    """Both channels over the same parts. `files` is the release: paths and bytes."""

    def __init__(self, now: datetime = NOW) -> None:
        self.files: dict[str, bytes] = {}
        self.channels = {
            name: Channel(
                name,
                self.files,
                {
                    "root": [key(), key(), key()],
                    **{role: [key()] for role in ("targets", "snapshot", "timestamp")},
                },
                now,
            )
            for name in METADATA
        }
        self.roots = {name: self.files[f"{METADATA[name]}/1.root.json"] for name in METADATA}
        self._editions: dict[int, dict[str, Mapping[str, bytes]]] = {}

    @property
    def network(self) -> Channel:
        return self.channels["network"]

    @property
    def stick(self) -> Channel:
        return self.channels["stick"]

    def root(self, channel: str = "network") -> bytes:
        """The first root: what ships with a program."""
        return self.roots[channel]

    def at(self, now: datetime) -> Self:
        """From now on things are signed at another time."""
        for channel in self.channels.values():
            channel.now = now
        return self

    def publish(self, parts: Mapping[str, bytes]) -> None:
        """A next state of both channels with exactly these parts; older files stay."""
        described = {
            name: TargetFile.from_data(name, data, ["sha256"]) for name, data in parts.items()
        }
        for name, data in parts.items():
            self.files[f"targets/{hashlib.sha256(data).hexdigest()}.{name}"] = data
        for channel in self.channels.values():
            channel.targets.targets = dict(described)
            channel.step("targets", "snapshot", "timestamp")

    def confirm(self) -> None:
        """Only a new timestamp: nothing has changed."""
        for channel in self.channels.values():
            channel.step("timestamp")

    def release(
        self,
        packs: Mapping[str, Mapping[str, bytes]],
        number: int,
        issued: date | None = None,
        program: str = "",
        patches: int = 3,
    ) -> None:
        """An edition of whole packs (`{"projects": {"projects/pack.json": b...}}`), with patches
        from up to `patches` editions before, published."""
        from wecoop_desktop.base.files import parse_json
        from wecoop_desktop.packs.archive import pack_bytes
        from wecoop_desktop.packs.edition import (
            Part,
            Patch,
            edition_bytes,
            edition_digest,
            make_edition,
            pack_digest,
        )

        day = issued or self.network.now.date()
        files = {f"{pack}.pack": pack_bytes(inside) for pack, inside in packs.items()}
        parts = []
        for pack, inside in packs.items():
            manifest = parse_json(inside[f"{pack}/pack.json"])
            assert isinstance(manifest, dict)
            version = str(manifest.get("version", number))
            data = files[f"{pack}.pack"]
            parts.append(Part(pack, version, day, pack_digest(inside), len(data), {}))
        led = []
        for before in sorted(self._editions)[-patches:] if patches else ():
            from wecoop_desktop.packs.patch import make_patch

            old = self._editions[before]
            data = make_patch(old, packs)
            digest = edition_digest({pack: pack_digest(inside) for pack, inside in old.items()})
            led.append(Patch(before, digest, len(data)))
            files[f"from-{before}.patch"] = data
        self._editions[number] = dict(packs)
        files["edition.json"] = edition_bytes(make_edition(number, day, parts, led, program))
        self.publish(files)

    def write(self, folder: Path, *channels: str) -> Path:
        """The release in a folder, with both channels or only with those named."""
        kept = {METADATA[name] for name in channels or METADATA}
        for name, data in self.files.items():
            if name.split("/")[0] in {"targets", *kept}:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        return folder

    def part(self, name: str) -> str:
        """Where the present part of that name lies in `files`."""
        target = self.network.targets.targets[name]
        return f"targets/{target.hashes['sha256']}.{name}"

    def tamper(self, path: str) -> None:
        """One byte in the middle of a published file is another; its length stays."""
        data = bytearray(self.files[path])
        data[len(data) // 2] ^= 1
        self.files[path] = bytes(data)


@dataclass
class Answer:
    """What a server says instead of the file."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None  # that it announces, if not that of the body
    endless: bool = False  # the body again and again
    silent: bool = False  # nothing at all until the server is closed
    dribble: bool = False  # headers, letter by letter, without an end


Fault = Callable[[str, dict[str, str]], Answer | None]


class Server:
    """Serves a mapping of paths to bytes on 127.0.0.1. `fault(path, headers)` may answer instead;
    `asked` holds every path asked for, `sent` the bytes of all bodies."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        fault: Fault | None = None,
        *,
        ranges: bool = True,
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.files = files
        self.fault = fault
        self.ranges = ranges
        self.asked: list[str] = []
        self.heads: list[dict[str, str]] = []
        self.sent = 0
        self.closing = threading.Event()
        self._server = _Silent(("127.0.0.1", 0), _handler(self))
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "https" if context is not None else "http"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, headers: dict[str, str]) -> Answer:
        self.asked.append(path)
        self.heads.append(headers)
        given = self.fault(path, headers) if self.fault else None
        if given is not None:
            return given
        if path not in self.files:
            return Answer(404)
        data = self.files[path]
        match = re.fullmatch(r"bytes=(\d+)-", headers.get("range", ""))
        if match is None or not self.ranges:
            return Answer(200, data)
        start = int(match[1])
        if start >= len(data):
            return Answer(416)
        told = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
        return Answer(206, data[start:], told)


class _Silent(ThreadingHTTPServer):
    """Clients that go away in the middle are what is tried here, nothing to talk about."""

    daemon_threads = False
    block_on_close = True

    def handle_error(self, request: object, client_address: object) -> None: ...


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 5  # seconds on a line without a question
        disable_nagle_algorithm = True  # small answers leave at once
        wbufsize = 65_536

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = server.answer(self.path.partition("?")[0].lstrip("/"), headers)
            if answer.silent:
                server.closing.wait(5)
                self.close_connection = True
                return
            if answer.dribble:
                self._dribble()
                return
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if not answer.endless:
                length = len(answer.body) if answer.length is None else answer.length
                self.send_header("Content-Length", str(length))
            if answer.endless or answer.length not in (None, len(answer.body)):
                self.close_connection = True
            self.end_headers()
            self._send(answer)

        def _dribble(self) -> None:
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            with contextlib.suppress(OSError):
                while not server.closing.wait(0.02):
                    self.wfile.write(b"x")
                    self.wfile.flush()

        def _send(self, answer: Answer) -> None:
            try:
                self.wfile.write(answer.body)
                self.wfile.flush()
                server.sent += len(answer.body)
                while answer.endless and not server.closing.is_set():
                    self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True  # the client has heard enough

        def log_message(self, format: str, *args: object) -> None: ...

    return Handler
