"""Presentation mode: slides, keys, what stays off the projector, and its size."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.kit import training
from tests.kit.training import EXERCISE, FakeRoom
from tests.kit.twoscreens import configured
from tests.kit.window import settle, shown
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.codec import read_answers
from wecoop_desktop.packs.exercises import filled
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters import presentationdecks as decks
from wecoop_desktop.ui.presenters.presentation import PresentationPresenter, presented
from wecoop_desktop.ui.presenters.presentationlines import sentences, text_slides
from wecoop_desktop.ui.presenters.presentationroom import HIGH, LETTERS, WIDE, fitted, packed
from wecoop_desktop.ui.presenters.presentationview import Line, PresentationView, Slide
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.screens.presentation import PresentationScreen
from wecoop_desktop.ui.screens.presentationblocks import Words
from wecoop_desktop.ui.screens.presentationstage import SlideView
from wecoop_desktop.ui.window import Window

READABLE = 35  # pixels of words at 1366 of width: docs/workshop.md, Eight metres


@pytest.fixture
def workshop(window: Window, tmp_path: Path) -> WorkshopPresenter:
    """A session whose groups answered as the exercise starts."""
    made = window.presenter("workshop")
    assert isinstance(made, WorkshopPresenter)
    desk = window.opening.view.desk
    assert desk is not None
    exercise = desk.library.exercise(EXERCISE)
    example = desk.library.example(exercise.example).answers if exercise.example else {}
    answers, _ = read_answers(desk.library.form(), filled(exercise.start, example))
    made.room = FakeRoom(held=training.session(tmp_path), given=dict.fromkeys(range(1, 7), answers))
    window.go(Place("workshop"))
    settle()
    return made


def presenter(window: Window) -> PresentationPresenter:
    found = window.presenter("presentation")
    assert isinstance(found, PresentationPresenter)
    return found


def stage(window: Window) -> QWidget:
    screen = window.screen_shown
    assert isinstance(screen, PresentationScreen)
    screen.stage.showNormal()
    screen.stage.resize(1366, 768)
    settle()
    return screen.stage


def told(root: QWidget) -> list[Words]:
    return [each for each in shown(root) if isinstance(each, Words)]


def test_a_group_is_shown_without_its_name(window: Window, workshop: WorkshopPresenter) -> None:
    workshop.present(3)
    settle()
    said = "\n".join(words.words for words in told(stage(window)))
    assert "Group 3" in said
    assert "Basin authority" not in said
    assert presenter(window).view.country == "UZ"


def test_the_smallest_words_are_as_high_as_eight_metres_need(qapp: QApplication) -> None:
    """The arithmetic of docs/workshop.md: capitals of 16 minutes of arc on a picture 2 m wide."""
    metrics = QFontMetricsF(theme.font("slide"))
    capitals = metrics.capHeight() / theme.font("slide").pixelSize()
    needed = 8_000 * math.tan(math.radians(16 / 60))  # millimetres
    for role in ("slideTitle", "slideHead", "slide", "slideFigures", "slideAside"):
        high = theme.ROLES[role].pixels * capitals * 2_000 / WIDE
        assert high >= needed, role
    assert theme.ROLES["slide"].pixels == LETTERS


def test_words_are_readable_at_eight_metres(window: Window, workshop: WorkshopPresenter) -> None:
    workshop.present(3)
    view = presenter(window)
    view.turn_answer()
    found = stage(window)
    content = [each for each in told(found) if each.font().pixelSize() >= READABLE]
    slide = view.view.slide
    assert slide is not None
    assert slide.title in {each.words for each in content}
    keys = {"group", "slide", "show answer", "hide answer", "end"}  # for who sits at the computer
    assert {each.words for each in told(found) if each not in content} <= keys


def test_keys_go_through_groups_slides_and_the_answer(
    window: Window, workshop: WorkshopPresenter
) -> None:
    workshop.present(3)
    target, view = stage(window), presenter(window)
    QTest.keyClick(target, Qt.Key.Key_Right)
    assert view.view.group == 4
    assert window.place.id == "4"
    QTest.keyClick(target, Qt.Key.Key_Left)
    QTest.keyClick(target, Qt.Key.Key_Left)
    assert view.view.group == 2
    QTest.keyClick(target, Qt.Key.Key_PageDown)
    assert view.view.at == 1
    QTest.keyClick(target, Qt.Key.Key_Home)
    assert view.view.at == 0
    asked = next(at for at, each in enumerate(view.view.slides) if each.missing or each.better)
    view.jump(asked)
    QTest.keyClick(target, Qt.Key.Key_H)
    assert view.view.answer == 1
    for _ in view.view.slide.answered if view.view.slide else ():  # all of it before what follows
        assert view.view.at == asked
        QTest.keyClick(target, Qt.Key.Key_Down)
    assert not view.view.answer
    assert view.view.at == asked + 1
    title = view.view.slide.title if view.view.slide else ""
    QTest.keyClick(target, Qt.Key.Key_Plus)
    assert view.view.scale == 115
    assert view.view.slide is not None
    assert view.view.slide.title == title
    QTest.keyClick(target, Qt.Key.Key_P)
    assert workshop.timer.clock.running
    QTest.keyClick(target, Qt.Key.Key_P)
    QTest.keyClick(target, Qt.Key.Key_Escape)
    settle()
    assert window.place.screen == "workshop"
    assert not target.isVisible()


def test_notes_stay_on_the_trainers_screen(window: Window, workshop: WorkshopPresenter) -> None:
    workshop.present(1)
    found = stage(window)
    slide = presenter(window).view.slide
    assert slide is not None
    assert slide.notes
    assert not any(slide.notes[0] in words.words for words in told(found))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (Place("guide", "B05"), "section"),
        (Place("projects"), "statistics"),
        (Place("funders", part="match"), "match"),
    ],
)
def test_f11_shows_what_is_looked_at(
    window: Window, workshop: WorkshopPresenter, place: Place, kind: str
) -> None:
    window.go(place)
    window.present()
    settle()
    view = presenter(window).view
    assert view.kind == kind
    assert view.slides
    window.present()
    settle()
    assert window.place == place


def test_a_draft_opens_at_its_step(window: Window, workshop: WorkshopPresenter) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    proposal = desk.store.proposals()[0].id
    window.go(Place("wizard", proposal, "problem"))
    window.present()
    slide = presenter(window).view.slide
    assert slide is not None
    step = next(each for each in desk.library.form().steps if each.id == "problem")
    assert slide.title == step.title.en


def test_where_nothing_can_be_shown_it_is_said(window: Window) -> None:
    window.go(HOME)
    window.present()
    settle()
    assert window.place == HOME
    assert presented(Place("settings")) is None
    assert presented(Place("guide")) is None


@pytest.mark.parametrize("group", ["", "99", "x", "٣", "9" * 30])
def test_a_group_that_is_none_shows_nothing(
    window: Window, workshop: WorkshopPresenter, group: str
) -> None:
    window.go(Place("presentation", group, "group"))
    settle()
    assert presenter(window).view.slides == ()
    assert "There is nothing to show here." in {each.words for each in told(stage(window))}


def test_an_unknown_section_is_told(window: Window, workshop: WorkshopPresenter) -> None:
    window.go(Place("presentation", "Z99", "section"))
    settle()
    error = presenter(window).view.error
    assert error is not None
    assert error.code == "section-unknown"


def test_the_model_is_shown_only_once_it_is_open(
    window: Window, workshop: WorkshopPresenter
) -> None:
    window.go(Place("presentation", EXERCISE, "model"))
    assert presenter(window).view.slides == ()
    workshop.reviewing.code(EXERCISE, "WECOOP-TRAINER")
    presenter(window).end()
    window.go(Place("presentation", EXERCISE, "model"))
    assert presenter(window).view.slides


def test_long_slides_are_parted_and_headings_stay_with_what_they_head() -> None:
    lines = (*(Line("word " * 30) for _ in range(4)), Line("Heading", kind="head"),
             Line("word " * 40), Line("last"))  # fmt: skip
    parts = packed(Slide("Title", lines, missing=("something",)))
    assert len(parts) > 1
    assert {part.title for part in parts} == {"Title"}
    assert all(part.lines[-1].kind != "head" for part in parts)
    assert [bool(part.missing) for part in parts] == [False] * (len(parts) - 1) + [True]
    assert tuple(line for part in parts for line in part.lines) == lines


def test_nothing_is_cut_and_nothing_is_lost(window: Window) -> None:
    """What the presenter measured has room in the widgets, in large letters too."""
    desk = window.opening.view.desk
    assert desk is not None
    library, language = desk.library, Language("ru")
    exercise = library.exercise("wastewater-options")
    example = library.example(exercise.example).answers if exercise.example else {}
    answers, _ = read_answers(library.form(), filled(exercise.start, example))
    told = (
        *decks.task_slides(library, exercise, answers, language, date(2026, 11, 23)),
        *text_slides(language.text(exercise.title), language.text(exercise.body)),
        Slide("Слово " * 12, (Line("щ" * 400, "Ш" * 90, "item"), Line("и " * 900)), ("ю" * 200,)),
    )
    holder = QWidget(window)
    view = SlideView(parent=holder)
    holder.resize(WIDE, HIGH)
    view.setGeometry(0, 0, WIDE, HIGH)
    holder.show()
    for scale, every in ((100, 9), (150, 23)):
        slides = fitted(told, scale)
        for at in (*range(0, len(slides), every), len(slides) - 1):
            for answer in range(min(2, len(slides[at].answered)) + 1):
                view.display(PresentationView(slides=slides, at=at, answer=answer, scale=scale))
                settle()
                body = max(view.findChildren(Panel), key=lambda panel: panel.isVisible())
                content = body.widget()
                inside = content.layout() if content is not None else None
                assert inside is not None
                needed = inside.totalHeightForWidth(body.viewport().width())
                assert needed <= body.viewport().height(), (slides[at].title, at, answer, scale)
        letters = sum(len(line.strong + line.text.replace(" ", "")) for line in told[-1].lines)
        parts = [part for part in slides if part.title == told[-1].title]
        assert letters == sum(
            len(line.strong + line.text.replace(" ", "")) for part in parts for line in part.lines
        )
    holder.hide()


def test_the_inputs_of_emissions_are_words(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    exercise = desk.library.exercise("wastewater-options")
    slides = decks.model_slides(desk.library, exercise, Language("en"), date(2026, 11, 23))
    said = "\n".join(line.strong + line.text for slide in slides for line in slide.lines)
    assert "Europe and Russia" in said
    assert "europe_russia" not in said
    assert "BOD_g" not in said
    assert said.count("Europe and Russia") == 1  # the second task points to the first


def test_a_screen_that_goes_leaves_the_notes_in_sight(
    window: Window, workshop: WorkshopPresenter
) -> None:
    workshop.present(3)
    found = stage(window)
    screen = window.screen_shown
    assert isinstance(screen, PresentationScreen)
    screen.screens_changed(None)
    settle()
    assert not found.isVisible()
    here = [each for each in shown(window) if isinstance(each, Button)]
    next(each for each in here if each.text() == "Show on this screen").click()
    assert found.isVisible()
    screen.screens_changed(None)
    screen.screens_changed(found.screen())  # connected again
    settle()
    assert found.isVisible()
    presenter(window).end()
    settle()
    screen.screens_changed(None)  # after the show it is nobody's concern
    assert not found.isVisible()


def test_links_are_words_on_a_slide() -> None:
    slides = text_slides("T", "See [World Bank](project:wb-1) and **this**.\n\n## Next\n\n- a")
    assert slides[0].lines[0].text == "See World Bank and this."
    assert slides[1].title == "Next"


def test_who_applies_never_stands_on_a_slide(window: Window) -> None:
    desk = window.opening.view.desk
    assert desk is not None
    form = desk.library.form()
    example = desk.library.examples()[0]
    answers, _ = read_answers(form, example.answers)
    found = decks.draft_slides(desk.library, answers, Language("en"), date(2026, 11, 23))
    material = decks.material_of(desk.library, answers, Language("en"), date(2026, 11, 23))
    hidden = [decks.field_lines(material, (form.field(path),)) for path in decks.WHO
              if material.field(path) is not None]  # fmt: skip
    assert found
    assert not any(hidden)


@pytest.mark.parametrize("count", [1, 2])
def test_the_stage_takes_the_screen_without_the_notes(tmp_path: Path, count: int) -> None:
    environment = configured(tmp_path / "screens.json", count)
    command = [sys.executable, "-m", "tests.kit.twoscreens"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) == count
    for each in told:
        assert each["visible"]
        assert each["whole"]
        assert (each["stage"] != each["notes"]) == (count == 2)
        # The line of keys is only for whoever has no notes in sight.
        assert bool(each["keys"]) == (count == 1)


def test_a_long_paragraph_goes_on_with_a_sentence() -> None:
    first = "Завод принимает 40 тыс. т отходов в год. "
    long = first + "Сортировка отделяет вторичное сырьё. " * 6
    lines = [line.text for line in sentences(long)]
    assert len(lines) == 2
    assert lines[0].startswith(first)
    assert all(line.endswith(".") for line in lines)
