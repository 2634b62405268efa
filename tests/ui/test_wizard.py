"""The wizard over the real form, a real store and the real window."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Value, Words
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.ahead import WIZARD
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.editors.words import TextEditor
from wecoop_desktop.ui.parts.labels import Label, Title, Wrapped
from wecoop_desktop.ui.parts.link import Link
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import SAVE_AFTER, WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

CORE = "problem.core_problem"


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def proposal(desk: Desk) -> str:
    """A proposal that knows only its title, country and level."""
    form = desk.library.form()
    answers: dict[str, Data] = {
        "basic.title_en": "Waste of Karakol",
        "basic.title_ru": "Отходы Каракола",
        "basic.countries": ["KG"],
        "basic.sectors": ["waste"],
        "basic.target_maturity": "concept",
        "basic.project_type": "investment",
    }
    return desk.store.create(form.id, form.version, answers)


@pytest.fixture
def presenter(window: Window, proposal: str) -> WizardPresenter:
    window.go(Place("wizard", proposal, "problem"))
    settle()
    return cast(WizardPresenter, window.presenter("wizard"))


def typing_in(window: Window, path: str) -> QWidget:
    """Put the cursor into a question, in the active window, and say where it is."""
    window.activateWindow()
    settle()
    screen(window).questions.cards[path].focus_at(None, "")
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def screen(window: Window) -> WizardScreen:
    return window.findChildren(WizardScreen)[-1]


def box(window: Window, path: str) -> TextEditor:
    editor = screen(window).questions.cards[path].editor
    assert isinstance(editor, TextEditor)
    return editor


def stored(desk: Desk, proposal: str, path: str) -> Data:
    """The answer on disk; languages that are empty are left out."""
    data = desk.store.load(proposal).answers.get(path)
    return {k: v for k, v in data.items() if v} if isinstance(data, dict) else data


def test_typing_is_on_disk_soon_after_the_key(
    window: Window, presenter: WizardPresenter, desk: Desk, proposal: str, qtbot: QtBot
) -> None:
    presenter.write_in("en")
    qtbot.keyClicks(box(window, CORE).box, "Waste burns")
    assert presenter.view.waiting == 1
    qtbot.waitUntil(lambda: presenter.view.waiting == 0, timeout=10 * SAVE_AFTER)
    assert stored(desk, proposal, CORE) == {"en": "Waste burns"}
    assert presenter.view.saved is not None


def test_a_proposal_opened_again_shows_what_was_typed(
    window: Window, presenter: WizardPresenter, proposal: str, qtbot: QtBot
) -> None:
    presenter.write_in("en")
    qtbot.keyClicks(box(window, CORE).box, "Smoke over the lake")
    window.go(Place("proposals"))
    window.go(Place("wizard", proposal, "problem"))
    settle()
    assert box(window, CORE).box.toPlainText() == "Smoke over the lake"


def test_undo_and_redo_change_the_answer_and_the_field(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    presenter.write_in("en")
    qtbot.keyClicks(box(window, CORE).box, "First")
    presenter.flush()
    presenter.undo()
    settle()
    assert CORE not in presenter.view.answers
    assert box(window, CORE).box.toPlainText() == ""
    presenter.redo()
    settle()
    assert presenter.view.answers[CORE] == Words(en="First")
    assert box(window, CORE).box.toPlainText() == "First"


def test_switching_the_language_keeps_what_was_typed_and_the_cursor(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    presenter.write_in("en")
    qtbot.keyClicks(typing_in(window, CORE), "Half a sen")
    window.switch_language()
    window.activateWindow()
    settle()
    assert box(window, CORE).box.toPlainText() == "Half a sen"
    assert presenter.view.answers[CORE] == Words(en="Half a sen")
    focused = QApplication.focusWidget()
    assert focused is box(window, CORE).box
    focused.moveCursor(QTextCursor.MoveOperation.Start)
    qtbot.keyClicks(focused, "One ")
    window.switch_language()
    window.activateWindow()
    settle()
    again = box(window, CORE).box
    assert QApplication.focusWidget() is again
    assert (again.toPlainText(), again.textCursor().position()) == ("One Half a sen", 4)


def test_a_half_typed_figure_and_the_cell_of_a_table_survive_the_switch(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    path = "economics.base_year"
    presenter.show_every_question("all")
    presenter.go_to(path)
    settle()
    line = screen(window).questions.cards[path].editor.line
    qtbot.keyClicks(line, "20x")
    window.switch_language()
    window.activateWindow()
    settle()
    again = screen(window).questions.cards[path].editor.line
    assert again is not line
    assert QApplication.focusWidget() is again
    assert (again.text(), again.cursorPosition()) == ("20x", 3)

    presenter.edit("budget.lines", ({"code": "1"}, {"code": "2"}, {"code": "3"}))
    presenter.go_to("budget.lines", 1, "quantity")
    settle()
    before = screen(window).questions.cards["budget.lines"].editor.grid.view.currentIndex()
    window.switch_language()
    window.activateWindow()
    settle()
    view = screen(window).questions.cards["budget.lines"].editor.grid.view
    assert QApplication.focusWidget() is view
    index = view.currentIndex()
    assert (index.row(), index.column()) == (before.row(), before.column())


def test_each_language_is_kept_and_the_older_one_is_marked(
    window: Window, presenter: WizardPresenter
) -> None:
    presenter.write_in("en")
    box(window, CORE).box.insertPlainText("Waste burns")
    presenter.write_in("ru")
    settle()
    editor = box(window, CORE)
    assert editor.box.toPlainText() == ""
    assert "EN" in editor.mine.tag.text()
    editor.box.insertPlainText("Отходы горят")
    assert presenter.view.answers[CORE] == Words("Waste burns", "Отходы горят", "en")
    editor._settle()
    assert presenter.view.answers[CORE] == Words("Waste burns", "Отходы горят")


class Failing:
    """A store whose disk is full until told otherwise; all else is the real one."""

    def __init__(self, store: object) -> None:
        self._store = store
        self.full = True

    def write_all(
        self, proposal: str, answers: Mapping[str, Data | None], *, joining: bool = True
    ) -> None:
        if self.full:
            raise AppError("disk-full", path="work.sqlite")
        self._store.write_all(proposal, answers, joining=joining)  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_full_disk_keeps_the_text_and_says_so_and_is_tried_again(
    window: Window, desk: Desk, proposal: str
) -> None:
    from dataclasses import replace

    failing = Failing(desk.store)
    presenter = WizardPresenter(replace(desk, store=failing))  # type: ignore[arg-type]
    shown = WizardScreen(presenter)
    bar = shown.bar()
    presenter.changed.connect(lambda: shown.display(presenter.view))
    presenter.arrive(Place("wizard", proposal, "problem"))
    presenter.edit(CORE, Words(en="Not lost"))
    presenter.flush()
    assert presenter.view.failure is not None
    assert presenter.view.waiting == 1
    assert presenter.view.answers[CORE] == Words(en="Not lost")
    assert "Not saved" in [label.text() for label in bar.findChildren(Label)]
    told = [label.words for label in shown.questions.findChildren(Wrapped)]
    assert any(words.startswith("Your text is safe in memory.") for words in told)
    assert stored(desk, proposal, CORE) is None
    failing.full = False
    presenter.flush()
    assert presenter.view.failure is None
    assert presenter.view.waiting == 0
    assert stored(desk, proposal, CORE) == {"en": "Not lost"}
    for widget in (shown, bar):
        widget.deleteLater()
    settle()


def test_answers_that_change_together_wait_together_for_a_full_disk(
    window: Window, desk: Desk, proposal: str
) -> None:
    from dataclasses import replace

    failing = Failing(desk.store)
    presenter = WizardPresenter(replace(desk, store=failing))  # type: ignore[arg-type]
    presenter.arrive(Place("wizard", proposal))
    steps = presenter.view.undo
    presenter.edit_several({CORE: Words(en="Both"), "problem.situation": Words(en="of them")})
    presenter.flush()
    assert presenter.view.waiting == 2
    assert presenter.view.failure is not None
    failing.full = False
    presenter.flush()
    assert presenter.view.waiting == 0
    assert presenter.view.undo == steps + 1
    presenter.undo()
    assert presenter.view.answers.get(CORE) != Words(en="Both")
    assert presenter.view.answers.get("problem.situation") != Words(en="of them")


def test_with_the_disk_full_another_proposal_does_not_push_the_text_out(
    window: Window, desk: Desk, proposal: str
) -> None:
    from dataclasses import replace

    presenter = WizardPresenter(replace(desk, store=Failing(desk.store)))  # type: ignore[arg-type]
    presenter.arrive(Place("wizard", proposal))
    presenter.edit(CORE, Words(en="Not lost"))
    other = desk.store.proposals()[0].id
    presenter.arrive(Place("wizard", other if other != proposal else desk.store.proposals()[1].id))
    assert presenter.view.id == proposal
    assert presenter.view.answers[CORE] == Words(en="Not lost")


def test_the_state_of_the_beginning_is_kept_before_anything_is_changed(
    window: Window, desk: Desk, proposal: str
) -> None:
    presenter = WizardPresenter(desk)
    presenter.arrive(Place("wizard", proposal))
    assert not desk.store.revisions(proposal)  # it comes after the first picture
    presenter.edit(CORE, Words(en="Written at once"))
    presenter.flush()
    (kept,) = desk.store.revisions(proposal)
    assert CORE not in desk.store.revision(proposal, kept.number)
    assert presenter.view.revision == kept.number
    assert stored(desk, proposal, CORE) == {"en": "Written at once"}


def test_what_stands_beside_another_step_comes_after_its_picture(
    window: Window, presenter: WizardPresenter
) -> None:
    shown = screen(window)
    titles = shown.aside.panel("guidance").findChildren(Title)
    before = [title.text() for title in titles]
    presenter.show_step("policy")
    assert [title.text() for title in titles] == before
    settle()
    assert [title.text() for title in titles] != before
    wanted = Qt.ScrollBarPolicy.ScrollBarAsNeeded
    assert shown.questions.verticalScrollBarPolicy() == wanted
    presenter.show_step("problem")
    presenter.open_panel("checks")  # what is asked for comes at once
    assert shown.aside.panel("checks").isVisibleTo(shown)


def test_what_is_loaded_ahead_is_what_the_wizard_is_made_of(presenter: WizardPresenter) -> None:
    assert [name for name in WIZARD if f"wecoop_desktop.{name}" not in sys.modules] == []


def test_a_proposal_that_is_not_there_is_told(window: Window) -> None:
    window.go(Place("wizard", "no-such-proposal"))
    settle()
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    assert presenter.view.error is not None
    assert presenter.view.error.code == "proposal-unknown"


def test_the_level_hides_and_shows_questions_and_keeps_their_answers(
    window: Window, presenter: WizardPresenter
) -> None:
    presenter.choose_level("full")
    presenter.edit("problem.situation", Words(en="Now"))
    presenter.edit("policy.transboundary", Words(en="The lake is shared"))
    full = set(screen(window).questions.cards)
    presenter.choose_level("idea")
    settle()
    assert set(screen(window).questions.cards) < full
    assert presenter.view.kept >= 1
    assert presenter.view.answers["policy.transboundary"] == Words(en="The lake is shared")


def test_the_keyboard_alone_leads_through(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    presenter.write_in("en")
    shown = screen(window)
    here = typing_in(window, CORE)
    qtbot.keyClicks(here, "Waste burns at the shore")
    qtbot.keyClick(here, Qt.Key.Key_F8)
    settle()
    assert presenter.view.focus.path not in ("", CORE)
    assert presenter.view.focus.path in presenter.view.state.required  # type: ignore[union-attr]
    step = presenter.view.step
    qtbot.keyClick(shown, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert presenter.view.step != step
    qtbot.keyClick(shown, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert presenter.view.step == step
    qtbot.keyClick(shown, Qt.Key.Key_F9)
    settle()
    problems = presenter.view.state.problems  # type: ignore[union-attr]
    assert presenter.view.focus.path in {problem.path for problem in problems}
    qtbot.keyClick(shown, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.place.screen == "export"


def test_tab_walks_through_a_step_and_out_of_it(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    presenter.show_step("basic")
    settle()
    shown = screen(window)
    typing_in(window, "basic.title_en")
    seen: set[QWidget] = set()
    for _ in range(400):
        focused = QApplication.focusWidget()
        if focused is None or not shown.isAncestorOf(focused):
            break
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    cards = [
        card for card in shown.questions.cards.values() if any(card.isAncestorOf(w) for w in seen)
    ]
    assert len(cards) == len(shown.questions.cards)


def test_a_check_leads_into_its_field(window: Window, presenter: WizardPresenter) -> None:
    window.activateWindow()
    presenter.open_panel("checks")
    settle()
    shown = screen(window)
    item = next(
        shown.aside.panel("checks").rows.item(at)
        for at in range(shown.aside.panel("checks").rows.count())
        if shown.aside.panel("checks").rows.item(at).data(Qt.ItemDataRole.UserRole) is not None
    )
    problem = item.data(Qt.ItemDataRole.UserRole)
    shown.aside.panel("checks").rows.itemActivated.emit(item)
    settle()
    assert presenter.view.focus.path == problem.path
    card = shown.questions.cards.get(problem.path)
    focused = QApplication.focusWidget()
    assert card is not None
    assert focused is not None
    assert card.isAncestorOf(focused)


def test_a_named_revision_is_restored(
    window: Window, presenter: WizardPresenter, desk: Desk, proposal: str
) -> None:
    presenter.edit(CORE, Words(en="Before"))
    presenter.name_revision("Before the review")
    presenter.edit(CORE, Words(en="After"))
    presenter.flush()
    named = next(r for r in presenter.view.revisions or () if r.name == "Before the review")
    presenter.restore_revision(named.number)
    assert presenter.view.answers[CORE] == Words(en="Before")
    assert stored(desk, proposal, CORE) == {"en": "Before"}
    presenter.undo()
    assert presenter.view.answers[CORE] == Words(en="After")


@pytest.mark.parametrize(
    "text", ["مشروع المياه", "🌊♻️ вода", "Oʻzbekiston Gʻarb Ғғ Ққ Ӯӯ", "‮RTL‬ mixed"]
)
def test_any_script_is_kept_as_typed(
    window: Window, presenter: WizardPresenter, desk: Desk, proposal: str, text: str
) -> None:
    presenter.write_in("en")
    box(window, CORE).box.insertPlainText(text)
    presenter.flush()
    assert stored(desk, proposal, CORE) == {"en": text}


def test_a_megabyte_in_the_clipboard_is_refused_in_a_sentence(
    window: Window, presenter: WizardPresenter
) -> None:
    presenter.write_in("en")
    editor = box(window, CORE)
    editor.box.insertPlainText("Short")
    QGuiApplication.clipboard().setText("x" * 1_000_000)
    editor.box.paste()
    settle()
    assert editor.box.toPlainText() == "Short"
    assert "1,000,000" in editor.complaints()[0]


def test_similar_projects_come_from_country_and_sector(
    window: Window, presenter: WizardPresenter
) -> None:
    presenter.open_panel("similar")
    settle()
    assert presenter.view.similar
    assert all("KG" in hit.countries for hit in presenter.view.similar)
    beside = presenter.beside.view.found
    assert beside is not None
    links = screen(window).aside.panel("similar").findChildren(Link)
    assert len(links) == len(beside.nearest) > 0
    assert all(one.reasons for one in beside.nearest)


def test_guidance_is_the_chapter_of_the_step(window: Window, presenter: WizardPresenter) -> None:
    assert presenter.view.section is not None
    assert presenter.view.section.id == presenter.view.form.step("problem").guide  # type: ignore[union-attr]


def test_every_step_shows_an_editor_for_each_of_its_questions(
    window: Window, presenter: WizardPresenter, desk: Desk
) -> None:
    presenter.choose_level("full")
    presenter.show_every_question("all")
    form = desk.library.form()
    kinds = set()
    for step in form.steps:
        presenter.show_step(step.id)
        settle()
        shown = screen(window)
        there = set(shown.questions.cards) | set(shown.questions.figures)
        state = presenter.view.state
        assert state is not None
        assert there == {q.path for q in step.fields if q.path in state.visible}
        kinds |= {q.kind for q in step.fields if q.path in there}
    assert len(kinds) >= 22


def test_what_is_typed_wrong_stays_and_is_told(
    window: Window, presenter: WizardPresenter, qtbot: QtBot
) -> None:
    from wecoop_desktop.ui.editors.figures import FigureEditor

    presenter.show_step("stakeholders")
    settle()
    path = "stakeholders.direct_beneficiaries"
    editor = screen(window).questions.cards[path].editor
    assert isinstance(editor, FigureEditor)
    for wrong in ("NaN", "1e999999", "many", "Infinity"):
        editor.line.clear()
        qtbot.keyClicks(editor.line, wrong)
        assert editor.complaints(), wrong
        assert editor.line.text() == wrong
        assert path not in presenter.view.answers
        assert presenter.view.held == {path: wrong}
    presenter.show_step("problem")
    presenter.show_step("stakeholders")
    settle()
    again = screen(window).questions.cards[path].editor
    assert isinstance(again, FigureEditor)
    assert again.line.text() == "Infinity"
    again.line.clear()
    qtbot.keyClicks(again.line, "12 500")
    assert not presenter.view.held
    value: Value = presenter.view.answers[path]
    assert str(value) == "12500"
