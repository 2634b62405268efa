"""What every presenter is handed: the two stores, the runner, settings, and the way to a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wecoop_desktop.base.settings import Settings
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import Runner

if TYPE_CHECKING:  # both import SQLAlchemy, which is not wanted before the first paint
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.news import News
    from wecoop_desktop.work.store import WorkStore


@dataclass(frozen=True, slots=True)
class Desk:
    """Made by the window once the library and the work store are open.

    `go(place)` shows a place and adds it to the history; `stay(place)` says that the present place
    is now this one (a filter was ticked, a step was chosen) without a new entry. `settings()` and
    `today()` are asked each time, because both may change while the window is open. `news()` is
    what came with the last update, None while that is not known yet.
    """

    library: Library
    store: WorkStore
    runner: Runner
    settings: Callable[[], Settings]
    go: Callable[[Place], None]
    save_settings: Callable[[Settings], None]
    today: Callable[[], date]
    stay: Callable[[Place], None]
    news: Callable[[], News | None] = lambda: None


@dataclass(frozen=True, slots=True)
class Front:
    """What the screens are handed that work before, or without, an open library and work store.

    `language()` is the one that is spoken, also while none was chosen; `search(text)` opens the
    palette with a text.
    """

    runner: Runner
    settings: Callable[[], Settings]
    go: Callable[[Place], None]
    stay: Callable[[Place], None]
    save_settings: Callable[[Settings], None]
    today: Callable[[], date]
    language: Callable[[], str]
    search: Callable[[str], None]
