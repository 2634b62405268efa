"""Export: what is missing, the pages of the very file, saving beside what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.kit.window import settle
from wecoop_desktop.base.files import free_name
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter, suggested_name
from wecoop_desktop.ui.screens.export import ExportScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def presenter(window: Window, desk: Desk) -> ExportPresenter:
    window.go(Place("export", desk.store.proposals()[0].id))
    settle()
    return cast(ExportPresenter, window.presenter("export"))


@pytest.fixture
def screen(window: Window, presenter: ExportPresenter) -> Callable[[], ExportScreen]:
    return lambda: window.findChildren(ExportScreen)[-1]


def test_the_preview_shows_the_pages_of_the_file(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    made = presenter.view.made
    assert made is not None
    assert made.pdf.startswith(b"%PDF")
    pages = screen().pages
    assert pages.count > 5
    assert screen().thumbs.count() == pages.count
    wide = [at for at in range(pages.count) if pages.size(at)[0] > pages.size(at)[1]]
    assert wide, "the logframe lies on a landscape page"
    image = pages.image(wide[0], 300)
    assert image.width() > image.height()
    target = tmp_path / "note.pdf"
    presenter.save(target)
    assert target.read_bytes() == made.pdf
    assert presenter.view.written == target


def test_the_language_makes_another_document(presenter: ExportPresenter) -> None:
    before = presenter.view.made
    presenter.speak("ru" if presenter.view.language == "en" else "en")
    presenter._preview()
    assert presenter.view.made != before
    assert presenter.view.suggested.endswith(f"_{presenter.view.language.upper()}.pdf")


def test_an_existing_file_is_asked_about(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    target = tmp_path / "note.pdf"
    target.write_bytes(b"older")
    screen().ask = lambda _name: str(target)
    screen().save.click()
    assert presenter.view.clash == target
    assert target.read_bytes() == b"older"
    presenter.keep_both()
    assert target.read_bytes() == b"older"
    assert (tmp_path / "note (2).pdf").read_bytes().startswith(b"%PDF")
    presenter.save(target)
    presenter.replace()
    assert target.read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_told(presenter: ExportPresenter, tmp_path: Path) -> None:
    presenter.save(tmp_path / "no such folder" / "note.pdf")
    assert presenter.view.error is not None
    assert presenter.view.error.code == "folder-missing"
    assert presenter.view.written is None


def test_a_name_that_the_system_does_not_take_is_told(
    presenter: ExportPresenter, tmp_path: Path
) -> None:
    presenter.save(tmp_path / ("я" * 300))
    assert presenter.view.error is not None
    assert presenter.view.error.code == "file-not-writable"
    assert presenter.view.written is None


def test_missing_items_come_first_and_lead_to_their_step(
    window: Window, desk: Desk, screen: Callable[[], ExportScreen]
) -> None:
    form = desk.library.form()
    made = desk.store.create(form.id, form.version, {"basic.target_maturity": "concept"})
    window.go(Place("export", made))
    settle()
    presenter = cast(ExportPresenter, window.presenter("export"))
    levels = [problem.level for problem in presenter.view.missing]
    assert levels == sorted(levels, key=["error", "warning"].index)
    assert screen().missing.count() >= len(levels[:200])
    offer = presenter.view.offer
    assert offer is not None
    assert offer.ready < 50
    screen()._fix(screen().missing.item(0))
    settle()
    assert window.place.screen == "wizard"
    assert window.place.id == made


def test_a_proposal_that_is_not_there_is_told(window: Window) -> None:
    window.go(Place("export", "nobody"))
    settle()
    presenter = cast(ExportPresenter, window.presenter("export"))
    assert presenter.view.error is not None
    assert presenter.view.error.code == "proposal-unknown"


def test_names_of_files(tmp_path: Path) -> None:
    assert suggested_name("Waste: Issyk-Kul / oblast", "eu_concept", 6, "en") == (
        "Waste-Issyk-Kul-oblast_eu-concept_r6_EN.pdf"
    )
    assert suggested_name("", "eu_concept", 0, "ru") == "proposal_eu-concept_r0_RU.pdf"
    first = tmp_path / "a.pdf"
    first.touch()
    (tmp_path / "a (2).pdf").touch()
    assert free_name(first) == tmp_path / "a (3).pdf"
