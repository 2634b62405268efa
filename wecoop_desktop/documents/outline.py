"""A document as values: six kinds of blocks in sections, and what stands around them.

All words are in the document's language already and all numbers formatted; a writer adds none.
Lengths, colours and fonts are the writer's own; blocks name roles ("group", "bad") instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from wecoop_desktop.documents.chart import Chart

Tone = Literal["", "muted", "accent", "good", "warn", "bad"]
Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look; "\\n" in it starts a new line.

    `link` is the anchor of a section of the same document. `note` is said at the foot of what the
    run stands in, which shows its number behind the text: a source.
    """

    text: str
    bold: bool = False
    italic: bool = False
    tone: Tone = ""
    link: str = ""
    note: str = ""


Rich: TypeAlias = tuple[Run, ...]


def plain(text: str, *, bold: bool = False, italic: bool = False, tone: Tone = "") -> Rich:
    """One run, or nothing for an empty text."""
    return (Run(text, bold, italic, tone),) if text else ()


def letters(rich: Rich | None) -> str:
    """The bare text of `rich`."""
    return "".join(run.text for run in rich or ())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: level 2 or 3 (level 1 is the section's own title)."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; "note" is the small grey kind."""

    runs: Rich
    kind: Literal["body", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list; `items` are texts with their depth from 0.

    `boxes`: each item has an empty box to be ticked by hand.
    """

    items: tuple[tuple[int, Rich], ...]
    ordered: bool = False
    boxes: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `share` of the width, 0 where the writer may decide by the content."""

    head: str
    align: Literal["left", "right", "centre"] = "left"
    share: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """Cells under the columns; None is covered by the cell to its left.

    `kind`: a group's own row, a total. `mark` colours the left edge ("impact", "outcome", "output",
    "activity"). `follows`: belongs to the row above, whose cells stand beside its empty ones.
    """

    cells: tuple[Rich | None, ...]
    kind: Literal["plain", "group", "total"] = "plain"
    mark: str = ""
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`label` is "Table 4." once numbered; `facts` are two columns without a head."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""
    label: str = ""
    look: Literal["ruled", "facts"] = "ruled"


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as data with its caption; `label` is "Figure 2." once numbered."""

    chart: Chart
    caption: str = ""
    note: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A box beside the text: a title, facts, text, and perhaps a figure at the right."""

    title: str
    facts: tuple[tuple[str, Rich], ...] = ()
    runs: Rich = ()
    figure: Figure | None = None
    tone: Literal["info", "warn"] = "info"


Block: TypeAlias = Heading | Paragraph | Listing | Table | Figure | Callout


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a title on pages of one orientation.

    `continues`: further pages of the section before, whose title is not repeated in the contents.
    `level`: of a book, whose parts are 1, chapters 2 and sections 3. `anchor`: what `Run.link` may
    name. `annex`: stands behind the document and is not counted with its pages. `paths`: the
    questions it answers.
    """

    title: str
    blocks: tuple[Block, ...]
    number: str = ""
    orientation: Orientation = "portrait"
    new_page: bool = False
    continues: bool = False
    level: Literal[1, 2, 3] = 1
    anchor: str = ""
    annex: bool = False
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader remarked at the question `path`, or at the whole ("")."""

    path: str
    text: str
    author: str
    made: datetime


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page. `facts` are at most six; where there is a `sheet`, a box with its facts
    stands in place of the cover. `seed` draws the contour lines, always the same.

    `ministry` and its `emblem` (PNG as of `documents.emblem`, or nothing) are the user's own;
    `emblem_words` say the picture.
    """

    kind: str
    title: str
    place: str
    applicant: str
    applicant_note: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]  # addressee; revision and date
    origin: str
    seed: int
    ministry: str = ""
    emblem: bytes = b""
    emblem_words: str = ""
    sheet: tuple[tuple[str, Rich], ...] = ()


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file manager shows of the document."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole document. `draft` is the word of the draft mark, empty when the document is ready.

    `bare`: the sections alone; the cover only says what the document is called. `remarks` are for
    formats in which readers answer them.
    """

    language: str
    cover: Cover
    contents: str  # the title of the contents page
    head: str  # the running head: the short title
    foot: str  # the running foot: type, revision, date
    properties: Properties
    sections: tuple[Section, ...]
    draft: str = ""
    bare: bool = False
    remarks: tuple[Remark, ...] = ()
    headings: Literal["house", "bar", "plain"] = "house"  # as of `packs.content.Look`
    body: Literal["serif", "sans"] = "serif"
