"""The journey begins on a clean machine: a home that does not exist yet, with a Russian name."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import opened
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.window import Window


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Отдел охраны природы" / "WECOOP")


@pytest.fixture(autouse=True)
def _no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one to this computer: who asks for a socket fails."""

    def refuse(*given: object, **named: object) -> socket.socket:
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def window(qapp: QApplication, home: Home) -> Iterator[Window]:
    with opened(home, language="ru") as made:
        yield made
