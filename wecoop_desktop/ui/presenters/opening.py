"""Opens the library and the user's work behind the first picture of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Desk, Front
from wecoop_desktop.ui.presenter import Presenter

if TYPE_CHECKING:
    from wecoop_desktop.library.library import Library
    from wecoop_desktop.library.news import News
    from wecoop_desktop.work.store import WorkStore

LIBRARY_LANE, WORK_LANE, NEWER_LANE, NEWS_LANE = "library", "work", "newer", "news"
WARM_LANE = "warm"


@dataclass(frozen=True, slots=True)
class OpeningView:
    """`desk` is there once both are open. `edition` grows with each library that is opened."""

    library: Library | None = None
    store: WorkStore | None = None
    desk: Desk | None = None
    progress: tuple[int, int, str] | None = None
    library_error: AppError | None = None
    work_error: AppError | None = None
    edition: int = 0
    news: News | None = None


@dataclass(frozen=True, slots=True)
class Openers:
    """How to open things. `library`, `newer` and `work` run in a thread and bring the heavy
    imports with them; `store` runs in the main one, which alone writes the user's work.

    `newer` gives another library where the one that was opened is not that of the packs, or None.
    """

    library: Callable[[Home, Job], Library]
    newer: Callable[[Home, Library, Job], Library | None]
    work: Callable[[Job], None]
    store: Callable[[Home], WorkStore]


class OpeningPresenter(Presenter[OpeningView]):
    def __init__(self, front: Front, home: Home, openers: Openers) -> None:
        super().__init__(OpeningView())
        self._front = front
        self._home = home
        self._openers = openers
        self._warmed: Library | None = None

    @property
    def home(self) -> Home:
        return self._home

    def begin(self) -> None:
        """Open what is not open yet."""
        self._set(replace(self.view, library_error=None, progress=None))
        home, opener = self._home, self._openers.library
        self._front.runner.start(
            LIBRARY_LANE,
            lambda job: opener(home, job),
            self._library_opened,
            self._library_failed,
            self._report,
        )

    def _report(self, done: int, total: int, code: str) -> None:
        self._set(replace(self.view, progress=(done, total, code)))

    def _library_failed(self, error: AppError) -> None:
        self._set(replace(self.view, library_error=error, progress=None))

    def close(self) -> None:
        """The window closes: let go of the user's work."""
        if self.view.store is not None:
            self.view.store.close()

    def _library_opened(self, library: Library) -> None:
        edition = self.view.edition + 1
        self._with(replace(self.view, library=library, edition=edition, progress=None))
        if self.view.store is None:
            work = self._openers.work
            self._front.runner.start(
                WORK_LANE, work, lambda _none: self._work_ready(), self._work_failed
            )

    def _work_ready(self) -> None:
        self.open_work()
        self.reopen()

    def reopen(self) -> None:
        """Take the library of the packs that are in use now, where it is another one."""
        home, library, newer = self._home, self.view.library, self._openers.newer
        if library is not None:
            present = library
            self._front.runner.start(
                NEWER_LANE,
                lambda job: newer(home, present, job),
                self._newer_opened,
                self._library_failed,
            )

    def expect_search(self) -> None:
        """Somebody may search soon: load what the first search needs, once for each library.

        Dictionaries and lines of results take more memory than all that is shown at the start.
        """
        library = self.view.library
        if library is None or library is self._warmed:
            return
        self._warmed = library
        self._front.runner.start(
            WARM_LANE, lambda job: library.warm(), lambda _none: None, self._library_failed
        )

    def _work_failed(self, error: AppError) -> None:
        self._set(replace(self.view, work_error=error))

    def _newer_opened(self, library: Library | None) -> None:
        if library is not None:
            self._with(replace(self.view, library=library, edition=self.view.edition + 1))
        home, present = self._home, self.view.library
        if present is not None:
            self._front.runner.start(
                NEWS_LANE, lambda job: _news(home, present), self._news_read, self._library_failed
            )

    def _news_read(self, news: News) -> None:
        self._set(replace(self.view, news=news))

    def open_work(self) -> None:
        """Open the user's work, also again after it was repaired."""
        try:
            store = self._openers.store(self._home)
        except AppError as error:
            self._set(replace(self.view, work_error=error))
        else:
            self._with(replace(self.view, store=store, work_error=None))

    def restore_work(self) -> None:
        """Take the last good backup in place of the damaged file, which is set aside."""
        from wecoop_desktop.work import backup

        def restore() -> None:
            good = backup.last_good(self._home)
            if good is None:
                raise AppError("backup-missing", path=self._home.backups)
            backup.restore(self._home, good.path)

        self._mend(restore)

    def restore_from(self, path: Path) -> AppError | None:
        """Take a backup in place of the whole present work, which is set aside.

        Gives the error where that is not possible; all is as before then.
        """
        from wecoop_desktop.work import backup

        store = self.view.store
        if store is not None:  # whoever holds it lets go of it first
            self._set(replace(self.view, store=None, desk=None, edition=self.view.edition + 1))
            store.close()
        problem: AppError | None = None
        try:
            backup.restore(self._home, path)
        except AppError as error:
            problem = error
        self.open_work()
        return problem

    def start_empty(self) -> None:
        """Set the damaged file aside and begin with an empty one."""
        from wecoop_desktop.work import backup

        self._mend(lambda: backup.start_empty(self._home))

    def _mend(self, mend: Callable[[], None]) -> None:
        try:
            mend()
        except AppError as error:
            self._set(replace(self.view, work_error=error))
        else:
            self.open_work()

    def _with(self, view: OpeningView) -> None:
        if view.library is not None and view.store is not None:
            front = self._front
            desk = Desk(
                library=view.library,
                store=view.store,
                runner=front.runner,
                settings=front.settings,
                go=front.go,
                save_settings=front.save_settings,
                today=front.today,
                stay=front.stay,
                news=lambda: self.view.news,
            )
            view = replace(view, desk=desk)
        self._set(view)


def _news(home: Home, library: Library) -> News:
    from wecoop_desktop.library import news

    return news.of(home, library)
