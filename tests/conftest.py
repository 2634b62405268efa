"""No test writes outside of its own folder, reaches the network, leaves a thread, or lets Qt
complain unheard."""

from __future__ import annotations

import gc
import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# A busy computer makes cases slowly: that says nothing about the program. The same cases each time,
# so that a change is judged by what it changed; WECOOP_CASES asks for many, and for new ones.
settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="WECOOP_CASES" not in os.environ,
)
settings.load_profile("house")
if "WECOOP_CASES" not in os.environ:
    # Else constants of all modules imported so far are tried as well: other cases with every change
    # of the source, and with every order of the tests. The name is Hypothesis's own affair.
    providers._get_local_constants = lambda: providers._local_constants

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The language of messages must not depend on the developer's computer.
os.environ["LC_ALL"] = "C.UTF-8"
# The program comes without lxml, which the tests' own libraries bring along.
os.environ["OPENPYXL_LXML"] = "False"

# Messages of Qt's platform plugins that say nothing about the program.
HARMLESS = ("This plugin does not support", "propagateSizeHints", "Could not register app ID")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "at_home: the test's window shows Home at the beginning")
    gc.disable()  # until everything is collected


def pytest_collection_finish() -> None:
    """What was imported stays to the end: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The developer's own settings and work are out of reach."""
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.setenv("WECOOP_HOME", str(tmp_path / "wecoop"))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only sockets to this computer."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        local = self.family == getattr(socket, "AF_UNIX", None) or (
            isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost")
        )
        if not local:
            raise AssertionError(f"unexpected network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_threads_left() -> Iterator[None]:
    before = {thread.ident for thread in threading.enumerate()}
    yield
    left = [
        thread
        for thread in threading.enumerate()
        # Qt's own pool appears as dummy threads that end with the pool.
        if thread.ident not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(2)
    assert not [thread for thread in left if thread.is_alive()], f"threads left behind: {left}"


@pytest.fixture(autouse=True)
def _qt_is_silent(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every warning of Qt fails the test that caused it."""
    if not {"qapp", "qtbot", "window"} & set(request.fixturenames):
        yield
        return
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def hear(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if not any(part in message for part in HARMLESS):
            said.append(f"{kind.name}: {message}")

    before = qInstallMessageHandler(hear)
    yield
    qInstallMessageHandler(before)
    assert not said, "Qt said: " + "; ".join(said)
