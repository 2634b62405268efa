"""Colours, measures and fonts by name; no other module of the window holds any.

The theme is chosen once and again on a change; the window is then built anew, so widgets may take
tokens, measures and fonts when they are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from wecoop_desktop.base.folders import resources_folder

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#F2F5F6",
        "surface": "#FFFFFF",
        "subtle": "#F7F9FA",
        "hover": "#EBF0F2",
        "selected": "#DDEDEF",
        "line": "#DCE3E6",
        "line2": "#C3CDD2",
        "lineStrong": "#7F8C94",
        "text": "#15242B",
        "text2": "#43535B",
        "muted": "#586770",
        "primary": "#0B6472",
        "onPrimary": "#FFFFFF",
        "primaryHover": "#084E59",
        "pressed": "#05363E",
        "ok": "#1B6B3A",
        "okBg": "#E5F3E9",
        "warn": "#855000",
        "warnBg": "#FCF2DA",
        "err": "#B0261E",
        "errBg": "#FCEBE9",
        "info": "#1C5A99",
        "infoBg": "#E7F0FA",
        "mark": "#FFE8A3",
        "focus": "#0F62C8",
        "rail": "#0E3540",
        "railText": "#C7D9DD",
        "railSelected": "#1D5160",
        "onRail": "#FFFFFF",
        "railAccent": "#5FD3CB",
        "badge": "#EBB040",
        "onBadge": "#2B1D00",
        "scrim": "#0E1E26",
        "water": "#1B75A6",
        "irrigation": "#417A36",
        "energy": "#9F6700",
        "climate": "#6D5BA8",
        "waste": "#80624A",
        "biodiversity": "#12806A",
        "air": "#66727A",
    }
)

DARK: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#13191C",
        "surface": "#1B2327",
        "subtle": "#212A2F",
        "hover": "#29343A",
        "selected": "#174048",
        "line": "#323E44",
        "line2": "#435058",
        "lineStrong": "#7C8B93",
        "text": "#E8EDEF",
        "text2": "#B9C5CA",
        "muted": "#9AA8AF",
        "primary": "#5CC4CF",
        "onPrimary": "#05262B",
        "primaryHover": "#80D3DB",
        "pressed": "#A5E2E7",
        "ok": "#80CC98",
        "okBg": "#1A3324",
        "warn": "#EABD63",
        "warnBg": "#382D14",
        "err": "#F3968F",
        "errBg": "#41211F",
        "info": "#8CBEF1",
        "infoBg": "#1A2F46",
        "mark": "#6A5310",
        "focus": "#7FB6FF",
        "rail": "#0C1316",
        "railText": "#A9BABF",
        "railSelected": "#1D3F4A",
        "onRail": "#FFFFFF",
        "railAccent": "#5CC4CF",
        "badge": "#EBB040",
        "onBadge": "#2B1D00",
        "scrim": "#000000",
        "water": "#5FB4E0",
        "irrigation": "#8CC77C",
        "energy": "#E3AC4A",
        "climate": "#AC9CE0",
        "waste": "#BFA088",
        "biodiversity": "#54C2A8",
        "air": "#A6B1B8",
    }
)

# High contrast: ink and ground far apart, one ground without tints, every line as strong as a text.
CONTRAST_LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#FFFFFF",
        "surface": "#FFFFFF",
        "subtle": "#FFFFFF",
        "hover": "#E4E4E4",
        "selected": "#D6D6D6",
        "line": "#000000",
        "line2": "#000000",
        "lineStrong": "#000000",
        "text": "#000000",
        "text2": "#000000",
        "muted": "#262626",
        "primary": "#00353E",
        "onPrimary": "#FFFFFF",
        "primaryHover": "#000000",
        "pressed": "#000000",
        "ok": "#00471C",
        "okBg": "#FFFFFF",
        "warn": "#553200",
        "warnBg": "#FFFFFF",
        "err": "#8B0000",
        "errBg": "#FFFFFF",
        "info": "#00306B",
        "infoBg": "#FFFFFF",
        "mark": "#FFE100",
        "focus": "#0000C8",
        "rail": "#000000",
        "railText": "#FFFFFF",
        "railSelected": "#3A3A3A",
        "onRail": "#FFFFFF",
        "railAccent": "#7FF0FF",
        "badge": "#FFE100",
        "onBadge": "#000000",
        "scrim": "#000000",
        "water": "#003F66",
        "irrigation": "#1B4712",
        "energy": "#5A3A00",
        "climate": "#3A2A75",
        "waste": "#4D3520",
        "biodiversity": "#00483B",
        "air": "#333F46",
    }
)

CONTRAST_DARK: Mapping[str, str] = MappingProxyType(
    {
        "canvas": "#000000",
        "surface": "#000000",
        "subtle": "#000000",
        "hover": "#2E2E2E",
        "selected": "#3D3D3D",
        "line": "#FFFFFF",
        "line2": "#FFFFFF",
        "lineStrong": "#FFFFFF",
        "text": "#FFFFFF",
        "text2": "#FFFFFF",
        "muted": "#E6E6E6",
        "primary": "#7FF0FF",
        "onPrimary": "#000000",
        "primaryHover": "#B8F7FF",
        "pressed": "#FFFFFF",
        "ok": "#8CFFA8",
        "okBg": "#000000",
        "warn": "#FFE066",
        "warnBg": "#000000",
        "err": "#FFB3B3",
        "errBg": "#000000",
        "info": "#A8D4FF",
        "infoBg": "#000000",
        "mark": "#5C4A00",
        "focus": "#FFFF00",
        "rail": "#000000",
        "railText": "#FFFFFF",
        "railSelected": "#3D3D3D",
        "onRail": "#FFFFFF",
        "railAccent": "#7FF0FF",
        "badge": "#FFE066",
        "onBadge": "#000000",
        "scrim": "#000000",
        "water": "#8FD3FF",
        "irrigation": "#A8F094",
        "energy": "#FFD27A",
        "climate": "#D6CBFF",
        "waste": "#F0D0B4",
        "biodiversity": "#86F2D6",
        "air": "#D5DEE3",
    }
)

TOKENS = {
    "light": LIGHT,
    "dark": DARK,
    "contrast": CONTRAST_LIGHT,
    "contrast-dark": CONTRAST_DARK,
}
COMPACT = 0.78  # of the height that a row of a table has where there is room
LEAST_ROW = 24  # pixels at 100 %: what is clicked is not lower

# The seven chart colours stand for the fifteen sectors of the form.
SECTORS: Mapping[str, str] = MappingProxyType(
    {
        "water_resources": "water",
        "water_supply_sanitation": "water",
        "wastewater": "water",
        "irrigation": "irrigation",
        "land": "irrigation",
        "mitigation_energy": "energy",
        "mitigation_transport": "energy",
        "adaptation": "climate",
        "disaster_risk": "climate",
        "waste": "waste",
        "chemicals": "waste",
        "biodiversity": "biodiversity",
        "forestry": "biodiversity",
        "air_quality": "air",
        "governance": "air",
    }
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of type: pixels at 100 %, weight, line height as a factor of the size."""

    pixels: float
    weight: int
    line: float
    family: str = "Inter"
    figures: bool = False
    capitals: bool = False
    italic: bool = False


ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "hero": Role(30, 700, 1.2),
        "display": Role(21, 600, 1.25),
        "title": Role(17, 600, 1.3),
        "subtitle": Role(14.5, 600, 1.35),
        "cardTitle": Role(14, 600, 1.35),
        "lead": Role(15, 400, 1.5),
        "body": Role(13, 400, 1.45),
        "medium": Role(13, 500, 1.45),
        "strong": Role(13, 600, 1.45),
        "figures": Role(13, 400, 1.45, figures=True),
        "strongFigures": Role(13, 600, 1.45, figures=True),
        "small": Role(12.5, 400, 1.45),
        "smallFigures": Role(12.5, 400, 1.45, figures=True),
        "smallStrong": Role(12.5, 600, 1.45),
        "micro": Role(11, 500, 1.3, figures=True),
        "microStrong": Role(11, 600, 1.3, figures=True),
        "rail": Role(12, 500, 1.3),
        "section": Role(11, 600, 1.3, capitals=True),
        "bigFigures": Role(18, 600, 1.2, figures=True),
        "timer": Role(44, 700, 1.15, figures=True),
        # Of the projector, at 1366 by 768: docs/workshop.md computes what eight metres need.
        "slideTitle": Role(46, 700, 1.15),
        "slideQuote": Role(35, 400, 1.3),
        "slideHead": Role(35, 600, 1.3),
        "slide": Role(35, 400, 1.35),
        "slideStrong": Role(35, 600, 1.35),
        "slideFigures": Role(35, 600, 1.2, figures=True),
        "slideAside": Role(35, 400, 1.3),
        "slideKeys": Role(19, 400, 1.3),  # for whoever sits at the computer
        "reading": Role(16.5, 400, 1.58, "Source Serif 4"),
        "readingBeside": Role(15.5, 400, 1.58, "Source Serif 4"),
        "readingStrong": Role(16.5, 600, 1.58, "Source Serif 4"),
        "readingItalic": Role(16.5, 400, 1.58, "Source Serif 4", italic=True),
        "readingHeading": Role(24, 600, 1.25),
        "readingSubheading": Role(16, 600, 1.35),
    }
)

