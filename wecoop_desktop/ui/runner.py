"""One way into the background, one way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from wecoop_desktop.base import memory
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job

R = TypeVar("R")
PATIENCE = 10_000  # ms that a job is given to end when the program does
REST = 3000  # ms after the last job until the memory it took is given back


class Runner(Protocol):
    """What presenters are given: `Background` in the program, `Immediate` in tests."""

    def start(
        self,
        lane: str,
        work: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        """Run `work` in `lane`, which holds one job: a new one replaces and stops the old.

        `done`, `failed` and `progress` are called in the main thread, and only for the job that
        is still the lane's own. `work` gets values and gives values; no widgets, no work store.
        """

    def stop(self, lane: str) -> None: ...


class _Post(QObject):
    """Lives in the main thread; a worker's results arrive here as a queued signal."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(lambda call: call())


class _Task(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run = run

    def run(self) -> None:
        self._run()


class Background:
    """Jobs on a thread pool. A bug in a job is raised again in the main thread."""

    def __init__(self, threads: int = 3) -> None:
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(threads)
        self._post = _Post()
        self._lanes: dict[str, Job] = {}
        self._rest = QTimer(self._post)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(memory.give_back)
        self._post.arrived.connect(lambda _call: self._rest.start())

    def start(
        self,
        lane: str,
        work: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        self.stop(lane)
        job: Job

        def in_lane(call: Callable[[], None], *, last: bool) -> Callable[[], None]:
            def deliver() -> None:
                if self._lanes.get(lane) is job:
                    if last:
                        del self._lanes[lane]
                    call()

            return deliver

        def listen(steps: int, total: int, code: str) -> None:
            if progress is not None:
                report = progress
                self._post.arrived.emit(in_lane(lambda: report(steps, total, code), last=False))

        job = Job(listen)
        self._lanes[lane] = job

        def run() -> None:
            try:
                result = work(job)
            except Cancelled:
                return
            except AppError as error:
                told = error
                self._post.arrived.emit(in_lane(lambda: failed(told), last=True))
            except BaseException as error:  # noqa: BLE001 - handed to the main thread's hook whole
                bug = error

                def raise_again() -> None:
                    raise bug

                self._post.arrived.emit(raise_again)
            else:
                self._post.arrived.emit(in_lane(lambda: done(result), last=True))

        self._pool.start(_Task(run))

    @property
    def busy(self) -> bool:
        """Whether what a job brings is still waited for."""
        return bool(self._lanes)

    def stop(self, lane: str) -> None:
        job = self._lanes.pop(lane, None)
        if job is not None:
            job.stop()

    def close(self, patience: int = PATIENCE) -> bool:
        """Stop every lane and wait for the threads; called once, when the program ends.

        False where one did not end within `patience` ms: it waits for a folder in the network that
        does not answer, and nothing can wake it.
        """
        self._rest.stop()
        for lane in list(self._lanes):
            self.stop(lane)
        self._pool.clear()
        return self._pool.waitForDone(patience)


class Immediate:
    """Runs the job where it is asked for; for tests and for the pictures of screens."""

    def start(
        self,
        lane: str,
        work: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        try:
            result = work(Job(progress))
        except AppError as error:
            failed(error)
        else:
            done(result)

    def stop(self, lane: str) -> None:
        """Nothing is ever under way."""
