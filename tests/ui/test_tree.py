"""Problem and objective trees: drawn and worked on by keyboard, and nothing is ever lost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.ui.editors import branches
from wecoop_desktop.ui.editors.spread import placed
from wecoop_desktop.ui.editors.tree import TreeEditor
from wecoop_desktop.ui.window import Window

PATH, GOALS = "problem.problem_tree", "problem.objective_tree"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def tree_of(sheet: Sheet, path: str = PATH) -> TreeEditor:
    editor = sheet.editor(path)
    assert isinstance(editor, TreeEditor)
    return editor


def write(sheet: Sheet, tree: TreeEditor, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    box = tree.drawing.box
    assert box is not None
    sheet.bot.keyClicks(box, text)
    sheet.bot.keyClick(box, key)
    settle()


def planted(sheet: Sheet) -> TreeEditor:
    """Dumps burn; below it no sorting and no bins; above it smoke."""
    tree = tree_of(sheet)
    press = sheet.bot.keyClick
    press(tree.drawing, Qt.Key.Key_Return, CTRL)
    write(sheet, tree, "Dumps burn")
    press(tree.drawing, Qt.Key.Key_Return, CTRL)
    write(sheet, tree, "No sorting")
    press(tree.drawing, Qt.Key.Key_Return, CTRL | SHIFT)
    write(sheet, tree, "No bins")
    press(tree.drawing, Qt.Key.Key_Up, CTRL)
    write(sheet, tree, "Smoke")
    return tree


def test_a_tree_is_planted_by_keyboard_alone(sheet: Sheet) -> None:
    planted(sheet)
    rows = sheet.again(PATH)
    assert [(row["text_en"], row["kind"]) for row in rows] == [
        ("Dumps burn", "core"),
        ("No sorting", "cause"),
        ("No bins", "cause"),
        ("Smoke", "effect"),
    ]
    assert {row["parent"] for row in rows[1:]} == {rows[0]["id"]}


def test_arrows_go_over_the_boxes_and_effects_stand_above(sheet: Sheet) -> None:
    tree = planted(sheet)
    areas = [tree.drawing.area(at) for at in range(4)]
    assert areas[3].bottom() < areas[0].top() < areas[1].top() == areas[2].top()
    assert tree.drawing.at == 3
    for key, at in ((Qt.Key.Key_Down, 0), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Right, 2)):
        sheet.bot.keyClick(tree.drawing, key)
        assert tree.drawing.at == at
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_Left, ALT)
    assert [row["text_en"] for row in sheet.again(PATH)][1:3] == ["No bins", "No sorting"]
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_Right, ALT)
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_Down, ALT)
    rows = sheet.again(PATH)
    assert rows[2]["parent"] == rows[1]["id"], "deeper: below its neighbour"
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_Up, ALT)
    assert sheet.again(PATH)[2]["parent"] == rows[0]["id"]
    assert "No bins" in tree.drawing.accessibleDescription()


def test_a_branch_goes_and_comes_back(sheet: Sheet) -> None:
    tree = planted(sheet)
    before = sheet.again(PATH)
    tree.drawing.choose(0)
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_Delete)
    assert sheet.again(PATH) is None
    assert "4 statements deleted." in tree._note.words
    sheet.presenter.undo()
    settle()
    assert sheet.again(PATH) == before
    assert len(tree.drawing._areas) == 4


def test_escape_brings_the_words_back_and_typing_is_kept_with_each_key(sheet: Sheet) -> None:
    tree = planted(sheet)
    tree.drawing.choose(1)
    sheet.bot.keyClick(tree.drawing, Qt.Key.Key_F2)
    box = tree.drawing.box
    assert box is not None
    sheet.bot.keyClicks(box, "Half")
    assert sheet.again(PATH)[1]["text_en"] == "Half"
    assert tree.drawing.box is box, "it stays open while it is saved"
    sheet.bot.keyClick(box, Qt.Key.Key_Escape)
    settle()
    assert sheet.again(PATH)[1]["text_en"] == "No sorting"
    assert tree.drawing.hasFocus()
    sheet.bot.keyClicks(tree.drawing, "x")
    assert tree.drawing.box is not None, "a letter begins the typing"


def test_the_outline_is_the_twin_of_the_drawing(sheet: Sheet) -> None:
    tree = planted(sheet)
    tree._views.button("outline").click()
    settle()
    top = tree.outline.topLevelItem(0)
    assert top is not None
    assert [top.child(at).text(0) for at in range(top.childCount())] == [
        "No sorting",
        "No bins",
        "Smoke",
    ]
    tree.outline.setCurrentItem(top.child(0))
    assert tree.drawing.at == 1
    tree.outline.setFocus()
    sheet.bot.keyClick(tree.outline, Qt.Key.Key_Return, CTRL)
    settle()
    line = tree.outline.findChildren(QLineEdit)[-1]
    sheet.bot.keyClicks(line, "No tariff")
    sheet.bot.keyClick(line, Qt.Key.Key_Return)
    settle()
    row = sheet.again(PATH)[4]
    assert (row["text_en"], row["kind"]) == ("No tariff", "root_cause")
    sheet.bot.keyClick(tree.outline, Qt.Key.Key_Left, ALT)
    rows = sheet.again(PATH)
    assert rows[4]["parent"] == rows[0]["id"]


def test_objectives_are_linked_to_problems_and_to_the_logframe(sheet: Sheet) -> None:
    planted(sheet)
    sheet.presenter.edit(
        "logframe.matrix",
        (
            {"level": "output", "code": "R1", "statement": Words("Sorting")},
            {"level": "output", "code": "R2", "statement": Words("Bins")},
        ),
    )
    goals = tree_of(sheet, GOALS)
    goals.derive()
    rows = sheet.again(GOALS)
    assert [row["kind"] for row in rows] == ["core", "means", "means", "end"]
    assert [row["id"] for row in rows] == [row["id"] for row in sheet.answer(PATH)]
    assert not any(row.get("text_en") for row in rows), "the words are the user's"
    assert goals.drawing._words(1) == ("Problem: No sorting", True)
    goals.derive()
    assert len(sheet.again(GOALS)) == 4
    goals.drawing.choose(1)
    goals._result.setCurrentIndex(goals._result.findData("R1"))
    goals._result.activated.emit(goals._result.currentIndex())
    assert sheet.again(GOALS)[1]["result"] == "R1"
    logframe = sheet.editor("logframe.matrix")
    logframe._place_at(0)
    sheet.bot.keyClick(logframe.matrix, Qt.Key.Key_Down, ALT)
    settle()
    assert sheet.again(GOALS)[1]["result"] == "R2", "the link follows its row"


def test_sixty_long_statements_fit_and_scroll(sheet: Sheet) -> None:
    rows: list[Row] = [{"id": "n0", "kind": "core", "text_en": "Core"}]
    for at in range(1, 60):
        text = "A long statement that says who suffers from what and how much of it " * 2
        parent = f"n{(at - 1) // 4}"
        rows.append({"id": f"n{at}", "parent": parent, "kind": "cause", "text_en": text})
    sheet.presenter.edit(PATH, tuple(rows))
    tree = tree_of(sheet)
    areas = [tree.drawing.area(at) for at in range(60)]
    for at, area in enumerate(areas):
        assert not any(area.intersects(other) for other in areas[at + 1 :])
    assert tree._field.height() <= 700
    wide = tree.drawing.width()
    tree._zoom("larger")
    assert tree.drawing.width() > wide
    tree.drawing.choose(59)
    settle()
    shown = tree.drawing.visibleRegion().boundingRect()
    assert shown.intersects(tree.drawing.area(59).toRect())


IDS = st.sampled_from(["", "a", "b", "c", "d"])


@st.composite
def trees(draw: st.DrawFn) -> tuple[Row, ...]:
    kinds = st.sampled_from(["effect", "core", "cause", "root_cause", ""])
    return tuple(
        {"id": draw(IDS), "parent": draw(IDS), "kind": draw(kinds), "text_en": f"t{at}"}
        for at in range(draw(st.integers(0, 8)))
    )


def texts(rows: Sequence[Row]) -> list[str]:
    return sorted(str(row["text_en"]) for row in rows if row.get("text_en"))


@settings(max_examples=300, deadline=None)
@given(trees(), st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=8))
def test_any_sequence_loses_nothing(rows: tuple[Row, ...], steps: list[tuple[int, int]]) -> None:
    for verb, number in steps:
        if not rows:
            return
        at = number % len(rows)
        if verb < 2:
            grown = branches.moved(rows, at, -1 if verb else 1)
        elif verb == 4:
            grown = branches.added(rows, at, "cause")
        else:
            verbs = {2: branches.indented, 3: branches.outdented, 5: branches.outdented}
            grown = verbs[verb](rows, at)
        assert texts(grown.rows) == texts(rows)
        rows = grown.rows
        assert 0 <= grown.at < len(rows)
        areas = placed(rows, [10.0] * len(rows), 20.0)
        assert len(areas) == len(rows)
        for place, area in enumerate(areas):
            assert not any(area.intersects(other) for other in areas[place + 1 :])
    if rows:
        gone = branches.below(rows, 0)
        left = branches.removed(rows, 0).rows
        assert len(left) == len(rows) - len(gone)
