"""The statistics of a result: bars as filters, keys, tables, files, narrow and mirrored panes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.kit.window import settle, shared_library, shown
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.text import Text
from wecoop_desktop.library.library import Library
from wecoop_desktop.library.query import Query
from wecoop_desktop.library.shelf import available
from wecoop_desktop.packs.labels import UNKNOWN, Labels
from wecoop_desktop.packs.statistics import SEVERAL, Bar, Stack, Statistics
from wecoop_desktop.ui import sheet, theme, wording
from wecoop_desktop.ui.parts.chart import ChartView
from wecoop_desktop.ui.parts.exhibit import ExhibitCard
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.screens.projectstatistics import ProjectStatistics
from wecoop_desktop.ui.window import Window

MILLION = 1_000_000
LABELS = Labels(
    {
        "theme": {"water": Text("Water", "Вода"), "energy": Text("Energy", "Энергетика")},
        "country": {"KG": Text("Kyrgyzstan", "Кыргызстан"), "KZ": Text("Kazakhstan", "Казахстан")},
        "funder": {"adb": Text("Asian Development Bank", "Азиатский банк развития")},
        "sector": {"water_resources": Text("Water resources", "Водные ресурсы")},
    },
    {"funder": {"adb": Text("ADB", "АБР")}},
)
TOLD = Statistics(
    currency="USD",
    projects=9,
    priced=7,
    contained=1,
    wider=0,
    unpriced=1,
    amount=90 * MILLION,
    median=10 * MILLION,
    grants=20 * MILLION,
    told=40 * MILLION,
    years=(
        Stack(2019, 4, (("water", 30 * MILLION),), (("water", 4),)),
        Stack(2022, 5, (("energy", 40 * MILLION), (SEVERAL, 20 * MILLION)), (("energy", 5),)),
    ),
    groups=MappingProxyType(
        {
            "country": (
                Bar("KG", 6, 50 * MILLION),
                Bar("KZ", 4, 20 * MILLION),
                Bar(SEVERAL, 0, 20 * MILLION),
            ),
            "theme": (Bar("energy", 5, 50 * MILLION), Bar("water", 4, 40 * MILLION)),
            "sector": (Bar("water_resources", 4, 40 * MILLION),),
            "funder": (Bar("adb", 8, 90 * MILLION), Bar(UNKNOWN, 1, 0)),
            "instrument": (Bar("loan", 6, 20 * MILLION), Bar(UNKNOWN, 3, 50 * MILLION)),
            "status": (Bar("active", 2, MILLION), Bar(UNKNOWN, 7, 89 * MILLION)),
            "year": (Bar("2019", 4, 30 * MILLION), Bar("2022", 5, 60 * MILLION)),
        }
    ),
)
MANY_YEARS = replace(
    TOLD,
    years=tuple(
        Stack(1960 + n, n + 1, (("water", (n + 1) * 10**13), ("energy", 7)), (("water", n + 1),))
        for n in range(60)
    ),
    amount=10**15,
)


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[QApplication]:
    qapp.setStyleSheet(sheet.style_sheet())
    yield qapp
    theme.choose("light", 100)
    wording.speak("en")
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    qapp.setStyleSheet("")


@pytest.fixture
def view(looks: QApplication, qtbot: QtBot) -> ProjectStatistics:
    return made(qtbot)


def made(qtbot: QtBot, told: Statistics = TOLD, width: int = 1052) -> ProjectStatistics:
    found = ProjectStatistics()
    qtbot.addWidget(found)
    found.resize(width, 660)
    found.show()
    found.display(told, LABELS, Query())
    settle()
    return found


def spot(chart: ChartView, key: str) -> QPoint:
    at = next(each for each in chart.plot.spots if each.key == key)
    return QPointF(at.x + at.width / 2, at.top + at.height / 2).toPoint()


def click(chart: ChartView, key: str) -> None:
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot(chart, key))


def said(card: ExhibitCard) -> list[str]:
    return [words.said for words in card.chart.plot.words]


# Bars are filters


@pytest.mark.parametrize(
    ("group", "key", "filter_"),
    [
        ("country", "KG", ("country", "KG")),
        ("theme", "energy", ("sector", "energy.*")),
        ("sector", "water_resources", ("sector", "water_resources")),
        ("funder", "adb", ("funder", "adb")),
        ("instrument", UNKNOWN, ("instrument", UNKNOWN)),
        ("status", "active", ("status", "active")),
    ],
)
def test_a_bar_is_a_filter(
    view: ProjectStatistics, qtbot: QtBot, group: str, key: str, filter_: tuple[str, str]
) -> None:
    with qtbot.waitSignal(view.chosen) as taken:
        click(view.card(group).chart, key)
    assert tuple(taken.args) == filter_
    with qtbot.waitSignal(view.chosen) as taken:
        QTest.keyClick(view.card(group).chart, Qt.Key.Key_Return)
    assert tuple(taken.args) == filter_


def test_several_countries_are_no_filter(view: ProjectStatistics, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.chosen):
        click(view.card("country").chart, SEVERAL)
        QTest.keyClick(view.card("country").chart, Qt.Key.Key_Return)
    assert view.card("country").chart.key == SEVERAL


def test_arrows_walk_over_the_bars(view: ProjectStatistics) -> None:
    chart = view.card("country").chart
    assert chart.key == "KG"
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.key == "KZ"
    assert "Kazakhstan: 4 projects, USD\u00a020.0\u00a0M" in chart.accessibleDescription()
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.key == SEVERAL
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.key == "KG"


def test_a_year_is_looked_at_before_it_filters(view: ProjectStatistics, qtbot: QtBot) -> None:
    chart = view.card("year").chart
    assert view.year_card.year == 2022
    with qtbot.assertNotEmitted(view.years):
        click(chart, "2019")
    assert view.year_card.year == 2019
    assert view.year_card.button.text() == "Show 4 projects"
    with qtbot.waitSignal(view.years) as taken:
        QTest.mouseClick(view.year_card.button, Qt.MouseButton.LeftButton)
    assert taken.args == [2019, 2019]
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert view.year_card.year == 2020
    assert not view.year_card.button.isEnabled()
    with qtbot.assertNotEmitted(view.years):
        QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_End)
    with qtbot.waitSignal(view.years) as taken:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert taken.args == [2022, 2022]


def test_the_switch_shows_numbers_or_money(view: ProjectStatistics, qtbot: QtBot) -> None:
    assert "50.0" in said(view.card("country"))
    with qtbot.assertNotEmitted(view.currency):
        view.measures.button("projects").click()
    assert "6" in said(view.card("country"))
    assert view.card("country").title.text() == "By country, number of projects"
    with qtbot.waitSignal(view.currency) as asked:
        view.measures.button("EUR").click()
    assert asked.args == ["EUR"]
    view.display(replace(TOLD, currency="EUR"), LABELS, Query(currency="EUR"))
    assert view.measures.value == "EUR"
    assert view.card("country").title.text() == "By country, EUR million"
    kept = view.keep()
    view.recall(kept)
    assert view.card("country").title.text() == "By country, EUR million"


def test_displaying_twice_keeps_what_is_selected(view: ProjectStatistics) -> None:
    click(view.card("year").chart, "2019")
    view.display(TOLD, LABELS, Query())
    assert view.year_card.year == 2019
    view.display(None, LABELS, Query())
    assert view.year_card.year == 2019


# The table behind


def test_t_shows_the_table_and_the_chart_again(view: ProjectStatistics, qtbot: QtBot) -> None:
    card = view.card("country")
    card.chart.setFocus()
    QTest.keyClick(card.chart, Qt.Key.Key_T)
    assert card.twin is not None
    assert card.twin.hasFocus()
    assert not card.chart.isVisible()
    model = card.twin.model()
    cells = [
        [model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())
    ]
    assert cells == [
        ["Kyrgyzstan", "6", "50,000,000"],
        ["Kazakhstan", "4", "20,000,000"],
        ["Several countries", "–", "20,000,000"],
    ]
    with qtbot.waitSignal(view.chosen) as taken:
        QTest.keyClick(card.twin, Qt.Key.Key_Return)
    assert taken.args == ["country", "KG"]
    QTest.keyClick(card.twin, Qt.Key.Key_T)
    assert card.twin is None
    assert card.chart.isVisible()
    assert card.chart.hasFocus()


def test_single_letters_can_be_switched_off(view: ProjectStatistics) -> None:
    card = view.card("country")
    card.chart.setFocus()
    view.allow_letters(on=False)
    QTest.keyClick(card.chart, Qt.Key.Key_T)
    assert card.twin is None
    view.allow_letters(on=True)
    QTest.keyClick(card.chart, Qt.Key.Key_T)
    assert card.twin is not None


def test_the_table_is_copied_as_text_with_tabs(view: ProjectStatistics) -> None:
    card = view.card("country")
    card.copy()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Country\tProjects\tMoney, USD",
        "Kyrgyzstan\t6\t50000000",
        "Kazakhstan\t4\t20000000",
        "Several countries\t\t20000000",
    ]
    card.turn()
    assert card.twin is not None
    QTest.keyClick(card.twin, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1:] == ["Kyrgyzstan\t6\t50000000"]


def test_the_table_follows_the_list(view: ProjectStatistics) -> None:
    card = view.card("country")
    card.turn()
    bars = {**TOLD.groups, "country": (Bar("KZ", 1, MILLION),)}
    view.display(replace(TOLD, groups=bars), LABELS, Query())
    settle()
    assert card.twin is not None
    assert card.twin.model().rowCount() == 1


# Files


def save(card: ExhibitCard, target: Path, suffix: str) -> None:
    card.ask = lambda name, kind: str(target)
    card.save(suffix)
    settle()


def messages(card: ExhibitCard) -> str:
    names = [w.accessibleName() for w in shown(card) if w.objectName() == "banner"]
    return " ".join(names)


def test_a_chart_as_picture_drawing_and_table(view: ProjectStatistics, tmp_path: Path) -> None:
    card = view.card("country")
    for suffix in ("png", "svg", "xlsx"):
        if suffix == "xlsx":
            pytest.importorskip("openpyxl")
        # The suffix is added where it was not typed.
        save(card, tmp_path / "По странам", suffix)
        assert str(tmp_path / f"По странам.{suffix}") in messages(card)
    image = QImage(str(tmp_path / "По странам.png"))
    assert image.width() == 1760
    drawing = ElementTree.fromstring((tmp_path / "По странам.svg").read_bytes())
    words = " ".join(drawing.itertext())
    for expected in ("By country, USD million", "Kyrgyzstan", "50.0", "Several countries"):
        assert expected in words
    assert "financing of 7 projects" in words


@pytest.mark.parametrize("suffix", ["png", "svg", "xlsx"])
def test_a_target_that_cannot_be_written_is_told(
    view: ProjectStatistics, tmp_path: Path, suffix: str
) -> None:
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
    card = view.card("funder")
    save(card, tmp_path / "missing" / f"chart.{suffix}", suffix)
    assert str(tmp_path / "missing") in messages(card)
    folder = tmp_path / f"folder.{suffix}"
    folder.mkdir()
    save(card, folder, suffix)
    assert str(folder) in messages(card)
    assert list(tmp_path.rglob("*")) == [folder]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk at hand")
@pytest.mark.parametrize("suffix", ["png", "svg", "xlsx"])
def test_a_full_disk_is_told(view: ProjectStatistics, tmp_path: Path, suffix: str) -> None:
    if suffix == "xlsx":
        pytest.importorskip("openpyxl")
    target = tmp_path / f"full.{suffix}"
    target.symlink_to("/dev/full")
    save(view.card("year"), target, suffix)
    assert "full" in messages(view.card("year"))


def test_giving_up_the_file_chooser_writes_nothing(view: ProjectStatistics, tmp_path: Path) -> None:
    card = view.card("country")
    card.ask = lambda name, kind: ""
    card.save("png")
    assert messages(card) == ""


def test_files_say_what_was_searched(looks: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    view = made(qtbot)
    query = Query(text="water", years=(2010, None)).choosing("country", "KG")
    view.display(TOLD, LABELS, query.excluding("status", "closed"), ("Data as of 2026.",))
    save(view.card("country"), tmp_path / "chart.svg", "svg")
    drawing = ElementTree.fromstring((tmp_path / "chart.svg").read_bytes())
    words = " ".join(" ".join(drawing.itertext()).split())
    for expected in ("“water”", "Country: Kyrgyzstan", "without: Closed", "2010–…", "2026."):
        assert expected in words, expected


# Shapes


def test_every_figure_explains_itself(view: ProjectStatistics) -> None:
    from wecoop_desktop.ui.parts.tile import FigureTile

    tiles = view.findChildren(FigureTile)
    assert len(tiles) == 4
    for tile in tiles:
        assert tile.tile.counted
        popup = tile.explain()
        assert popup.isVisible()
        assert popup.accessibleDescription() == tile.tile.counted
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        settle()


@pytest.mark.parametrize(
    ("width", "zoom"), [(420, 100), (700, 100), (1052, 100), (700, 200), (1052, 200), (1600, 200)]
)
def test_every_chart_has_the_height_it_needs(
    looks: QApplication, qtbot: QtBot, width: int, zoom: int
) -> None:
    theme.choose("light", zoom)
    looks.setStyleSheet(sheet.style_sheet())
    view = made(qtbot, width=width)
    for group in TOLD.groups:
        card = view.card(group)
        assert card.isVisible()
        assert card.chart.height() >= card.chart.plot.height
        assert card.height() > card.chart.height()
        assert card.mapTo(view, QPoint(card.width(), 0)).x() <= width


def test_columns_follow_the_width(view: ProjectStatistics) -> None:
    country, funder = view.card("country"), view.card("funder")
    assert country.mapTo(view, QPoint()).y() == funder.mapTo(view, QPoint()).y()
    view.resize(500, 660)
    settle()
    assert country.mapTo(view, QPoint()).y() < funder.mapTo(view, QPoint()).y()
    assert country.isVisible()
    view.resize(1052, 660)
    settle()
    assert country.mapTo(view, QPoint()).y() == funder.mapTo(view, QPoint()).y()


def test_a_mirrored_window_mirrors_charts_and_arrows(looks: QApplication, qtbot: QtBot) -> None:
    looks.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    view = made(qtbot)
    chart = view.card("year").chart
    first, last = (next(s for s in chart.plot.spots if s.key == k) for k in ("2019", "2022"))
    assert first.x > last.x
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.key == "2021"
    bars = view.card("country").chart.plot
    assert bars.boxes[0].x + bars.boxes[0].width > bars.width / 2


@pytest.mark.parametrize("measure", ["projects", "USD"])
def test_sixty_years_of_very_large_amounts(looks: QApplication, qtbot: QtBot, measure: str) -> None:
    view = made(qtbot, MANY_YEARS)
    view.measures.button(measure).click()
    settle()
    plot = view.card("year").chart.plot
    assert len(plot.spots) == 60
    named = sorted(
        words.x for words in plot.words if words.align == "centre" and words.said.isdigit()
    )
    assert len(named) >= 10
    assert not view.grab().isNull()


def test_without_projects_there_is_nothing_to_count(looks: QApplication, qtbot: QtBot) -> None:
    view = made(qtbot, Statistics("USD", 0, 0, 0, 0, 0, 0, None, 0, 0))
    names = [widget.accessibleName() for widget in shown(view)]
    assert "There is nothing to count" in names
    assert not any(isinstance(widget, ChartView) for widget in shown(view))


def test_projects_without_money_are_still_counted(looks: QApplication, qtbot: QtBot) -> None:
    groups = {"country": (Bar("KG", 3, 0),), "status": (Bar(UNKNOWN, 3, 0),)}
    view = made(qtbot, Statistics("USD", 3, 0, 0, 0, 3, 0, None, 0, 0, (), groups))
    assert "No amount is known" in [widget.accessibleName() for widget in shown(view)]
    view.measures.button("projects").click()
    settle()
    assert view.card("country").isVisible()
    assert "No amount is known" not in [widget.accessibleName() for widget in shown(view)]


def test_long_names_are_cut_and_said_in_full(looks: QApplication, qtbot: QtBot) -> None:
    long = "Государственное учреждение по охране окружающей среды и водных ресурсов " * 3
    labels = Labels({"funder": {"adb": Text(long, long)}})
    view = made(qtbot, width=420)
    view.display(TOLD, labels, Query())
    settle()
    card = view.card("funder")
    assert any(words.endswith("…") for words in said(card))
    assert long.strip() in card.chart.accessibleDescription()


def test_everything_that_takes_the_focus_has_a_name(view: ProjectStatistics) -> None:
    for widget in shown(view):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_real_projects(
    looks: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    shared_library()
    library = available(Home(tmp_path))
    assert isinstance(library, Library)
    wording.speak(language)
    view = made(qtbot)
    query = Query()
    view.display(library.statistics(query), library.labels(), query)
    settle()
    for group in view.card("year"), view.card("sector"):
        assert group.isVisible()
    chart = view.card("country").chart
    countries = library.statistics(query).groups["country"]
    assert {s.key for s in chart.plot.spots} == {bar.value for bar in countries if bar.amount}
    library.close()


def test_a_bar_filters_the_list_of_the_window(window: Window) -> None:
    window.go(Place("projects").choosing("view", "statistics"))
    settle()
    view = window.findChildren(ProjectStatistics)[0]
    assert view.isVisible()
    card = view.card("country")
    click(card.chart, "KG")
    settle()
    assert window.place.choice("country") == ("KG",)
    view.measures.button("EUR").click()
    settle()
    assert card.title.text() == "By country, EUR million"
    view.card("year").chart.setFocus()
    QTest.keyClick(view.card("year").chart, Qt.Key.Key_Return)
    settle()
    year = window.place.choice("from")
    assert year
    assert year == window.place.choice("to")
    assert [each.key for each in view.card("year").chart.plot.spots] == list(year)
