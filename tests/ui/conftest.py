"""The window of a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.kit.window import opened, shared_library
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.window import Window


@pytest.fixture(scope="session", autouse=True)
def _library() -> None:
    shared_library()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "Айгүл Осмонова" / "WECOOP Desktop")


@pytest.fixture
def window(request: pytest.FixtureRequest, qapp: QApplication, home: Home) -> Iterator[Window]:
    """English, light, one draft; at Home where the mark `at_home` asks for it."""
    at_home = request.node.get_closest_marker("at_home") is not None
    with opened(home, drafts=1, at_home=at_home) as made:
        yield made
