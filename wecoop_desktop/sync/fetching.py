"""Files by any carrier for python-tuf: bounded, retried, and continued where they broke off."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import told
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.sync.flow import Absent, Broken, Carrier, Flow
from wecoop_desktop.sync.limits import LIMITS, Limits

STEP = "update-fetching"
LOOK = 0.25  # seconds until a pause looks whether the file is still wanted


class Fetcher(FetcherInterface):
    """One file at a time. `sleep` waits before another try, `tick` is a clock that only grows."""

    def __init__(
        self,
        carrier: Carrier,
        limits: Limits = LIMITS,
        sleep: Callable[[float], None] = time.sleep,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self.job = Job()  # asked at every chunk whether the file is still wanted
        self.last = ""  # the name of the file that was asked for last
        self.resumed = False  # whether the last file kept bytes of an earlier time
        self._carrier = carrier
        self._limits = limits
        self._sleep = sleep
        self._tick = tick
        self._part: Path | None = None
        self._answered = False

    @contextmanager
    def keeping(self, part: Path, job: Job) -> Iterator[None]:
        """Inside of it a file is written to `part`, which stays when the file breaks off."""
        before, self._part, self.job = self.job, part, job
        try:
            yield
        finally:
            self._part, self.job = None, before

    def _fetch(self, url: str) -> Iterator[bytes]:
        """The file in chunks; what `download_file` does is done without this."""
        with self.download_file(url, self._limits.part) as stream:
            yield from iter(lambda: stream.read(self._limits.chunk), b"")

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """The whole file, at its beginning. Raises what `FetcherInterface` says, and `AppError`s
        that python-tuf lets through."""
        self.last = url.rpartition("/")[2]
        with self._stream(max_length) as stream:
            self._load(url, max_length, stream)
            stream.seek(0)
            yield stream

    @contextmanager
    def _stream(self, most: int) -> Iterator[IO[bytes]]:
        """Where the file goes, at its end: memory for metadata, the part for parts."""
        self.resumed = False
        if self._part is None:
            yield io.BytesIO()
            return
        try:
            # Unbuffered: what a full disk did not take is not tried again at closing.
            stream: IO[bytes] = self._part.open("a+b", buffering=0)
        except OSError as error:
            raise told(error, self._part) from error
        with stream:
            length = stream.seek(0, io.SEEK_END)
            if length > most:
                length = stream.truncate(0)
            self.resumed = length > 0
            yield stream

    def _load(self, url: str, most: int, stream: IO[bytes]) -> None:
        """Everything that is still missing in `stream`; the whole is verified by who asked."""
        began = self._tick()
        done = best = stream.seek(0, io.SEEK_END)
        tries = received = 0
        while done < most or not done:
            try:
                with closing(self._carrier.flow(url, done, most - done)) as flow:
                    self._answered = True
                    done = self._place(flow, done, most, stream)
                    for chunk in flow.chunks:
                        done, received = done + len(chunk), received + len(chunk)
                        if done > most:
                            raise DownloadLengthMismatchError(f"{url}: more than {most} bytes")
                        self._write(chunk, stream)
                        self.job.step(done, most, STEP)
                        self._keep_pace(received, self._tick() - began)
                    if done < flow.total:
                        raise Broken("carrier-unreachable")
                    return
            except Absent as error:
                self._answered = True
                raise DownloadHTTPError(f"{url}: {error.status}", error.status) from error
            except Broken as broken:
                done = stream.tell()
                # A server that begins anew each time makes no progress, however much it sends.
                tries = 0 if done > best else tries + 1
                best = max(best, done)
                self._wait(broken, tries, partial(self.job.step, done, most, STEP))

    def _place(self, flow: Flow, done: int, most: int, stream: IO[bytes]) -> int:
        """Make ready for what comes: a carrier may begin at the front again."""
        if flow.total > most:
            raise DownloadLengthMismatchError(f"{flow.total} bytes instead of at most {most}")
        if flow.start != done:
            stream.seek(flow.start)
            stream.truncate()
            self.resumed = flow.start > 0
        return flow.start

    def _write(self, chunk: bytes, stream: IO[bytes]) -> None:
        left = memoryview(chunk)
        try:
            while left:
                left = left[stream.write(left) or 0 :]
        except OSError as error:
            raise told(error, self._part or Path()) from error

    def _keep_pace(self, count: int, seconds: float) -> None:
        """Raises `AppError` carrier-slow for a line on which no update ever ends."""
        if seconds > self._limits.grace and count < seconds * self._limits.slowest:
            raise AppError("carrier-slow", name=self._carrier.name)

    def _wait(self, broken: Broken, tries: int, look: Callable[[], None]) -> None:
        """Pause before another try, looking now and then whether it is still wanted. Where nobody
        ever answered, one more try is enough: this computer has no network."""
        limits = self._limits
        if tries > (limits.retries if self._answered else min(limits.retries, 1)):
            raise AppError(broken.code, name=self._carrier.name, **broken.values) from broken
        pause = max(limits.pause * 2 ** max(tries - 1, 0), broken.wait)
        left = min(pause, limits.longest_pause)
        while left > 0:
            look()
            self._sleep(min(left, LOOK))
            left -= LOOK
