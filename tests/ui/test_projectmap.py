"""The projects on the map: circles, pop-up, legend, table of places, picture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from tests.kit import mapped
from tests.kit.window import settle
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.carry import keep, recall
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.clusters import Atlas
from wecoop_desktop.ui.parts.mappopup import ProjectRow
from wecoop_desktop.ui.parts.projection import flat
from wecoop_desktop.ui.screens.projectmap import ProjectMap

TAB, ENTER, ESCAPE = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def plain_look() -> Iterator[None]:
    yield
    theme.choose("light", 100)
    wording.speak("en")


def _map(
    qtbot: QtBot, atlas: Atlas | None = None, size: tuple[int, int] = (1052, 544)
) -> ProjectMap:
    made = ProjectMap(mapped.hits_of)
    qtbot.addWidget(made)
    made.resize(*size)
    made.show()
    made.display(atlas if atlas is not None else mapped.whole())
    settle()
    return made


def _tabbed(shown: ProjectMap) -> None:
    """The keyboard has just come to the map."""
    shown.map.clearFocus()
    shown.map.setFocus(Qt.FocusReason.TabFocusReason)


def _largest(shown: ProjectMap) -> QPoint:
    """The middle of the largest circle."""
    circle = max(shown.map.circles, key=lambda one: one.cluster.projects)
    return circle.at.toPoint()


def test_every_country_and_every_project_with_a_place_is_seen_at_first(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    atlas = mapped.whole()
    seen = {id_ for one in shown.map.circles for id_ in atlas.ids(one.cluster)}
    assert len(seen) == atlas.projects
    legend = shown.legend.geometry().toRectF()
    assert not [one for one in shown.map.circles if one.box().intersects(legend)]


def test_tab_walks_through_the_circles_and_says_where_it_is(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    _tabbed(shown)
    walked = []
    for _ in shown.map.circles:
        assert shown.map.focused is not None
        walked.append(shown.map.focused)
        assert "project" in shown.map.accessibleName()
        QTest.keyClick(shown.map, TAB)
    assert walked == [one.cluster for one in shown.map.circles]
    QTest.keyClick(shown.map, TAB, Qt.KeyboardModifier.ShiftModifier)
    assert shown.map.focused in walked[-2:]


def test_enter_opens_a_circle_and_escape_gives_the_keyboard_back(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    _tabbed(shown)
    first = shown.map.focused
    assert first is not None
    QTest.keyClick(shown.map, ENTER)
    settle()
    assert shown.popup.isVisible()
    assert len(shown.popup.rows()) == min(first.projects, 30)
    QTest.keyClick(shown.popup.rows()[0], ESCAPE)
    assert not shown.popup.isVisible()
    assert shown.map.focused == first


def test_a_click_opens_a_circle_and_a_click_beside_it_closes(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    at = _largest(shown)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert shown.popup.isVisible()
    assert shown.rect().contains(shown.popup.geometry())
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=QPoint(330, 30))
    assert not shown.popup.isVisible()


def test_the_popup_opens_a_project_and_lists_all_of_the_circle(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    opened: list[str] = []
    listed: list[tuple[str, ...]] = []
    shown.opened.connect(opened.append)
    shown.listed.connect(listed.append)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=_largest(shown))
    settle()
    row = shown.popup.rows()[1]
    row.click()
    assert opened == [row.hit.id]
    shown.popup.all.click()
    (ids,) = listed
    most = max(shown.map.circles, key=lambda one: one.cluster.projects).cluster
    assert ids == mapped.whole().ids(most)
    assert str(len(ids)) in shown.popup.all.text()


def test_a_row_says_title_years_payer_and_amount(qtbot: QtBot) -> None:
    project = next(p for p in mapped.projects() if p.start and p.end and p.funding[0].amount)
    row = ProjectRow(mapped.hits_of([project.id])[0])
    qtbot.addWidget(row)
    words = row.accessibleName()
    assert project.title.en in words
    assert f"{project.start[:4]}–{project.end[:4]}" in words
    assert project.funding[0].name.en in words


def test_what_is_not_on_the_map_is_said_and_can_be_reached(qtbot: QtBot) -> None:
    here = mapped.spot("one", 74.6, 42.8)
    shown = _map(qtbot, mapped.atlas(here, without=14, regional=3))
    asked: list[str] = []
    shown.unplaced.connect(lambda: asked.append("unplaced"))
    shown.regional.connect(lambda: asked.append("regional"))
    assert shown.legend.without.text() == "14 projects without a place are in the list only"
    shown.legend.without.click()
    shown.legend.across.click()
    assert asked == ["unplaced", "regional"]
    shown.display(mapped.atlas(here))
    assert shown.legend.without.isHidden()
    assert shown.legend.across.isHidden()


def test_a_result_without_places_says_so(qtbot: QtBot) -> None:
    shown = _map(qtbot, mapped.atlas(without=5))
    assert shown.map.circles == ()
    assert shown.legend.without.isVisible()
    shown.display(None)
    shown.display(mapped.whole())
    assert shown.map.circles


def test_keys_zoom_move_and_fit(qtbot: QtBot) -> None:
    shown = _map(qtbot).map
    first = shown.frame
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.frame.scale > first.scale
    QTest.keyClick(shown, Qt.Key.Key_Right)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.frame.x > first.x
    assert shown.frame.y > first.y
    QTest.keyClick(shown, Qt.Key.Key_Minus)
    QTest.keyClick(shown, Qt.Key.Key_0)
    assert shown.frame == first
    for _ in range(40):
        QTest.keyClick(shown, Qt.Key.Key_Plus)
    closest = shown.frame.scale
    QTest.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.frame.scale == closest
    for _ in range(60):
        QTest.keyClick(shown, Qt.Key.Key_Minus)
    assert shown.frame.scale > first.scale / 3


def test_the_map_cannot_be_moved_out_of_sight(qtbot: QtBot) -> None:
    shown = _map(qtbot).map
    for _ in range(60):
        QTest.keyClick(shown, Qt.Key.Key_Right)
    assert shown.circles


def test_dragging_moves_and_opens_nothing(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    at = _largest(shown)
    before = shown.map.frame
    QTest.mousePress(shown.map, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(shown.map, at + QPoint(30, 0))
    QTest.mouseMove(shown.map, at + QPoint(60, 10))
    QTest.mouseRelease(shown.map, Qt.MouseButton.LeftButton, pos=at + QPoint(60, 10))
    assert shown.map.frame.x == pytest.approx(before.x - 60 / before.scale)
    assert not shown.popup.isVisible()


def test_the_wheel_zooms_where_the_pointer_is(qtbot: QtBot) -> None:
    shown = _map(qtbot).map
    at = QPointF(700, 300)
    under = shown.frame.place(at.x(), at.y())
    turn = QWheelEvent(
        at, shown.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(shown, turn)
    assert shown.frame.pixel(*under) == pytest.approx((at.x(), at.y()))


def test_after_zooming_the_focus_stays_at_the_same_places(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    _tabbed(shown)
    first = shown.map.focused
    assert first is not None
    for _ in range(4):
        QTest.keyClick(shown.map, Qt.Key.Key_Plus)
    assert shown.map.focused is not None
    assert set(shown.map.focused.places) <= set(first.places)


def test_escape_leaves_the_circles_and_tab_then_leaves_the_map(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    _tabbed(shown)
    QTest.keyClick(shown.map, ESCAPE)
    assert shown.map.focused is None
    QTest.keyClick(shown.map, TAB)
    assert shown.map.focused is None
    assert not shown.map.hasFocus()
    shown.map.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClick(shown.map, TAB)
    assert shown.map.focused == shown.map.circles[0].cluster


def test_the_popup_closes_when_its_circle_is_no_longer_there(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=_largest(shown))
    shown.map.show_at(*flat(52, 48), 300)
    assert not shown.popup.isVisible()
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=QPoint(900, 500))
    assert not shown.popup.isVisible()


def test_t_shows_the_same_places_as_a_table(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    shown.activateWindow()
    shown.map.setFocus()
    QTest.keyClick(shown.map, Qt.Key.Key_T)
    assert shown.as_words
    model = shown.table.model()
    QAbstractItemModelTester(model)
    listed: list[tuple[str, ...]] = []
    shown.listed.connect(listed.append)
    shown.table.selectRow(2)
    QTest.keyClick(shown.table, ENTER)
    assert str(len(listed[0])) == model.index(2, 1).data()
    copied = shown.table.copied().splitlines()
    assert copied[0].startswith("Place\tProjects")
    assert len(copied) == 2
    QTest.keyClick(shown.table, Qt.Key.Key_T)
    assert not shown.as_words


def test_a_picture_is_written_whole_or_not_at_all(qtbot: QtBot, tmp_path: Path) -> None:
    shown = _map(qtbot)
    shown.save(tmp_path / "map.svg", "Water & “waste”")
    shown.save(tmp_path / "map.png")
    drawing = QSvgRenderer(str(tmp_path / "map.svg"))
    assert drawing.isValid()
    assert drawing.defaultSize().width() > 1000
    assert "Natural Earth" in (tmp_path / "map.svg").read_text("utf-8")
    image = QImage(str(tmp_path / "map.png"))
    assert image.width() == 2 * shown.width()
    with pytest.raises(AppError) as caught:
        shown.save(tmp_path / "nowhere" / "map.svg")
    assert caught.value.code == "folder-missing"
    (tmp_path / "taken.png").mkdir()
    with pytest.raises(AppError):
        shown.save(tmp_path / "taken.png")
    assert sorted(path.name for path in tmp_path.iterdir() if "map" in path.name) == [
        "map.png", "map.svg",
    ]  # fmt: skip


def test_the_map_is_saved_where_the_chooser_says(qtbot: QtBot, tmp_path: Path) -> None:
    shown = _map(qtbot)
    button = next(b for b in shown.findChildren(Button) if b.accessibleName() == "Save this map")
    shown.ask = lambda: ""  # given up
    button.click()
    shown.ask = lambda: str(tmp_path / "Карта")
    button.click()
    settle()
    assert QImage(str(tmp_path / "Карта.png")).width() > 1000
    banners = [b for b in shown.findChildren(Banner) if b.isVisible()]
    assert len(banners) == 1
    shown.ask = lambda: str(tmp_path / "none" / "map.svg")
    button.click()
    settle()
    (told,) = [b for b in shown.findChildren(Banner) if b.isVisible()]
    assert told.property("tone") == "err"
    assert shown.rect().contains(told.geometry())
    assert list(tmp_path.iterdir()) == [tmp_path / "Карта.png"]


@pytest.mark.parametrize("language", ["en", "ru", "qps"])
@pytest.mark.parametrize("zoom", [100, 200])
@pytest.mark.parametrize("size", [(1052, 544), (640, 620)])
@pytest.mark.usefixtures("plain_look")
def test_nothing_lies_outside_of_the_map(
    qtbot: QtBot, language: str, zoom: int, size: tuple[int, int]
) -> None:
    theme.choose("dark", zoom)
    wording.speak(language)
    shown = _map(qtbot, size=size)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=_largest(shown))
    settle()
    for part in (shown.legend, shown.popup):
        assert part.isHidden() or shown.rect().contains(part.geometry())


@pytest.mark.usefixtures("plain_look")
def test_it_is_laid_out_from_the_right_as_well(qtbot: QtBot) -> None:
    shown = ProjectMap(mapped.hits_of)
    qtbot.addWidget(shown)
    shown.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown.resize(1052, 544)
    shown.show()
    shown.display(mapped.whole())
    settle()
    assert shown.legend.geometry().right() > shown.width() - 30
    legend = shown.legend.geometry().toRectF()
    assert not [one for one in shown.map.circles if one.box().intersects(legend)]


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=_largest(shown))
    settle()
    for widget in (shown.map, shown.table, *shown.findChildren(QAbstractButton)):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), widget


def test_displaying_twice_changes_nothing(qtbot: QtBot) -> None:
    shown = _map(qtbot)
    QTest.mouseClick(shown.map, Qt.MouseButton.LeftButton, pos=_largest(shown))
    rows = shown.popup.rows()
    shown.display(mapped.whole())
    assert shown.popup.isVisible()
    assert shown.popup.rows() == rows


def test_what_is_seen_is_carried_over_to_a_new_map(qtbot: QtBot) -> None:
    old, new = _map(qtbot), _map(qtbot)
    old.map.show_at(*flat(71, 41), 90)
    old.turn()
    recall(new, keep(old))
    assert new.map.frame == old.map.frame
    old.recall(old.keep())
    assert old.as_words
    new.recall(old.keep())
    assert new.as_words
    old.turn()
    old.map.fit()
    assert old.map.keep() == ()


def test_the_tooltip_names_a_circle(qtbot: QtBot) -> None:
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QToolTip

    shown = _map(qtbot)
    at = _largest(shown)
    help_event = QHelpEvent(QEvent.Type.ToolTip, at, shown.map.mapToGlobal(at))
    QApplication.sendEvent(shown.map, help_event)
    assert "projects" in QToolTip.text()
    QToolTip.hideText()
