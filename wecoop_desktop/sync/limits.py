"""How much, how long and how often: the limits of every download."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and times. The defaults suit a telephone line as well as a fast one."""

    root: int = 512_000  # bytes of a root.json
    timestamp: int = 16_384  # bytes
    snapshot: int = 500_000  # bytes
    targets: int = 2_000_000  # bytes of a targets.json
    part: int = 400_000_000  # bytes of one part, whatever is signed for it
    roots: int = 256  # new roots in one go
    connect: float = 15  # seconds until somebody answers
    idle: float = 30  # seconds without a byte
    answer: float = 60  # seconds until all headers are there
    grace: float = 60  # seconds before the pace counts
    slowest: int = 200  # bytes a second since the beginning, afterwards
    retries: int = 3  # times in a row without a byte of progress
    pause: float = 1  # seconds before the first retry; each next one waits twice as long
    longest_pause: float = 30  # seconds, also where a server asks for more
    redirects: int = 4
    chunk: int = 65_536  # bytes at a time


LIMITS = Limits()
