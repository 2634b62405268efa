"""Windows with real content, one for all places of a language."""

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


@pytest.fixture(scope="module", params=("en", "ru"))
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    home = Home(Path(tmp_path_factory.mktemp("home")) / "wecoop")
    with opened(home, request.param, drafts=3) as made:
        yield made
