"""Every setting once: section, field, kind, words, choices. The screen, its search, the commands of
the palette and the test of the manual read these rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from wecoop_desktop.base.catalogue import languages
from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.wording import tr

# switch: two to five values beside each other; list: more of them, or longer words; line: a text;
# folder: a folder of this computer; elsewhere: is set on another screen; kept: by the program.
Kind = Literal["switch", "list", "line", "folder", "elsewhere", "kept"]
Options = tuple[tuple[str, str], ...]

ON_OFF: Options = (("on", mark("On")), ("off", mark("Off")))
ZOOMS = (90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Section:
    """A group of settings, with its icon."""

    id: str
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A field of `base.settings.Settings`. `choices` are values with words (of a truth: on, off);
    `also` are words under which it is found too; `screen` is where it is set, if elsewhere."""

    section: str
    field: str
    kind: Kind
    words: str
    about: str = ""
    choices: Options = ()
    also: str = ""
    hint: str = ""  # stands in an empty line
    screen: str = ""

    def offered(self) -> Options:
        """The values with their words in the language of the window."""
        made = _MADE.get(self.field)
        if made is not None:
            return tuple(made())
        return tuple((value, tr(words)) for value, words in self.choices)


SECTIONS = (
    Section("you", "user-round", mark("You and language")),
    Section("look", "type", mark("Text and theme")),
    Section("proposals", "file-pen-line", mark("Proposals and sums")),
    Section("updates", "refresh-cw", mark("Updates and network")),
    Section("keyboard", "keyboard", mark("Keyboard")),
    Section("storage", "hard-drive", mark("Storage and backups")),
)

ROWS = (
    Setting(
        "you",
        "language",
        "list",
        mark("Language"),
        mark("Of the window and its messages. Ctrl L switches English and Russian. A language "
             "called a draft was translated by machine and is not reviewed yet; what it lacks "
             "is said in Russian."),
        also=mark("interface English Russian"),
    ),
    Setting(
        "you",
        "content",
        "list",
        mark("Language of content"),
        mark("Of projects, guide, funders and questions. What is not written in it is shown in "
             "Russian or English."),
    ),
    Setting(
        "you",
        "beside",
        "list",
        mark("Second language"),
        mark("Stands beside the language of content where two are shown."),
        also=mark("side by side both languages"),
    ),
    Setting(
        "you",
        "country",
        "list",
        mark("Your country"),
        mark("Comes first in lists and filters."),
    ),
    Setting(
        "you",
        "purpose",
        "list",
        mark("I am mostly"),
        mark("Chooses the steps of the learning path; every room stays open."),
        (
            ("", mark("Not chosen")),
            ("preparing", mark("Preparing a project")),
            ("training", mark("Running a training")),
            ("finding", mark("Finding examples")),
        ),
        also=mark("role trainer"),
    ),
    Setting(
        "you",
        "author",
        "line",
        mark("Your name"),
        mark("Stands at your comments; may be left empty."),
    ),
    Setting(
        "you",
        "role",
        "line",
        mark("Your role"),
        mark("For example: head of unit, expert. Stands beside the name."),
    ),
    Setting(
        "you",
        "guided",
        "switch",
        mark("Learning path"),
        mark("Its steps on the first screen tick themselves while you work."),
        ON_OFF,
    ),
    Setting(
        "look",
        "theme",
        "list",
        mark("Theme"),
        mark("High contrast is black and white with strong lines, light or dark as the system."),
        (
            ("system", mark("As the system")),
            ("light", mark("Light")),
            ("dark", mark("Dark")),
            ("contrast", mark("High contrast")),
        ),
        also=mark("colours appearance"),
    ),
    Setting(
        "look",
        "zoom",
        "list",
        mark("Text size"),
        mark("Everything in the window grows with it. Ctrl + and Ctrl −; Ctrl 0 for 100 %."),
        also=mark("zoom letters larger smaller"),
    ),
    Setting(
        "look",
        "density",
        "switch",
        mark("Rows of tables"),
        mark("Compact shows more of them; the text stays as large as it is."),
        (("comfortable", mark("Comfortable")), ("compact", mark("Compact"))),
        also=mark("density"),
    ),
    Setting(
        "look",
        "motion",
        "switch",
        mark("Movement"),
        mark("Off: menus open at once and the text cursor does not blink."),
        ON_OFF,
        also=mark("animation"),
    ),
    Setting(
        "proposals",
        "currency",
        "switch",
        mark("Currency of sums"),
        mark("In which the money of lists and statistics is added up. Amounts stay as given."),
        (("USD", "USD"), ("EUR", "EUR")),
        also=mark("dollar euro money"),
    ),
    Setting(
        "proposals",
        "ministry",
        "line",
        mark("Your organisation"),
        mark("Printed on the cover of your documents."),
        also=mark("ministry cover"),
    ),
    Setting(
        "proposals",
        "emblem",
        "elsewhere",
        mark("Emblem"),
        mark("The picture beside the organisation is chosen in the export, under Cover."),
        screen="proposals",
    ),
    Setting(
        "updates",
        "network",
        "list",
        mark("Look for updates by network"),
        mark("The program connects for nothing else; feedback leaves only when you send it. "
             "Never: nothing of it connects at all."),
        (
            ("never", mark("Never")),
            ("asked", mark("When I ask")),
            ("start", mark("When the program starts")),
        ),
        also=mark("internet offline privacy"),
    ),
    Setting(
        "updates",
        "address",
        "line",
        mark("Address of updates"),
        mark("Empty: the publisher's own. A folder on a shared drive is an address too."),
        hint="https://",
    ),
    Setting(
        "updates",
        "feedback",
        "line",
        mark("Address of feedback"),
        mark("Empty: the publisher's own, where one is known."),
        hint="https://",
    ),
    Setting(
        "updates",
        "sticks",
        "switch",
        mark("Notice sticks"),
        mark("Says so when a stick with an update is plugged in; installs nothing by itself."),
        ON_OFF,
        also=mark("USB"),
    ),
    Setting(
        "keyboard",
        "single_keys",
        "switch",
        mark("Single keys"),
        mark("Shortcuts of one letter work in lists and in the guide, never in a text field."),
        ON_OFF,
        also=mark("shortcuts"),
    ),
    Setting(
        "storage",
        "backups",
        "folder",
        mark("Backups elsewhere"),
        mark("Backups of your work are also kept in this folder: another disk, a stick, a shared "
             "drive. Empty: only beside your work."),
        also=mark("copy folder safety"),
    ),
    Setting("storage", "width", "kept", mark("Width of the window")),
    Setting("storage", "height", "kept", mark("Height of the window")),
)  # fmt: skip
OF = {row.field: row for row in ROWS}


