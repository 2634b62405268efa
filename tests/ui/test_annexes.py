"""Files attached in the wizard: copied in, told, opened, saved, taken away and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.editors.annexes import FilesEditor
from wecoop_desktop.ui.editors.attached import can_open, size_words
from wecoop_desktop.ui.editors.readiness import ReadinessEditor
from wecoop_desktop.ui.window import Window

ITEMS, MAPS, READY = "annexes.items", "sites.map", "readiness.items"
PDF = b"%PDF-1.7 letter"


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def editor_of(sheet: Sheet, path: str = ITEMS) -> FilesEditor:
    editor = sheet.editor(path)
    assert isinstance(editor, FilesEditor)
    return editor


def made(folder: Path, name: str, data: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def names(sheet: Sheet) -> list[str]:
    return [file.name for file in sheet.desk.store.attachments.of(sheet.id)]


def test_a_file_goes_into_the_row_with_the_cursor_and_is_told(sheet: Sheet, tmp_path: Path) -> None:
    sheet.presenter.edit(ITEMS, ({"item": "map"}, {"item": "support_letter"}))
    editor = editor_of(sheet)
    editor.grid.place_at(1, 0)
    editor.attach_files([made(tmp_path, "Письмо министерства.pdf")])
    settle()
    assert sheet.again(ITEMS)[1]["file"] == "Письмо министерства.pdf"
    told = editor.attached.states["Письмо министерства.pdf"]
    assert told.startswith("15 bytes · attached ")
    assert editor.attached.isVisible()


def test_the_same_file_twice_is_told_and_another_of_its_name_gets_a_number(
    sheet: Sheet, tmp_path: Path
) -> None:
    editor = editor_of(sheet)
    first = made(tmp_path, "letter.pdf")
    editor.attach_files([first])
    editor.attach_files([first])
    assert "“letter.pdf” is attached already." in editor.offers.words
    assert len(sheet.answer(ITEMS)) == 1
    other = tmp_path / "other"
    other.mkdir()
    editor.attach_files([made(other, "letter.pdf", b"%PDF-1.7 another")])
    assert [row["file"] for row in sheet.answer(ITEMS)] == ["letter.pdf", "letter (2).pdf"]


def test_what_cannot_be_attached_is_told_and_the_rest_is(sheet: Sheet, tmp_path: Path) -> None:
    editor = editor_of(sheet)
    wrong = [tmp_path / "nowhere.pdf", tmp_path, made(tmp_path, "empty.pdf", b"")]
    editor.attach_files([*wrong, made(tmp_path, "good.pdf")])
    assert names(sheet) == ["good.pdf"]
    assert any("empty.pdf is empty" in words for words in editor.offers.words)
    large = tmp_path / "large.pdf"
    with large.open("wb") as stream:
        stream.truncate(31_000_000)
    editor.attach_files([large])
    assert any("large.pdf" in words for words in editor.offers.words)
    assert names(sheet) == ["good.pdf"]


@pytest.mark.parametrize(
    "name", ["a" * 200 + ".pdf", "exe.\u202efdp.pdf", "عقد.pdf", "- rf ;$(x).pdf"]
)
def test_hostile_and_long_names(sheet: Sheet, tmp_path: Path, name: str) -> None:
    editor = editor_of(sheet)
    editor.attach_files([made(tmp_path, name)])
    settle()
    kept = names(sheet)[0]
    assert len(kept) <= 120
    assert "\u202e" not in kept
    assert sheet.answer(ITEMS)[0]["file"] == kept
    target = tmp_path / "copy.pdf"
    assert editor.files is not None
    assert editor.files.save_as(kept, target)
    assert target.read_bytes() == PDF
    assert sheet.window.width() <= 1400


def test_taking_away_clears_the_row_and_undo_brings_both_back(sheet: Sheet, tmp_path: Path) -> None:
    editor = editor_of(sheet)
    editor.attach_files([made(tmp_path, "letter.pdf")])
    settle()
    editor.attached.buttons["remove", "letter.pdf"].click()
    settle()
    assert names(sheet) == []
    assert "file" not in (sheet.answer(ITEMS) or ({},))[0]
    assert not editor.attached.isVisible()
    sheet.presenter.undo()
    settle()
    assert names(sheet) == ["letter.pdf"]
    assert sheet.answer(ITEMS)[0]["file"] == "letter.pdf"
    assert "letter.pdf" in editor_of(sheet).attached.states


def test_a_copy_is_opened_and_programs_are_not(sheet: Sheet, tmp_path: Path) -> None:
    editor = editor_of(sheet)
    opened: list[Path] = []
    editor.opener = opened.append
    disguised = made(tmp_path, "invoice.pdf.exe")
    program = made(tmp_path, "report.pdf", b"MZ" + b"\0" * 200)
    editor.attach_files([made(tmp_path, "letter.pdf"), disguised, program])
    settle()
    editor.attached.buttons["open", "letter.pdf"].click()
    assert opened[0].read_bytes() == PDF
    assert not editor.attached.buttons["open", "invoice.pdf.exe"].isEnabled()
    assert not editor.attached.buttons["open", "report.pdf"].isEnabled()
    assert editor.attached.buttons["save", "report.pdf"].isEnabled()
    files = {file.name: can_open(file) for file in sheet.desk.store.attachments.of(sheet.id)}
    assert files == {"letter.pdf": True, "invoice.pdf.exe": False, "report.pdf": False}


def test_lost_content_is_told_and_healed_by_attaching_again(
    sheet: Sheet, tmp_path: Path, window: Window
) -> None:
    editor = editor_of(sheet)
    letter = made(tmp_path, "letter.pdf")
    editor.attach_files([letter])
    kept = sheet.desk.store.attachments.of(sheet.id)[0]
    vault = next(tmp_path.parent.rglob(kept.sha256), None) or _content(sheet, kept.sha256)
    vault.unlink()
    assert editor.files is not None
    assert not editor.files.save_as("letter.pdf", tmp_path / "copy.pdf")
    assert "missing on this computer" in editor.attached.states["letter.pdf"]
    assert not editor.attached.buttons["open", "letter.pdf"].isEnabled()
    editor.attach_files([letter])
    assert editor.attached.buttons["open", "letter.pdf"].isEnabled()


def _content(sheet: Sheet, digest: str) -> Path:
    store: Any = sheet.desk.store.attachments
    return next(Path(store._home.root).rglob(digest))


def test_files_are_dropped_on_the_table(sheet: Sheet, tmp_path: Path) -> None:
    editor = editor_of(sheet, MAPS)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(made(tmp_path, "карта.pdf")))])
    drop = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(drop)
    assert names(sheet) == ["карта.pdf"]
    assert len(sheet.again(MAPS)) == 1


def test_what_is_asked_is_added_by_one_press(sheet: Sheet) -> None:
    sheet.presenter.edit("basic.target_funders", ("gcf",))
    editor = editor_of(sheet)
    assert "asked and not in the list" in editor.offers.words[0]
    editor.offers.buttons["asked"].click()
    items = [row["item"] for row in sheet.again(ITEMS)]
    assert "nol" in items
    assert "loe" not in items
    assert "asked" not in editor.offers.buttons


def test_readiness_takes_evidence_and_asks_for_reasons(sheet: Sheet, tmp_path: Path) -> None:
    rows = (
        {"item": "pip", "status": "done"},
        {"item": "eia", "status": "not_needed"},
    )
    sheet.presenter.edit(READY, rows)
    editor = editor_of(sheet, READY)
    assert isinstance(editor, ReadinessEditor)
    assert any("without a reason" in words for words in editor.offers.words)
    editor.offers.buttons["comment 1"].click()
    index = editor.grid.view.currentIndex()
    assert (index.row(), editor.grid.model.columns[index.column()].id) == (1, "comment")
    editor.grid.place_at(0, 0)
    editor.attach_files([made(tmp_path, "decree.pdf")])
    assert sheet.again(READY)[0]["file"] == "decree.pdf"
    assert not any("neither a document" in words for words in editor.offers.words)
    editor.grid.model.put(1, {"comment": Words("No construction")})
    settle()
    assert not any("without a reason" in words for words in editor.offers.words)


def test_sizes_in_words() -> None:
    assert [size_words(n) for n in (1, 999, 1000, 2_450_000)] == [
        "1 byte",
        "999 bytes",
        "1 kB",
        "2.4 MB",
    ]
