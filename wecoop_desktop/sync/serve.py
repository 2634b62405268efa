"""A release folder shared with the laptops of a class: its files, read-only, and nothing else.

Answers GET and HEAD for `metadata/…`, `stick/…` and `targets/…` of the folder; everything else is
not there. Nothing is signed or trusted here: what comes is judged by who fetches it.
"""

from __future__ import annotations

import os
import re
import socket
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.sync.folder import release_in
from wecoop_desktop.sync.listen import listen

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = "127.0.0.1"
EVERYWHERE = ("0.0.0.0", "::")
PORT = 8642
CHUNK = 65_536  # bytes
PATH = re.compile(r"/(metadata|stick|targets)/([A-Za-z0-9][A-Za-z0-9._-]{0,199})")
RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
HEADERS = (
    ("Accept-Ranges", "bytes"),
    ("Cache-Control", "no-cache"),
    ("X-Content-Type-Options", "nosniff"),
)


class Server(Protocol):
    """What is used of a server of waitress."""

    effective_port: int

    def run(self) -> None: ...

    def close(self) -> None: ...


class Extent(NamedTuple):
    """Bytes `first` to before `end` of a file."""

    first: int
    end: int


def share(folder: Path) -> WSGIApplication:
    """The files of the release in `folder`, as an application for a server.

    Raises `AppError` carrier-missing or carrier-empty.
    """
    release = release_of(folder)

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            return _refuse(start, "405 Method Not Allowed", ("Allow", "GET, HEAD"))
        found = _open(release, str(environ.get("PATH_INFO", "")))
        if found is None:
            return _refuse(start, "404 Not Found")
        stream, size = found
        extent = _extent(str(environ.get("HTTP_RANGE", "")), size)
        if extent is None:
            stream.close()
            return _refuse(start, "416 Range Not Satisfiable", ("Content-Range", f"bytes */{size}"))
        part = extent != (0, size)
        headers = [*HEADERS, ("Content-Length", str(extent.end - extent.first))]
        headers.append(("Content-Type", _kind(str(environ["PATH_INFO"]))))
        if part:
            headers.append(("Content-Range", f"bytes {extent.first}-{extent.end - 1}/{size}"))
        start("206 Partial Content" if part else "200 OK", headers)
        if method == "HEAD":
            stream.close()
            return []
        return _Stretch(stream, extent)

    return answer


def release_of(folder: Path) -> Path:
    """The release in a folder or directly below it. Raises `AppError` carrier-missing, -empty."""
    if not folder.is_dir():
        raise AppError("carrier-missing", name=str(folder))
    release = release_in(folder)
    if release is None:
        raise AppError("carrier-empty", name=str(folder))
    return release


def server(folder: Path, address: str = LOOPBACK, port: int = PORT) -> Server:
    """A server that listens; `run()` serves until `close()` or Ctrl+C.

    Port 0 takes a free one. Raises `AppError` as `share`, and port-taken.
    """
    from waitress import create_server

    application = share(folder)
    listening: Server = create_server(
        application,
        sockets=[listen(address, port)],
        threads=4,
        connection_limit=100,
        backlog=64,
        channel_timeout=60,  # seconds a line may be silent
        cleanup_interval=10,
        max_request_header_size=8192,
        max_request_body_size=1024,
        ident="",
        clear_untrusted_proxy_headers=True,
    )
    return listening


def own_hosts() -> tuple[str, ...]:
    """Addresses of this computer in its networks; asks the system only, sends nothing."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address of examples: only the way to it is asked
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    try:
        for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            found.append(str(entry[4][0]))
    except OSError:
        pass
    outside = [host for host in dict.fromkeys(found) if not host.startswith("127.")]
    return tuple(outside) or (LOOPBACK,)


def addresses(
    address: str, port: int, own: Callable[[], tuple[str, ...]] = own_hosts
) -> tuple[str, ...]:
    """What to type on the other computers, the likeliest first."""
    hosts = own() if address in EVERYWHERE else (address,)
    return tuple(
        f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}" for host in hosts
    )


def _open(release: Path, path: str) -> tuple[BinaryIO, int] | None:
    """A regular file of the release, open, with its size; None for everything else."""
    named = PATH.fullmatch(path)
    if named is None or (release / named[1]).is_symlink():
        return None
    # A link is not followed, and a pipe or device that takes a file's place holds nobody up.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    file = release / named[1] / named[2]
    try:
        if file.is_symlink():
            return None
        handle = os.open(file, flags)
    except OSError:
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        return None
    return os.fdopen(handle, "rb", buffering=0), status.st_size


def _extent(asked: str, size: int) -> Extent | None:
    """The bytes that a Range header asks for; all of them for what it need not understand.

    None where it asks for none that exist.
    """
    named = RANGE.fullmatch(asked.strip())
    if named is None or named[0] == "bytes=-":
        return Extent(0, size)
    first, last = named[1], named[2]
    if not first:
        extent = Extent(max(size - int(last), 0), size)
    else:
        extent = Extent(int(first), min(int(last) + 1, size) if last else size)
    if first and last and int(last) < int(first):
        return Extent(0, size)
    return extent if extent.first < extent.end else None


class _Stretch:
    """A piece of a file for a server, which closes it also when the other side has gone."""

    def __init__(self, stream: BinaryIO, extent: Extent) -> None:
        self._stream = stream
        self._extent = extent

    def __iter__(self) -> Iterator[bytes]:
        left = self._extent.end - self._extent.first
        self._stream.seek(self._extent.first)
        while left > 0 and (data := self._stream.read(min(CHUNK, left))):
            left -= len(data)
            yield data

    def close(self) -> None:
        self._stream.close()


def _kind(path: str) -> str:
    return "application/json" if path.endswith(".json") else "application/octet-stream"


def _refuse(start: StartResponse, status: str, *headers: tuple[str, str]) -> list[bytes]:
    body = status.encode() + b"\n"
    start(
        status,
        [*headers, ("Content-Type", "text/plain"), ("Content-Length", str(len(body)))],
    )
    return [body]


Ready = Callable[[tuple[str, ...]], None]


def serve(folder: Path, ready: Ready, address: str = LOOPBACK, port: int = PORT) -> None:
    """Share the release until Ctrl+C; `ready` is told the addresses once they answer.

    Raises `AppError` as `server`.
    """
    listening = server(folder, address, port)
    try:
        ready(addresses(address, listening.effective_port))
        listening.run()
    finally:
        listening.close()
