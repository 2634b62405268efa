"""Export: what is missing, the pages of the very file, saving beside what is there."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from tests.kit.window import settle
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import free_name
from wecoop_desktop.documents.enclosed import enclosed
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.drives import Drive
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter, suggested_name
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.screens.export import ExportScreen
from wecoop_desktop.ui.screens.exportpages import DRAWN
from wecoop_desktop.ui.screens.proposals import ProposalsScreen
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.file import parse_proposal


def begun(desk: Desk) -> str:
    """A draft with the first steps of the worked example."""
    form, example = desk.library.form(), desk.library.examples()[0]
    first = tuple(f"{step.id}." for step in form.steps[:3])
    answers = {path: data for path, data in example.answers.items() if path.startswith(first)}
    return desk.store.create(example.form, form.version, answers)


def whole(desk: Desk) -> str:
    """The draft of the window: the worked example."""
    return desk.store.proposals()[-1].id


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def presenter(window: Window, desk: Desk) -> ExportPresenter:
    """At a draft of which a few steps are written: its preview takes a third of the whole one's."""
    window.go(Place("export", begun(desk)))
    settle()
    return cast(ExportPresenter, window.presenter("export"))


@pytest.fixture
def screen(window: Window, presenter: ExportPresenter) -> Callable[[], ExportScreen]:
    return lambda: window.findChildren(ExportScreen)[-1]


def test_the_preview_shows_the_pages_of_the_file(
    window: Window,
    presenter: ExportPresenter,
    screen: Callable[[], ExportScreen],
    desk: Desk,
    tmp_path: Path,
) -> None:
    window.go(Place("export", whole(desk)))
    settle()
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
    assert presenter.view.file.written == target


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
    assert presenter.view.file.clash == target
    assert target.read_bytes() == b"older"
    presenter.file.keep_both()
    assert target.read_bytes() == b"older"
    assert (tmp_path / "note (2).pdf").read_bytes().startswith(b"%PDF")
    presenter.save(target)
    presenter.file.replace()
    assert target.read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_is_told(presenter: ExportPresenter, tmp_path: Path) -> None:
    presenter.save(tmp_path / "no such folder" / "note.pdf")
    assert presenter.view.file.error is not None
    assert presenter.view.file.error.code == "folder-missing"
    assert presenter.view.file.written is None


def test_a_name_that_the_system_does_not_take_is_told(
    presenter: ExportPresenter, tmp_path: Path
) -> None:
    presenter.save(tmp_path / ("я" * 300))
    assert presenter.view.file.error is not None
    assert presenter.view.file.error.code == "file-not-writable"
    assert presenter.view.file.written is None


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