_FILES = {
    "Inter": ("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold", "Inter_700Bold"),
    "Source Serif 4": (
        "SourceSerif4_400Regular",
        "SourceSerif4_400Regular_Italic",
        "SourceSerif4_600SemiBold",
        "SourceSerif4_700Bold",
    ),
    "Source Sans 3": (
        "SourceSans3_400Regular",
        "SourceSans3_400Regular_Italic",
        "SourceSans3_600SemiBold",
        "SourceSans3_700Bold",
    ),
}

_name = "light"
_zoom = 1.0
_density = "comfortable"
_loaded: set[str] = set()
_fonts: dict[tuple[str, float], QFont] = {}


def choose(theme: str, zoom: int, density: str = "comfortable") -> None:
    """Take a theme ("light", "dark", "contrast", "system"), a text size in percent (90-200), and
    the height of rows ("comfortable", "compact"). High contrast is black on white or white on
    black, as the system is light or dark; a system that asks for it gets it as its own theme."""
    global _name, _zoom, _density
    hints = QGuiApplication.styleHints()
    dark = hints.colorScheme() == Qt.ColorScheme.Dark
    asked = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
    _name = resolved(theme, dark=dark, strong=asked)
    _zoom = zoom / 100
    _density = density


def resolved(theme: str, *, dark: bool, strong: bool) -> str:
    """The key of `TOKENS` for a choice of the settings, on a system that is dark or asks for
    strong contrast."""
    if theme == "system":
        theme = "contrast" if strong else ("dark" if dark else "light")
    return "contrast-dark" if theme == "contrast" and dark else theme


