"""The real packs, and one library built from them for all tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kit import content
from wecoop_desktop.base.folders import Home
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.packs.read import Packs


@pytest.fixture(scope="session")
def real() -> Packs:
    return content.packs()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    opened = shelf.current(Home(tmp_path_factory.mktemp("Ўзбек home")))
    yield opened
    opened.close()
