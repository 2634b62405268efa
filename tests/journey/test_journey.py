"""A specialist in Karakol, from the first start to the file on a colleague's computer.

Through the real window on the real content; `tests/conftest.py` fails on any network.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Money
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.editors.words import TextEditor
from wecoop_desktop.ui.parts.reader import Reader
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.tick import TickRow
from wecoop_desktop.ui.place import HOME, Place
from wecoop_desktop.ui.presenters.export import ExportPresenter
from wecoop_desktop.ui.presenters.guide import GuidePresenter
from wecoop_desktop.ui.presenters.privacy import privacy
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.guide import GuideScreen
from wecoop_desktop.ui.screens.home import HomeScreen
from wecoop_desktop.ui.screens.projectlist import ProjectList
from wecoop_desktop.ui.screens.projects import ProjectsScreen
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

ISSYK_KUL = "adb-41548-013"


def _desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


def _said(widget: Any) -> str:
    settle()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _press(window: Window, key: Qt.Key, control: bool = False) -> None:
    from PySide6.QtTest import QTest

    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(QApplication.focusWidget() or window, key, held)
    settle()


def test_the_journey(window: Window, home: Home, qtbot: QtBot, tmp_path: Path) -> None:
    _finds_projects_from_home(window, qtbot)
    _reads_the_guide(window)
    proposal = _starts_from_the_example(window)
    _fills_and_sees_what_is_missing(window, proposal, qtbot)
    english, russian = _exports_both_languages(window, proposal, tmp_path)
    _documents_are_fit_to_hand_over(english, russian)
    file = tmp_path / "Иссык-Куль.wecoop"
    proposals = cast(ProposalsPresenter, window.presenter("proposals"))
    window.go(Place("proposals"))
    proposals.save_file(proposal, file)
    assert file.read_bytes().startswith(b"PK")
    _colleague_opens_it(file, _desk(window), proposal, tmp_path)
    _nothing_left_this_computer(window, home, tmp_path)


def _nothing_left_this_computer(window: Window, home: Home, tmp_path: Path) -> None:
    told = privacy(home, window.settings)
    assert told.contacts == ()
    assert all(part.known for part in told.written)
    assert not (tmp_path / "user").exists()


def _finds_projects_from_home(window: Window, qtbot: QtBot) -> None:
    window.go(HOME)
    settle()
    field = window.findChildren(HomeScreen)[-1].search_field()
    field.insert("отходы иссык-куль")  # type: ignore[attr-defined]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle()
    window.go(Place("projects").choosing("text", "отходы иссык-куль"))
    settle()
    projects = cast(ProjectsPresenter, window.presenter("projects"))
    assert ISSYK_KUL in [hit.id for hit in projects.view.hits]
    screen = window.findChildren(ProjectsScreen)[-1]
    row = next(row for row in screen.findChildren(TickRow) if row.tick.value == "KG")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    settle()
    assert projects.view.query.chosen("country") == ("KG",)
    listed = screen.findChild(ProjectList)
    assert isinstance(listed, ProjectList)
    at = [hit.id for hit in projects.view.hits].index(ISSYK_KUL)
    listed.setFocus()
    listed.setCurrentIndex(listed.model().index(at, 0))
    qtbot.keyClick(listed, Qt.Key.Key_Return)
    settle()
    assert projects.detail.view.project is not None
    assert projects.detail.view.project.id == ISSYK_KUL
    said = _said(screen)
    assert "Устойчивое развитие Иссык-Куля" in said
    assert "Данные на" in said


def _reads_the_guide(window: Window) -> None:
    guide = cast(GuidePresenter, window.presenter("guide"))
    for section, word in (("B06", "вариант"), ("C03", "ЕБРР")):
        window.go(Place("guide", section))
        settle()
        assert guide.view.section is not None
        assert not guide.view.section.outline
        reader = window.findChildren(GuideScreen)[-1].findChild(Reader)
        assert isinstance(reader, Reader)
        assert word in reader.toPlainText()


def _starts_from_the_example(window: Window) -> str:
    window.go(Place("proposals"))
    proposals = cast(ProposalsPresenter, window.presenter("proposals"))
    proposals.from_example("issyk-kul-waste")
    settle()
    assert window.place.screen == "wizard"
    return window.place.id


def _fills_and_sees_what_is_missing(window: Window, proposal: str, qtbot: QtBot) -> None:
    wizard = cast(WizardPresenter, window.presenter("wizard"))
    window.activateWindow()
    assert _errors(wizard) == []

    wizard.show_step("problem")
    settle()
    box = _editor(window, "problem.core_problem", TextEditor).box
    box.selectAll()
    box.insertPlainText("Отходы 220 тысяч жителей попадают на свалки у воды.")
    wizard.flush()
    assert "220 тысяч" in _stored(window, proposal, "problem.core_problem")["ru"]

    # A missing figure of the logframe is found, said beside its row, and put back by undo.
    rows = cast(Any, wizard.view.answers["logframe.matrix"])
    at = next(n for n, row in enumerate(rows) if row["level"] == "output")
    wizard.edit("logframe.matrix", _without(rows, at, "target"))
    wizard.flush()
    assert ("logframe.matrix", "R-lf-04") in _errors(wizard)
    wizard.show_step("logframe")
    wizard.open_panel("checks")
    settle()
    assert _said(window.findChildren(WizardScreen)[-1])
    wizard.undo()
    assert _errors(wizard) == []

    # The budget no longer equals its financing plan: said, and put right.
    lines = cast(Any, wizard.view.answers["budget.lines"])
    wizard.edit("budget.lines", lines[1:])
    assert {code for _, code in _errors(wizard)} >= {"R-bud-01", "R-basic-01"}
    wizard.edit("budget.lines", lines)
    assert _errors(wizard) == []
    assert isinstance(wizard.view.answers["basic.total_cost"], Money)

    # One more adverse answer: the category is explained at once.
    wizard.show_step("es_screening")
    settle()
    answers = cast(Any, wizard.view.answers["es_screening.checklist"])
    before = wizard.view.state.computed["es_screening.category_auto"]  # type: ignore[union-attr]
    wizard.edit("es_screening.checklist", _with(answers, "q01", "yes"))
    after = wizard.view.state.computed["es_screening.category_auto"]  # type: ignore[union-attr]
    assert (before.parts or {})["letter"] in ("A", "B")
    assert (after.parts or {})["letter"] == "X"
    assert ("es_screening.category_auto", "R-es-06") in _errors(wizard)
    wizard.edit("es_screening.checklist", answers)
    wizard.flush()
    assert _errors(wizard) == []
    assert _editor(window, "es_screening.checklist", object)
    wizard.show_step("budget")
    settle()
    assert isinstance(_editor(window, "budget.lines", RowsEditor), RowsEditor)


def _exports_both_languages(window: Window, proposal: str, folder: Path) -> tuple[Path, Path]:
    window.go(Place("export", proposal))
    settle()
    export = cast(ExportPresenter, window.presenter("export"))
    made = []
    for language in ("en", "ru"):
        export.choose("eu_concept")
        export.speak(language)
        settle()
        target = folder / f"записка {language}.pdf"
        export.save(target)
        settle()
        assert export.view.file.written == target
        made.append(target)
    return made[0], made[1]


def _documents_are_fit_to_hand_over(english: Path, russian: Path) -> None:
    for path, language, words in (
        (english, "en", ("Contents", "Budget", "Logical framework")),
        (russian, "ru", ("Содержание", "Бюджет", "220 тысяч жителей")),
    ):
        document = PdfReader(path)
        text = " ".join(" ".join((page.extract_text() or "").split()) for page in document.pages)
        plain = text.replace("\u00a0", " ").replace("\u00ad", "")
        assert 10 < len(document.pages) < 60
        assert document.outline, "bookmarks"
        assert str(document.root_object["/Lang"]).startswith(language)
        for word in words:
            assert word.lower() in plain.lower(), f"{word} in {path.name}"
        assert "DRAFT" not in plain
        assert "ЧЕРНОВИК" not in plain
        assert any(page.mediabox.width > page.mediabox.height for page in document.pages)


def _colleague_opens_it(file: Path, mine: Desk, proposal: str, folder: Path) -> None:
    with opened(Home(folder / "colleague"), language="ru") as other:
        proposals = cast(ProposalsPresenter, other.presenter("proposals"))
        other.go(Place("proposals"))
        proposals.from_file(file)
        settle()
        assert proposals.view.error is None
        theirs = _desk(other).store
        received = theirs.proposals()
        assert len(received) == 1
        assert theirs.load(received[0].id).answers == mine.store.load(proposal).answers


def _errors(wizard: WizardPresenter) -> list[tuple[str, str]]:
    assert wizard.view.state is not None
    return [(p.path, p.code) for p in wizard.view.state.problems if p.level == "error"]


def _stored(window: Window, proposal: str, path: str) -> Any:
    return _desk(window).store.load(proposal).answers[path]


def _editor(window: Window, path: str, kind: type) -> Any:
    editor = window.findChildren(WizardScreen)[-1].questions.cards[path].editor
    assert isinstance(editor, kind)
    return editor


def _without(rows: Any, at: int, column: str) -> Any:
    return tuple(
        {k: v for k, v in row.items() if k != column} if n == at else row
        for n, row in enumerate(rows)
    )


def _with(rows: Any, question: str, answer: str) -> Any:
    return tuple({**row, "answer": answer} if row["question"] == question else row for row in rows)


def test_all_of_it_by_the_keyboard(window: Window, qtbot: QtBot) -> None:
    """Ctrl+K finds a project, a chapter and a funder; Ctrl+1..7 and Alt+Left move around."""
    window.activateWindow()
    settle()
    for number, screen in enumerate(
        ("home", "projects", "guide", "funders", "proposals", "workshop", "updates"), start=1
    ):
        _press(window, Qt.Key(Qt.Key.Key_0.value + number), control=True)
        assert window.place.screen == screen
    window.back()
    assert window.place.screen == "workshop"
    _press(window, Qt.Key.Key_K, control=True)
    focused = QApplication.focusWidget()
    assert focused is not None
    box = focused if isinstance(focused.parent(), SearchBox) else window.findChild(SearchBox)
    assert box is not None
    focused.insert("Osh Solid Waste")  # type: ignore[attr-defined]
    qtbot.wait(200)
    settle()
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    settle()
    assert window.place.screen == "projects"
    assert window.place.id


def test_switching_to_english_and_back_changes_every_word(window: Window) -> None:
    def words() -> set[str]:
        settle()
        return {button.text() for button in window.findChildren(QPushButton) if button.isVisible()}

    window.go(Place("projects"))
    russian = words()
    window.switch_language()
    english = words()
    assert "Список" in russian
    assert "List" in english
    assert "Список" not in english
    window.switch_language()
    assert words() == russian


@pytest.mark.parametrize("screen", ["projects", "guide", "funders", "proposals", "export"])
def test_nothing_is_said_in_english_in_the_russian_window(
    window: Window, screen: str, russian_words: Callable[[str], bool]
) -> None:
    window.go(Place("proposals"))
    if screen == "export":
        cast(ProposalsPresenter, window.presenter("proposals")).from_example("issyk-kul-waste")
        window.go(Place("export", window.place.id))
    else:
        window.go(Place(screen))
    settle()
    buttons = {b.text() for b in window.findChildren(QPushButton) if b.isVisible() and b.text()}
    foreign = {text for text in buttons if not russian_words(text)}
    assert not foreign


@pytest.fixture
def russian_words() -> Callable[[str], bool]:
    """A button may say Latin letters only where they are names: EN, RU, PDF, Ctrl ..."""
    names = {"EN", "RU", "EN | RU", "English", "PDF"}

    def fine(text: str) -> bool:
        plain = text.replace("&", "")
        letters = [letter for letter in plain if letter.isalpha()]
        cyrillic = [letter for letter in letters if "\u0400" <= letter <= "\u04ff"]
        return not letters or plain in names or bool(cyrillic) or plain.isupper()

    return fine


def test_money_is_never_a_float(window: Window) -> None:
    window.go(Place("proposals"))
    cast(ProposalsPresenter, window.presenter("proposals")).from_example("issyk-kul-waste")
    wizard = cast(WizardPresenter, window.presenter("wizard"))
    cost = wizard.view.answers["basic.total_cost"]
    assert isinstance(cost, Money)
    assert cost.amount == Decimal(18_000_000)
