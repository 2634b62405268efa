"""Help: by screen, the sheet of keys, the manual in both languages, what it is made of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.kit.window import button, opened, settle
from tests.ui.test_screens import words
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home, program_folder
from wecoop_desktop.ui.pages import SCREENS
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.help import HelpPresenter
from wecoop_desktop.ui.presenters.manual import ABOUT, FILES, holding, manual, slug
from wecoop_desktop.ui.screens.help import HelpScreen
from wecoop_desktop.ui.screens.helpabout import notices
from wecoop_desktop.ui.screens.helpsheet import print_sheet
from wecoop_desktop.ui.screens.helptopics import TOPICS, WORDS
from wecoop_desktop.ui.window import Window

DOCS = program_folder() / "docs"


def _help(window: Window) -> HelpPresenter:
    return cast(HelpPresenter, window.presenter("help"))


def test_every_screen_with_a_rail_has_its_help() -> None:
    bare = {"welcome", "help"}
    asked = {name for name, row in SCREENS.items() if not row.bare} - bare
    assert set(TOPICS) == set(WORDS)
    assert asked - set(ABOUT) <= {name for name in asked if name not in TOPICS}


def test_the_chapters_that_screens_name_are_there() -> None:
    known = {chapter.id for chapter in manual("en")}
    missing = set(ABOUT.values()) - known
    assert missing <= {"workshop"}  # that room writes its own chapter


def test_both_manuals_are_one_book() -> None:
    english, russian = manual("en"), manual("ru")
    assert [chapter.id for chapter in english] == [chapter.id for chapter in russian]
    written = (DOCS / FILES["ru"]).read_text("utf-8")
    ids = re.findall(r"^## .*\{#([a-z0-9-]+)\}$", written, re.MULTILINE)
    assert len(ids) == written.count("\n## ")  # each names its English twin
    assert set(ids) <= {chapter.id for chapter in english}
    assert len(set(ids)) == len(ids)


def test_the_russian_manual_names_every_setting() -> None:
    chapter = next(chapter for chapter in manual("ru") if chapter.id == "settings")
    english = next(chapter for chapter in manual("en") if chapter.id == "settings")
    assert re.findall(r"^### (.*)$", chapter.text, re.MULTILINE) == re.findall(
        r"^### (.*)$", english.text, re.MULTILINE
    )


def test_a_chapter_without_a_translation_is_english_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "manual.md").write_text("# M\n\n## One thing\n\na\n\n## Two\n\nb\n", "utf-8")
    (tmp_path / "manual.ru.md").write_text("# M\n\n## Второе {#two}\n\nб\n", "utf-8")
    one, two = manual("ru", tmp_path)
    assert (one.title, one.language) == ("One thing", "en")
    assert (two.title, two.language, two.text) == ("Второе", "ru", "# Второе\n\nб\n")
    assert [chapter.language for chapter in manual("kk", tmp_path)] == ["en", "ru"]
    (tmp_path / "manual.ru.md").unlink()
    assert [chapter.language for chapter in manual("ru", tmp_path)] == ["en", "en"]
    (tmp_path / "manual.md").unlink()
    with pytest.raises(AppError):
        manual("ru", tmp_path)


def test_headings_make_ids() -> None:
    assert slug("Priorities, the reviewer's eye: planning") == (
        "priorities-the-reviewer-s-eye-planning"
    )


def test_words_are_found_in_the_manual(window: Window) -> None:
    window.go(Place("help", "wizard", "manual"))
    settle()
    presenter = _help(window)
    assert presenter.view.chapter is not None
    assert presenter.view.chapter.id == ABOUT["wizard"]
    presenter.find("logframe undo")
    assert 0 < len(presenter.view.chapters) < len(manual("en"))
    presenter.find("xylophone")
    settle()
    assert presenter.view.chapter is None
    assert "No chapter has these words" in words(window)
    presenter.find("")
    presenter.open("the-guide")
    assert window.place.choice("chapter") == ("the-guide",)
    assert holding(manual("ru"), "логическая матрица")


def test_f1_leads_on_to_the_chapter(window: Window) -> None:
    window.go(Place("help", "projects"))
    settle()
    button(window, "Read more in the manual").click()
    settle()
    screen = cast(HelpScreen, window.screen_shown)
    assert "The list of projects" in screen._manual.reader.toPlainText()


def test_the_manual_is_read_in_the_language_spoken(qapp: QApplication, home: Home) -> None:
    with opened(home, "ru") as window:
        window.go(Place("help", "projects", "manual"))
        settle()
        chapter = _help(window).view.chapter
        assert chapter is not None
        assert chapter.language == "ru"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_keys_fit_one_screen_and_one_page(
    qapp: QApplication, home: Home, tmp_path: Path, language: str
) -> None:
    from pypdfium2 import PdfDocument

    with opened(home, language) as window:
        window.go(Place("help", part="keys"))
        settle()
        screen = cast(HelpScreen, window.screen_shown)
        assert screen._panel.verticalScrollBar().maximum() == 0
        target = tmp_path / "клавиши.pdf"
        print_sheet(target)
        document = PdfDocument(target)
        assert len(document) == 1
        document.close()


def test_a_place_that_takes_no_file_is_told(window: Window, tmp_path: Path) -> None:
    (tmp_path / "keys.pdf").mkdir()
    with pytest.raises(AppError):
        print_sheet(tmp_path / "keys.pdf")


def test_about_has_versions_licences_and_sources(window: Window) -> None:
    window.go(Place("help", part="about"))
    settle()
    said = words(window)
    for wanted in ("SQLite", "EUPL-1.2", "LGPL-3.0", "World Bank"):
        assert wanted in said
    button(window, "Copy the versions").click()
    copied = QGuiApplication.clipboard().text()
    assert "projects 2026" in copied
    button(window, "Copy the details for support").click()
    assert "work.sqlite" in QGuiApplication.clipboard().text()
    assert str(Path.home()) not in copied
    assert len(tuple(notices())) > 20
