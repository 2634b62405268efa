"""Every number that a chart paints stands in the table that comes in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.forms.test_derivation import example
from tests.kit.content import form, reference
from wecoop_desktop.appraisal.cashflow import npv
from wecoop_desktop.appraisal.sensitivity import CHANGES, balance
from wecoop_desktop.forms.emissions import estimates
from wecoop_desktop.forms.streams import Analysis, analysis
from wecoop_desktop.ui.editors.cashflow import Flows, short, years
from wecoop_desktop.ui.editors.decaychart import DecayChart
from wecoop_desktop.ui.editors.sensitive import Tornado, lines_of
from wecoop_desktop.ui.parts.figuretable import Figures
from wecoop_desktop.ui.parts.turning import Chart, Turning

TODAY = date(2026, 11, 22)
FLOWS = "economics.flows"
NUMBER = re.compile(r"-?\d[\d,.\u00a0]*(?: M)?")


def _analysis() -> Analysis:
    answers = example("issyk-kul-waste")
    found = analysis(form(), answers, reference(), path="economics.enpv", today=TODAY)
    assert found is not None
    return found


def _flows() -> Flows:
    chart = Flows()
    chart.show_years(years(_analysis()))
    return chart


def _base(found: Analysis) -> Decimal:
    assert found.rate is not None
    return npv(balance(found.streams), found.rate)


def _tornado() -> Tornado:
    found, chart = _analysis(), Tornado()
    chart.show_lines(lines_of(found, form().field(FLOWS)), _base(found))
    return chart


def _decay() -> DecayChart:
    answers = example("issyk-kul-waste")
    found = estimates(form(), answers, reference(), today=TODAY)
    chart = DecayChart()
    chart.show_profiles(next(one.profiles for one in found if one.profiles))
    return chart


def _painted(chart: Chart) -> list[str]:
    """The words of a chart, as it draws them."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(held)
    chart.resize(900, chart.sizeHint().height())
    drawing.setViewBox(QRect(0, 0, chart.width(), chart.height()))
    chart.render(drawing)
    root = ElementTree.fromstring(held.data().data())
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def _told(figures: Figures) -> set[str]:
    """The numbers of a table, as they stand and as an axis says them."""
    found = {"0"}
    for words in (*figures.heads, *(cell for row in figures.rows for cell in row)):
        found |= set(NUMBER.findall(words))
    plain = [text.replace(",", "") for text in found]
    return found | {short(Decimal(text)) for text in plain if re.fullmatch(r"-?\d+", text)}


@pytest.mark.parametrize("make", [_flows, _tornado, _decay])
def test_each_number_painted_is_in_the_table(
    qapp: QApplication, qtbot: QtBot, make: Callable[[], Chart]
) -> None:
    chart = make()
    qtbot.addWidget(chart)
    words = _painted(chart)
    painted = {number for text in words for number in NUMBER.findall(text)}
    assert painted
    assert painted - _told(chart.figures()) == set()


def test_each_bar_is_a_row(qapp: QApplication, qtbot: QtBot) -> None:
    """Bars are as long as the figures of the table, which are whole numbers."""
    flows, tornado, decay = _flows(), _tornado(), _decay()
    for chart in (flows, tornado, decay):
        qtbot.addWidget(chart)
    found = _analysis()
    assert [_numbers(row[1:]) for row in flows.figures().rows] == [
        [round(one.cost), round(one.gain), round(one.running)] for one in years(found)
    ]
    lines = {line.name.en: line for line in lines_of(found, form().field(FLOWS))}
    assert len(tornado.figures().heads) == len(CHANGES) + 3
    for name, *cells in tornado.figures().rows:
        values = _numbers(cells[:-1])
        assert values.pop(len(CHANGES) // 2) == round(_base(found))
        assert values == [round(value) for value in lines[name].values]
    assert decay.figures().rows[0][0] == "1"
    assert all(len(row) == len(decay.figures().heads) for row in decay.figures().rows)


def _numbers(cells: tuple[str, ...] | list[str]) -> list[int]:
    return [int(cell.replace(",", "").replace("−", "-")) for cell in cells]


def test_the_table_comes_by_keyboard_and_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    turning = Turning(_flows(), "Cash flow by year")
    qtbot.addWidget(turning)
    turning.layout().addWidget(turning.button)
    turning.show()
    turning.button.setFocus()
    QTest.keyClick(turning.button, Qt.Key.Key_Space)
    table = turning.table
    assert table is not None
    assert not turning.chart.isVisible()
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.role() == QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Cash flow by year"
    table.setFocus()
    assert turning.focusWidget() is table
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    assert len(table.copied().splitlines()) == len(turning.chart.figures().rows) + 1
    turning.renew()
    assert table.currentIndex().row() == 1
    QTest.keyClick(turning.button, Qt.Key.Key_Space)
    assert turning.chart.isVisible()
    assert turning.table is None
