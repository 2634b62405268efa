"""Contrast of the tokens, measures and the style sheet."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from wecoop_desktop.base.folders import resources_folder
from wecoop_desktop.ui import icons, sheet, theme

# ink, ground, least ratio (WCAG 2.2: text 4.5, borders, icons and focus 3).
PAIRS = [
    *((ink, "surface", 4.5) for ink in ("text", "text2", "muted", "primary")),
    *((ink, "selected", 4.5) for ink in ("text", "text2", "muted", "primary")),
    *((ink, "canvas", 4.5) for ink in ("text", "text2", "muted")),
    *((ink, "subtle", 4.5) for ink in ("text", "text2", "muted")),
    *((ink, f"{ink}Bg", 4.5) for ink in ("ok", "warn", "err", "info")),
    *((ink, "surface", 4.5) for ink in ("ok", "warn", "err", "info")),
    # What is under the mouse, and what is chosen or cannot be used there.
    *((ink, "hover", 4.5) for ink in ("text", "text2", "muted", "primary")),
    *(("primary", ground, 4.5) for ground in ("canvas", "subtle")),
    ("surface", "text", 4.5),  # tooltips
    *(("onPrimary", ground, 4.5) for ground in ("primary", "primaryHover", "pressed")),
    ("text", "mark", 4.5),
    ("lineStrong", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "canvas", 3.0),
    *(("focus", ground, 3.0) for ground in ("subtle", "selected", "hover")),
    *(("lineStrong", ground, 3.0) for ground in ("canvas", "subtle")),
    ("railText", "rail", 4.5),
    ("onRail", "railSelected", 4.5),
    ("railAccent", "rail", 3.0),
    ("onBadge", "badge", 4.5),
    *(
        (name, "surface", 4.5)
        for name in ("water", "irrigation", "energy", "climate", "waste", "biodiversity", "air")
    ),
]


NAMING = r"(?:Picture|icons\.icon|icons\.pixmap|Empty)"


def _luminance(colour: str) -> float:
    parts = []
    for channel in (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()):
        parts.append(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", sorted(theme.TOKENS))
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(name: str, ink: str, ground: str, least: float) -> None:
    tokens = theme.TOKENS[name]
    assert ratio(tokens[ink], tokens[ground]) >= least


@pytest.mark.parametrize("name", sorted(theme.TOKENS))
def test_circles_are_seen_on_land_and_water_and_their_numbers_read(name: str) -> None:
    theme.choose(name, 100)
    grounds = [theme.mixed("water", "canvas", 0.26), theme.mixed("irrigation", "surface", 0.12)]
    grounds += [QColor(theme.token(ground)) for ground in ("surface", "hover", "canvas")]
    tones = {"primary", *theme.SECTORS.values()}
    for tone in tones:
        assert all(ratio(theme.token(tone), ground.name()) >= 3 for ground in grounds), tone
        assert ratio(theme.token("onPrimary"), theme.token(tone)) >= 4.5, tone
    for share in (0.05, 0.41):  # the lightest and the strongest cell of a matrix
        cell = theme.mixed("primary", "surface", share).name()
        assert ratio(theme.token("text"), cell) >= 4.5, share
    theme.choose("light", 100)


def test_all_themes_have_the_same_names() -> None:
    assert {frozenset(tokens) for tokens in theme.TOKENS.values()} == {frozenset(theme.LIGHT)}


@pytest.mark.parametrize("name", ["contrast", "contrast-dark"])
def test_high_contrast_is_seven_to_one(name: str) -> None:
    tokens = theme.TOKENS[name]
    for ink, ground, _ in PAIRS:
        assert ratio(tokens[ink], tokens[ground]) >= 7 or ink == "lineStrong", (ink, ground)
    assert all(tokens[ground] == tokens["surface"] for ground in ("canvas", "okBg", "errBg"))


@pytest.mark.parametrize(
    ("chosen", "dark", "strong", "used"),
    [
        ("system", False, False, "light"),
        ("system", True, False, "dark"),
        ("system", False, True, "contrast"),
        ("system", True, True, "contrast-dark"),
        ("contrast", True, False, "contrast-dark"),
        ("light", True, True, "light"),  # who chose a theme keeps it
        ("dark", False, True, "dark"),
    ],
)
def test_the_system_is_followed_where_it_is_asked(
    chosen: str, dark: bool, strong: bool, used: str
) -> None:
    assert theme.resolved(chosen, dark=dark, strong=strong) == used


@pytest.mark.parametrize("name", sorted(theme.TOKENS))
def test_the_sheet_leaves_nothing_open(name: str) -> None:
    theme.choose(name, 125)
    written = sheet.style_sheet()
    theme.choose("light", 100)
    assert "$" not in written
    assert theme.TOKENS[name]["primary"] in written


def test_measures_follow_the_text_size() -> None:
    theme.choose("light", 150)
    assert (theme.px(10), theme.px(1), theme.px(0), theme.px(0.2)) == (15, 2, 0, 1)
    theme.choose("light", 100)
    assert theme.px(32) == 32


@pytest.mark.parametrize("role", sorted(theme.ROLES))
def test_every_role_has_its_own_font(qapp: QApplication, role: str) -> None:
    """Not a fallback, which would be drawn as boxes on a computer without fonts."""
    assert QFontInfo(theme.font(role)).family() == theme.ROLES[role].family


def test_letters_of_the_five_countries(qapp: QApplication) -> None:
    from PySide6.QtGui import QRawFont

    letters = "ӘәҒғҚқҢңӨөҰұҮүҺһӢӣҲҳҶҷӮӯЁёҐґŇňŞşŽžÝýÄäÖöÜüʻ₸№€→✓"
    for family in ("body", "reading"):
        raw = QRawFont.fromFont(theme.font(family))
        missing = [letter for letter in letters if not raw.supportsCharacter(ord(letter))]
        assert missing in ([], ["✓"], ["→", "✓"]), family


def test_icons_take_the_colour_of_the_theme(qapp: QApplication) -> None:
    theme.choose("dark", 100)
    picture = icons.pixmap("house", "primary", 20).toImage()
    theme.choose("light", 100)
    colours = {
        QColor(picture.pixel(x, y)).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
        if QColor(picture.pixelColor(x, y)).alpha() == 255
    }
    assert theme.DARK["primary"] in colours


def test_every_icon_that_is_named_is_there() -> None:
    """Names in code that look like icons of Lucide and stand beside `icon` or `Picture`."""
    folder = resources_folder() / "icons"
    there = {path.stem for path in folder.glob("*.svg")}
    named = set()
    for path in (resources_folder().parent / "wecoop_desktop" / "ui").rglob("*.py"):
        text = path.read_text("utf-8")
        named |= set(
            re.findall(r'(?:Picture|icons\.icon|icons\.pixmap|Empty)\(\s*"([a-z0-9-]+)"', text)
        )
    assert named
    assert named <= there
