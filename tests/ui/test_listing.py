"""The panel that writes the list: what it offers, where the file goes, and how it can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle, shown
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library.query import Query
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.listing import ListingPresenter, file_name, writing
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.runner import Background
from wecoop_desktop.ui.screens.listing import ListingPanel
from wecoop_desktop.ui.window import Window

R = TypeVar("R")
WASTE = Query(language="en").choosing("country", "KG").choosing("sector", "waste")


class Held:
    """Jobs that wait until a test lets them run, as those of a busy computer do."""

    def __init__(self) -> None:
        self.begin: Callable[[], None] | None = None
        self.job = Job()

    def start(
        self,
        lane: str,
        work: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        self.job = Job(progress)

        def begin() -> None:
            try:
                done(work(self.job))
            except Cancelled:
                return
            except AppError as error:
                failed(error)

        self.begin = begin

    def stop(self, lane: str) -> None:
        self.job.stop()


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Выгрузка"
    made.mkdir()
    return made


@pytest.fixture
def count(desk: Desk) -> int:
    return desk.library.find(WASTE).total


def made(qtbot: QtBot, desk: Desk) -> tuple[ListingPresenter, ListingPanel]:
    presenter = ListingPresenter(desk)
    panel = ListingPanel(presenter)
    qtbot.addWidget(panel)
    presenter.changed.connect(lambda: panel.display(presenter.view))
    panel.display(presenter.view)
    panel.resize(340, 640)
    panel.show()
    return presenter, panel


def banners(panel: QWidget) -> list[str]:
    settle()
    return [each.accessibleName() for each in panel.findChildren(Banner)]


@pytest.mark.parametrize(
    ("form", "begins"),
    [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF"), ("iati", b"<?xml")],
)
def test_the_list_that_is_seen_is_written(
    qtbot: QtBot, desk: Desk, count: int, folder: Path, form: str, begins: bytes
) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(WASTE, count)
    panel.form.button(form).click()
    target = folder / "Отчёт"
    panel.ask = lambda _name: str(target)
    panel.save.click()
    written = presenter.view.file.target
    assert written is not None
    assert written.parent == folder
    assert written.read_bytes().startswith(begins)
    result = presenter.view.file.written
    assert result is not None
    assert result.projects + len(result.left) == count
    assert len(banners(panel)) == 1
    assert str(written) in [each.accessibleName() for each in panel.findChildren(Wrapped)]
    assert list(folder.iterdir()) == [written]


def test_what_will_be_written_is_named(qtbot: QtBot, desk: Desk, count: int) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(WASTE, count)
    assert panel.save.text() == f"Save {count} projects …"
    assert presenter.view.suggested.startswith("projects_KG-waste_")
    assert presenter.view.suggested.endswith("_EN.xlsx")
    panel.language.button("ru").click()
    panel.form.button("iati").click()
    assert presenter.view.suggested.endswith("_RU.xml")
    presenter.follow(Query(), 1)
    assert panel.save.text() == "Save 1 project …"


def test_names_of_files_hold_on_any_disk() -> None:
    day = date(2026, 11, 22)
    hostile = Query(text='../отходы: "a\\b" <|>?* \ud800 ' + "я" * 400)
    name = file_name(hostile, "csv", "ru", day)
    assert not set(name) & set('/\\:*?"<>|\0\ud800')
    assert len(name.encode()) < 200
    assert file_name(Query(), "xlsx", "en", day) == "projects_2026-11-22_EN.xlsx"


def test_an_existing_file_is_asked_about(
    qtbot: QtBot, desk: Desk, count: int, folder: Path
) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(WASTE, count)
    target = folder / "list.xlsx"
    target.write_bytes(b"older")
    presenter.save(target)
    assert presenter.view.file.clash == target
    assert target.read_bytes() == b"older"
    assert panel.close_top()
    assert presenter.view.file.clash is None
    presenter.save(target)
    presenter.file.keep_both()
    assert target.read_bytes() == b"older"
    assert (folder / "list (2).xlsx").read_bytes().startswith(b"PK")
    presenter.save(target)
    presenter.file.replace()
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "code"), [("none/list.xlsx", "folder-missing"), ("д" * 300, "file-not-writable")]
)
def test_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, desk: Desk, count: int, folder: Path, name: str, code: str
) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(WASTE, count)
    presenter.save(folder / name)
    assert presenter.view.file.error is not None
    assert presenter.view.file.error.code == code
    assert presenter.view.file.written is None
    assert len(banners(panel)) == 1
    assert list(folder.iterdir()) == []
    presenter.choose("csv")
    assert banners(panel) == []


def test_a_file_on_its_way_can_be_given_up(
    qtbot: QtBot, desk: Desk, count: int, folder: Path
) -> None:
    held = Held()
    presenter, panel = made(qtbot, replace(desk, runner=held))
    presenter.open(WASTE, count)
    presenter.save(folder / "list.csv")
    presenter.choose("csv")
    assert presenter.view.file.busy
    assert panel.stop.isVisible()
    assert not panel.save.isEnabled()
    panel.stop.click()
    assert held.begin is not None
    held.begin()
    assert not presenter.view.file.busy
    assert presenter.view.file.written is None
    assert list(folder.iterdir()) == []
    assert len(banners(panel)) == 1


def test_it_is_written_in_the_background_with_its_progress(
    qtbot: QtBot, desk: Desk, count: int, folder: Path
) -> None:
    runner = Background()
    try:
        presenter, _panel = made(qtbot, replace(desk, runner=runner))
        steps: list[int] = []
        presenter.changed.connect(lambda: steps.append(presenter.view.file.step[0]))
        presenter.open(WASTE, count)
        presenter.save(folder / "list.xlsx")
        qtbot.waitUntil(lambda: presenter.view.file.written is not None, timeout=30_000)
        assert max(steps) == count
        assert (folder / "list.xlsx").exists()
    finally:
        runner.close()


def test_a_size_keeps_its_currency(qtbot: QtBot, desk: Desk) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(Query(), 910)
    panel.currency.button("EUR").click()
    assert presenter.view.query.currency == "EUR"
    presenter.open(replace(Query(), size=(1_000_000, None)), 500)
    presenter.price("EUR")
    assert presenter.view.query.currency == "USD"
    assert not panel.currency.isEnabled()


def test_nothing_cannot_be_written(qtbot: QtBot, desk: Desk, folder: Path) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(replace(WASTE, text="абракадабрыч"), 0)
    assert not panel.save.isEnabled()
    presenter.save(folder / "a.xlsx")
    assert list(folder.iterdir()) == []
    assert len(banners(panel)) == 1
    with pytest.raises(AppError, match="listing-empty"):
        writing(
            desk.library,
            replace(WASTE, text="абракадабрыч"),
            "csv",
            "en",
            desk.today(),
        )(folder / "a", Job())


def test_everything_has_a_name_and_esc_puts_the_panel_away(
    qtbot: QtBot, desk: Desk, count: int
) -> None:
    presenter, panel = made(qtbot, desk)
    presenter.open(WASTE, count)
    settle()
    buttons = [each for each in shown(panel) if isinstance(each, QPushButton)]
    assert buttons
    assert all(button.accessibleName() for button in buttons)
    assert panel.close_top()
    assert not presenter.view.opened
    assert not panel.close_top()


def test_esc_answers_the_question_before_it_puts_the_panel_away(
    window: Window, folder: Path, qtbot: QtBot
) -> None:
    window.go(Place("projects").choosing("country", "KG"))
    settle()
    presenter = cast(ProjectsPresenter, window.presenter("projects"))
    presenter.export()
    settle()
    panel = window.findChildren(ListingPanel)[-1]
    assert panel.isVisible()
    focused = window.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
    page = presenter.view.page
    assert page is not None
    assert presenter.listing.view.count == page.total
    target = folder / "a.csv"
    target.write_bytes(b"mine")
    presenter.listing.choose("csv")
    presenter.listing.save(target)
    assert presenter.listing.view.file.clash == target
    window.close_top()
    assert presenter.listing.view.file.clash is None
    assert presenter.listing.view.opened
    window.close_top()
    settle()
    assert not panel.isVisible()
    assert target.read_bytes() == b"mine"
