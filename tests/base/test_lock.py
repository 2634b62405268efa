"""Who holds a file, on drives with locks and on those in a network that have none."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from wecoop_desktop.base import lock
from wecoop_desktop.base.folders import Home
from wecoop_desktop.work.store import WorkStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")


@pytest.fixture
def lockless(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a share whose server has no locks."""

    def refuse(*given: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(fcntl, "lockf", refuse)


def test_without_locks_a_name_keeps_others_away(lockless: None, tmp_path: Path) -> None:
    path = tmp_path / "work.lock"
    assert not lock.lockable(tmp_path)
    held = lock.hold(path)
    assert held is not None
    assert lock.hold(path) is None
    held.release()
    again = lock.hold(path)
    assert again is not None
    again.release()
    assert not path.with_name("work.lock.by").exists()


def test_a_name_that_was_left_behind_counts_for_nothing(lockless: None, tmp_path: Path) -> None:
    path, named = tmp_path / "work.lock", tmp_path / "work.lock.by"
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                           capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    named.write_text(f"{platform.node()} {ended}")
    held = lock.hold(path)
    assert held is not None
    held.release()
    for of_another in (b"another-computer 7", b"", b"\xff noise 99999999999999999999999999"):
        named.write_bytes(of_another)
        assert lock.hold(path) is None
        os.utime(named, (0, 0))
        held = lock.hold(path)
        assert held is not None
        held.release()


def test_work_is_kept_on_a_drive_without_locks(lockless: None, tmp_path: Path) -> None:
    home = Home(tmp_path / "Сеть #1?")
    store = WorkStore.open(home)
    proposal = store.create("wecoop", "1", {"a.b": "x"})
    store.back_up("asked")
    store.close()
    store = WorkStore.open(home)
    assert store.load(proposal).answers == {"a.b": "x"}
    store.close()
