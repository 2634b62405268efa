"""Help for the screen one came from, the sheet of shortcuts, and what the program is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop import __version__
from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import keys, theme, wording
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Key, Label, Picture, Rule, SectionLabel, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.help import HelpPresenter, HelpView
from wecoop_desktop.ui.wording import said, tr

# What can be done on each screen, one sentence a line.
TOPICS = {
    "home": (
        mark("The search field finds projects, guide sections, funders, policies and drafts."),
        mark("“Continue” opens a draft where you left it; below its title stands the next step."),
        mark("Everything you see works without internet."),
    ),
    "projects": (
        mark("Type in Russian or English: word forms, ё and е and typing errors are understood."),
        mark("Ticks within a filter widen the result, filters together narrow it."),
        mark("Each project names its source and the date of the data."),
    ),
    "guide": (
        mark("Each chapter says in which step of a proposal it is applied."),
        mark("Points of a checklist keep their ticks on this computer."),
    ),
    "funders": (
        mark("A profile shows the project cycle, what you prepare, and who decides."),
        mark("Facts that were not checked against a source are marked."),
    ),
    "proposals": (
        mark("Begin with an empty proposal, a worked example or a file of a colleague."),
        mark("A deleted proposal stays in the bin until you empty it."),
        mark(
            "“Send for review” writes a copy in which a colleague comments and changes no answer."
        ),
    ),
    "wizard": (
        mark("There is no Save button: every answer is on disk within a second."),
        mark("Steps can be filled in any order; the panel at the side shows guidance and checks."),
        mark("Ctrl Z takes back any change of the last session too."),
        mark("Ctrl Alt M comments on the answer where the cursor is; Alt 4 shows all comments."),
        mark(
            "Under Revisions a state is named, compared, restored in part, or frozen as submitted."
        ),
    ),
    "export": (
        mark("A template is filled from the same answers; what it lacks is listed first."),
        mark("While something required is missing, the document carries the word “Draft”."),
    ),
    "compare": (
        mark("Any two states: revisions, submissions, another proposal, a file, and now."),
        mark(
            "F7 goes to the next change; what was removed is struck through, what is new is "
            "underlined."
        ),
        mark("“Restore this answer” takes one answer back; the state before is kept."),
    ),
    "merge": (
        mark("What only one of you changed comes in; where both did, you decide, one by one."),
        mark("Nothing is written before “Finish”. You can leave and come back."),
        mark("Finish is one step of Undo; the states before are kept as revisions."),
    ),
    "newerform": (
        mark("A proposal keeps its form until you move it, and can go back later."),
        mark("Parked answers have no place in this version. They are kept and can be copied."),
    ),
    "exchange": (
        mark("A colleague edits the saved tables without this program; sorting rows is allowed."),
        mark(
            "Each changed cell is shown before it comes in. Columns and rows of old tables can be "
            "taken for something else."
        ),
        mark("Taking in is one step of Undo; the state before is kept as a revision."),
    ),
    "workshop": (mark("This room opens with a later version."),),
    "updates": (
        mark("Here you see which content is installed, how old it is, and whose it is."),
        mark(
            "An update comes by network, from a stick or from a folder. Size and time are said "
            "before anything is fetched, and nothing is installed without your click."
        ),
        mark("Drafts and notes are never changed by an update, and it can be undone."),
        mark("What is not genuine is refused, and nothing changes."),
    ),
    "settings": (mark("Each choice applies at once and is kept on this computer."),),
}

WORDS = {
    "home": mark("Home"),
    "projects": mark("Projects"),
    "guide": mark("Guide"),
    "funders": mark("Funders"),
    "proposals": mark("Proposals"),
    "wizard": mark("The steps of a proposal"),
    "export": mark("Export"),
    "compare": mark("What changed"),
    "merge": mark("A copy came back"),
    "newerform": mark("The form"),
    "exchange": mark("Tables in Excel and Word"),
    "workshop": mark("Workshop"),
    "updates": mark("Updates"),
    "settings": mark("Settings"),
}

MADE_OF = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("Babel", "BSD-3-Clause"),
    ("reportlab", "BSD-3-Clause"),
    ("tantivy, lark, pymorphy3, RapidFuzz", "MIT"),
    ("PyStemmer, Pyphen, platformdirs", "BSD, LGPL, MIT"),
    ("Inter, Source Serif 4, Source Sans 3", "OFL-1.1"),
    ("Lucide", "ISC"),
)


class HelpScreen(QWidget):
    def __init__(self, presenter: HelpPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel("canvas", (20, 18, 20, 18), 16)
        outer.addWidget(panel)
        self._body = panel.body
        self._switch: Segments | None = None

    def bar(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(theme.px(8), 0, 0, 0)
        self._switch = Segments(
            (
                ("here", tr("This screen")),
                ("keys", tr("Keyboard")),
                ("about", tr("About WECOOP")),
            ),
            name=tr("Part of the help"),
        )
        self._switch.chosen.connect(self._presenter.turn)
        row.addWidget(self._switch)
        row.addStretch(1)
        return holder

    def display(self, view: HelpView) -> None:
        if self._switch is not None:
            self._switch.show_value(view.part)
        clear(self._body)
        if view.part == "keys":
            self._body.addWidget(_sheet())
        elif view.part == "about":
            self._body.addWidget(_program())
            self._body.addWidget(_sources(view))
            self._body.addWidget(_libraries())
        else:
            self._body.addWidget(_topic(view.about))
            self._body.addWidget(_steps())
        self._body.addStretch(1)


def _topic(screen: str) -> Card:
    """What one can do on a screen; of one that nobody knows, that of Home."""
    screen = screen if screen in TOPICS and screen in WORDS else "home"
    card = Card(tr(WORDS[screen]), "circle-question-mark")
    for words in TOPICS[screen]:
        _point(card, "chevron-right", tr(words))
    return card


def _steps() -> Card:
    card = Card(tr("The way from an idea to a document"), "list-checks")
    for icon, words in (
        ("layers", tr("Find projects that were financed in your sector and country.")),
        ("book-open", tr("Read the chapter of the guide for the step you are at.")),
        ("landmark", tr("Compare what the funders ask for.")),
        ("file-pen-line", tr("Fill the steps of a proposal; the checks say what is missing.")),
        ("file-down", tr("Export the document in English or Russian.")),
    ):
        _point(card, icon, words)
    return card


def _point(card: Card, icon: str, words: str) -> None:
    row = QHBoxLayout()
    row.setSpacing(theme.px(10))
    row.addWidget(Picture(icon, "primary", 16), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Wrapped(words), 1)
    card.body.addLayout(row)


def _sheet() -> Card:
    card = Card(tr("Keyboard"), "keyboard", padding=22)
    card.head.addWidget(Label(tr("every action also has a button"), "small", "muted"))
    across = QGridLayout()
    across.setHorizontalSpacing(theme.px(26))
    for at, (group, shown) in enumerate(keys.SHEET):
        column = QVBoxLayout()
        column.setSpacing(theme.px(7))
        column.addWidget(SectionLabel(tr(group)))
        for line in shown:
            column.addWidget(Rule())
            row = QHBoxLayout()
            row.addWidget(Wrapped(tr(line.words), "small", "text"), 1)
            for pressed in line.keys:
                row.addWidget(Key(tr(pressed)))
            column.addLayout(row)
        column.addStretch(1)
        across.addLayout(column, 0, at)
        across.setColumnStretch(at, 1)
    card.body.addLayout(across)
    return card


def _program() -> Card:
    card = Card(f"WECOOP Desktop {__version__}", "droplets")
    card.body.addWidget(
        Wrapped(
            tr(
                "From a national environmental priority to a financed project: projects, guide, "
                "funders and proposals of Central Asia, without internet. Licence: EUPL-1.2."
            )
        )
    )
    card.body.addWidget(
        Wrapped(
            tr(
                "Your proposals stay on this computer. The program sends nothing anywhere; links "
                "to sources open in your browser when you click them."
            )
        )
    )
    return card


def _sources(view: HelpView) -> Card:
    card = Card(tr("Where the content comes from"), "database")
    if not view.packs:
        card.body.addWidget(Wrapped(tr("The content is not open yet."), "body", "muted"))
    for at, pack in enumerate(view.packs):
        if at:
            card.body.addWidget(Rule())
        issued = wording.language().date(pack.issued)
        title = tr(
            "{title}, edition {version} of {date}",
            title=said(pack.title),
            version=pack.version,
            date=issued,
        )
        card.body.addWidget(Wrapped(title, "strong", "text"))
        card.body.addWidget(Wrapped("; ".join(pack.sources), "small", "muted"))
    return card


def _libraries() -> Card:
    card = Card(tr("Made with"), "wrench")
    for name, licence in MADE_OF:
        row = QHBoxLayout()
        row.addWidget(Label(name, "small"))
        row.addStretch(1)
        row.addWidget(Label(licence, "small", "muted"))
        card.body.addLayout(row)
    return card
