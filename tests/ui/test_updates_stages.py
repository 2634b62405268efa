"""Every stage of the screen of updates, in each language and at twice the size.

One window walks through all stages of a look: the screen is displayed over what it showed before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from tests.kit.updating import STAGES, FakeUpdater
from tests.kit.window import opened, settle, shown
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.updates import UpdatesPresenter
from wecoop_desktop.ui.presenters.updatesview import UpdatesView
from wecoop_desktop.ui.window import Window


@contextmanager
def _at_updates(factory: pytest.TempPathFactory) -> Iterator[tuple[Window, UpdatesPresenter]]:
    with opened(Home(factory.mktemp("stages") / "home"), drafts=1) as window:
        presenter = window.presenter("updates")
        assert isinstance(presenter, UpdatesPresenter)
        presenter.updater = FakeUpdater()
        window.go(Place("updates"))
        settle()
        yield window, presenter


@pytest.fixture(scope="module", params=["en", "ru", "qps"])
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Window, UpdatesPresenter, UpdatesView]]:
    """The screen in a language, and what it shows before anything is asked."""
    with _at_updates(tmp_path_factory) as (window, presenter):
        wording.speak(request.param)
        window.rebuild()
        settle()
        yield window, presenter, presenter.view


@pytest.fixture(scope="module")
def wide(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Window, UpdatesPresenter, UpdatesView]]:
    """The same in Russian at twice the size, chosen while it is open."""
    with _at_updates(tmp_path_factory) as (window, presenter):
        window.take_settings(replace(window.settings, zoom=200, language="ru"))
        window.resize(1366, 738)
        yield window, presenter, presenter.view


Shown = tuple[Window, UpdatesPresenter, UpdatesView]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_can_be_shown_twice_and_named(window: Shown, stage: str) -> None:
    made, presenter, before = window
    presenter._set(STAGES[stage](before))
    screen = made.screen_shown
    screen.display(presenter.view)  # type: ignore[attr-defined]  # the window's own protocol
    screen.display(presenter.view)  # type: ignore[attr-defined]  # as above
    settle()
    found = [w for w in shown(screen) if isinstance(w, QAbstractButton | QComboBox)]
    assert found
    for widget in found:
        assert widget.accessibleName(), widget


@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_cut_in_a_narrow_window_at_double_size(wide: Shown, stage: str) -> None:
    made, presenter, before = wide
    presenter._set(STAGES[stage](before))
    settle()
    cards = [w for w in made.screen_shown.findChildren(QWidget, "card") if w.isVisible()]
    assert cards
    for card in cards:
        right = card.mapTo(made, card.rect().topRight()).x()
        assert right <= made.width(), (stage, card.accessibleName())
    assert theme.px(100) == 200