def name() -> str:
    """The theme in use: a key of `TOKENS`."""
    return _name


def strong() -> bool:
    """Whether the theme is one of high contrast: lines of two pixels, no tints."""
    return _name.startswith("contrast")


def token(colour: str) -> str:
    """A colour of the theme in use as #RRGGBB. Raises KeyError for a name that is none."""
    return TOKENS[_name][colour]


def colour(token_name: str, alpha: float = 1.0) -> QColor:
    """The same as a QColor; `alpha` 0-1."""
    value = QColor(token(token_name))
    value.setAlphaF(alpha)
    return value


def sector_colour(sector: str) -> str:
    """The token of a sector of the form; sectors of later packs are drawn as "air"."""
    return SECTORS.get(sector, "air")


def mixed(over: str, under: str, share: float) -> QColor:
    """`share` 0-1 of one token painted over another: heat cells, soft fills."""
    top, bottom = QColor(token(over)), QColor(token(under))
    return QColor(
        *(
            round(low + (high - low) * share)
            for high, low in (
                (top.red(), bottom.red()),
                (top.green(), bottom.green()),
                (top.blue(), bottom.blue()),
            )
        )
    )


def px(measure: float) -> int:
    """A measure of the design (pixels at 100 %) at the chosen text size; at least 1 if not 0."""
    scaled = round(measure * _zoom)
    return max(1, scaled) if measure > 0 else scaled


def large() -> bool:
    """Whether the text is so large that a laptop has no room for things beside each other."""
    return _zoom > 1.25


def row(height: float) -> int:
    """The height of a table's row of so many pixels of the design, in the chosen density."""
    return px(max(LEAST_ROW, height * COMPACT) if _density == "compact" else height)


def track() -> QColor:
    """What is not done yet of a bar or ring: a hairline's colour, but where lines are as strong as
    the text, a ground."""
    return colour("selected" if strong() else "line")


def logical(pixels: int) -> float:
    """A width of the window in pixels of the design: what is left of it at the chosen size."""
    return pixels / _zoom


def font(role: str) -> QFont:
    """The font of a role. Raises KeyError for a role that is none."""
    made = _fonts.get((role, _zoom))
    if made is None:  # a step of the wizard asks three hundred times
        made = _fonts[role, _zoom] = _made_font(role)
    return QFont(made)


def _made_font(role: str) -> QFont:
    chosen = ROLES[role]
    need(chosen.family)
    result = QFont(chosen.family)
    result.setFamilies([chosen.family, "Inter", "Segoe UI", "Noto Sans"])
    result.setPixelSize(max(1, round(chosen.pixels * _zoom)))
    result.setWeight(QFont.Weight(chosen.weight))
    result.setItalic(chosen.italic)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if chosen.figures:
        result.setFeature(QFont.Tag("tnum"), 1)
    if chosen.capitals:
        result.setCapitalization(QFont.Capitalization.AllUppercase)
        result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.35 * _zoom)
    return result


def line_height(role: str) -> int:
    """The height of a line of that role in pixels."""
    chosen = ROLES[role]
    return round(chosen.pixels * chosen.line * _zoom)


def need(family: str) -> None:
    """Load a bundled family when it is first used; fonts of the reader are not wanted at start."""
    if family in _loaded:
        return
    _loaded.add(family)
    for file in _FILES[family]:
        QFontDatabase.addApplicationFont(str(resources_folder() / "fonts" / f"{file}.ttf"))


def palette() -> QPalette:
    """The theme for everything the style sheet does not name."""
    result = QPalette()
    role = QPalette.ColorRole
    for entry, name_ in (
        (role.Window, "canvas"),
        (role.Base, "surface"),
        (role.AlternateBase, "subtle"),
        (role.Button, "surface"),
        (role.Text, "text"),
        (role.WindowText, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "text"),
        (role.ToolTipText, "surface"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "primary"),
        (role.HighlightedText, "onPrimary"),
        (role.Link, "primary"),
        (role.LinkVisited, "primary"),
        (role.Mid, "line2"),
        (role.Dark, "lineStrong"),
        (role.Light, "surface"),
    ):
        result.setColor(entry, QColor(token(name_)))
    for entry in (role.Text, role.WindowText, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, entry, QColor(token("muted")))
    return result