def rows_of(section: str) -> tuple[Setting, ...]:
    """What is shown of a section."""
    return tuple(row for row in ROWS if row.section == section and row.kind != "kept")


def found(text: str) -> tuple[Setting, ...]:
    """The settings whose words hold all of the text's, in the order of the table."""
    wanted = text.casefold().split()
    return tuple(
        row
        for row in ROWS
        if row.kind != "kept" and all(word in _said(row) for word in wanted)
    )  # fmt: skip


def _said(row: Setting) -> str:
    section = next(one.words for one in SECTIONS if one.id == row.section)
    said = [tr(words) for words in (section, row.words, row.about, row.also) if words]
    return " ".join([*said, *(words for _, words in row.offered())]).casefold()


def _languages() -> Iterator[tuple[str, str]]:
    for one in languages():
        yield one.code, one.name if one.reviewed else tr("{name} (draft)", name=one.name)


def _content() -> Iterator[tuple[str, str]]:
    yield "", tr("As the window")
    yield from ((one.code, one.name) for one in languages())


def _beside() -> Iterator[tuple[str, str]]:
    yield "", tr("English or Russian")
    yield from ((one.code, one.name) for one in languages())


def _countries() -> Iterator[tuple[str, str]]:
    from wecoop_desktop.base.settings import CHOICES

    yield "", tr("Not chosen")
    named = ((code, country(code)) for code in CHOICES["country"][1:])
    yield from sorted(named, key=lambda entry: wording.order(entry[1]))


def _zooms() -> Iterator[tuple[str, str]]:
    for zoom in ZOOMS:
        yield str(zoom), wording.plain_percent(zoom)


_MADE: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "language": _languages,
    "content": _content,
    "beside": _beside,
    "country": _countries,
    "zoom": _zooms,
}
