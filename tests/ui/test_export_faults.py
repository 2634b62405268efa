"""Export where the world is in the way: a place that cannot be written, a full disk, a stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pytest

from tests.kit.window import settle
from tests.ui.test_export import begun, whole
from wecoop_desktop.base.errors import AppError, Cancelled
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import BATCH, SAVING, ExportPresenter
from wecoop_desktop.ui.window import Window

R = TypeVar("R")
FORMATS = ("pdf", "docx", "xlsx", "iati")


class Midway:
    """Runs a job at once, and presses the button of the window in the middle of it."""

    def __init__(self, at: int) -> None:
        self.at, self.steps = at, 0
        self.press: Callable[[], object] = lambda: None
        self._job: Job | None = None

    def start(
        self,
        lane: str,
        work: Callable[[Job], R],
        done: Callable[[R], None],
        failed: Callable[[AppError], None],
        progress: Callable[[int, int, str], None] | None = None,
    ) -> None:
        def told(now: int, total: int, code: str) -> None:
            if progress is not None:
                progress(now, total, code)
            self.steps += lane in (SAVING, BATCH)
            if lane in (SAVING, BATCH) and self.steps == self.at:
                self.press()

        self._job = Job(told)
        try:
            result = work(self._job)
        except Cancelled:
            return
        except AppError as error:
            failed(error)
        else:
            done(result)

    def stop(self, lane: str) -> None:
        if self._job is not None:
            self._job.stop()


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def presenter(window: Window, desk: Desk) -> ExportPresenter:
    window.go(Place("export", begun(desk)))
    settle()
    return cast(ExportPresenter, window.presenter("export"))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


@pytest.mark.skipif(
    not os.path.ismount("/sys"), reason="a folder of Linux that nobody may write to"
)
def test_a_folder_that_may_not_be_written_to_is_told(presenter: ExportPresenter) -> None:
    for form in FORMATS:
        presenter.write_as(form)
        before = presenter.view.file.error
        presenter.save(Path("/sys/note"))
        told = presenter.view.file.error
        assert told is not None
        assert told is not before
        assert told.code == "file-not-writable"
        assert not presenter.view.saving
        assert presenter.view.file.written is None


def test_a_target_that_cannot_be_replaced_stays_and_is_told(
    presenter: ExportPresenter, tmp_path: Path
) -> None:
    """A file that another program holds cannot be replaced; here a folder stands in its place."""
    target = tmp_path / "note.pdf"
    (target / "kept").mkdir(parents=True)
    presenter.save(target)
    assert presenter.view.file.clash == target
    presenter.file.replace()
    assert presenter.view.file.error is not None
    assert presenter.view.file.error.code == "file-not-writable"
    assert (target / "kept").is_dir()
    assert files(tmp_path) == [one for one in files(tmp_path) if not one.startswith("note")]
    presenter.save(target)
    presenter.file.keep_both()
    assert (tmp_path / "note (2).pdf").is_file()
    assert presenter.view.file.error is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_in_the_window(presenter: ExportPresenter, tmp_path: Path) -> None:
    for form in FORMATS:
        ending = {"iati": "xml"}.get(form, form)
        target = tmp_path / f"note.{ending}"
        target.symlink_to("/dev/full")
        presenter.write_as(form)
        presenter.save(target)
        assert presenter.view.file.clash == target
        assert presenter.view.file.error is None
        presenter.file.replace()
        assert presenter.view.file.error is not None
        assert presenter.view.file.error.code == "disk-full"
        assert not presenter.view.saving
        presenter.save(tmp_path / f"other.{ending}")
        assert (tmp_path / f"other.{ending}").is_file()


@pytest.mark.parametrize(("form", "at"), [("pdf", 5), ("pdf", 30), ("docx", 4)])
def test_a_stop_in_the_middle_leaves_nothing(
    presenter: ExportPresenter, desk: Desk, tmp_path: Path, form: str, at: int
) -> None:
    runner = Midway(at)
    own = ExportPresenter(replace(desk, runner=runner))
    own.arrive(Place("export", whole(desk)))
    own.write_as(form)
    own.name_ministry("Another one")  # the preview is no longer the file
    runner.press = own.stop
    before = files(tmp_path)
    own.save(tmp_path / f"note.{form}")
    assert runner.steps == at
    assert own.view.file.stopped
    assert not own.view.saving
    assert files(tmp_path) == before
    runner.press = lambda: None
    own.save(tmp_path / f"note.{form}")
    assert (tmp_path / f"note.{form}").is_file()


def test_a_stop_in_a_batch_keeps_what_is_whole(
    presenter: ExportPresenter, desk: Desk, tmp_path: Path
) -> None:
    runner = Midway(3)
    own = ExportPresenter(replace(desk, runner=runner))
    own.arrive(Place("export", presenter.view.id))
    own.open_batch()
    own.collect(templates=("one_page", "logframe"), languages=("en", "ru"), formats=("pdf",))
    runner.press = own.stop
    folder = tmp_path / "out"
    folder.mkdir()
    own.save_all(folder)
    batch = own.view.batch
    assert batch is not None
    assert batch.stopped
    made = list(folder.iterdir())
    assert len(made) == 2
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in made)
