"""What every carrier gives: bytes from a place on, piece by piece, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Flow:
    """A file on its way. `start` is where the first chunk belongs, 0 where a carrier cannot begin
    in the middle; `total` the bytes of the whole file as far as the carrier says, else -1.

    Iterating the chunks may raise what `Carrier.flow` raises. `close` lets go of the file,
    wherever it was left.
    """

    start: int
    total: int
    chunks: Iterator[bytes]
    close: Callable[[], None]


class Carrier(Protocol):
    """Brings files: from the web or from a folder.

    `kind` is "web" or "folder", `name` what the user calls it, `channel` whose signatures count
    ("network" or "stick"); `metadata` and `targets` are what the names of files are added to.
    """

    kind: str
    name: str
    channel: str
    metadata: str
    targets: str

    def flow(self, url: str, start: int, most: int) -> Flow:
        """The file at `url` from byte `start` on, at most about `most` bytes of it.

        Raises `Absent` where it is not there, `Broken` for what may pass (worth another try), and
        `AppError` for what will not.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class Absent(Exception):  # noqa: N818 - an answer, not an error: roots are asked for until none is
    """There is no such file: the status a web server gives for that."""

    def __init__(self, status: int = 404) -> None:
        super().__init__(status)
        self.status = status


class Broken(Exception):  # noqa: N818 - becomes an AppError when no try is left
    """The carrier failed in a way that may pass; `code` and `values` say it if it does not."""

    def __init__(self, code: str, wait: float = 0, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.wait = wait  # seconds the server asks for
        self.values = values
