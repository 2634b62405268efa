"""The guide over the real book."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel

from tests.kit.window import settle
from wecoop_desktop.ui.panels.guidance import GuidancePanel
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.reader import Copy, Reader
from wecoop_desktop.ui.parts.rowpairs import paragraphs
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.guide import GLOSSARY, GuidePresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.screens.guide import GuideScreen
from wecoop_desktop.ui.window import Window


@pytest.fixture
def presenter(window: Window) -> GuidePresenter:
    window.go(Place("guide", "B03.1"))
    return cast(GuidePresenter, window.presenter("guide"))


def _screen(window: Window) -> GuideScreen:
    return window.findChildren(GuideScreen)[-1]


def test_a_section_is_shown_with_its_text(window: Window, presenter: GuidePresenter) -> None:
    section = presenter.view.section
    assert section is not None
    assert section.id == "B03.1"
    reader = _screen(window).findChild(Reader)
    assert isinstance(reader, Reader)
    first = paragraphs(section.body.en)[0].replace("**", "")
    assert first[:60] in reader.toPlainText().replace("\n", " ")
    assert reader.headings()


def test_contents_lead_through_the_whole_book(presenter: GuidePresenter) -> None:
    seen = {presenter.view.section.id} if presenter.view.section else set()
    for _ in range(20):
        following = presenter.view.following
        assert following is not None
        presenter.choose(following.id)
        section = presenter.view.section
        assert section is not None
        assert section.id not in seen
        seen.add(section.id)


def test_search_finds_word_forms_and_closing_brings_the_contents_back(
    presenter: GuidePresenter,
) -> None:
    presenter.search("показателями")
    assert presenter.view.found
    presenter.search("")
    assert presenter.view.found is None


def test_both_languages_stand_beside_each_other(window: Window, presenter: GuidePresenter) -> None:
    presenter.show_both(True)
    section = presenter.view.section
    assert section is not None
    reader = _screen(window).findChild(Reader)
    assert isinstance(reader, Reader)
    text = reader.toPlainText()
    assert section.title.en in text
    assert section.title.ru in text


def test_ticks_are_kept(window: Window, presenter: GuidePresenter) -> None:
    assert presenter.view.section is not None
    assert presenter.view.section.checklist
    checks = _screen(window).findChildren(Check)
    assert checks
    checks[0].click()
    assert presenter.view.ticked == {"B03.1/0"}
    desk = window.opening.view.desk
    assert desk is not None
    assert set(desk.store.marks("guide.tick")) == {"B03.1/0"}
    settle()
    _screen(window).findChildren(Check)[0].click()
    assert not presenter.view.ticked
    assert not desk.store.marks("guide.tick")


def test_the_end_of_a_section_marks_it_read_once(presenter: GuidePresenter) -> None:
    presenter.finish()
    presenter.finish()
    assert presenter.view.read == {"B03.1"}


def test_links_lead_into_the_program_only(window: Window, presenter: GuidePresenter) -> None:
    assert presenter.follow("project:adb-41548-013")
    assert window.place == Place("projects", "adb-41548-013")
    assert presenter.follow("funder:ebrd")
    assert window.place == Place("funders", "ebrd")
    assert not presenter.follow("file:///etc/passwd")
    assert not presenter.follow("https://example.org")


def test_a_section_is_applied_in_the_newest_draft(
    window: Window, presenter: GuidePresenter
) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    draft = desk.store.proposals()[0]
    presenter.apply()
    assert window.place.screen == "wizard"
    assert window.place.id == draft.id
    assert window.place.part == "problem"


def test_glossary_explains_a_term(window: Window, presenter: GuidePresenter) -> None:
    window.go(Place("guide", GLOSSARY))
    assert presenter.view.glossary
    term = presenter.view.terms[0]
    reader = _screen(window).page.glossary.reader
    assert term.definition.en[:40] in reader.toPlainText().replace("\n", " ")


def test_a_section_is_read_beside_the_questions(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    library = desk.library
    below = tuple(library.section(s.id) for s in library.sections() if s.parent == "B10")
    asked: list[str] = []
    desk = replace(desk, go=lambda place: asked.append(place.id))
    guidance = GuidancePanel(WizardPresenter(desk))
    guidance.display(WizardView(section=library.section("B10"), below=below))
    guidance._follow("guide:B10.4")
    assert "financing gap" in guidance._text.toPlainText()
    assert not asked
    guidance._follow("guide:B10.4")  # its figure stands in the guide
    guidance._follow("guide:A1.1#Heading")
    assert asked == ["B10.4", "A1.1"]
    guidance._up.click()
    assert guidance._inside == ""
    guidance.deleteLater()


def test_an_unknown_section_is_said(window: Window, presenter: GuidePresenter) -> None:
    window.go(Place("guide", "Z99"))
    assert presenter.view.error is not None
    said = " ".join(label.text() for label in _screen(window).findChildren(QLabel))
    assert "Z99" in said


def test_text_loads_nothing_from_outside(window: Window, presenter: GuidePresenter) -> None:
    reader = _screen(window).findChild(Reader)
    assert isinstance(reader, Reader)
    hostile = (
        "![x](file:///etc/passwd) ![y](https://example.org/z.png)\n\n<script>1</script>"
        "<img src='file:///etc/passwd'>\n\n[go](javascript:alert)\n\n" + "> " * 500 + "deep"
    )
    reader.display(Copy(hostile))
    assert "root:" not in reader.toPlainText()
    assert "deep" in reader.toPlainText()


def test_every_section_can_be_read_in_every_way(window: Window, presenter: GuidePresenter) -> None:
    contents = presenter.view.contents
    for both in (False, True):
        presenter.show_both(both)
        for section in contents[int(both) :: 2]:
            window.go(Place("guide", section.id))
            assert presenter.view.section is not None
            assert presenter.view.section.id == section.id
            assert presenter.view.error is None
