"""Sites: coordinates read, checked against the shipped map, swapped and picked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.ui.editors.sites import SitesEditor
from wecoop_desktop.ui.editors.whereabouts import Verdict, degrees, verdict
from wecoop_desktop.ui.window import Window

PATH = "sites.locations"
D = Decimal


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def site(lat: str, lon: str, country: str = "KG", name: str = "Karakol") -> Row:
    return {"name": Words(name), "country": country, "lat": D(lat), "lon": D(lon)}


def editor_of(sheet: Sheet, *rows: Row) -> SitesEditor:
    sheet.presenter.edit(PATH, rows or None)
    editor = sheet.editor(PATH)
    assert isinstance(editor, SitesEditor)
    return editor


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("42°29′24″N", "42.49"),
        ("42 29 24", "42.49"),
        ("42° 29,4' с.ш.", "42.49"),
        ("78°23'24\" в.д.", "78.39"),
        ("N 42.49", "42.49"),
        ("42°", "42"),
        ("33°30'S", "-33.5"),
        ("-33 30", "-33.5"),
    ],
)
def test_angles_as_people_write_them(text: str, wanted: str) -> None:
    assert degrees(text) == D(wanted)


@pytest.mark.parametrize(
    "text", ["42.49", "42°75'", "42 x", "", "999999", "42°29'24\"Q", "°" * 500]
)
def test_what_is_no_angle(text: str) -> None:
    assert degrees(text) is None


def test_verdicts() -> None:
    assert verdict(D("42.49"), D("78.39"), "KG") == Verdict("fine", "KG")
    assert verdict(D("78.39"), D("42.49"), "KG") == Verdict("swapped", "KG")
    assert verdict(D("41.3"), D("69.24"), "KG") == Verdict("outside", "UZ")
    assert verdict(D("48.85"), D("2.35"), "KG") == Verdict("outside", "")
    assert verdict(D("999"), D("999"), "KG") == Verdict("globe")
    assert verdict(D("42.49"), D("78.39"), "REG") == Verdict("fine", "KG")
    assert verdict(D("40.51"), D("72.80"), "UZ").code in ("fine", "outside")


def test_swapped_coordinates_are_turned_by_one_press(sheet: Sheet) -> None:
    editor = editor_of(sheet, site("78.39", "42.49"))
    assert "seem to be swapped" in editor.offers.words[0]
    assert "Kyrgyzstan" in editor.offers.words[0]
    editor.offers.buttons["swap 0"].click()
    row = sheet.again(PATH)[0]
    assert (row["lat"], row["lon"]) == (D("42.49"), D("78.39"))
    assert "swap 0" not in editor.offers.buttons


def test_region_and_nearest_town_are_told_and_entered(sheet: Sheet) -> None:
    editor = editor_of(sheet, site("42.49", "78.39"))
    assert editor.offers.words[0].startswith("Site 1 Karakol: Issyk-Kul")
    assert " km from " in editor.offers.words[0]
    editor.offers.buttons["region 0"].click()
    assert sheet.again(PATH)[0]["admin1"].startswith("Issyk-Kul")


def test_elsewhere_in_the_water_and_nowhere(sheet: Sheet) -> None:
    editor = editor_of(
        sheet, site("41.3", "69.24"), site("42.45", "77.2"), site("999", "999"), site("0", "0")
    )
    words = editor.offers.words
    assert "lies in Uzbekistan, not in Kyrgyzstan" in words[0]
    assert "in the water: Lake Issyk-Kul" in words[1]
    assert "there is no such place" in words[2]
    assert "outside of Kyrgyzstan" in words[3]
    assert not editor.map.grab().isNull()


def test_degrees_and_pairs_are_typed_into_a_cell(sheet: Sheet) -> None:
    editor = editor_of(sheet, {"name": Words("Karakol"), "country": "KG"})
    model = editor.grid.model
    ids = [column.id for column in model.columns]
    model.setData(model.index(0, ids.index("lat")), "42°29′24″N")
    assert sheet.answer(PATH)[0]["lat"] == D("42.49")
    model.setData(model.index(0, ids.index("lat")), "42.5, 78.4")
    row = sheet.again(PATH)[0]
    assert (row["lat"], row["lon"]) == (D("42.5"), D("78.4"))


def test_a_point_is_picked_by_keys_and_by_mouse(sheet: Sheet) -> None:
    editor = editor_of(sheet, {"name": Words("New")})
    editor.grid.place_at(0, 0)
    editor.pointing.click()
    assert editor.map.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up):
        sheet.bot.keyClick(editor.map, key)
    sheet.bot.keyClick(editor.map, Qt.Key.Key_Return)
    row = sheet.again(PATH)[0]
    assert row["lat"] == row["lat"].quantize(D("0.0001"))
    assert not editor.pointing.isChecked()
    editor.pointing.click()
    settle()
    point = editor.map.rect().center()
    wanted = editor.map.place_of(point.toPointF())
    sheet.bot.mouseClick(editor.map, Qt.MouseButton.LeftButton, pos=point)
    row = sheet.answer(PATH)[0]
    assert (row["lat"], row["lon"]) == wanted
    editor.pointing.click()
    sheet.bot.keyClick(editor.map, Qt.Key.Key_Escape)
    assert not editor.pointing.isChecked()
    assert (sheet.answer(PATH)[0]["lat"], sheet.answer(PATH)[0]["lon"]) == wanted