def test_word_and_iati_are_written_from_the_same_screen(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    for form, start in (("docx", b"PK"), ("iati", b"<?xml")):
        screen().format.button(form).click()
        assert presenter.view.suggested.endswith({"docx": ".docx", "iati": ".xml"}[form])
        assert not presenter.view.can_enclose
        assert not screen().encloses.isEnabled()
        screen().ask = lambda name: str(tmp_path / name)
        screen().save.click()
        assert presenter.view.file.error is None
        assert (tmp_path / presenter.view.suggested).read_bytes().startswith(start)


def test_the_proposal_travels_only_where_that_is_wished(
    desk: Desk, presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    assert not presenter.view.encloses
    target = tmp_path / "note.pdf"
    presenter.save(target)
    with pytest.raises(AppError):
        enclosed(target)
    screen().encloses.click()
    assert presenter.view.encloses
    presenter.save(tmp_path / "whole.pdf")
    held = enclosed(tmp_path / "whole.pdf")
    proposal = parse_proposal(held.data, target)
    assert proposal.answers == desk.store.load(presenter.view.id).answers


def test_several_documents_are_written_into_a_folder(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    folder = tmp_path / "папка"
    folder.mkdir()
    screen().several.click()
    settle()
    panel = screen().batch
    assert panel.isVisible()
    presenter.collect(
        templates=("one_page", "logframe"), languages=("ru", "en"), formats=("iati", "pdf")
    )
    batch = presenter.view.batch
    assert batch is not None
    assert (batch.languages, batch.formats, batch.count) == (("en", "ru"), ("pdf", "iati"), 8)
    panel.ask = lambda: str(folder)
    panel.save.click()
    batch = presenter.view.batch
    assert batch is not None
    assert [one.error for one in batch.outcomes] == [None] * 8
    assert len(list(folder.iterdir())) == 8
    panel.save.click()
    assert len(list(folder.iterdir())) == 16, "nothing is replaced"
    assert screen().close_top()
    assert presenter.view.batch is None


def test_a_folder_that_is_gone_is_told(presenter: ExportPresenter, tmp_path: Path) -> None:
    presenter.open_batch()
    presenter.save_all(tmp_path / "gone")
    assert presenter.view.error is not None
    assert presenter.view.error.code == "folder-missing"
    assert not presenter.view.saving


def test_an_empty_batch_writes_nothing(presenter: ExportPresenter, tmp_path: Path) -> None:
    presenter.open_batch()
    presenter.collect(templates=())
    presenter.save_all(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_sections_of_the_template_lead_to_the_answers(
    window: Window, presenter: ExportPresenter, screen: Callable[[], ExportScreen]
) -> None:
    screen().shown_as.button("sections").click()
    rows = screen().sections
    assert rows.count() == 12
    assert "Identity" in rows.item(0).text()
    rows.itemActivated.emit(rows.item(2))
    settle()
    assert window.place.screen == "wizard"
    assert window.place.part in ("problem", "stakeholders")


def test_sections_say_how_long_they_are_and_where_they_are_too_long(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen]
) -> None:
    made = presenter.view.made
    assert made is not None
    assert made.pages == screen().pages.count
    longer = [room for room in made.over if room.number]
    assert longer, "a concept note of 20 pages is longer than its sections may be"
    screen().shown_as.button("sections").click()
    rows = [screen().sections.item(at).text() for at in range(screen().sections.count())]
    for room in longer:
        row = next(text for text in rows if text.startswith(f"{room.number} {room.title}"))
        assert f"from page {room.page}" in row
    assert f"{len(longer)} section" in screen()._length.text()


def test_thumbnails_are_drawn_where_they_are_seen(screen: Callable[[], ExportScreen]) -> None:
    settle()
    thumbs = screen().thumbs
    drawn = [bool(thumbs.item(at).data(DRAWN)) for at in range(thumbs.count())]
    assert drawn[0]
    assert not drawn[-1]
    thumbs.scrollToBottom()
    settle()
    assert thumbs.item(thumbs.count() - 1).data(DRAWN)


def test_iati_without_a_date_is_told(window: Window, desk: Desk, tmp_path: Path) -> None:
    form = desk.library.form()
    made = desk.store.create(form.id, form.version, {"basic.acronym": "X"})
    window.go(Place("export", made))
    settle()
    presenter = cast(ExportPresenter, window.presenter("export"))
    presenter.write_as("iati")
    presenter.save(tmp_path / "x.xml")
    assert presenter.view.file.error is not None
    assert presenter.view.file.error.code == "iati-no-start"
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_copy_goes_onto_a_stick(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen().drives = lambda: (Drive("STICK", stick),)
    presenter.save(tmp_path / "note.pdf")
    settle()
    (copy,) = (b for b in screen().findChildren(Button) if "STICK" in b.text())
    copy.click()
    assert (stick / "note.pdf").read_bytes() == (tmp_path / "note.pdf").read_bytes()


def test_texts_in_one_language_are_told(window: Window, desk: Desk) -> None:
    form = desk.library.form()
    title = {"basic.title_en": "Clean water", "problem.core_problem": {"en": "Dirty water"}}
    made = desk.store.create(form.id, form.version, title)
    window.go(Place("export", made))
    settle()
    presenter = cast(ExportPresenter, window.presenter("export"))
    assert not [p for p in presenter.view.missing if p.code == "text-one-language"]
    presenter.speak("ru")
    told = [p.path for p in presenter.view.missing if p.code == "text-one-language"]
    assert "problem.core_problem" in told
    assert presenter.view.missing[-1].level == "hint"


def test_a_document_that_holds_its_proposal_opens_as_the_proposal(
    window: Window, desk: Desk, presenter: ExportPresenter, tmp_path: Path
) -> None:
    answers = desk.store.load(presenter.view.id).answers
    presenter.enclose(True)
    presenter.save(tmp_path / "whole.pdf")
    presenter.enclose(False)
    presenter.save(tmp_path / "bare.pdf")
    desk.store.delete(presenter.view.id)
    proposals = cast(ProposalsPresenter, window.presenter("proposals"))
    proposals.from_file(tmp_path / "bare.pdf")
    assert proposals.view.error is not None
    assert proposals.view.error.code == "pdf-without-proposal"
    proposals.from_file(tmp_path / "whole.pdf")
    assert proposals.view.error is None
    assert desk.store.load(desk.store.proposals()[0].id).answers == answers


def test_a_document_that_is_dropped_on_the_proposals_is_opened(
    window: Window, desk: Desk, presenter: ExportPresenter, tmp_path: Path
) -> None:
    presenter.save(tmp_path / "bare.pdf")
    window.go(Place("proposals"))
    settle()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "bare.pdf"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none)
    window.findChildren(ProposalsScreen)[-1].dropEvent(drop)
    proposals = cast(ProposalsPresenter, window.presenter("proposals"))
    assert proposals.view.error is not None
    assert proposals.view.error.code == "pdf-without-proposal"


def test_ministry_and_emblem_are_kept_and_stand_on_the_cover(
    desk: Desk, presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    drawing = tmp_path / "герб.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
                       '<circle cx="4" cy="4" r="4" fill="#08a"/></svg>')  # fmt: skip
    panel = screen().cover
    screen().shown_as.button("cover").click()
    panel.name.setText("  Министерство   водных ресурсов ")
    panel.name.editingFinished.emit()
    panel.ask = lambda: str(drawing)
    panel.choose.click()
    settle()
    assert screen().cover is panel, "the screen stays"
    assert panel.isVisible()
    presenter._preview()
    made = presenter.view.made
    assert made is not None
    first = PdfReader(BytesIO(made.pdf)).pages[0]
    assert "Министерство водных ресурсов" in first.extract_text()
    assert len(first.images) == 1
    assert desk.settings().ministry == "Министерство водных ресурсов"
    presenter.arrive(Place("export", presenter.view.id))
    assert presenter.view.emblem.startswith(b"\x89PNG")
    panel.remove.click()
    assert not desk.settings().emblem


def test_a_corrupt_emblem_is_told(
    presenter: ExportPresenter, screen: Callable[[], ExportScreen], tmp_path: Path
) -> None:
    for name, data in product(("x.svg", "x.png"), (b"<svg", b"", b"\x89PNG\r\n")):
        (tmp_path / name).write_bytes(data)
        before = presenter.view.error
        screen().cover.ask = lambda name=name: str(tmp_path / name)  # type: ignore[misc]  # bound now
        screen().cover.choose.click()
        told = presenter.view.error
        assert told is not None
        assert told is not before
        assert told.code == "emblem-broken"
        assert not presenter.view.emblem
